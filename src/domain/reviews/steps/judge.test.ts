import { expect, test } from "vitest"
import type { RegisterRow } from "../../findings/register.ts"
import { maxHigh } from "../../gates/scans-gate.ts"
import { scorecard, type Ratio } from "../records/metrics.ts"
import { ownerless } from "./judge.ts"

const row: RegisterRow = {
  id: "F-000000000001",
  severity: "critical",
  status: "open",
  owner: "ana",
  dueAt: undefined,
  remediationPlan: "fix it",
  rollbackPlan: "",
  acceptance: "",
  title: "a finding",
  where: "a.ts:1",
  class: "sast",
  source: "",
  cwe: "",
  foundAt: 0,
  notes: "",
}

test.each([
  ["with an owner and a plan", {}, 0],
  ["without an owner", { owner: "" }, 1],
  ["without a plan", { remediationPlan: "" }, 1],
  ["of high severity", { severity: "high", owner: "" }, 0],
  ["that is fixed", { status: "fixed", owner: "" }, 0],
] as const)("[S4.5-3] a critical finding %s stops the review: %#", (_name, change, halts) => {
  const stopped = ownerless([{ ...row, ...change }], new Map())
  expect(stopped.map((halt) => halt.state)).toEqual(Array.from({ length: halts }, () => "STOPPED"))
})

test("[S4.5-3] an accepted critical finding has its way to an end", () => {
  expect(ownerless([{ ...row, remediationPlan: "" }], new Map([["F-000000000001", "EX-000000000001"]]))).toEqual([])
})

const met: readonly Ratio[] = [{ name: "Gate 1 Pass Rate", target: 95, have: 1, of: 1 }]

test.each([
  [{ critical: 0, high: 4 }, "met"],
  [{ critical: 0, high: 5 }, "not met"],
  [{ critical: 1, high: 0 }, "not met"],
  [undefined, "no data"],
] as const)("[SX.1-4] the audit counter over %j is %s, whatever the scan gate's three say", (open, status) => {
  expect(scorecard("SR-1", met, open).metrics.at(-1)).toMatchObject({ name: "Audit Findings", target: "0 critical, < 5 high", status })
  expect(maxHigh).toBe(3)
})

test("[S5.11-7] [S4.11-7] the scorecard names each metric with target, actual and status, and its share of security", () => {
  const integrity: Ratio = { name: "Integration Integrity", target: 100, have: 2, of: 3 }
  expect(scorecard("SR-1", [...met, integrity], { critical: 0, high: 0 })).toEqual({
    schema: "tipstaff.scorecard/1",
    review: "SR-1",
    weight: 0.2,
    minimum: 80,
    score: 66,
    metrics: [
      { name: "Gate 1 Pass Rate", target: "≥ 95%", actual: "100.0% (1 of 1)", status: "met" },
      { name: "Integration Integrity", target: "100%", actual: "66.6% (2 of 3)", status: "not met" },
      { name: "Audit Findings", target: "0 critical, < 5 high", actual: "0 critical, 0 high", status: "met" },
    ],
  })
})
