import { expect, test } from "vitest"
import { blankAssessment, controlSchema, credentialSchema, type Assessment } from "./assessment.ts"
import { checklistItems, controlAreas } from "./checklist.ts"
import { checkCredential, defaultCredentialPolicy, nextDue } from "./credentials.ts"
import { judgeAssessment, notRepeated, suggestedRisk, type AssessmentFacts, type AssessmentReport } from "./judge.ts"

const now = Date.parse("2026-11-20T12:00:00Z")
const signed = { assessor: "ana", date: "2026-11-20" }

const scans: AssessmentFacts["machine"] = [
  { item: "no-hardcoded", outcome: "pass", detail: "0 findings in prompts/, config/, sessions/" },
  { item: "plaintext-patterns", outcome: "pass", detail: "0 findings" },
]

const facts: AssessmentFacts = { now, machine: scans }

/** Everything answered, and well. */
function full(subject: Partial<Assessment["subject"]>): Assessment {
  const blank = blankAssessment({ name: "thing", scope: "all of it", touches_auth: "yes", ...subject })
  return {
    ...blank,
    exposure: { data: ["code"], attack_surface: ["webhook"], other_surface: "", blast_radius: "isolated", verdict: "ACCEPTABLE" },
    controls: blank.controls.map((control) => ({ ...control, ...signed, status: "Verified", evidence: "test run 12" })),
    checklist: blank.checklist.map((item) => (item.answer === "N/A" ? item : { ...item, ...signed, answer: "PASS", notes: "looked at" })),
    credentials: [
      credentialSchema.parse({
        name: "api",
        location: "op://Production/api/token",
        needed_scopes: ["read"],
        granted_scopes: ["read"],
        rotated_on: "2026-11-01",
      }),
    ],
    vendor: {
      ...blank.vendor,
      name: "Example",
      class: "B",
      residency: "EU",
      soc2_evidence: "Type II, 2026",
      deletion_policy: "30 days",
      holds_customer_data: "no",
    },
  }
}

function outcome(report: AssessmentReport, id: string) {
  return report.items.find((item) => item.id === id)
}

function changed(assessment: Assessment, name: string, change: object): Assessment {
  return { ...assessment, controls: assessment.controls.map((control) => (control.name === name ? { ...control, ...change } : control)) }
}

test.each(["integration", "vendor", "code-change", "agent-capability", "endpoint", "contract-change", "quarterly-audit"] as const)(
  "[S4.4-5] a full assessment of a %s has nothing against it",
  (kind) => {
    const report = judgeAssessment(full({ kind }), facts)
    expect(report).toMatchObject({ complete: true, reasons: [], halts: [], findings: [] })
  },
)

test("[S4.4-5] [S1.1-3] a blank assessment is not done, and every open item is named", () => {
  const report = judgeAssessment(blankAssessment({ kind: "vendor" }), { now, machine: [] })
  expect(report.complete).toBe(false)
  expect(report.items.filter((item) => item.id.startsWith("control.")).map((item) => [item.id, item.outcome])).toEqual([
    ["control.authentication", "not_run"],
    ["control.authorization", "not_run"],
    ["control.data-protection", "not_run"],
    ["control.multi-tenancy", "not_run"],
    ["control.configuration", "not_run"],
    ["control.secrets-management", "not_run"],
  ])
})

test.each([
  ["a control that is not there", (a: Assessment) => ({ ...a, controls: a.controls.slice(1) }), "not_run", /missing/],
  ["Verified without evidence", (a: Assessment) => changed(a, "authentication", { evidence: " " }), "not_run", /without evidence/],
  ["Verified by nobody", (a: Assessment) => changed(a, "authentication", { assessor: "" }), "not_run", /without assessor/],
  ["Verified on no day", (a: Assessment) => changed(a, "authentication", { date: "" }), "not_run", /without date/],
  ["Verified on a day to come", (a: Assessment) => changed(a, "authentication", { date: "2026-12-24" }), "not_run", /has not come/],
  ["a gap", (a: Assessment) => changed(a, "authentication", { status: "Gap", reason: "no lockout" }), "fail", /no lockout \(no owner\)/],
  [
    "a gate control left out",
    (a: Assessment) => changed(a, "authentication", { status: "Not Applicable", reason: "x" }),
    "fail",
    /cannot be left out/,
  ],
])("[S4.4-5] [S4.7-5] %s is no pass", (_, change, expected, detail) => {
  expect(outcome(judgeAssessment(change(full({ kind: "code-change" })), facts), "control.authentication")).toMatchObject({
    outcome: expected,
    detail: expect.stringMatching(detail),
  })
})

