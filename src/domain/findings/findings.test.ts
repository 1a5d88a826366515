import * as fc from "fast-check"
import { expect, test } from "vitest"
import { day, hour } from "../../base/duration.ts"
import type { Severity } from "../../base/severity.ts"
import type { Finding, FindingClass } from "./finding.ts"
import { mergeFindings } from "./merge.ts"
import { findingStates, isUnresolved, parseRegister, renderRegister, updateRegister, type RegisterRow, type UpdateFacts } from "./register.ts"
import { dueAt, isLate, slaTable } from "./sla.ts"

const start = Date.parse("2026-11-20T12:00:00Z")
const every: ReadonlySet<FindingClass> = new Set(["sast", "dast", "dependencies", "secrets"])

function finding(change: Partial<Finding> = {}): Finding {
  return {
    fingerprint: "a".repeat(32),
    class: "sast",
    severity: "high",
    confidence: "high",
    title: "SQL built from input",
    message: "",
    location: { path: "src/db.ts", line: 7 },
    cwe: ["CWE-89"],
    owasp: [],
    aliases: [],
    sources: [{ tool: "tipstaff-code", version: "1", rule: "sql" }],
    ...change,
  }
}

const foreign = finding({
  fingerprint: "b".repeat(32),
  severity: "critical",
  title: "Possible injection",
  sources: [{ tool: "semgrep", version: "1.182.0", rule: "sqli" }],
})

const merged = (...findings: readonly Finding[]) => mergeFindings(findings)
const facts = (change: Partial<UpdateFacts> = {}): UpdateFacts => ({ now: start, completed: every, handedOver: new Set(), ...change })

test("[S4.5-1] the same issue from two tools is one row with two sources, our id and the higher severity", () => {
  const rows = updateRegister([], merged(finding(), foreign), facts({ ownerOf: () => "team-db" }))
  expect(rows).toEqual([
    {
      id: "F-aaaaaaaaaaaa",
      severity: "critical",
      status: "open",
      owner: "team-db",
      dueAt: start + 24 * hour,
      remediationPlan: "",
      rollbackPlan: "",
      acceptance: "",
      title: "SQL built from input",
      where: "src/db.ts:7",
      class: "sast",
      source: "semgrep:sqli; tipstaff-code:sql",
      cwe: "CWE-89",
      foundAt: start,
      notes: "",
    },
  ])
})

const component = { purl: "pkg:npm/a@1.0.0", name: "a", version: "1.0.0" }

test.each<[string, Partial<Finding>, Partial<Finding>, number]>([
  ["the same weakness in another line", {}, { location: { path: "src/db.ts", line: 8 } }, 2],
  ["another weakness in the same line", {}, { cwe: ["CWE-79"] }, 2],
  ["one of several weaknesses in the same line", { cwe: ["CWE-20", "CWE-89"] }, { cwe: ["CWE-89"] }, 1],
  [
    "an advisory under two names",
    { component, aliases: ["CVE-1", "GHSA-1"] },
    { component: { ...component, purl: "pkg:npm/a@1.0.0?type=jar" }, aliases: ["GHSA-1"] },
    1,
  ],
  [
    "an advisory of another package",
    { component, aliases: ["CVE-1"] },
    { component: { ...component, purl: "pkg:npm/b@1.0.0" }, aliases: ["CVE-1"] },
    2,
  ],
  ["two advisories of one package", { component, aliases: ["CVE-1"] }, { component, aliases: ["CVE-2"] }, 2],
  ["a secret that two tools name differently", { class: "secrets", cwe: [] }, { class: "secrets", cwe: ["CWE-798"] }, 1],
])("[S4.5-1] %s", (_name, a, b, count) => {
  expect(merged(finding(a), finding({ fingerprint: "c".repeat(32), ...b }))).toHaveLength(count)
})

