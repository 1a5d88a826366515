import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, expect, test } from "vitest"
import { writeXlsx } from "../../../platform/xlsx.ts"
import { checkPrerequisites, missingPrerequisites, type PrerequisiteFacts, type PrerequisiteReport } from "./check.ts"
import { prerequisiteSettings } from "./settings.ts"
import { prerequisiteTemplates } from "./templates.ts"

const settings = prerequisiteSettings.parse({})
const roots: string[] = []

afterEach(async () => {
  await Promise.all(roots.splice(0).map((root) => rm(root, { recursive: true, force: true })))
})

type Files = Readonly<Record<string, string | Uint8Array>>

const workbook = writeXlsx([
  {
    name: "Controls",
    rows: [
      ["Control ID", "Requirement", "Framework"],
      ["CC6.1", "Access is restricted", "SOC2"],
    ],
  },
])

const goodFiles: Files = {
  "security-risk-log.csv": "risk_id,severity,status,mitigation\n",
  "threat-model.md": "# Threats\n\n- T1: stolen token (severity: high; mitigation: short lifetime)\n",
  "deployment-configuration.yaml": "replicas: 2\n",
  "observability-alerts.json": '{"alerts": []}',
  "incident-postmortems/README.md": "none so far\n",
  "compliance-requirements.xlsx": workbook,
}

const goodFacts: PrerequisiteFacts = {
  codeDiff: { range: "main..HEAD", sha256: "a".repeat(64), files: 3 },
  approvals: [
    { kind: "initiate", outcome: "pass", detail: "signed by ana" },
    { kind: "regulatory-scope", outcome: "pass", detail: "SOC2, signed by ben" },
    { kind: "exposure", outcome: "pass", detail: "internal, signed by cleo" },
  ],
  tools: [
    { class: "sast", available: [{ tool: "tipstaff-code", version: "1" }] },
    { class: "dast", available: [], notApplicable: "a library: nothing runs" },
    { class: "dependencies", available: [{ tool: "npm-audit", version: "11" }] },
  ],
  infrastructureAccess: { outcome: "pass", detail: "attested by ana" },
  tracker: { outcome: "pass", detail: "file tracker" },
}

async function check(files: Files, facts: PrerequisiteFacts = goodFacts, config = settings): Promise<PrerequisiteReport> {
  const root = await mkdtemp(join(tmpdir(), "tipstaff-prerequisites-"))
  roots.push(root)
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), content)
  }
  return checkPrerequisites(root, config, facts)
}

function item(report: PrerequisiteReport, id: string) {
  return report.items.find((each) => each.id === id)
}

test("[S4.1-1] a review whose prerequisites are all there may start", async () => {
  const report = await check(goodFiles)
  expect(missingPrerequisites(report)).toEqual([])
  expect(report.met).toBe(true)
})

test("[S4.1-1] everything that is missing is listed at once, with what to do", async () => {
  const report = await check({}, { codeDiff: undefined, approvals: [], tools: [], infrastructureAccess: undefined, tracker: undefined })
  expect(report.met).toBe(false)
  expect(report.items.filter((each) => each.outcome === "fail").map((each) => each.id)).toEqual([
    "artifact.risk-log",
    "artifact.threat-model",
    "artifact.deployment-configuration",
    "artifact.observability-alerts",
    "artifact.incident-postmortems",
    "artifact.subject",
    "artifact.compliance-requirements",
    "approval.initiate",
    "approval.regulatory-scope",
    "approval.exposure",
    "state.tool-sast",
    "state.tool-dast",
    "state.tool-dependencies",
    "state.infrastructure-access",
    "state.tracker",
  ])
  expect(missingPrerequisites(report).every((reason) => reason.next !== "")).toBe(true)
})