test("[S4.4-5] multi-tenancy may be left out with a reason, not without", () => {
  const without = changed(full({ kind: "code-change" }), "multi-tenancy", { status: "Not Applicable", reason: "" })
  expect(outcome(judgeAssessment(without, facts), "control.multi-tenancy")?.outcome).toBe("not_run")
  const withReason = changed(without, "multi-tenancy", { reason: "one tenant" })
  expect(outcome(judgeAssessment(withReason, facts), "control.multi-tenancy")).toMatchObject({ outcome: "not_applicable", detail: "one tenant" })
})

test("[S4.4-7] a gap in a critical control pauses the review, one in another control does not", () => {
  const gap = { status: "Gap", reason: "tenants share a cache", owner: "ben" }
  expect(judgeAssessment(changed(full({ kind: "code-change" }), "multi-tenancy", gap), facts).halts).toEqual([
    { state: "PAUSED", reason: "critical control gap: multi-tenancy: tenants share a cache", next: expect.any(String) },
  ])
  expect(judgeAssessment(changed(full({ kind: "code-change" }), "configuration", gap), facts).halts).toEqual([])
})

test("[S4.4-7] a gap is a finding with an owner; its severity is the person's, else the control's", () => {
  const gap = { status: "Gap", reason: "no lockout", owner: "ben" }
  const report = judgeAssessment(
    changed(changed(full({ kind: "code-change" }), "authentication", gap), "configuration", { ...gap, severity: "low" }),
    facts,
  )
  expect(report.findings.map(({ owner, finding }) => [owner, finding.class, finding.severity, finding.title, finding.cwe])).toEqual([
    ["ben", "manual", "critical", "Gap in authentication", ["CWE-287"]],
    ["ben", "manual", "low", "Gap in configuration", ["CWE-1188"]],
  ])
})

function gapFingerprint(reason: string): string | undefined {
  const assessment = changed(full({ kind: "code-change" }), "authentication", { status: "Gap", reason })
  return judgeAssessment(assessment, facts).findings[0]?.finding.fingerprint
}

test("rewording a gap does not make it a new finding", () => {
  expect(gapFingerprint("a")).toMatch(/^[0-9a-f]{32}$/)
  expect(gapFingerprint("a")).toBe(gapFingerprint("b"))
})

test("[S4.7-7] a control that was refused stays so until it was assessed on that day or later", () => {
  const failed = { authentication: "2026-11-21", authorization: "2026-11-21" }
  const assessed = (date: string) => changed(changed(full({ kind: "code-change" }), "authentication", { date }), "authorization", { date: "" })
  expect(notRepeated(failed, assessed("2026-11-20"))).toEqual(["authentication", "authorization"])
  expect(notRepeated(failed, assessed("2026-11-21"))).toEqual(["authorization"])
  expect(notRepeated({}, assessed(""))).toEqual([])
})

test.each([
  ["integration", ["credentials"]],
  ["vendor", ["credentials", "vendor"]],
  ["code-change", ["code", "coding"]],
  ["agent-capability", ["coding"]],
  ["endpoint", ["coding"]],
  ["contract-change", []],
  ["quarterly-audit", []],
] as const)("[S1.3-5] [S1.3-10] [S1.3-15] the steps that apply to %s", (kind, groups) => {
  const report = judgeAssessment(blankAssessment({ kind, touches_auth: "yes" }), facts)
  const open = checklistItems.filter((item) => outcome(report, item.id)?.outcome !== "not_applicable")
  expect([...new Set(open.map((item) => item.group))].sort()).toEqual([...groups].sort())
})

test("[S1.3-5] in a code change step 2 is N/A, in a vendor review N/A is no answer", () => {
  expect(outcome(judgeAssessment(full({ kind: "code-change" }), facts), "credential-store")).toMatchObject({
    outcome: "not_applicable",
    detail: "step 2 is for new integrations and vendors",
  })
  const vendor = full({ kind: "vendor" })
  const skipped = { ...vendor, checklist: vendor.checklist.map((item) => ({ ...item, answer: "N/A" as const })) }
  expect(outcome(judgeAssessment(skipped, facts), "rotation")).toMatchObject({
    outcome: "not_run",
    detail: expect.stringMatching(/N\/A is no answer/),
  })
})

test("[S1.3-10] code that touches neither authentication nor credentials skips step 3; an unanswered question does not", () => {
  expect(outcome(judgeAssessment(full({ kind: "code-change", touches_auth: "no" }), facts), "file-scope")?.outcome).toBe("not_applicable")
  expect(outcome(judgeAssessment(blankAssessment({ kind: "code-change" }), facts), "file-scope")?.outcome).toBe("not_run")
})

