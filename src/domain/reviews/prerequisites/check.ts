/** Whether a review may start: every artifact, approval and system state, all of what is missing told at once. */
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { sha256 } from "../../../base/hash.ts"
import { TipstaffError, messageOf } from "../../../base/errors.ts"
import type { Outcome } from "../../../base/outcome.ts"
import { parseYaml } from "../../../base/yaml.ts"
import type { Reason } from "../decide.ts"
import { parseAlerts } from "./alerts.ts"
import { parseCompliance } from "./compliance.ts"
import { importCsv, importJson } from "./imported.ts"
import { parseIncident, type IncidentReport } from "./incidents.ts"
import type { CitedInput, ReviewInputs } from "./inputs.ts"
import { digestOf, locate, readInput } from "./read-input.ts"
import { parseRiskLog } from "./risk-log.ts"
import type { PrerequisiteSettings } from "./settings.ts"
import { parseThreatModel } from "./threat-model.ts"

export interface PrerequisiteItem {
  readonly id: string
  readonly label: string
  readonly kind: "artifact" | "approval" | "state"
  readonly outcome: Outcome
  readonly detail: string
  readonly path?: string
  readonly sha256?: string
  /** What the person does about it; empty when there is nothing to do. */
  readonly next: string
}

export interface PrerequisiteReport {
  readonly items: readonly PrerequisiteItem[]
  /** True when every item passes or does not apply. */
  readonly met: boolean
  readonly inputs: ReviewInputs
}

export const approvalKinds = ["initiate", "regulatory-scope", "exposure"] as const

export type ApprovalKind = (typeof approvalKinds)[number]

/** Verified by the module of approvals; absence from the list is a missing approval. */
export interface ApprovalFact {
  readonly kind: ApprovalKind
  readonly outcome: Outcome
  readonly detail: string
}

export const toolClasses = ["sast", "dast", "dependencies"] as const

export type ToolClass = (typeof toolClasses)[number]

export interface ToolFact {
  readonly class: ToolClass
  /** Tools that answered a probe, with the version they gave. */
  readonly available: readonly { readonly tool: string; readonly version: string }[]
  /** Why this class does not apply to what is reviewed, when it does not. */
  readonly notApplicable?: string
}

export interface StateFact {
  readonly outcome: Outcome
  readonly detail: string
}

export interface PrerequisiteFacts {
  /** The range of commits under review; undefined when a diff file or a package is reviewed instead. */
  readonly codeDiff: { readonly range: string; readonly sha256: string; readonly files: number } | undefined
  readonly approvals: readonly ApprovalFact[]
  readonly tools: readonly ToolFact[]
  /** Attestation or probe; undefined when nobody answered. */
  readonly infrastructureAccess: StateFact | undefined
  readonly tracker: StateFact | undefined
}

interface Collected {
  readonly items: PrerequisiteItem[]
  readonly cited: CitedInput[]
}

/** Reads only; makes nothing that it then finds. Never throws for what is wrong with an input: that is an item. */
export async function checkPrerequisites(root: string, settings: PrerequisiteSettings, facts: PrerequisiteFacts): Promise<PrerequisiteReport> {
  const paths = settings.inputs
  const collected: Collected = { items: [], cited: [] }
  const read = <T>(artifact: Artifact<T>) => readArtifact(root, artifact, collected)
  const risks = await read({
    id: "artifact.risk-log",
    label: "security risk log of earlier reviews",
    path: paths.riskLog,
    missing: "create it; a first review starts with the line risk_id,severity,status,mitigation",
    parse: (text, file) => parseRiskLog(text, file),
    count: (list) => list.length,
    noun: "risk",
  })
  const threats = await read({
    id: "artifact.threat-model",
    label: "threat model",
    path: paths.threatModel,
    missing: "write the threats down, one to a row or heading",
    parse: (text, file) => parseThreatModel(text, file),
    count: (list) => list.length,
    noun: "threat",
  })
  const deployment = await read({
    id: "artifact.deployment-configuration",
    label: "deployment configuration",
    path: paths.deploymentConfiguration,
    missing: "export the production configuration as YAML",
    parse: parseDeployment,
    count: () => 1,
    noun: "document",
  })
  const alerts = await read({
    id: "artifact.observability-alerts",
    label: "observability alerts",
    path: paths.observabilityAlerts,
    missing: "export the alerts as JSON; [] when there were none",
    parse: parseAlerts,
    count: (list) => list.length,
    noun: "alert",
  })
  const incidents = await readIncidents(root, paths.incidentPostmortems, collected)
  await checkSubject(root, settings, facts, collected)
  const compliance = await readCompliance(root, paths.complianceRequirements, collected)
  const imports = []
  for (const source of importSources(settings))
    imports.push(await read({ ...source, optional: true, count: (list) => list.findings.length, noun: "finding" }))
  collected.items.push(
    ...approvalKinds.map((kind) => approvalItem(kind, facts.approvals)),
    ...toolClasses.map((name) => toolItem(name, facts.tools)),
    ...stateItems(facts),
  )
  return {
    items: collected.items,
    met: collected.items.every((item) => item.outcome === "pass" || item.outcome === "not_applicable"),
    inputs: {
      risks: risks ?? [],
      threats: threats ?? [],
      alerts: alerts ?? [],
      incidents,
      controls: compliance ?? [],
      imported: imports.flatMap((each) => each?.findings ?? []),
      cited: collected.cited,
      deployment,
      paths: { riskLog: paths.riskLog, threatModel: paths.threatModel, alerts: paths.observabilityAlerts },
    },
  }
}

