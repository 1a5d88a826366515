import * as fc from "fast-check"
import { expect, test } from "vitest"
import { parseCsv } from "../../../base/csv.ts"
import { sha256 } from "../../../base/hash.ts"
import type { FindingState, RegisterRow } from "../../findings/register.ts"
import { artefacts } from "./artefacts.ts"
import { missingInOrder, nextLine, parseLog } from "./communication-log.ts"
import { decisionDigest, parseDecision, renderDecision, type DecisionRecord } from "./decision-record.ts"
import { changedEvidence, recordedFindings, renderDispositionRecord } from "./disposition-record.ts"
import { renderBacklog, riskRegister } from "./exports.ts"
import { handoffItems, isHandedOff, renderHandoff } from "./handoff.ts"
import { buildManifest, checkManifest, completeness, parseManifest, type ManifestFacts } from "./manifest.ts"
import { gatePassRate, renderMetrics, statusOf } from "./metrics.ts"
import { renderReviewReport } from "./review-report.ts"

const now = Date.parse("2026-11-20T12:00:00Z")

const row: RegisterRow = {
  id: "F-aaaaaaaaaaaa",
  severity: "high",
  status: "open",
  owner: "ana",
  dueAt: Date.parse("2026-11-23T12:00:00Z"),
  remediationPlan: "bind parameters",
  rollbackPlan: "",
  acceptance: "",
  title: "SQL built from input",
  where: "src/db.ts:7",
  class: "sast",
  source: "tipstaff-code:sql",
  cwe: "CWE-89",
  foundAt: now,
  notes: "",
}

const decision: DecisionRecord = {
  schema: "tipstaff.decision/1",
  review_id: "SR-20261120-abcdef",
  policy_pack: { id: "SOP-OPS-security-review", version: "v1.0", status: "Draft" },
  profile: "default",
  subject: {
    name: "shop",
    kind: "code-change",
    scope: "all",
    repository: "shop",
    commit: "c".repeat(40),
    dirty: false,
    target_digest: "d".repeat(64),
  },
  level: "Mandatory",
  sensitivity: "STANDARD",
  requester: "ben",
  expires_at: "2027-02-18T12:00:00Z",
  recommendation: "APPROVE WITH CONDITIONS",
  reasons: [],
  conditions: [{ text: "fix the query", owner: "ana", due: "2026-11-23" }],
  gates: [{ gate: "Scan Cleanliness", outcome: "pass", score: 1, actual: "0 critical, 1 high, 0 of them without a mitigation plan.", waiver: null }],
  findings: [{ id: "F-aaaaaaaaaaaa", severity: "high", status: "planned", disposition: "plan: bind parameters" }],
  authority: { rule: "standard", roles: ["security.lead"] },
  council: { required: false, record: null },
  evidence: [{ path: "findings-register.csv", sha256: "e".repeat(64) }],
}

function log(count: number): string {
  let text = ""
  for (let number = 1; number <= count; number += 1)
    text += nextLine(text, { at: now, review: "SR-1", event: `event-${number}`, text: `text ${number}\nsecond line` })
  return text
}

test("[S4.8-8] announcements are appended, numbered, and read back in order", () => {
  expect(parseLog(log(3), "log.jsonl").map(({ seq, at, event, text }) => [seq, at, event, text])).toEqual([
    [1, "2026-11-20T12:00:00Z", "event-1", "text 1\nsecond line"],
    [2, "2026-11-20T12:00:00Z", "event-2", "text 2\nsecond line"],
    [3, "2026-11-20T12:00:00Z", "event-3", "text 3\nsecond line"],
  ])
  expect(parseLog("", "log.jsonl")).toEqual([])
})

test.each<[string, (lines: string[]) => string[], number]>([
  ["an edited line", (lines) => lines.with(1, lines[1]!.replace("text 2", "text X")), 3],
  ["an edited last line that keeps its form is seen by its number only", (lines) => lines.with(3, lines[3]!.replace('"seq":4', '"seq":5')), 4],
  ["a removed first line", (lines) => lines.slice(1), 1],
  ["a removed line in the middle", (lines) => lines.toSpliced(1, 1), 2],
  ["two lines in another order", (lines) => lines.with(1, lines[2]!).with(2, lines[1]!), 2],
  ["a line twice", (lines) => lines.toSpliced(1, 0, lines[0]!), 2],
  ["a line cut short", (lines) => lines.with(3, lines[3]!.slice(0, -5)), 4],
  ["an empty line", (lines) => lines.toSpliced(2, 0, ""), 3],
  ["a further key", (lines) => lines.with(0, lines[0]!.replace("{", '{"a":1,')), 1],
])("[S4.8-8] %s is noticed and named by file and line", (_name, change, line) => {
  const text = `${change(log(4).trimEnd().split("\n")).join("\n")}\n`
  expect(() => parseLog(text, "log.jsonl")).toThrow(expect.objectContaining({ code: "communication/invalid", file: "log.jsonl", line }))
})