const severityOf = fc.constantFrom<Severity>("critical", "high", "medium", "low", "info")
const anyFinding = fc
  .record({
    print: fc.integer({ min: 0, max: 5 }),
    line: fc.integer({ min: 1, max: 3 }),
    cwe: fc.subarray(["CWE-1", "CWE-2"]),
    severity: severityOf,
    tool: fc.constantFrom("tipstaff-code", "a", "b"),
    version: fc.constantFrom("1", "2"),
    title: fc.constantFrom("x", "y"),
  })
  .map(({ print, line, tool, version, ...rest }) =>
    finding({ ...rest, fingerprint: String(print).repeat(32), location: { path: "p", line }, sources: [{ tool, version, rule: "r" }] }),
  )

test("[S4.5-1] the order in which findings arrive does not matter, and none is lost", () => {
  fc.assert(
    fc.property(
      fc
        .array(anyFinding, { maxLength: 12 })
        .chain((findings) => fc.tuple(fc.constant(findings), fc.shuffledSubarray(findings, { minLength: findings.length }))),
      ([findings, shuffled]) => {
        const result = mergeFindings(findings)
        expect(mergeFindings(shuffled)).toEqual(result)
        expect(new Set(result.flatMap((one) => one.fingerprints))).toEqual(new Set(findings.map((one) => one.fingerprint)))
      },
    ),
    { numRuns: 300 },
  )
})

test.each<[string, Severity, number | undefined]>([
  ["[S5.4-6]", "critical", 24 * hour],
  ["[S5.4-7]", "high", 72 * hour],
  ["[S5.4-8]", "medium", 30 * day],
  ["[S5.4-9]", "low", undefined],
  ["[S5.4-9]", "info", undefined],
])("%s %s is due within its time, the limit itself is in time, a second later is late", (_id, severity, within) => {
  const due = dueAt(severity, start)
  expect(due).toBe(within === undefined ? undefined : start + within)
  expect([isLate(due, start + (within ?? 0)), isLate(due, start + (within ?? 0) + 1000)]).toEqual([false, within !== undefined])
})

test("[S5.4-6] [S5.4-7] [S5.4-8] testing, approval and rollback plan by severity", () => {
  expect(Object.entries(slaTable).map(([severity, sla]) => [severity, sla.testing, sla.approval, sla.rollbackPlan])).toEqual([
    ["critical", "minimal", "security_team", "mandatory"],
    ["high", "standard", "security_team", "mandatory"],
    ["medium", "full", "change_board", "recommended"],
    ["low", undefined, undefined, undefined],
    ["info", undefined, undefined, undefined],
  ])
})

const row: RegisterRow = updateRegister([], merged(finding()), facts())[0]!

test("what people wrote survives, what the evidence says wins", () => {
  const written: RegisterRow = {
    ...row,
    status: "planned",
    owner: "ana",
    remediationPlan: "bind parameters",
    rollbackPlan: "revert",
    acceptance: "EX-000000000001",
    notes: "see ticket",
    severity: "low",
    title: "harmless",
  }
  const [after] = updateRegister(
    [written],
    merged({ ...finding(), location: { path: "src/db.ts", line: 90 } }),
    facts({ now: start + hour, ownerOf: () => "someone else" }),
  )
  expect(after).toMatchObject({
    status: "planned",
    owner: "ana",
    remediationPlan: "bind parameters",
    rollbackPlan: "revert",
    acceptance: "EX-000000000001",
    notes: "see ticket",
    severity: "high",
    title: "SQL built from input",
    where: "src/db.ts:90",
    foundAt: start,
  })
})

test.each<[string, Partial<RegisterRow>, number]>([
  ["a later date is pulled back to the limit", { dueAt: start + 100 * day }, start + 72 * hour],
  ["an earlier date stays", { dueAt: start + hour }, start + hour],
  ["a missing date is set", { dueAt: undefined }, start + 72 * hour],
  ["a date of discovery that lies ahead buys no time", { dueAt: undefined, foundAt: start + 100 * day }, start + 72 * hour],
])("[S5.4-7] no one moves a due date behind the limit: %s", (_name, change, due) => {
  expect(updateRegister([{ ...row, ...change }], merged(finding()), facts())[0]?.dueAt).toBe(due)
  // Nor where the scan did not finish.
  expect(updateRegister([{ ...row, ...change }], [], facts({ completed: new Set() }))[0]?.dueAt).toBe(due)
})

