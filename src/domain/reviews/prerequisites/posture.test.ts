import * as fc from "fast-check"
import { expect, test } from "vitest"
import type { PrerequisiteReport } from "./check.ts"
import { renderRiskBaseline } from "./baseline.ts"
import { checklistItems, controlAreas } from "../assessment/checklist.ts"
import { mapControls } from "./control-map.ts"
import { openCriticalRisks, rankFocus } from "./focus.ts"
import type { ReviewInputs } from "./inputs.ts"
import { renderScopeRegister, scopeHalts, scopeRegister } from "./scope.ts"

const at = Date.parse("2026-11-20T15:00:00Z")

const threat = {
  id: "T-1",
  title: "stolen token",
  severity: "high",
  mitigation: "",
  stride: [],
  status: "",
  check: "",
  attestedBy: "",
  attestedOn: "",
  line: 9,
} as const

const inputs: ReviewInputs = {
  risks: [
    { id: "R-1", severity: "critical", status: "closed", state: "closed", mitigation: "", title: "", line: 2 },
    { id: "R-2", severity: "high", status: "open", state: "open", mitigation: "patch", title: "old parser", line: 3 },
  ],
  threats: [threat],
  alerts: [{ id: "A-1", title: "many failed logins", severity: "medium", status: "firing", open: true, position: 1 }],
  incidents: [
    {
      file: "incident-postmortems/a.md",
      id: "INC-1",
      title: "key in a log",
      severity: "high",
      status: "resolved",
      open: false,
      learnings: ["mask keys"],
    },
  ],
  controls: [],
  imported: [],
  cited: [{ path: "security-risk-log.csv", sha256: "c".repeat(64), purpose: "security risk log", entries: 2 }],
  deployment: {},
  paths: { riskLog: "security-risk-log.csv", threatModel: "threat-model.md", alerts: "observability-alerts.json" },
}

const openIncident = { ...inputs.incidents[0]!, id: "INC-2", severity: undefined, status: "open", open: true, file: "incident-postmortems/b.md" }

test("[S4.3-5] the focus list is ranked and cites each input", () => {
  expect(rankFocus(inputs).map((item) => [item.rank, item.severity, item.kind, item.id, item.source, item.reason])).toEqual([
    [1, "high", "risk", "R-2", "security-risk-log.csv:3", "open risk, status open"],
    [2, "high", "threat", "T-1", "threat-model.md:9", "threat without a mitigation"],
    [3, "medium", "alert", "A-1", "observability-alerts.json#1", "open alert"],
    [4, "low", "incident", "INC-1", "incident-postmortems/a.md", "lesson: mask keys"],
  ])
})

test("[S4.3-5] the order of the inputs does not matter", () => {
  const many: ReviewInputs = {
    ...inputs,
    risks: [...inputs.risks, { ...inputs.risks[1]!, id: "R-3", line: 4 }],
    incidents: [...inputs.incidents, openIncident],
  }
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...many.risks], { minLength: 3 }),
      fc.shuffledSubarray([...many.incidents], { minLength: 2 }),
      (risks, incidents) => {
        expect(rankFocus({ ...many, risks, incidents })).toEqual(rankFocus(many))
      },
    ),
  )
})

test("[S4.3-7] nothing critical open does not pause the review", () => {
  expect(openCriticalRisks(inputs)).toEqual([])
})

test.each([
  ["an open incident that nobody rated", { incidents: [openIncident] }, /INC-2 .*incident-postmortems\/b.md/],
  ["an open critical risk", { risks: [{ ...inputs.risks[0]!, state: "open", status: "open" } as const] }, /R-1 .*security-risk-log.csv:2/],
  [
    "a critical risk accepted without a word",
    { risks: [{ ...inputs.risks[0]!, state: "accepted", status: "accepted" } as const] },
    /accepted without a word/,
  ],
  ["an open critical alert", { alerts: [{ ...inputs.alerts[0]!, severity: "critical" } as const] }, /A-1 many failed logins/],
])("[S4.3-7] the review pauses on %s, and resumes when it is resolved", (_, change, reason) => {
  expect(openCriticalRisks({ ...inputs, ...change })).toEqual([
    { state: "PAUSED", reason: expect.stringMatching(reason), next: expect.stringMatching(/resolve it/) },
  ])
  expect(openCriticalRisks(inputs)).toEqual([])
})

test("[S4.3-8] the baseline report counts by severity and status and names the top risks", () => {
  const report = renderRiskBaseline({ ...inputs, incidents: [openIncident] }, "main..HEAD", at)
  expect(report).toContain("| critical | 0 | 0 | 1 | 0 |\n| high | 1 | 0 | 0 | 0 |\n")
  expect(report).toContain("| R-2 | high | old parser | security-risk-log.csv:3 |\n")
  expect(report).toContain("| INC-2 | not stated | open | key in a log | incident-postmortems/b.md |\n")
  expect(report).toContain("| The review | is PAUSED: 1 unresolved critical |\n")
  expect(report).toContain(`| security-risk-log.csv | security risk log | 2 | ${"c".repeat(64)} |\n`)
})

