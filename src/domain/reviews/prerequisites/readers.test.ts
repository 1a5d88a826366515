import * as fc from "fast-check"
import { expect, test } from "vitest"
import { cpuMs } from "../../../../test/support/cpu-time.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { fingerprintOf, type Finding } from "../../findings/finding.ts"
import { writeXlsx } from "../../../platform/xlsx.ts"
import { parseAlerts } from "./alerts.ts"
import { parseCompliance } from "./compliance.ts"
import { importCsv, importJson } from "./imported.ts"
import { parseIncident } from "./incidents.ts"
import { parseRiskLog, updateRiskLog } from "./risk-log.ts"
import { parseThreatModel } from "./threat-model.ts"

function finding(id: string, title = "a finding"): Finding {
  return {
    fingerprint: fingerprintOf(id),
    class: "sast",
    severity: "high",
    confidence: "high",
    title,
    message: title,
    cwe: [],
    owasp: [],
    aliases: [],
    sources: [],
  }
}

/** A value, or the code of the error that names what is wrong; anything else fails the test. */
function outcomeOf(parse: () => unknown): string {
  try {
    parse()
    return "value"
  } catch (thrown) {
    if (thrown instanceof TipstaffError) return thrown.code
    throw thrown
  }
}

function quote(value: string): string {
  return `"${value.replaceAll('"', '""')}"`
}

/** Milliseconds, the best of three. */
function time(text: string): number {
  const samples = [0, 1, 2].map(() => {
    const from = cpuMs()
    parseThreatModel(`${text}\n## Threats\n- last\n`, "f")
    return cpuMs() - from
  })
  return Math.min(...samples)
}

const riskHeader = "risk_id,severity,status,mitigation"

test.each([
  ["a duplicate", "R-1,high,open,\nR-1,low,open,\n", /line 3: risk_id 'R-1' stands already on line 2/],
  ["an empty id", ",high,open,\n", /line 2: risk_id is empty/],
  ["an empty status", "R-1,high,,\n", /line 2: status is empty/],
  ["control characters in the message", 'R-1,"\u001b[2J",open,\n', /got '\\u\{1b\}\[2J'/],
])("[S4.1-2] nonsense in a risk log is named by line: %s", (_, rows, message) => {
  expect(() => parseRiskLog(`${riskHeader}\n${rows}`, "log.csv")).toThrow(
    expect.objectContaining({ code: "risk-log/invalid", message: expect.stringMatching(message) }),
  )
})

test("[S4.1-2] what a status means decides whether a risk is open", () => {
  const rows = [
    "R-1,critical,Open,",
    "R-2,high,Mitigation Planned,x",
    "R-3,high,risk_accepted,network is closed",
    "R-4,high,closed,",
    "R-5,low,who knows,",
  ]
  expect(parseRiskLog(`${riskHeader}\n${rows.join("\n")}\n`, "log.csv").map((risk) => risk.state)).toEqual([
    "open",
    "open",
    "accepted",
    "closed",
    "other",
  ])
})

test("[S4.6-7] the updated log keeps unknown columns and rows, and changes what the review knows", () => {
  const old = 'risk_id,severity,status,mitigation,owner\nR-1,low,open,"a, b",ana\n'
  expect(updateRiskLog(old, "log.csv", [{ finding: finding("x", "SQL injection"), status: "planned", mitigation: "bind values" }])).toBe(
    `risk_id,severity,status,mitigation,owner,title\nR-1,low,open,"a, b",ana,\nF-${finding("x").fingerprint.slice(0, 12)},high,planned,bind values,,SQL injection\n`,
  )
})

test("[S4.6-7] a finding that the log knows changes its row and is not added again", () => {
  const first = updateRiskLog(undefined, "log.csv", [{ finding: finding("x"), status: "open", mitigation: "plan" }])
  const second = updateRiskLog(first, "log.csv", [{ finding: finding("x"), status: "fixed", mitigation: "" }])
  expect(parseRiskLog(second, "log.csv").map(({ status, mitigation }) => ({ status, mitigation }))).toEqual([{ status: "fixed", mitigation: "plan" }])
})