test("[S5.4-6] a finding that turns out worse is due by its first day; one that turns out milder keeps its date", () => {
  const worse = updateRegister([row], merged(finding({ severity: "critical" })), facts({ now: start + 48 * hour }))[0]
  expect([worse?.dueAt, isLate(worse?.dueAt, start + 48 * hour)]).toEqual([start + 24 * hour, true])
  expect(updateRegister([row], merged(finding({ severity: "low" })), facts())[0]?.dueAt).toBe(start + 72 * hour)
})

test("[S5.4-9] low severity has no SLA unless one is configured", () => {
  expect(renderRegister(updateRegister([], merged(finding({ severity: "low" })), facts()))).toContain(",no SLA,")
  const sla = { ...slaTable, low: { ...slaTable.low, within: 90 * day } }
  expect(updateRegister([], merged(finding({ severity: "low" })), facts({ sla }))[0]?.dueAt).toBe(start + 90 * day)
})

test("absence means fixed only where the scan finished", () => {
  expect(updateRegister([row], [], facts({ completed: new Set(["secrets"]) }))).toEqual([row])
  expect(updateRegister([row], [], facts({ now: start + hour }))).toEqual([
    { ...row, status: "fixed", notes: "no longer found on 2026-11-20T13:00:00Z" },
  ])
})

test.each([
  ["its file says no longer so", ["docs/arch.csv"], "fixed"],
  ["its file is gone", [], "open"],
  ["another file was read", ["docs/arch.csv.bak"], "open"],
] as const)("a handed-over finding of which %s", (_name, read, status) => {
  const handed = { ...row, class: "import" as const, source: "docs/arch.csv:A-1; docs/issues.json:7" }
  const completed = new Set(["import" as const])
  expect(updateRegister([handed], [], facts({ completed, handedOver: new Set(read) }))[0]?.status).toBe(status)
})

test.each(["fixed", "closed"] as const)("a %s finding that returns is open and starts a new clock", (status) => {
  const later = start + 60 * day
  const [back] = updateRegister([{ ...row, status, owner: "ana", notes: "done" }], merged(finding()), facts({ now: later }))
  expect(back).toMatchObject({
    status: "open",
    owner: "ana",
    foundAt: later,
    dueAt: later + 72 * hour,
    notes: "done; found again on 2027-01-19T12:00:00Z",
  })
})

test("a false positive stays one while it is found, and a fixed row is not noted twice", () => {
  expect(updateRegister([{ ...row, status: "false_positive" }], merged(finding()), facts())[0]?.status).toBe("false_positive")
  const fixed = updateRegister([row], [], facts())
  expect(updateRegister(fixed, [], facts({ now: start + day }))).toEqual(fixed)
})

test("two rows that turn out to be one problem: the second is closed with its words, and says which it is", () => {
  const other: RegisterRow = { ...row, id: "F-bbbbbbbbbbbb", owner: "ben", notes: "mine" }
  const after = updateRegister([row, other], merged(finding(), foreign), facts())
  expect(after.map(({ id, status, owner, notes }) => [id, status, owner, notes])).toEqual([
    ["F-aaaaaaaaaaaa", "open", "", ""],
    ["F-bbbbbbbbbbbb", "closed", "ben", "mine; the same problem as F-aaaaaaaaaaaa"],
  ])
  expect(updateRegister(after, merged(finding(), foreign), facts())).toEqual(after)
})

test("a row keeps its id when our own engine begins to see what only another tool saw", () => {
  const before = updateRegister([], merged(foreign), facts())
  expect(updateRegister(before, merged(finding(), foreign), facts()).map((one) => one.id)).toEqual(["F-bbbbbbbbbbbb"])
})

