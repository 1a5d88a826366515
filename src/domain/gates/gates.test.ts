import { expect, test } from "vitest"
import type { Severity } from "../../base/severity.ts"
import { gateControlsVerified } from "./controls-gate.ts"
import { gateDisposition, unansweredCriticals, type DisposedRow } from "./disposition-gate.ts"
import { isCleared } from "./gate.ts"
import { gateScans, type ScansGateFacts } from "./scans-gate.ts"

const complete = { outcome: "pass", incomplete: false } as const
const classes: ScansGateFacts["classes"] = {
  sast: complete,
  dast: { outcome: "not_applicable", incomplete: false, reason: "no running service" },
  dependencies: complete,
  secrets: complete,
}

function scanFacts(severities: readonly Severity[], unplanned: number): ScansGateFacts {
  const findings = severities.map((severity, index) => ({ id: `F-${index}`, severity, title: "a finding" }))
  return { classes, findings, planned: new Set(findings.slice(unplanned).map((finding) => finding.id)), settled: new Set(), waivers: [] }
}

test.each([
  ["three planned highs", ["high", "high", "high"], 0, "pass"],
  ["three highs, one of them unplanned", ["high", "high", "high"], 1, "fail"],
  ["four planned highs", ["high", "high", "high", "high"], 0, "fail"],
  ["one critical", ["critical"], 0, "fail"],
  ["nothing", [], 0, "pass"],
] as const)("[S4.7-1] [S5.11-8] %s: %s", (_name, severities, unplanned, outcome) => {
  expect(gateScans(scanFacts(severities, unplanned)).outcome).toBe(outcome)
})

test.each(["sast", "dast", "dependencies", "secrets"] as const)("[S4.4-1] [SX.1-8] results without an answer for %s are not a pass", (name) => {
  const rest = Object.fromEntries(Object.entries(classes).filter(([key]) => key !== name))
  const result = gateScans({ ...scanFacts([], 0), classes: rest })
  expect(result.outcome).toBe("not_run")
  expect(result.notes).toEqual([`${name}: no answer in the scan results`])
})

test("[S4.7-3] a waiver lets a refused gate through, but not one whose evidence is missing", () => {
  const waivers = [{ id: "EX-000000000001", gate: "Scan Cleanliness", expiresAt: "2026-12-01T00:00:00Z" }]
  expect(isCleared(gateScans({ ...scanFacts(["critical"], 0), waivers }))).toBe(true)
  expect(
    isCleared(gateScans({ ...scanFacts(["critical"], 0), waivers, classes: { ...classes, sast: { outcome: "not_run", incomplete: true } } })),
  ).toBe(false)
})

const verified = ["authentication", "authorization", "data protection", "secrets management"].map((name) => ({
  name,
  critical: true,
  status: "Verified",
}))

test("[S4.7-5] [S4.7-6] four verified controls pass", () => {
  expect(gateControlsVerified({ controls: verified, waivers: [] }).outcome).toBe("pass")
})

test.each(["verified", "Verified?", "Partially Verified", "Not Applicable", "Gap"])("[S4.7-6] a control marked %s does not pass", (status) => {
  const controls = verified.map((control, index) => (index === 0 ? { ...control, status } : control))
  const result = gateControlsVerified({ controls, waivers: [] })
  expect(result.outcome).toBe("fail")
  expect(result.notes).toEqual([`authentication: marked "${status}", not "Verified"`])
})

test("[S4.7-5] a missing control is named and never a pass", () => {
  const result = gateControlsVerified({ controls: verified.slice(1), waivers: [] })
  expect(result).toMatchObject({ outcome: "not_run", notes: ["authentication: missing from the assessment"] })
})

const row: DisposedRow = {
  id: "F-1",
  severity: "high",
  owner: "ana",
  remediationPlan: "fix it",
  acceptance: "",
  acceptanceActive: false,
  unresolved: true,
  notes: "",
  falsePositive: false,
}

test.each([
  ["a planned row", {}, "pass"],
  ["no owner", { owner: "" }, "fail"],
  ["neither plan nor acceptance", { remediationPlan: "" }, "fail"],
  ["an acceptance that holds", { remediationPlan: "", acceptance: "EX-1", acceptanceActive: true }, "pass"],
  ["an acceptance that does not hold", { acceptance: "EX-1" }, "fail"],
  ["a false positive without a reason", { unresolved: false, falsePositive: true }, "fail"],
] as const)("[S4.7-9] [S4.7-11] %s: %s", (_name, change, outcome) => {
  const facts = { rows: [{ ...row, ...change }], recorded: new Set(["F-1"]), found: ["F-1"], waivers: [] }
  expect(gateDisposition(facts).outcome).toBe(outcome)
})

test("[S4.7-9] one row of a hundred without an owner fails, and is named", () => {
  const rows = Array.from({ length: 100 }, (_, index) => ({ ...row, id: `F-${index}`, owner: index === 57 ? "" : "ana" }))
  const result = gateDisposition({ rows, recorded: new Set(rows.map((each) => each.id)), found: [], waivers: [] })
  expect(result).toMatchObject({ outcome: "fail", score: 0.99, notes: ["F-57: has no owner"] })
})

test("[S4.7-10] the register and the record must agree, and both must exist", () => {
  expect(gateDisposition({ rows: [row], recorded: new Set(), found: [], waivers: [] }).notes).toEqual(["F-1: is not in disposition-record.md"])
  expect(gateDisposition({ rows: [row], recorded: undefined, found: [], waivers: [] }).outcome).toBe("not_run")
  expect(gateDisposition({ rows: undefined, recorded: new Set(), found: [], waivers: [] }).outcome).toBe("not_run")
})

test("[S4.7-10] a finding deleted from the register is noticed", () => {
  expect(gateDisposition({ rows: [], recorded: new Set(), found: ["F-1"], waivers: [] }).notes).toEqual([
    "F-1: in the scan results, not in the register",
  ])
})

test("[S4.7-12] a failing disposition says what to do about it", () => {
  const { requiredAction } = gateDisposition({ rows: [{ ...row, owner: "" }], recorded: new Set(["F-1"]), found: [], waivers: [] })
  expect(requiredAction).toBe("Assign owners, secure approvals, rerun gate.")
})

test("[S4.2-2] an open critical finding with no more than a plan forbids approval", () => {
  expect(unansweredCriticals([{ ...row, severity: "critical" }])).toEqual(["F-1"])
  expect(unansweredCriticals([{ ...row, severity: "critical", acceptanceActive: true }])).toEqual([])
  expect(unansweredCriticals([{ ...row, severity: "critical", unresolved: false }])).toEqual([])
})