test("[S4.3-8] hostile titles cannot add rows to the report", () => {
  const report = renderRiskBaseline({ ...inputs, threats: [{ ...threat, title: "x |\n| forged | row" }] }, "s", at)
  expect(report).toContain(String.raw`x \|<br>\| forged \| row`)
})

const complete: PrerequisiteReport = { items: [], met: true, inputs }
const facts = { subject: "main..HEAD", assets: ["web"], environment: "production", regulatoryScope: ["SOC2"] }

test("[S4.3-1] [S4.3-4] a complete scope is recorded with its artifacts", () => {
  expect(JSON.parse(renderScopeRegister(scopeRegister(facts, complete, at)))).toEqual({
    schema: "tipstaff.scope-register/1",
    generated_at: "2026-11-20T15:00:00Z",
    subject: "main..HEAD",
    assets: ["web"],
    environment: "production",
    regulatory_scope: ["SOC2"],
    status: "complete",
    problems: [],
    artifacts: [{ path: "security-risk-log.csv", sha256: "c".repeat(64), purpose: "security risk log" }],
  })
})

test.each([
  ["assets", { assets: [" "] }],
  ["environment", { environment: "" }],
  ["regulatory scope", { regulatoryScope: [] }],
])("[S4.3-1] [S4.3-3] a blank %s leaves the scope unclear and halts", (_, change) => {
  const register = scopeRegister({ ...facts, ...change }, complete, at)
  expect(register.status).toBe("unclear")
  expect(scopeHalts(register)).toEqual([{ state: "HALTED", reason: expect.stringMatching(/scope is unclear/), next: expect.any(String) }])
})

test("[S4.3-3] a missing artifact halts with its name", () => {
  const item = {
    id: "artifact.threat-model",
    label: "threat model",
    kind: "artifact",
    outcome: "fail",
    detail: "threat-model.md does not exist",
    next: "",
  } as const
  const register = scopeRegister(facts, { ...complete, items: [item], met: false }, at)
  expect(register.status).toBe("missing")
  expect(scopeHalts(register)[0]?.reason).toBe("a required artifact is missing: threat model: threat-model.md does not exist")
})

test("[S4.3-9] both examples ship", () => {
  expect(mapControls([]).map(({ framework, control, requirement, status }) => ({ framework, control, requirement, status }))).toEqual([
    { framework: "SOC2", control: "CC6.1", requirement: "Access to infrastructure is restricted", status: "mapped" },
    { framework: "GDPR", control: "Art. 32", requirement: "Data encryption during transit and at rest", status: "mapped" },
  ])
})

test("[S4.3-9] controls are mapped by their words; a skip and a gap are recorded", () => {
  const controls = [
    { id: "8.3", framework: "PCI", requirement: "Multi-factor authentication for all access", where: "line 2" },
    { id: "9.1", framework: "PCI", requirement: "Doors are locked", where: "line 3" },
    { id: "cc6.1", framework: "soc2", requirement: "Own words", where: "line 4" },
    { id: "1.1", framework: "ISO", requirement: "Firewalls", where: "line 5" },
  ]
  const mapped = mapControls(controls, new Map([["ISO 1.1", "runs in another team's network"]]))
  expect(mapped.map(({ control, items, status, reason }) => ({ control, items, status, reason })).slice(1)).toEqual([
    { control: "8.3", items: ["authentication", "authorization", "minimum-permission"], status: "mapped", reason: "by the words of the requirement" },
    { control: "9.1", items: [], status: "unmapped", reason: "no checklist item is known for it; the reviewer answers it by hand or skips it" },
    {
      control: "cc6.1",
      items: ["authentication", "authorization", "configuration", "minimum-permission"],
      status: "mapped",
      reason: "example of the security check protocol",
    },
    { control: "1.1", items: [], status: "skipped", reason: "runs in another team's network" },
  ])
})

test("[S4.3-9] every item that a control is mapped to exists", () => {
  const words = "authentication access encryption tenant configuration secret vendor dependency injection"
  const known = new Set<string>([...controlAreas.map((area) => area.name), ...checklistItems.map((item) => item.id)])
  const mapped = mapControls([{ id: "X", framework: "Y", requirement: words, where: "line 2" }]).flatMap((control) => control.items)
  expect(mapped.length).toBeGreaterThan(15)
  expect(mapped.filter((item) => !known.has(item))).toEqual([])
})
