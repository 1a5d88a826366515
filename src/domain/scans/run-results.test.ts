import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { severities } from "../../base/severity.ts"
import { fingerprintOf, scanClasses, type Finding } from "../findings/finding.ts"
import type { ToolRun } from "./engine.ts"
import { findingsOf, formatScanResults, parseScanResults, summarize, type ScanResults } from "./run-results.ts"

function finding(cls: Finding["class"], severity: Finding["severity"], name: string): Finding {
  return {
    fingerprint: fingerprintOf(name),
    class: cls,
    severity,
    confidence: "low",
    title: name,
    message: "m",
    location: { path: "a.py", line: 3, column: 2, endLine: 4, endColumn: 1 },
    component: { purl: "pkg:npm/a@1", name: "a", version: "1", fixedIn: "2" },
    cwe: ["CWE-1"],
    owasp: ["A01:2021"],
    aliases: [],
    sources: [{ tool: "t", version: "1", rule: "r" }],
    help: "https://example.org/",
  }
}

function run(cls: ToolRun["class"], findings: readonly Finding[], outcome: ToolRun["outcome"] = "pass"): ToolRun {
  return {
    tool: `tool-${cls}`,
    version: "1.0",
    class: cls,
    kind: "external",
    outcome,
    ...(outcome === "pass" ? {} : { reason: "because" }),
    command: ["tool", "--json"],
    startedAt: Date.parse("2026-11-20T10:00:00Z"),
    durationMs: 12,
    targetDigest: "c0ffee",
    resultDigest: "0".repeat(64),
    examined: { files: 2, bytes: 20 },
    unexamined: [{ path: "x", line: 1, reason: "r" }],
    findings,
    artefacts: [],
  }
}

const runs = [
  run("sast", [finding("sast", "medium", "one")]),
  run("dast", []),
  run("dependencies", [finding("dependencies", "high", "two")], "fail"),
  run("secrets", []),
]
const options = { at: Date.parse("2026-11-20T11:00:00Z"), targetDigest: "c0ffee" }
const results = summarize(runs, options)

test("[S4.4-4] the document has the breakdown by severity and each tool's version, time, command and target", () => {
  expect(results.summary).toEqual({ critical: 0, high: 1, medium: 1, low: 0, info: 0 })
  expect(results.classes.dependencies).toMatchObject({ outcome: "fail", counts: { high: 1 } })
  expect(results.tools[0]).toEqual({
    tool: "tool-sast",
    version: "1.0",
    class: "sast",
    kind: "external",
    outcome: "pass",
    command: ["tool", "--json"],
    started_at: "2026-11-20T10:00:00Z",
    duration_ms: 12,
    target_digest: "c0ffee",
    result_digest: "0".repeat(64),
    examined: { files: 2, bytes: 20 },
    unexamined: [{ path: "x", line: 1, reason: "r" }],
    findings: 1,
  })
  expect(results.findings[0]).toMatchObject({
    id: `F-${fingerprintOf("two").slice(0, 12)}`,
    location: { end_line: 4, end_column: 1 },
    component: { fixed_in: "2" },
  })
})

test("findings given by the caller, merged or made by hand, are those that are counted", () => {
  const merged = summarize(runs, { ...options, findings: [finding("manual", "critical", "by hand")] })
  expect(merged.summary).toEqual({ critical: 1, high: 0, medium: 0, low: 0, info: 0 })
  expect(merged.tools.map((tool) => tool.findings)).toEqual([1, 0, 1, 0])
})

// oxlint-disable-next-line typescript/no-explicit-any -- wrong documents are made here
function changed(change: (copy: any) => void): string {
  const copy = structuredClone(results)
  change(copy)
  return formatScanResults(copy)
}