/** What stands against starting, for the decision and for the screen. */
export function missingPrerequisites(report: PrerequisiteReport): Reason[] {
  return report.items
    .filter((item) => item.outcome === "fail" || item.outcome === "not_run")
    .map((item) => ({ basis: item.outcome === "fail" ? "refused" : "could_not_check", text: `${item.label}: ${item.detail}`, next: item.next }))
}

interface Artifact<T> {
  readonly id: string
  readonly label: string
  readonly path: string
  /** What to do when it is not there. */
  readonly missing: string
  readonly optional?: boolean
  readonly parse: (text: string, file: string) => T
  readonly count: (value: T) => number
  readonly noun: string
}

async function readArtifact<T>(root: string, artifact: Artifact<T>, into: Collected): Promise<T | undefined> {
  const { id, label, path } = artifact
  const base = { id, label, kind: "artifact", path } as const
  try {
    const input = await readInput(root, path)
    if (!input) {
      into.items.push({
        ...base,
        outcome: artifact.optional ? "not_applicable" : "fail",
        detail: `${path} does not exist`,
        next: artifact.optional ? "" : artifact.missing,
      })
      return undefined
    }
    const value = artifact.parse(utf8(input.bytes, path), path)
    const entries = artifact.count(value)
    into.items.push({ ...base, outcome: "pass", detail: counted(entries, artifact.noun), sha256: input.sha256, next: "" })
    into.cited.push({ path, sha256: input.sha256, purpose: label, entries })
    return value
  } catch (thrown) {
    into.items.push({ ...base, outcome: "fail", ...problemOf(thrown) })
    return undefined
  }
}

function problemOf(thrown: unknown): { readonly detail: string; readonly next: string } {
  const next = thrown instanceof TipstaffError ? thrown.next : undefined
  const line = thrown instanceof TipstaffError && thrown.line !== undefined && !/line \d/.test(thrown.message) ? ` (line ${thrown.line})` : ""
  return { detail: `${messageOf(thrown)}${line}`, next: next ?? "correct the file" }
}

