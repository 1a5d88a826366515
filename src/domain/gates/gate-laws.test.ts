import * as fc from "fast-check"
import { expect, test } from "vitest"
import type { Outcome } from "../../base/outcome.ts"
import { severities, type Severity } from "../../base/severity.ts"
import { scanClasses } from "../findings/finding.ts"
import { gateControlsVerified, type ControlsGateFacts } from "./controls-gate.ts"
import { gateDisposition, unansweredCriticals, type DisposedRow, type DispositionGateFacts } from "./disposition-gate.ts"
import { isCleared } from "./gate.ts"
import { gateScans, type ScanFinding, type ScansGateFacts } from "./scans-gate.ts"

const id = fc.integer({ min: 0, max: 9 }).map((number) => `F-${number}`)
const severity = fc.constantFrom<Severity>(...severities)
const waivers = fc.array(
  fc.record({
    id: fc.constant("EX-1"),
    gate: fc.constantFrom("Scan Cleanliness", "Manual Control Verification", "Risk Disposition Integrity", "scan cleanliness"),
    expiresAt: fc.constant(""),
  }),
  { maxLength: 2 },
)
const answer = fc.record({
  outcome: fc.constantFrom<Outcome>("pass", "fail", "not_run", "not_applicable"),
  incomplete: fc.boolean(),
  reason: fc.constantFrom(undefined, "", "no service"),
})
const scanFinding: fc.Arbitrary<ScanFinding> = fc.record({ id, severity, title: fc.constant("t") })
const scansFacts: fc.Arbitrary<ScansGateFacts> = fc.record({
  classes: fc.record(Object.fromEntries(scanClasses.map((name) => [name, answer])), { requiredKeys: [] }),
  findings: fc.array(scanFinding, { maxLength: 5 }),
  planned: fc.array(id).map((ids) => new Set(ids)),
  settled: fc.array(id, { maxLength: 3 }).map((ids) => new Set(ids)),
  waivers,
})

const control = fc.record({
  name: fc.constantFrom("authentication", "authorization", "data protection", "secrets management", "logging"),
  critical: fc.boolean(),
  status: fc.constantFrom("Verified", "Gap", "", "Not Assessed", "Not Applicable"),
})
const controlsFacts: fc.Arbitrary<ControlsGateFacts> = fc.record({
  controls: fc.option(fc.array(control, { maxLength: 8 }), { nil: undefined }),
  waivers,
})

const row: fc.Arbitrary<DisposedRow> = fc.record({
  id,
  severity,
  owner: fc.constantFrom("", "ana"),
  remediationPlan: fc.constantFrom("", " ", "fix"),
  acceptance: fc.constantFrom("", "EX-1"),
  acceptanceActive: fc.boolean(),
  unresolved: fc.boolean(),
  notes: fc.constantFrom("", "why"),
  falsePositive: fc.boolean(),
})
const dispositionFacts: fc.Arbitrary<DispositionGateFacts> = fc.record({
  rows: fc.option(fc.uniqueArray(row, { selector: (one) => one.id, maxLength: 5 }), { nil: undefined }),
  recorded: fc.option(
    fc.array(id).map((ids) => new Set(ids)),
    { nil: undefined },
  ),
  found: fc.array(id, { maxLength: 4 }),
  waivers,
})

test("one more finding never turns a gate that did not pass into one that does, nor a refusal into a clearance", () => {
  fc.assert(
    fc.property(scansFacts, scanFinding, fc.nat(5), (facts, finding, at) => {
      const before = gateScans(facts)
      const after = gateScans({ ...facts, findings: facts.findings.toSpliced(at, 0, finding) })
      expect(before.outcome !== "pass" && after.outcome === "pass").toBe(false)
      expect(before.outcome === "fail" && !isCleared(before) && isCleared(after)).toBe(false)
    }),
    { numRuns: 1000 },
  )
})

test("a class that answers less never helps the first gate", () => {
  fc.assert(
    fc.property(scansFacts, fc.constantFrom(...scanClasses), (facts, name) => {
      const after = gateScans({ ...facts, classes: { ...facts.classes, [name]: { outcome: "not_run", incomplete: true } } })
      expect([after.outcome === "pass", isCleared(after)]).toEqual([false, false])
    }),
  )
})

test("one more row, or one more id in the scan results, never makes the third gate pass", () => {
  fc.assert(
    fc.property(dispositionFacts, row, (facts, added) => {
      const before = gateDisposition(facts)
      const withRow = gateDisposition({ ...facts, rows: facts.rows && [...facts.rows, { ...added, id: "F-new" }], found: [...facts.found, "F-new"] })
      const withId = gateDisposition({ ...facts, found: [...facts.found, "F-unknown"] })
      expect([withRow, withId].filter((after) => before.outcome !== "pass" && after.outcome === "pass")).toEqual([])
      expect(withId.outcome).not.toBe("pass")
    }),
    { numRuns: 1000 },
  )
})

test("one more control never makes the second gate pass, unless it is one of the four that were missing", () => {
  fc.assert(
    fc.property(controlsFacts, control, (facts, added) => {
      const before = gateControlsVerified(facts)
      const after = gateControlsVerified({ ...facts, controls: [...(facts.controls ?? []), { ...added, name: "logging" }] })
      expect(before.outcome !== "pass" && after.outcome === "pass").toBe(false)
    }),
  )
})

test("the same facts give the same bytes, the score lies between 0 and 1, and 1 means passed", () => {
  fc.assert(
    fc.property(scansFacts, controlsFacts, dispositionFacts, (scans, controls, disposition) => {
      const judge = () => [gateScans(scans), gateControlsVerified(controls), gateDisposition(disposition)]
      const results = judge()
      expect(JSON.stringify(judge())).toBe(JSON.stringify(results))
      for (const result of results) {
        expect(result.score).toBeGreaterThanOrEqual(0)
        expect(result.score).toBeLessThanOrEqual(1)
        expect((result.score === 1) === (result.outcome === "pass")).toBe(true)
        expect(result.outcome === "pass" || result.notes.length > 0).toBe(true)
        expect(result.waiver !== undefined && result.outcome !== "fail").toBe(false)
      }
    }),
    { numRuns: 500 },
  )
})

test("an open critical finding without an acceptance that holds is always named", () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(unansweredCriticals(rows).length > 0).toBe(rows.some((one) => one.severity === "critical" && one.unresolved && !one.acceptanceActive))
    }),
  )
})
