import { expect, test } from "vitest"
import type { ApprovalRecord } from "./approval.ts"
import { initiationAuthority, requiredAuthority, type AuthorityFacts, type AuthorityRule } from "./authority.ts"
import { judgeAuthority } from "./judge.ts"

const low = { kind: "integration", risk: "low", readOnlyApi: true, internalUseOnly: true } as const

/** Facts, the roles that must approve, the rows of the table, and whether a row of the seed fits. */
const table: readonly (readonly [what: string, facts: AuthorityFacts, roles: readonly string[], rows: readonly string[], productDefault: boolean])[] =
  [
    ["[S1.5-1] read-only and internal", low, ["security.ops"], ["S1.5-1"], false],
    ["[S1.5-1] the same, risk not stated", { kind: "integration", readOnlyApi: true, internalUseOnly: true }, ["security.ops"], ["S1.5-1"], false],
    ["[S1.5-2] write access", { ...low, readOnlyApi: false }, ["coo"], ["S1.5-2"], false],
    ["[S1.5-2] external service", { ...low, internalUseOnly: false }, ["coo"], ["S1.5-2"], false],
    ["[S1.5-2] medium risk although read-only and internal", { ...low, risk: "medium" }, ["coo"], ["S1.5-2"], false],
    ["[S1.5-2] nothing known", { kind: "integration" }, ["coo"], ["S1.5-2"], false],
    ["[S1.5-3] vendor with customer data", { kind: "vendor", customerData: true }, ["coo", "legal.exec", "ceo"], ["S1.5-3"], false],
    ["[S1.5-3] vendor, data not stated", { kind: "vendor" }, ["coo", "legal.exec", "ceo"], ["S1.5-3"], false],
    ["[S1.5-3] low risk does not soften it", { kind: "vendor", customerData: true, risk: "low" }, ["coo", "legal.exec", "ceo"], ["S1.5-3"], false],
    ["[S1.5-4] a rejection overridden", { ...low, overridesRejection: true }, ["coo"], ["S1.5-4"], false],
    ["[S1.5-5] high-risk integration", { ...low, risk: "high" }, ["coo"], ["S1.5-5"], true],
    ["[S1.5-5] critical integration", { ...low, risk: "critical" }, ["coo"], ["S1.5-5"], true],
    ["[S1.5-5] vendor without customer data", { kind: "vendor", customerData: false }, ["coo"], ["S1.5-5"], true],
    ["[S1.5-5] code change, low", { kind: "code-change", risk: "low" }, ["security.ops"], ["S1.5-5"], true],
    ["[S1.5-5] code change, medium", { kind: "auth-code-change", risk: "medium" }, ["security.ops"], ["S1.5-5"], true],
    ["[S1.5-5] code change, high", { kind: "code-change", risk: "high" }, ["coo"], ["S1.5-5"], true],
    ["[S1.5-5] code change, critical", { kind: "auth-code-change", risk: "critical" }, ["coo"], ["S1.5-5"], true],
    ["[S1.5-5] code change, risk not stated", { kind: "repository" }, ["coo"], ["S1.5-5"], true],
    ["[S1.5-5] agent capability, even low", { kind: "agent-capability", risk: "low" }, ["coo"], ["S1.5-5"], true],
    ["[S1.5-5] endpoint, even low", { kind: "endpoint", risk: "low" }, ["coo"], ["S1.5-5"], true],
    ["[S1.5-5] a kind nobody thought of", { kind: "constructor", risk: "low" }, ["coo"], ["S1.5-5"], true],
    ["[S1.5-5] an empty kind", { kind: "" }, ["coo"], ["S1.5-5"], true],
    ["[S1.6-2] residency not confirmed", { kind: "vendor", customerData: false, vendorUnconfirmed: true }, ["coo"], ["S1.5-5", "S1.6-2"], true],
    ["[S1.6-3] rights beyond the table", { ...low, exceedsRights: true }, ["security.ops", "coo"], ["S1.5-1", "S1.6-3"], false],
    [
      "[S1.6-2] [S1.6-3] everything at once",
      { kind: "vendor", customerData: true, vendorUnconfirmed: true, exceedsRights: true },
      ["coo", "legal.exec", "ceo"],
      ["S1.5-3", "S1.6-2", "S1.6-3"],
      false,
    ],
  ]