function utf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new TipstaffError("file/not-utf8", `${path} is not valid UTF-8`, { file: path, cause, next: "save the file as UTF-8" })
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`
}

function parseDeployment(text: string, file: string): unknown {
  const { value } = parseYaml(text, file)
  if (value === null || value === undefined || typeof value !== "object") {
    throw new TipstaffError("deployment/empty", `${file} holds no configuration`, {
      file,
      line: 1,
      next: "export the production configuration as YAML",
    })
  }
  return value
}

const maxIncidents = 2000

async function readIncidents(root: string, path: string, into: Collected): Promise<IncidentReport[]> {
  const base = { id: "artifact.incident-postmortems", label: "incident postmortems", kind: "artifact", path } as const
  const fail = (detail: string, next: string) => into.items.push({ ...base, outcome: "fail", detail, next })
  const incidents: IncidentReport[] = []
  const problems: string[] = []
  const digests: string[] = []
  let unread = 0
  try {
    const folder = await locate(root, path)
    if (folder === undefined) {
      fail(`${path}/ does not exist`, "create the folder; it may be empty when there was no incident")
      return []
    }
    const entries = await readdir(folder, { withFileTypes: true, recursive: true })
    const names = entries
      .filter((entry) => !entry.isDirectory() && isReport(entry.name))
      .map((entry) => join(path, join(entry.parentPath, entry.name).slice(folder.length)).replaceAll("\\", "/"))
      .sort()
    // A link to a folder is not followed either.
    unread = entries.filter(
      (entry) => !entry.isDirectory() && !isReport(entry.name) && !/^(?:readme\.md|\.git(?:keep|ignore))$/i.test(entry.name),
    ).length
    if (names.length > maxIncidents) throw new TipstaffError("incident/too-many", `${path} holds more than ${maxIncidents} reports`)
    for (const name of names) {
      try {
        const input = await readInput(root, name)
        if (!input) continue
        incidents.push(parseIncident(utf8(input.bytes, name), name))
        digests.push(`${name}\0${input.sha256}\n`)
        into.cited.push({ path: name, sha256: input.sha256, purpose: "incident postmortem", entries: 1 })
      } catch (thrown) {
        problems.push(messageOf(thrown))
      }
    }
  } catch (thrown) {
    problems.push(messageOf(thrown))
  }
  if (problems.length > 0) {
    fail(problems.slice(0, 20).join("; "), "correct the reports")
    return incidents
  }
  const open = incidents.filter((incident) => incident.open).length
  const detail =
    incidents.length === 0 ? "the folder holds no report: no incident is on record" : `${counted(incidents.length, "report")}, ${open} open`
  const rest = unread === 0 ? "" : `; not read, because not Markdown: ${counted(unread, "file")}`
  into.items.push({ ...base, outcome: "pass", detail: detail + rest, sha256: sha256(digests.join("")), next: "" })
  if (incidents.length === 0) into.cited.push({ path: `${path}/`, sha256: sha256(""), purpose: "incident postmortems", entries: 0 })
  return incidents
}

function isReport(name: string): boolean {
  return /\.(?:md|markdown)$/i.test(name) && !/^readme\.md$/i.test(name)
}

async function checkSubject(root: string, settings: PrerequisiteSettings, facts: PrerequisiteFacts, into: Collected): Promise<void> {
  const base = { id: "artifact.subject", label: "code diff or release package", kind: "artifact" } as const
  const found: CitedInput[] = []
  const problems: string[] = []
  if (facts.codeDiff && facts.codeDiff.files > 0) {
    found.push({ path: facts.codeDiff.range, sha256: facts.codeDiff.sha256, purpose: "code diff", entries: facts.codeDiff.files })
  } else if (facts.codeDiff) problems.push(`${facts.codeDiff.range} changes no file`)
  for (const [purpose, path] of [
    ["code diff", settings.inputs.codeDiff],
    ["release package", settings.inputs.releasePackage],
  ] as const) {
    try {
      const digest = await digestOf(root, path)
      if (digest && digest.bytes > 0) found.push({ path, sha256: digest.sha256, purpose, entries: 1 })
      else if (digest) problems.push(`${path} is empty`)
    } catch (thrown) {
      problems.push(messageOf(thrown))
    }
  }
  const first = found[0]
  if (!first) {
    const detail =
      problems.length > 0 ? problems.join("; ") : `neither a range of commits nor ${settings.inputs.codeDiff} nor ${settings.inputs.releasePackage}`
    into.items.push({ ...base, outcome: "fail", detail, next: "name a range of commits, or put the diff or the package in place" })
    return
  }
  into.cited.push(...found)
  const detail = [...found.map((each) => `${each.purpose} ${each.path}`), ...problems].join("; ")
  into.items.push({ ...base, outcome: "pass", detail, path: first.path, sha256: first.sha256, next: "" })
}

async function readCompliance(root: string, configured: string, into: Collected): Promise<ReviewInputs["controls"] | undefined> {
  const base = { id: "artifact.compliance-requirements", label: "compliance requirements", kind: "artifact" } as const
  const stem = configured.replace(/\.(?:xlsx|csv|ya?ml)$/i, "")
  let path = configured
  try {
    let input = await readInput(root, path)
    for (const extension of [".csv", ".yaml", ".yml"]) {
      if (input) break
      path = stem + extension
      input = await readInput(root, path)
    }
    if (!input) {
      into.items.push({
        ...base,
        outcome: "fail",
        path: configured,
        detail: `${configured} does not exist`,
        next: "obtain it from Legal or Compliance; the same table as .csv or .yaml is accepted",
      })
      return undefined
    }
    const { controls, unread } = parseCompliance(input.bytes, path)
    const rest =
      unread.length > 0 ? `; not understood: ${unread.slice(0, 10).join("; ")}${unread.length > 10 ? ` and ${unread.length - 10} more` : ""}` : ""
    into.items.push({ ...base, outcome: "pass", path, sha256: input.sha256, detail: `${counted(controls.length, "control")}${rest}`, next: "" })
    into.cited.push({ path, sha256: input.sha256, purpose: base.label, entries: controls.length })
    return controls
  } catch (thrown) {
    into.items.push({ ...base, outcome: "fail", path, ...problemOf(thrown) })
    return undefined
  }
}

function importSources(settings: PrerequisiteSettings) {
  const { architectureReview, designIssues, feedbackLog } = settings.inputs
  return [
    { id: "artifact.architecture-review", label: "architecture review findings", path: architectureReview, missing: "", parse: importCsv },
    { id: "artifact.design-issues", label: "design issues of the code review", path: designIssues, missing: "", parse: importJson },
    { id: "artifact.feedback-log", label: "feedback log of the code review", path: feedbackLog, missing: "", parse: importCsv },
  ]
}

const approvalTable: Readonly<Record<ApprovalKind, { readonly label: string; readonly next: string }>> = {
  initiate: { label: "Security Lead authorization to initiate", next: "the Security Lead signs an authorization for this subject" },
  "regulatory-scope": {
    label: "Compliance Officer acknowledgement of the regulatory scope",
    next: "the Compliance Officer signs an acknowledgement that names the scope",
  },
  exposure: {
    label: "Product Owner confirmation of exposure and risk profile",
    next: "the Product Owner signs a confirmation of exposure and risk profile",
  },
}

function approvalItem(kind: ApprovalKind, approvals: readonly ApprovalFact[]): PrerequisiteItem {
  const { label, next } = approvalTable[kind]
  const base = { id: `approval.${kind}`, label, kind: "approval" } as const
  const given = approvals.filter((approval) => approval.kind === kind)
  const passed = given.find((approval) => approval.outcome === "pass")
  if (passed) return { ...base, outcome: "pass", detail: passed.detail, next: "" }
  // Nobody may declare an approval not applicable.
  return { ...base, outcome: "fail", detail: given[0]?.detail ?? "no approval is on record", next }
}

function toolItem(name: ToolClass, tools: readonly ToolFact[]): PrerequisiteItem {
  const base = { id: `state.tool-${name}`, label: `access to ${name} tools`, kind: "state" } as const
  const given = tools.filter((tool) => tool.class === name)
  const available = given.flatMap((tool) => tool.available)
  if (available.length > 0) return { ...base, outcome: "pass", detail: available.map((each) => `${each.tool} ${each.version}`).join(", "), next: "" }
  const reason = given.map((tool) => tool.notApplicable?.trim() ?? "").find((text) => text !== "")
  if (reason !== undefined) return { ...base, outcome: "not_applicable", detail: reason, next: "" }
  return {
    ...base,
    outcome: "fail",
    detail: `no ${name} tool answered`,
    next: `install a ${name} tool, or give the reason why the class does not apply`,
  }
}

function stateItems(facts: PrerequisiteFacts): PrerequisiteItem[] {
  return [
    stateItem(
      "state.infrastructure-access",
      "access to infrastructure configuration and secrets audit logs",
      facts.infrastructureAccess,
      "a named person attests the access, or a probe command is configured",
    ),
    stateItem("state.tracker", "ticketing system for remediation tasks", facts.tracker, "configure a tracker; the built-in one writes files"),
  ]
}

function stateItem(id: string, label: string, fact: StateFact | undefined, next: string): PrerequisiteItem {
  const base = { id, label, kind: "state" } as const
  if (!fact) return { ...base, outcome: "fail", detail: "not answered", next }
  const inOrder = fact.outcome === "pass" || (fact.outcome === "not_applicable" && fact.detail.trim() !== "")
  return { ...base, outcome: inOrder ? fact.outcome : "fail", detail: fact.detail, next: inOrder ? "" : next }
}