test("a tail of whole lines that was cut off is not seen by the chain alone; the manifest's digest shows it", () => {
  const cut = `${log(4).split("\n").slice(0, 2).join("\n")}\n`
  expect(parseLog(cut, "log.jsonl")).toHaveLength(2)
  const manifest = buildManifest({
    ...manifestFacts,
    states: allStates.map((state) => (state.name === "communication-log.jsonl" ? { ...state, sha256: sha256(log(4)) } : state)),
  })
  expect(
    checkManifest(
      manifest,
      allStates.map((state) => (state.name === "communication-log.jsonl" ? { ...state, sha256: sha256(cut) } : state)),
    ),
  ).toEqual([{ path: "communication-log.jsonl", problem: "changed" }])
})

test("a last line without its line break is not glued to the next one", () => {
  const text = log(2).trimEnd()
  expect(parseLog(text + nextLine(text, { at: now, review: "SR-1", event: "e", text: "t" }), "log.jsonl")).toHaveLength(3)
})

test("[S4.8-8] changing any one character of any line but the last is noticed", () => {
  const text = log(3)
  const last = text.lastIndexOf("\n", text.length - 2)
  fc.assert(
    fc.property(fc.nat(last - 1), fc.constantFrom("x", "0", " ", '"', "\n"), (at, character) => {
      fc.pre(text[at] !== character)
      expect(() => parseLog(text.slice(0, at) + character + text.slice(at + 1), "log.jsonl")).toThrow(
        expect.objectContaining({ code: "communication/invalid" }),
      )
    }),
  )
})

test("any text can be announced", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(parseLog(nextLine("", { at: now, review: "SR-1", event: "e", text }), "log.jsonl")[0]?.text).toBe(text.toWellFormed())
    }),
  )
})

test("[S4.10-7] the log is complete when every required message is there in its order", () => {
  const entries = parseLog(log(3), "log.jsonl")
  expect(missingInOrder(entries, "SR-1", ["event-1", "event-2", "event-3"])).toEqual([])
  expect(missingInOrder(entries, "SR-1", ["event-1", "other", "event-3"])).toEqual(["other"])
  expect(missingInOrder(entries, "SR-1", ["event-2", "event-1"])).toEqual(["event-1"])
  expect(missingInOrder(entries, "SR-2", ["event-1"])).toEqual(["event-1"])
})

const allStates = artefacts.map(({ name }) => ({ name, sha256: sha256(name), bytes: name.length }))
const manifestFacts: ManifestFacts = {
  review: "SR-1",
  now,
  approved: true,
  states: allStates,
  inputs: [{ path: "threat-model.md", sha256: "a".repeat(64) }],
  validators: [{ name: "scans", command: "python scripts/validate_gate_SR_scans.py", status: "not_run", notes: "no results" }],
  scripts: { referenced: ["a.py", "b.py", "c.py", "d.py"], missing: ["d.py"] },
}

test("[S4.9-3] the manifest holds each artefact's digest and each validator's answer, and reads back", () => {
  const manifest = buildManifest(manifestFacts)
  expect(parseManifest(JSON.stringify(manifest), "m.json")).toEqual(manifest)
  expect(manifest.artifacts.find((artefact) => artefact.path === "scan-results.json")).toEqual({
    path: "scan-results.json",
    description: "Automated security scan outcomes",
    consumer: "Protocol 4",
    status: "generated",
    sha256: sha256("scan-results.json"),
    bytes: 17,
  })
  expect(manifest).toMatchObject({
    schema: "tipstaff.evidence-manifest/1",
    generated_at: "2026-11-20T12:00:00Z",
    review_id: "SR-1",
    automation_coverage: { referenced_scripts: ["a.py", "b.py", "c.py", "d.py"], missing_scripts: ["d.py"], coverage: 0.75 },
    validators: [{ name: "scans", status: "not_run" }],
  })
})

test.each([
  ["scope-register.json", "Confirm review scope & requirements", "Protocol 11"],
  ["scan-results.json", "Automated security scan outcomes", "Protocol 4"],
  ["findings-register.csv", "Track remediation actions", "Protocol 18"],
  ["disposition-record.md", "Approval decision & conditions", "Leadership"],
])("[S4.11-1] [S4.11-2] [S4.11-3] [S4.11-4] the manifest says what %s is for, and who reads it", (path, description, consumer) => {
  expect(buildManifest(manifestFacts).artifacts.find((artefact) => artefact.path === path)).toMatchObject({ description, consumer })
})