test("[S4.6-7] the next review accepts the updated log, whatever stands in it", () => {
  const text = fc.string({ unit: "binary" }).filter((value) => !value.includes("\r"))
  const row = fc.record({ status: text.filter((value) => value.trim() !== ""), mitigation: text, extra: text })
  const change = fc.record({ id: fc.string(), title: text, status: text, mitigation: text })
  fc.assert(
    fc.property(fc.array(row), fc.array(change), (rows, changes) => {
      const old = `${riskHeader},extra\n${rows.map((each, index) => `R-${index},low,${[each.status, each.mitigation, each.extra].map(quote).join(",")}\n`).join("")}`
      const before = parseRiskLog(old, "log.csv")
      const updated = updateRiskLog(
        old,
        "log.csv",
        changes.map((each) => ({ finding: finding(each.id, each.title), status: each.status, mitigation: each.mitigation })),
      )
      const after = parseRiskLog(updated, "log.csv")
      expect(after.slice(0, rows.length).map(({ id, severity, status, mitigation }) => ({ id, severity, status, mitigation }))).toEqual(
        before.map(({ id, severity, status, mitigation }) => ({ id, severity, status, mitigation })),
      )
      expect(after).toHaveLength(rows.length + new Set(changes.map((each) => each.id)).size)
    }),
  )
})

const threatTable = `# Threat model

| ID | Threat | STRIDE | Severity | Mitigation | Status | Check |
| --- | --- | --- | --- | --- | --- | --- |
| T-1 | Stolen token | Spoofing, Elevation of privilege | P1 | Short lifetime | open | \`rule:jwt-none absent\` |
| T-2 | Log injection | T/R | Low | TBD | | |
`

test("[S4.1-3] threats are read from a table", () => {
  expect(parseThreatModel(threatTable, "threat-model.md")).toEqual([
    {
      id: "T-1",
      title: "Stolen token",
      severity: "high",
      mitigation: "Short lifetime",
      stride: ["spoofing", "elevation of privilege"],
      status: "open",
      check: "rule:jwt-none absent",
      attestedBy: "",
      attestedOn: "",
      line: 5,
    },
    {
      id: "T-2",
      title: "Log injection",
      severity: "low",
      mitigation: "",
      stride: ["tampering", "repudiation"],
      status: "",
      check: "",
      attestedBy: "",
      attestedOn: "",
      line: 6,
    },
  ])
})

test.each([
  [
    "headed sections",
    "# Model\n\n### T-1: Stolen token\n\n- **Severity:** Critical\n- Mitigation: short lifetime\n- Attested by: ana\n\n### T-2 Other\nSeverity: low\n",
  ],
  [
    "list items",
    "## Threats\n\n- T-1: Stolen token (severity: critical; mitigation: short lifetime; attested by: ana)\n- T-2: Other (severity: low)\n",
  ],
  [
    "nested lists",
    "## Threats\n\n- **T-1**: Stolen token\n  - Severity: critical\n  - Mitigation: short lifetime\n  - Attested by: ana\n- **T-2**: Other\n  - Severity: low\n",
  ],
])("[S4.1-3] threats are read from %s", (_, markdown) => {
  const threats = parseThreatModel(markdown, "threat-model.md")
  expect(threats.map(({ id, title, severity, mitigation, attestedBy }) => ({ id, title, severity, mitigation, attestedBy }))).toEqual([
    { id: "T-1", title: "Stolen token", severity: "critical", mitigation: "short lifetime", attestedBy: "ana" },
    { id: "T-2", title: "Other", severity: "low", mitigation: "", attestedBy: "" },
  ])
})

test("[S4.1-3] a list item under a heading about threats is a threat without an id", () => {
  const threats = parseThreatModel(
    "## Intro\n\n- not this one\n\n## Top threats\n\n- Session fixation\n\n## Appendix\n\n- nor this\n",
    "threat-model.md",
  )
  expect(threats.map(({ id, title, line }) => ({ id, title, line }))).toEqual([{ id: "threat-1", title: "Session fixation", line: 7 }])
})

test("[S4.1-3] a threat that only a comment names does not count", () => {
  expect(() => parseThreatModel("## Threats\n\n<!--\n- T-1: hidden\n-->\n", "threat-model.md")).toThrow(
    expect.objectContaining({ code: "threat-model/empty" }),
  )
})

test("[S4.1-5] alerts of common shapes are read, and what is not closed is open", () => {
  const text = JSON.stringify([
    { id: "A", severity: "critical", status: "firing", title: "t" },
    { labels: { alertname: "n", severity: "warning" }, state: "resolved" },
    {},
  ])
  expect(parseAlerts(text, "a.json").map(({ id, title, severity, open }) => ({ id, title, severity, open }))).toEqual([
    { id: "A", title: "t", severity: "critical", open: true },
    { id: "alert-2", title: "n", severity: "medium", open: false },
    { id: "alert-3", title: "alert 3", severity: undefined, open: true },
  ])
})