test.each([
  ["[S1.3-1] the scope", { subject: { ...full({}).subject, kind: "endpoint" as const, scope: "" } }, "scope.subject", /not named: scope/],
  ["[S1.3-2] the data", { exposure: { ...full({}).exposure, data: [] } }, "scope.data", /not answered/],
  ["[S1.3-3] the attack surface", { exposure: { ...full({}).exposure, attack_surface: [] } }, "scope.attack-surface", /not answered/],
  ["[S1.3-4] the blast radius", { exposure: { ...full({}).exposure, blast_radius: "" as const } }, "scope.blast-radius", /not answered/],
])("%s must be answered", (_, change, id, detail) => {
  expect(outcome(judgeAssessment({ ...full({ kind: "endpoint" }), ...change }, facts), id)).toMatchObject({
    outcome: "not_run",
    detail: expect.stringMatching(detail),
  })
})

test("[S1.3-1] the reviewer is security.ops", () => {
  expect(outcome(judgeAssessment(full({ kind: "endpoint", reviewer: "somebody" }), facts), "scope.subject")?.outcome).toBe("fail")
})

test("[S1.3-3] another attack surface is named in words", () => {
  const other = { ...full({ kind: "endpoint" }), exposure: { ...full({}).exposure, attack_surface: [], other_surface: "a USB port" } }
  expect(outcome(judgeAssessment(other, facts), "scope.attack-surface")).toMatchObject({ outcome: "pass", detail: "a USB port" })
})

test("[S1.3-4] a cross-system blast radius raises the suggested risk", () => {
  const { exposure } = full({})
  expect(suggestedRisk({ exposure })).toBe("low")
  expect(suggestedRisk({ exposure: { ...exposure, blast_radius: "cross-system" } })).toBe("medium")
  expect(suggestedRisk({ exposure: { ...exposure, data: ["credentials"], blast_radius: "cross-system" } })).toBe("high")
  expect(suggestedRisk(blankAssessment({}))).toBe("high")
})

test.each(["no-hardcoded", "plaintext-patterns"] as const)(
  "[S1.3-8] [S1.3-11] a person's word without the scanner's result is not enough: %s",
  (id) => {
    const kind = id === "no-hardcoded" ? "vendor" : "code-change"
    expect(outcome(judgeAssessment(full({ kind }), { now, machine: [] }), id)).toMatchObject({
      outcome: "not_run",
      detail: "no scan result is attached",
    })
    const found = judgeAssessment(full({ kind }), { now, machine: [{ item: id, outcome: "fail", detail: "prompts/a.md:3" }] })
    expect(outcome(found, id)).toMatchObject({ outcome: "fail", detail: "prompts/a.md:3" })
  },
)

test.each(["injection-paths", "error-exposure", "file-scope"] as const)(
  "[S1.3-12] [S1.3-13] [S1.3-14] a rule that fired outweighs a PASS, and an unfinished scan is no PASS: %s",
  (item) => {
    const assessment = full({ kind: "code-change" })
    expect(outcome(judgeAssessment(assessment, { now, machine: [...scans, { item, outcome: "fail", detail: "src/a.ts:3" }] }), item)?.outcome).toBe(
      "fail",
    )
    expect(outcome(judgeAssessment(assessment, { now, machine: [...scans, { item, outcome: "not_run", detail: "time-out" }] }), item)?.outcome).toBe(
      "not_run",
    )
    const unanswered = { ...assessment, checklist: assessment.checklist.filter((each) => each.id !== item) }
    expect(outcome(judgeAssessment(unanswered, facts), item)?.outcome).toBe("not_run")
  },
)

test.each(["coding-injection", "coding-access", "coding-crypto", "coding-supply-chain"] as const)(
  "[S3.2-1] a change review without the topic %s is incomplete",
  (id) => {
    const assessment = full({ kind: "code-change" })
    const report = judgeAssessment({ ...assessment, checklist: assessment.checklist.filter((item) => item.id !== id) }, facts)
    expect(report.complete).toBe(false)
    expect(outcome(report, id)?.outcome).toBe("not_run")
  },
)

test("[S5.4-3] the light form asks for the four coding topics and why the change is not sensitive, and for no control", () => {
  const light = blankAssessment({ kind: "code-change", form: "light", touches_auth: "no" })
  expect(light.controls).toEqual([])
  const open = judgeAssessment(light, facts)
    .items.filter((item) => item.outcome === "not_run")
    .map((item) => item.id)
  expect(open.filter((id) => !id.startsWith("scope."))).toEqual([
    "coding-injection",
    "coding-access",
    "coding-crypto",
    "coding-supply-chain",
    "light-not-sensitive",
  ])
})