test.each([
  ["[S4.1-2] an explicit empty risk log is accepted", "artifact.risk-log", {}, "pass", /^0 risks$/],
  [
    "[S4.1-2] a wrong severity is named by line",
    "artifact.risk-log",
    { "security-risk-log.csv": "risk_id,severity,status,mitigation\nR-1,high,open,x\nR-2,huge,open,x\n" },
    "fail",
    /line 3: severity must be .* got 'huge'/,
  ],
  ["[S4.1-2] an empty file is no log", "artifact.risk-log", { "security-risk-log.csv": "" }, "fail", /no header row/],
  [
    "[S4.1-3] an empty threat model fails",
    "artifact.threat-model",
    { "threat-model.md": "# Threat model\n\nTo be written.\n" },
    "fail",
    /names no threat/,
  ],
  ["[S4.1-4] invalid YAML fails", "artifact.deployment-configuration", { "deployment-configuration.yaml": "a: [1\n" }, "fail", /not valid YAML/],
  [
    "[S4.1-4] YAML that holds nothing fails",
    "artifact.deployment-configuration",
    { "deployment-configuration.yaml": "# later\n" },
    "fail",
    /holds no configuration/,
  ],
  ["[S4.1-5] invalid JSON fails", "artifact.observability-alerts", { "observability-alerts.json": '{"alerts": [' }, "fail", /not valid JSON/],
  ["[S4.1-6] an empty folder of postmortems is allowed, with a note", "artifact.incident-postmortems", {}, "pass", /no incident is on record/],
  [
    "[S4.1-6] a broken report is named",
    "artifact.incident-postmortems",
    { "incident-postmortems/a.md": "---\nstatus: [\n---\n" },
    "fail",
    /incident-postmortems\/a.md/,
  ],
  ["[S4.1-8] controls of a real workbook are counted", "artifact.compliance-requirements", {}, "pass", /^1 control$/],
  [
    "[S4.1-8] a text file with the name of a workbook fails",
    "artifact.compliance-requirements",
    { "compliance-requirements.xlsx": "control,requirement\n" },
    "fail",
    /not a readable .xlsx workbook/,
  ],
  [
    "[S4.1-8] a workbook without a control fails",
    "artifact.compliance-requirements",
    { "compliance-requirements.xlsx": writeXlsx([{ name: "A", rows: [["Control", "Requirement"]] }]) },
    "fail",
    /lists no control/,
  ],
] as const)("%s", async (_, id, files, outcome, detail) => {
  const found = item(await check({ ...goodFiles, ...files }), id)
  expect(found).toMatchObject({ outcome, detail: expect.stringMatching(detail) })
})

test("[S4.1-6] a file that is no Markdown report is told, not passed over", async () => {
  const report = await check({ ...goodFiles, "incident-postmortems/old/one.txt": "status: open" })
  expect(item(report, "artifact.incident-postmortems")?.detail).toBe(
    "the folder holds no report: no incident is on record; not read, because not Markdown: 1 file",
  )
})

test.each([
  ["compliance-requirements.csv", "control,requirement,framework\nCC6.1,Access,SOC2\n"],
  ["compliance-requirements.yaml", "controls:\n  - {control: CC6.1, requirement: Access, framework: SOC2}\n"],
])("[S4.1-8] the same table is accepted as %s", async (name, content) => {
  const { "compliance-requirements.xlsx": _, ...rest } = goodFiles
  expect(item(await check({ ...rest, [name]: content }), "artifact.compliance-requirements")).toMatchObject({ outcome: "pass", path: name })
})

test("[S4.1-7] the range under review is cited with its digest", async () => {
  expect(item(await check(goodFiles), "artifact.subject")).toMatchObject({ outcome: "pass", path: "main..HEAD", sha256: "a".repeat(64) })
})

test("[S4.1-7] a package is read in pieces and cited with its digest", async () => {
  const report = await check({ ...goodFiles, "release-package": "abc" }, { ...goodFacts, codeDiff: undefined })
  expect(item(report, "artifact.subject")).toMatchObject({
    outcome: "pass",
    path: "release-package",
    sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  })
})

test("[S4.1-7] a range without a change is nothing to review", async () => {
  const report = await check(goodFiles, { ...goodFacts, codeDiff: { range: "main..main", sha256: "b".repeat(64), files: 0 } })
  expect(item(report, "artifact.subject")).toMatchObject({ outcome: "fail", detail: "main..main changes no file" })
})

test.each([
  ["[S4.1-9]", "initiate"],
  ["[S4.1-10]", "regulatory-scope"],
  ["[S4.1-11]", "exposure"],
] as const)("%s the approval %s is needed, and nobody can call it not applicable", async (_, kind) => {
  const others = goodFacts.approvals.filter((approval) => approval.kind !== kind)
  for (const approvals of [others, [...others, { kind, outcome: "not_applicable", detail: "not needed" } as const]]) {
    const report = await check(goodFiles, { ...goodFacts, approvals })
    expect(missingPrerequisites(report)).toHaveLength(1)
    expect(item(report, `approval.${kind}`)?.outcome).toBe("fail")
  }
})

test("[S4.1-12] each class of tool shows its versions, or fails by name", async () => {
  expect(item(await check(goodFiles), "state.tool-dependencies")).toMatchObject({ outcome: "pass", detail: "npm-audit 11" })
  expect(item(await check(goodFiles), "state.tool-dast")).toMatchObject({ outcome: "not_applicable", detail: "a library: nothing runs" })
  expect(item(await check(goodFiles, { ...goodFacts, tools: [] }), "state.tool-sast")).toMatchObject({
    outcome: "fail",
    detail: "no sast tool answered",
  })
})