const refusals: readonly [string, string, string, number?][] = [
  ["a summary that hides a finding", changed((copy) => (copy.summary.high = 0)), "scans/summary-mismatch"],
  ["a summary that invents one", changed((copy) => (copy.summary.low = 1)), "scans/summary-mismatch"],
  ["a finding taken out", changed((copy) => copy.findings.shift()), "scans/summary-mismatch"],
  ["a finding of another severity", changed((copy) => (copy.findings[0].severity = "low")), "scans/summary-mismatch"],
  ["a class's counts", changed((copy) => (copy.classes.sast.counts.medium = 0)), "scans/summary-mismatch"],
  ["a finding moved to another class", changed((copy) => (copy.findings[0].class = "sast")), "scans/summary-mismatch"],
  ["[S4.4-1] a missing class", changed((copy) => delete copy.classes.dast), "scans/invalid"],
  [
    "a class that claims to pass with a high finding",
    changed((copy) => Object.assign(copy.classes.dependencies, { outcome: "pass", reasons: [] })),
    "scans/class-mismatch",
  ],
  ["a class that passes without a tool", changed((copy) => copy.tools.splice(1, 1)), "scans/class-mismatch"],
  [
    "a class that passes with a tool that did not finish",
    changed((copy) => copy.tools.push({ ...copy.tools[1], tool: "cut", outcome: "not_run", reason: "r" })),
    "scans/class-mismatch",
  ],
  [
    "a class that is not applicable though a tool ran",
    changed((copy) => Object.assign(copy.classes.dast, { outcome: "not_applicable", reasons: ["r"] })),
    "scans/class-mismatch",
  ],
  [
    "a class that does not apply without a reason",
    changed((copy) => {
      copy.classes.dast.outcome = "not_applicable"
      copy.tools.splice(1, 1)
    }),
    "scans/class-mismatch",
  ],
  ["an id of another fingerprint", changed((copy) => (copy.findings[0].id = "F-000000000000")), "scans/invalid"],
  ["an unknown key", changed((copy) => (copy.verdict = "approved")), "scans/invalid"],
  ["an unknown outcome, named by line", changed((copy) => (copy.classes.sast.outcome = "clean")), "scans/invalid", 14],
  ["a truncated file", formatScanResults(results).slice(0, 500), "json/invalid"],
  ["an empty file", "", "json/invalid"],
]

describe("[S4.4-4] a document that does not add up is refused", () => {
  test.each(refusals)("%s", (_name, text, code, line) => {
    let thrown: unknown
    try {
      parseScanResults(text, "scan-results.json")
    } catch (error) {
      thrown = error
    }
    expect(thrown).toMatchObject({ code, file: "scan-results.json", ...(line === undefined ? {} : { line }) })
  })
})

const text = fc.string({ unit: "grapheme" })
const anyFinding = fc
  .record({ cls: fc.constantFrom(...scanClasses), severity: fc.constantFrom(...severities), name: text, message: text })
  .map(({ cls, severity, name, message }) => ({ ...finding(cls, severity, name), message }))

test("what is written reads back the same", () => {
  fc.assert(
    fc.property(fc.array(anyFinding, { maxLength: 8 }), fc.boolean(), (findings, cut) => {
      const own = scanClasses.map((cls) => {
        const of = findings.filter((one) => one.class === cls)
        return run(cls, of, cut ? "not_run" : of.some((one) => one.severity === "critical" || one.severity === "high") ? "fail" : "pass")
      })
      const document: ScanResults = summarize(own, options)
      const back = parseScanResults(formatScanResults(document), "scan-results.json")
      expect(back).toEqual(document)
      expect(
        findingsOf(back)
          .map((one) => one.title)
          .sort(),
      ).toEqual(findings.map((one) => one.title).sort())
    }),
    { numRuns: 50 },
  )
})

test("findings of a document are those that went in", () => {
  expect(findingsOf(results)).toEqual([finding("dependencies", "high", "two"), finding("sast", "medium", "one")])
})

test("garbage is refused with a code, whatever it is", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (garbage) => {
      expect(() => parseScanResults(garbage, "f")).toThrow(expect.objectContaining({ code: expect.stringMatching(/^(?:json|scans)\//) }))
    }),
  )
})