test("[S3.2-1] a FAIL is a finding and a refusal", () => {
  const assessment = full({ kind: "code-change" })
  const report = judgeAssessment(
    {
      ...assessment,
      checklist: assessment.checklist.map((item) =>
        item.id === "coding-crypto" ? { ...item, answer: "FAIL" as const, notes: "MD5 of passwords" } : item,
      ),
    },
    facts,
  )
  expect(report.reasons).toMatchObject([{ basis: "refused", text: expect.stringMatching(/MD5 of passwords/) }])
  expect(report.findings).toMatchObject([{ owner: "ana", finding: { severity: "high", message: "MD5 of passwords" } }])
})

const credential = {
  name: "api",
  location: "op://vault/item/field",
  needed_scopes: ["repo:read"],
  granted_scopes: ["repo:read"],
  rotated_on: "2026-10-01",
}

function credentialResult(change: object, item: string, policy = defaultCredentialPolicy) {
  return checkCredential(credentialSchema.parse({ ...credential, ...change }), policy, now).find((check) => check.item === item)
}

test.each([
  ["op://vault/item/field", "pass"],
  ["op://vault/item/section/field", "pass"],
  ["config.py", "fail"],
  ["", "fail"],
  ["op://vault/item", "fail"],
  ["vault://secret/app#token", "fail"],
  ["see op://vault/item/field", "fail"],
])("[S1.3-6] the location %j: %s", (location, expected) => {
  expect(credentialResult({ location }, "credential-store")?.outcome).toBe(expected)
})

test("[S1.3-6] a policy may allow another store", () => {
  expect(credentialResult({ location: "vault://secret/app#token" }, "credential-store", { stores: ["vault"] })?.outcome).toBe("pass")
  expect(credentialResult({}, "credential-store", { stores: ["vault"] })).toMatchObject({
    outcome: "fail",
    detail: "the store onepassword is not allowed; allowed: vault",
  })
})

test("[S1.3-6] a secret pasted as location is not repeated", () => {
  const pasted = ["sk", "live", "0123456789abcdefghijklmnop"].join("_")
  expect(credentialResult({ location: pasted }, "credential-store")?.detail).not.toContain(pasted.slice(5))
})

test("[S1.3-7] a scope that is granted and not needed is named", () => {
  expect(credentialResult({ granted_scopes: ["repo:read", "admin:org"] }, "minimum-permission")).toMatchObject({
    outcome: "fail",
    detail: "granted but not needed: admin:org",
  })
  expect(credentialResult({ granted_scopes: [] }, "minimum-permission")?.outcome).toBe("fail")
  expect(credentialResult({}, "minimum-permission")?.outcome).toBe("pass")
})

test.each([
  [{}, "pass", "rotation every 90 days (default), next due on 2026-12-30"],
  [{ rotation: "30 days" }, "fail", "rotation every 30 days was due on 2026-10-31"],
  [{ rotation: "never" }, "fail", "never rotated, without a reason"],
  [{ rotation: "never", reason: "a public test key" }, "pass", "never rotated: a public test key"],
  [{ rotated_on: "" }, "fail", "the day it was issued or rotated is not recorded"],
])("[S1.3-9] rotation %j: %s", (change, expected, detail) => {
  expect(credentialResult(change, "rotation")).toMatchObject({ outcome: expected, detail })
})

test("[S1.3-9] without an interval the next rotation is due 90 days later", () => {
  expect(nextDue({ rotation: "", rotated_on: "2026-01-01" })).toBe("2026-04-01")
})

test("[S1.3-7] a credential that fails its check fails the item although a person wrote PASS", () => {
  const vendor = full({ kind: "vendor" })
  const report = judgeAssessment({ ...vendor, credentials: [{ ...vendor.credentials[0]!, granted_scopes: ["read", "write"] }] }, facts)
  expect(outcome(report, "minimum-permission")).toMatchObject({ outcome: "fail", detail: "api: granted but not needed: write" })
})

test("the table of controls holds the gate's four, the protocol's five, and marks the critical ones", () => {
  expect(controlAreas.map((area) => [area.name, area.critical])).toEqual([
    ["authentication", true],
    ["authorization", true],
    ["data protection", true],
    ["multi-tenancy", true],
    ["configuration", false],
    ["secrets management", true],
  ])
  expect(controlSchema.parse({ name: "authentication" }).status).toBe("Not Assessed")
})