test("[S4.1-13] [S4.1-14] unanswered access and an unreachable tracker fail", async () => {
  const report = await check(goodFiles, {
    ...goodFacts,
    infrastructureAccess: undefined,
    tracker: { outcome: "not_run", detail: "connection refused" },
  })
  expect(item(report, "state.infrastructure-access")).toMatchObject({ outcome: "fail", detail: "not answered" })
  expect(item(report, "state.tracker")).toMatchObject({ outcome: "fail", detail: "connection refused" })
})

test("[S4.1-15] names and places of the inputs are configurable", async () => {
  const { "threat-model.md": model, ...rest } = goodFiles
  const moved = prerequisiteSettings.parse({ inputs: { threatModel: "docs/security/threats.md" } })
  const report = await check({ ...rest, "docs/security/threats.md": model! }, goodFacts, moved)
  expect(item(report, "artifact.threat-model")).toMatchObject({ outcome: "pass", path: "docs/security/threats.md" })
})

test("a configured path cannot lead out of the repository", async () => {
  const outside = prerequisiteSettings.parse({ inputs: { threatModel: "../outside.md" } })
  expect(item(await check(goodFiles, goodFacts, outside), "artifact.threat-model")).toMatchObject({
    outcome: "fail",
    detail: expect.stringMatching(/leads out/),
  })
})

test("a link cannot lead out of the repository either", async () => {
  const outside = await mkdtemp(join(tmpdir(), "tipstaff-outside-"))
  const root = await mkdtemp(join(tmpdir(), "tipstaff-prerequisites-"))
  roots.push(outside, root)
  await writeFile(join(outside, "threats.md"), goodFiles["threat-model.md"]!)
  await symlink(join(outside, "threats.md"), join(root, "threat-model.md"))
  await symlink(join(outside, "nothing"), join(root, "deployment-configuration.yaml"))
  const report = await checkPrerequisites(root, settings, goodFacts)
  expect(item(report, "artifact.threat-model")).toMatchObject({ outcome: "fail", detail: expect.stringMatching(/link that leads out/) })
  expect(item(report, "artifact.deployment-configuration")).toMatchObject({ outcome: "fail", detail: expect.stringMatching(/link to nothing/) })
})

test("[S4.6-1] each input that was read is cited with its digest", async () => {
  const report = await check({ ...goodFiles, "incident-postmortems/one.md": "# Outage\n" })
  expect(report.inputs.cited.map((input) => [input.path, input.sha256.length, input.entries])).toEqual([
    ["security-risk-log.csv", 64, 0],
    ["threat-model.md", 64, 1],
    ["deployment-configuration.yaml", 64, 1],
    ["observability-alerts.json", 64, 0],
    ["incident-postmortems/one.md", 64, 1],
    ["main..HEAD", 64, 3],
    ["compliance-requirements.xlsx", 64, 1],
  ])
})

test("[S4.6-2] [S4.6-3] findings of other reviews are merged when their files are there", async () => {
  const report = await check({
    ...goodFiles,
    "architecture-review-findings.csv": "id,title,severity,status\nA-1,no boundary between tenants,high,open\nA-2,done already,low,closed\n",
    "design-issues.json": '{"issues": [{"id": "D-1", "title": "retry storm", "severity": "medium", "file": "src/a.ts", "line": 7}]}',
    "feedback-log.csv": "comment,file\nthis token is logged,src/b.ts\n",
  })
  expect(report.inputs.imported.map((finding) => [finding.class, finding.severity, finding.title, finding.location?.path])).toEqual([
    ["import", "high", "no boundary between tenants", undefined],
    ["import", "medium", "retry storm", "src/a.ts"],
    ["import", "medium", "this token is logged", "src/b.ts"],
  ])
})

test("[S4.6-2] an absent file of another review is not a missing prerequisite", async () => {
  expect(item(await check(goodFiles), "artifact.design-issues")).toMatchObject({
    outcome: "not_applicable",
    detail: "design-issues.json does not exist",
  })
})

test("[S4.9-1] the templates alone never pass as inputs, except where none so far is an answer", async () => {
  const files = Object.fromEntries(prerequisiteTemplates(settings).map((template) => [template.path, template.content]))
  const report = await check(files)
  expect(report.items.filter((each) => each.kind === "artifact" && each.outcome === "fail").map((each) => each.id)).toEqual([
    "artifact.threat-model",
    "artifact.deployment-configuration",
    "artifact.observability-alerts",
    "artifact.compliance-requirements",
  ])
})