test("nothing is dropped: every old row and every finding has its row, each id once", () => {
  fc.assert(
    fc.property(
      fc.array(anyFinding, { maxLength: 8 }),
      fc.array(anyFinding, { maxLength: 8 }),
      fc.subarray([...every]),
      (first, second, completed) => {
        const before = updateRegister([], mergeFindings(first), facts())
        const found = mergeFindings(second)
        const after = updateRegister(before, found, facts({ now: start + hour, completed: new Set(completed) }))
        const ids = after.map((one) => one.id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids).toEqual(expect.arrayContaining(before.map((one) => one.id)))
        expect(after.filter(isUnresolved).length).toBeGreaterThanOrEqual(found.length)
      },
    ),
  )
})

test("[S4.5-4] the header of the register", () => {
  expect(renderRegister([])).toBe(
    "finding_id,severity,status,owner,due_date,remediation_plan,acceptance,title,location,class,source,cwe,found_at,rollback_plan,notes\n",
  )
})

const trimmed = fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.trim())
const words = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("=1+1", "'quoted'", "a,b", 'say "no"', "two\nlines", "\r", "@x", " padded "),
)
const instant = fc.integer({ min: 1, max: 4_000_000_000 }).map((seconds) => seconds * 1000)
const anyRow: fc.Arbitrary<RegisterRow> = fc.record({
  id: fc.stringMatching(/^F-[0-9a-f]{12}$/),
  severity: severityOf,
  status: fc.constantFrom(...findingStates),
  owner: trimmed,
  dueAt: fc.option(instant, { nil: undefined }),
  remediationPlan: words,
  rollbackPlan: words,
  acceptance: trimmed,
  title: words,
  where: words,
  class: fc.constantFrom<FindingClass>("sast", "dast", "dependencies", "secrets", "manual", "import"),
  source: words,
  cwe: trimmed,
  foundAt: instant,
  notes: words,
})

test("[S4.5-4] any register reads back as it was written", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyRow, { selector: (one) => one.id, maxLength: 6 }), (rows) => {
      expect(parseRegister(renderRegister(rows), "register.csv")).toEqual(rows)
    }),
    { numRuns: 300 },
  )
})

const header = "finding_id,severity,status,owner,due_date,class,notes\n"

test.each([
  ["F-1,hihg,open,ana,,sast,\n", 2, 'severity is "hihg", did you mean high?'],
  ["F-1,high,opne,ana,,sast,\n", 2, 'status is "opne", did you mean open?'],
  ["F-1,high,open,ana,,sats,\n", 2, 'class is "sats", did you mean sast?'],
  ["F-1,High,open,ana,,sast,\n", 2, 'severity is "High", did you mean high?'],
  ["F-1,high,open,ana,soon,sast,\n", 2, 'due_date is "soon"'],
  ["F-1,high,open,ana,2026-02-30,sast,\n", 2, 'due_date is "2026-02-30"'],
  ["F-1,high,open,ana,2026-13-01,sast,\n", 2, "due_date"],
  ["F-1,high,open,ana,2026-11-30T25:00:00Z,sast,\n", 2, "due_date"],
  [",high,open,ana,,sast,\n", 2, "finding_id is empty"],
  ['F-1,high,open,,,sast,"two\nlines"\nF-1,low,open,,,sast,\n', 4, "F-1 stands already in line 2"],
  ["../x,high,open,,,secrets,\n", 2, "finding_id holds more than letters"],
  ["__proto__,high,open,,,secrets,\n", 2, "finding_id holds more than letters"],
])("[S4.5-4] a nonsense line is named by file and line: %j", (line, number, message) => {
  expect(() => parseRegister(header + line, "register.csv")).toThrow(
    expect.objectContaining({ code: "register/invalid", file: "register.csv", line: number, message: expect.stringContaining(message) as string }),
  )
})

test("a bare date is the end of that day", () => {
  expect(parseRegister(`${header}F-1,high,open,ana,2026-11-30,sast,\n`, "register.csv")[0]?.dueAt).toBe(Date.parse("2026-11-30T23:59:59Z"))
})

test("any text is a register or an error with a code", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(() => parseRegister(text, "register.csv")).toThrow(expect.objectContaining({ code: "csv/invalid" }))
    }),
  )
})
