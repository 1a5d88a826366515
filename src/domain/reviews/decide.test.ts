import * as fc from "fast-check"
import { expect, test } from "vitest"
import type { GateResult } from "../gates/gate.ts"
import { decide, exitCodeOfReview, type DecisionFacts, type Reason } from "./decide.ts"

const passing: GateResult = {
  gate: "Scan Cleanliness",
  outcome: "pass",
  score: 1,
  criteria: "",
  actual: "",
  requiredAction: "",
  notes: [],
  waiver: undefined,
}
const clean: DecisionFacts = {
  halts: [],
  missingPrerequisites: [],
  incompleteScans: [],
  gates: [passing],
  unansweredCriticals: [],
  checklist: [],
  council: [],
  conditions: [],
}
const missing: Reason = { basis: "could_not_check", text: "dast: no report", next: "import one" }

test("[S1.3-26] nothing open and nothing missing is an APPROVE", () => {
  expect(decide(clean).recommendation).toBe("APPROVE")
})

test("[S1.3-27] [S4.5-5] open conditions make it an APPROVE WITH CONDITIONS", () => {
  const conditions = [{ text: "fix F-1", owner: "ana", due: "2026-12-01" }]
  expect(decide({ ...clean, conditions })).toMatchObject({ recommendation: "APPROVE WITH CONDITIONS", conditions })
})

test.each([
  ["[S4.7-3] a failed gate", { gates: [{ ...passing, outcome: "fail" }] }, "refused"],
  ["[SX.1-8] a gate without evidence", { gates: [{ ...passing, outcome: "not_run" }] }, "could_not_check"],
  ["[S4.4-3] an incomplete scan", { incompleteScans: [missing] }, "could_not_check"],
  ["[S4.2-2] an unanswered critical", { unansweredCriticals: ["F-1"] }, "refused"],
  ["[S1.4-4] a missing council", { council: [missing] }, "could_not_check"],
  ["[S1.6-1] a halt", { halts: [{ state: "HALTED", reason: "plaintext credential", next: "rotate it" }] }, "refused"],
] as const)("%s is a REJECT with its basis", (_name, change, basis) => {
  const decision = decide({ ...clean, ...(change as Partial<DecisionFacts>) })
  expect(decision.recommendation).toBe("REJECT")
  expect(decision.reasons.map((reason) => reason.basis)).toEqual([basis])
})

test("[S4.7-3] a waived gate does not reject", () => {
  expect(decide({ ...clean, gates: [{ ...passing, outcome: "fail", waiver: "EX-1" }] }).recommendation).toBe("APPROVE")
})

test("adding a problem never improves the decision", () => {
  const rank = { APPROVE: 2, "APPROVE WITH CONDITIONS": 1, REJECT: 0 }
  const problems = fc.record({
    incompleteScans: fc.array(fc.constant(missing), { maxLength: 2 }),
    unansweredCriticals: fc.array(fc.constant("F-1"), { maxLength: 2 }),
    conditions: fc.array(fc.constant({ text: "t", owner: "o", due: "d" }), { maxLength: 2 }),
  })
  fc.assert(
    fc.property(problems, problems, (some, more) => {
      const before = decide({ ...clean, ...some })
      const after = decide({
        ...clean,
        incompleteScans: [...some.incompleteScans, ...more.incompleteScans],
        unansweredCriticals: [...some.unansweredCriticals, ...more.unansweredCriticals],
        conditions: [...some.conditions, ...more.conditions],
      })
      expect(rank[after.recommendation]).toBeLessThanOrEqual(rank[before.recommendation])
    }),
  )
})

test("[S1.1-2] the exit code says approved, refused, or could not check", () => {
  expect(exitCodeOfReview(decide(clean), true, true)).toBe(0)
  expect(exitCodeOfReview(decide(clean), true, false)).toBe(1)
  expect(exitCodeOfReview(decide({ ...clean, unansweredCriticals: ["F-1"] }), true, true)).toBe(1)
  expect(exitCodeOfReview(decide(clean), false, true)).toBe(2)
})