test("[S4.9-3] missing is never a pass: absent, changed, unlisted and excused artefacts are all named", () => {
  const manifest = buildManifest(manifestFacts)
  const filesAs = (change: (name: string) => string | undefined) => allStates.map((state) => ({ ...state, sha256: change(state.name) }))
  expect(checkManifest(manifest, allStates)).toEqual([])
  expect(
    checkManifest(
      manifest,
      filesAs((name) => (name === "decision.json" ? undefined : sha256(name))),
    ),
  ).toEqual([{ path: "decision.json", problem: "missing" }])
  expect(
    checkManifest(
      manifest,
      filesAs((name) => sha256(name === "decision.json" ? "other" : name)),
    ),
  ).toEqual([{ path: "decision.json", problem: "changed" }])
  const without = { ...manifest, artifacts: manifest.artifacts.filter((artefact) => artefact.path !== "decision.json") }
  expect(checkManifest(without, allStates)).toEqual([{ path: "decision.json", problem: "missing" }])
  const excused = {
    ...manifest,
    artifacts: manifest.artifacts.map((artefact) =>
      artefact.path === "decision.json" ? { ...artefact, status: "not_applicable" as const } : artefact,
    ),
  }
  expect(checkManifest(excused, allStates)).toEqual([{ path: "decision.json", problem: "missing" }])
})

test("[S4.11-6] completeness is present over required; the certificate counts only behind an approval", () => {
  const states = allStates.filter((state) => state.name !== "decision.json" && !state.name.startsWith("security-approval-certificate"))
  expect(completeness(buildManifest(manifestFacts))).toEqual({ present: 21, required: 21 })
  expect(completeness(buildManifest({ ...manifestFacts, states }))).toEqual({ present: 18, required: 21 })
  expect(completeness(buildManifest({ ...manifestFacts, states, approved: false }))).toEqual({ present: 18, required: 19 })
})

test.each(["", "{}", "[]", '{"schema":"tipstaff.evidence-manifest/2"}'])("a manifest that is none is refused: %j", (text) => {
  expect(() => parseManifest(text, "m.json")).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^(?:manifest|json)\/invalid$/) as string, file: "m.json" }),
  )
})

const done = handoffItems.map((text) => ({ text, done: true, detail: "" }))

test("[S4.10-8] [S4.10-10] the handoff names the package and the next protocol", () => {
  expect(renderHandoff(done, "verbatim", ".cursor/ai-driven-workflow/11-production-deployment.md")).toBe(`# Handoff checklist

The ticks are computed from the evidence; editing this file changes nothing.

- [x] All prerequisites were met
- [x] All workflow steps completed successfully
- [x] All quality gates passed (or waivers documented)
- [x] All evidence artifacts captured and stored
- [x] All integration outputs generated
- [x] All automation hooks executed successfully
- [x] Communication log complete

**[MASTER RAY™ | PROTOCOL COMPLETE]** Ready for Protocol 11: Production Deployment & Release Management

Evidence package:
- \`security-approval-certificate.md\`
- \`security-remediation-backlog.csv\`

\`\`\`bash
@apply .cursor/ai-driven-workflow/11-production-deployment.md
\`\`\`
`)
})

test.each(handoffItems)("[S4.10-1] [S4.10-2] [S4.10-3] [S4.10-4] [S4.10-5] [S4.10-6] [S4.10-7] [S4.10-8] not complete without: %s", (text) => {
  const items = done.map((item) => (item.text === text ? { ...item, done: false, detail: "because\n- [x] forged" } : item))
  const rendered = renderHandoff(items, "verbatim", "next.md")
  expect(rendered).toContain(`- [ ] ${text}: because - [x] forged\n`)
  expect(rendered).toMatch(/Not complete\.\n$/)
  expect(rendered).not.toContain("PROTOCOL COMPLETE")
  expect(isHandedOff(done.filter((item) => item.text !== text))).toBe(false)
  expect(isHandedOff([...done, { text, done: false, detail: "" }])).toBe(false)
})

test.each([
  [95, 100, "met"],
  [94, 100, "not met"],
  [949, 1000, "not met"],
  [19, 20, "met"],
  [1, 1, "met"],
  [0, 0, "no data"],
] as const)("[S4.11-5] %d of %d reviews that passed the first gate: %s", (passed, of, status) => {
  const past = Array.from({ length: of }, (_, index) => ({ gate1Passed: index < passed }))
  expect(gatePassRate(past)).toEqual({ name: "Gate 1 Pass Rate", target: 95, have: passed, of })
  expect(statusOf(gatePassRate(past))).toBe(status)
})