test.each(table)("%s", (_what, facts, roles, rows, productDefault) => {
  const rule = requiredAuthority(facts)
  expect(rule.steps.map((step) => step.role)).toEqual(roles)
  expect(rule.rows).toEqual(rows)
  expect(rule.productDefault).toBe(productDefault)
  expect(rule.samePerson).toBe("refuse")
})

test("[S1.5-4] an override opens a SEV2 incident; nothing else does", () => {
  expect(requiredAuthority({ kind: "integration", overridesRejection: true }).opensIncident).toBe("SEV2")
  expect(requiredAuthority({ kind: "integration", overridesRejection: true }).steps).toEqual([{ role: "coo", kind: "override", decision: "approve" }])
  for (const [, facts] of table.filter((row) => row[1].overridesRejection !== true)) expect(requiredAuthority(facts).opensIncident).toBeUndefined()
})

test("[S1.6-3] chief.staff is told when rights are exceeded, and otherwise not", () => {
  expect(requiredAuthority({ ...low, exceedsRights: true }).notify).toEqual(["chief.staff"])
  expect(requiredAuthority(low).notify).toEqual([])
})

const at = (minutes: number) => new Date(Date.parse("2026-11-20T12:00:00Z") + minutes * 60_000).toISOString().replace(".000Z", "Z")
let count = 0
function approval(person: string, role: string, minutes = 0, change: Partial<ApprovalRecord> = {}): ApprovalRecord {
  count += 1
  return {
    schema: "tipstaff.approval/1",
    id: `A-${count.toString(16).padStart(16, "0")}`,
    kind: "disposition",
    subject: "0".repeat(64),
    facts: {},
    target: "SR-1",
    role,
    person,
    decision: "approve",
    phrase: "",
    statement: "",
    created_at: at(minutes),
    expires_at: at(600),
    key_id: "",
    signature: "",
    ...change,
  }
}
const nobody = { requesters: [] }
const missing = (rule: AuthorityRule, approvals: readonly ApprovalRecord[], context: Parameters<typeof judgeAuthority>[2] = nobody) => {
  const verdict = judgeAuthority(rule, approvals, context)
  return [verdict.outcome, verdict.missing.map((step) => step.role)]
}

test("[S1.5-1] security.ops alone is enough for low risk, and [S1.5-2] not for medium", () => {
  expect(missing(requiredAuthority(low), [approval("ada", "security.ops")])).toEqual(["pass", []])
  expect(missing(requiredAuthority({ ...low, readOnlyApi: false }), [approval("ada", "security.ops")])).toEqual(["not_run", ["coo"]])
  expect(missing(requiredAuthority(low), [])).toEqual(["not_run", ["security.ops"]])
})

test("[S1.5-3] any two of the three are not enough, and one person in two roles counts once and is flagged", () => {
  const rule = requiredAuthority({ kind: "vendor", customerData: true })
  const all = [approval("ben", "coo"), approval("cleo", "legal.exec"), approval("dov", "ceo")]
  expect(missing(rule, all)).toEqual(["pass", []])
  for (const [index, role] of ["coo", "legal.exec", "ceo"].entries()) expect(missing(rule, all.toSpliced(index, 1))).toEqual(["not_run", [role]])
  const twice = [approval("ben", "coo"), approval("ben", "ceo"), approval("cleo", "legal.exec")]
  expect(missing(rule, twice)).toEqual(["not_run", ["ceo"]])
  expect(judgeAuthority(rule, twice, nobody).flagged).toEqual([{ code: "same-person", person: "ben", text: "ben approved in two roles: coo, ceo" }])
})

test("[S1.5-3] one person in two roles does no harm when another can take one of them, in any order", () => {
  const rule = requiredAuthority({ kind: "vendor", customerData: true })
  const records = [
    approval("ben", "coo"),
    approval("ben", "legal.exec"),
    approval("cleo", "legal.exec"),
    approval("cleo", "ceo"),
    approval("dov", "ceo"),
  ]
  expect(missing(rule, records)).toEqual(["pass", []])
  expect(missing(rule, records.toReversed())).toEqual(["pass", []])
})

