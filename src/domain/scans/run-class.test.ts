import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { outcomes } from "../../base/outcome.ts"
import { severities } from "../../base/severity.ts"
import { fingerprintOf, type Finding } from "../findings/finding.ts"
import { classStatus } from "./run-class.ts"

type Run = Parameters<typeof classStatus>[1][number]

function finding(severity: Finding["severity"]): Finding {
  const plain = { class: "sast", confidence: "high", title: "t", message: "m", cwe: [], owasp: [], aliases: [], sources: [] } as const
  return { ...plain, fingerprint: fingerprintOf(severity), severity }
}

function run(tool: string, outcome: Run["outcome"], extra: Partial<Run> = {}): Run {
  return { tool, class: "sast", outcome, findings: [], ...(outcome === "pass" ? {} : { reason: "why" }), ...extra }
}

const absent = run("absent", "not_run", { absent: true, reason: "not installed" })
const unfinishedWithHigh = run("cut", "not_run", { findings: [finding("high")] })
const failed = run("bad", "fail", { findings: [finding("critical")] })

const cases: readonly [string, readonly Run[], readonly string[], string | undefined, string, boolean, RegExp | undefined][] = [
  ["no engine at all", [], [], undefined, "not_run", false, /no engine for sast/],
  ["only absent tools", [absent], [], undefined, "not_run", false, /absent: not installed/],
  ["one pass", [run("good", "pass")], [], undefined, "pass", false, undefined],
  ["a pass and an absent tool", [run("good", "pass"), absent], [], undefined, "pass", false, undefined],
  [
    "a pass and a required tool that is absent",
    [run("good", "pass"), absent],
    ["absent"],
    undefined,
    "not_run",
    true,
    /absent is required and not available/,
  ],
  ["a pass and one that did not finish", [run("good", "pass"), run("cut", "not_run")], [], undefined, "not_run", true, /cut: why/],
  ["one that did not finish, with a high finding", [unfinishedWithHigh], [], undefined, "fail", true, /cut: 1 critical or high finding/],
  ["a failure and a pass", [failed, run("good", "pass")], [], undefined, "fail", false, /bad: 1 critical/],
  ["a pass and one that does not apply", [run("good", "pass"), run("na", "not_applicable")], [], undefined, "pass", false, undefined],
  ["none applies", [run("na", "not_applicable"), absent], [], undefined, "not_applicable", false, /na: why/],
  ["declared not applicable, nothing ran", [absent], [], "no web application", "not_applicable", false, /no web application/],
  ["declared not applicable, but a tool failed", [failed], [], "no web application", "fail", false, /bad/],
  ["declared not applicable, but a tool did not finish", [run("cut", "not_run")], [], "no web application", "not_run", true, /cut/],
  ["runs of another class", [run("other", "pass", { class: "dast" })], [], undefined, "not_run", false, /no engine/],
]

describe("[SX.1-8] missing evidence never counts as pass", () => {
  test.each(cases)("%s", (_name, runs, required, declared, outcome, incomplete, reason) => {
    const status = classStatus("sast", runs, required, declared)
    expect(status.outcome).toBe(outcome)
    expect(status.incomplete).toBe(incomplete)
    expect(status.reasons.join("; ")).toMatch(reason ?? /^$/)
  })
})

const anyRun = fc
  .record({
    outcome: fc.constantFrom(...outcomes),
    absent: fc.boolean(),
    severities: fc.array(fc.constantFrom(...severities), { maxLength: 3 }),
  })
  .map(({ outcome, absent: gone, severities: found }): Run => ({
    ...run("any", outcome),
    ...(gone ? { absent: true as const } : {}),
    findings: found.map(finding),
  }))

test("[SX.1-8] a class passes only when every attempted run was whole and nothing serious was found", () => {
  fc.assert(
    fc.property(fc.array(anyRun, { maxLength: 6 }), (runs) => {
      const passes = classStatus("sast", runs).outcome === "pass"
      const serious = runs.some((one) => one.findings.some((found) => found.severity === "critical" || found.severity === "high"))
      const attempted = runs.filter((one) => one.absent !== true && one.outcome !== "not_applicable")
      if (!passes) return
      expect(serious).toBe(false)
      expect(attempted.length).toBeGreaterThan(0)
      expect(attempted.every((one) => one.outcome !== "not_run")).toBe(true)
    }),
  )
})

test("the order of the runs does not change the status of a class", () => {
  fc.assert(
    fc.property(fc.array(anyRun, { maxLength: 6 }), (runs) => {
      const there = classStatus("sast", runs)
      const back = classStatus("sast", runs.toReversed())
      expect(back.outcome).toBe(there.outcome)
      expect(back.counts).toEqual(there.counts)
    }),
  )
})