test.each([
  ["front matter", "---\nincident_id: INC-1\nseverity: SEV1\nstatus: open\n---\n# Outage\n", { id: "INC-1", severity: "critical", open: true }],
  [
    "front matter of a closed one",
    "---\r\nincident_id: INC-1\r\nseverity: SEV2\r\nstatus: Resolved\r\n---\r\n",
    { id: "INC-1", severity: "high", open: false },
  ],
  ["labelled lines", "# Outage\n\n**Severity:** SEV1\n- Status: investigating\n", { id: "a", severity: "critical", open: true }],
  ["front matter without a status", "---\nseverity: SEV1\n---\n", { id: "a", severity: "critical", open: true }],
  ["a plain postmortem", "# Outage\n\nWhat happened.\n", { id: "a", severity: undefined, open: false }],
])("[S4.1-6] an open incident is recognised from %s", (_, text, expected) => {
  expect(parseIncident(text, "incident-postmortems/a.md")).toMatchObject(expected)
})

test("[S4.3-5] lessons of an incident are kept", () => {
  expect(parseIncident("# Outage\n\n## Lessons learned\n\n- rotate keys\n- test backups\n\n## Next\n- x\n", "a.md").learnings).toEqual([
    "rotate keys",
    "test backups",
  ])
})

test("[S4.1-8] controls are found below a title row, in every sheet, and what is not understood is told", () => {
  const bytes = writeXlsx([
    {
      name: "SOC2",
      rows: [["Requirements 2026"], [], ["Clause", "Owner", "Control description"], ["CC6.1", "ana", "Access is restricted"], ["", "", "nobody's"]],
    },
    {
      name: "Sheet2",
      rows: [
        ["Control", "Requirement", "Regulation"],
        ["Art. 32", "Encrypt", "GDPR"],
      ],
    },
    { name: "Notes", rows: [["call ben"]] },
  ])
  expect(parseCompliance(bytes, "c.xlsx")).toEqual({
    controls: [
      { id: "CC6.1", requirement: "Access is restricted", framework: "SOC2", where: "SOC2 row 4" },
      { id: "Art. 32", requirement: "Encrypt", framework: "GDPR", where: "Sheet2 row 2" },
    ],
    unread: ["SOC2 row 5 lacks the control", "sheet Notes has no header with a control and a requirement"],
  })
})

test("[S4.6-3] a rating that nobody understands is named by line", () => {
  expect(() => importCsv("title,severity\nx,enormous\n", "feedback-log.csv")).toThrow(expect.objectContaining({ code: "import/invalid", line: 2 }))
})

test("[S4.6-3] a path that leads out of the repository is not a location", () => {
  expect(importJson('[{"title": "x", "file": "../../etc/passwd"}]', "design-issues.json").findings[0]?.location).toBeUndefined()
})

const parsers: readonly (readonly [string, (text: string) => unknown])[] = [
  ["risk log", (text) => parseRiskLog(text, "f")],
  ["threat model", (text) => parseThreatModel(text, "f")],
  ["alerts", (text) => parseAlerts(text, "f")],
  ["incident", (text) => parseIncident(text, "f")],
  ["compliance csv", (text) => parseCompliance(Buffer.from(text), "f.csv")],
  ["compliance yaml", (text) => parseCompliance(Buffer.from(text), "f.yaml")],
  ["compliance xlsx", (text) => parseCompliance(Buffer.from(text), "f.xlsx")],
  ["import csv", (text) => importCsv(text, "f")],
  ["import json", (text) => importJson(text, "f")],
]

const pieces = fc.array(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "---\n",
      "| a |\n",
      "- ",
      "T-1: ",
      "severity: high",
      "\n",
      "# ",
      "title,severity\n",
      "[",
      "{",
      '"',
      "&a",
      "*a",
      "__proto__",
      "|---|\n",
    ),
  ),
  { maxLength: 30 },
)

test.each(parsers)("garbage gives a named error or a value: %s", (_, parse) => {
  fc.assert(
    fc.property(pieces, (parts) => {
      expect(outcomeOf(() => parse(parts.join("")))).toMatch(/^(?:value|[a-z-]+\/[a-z0-9-]+)$/)
    }),
  )
})

test.each([
  ["nested brackets", (n: number) => `## Threats\n- ${"(".repeat(n)}\n`],
  ["blanks in an item", (n: number) => `## Threats\n- ${" ".repeat(n)}\n- T1${" ".repeat(n)}x\n`],
  ["colons", (n: number) => `## T-1\n${"a:".repeat(n)}\n`],
  ["many items", (n: number) => "## Threats\n" + "- x\n".repeat(n / 20)],
])("a threat model is read in time that grows with its length: %s", (_, build) => {
  // Eight times the length: about 8 when linear, 64 when quadratic.
  expect(time(build(80_000)) / Math.max(time(build(10_000)), 0.5)).toBeLessThan(40)
})
