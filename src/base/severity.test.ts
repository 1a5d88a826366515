import { expect, test } from "vitest"
import { compareSeverity, countSeverities, parseSeverity, severities, severityOfCvss, severityTable } from "./severity.ts"

test.each([
  ["critical", "SEV1", "P0", "severity_1"],
  ["high", "SEV2", "P1", "severity_2"],
  ["medium", "SEV3", "P2", "severity_3"],
  ["low", undefined, "P3", undefined],
  ["info", undefined, undefined, undefined],
] as const)("[SX.1-2] [S5.12-4] %s stands for %s, %s and %s, and each word leads back to it", (severity, sev, priority, word) => {
  expect([severityTable[severity].sev, severityTable[severity].priority]).toEqual([sev, priority])
  const spellings = [severity, sev, priority, word].filter((spelling) => spelling !== undefined)
  for (const spelling of spellings) expect(parseSeverity(spelling)).toBe(severity)
})

test.each([
  ["severity_1_critical", "critical"],
  ["severity_2_high", "high"],
  ["severity_3_medium", "medium"],
  [" Critical ", "critical"],
  ["MODERATE", "medium"],
  ["sev1", "critical"],
] as const)("[SX.1-2] %s means %s", (word, severity) => {
  expect(parseSeverity(word)).toBe(severity)
})

test.each(["", "SEV4", "SEV0", "P4", "severe", "constructor", "__proto__", "toString", "critical high"])(
  "a word outside the table is not guessed at: %j",
  (word) => {
    expect(parseSeverity(word)).toBeUndefined()
  },
)

// FIRST CVSS v4.0 specification, section 6: None 0, Low 0.1–3.9, Medium 4.0–6.9, High 7.0–8.9, Critical 9.0–10.
test.each([
  [10, "critical"],
  [9, "critical"],
  [8.9, "high"],
  [7, "high"],
  [6.9, "medium"],
  [4, "medium"],
  [3.9, "low"],
  [0.1, "low"],
  [0, "info"],
] as const)("[SX.1-2] a CVSS score of %d is %s", (score, severity) => {
  expect(severityOfCvss(score)).toBe(severity)
})

test.each([NaN, -0.1, 10.1, Infinity])("%d is not a CVSS score", (score) => {
  expect(severityOfCvss(score)).toBeUndefined()
})

test("[SX.1-2] the lower bound of each CVSS band leads back to its severity", () => {
  expect(severities.map((severity) => severityOfCvss(severityTable[severity].cvssFrom))).toEqual(["critical", "high", "medium", "low", "info"])
})

test("severities sort from critical to info and are counted", () => {
  expect((["low", "critical", "info", "high", "medium"] as const).toSorted(compareSeverity)).toEqual(["critical", "high", "medium", "low", "info"])
  expect(countSeverities([{ severity: "high" }, { severity: "low" }, { severity: "high" }])).toEqual({
    critical: 0,
    high: 2,
    medium: 0,
    low: 1,
    info: 0,
  })
})