test("[S1.5-6] who asked for it does not approve it, unless the settings only flag it", () => {
  const rule = requiredAuthority(low)
  const own = [approval("ada", "security.ops")]
  expect(missing(rule, own, { requesters: ["ada"] })).toEqual(["not_run", ["security.ops"]])
  expect(judgeAuthority(rule, own, { requesters: ["ada"], ownRequest: "flag" })).toMatchObject({
    outcome: "pass",
    flagged: [{ code: "own-request", person: "ada" }],
  })
})

test("a rejection stops it; the last word of a person counts, and at the same second the rejection", () => {
  const rule = requiredAuthority({ ...low, readOnlyApi: false })
  const no = (minutes: number) => approval("ben", "coo", minutes, { decision: "reject" })
  expect(missing(rule, [approval("ben", "coo"), no(1)])[0]).toBe("fail")
  expect(missing(rule, [no(0), approval("ben", "coo", 1)])[0]).toBe("pass")
  expect(missing(rule, [no(0), approval("ben", "coo", 0)])[0]).toBe("fail")
  expect(missing(rule, [approval("ben", "coo", 0), no(0)])[0]).toBe("fail")
  expect(missing(rule, [approval("ben", "coo"), approval("zoe", "coo", 1, { decision: "reject" })])[0]).toBe("fail")
})

test("[S1.5-4] an override by anyone but the COO decides nothing", () => {
  const rule = requiredAuthority({ kind: "vendor", overridesRejection: true })
  expect(missing(rule, [approval("dov", "ceo", 0, { kind: "override" }), approval("ada", "security.ops", 0, { kind: "override" })])).toEqual([
    "not_run",
    ["coo"],
  ])
  expect(missing(rule, [approval("ben", "coo")])).toEqual(["not_run", ["coo"]])
  expect(missing(rule, [approval("ben", "coo", 0, { kind: "override" })])).toEqual(["pass", []])
})

test("[S1.6-2] the COO's decision counts only after legal.exec was consulted", () => {
  const rule = requiredAuthority({ kind: "vendor", customerData: false, vendorUnconfirmed: true })
  const consult = (minutes: number) => approval("cleo", "legal.exec", minutes, { kind: "legal-consult", decision: "acknowledge" })
  expect(missing(rule, [approval("ben", "coo")])).toEqual(["not_run", ["legal.exec", "coo"]])
  expect(missing(rule, [consult(0)])).toEqual(["not_run", ["coo"]])
  expect(missing(rule, [consult(0), approval("ben", "coo", 1)])).toEqual(["pass", []])
  const late = judgeAuthority(rule, [consult(5), approval("ben", "coo", 1)], nobody)
  expect([late.outcome, late.flagged.map((flag) => flag.code)]).toEqual(["not_run", ["before-consult"]])
  expect(missing(rule, [consult(1), approval("ben", "coo", 1)])[0]).toBe("not_run")
})

test("[S4.1-9] [S4.1-10] [S4.1-11] a review begins with three records, each of its own kind", () => {
  const records = [
    approval("eve", "security.lead", 0, { kind: "initiate" }),
    approval("gil", "compliance.officer", 0, { kind: "regulatory-scope", decision: "acknowledge" }),
    approval("fay", "product.owner", 0, { kind: "exposure" }),
  ]
  expect(missing(initiationAuthority, records)).toEqual(["pass", []])
  for (const [index, role] of ["security.lead", "compliance.officer", "product.owner"].entries()) {
    expect(missing(initiationAuthority, records.toSpliced(index, 1))).toEqual(["not_run", [role]])
  }
  expect(missing(initiationAuthority, [...records.slice(1), approval("eve", "security.lead", 0, { kind: "exposure" })])).toEqual([
    "not_run",
    ["security.lead"],
  ])
  const one = records.map((record) => ({ ...record, person: "eve" }))
  expect(judgeAuthority(initiationAuthority, one, nobody)).toMatchObject({ outcome: "pass", flagged: [{ code: "same-person", person: "eve" }] })
})

test("a rule without steps never passes", () => {
  expect(missing({ ...initiationAuthority, steps: [] }, [approval("eve", "security.lead")])).toEqual(["not_run", []])
})