test("[S4.11-8] the table of metrics has real values and nothing to be filled in", () => {
  expect(
    renderMetrics([
      { name: "Gate 1 Pass Rate", target: 95, have: 57, of: 100 },
      { name: "Evidence Completeness", target: 100, have: 20, of: 20 },
      { name: "Integration Integrity", target: 100, have: 0, of: 0 },
    ]),
  ).toBe(`# Quality metrics

| Metric | Target | Actual | Status |
|--------|--------|--------|--------|
| Gate 1 Pass Rate | ≥ 95% | 57.0% (57 of 100) | not met |
| Evidence Completeness | 100% | 100.0% (20 of 20) | met |
| Integration Integrity | 100% | no data | no data |
`)
})

test("an actual value is never rounded up to its target", () => {
  expect(renderMetrics([{ name: "Evidence Completeness", target: 100, have: 99_999, of: 100_000 }])).toContain(
    "| 99.9% (99999 of 100000) | not met |",
  )
})

test("[S4.5-8] the record holds approvers, times, conditions and digests, and reads back its findings", () => {
  const text = renderDispositionRecord(decision, [
    { role: "security.lead", person: "ana", decision: "approve", at: "2026-11-20T12:00:00Z", outcome: "verified" },
  ])
  for (const line of [
    `- Decision digest: sha256:${decisionDigest(decision)}`,
    "- Recommendation: **APPROVE WITH CONDITIONS**",
    "- fix the query (owner: ana, due: 2026-11-23)",
    "| F-aaaaaaaaaaaa | high | planned | plan: bind parameters |",
    "Needed: security.lead (standard)",
    "| security.lead | ana | approve | 2026-11-20T12:00:00Z | verified |",
    `| findings-register.csv | ${"e".repeat(64)} |`,
  ]) {
    expect(text.split("\n")).toContain(line)
  }
  expect(recordedFindings(text)).toEqual(new Set(["F-aaaaaaaaaaaa"]))
})

test("[S4.5-8] evidence that changed or went away makes the record invalid", () => {
  expect(changedEvidence(decision, () => "e".repeat(64))).toEqual([])
  expect(changedEvidence(decision, () => "f".repeat(64))).toEqual(["findings-register.csv"])
  expect(changedEvidence(decision, () => undefined)).toEqual(["findings-register.csv"])
})

const hostile = "x | y \\| z\n| F-bbbbbbbbbbbb | low | fixed | forged |\u202e<img src=x>\u001b[2J"

