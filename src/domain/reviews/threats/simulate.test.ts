import { expect, test } from "vitest"
import { fingerprintOf, type Finding } from "../../findings/finding.ts"
import { parseThreatModel, type Threat } from "../prerequisites/threat-model.ts"
import { renderSimulationLog, simulateThreats, topThreats, type SimulationFacts } from "./simulate.ts"

const base: Threat = {
  id: "T-1",
  title: "injected query",
  severity: "high",
  mitigation: "bound values",
  stride: [],
  status: "",
  check: "",
  attestedBy: "",
  attestedOn: "",
  line: 4,
}

const facts: SimulationFacts = {
  now: Date.parse("2026-11-20T12:00:00Z"),
  modelPath: "threat-model.md",
  findings: [],
  classes: { sast: "pass", secrets: "fail" },
  rules: [
    { id: "sql-concat", class: "sast", cwe: ["CWE-89"] },
    { id: "old-lib", class: "dependencies", cwe: [] },
  ],
  gates: { scans: "pass", controls: "not_run" },
}

const sqlFinding: Finding = {
  fingerprint: fingerprintOf("f"),
  class: "sast",
  severity: "high",
  confidence: "high",
  title: "t",
  message: "m",
  cwe: ["CWE-89"],
  owasp: [],
  aliases: [],
  sources: [{ tool: "t", version: "1", rule: "sql-concat" }],
}

function only(threat: Partial<Threat>, change: Partial<SimulationFacts> = {}) {
  return simulateThreats([{ ...base, ...threat }], { ...facts, ...change }).log.threats[0]!
}

test.each([
  ["rule:sql-concat absent", "pass", /not found by the sast scan/],
  ["cwe:cwe-89 absent", "pass", /CWE-89/],
  ["rule:sql-cancat absent", "not_run", /no loaded rule looks for it/],
  ["rule:old-lib absent", "not_run", /dependencies scan did not finish/],
  ["scan:sast clean", "pass", /0 findings/],
  ["scan:secrets", "fail", /the secrets scan/],
  ["scan:dast", "not_run", /did not finish/],
  ["scan:moon", "not_run", /is not one of/],
  ["gate:scans", "pass", /gate scans: pass/],
  ["gate:controls", "not_run", /gate controls: not_run/],
  ["gate:toString", "not_run", /has no result/],
  ["rule:sql-concat absent and gate:controls", "not_run", /;/],
  ["it works, trust me", "not_run", /not understood/],
])("[S4.4-9] the check %s answers %s", (check, outcome, detail) => {
  expect(only({ check })).toMatchObject({ method: "simulated", outcome, detail: expect.stringMatching(detail) })
})

test("[S4.4-9] a rule that fired refutes the mitigation", () => {
  expect(only({ check: "rule:sql-concat absent" }, { findings: [sqlFinding] })).toMatchObject({
    outcome: "fail",
    detail: expect.stringMatching(/found 1 time \(F-/),
  })
})

test.each([
  ["ana", "2026-11-01", "pass", "attested by ana on 2026-11-01"],
  ["", "2026-11-01", "not_run", "attested by nobody in particular"],
  ["ana", "", "not_run", "the date of the attestation is not a date (YYYY-MM-DD)"],
  ["ana", "2026-02-30", "not_run", "the date of the attestation is not a date (YYYY-MM-DD)"],
  ["ana", "2027-01-01", "not_run", "attested for 2027-01-01, which has not come"],
  ["ana", "2025-11-01", "not_run", "attested on 2025-11-01, more than 365 days ago"],
])("[S4.4-9] an attestation by %j on %j: %s", (attestedBy, attestedOn, outcome, detail) => {
  expect(only({ attestedBy, attestedOn })).toMatchObject({ method: "attested", outcome, detail })
})

test("[S4.4-9] neither check nor attestation is not run", () => {
  expect(only({})).toMatchObject({ method: "none", outcome: "not_run" })
})

test("[S4.4-9] a missing mitigation is a finding at the threat's severity", () => {
  const { log, findings } = simulateThreats([{ ...base, mitigation: "" }], facts)
  expect(log.threats[0]).toMatchObject({ outcome: "fail", finding: expect.stringMatching(/^F-[0-9a-f]{12}$/) })
  expect(findings).toMatchObject([
    { class: "manual", severity: "high", title: "Threat T-1 has no mitigation", location: { path: "threat-model.md", line: 4 } },
  ])
})

test("[S4.4-9] the log lists every top threat: critical, high and unrated ones, or all when there are none", () => {
  const rated = (["critical", "high", "medium", undefined] as const).map((severity, index) => ({ ...base, id: `T-${index}`, severity }))
  expect(simulateThreats(rated, facts).log.threats.map((threat) => [threat.id, threat.severity])).toEqual([
    ["T-0", "critical"],
    ["T-1", "high"],
    ["T-3", "not rated"],
  ])
  expect(topThreats([{ ...base, severity: "low" }])).toHaveLength(1)
})

test("[S4.4-9] the log is JSON with a schema and a summary", () => {
  const threats = parseThreatModel(
    "## Threats\n\n- T-1: a (severity: high; mitigation: m; check: gate:scans)\n- T-2: b (severity: high)\n",
    "threat-model.md",
  )
  expect(JSON.parse(renderSimulationLog(simulateThreats(threats, facts).log))).toMatchObject({
    schema: "tipstaff.threat-simulation/1",
    generated_at: "2026-11-20T12:00:00Z",
    threats_in_model: 2,
    summary: { pass: 1, fail: 1, not_run: 0, not_applicable: 0 },
  })
})