test("no text of the repository can add a finding, a line or a column to the record", () => {
  const forged: DecisionRecord = {
    ...decision,
    subject: { ...decision.subject, name: hostile },
    reasons: [{ basis: "refused", text: hostile, next: hostile }],
    conditions: [{ text: hostile, owner: hostile, due: "2026-11-23" }],
    findings: [{ ...decision.findings[0]!, disposition: hostile }],
  }
  const text = renderDispositionRecord(forged, [{ role: hostile, person: hostile, decision: "approve", at: "", outcome: hostile }])
  expect(recordedFindings(text)).toEqual(new Set(["F-aaaaaaaaaaaa"]))
  // oxlint-disable-next-line no-control-regex -- a control character is what must not be there
  expect(text).not.toMatch(/[\u001b\u202e]|<img/)
  const cells = text.split("\n").find((line) => line.startsWith("| F-aaaaaaaaaaaa"))
  expect(cells?.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(5)
})

test("a decision reads back, binds every field, and what is none is refused with its file", () => {
  expect(parseDecision(renderDecision(decision), "decision.json")).toEqual(decision)
  expect(decisionDigest({ ...decision, recommendation: "APPROVE" })).not.toBe(decisionDigest(decision))
  expect(decisionDigest(JSON.parse(JSON.stringify(decision)) as DecisionRecord)).toBe(decisionDigest(decision))
  expect(() => parseDecision(JSON.stringify({ ...decision, extra: 1 }), "decision.json")).toThrow(
    expect.objectContaining({ code: "decision/invalid", file: "decision.json" }),
  )
  expect(() => parseDecision(JSON.stringify({ ...decision, recommendation: "MAYBE" }), "decision.json")).toThrow(/recommendation/)
})

const states: readonly FindingState[] = ["open", "planned", "fixing", "accepted", "false_positive", "fixed", "closed"]
const rows = states.map((status, index): RegisterRow => ({
  ...row,
  status,
  id: `F-${String(index).repeat(12)}`,
  title: '=HYPERLINK("http://x")',
  owner: index === 1 ? "" : "@ana",
}))

test("[S4.6-6] the backlog has one row for each open finding, and no cell starts a formula", () => {
  const text = renderBacklog(rows)
  const table = parseCsv(text, "backlog.csv")
  expect(table.rows.map(({ cells }) => cells["status"])).toEqual(["open", "planned", "fixing", "accepted"])
  expect(table.rows[0]?.cells).toMatchObject({
    finding_id: "F-000000000000",
    severity: "high",
    owner: "@ana",
    due_date: "2026-11-23",
    remediation_plan: "bind parameters",
    title: '=HYPERLINK("http://x")',
  })
  expect(text).not.toMatch(/(?:^|,)"?[=@+-]/m)
})

test("[S4.5-9] risks have exactly four keys, ids SEC-n, and the wording of the risk register", () => {
  const { entries } = riskRegister(rows.slice(0, 2), { "F-111111111111": 204 })
  expect(entries).toEqual([
    { risk_id: "SEC-205", status: "Open", assigned_to: "@ana", due_date: "2026-11-23" },
    { risk_id: "SEC-204", status: "Mitigation Planned", assigned_to: "unassigned", due_date: "2026-11-23" },
  ])
})

test("[S4.5-9] a finding keeps its number for ever, whatever comes, goes and returns", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(fc.constantFrom("F-1", "F-2", "F-3", "constructor", "toString"), { maxLength: 5 }), { maxLength: 6 }),
      (exports) => {
        let numbers: Record<string, number> = {}
        const seen = new Map<string, string>()
        for (const ids of exports) {
          const next = riskRegister(
            ids.map((id) => ({ ...row, id })),
            numbers,
          )
          ids.forEach((id, index) => {
            const risk = next.entries[index]!.risk_id
            expect(seen.get(id) ?? risk).toBe(risk)
            seen.set(id, risk)
          })
          numbers = next.numbers
        }
        expect(new Set(seen.values()).size).toBe(seen.size)
        expect([...seen.values()].every((risk) => /^SEC-[1-9]\d*$/.test(risk))).toBe(true)
      },
    ),
  )
})

test("[S4.6-4] the report holds verdict, scans, controls, residual risks with owner and due date, and exceptions", () => {
  const counts = { critical: 0, high: 1, medium: 0, low: 0, info: 0 }
  const status = { outcome: "pass", incomplete: false, counts, reasons: [] }
  const text = renderReviewReport({
    decision,
    results: {
      classes: { sast: status },
      tools: [{ tool: "tipstaff-code", version: "1", outcome: "pass", examined: { files: 3 }, duration_ms: 1234 }],
    } as unknown as Parameters<typeof renderReviewReport>[0]["results"],
    rows: [
      row,
      { ...row, id: "F-bbbbbbbbbbbb", status: "closed" },
      { ...row, id: "F-cccccccccccc", title: hostile, owner: "", dueAt: now - 1, acceptance: "EX-1" },
    ],
    controls: [{ name: "authentication", status: hostile, assessor: "ana", evidence: "tests" }],
    regulations: [{ control: "SOC2 CC6.1", items: ["authentication"], skipped: "" }],
    work: [],
    excluded: [{ path: "vendor/x", reason: "third party" }],
    council: undefined,
    exceptions: [{ id: "EX-1", rule: "F-cccccccccccc", state: "active" }],
    now,
  })
  for (const line of [
    "> The policy pack SOP-OPS-security-review v1.0 is a draft: not yet mandatory until the COO activates it.",
    "| sast | pass | 0 | 1 | 0 | 0 |  |",
    "| tipstaff-code | 1 | pass | 3 | 1.2 |",
    "1 file(s) were excluded by settings, with the reasons given there: third party.",
    "- SOC2 CC6.1: authentication",
    "| F-aaaaaaaaaaaa | high | SQL built from input | src/db.ts:7 | ana | 2026-11-23T12:00:00Z | bind parameters |",
    "- EX-1 for F-cccccccccccc: active",
  ]) {
    expect(text.split("\n")).toContain(line)
  }
  expect(text).toMatch(/\| F-cccccccccccc \|.*\| nobody \| 2026-11-20T11:59:59Z \(late\) \| accepted: EX-1 \|/)
  expect(text.split("\n").filter((line) => line.startsWith("| F-"))).toHaveLength(2)
  // oxlint-disable-next-line no-control-regex -- a control character is what must not be there
  expect(text).not.toMatch(/[\u001b\u202e]|<img/)
})
