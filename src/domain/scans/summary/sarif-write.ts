/** Writes runs and their findings as SARIF 2.1.0 (OASIS), so that code hosts and editors can show them. */
import { isoTime } from "../../../base/clock.ts"
import { compareSeverity, severityTable, type Severity } from "../../../base/severity.ts"
import type { Finding, Location } from "../../findings/finding.ts"
import type { ToolRun, Unexamined } from "../engine.ts"

export interface SarifOptions {
  /** Commit under review, for `versionControlProvenance`; needs the repository's address. */
  readonly repositoryUri?: string
  readonly revisionId?: string
}

/** One SARIF run per tool run, in the order given; ends with a line break. A run that did not finish says so. */
export function toSarif(runs: readonly ToolRun[], options: SarifOptions = {}): string {
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: runs.map((run) => sarifRun(run, options)),
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function sarifRun(run: ToolRun, options: SarifOptions): object {
  const rules = rulesOf(run)
  const index = new Map(rules.map((rule, position) => [rule.id, position]))
  return {
    tool: { driver: { name: run.tool, version: run.version, rules } },
    invocations: [invocation(run)],
    ...(options.repositoryUri === undefined
      ? {}
      : {
          versionControlProvenance: [
            { repositoryUri: options.repositoryUri, ...(options.revisionId === undefined ? {} : { revisionId: options.revisionId }) },
          ],
        }),
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository under review." } } },
    columnKind: "utf16CodeUnits",
    automationDetails: { id: `tipstaff/${run.class}/${run.tool}` },
    results: run.findings.map((finding) => result(finding, ruleIdOf(finding, run), index)),
    properties: {
      class: run.class,
      kind: run.kind,
      outcome: run.outcome,
      targetDigest: run.targetDigest,
      resultDigest: run.resultDigest,
      filesExamined: run.examined.files,
      bytesExamined: run.examined.bytes,
    },
  }
}

// SARIF section 3.20: executionSuccessful is about the tool, not about what it found.
function invocation(run: ToolRun): object {
  const finished = run.outcome !== "not_run"
  return {
    executionSuccessful: finished,
    ...(run.command === undefined ? {} : { arguments: run.command }),
    startTimeUtc: isoTime(run.startedAt),
    endTimeUtc: isoTime(run.startedAt + run.durationMs),
    toolExecutionNotifications: [
      ...(run.reason === undefined && finished
        ? []
        : [notification(run.reason ?? "the tool did not finish and gave no reason", finished ? "note" : "error")]),
      ...run.unexamined.map((gap) => gapNotification(gap)),
    ],
  }
}

function notification(text: string, level: "error" | "warning" | "note"): object {
  return { level, message: { text: wellFormed(text) } }
}

function gapNotification(gap: Unexamined): object {
  return {
    ...notification(`not examined: ${gap.reason}`, "error"),
    locations: [{ physicalLocation: physicalLocation({ path: gap.path, ...(gap.line === undefined ? {} : { line: gap.line }) }) }],
  }
}

/** The rule as the tool of this run names it; merged findings keep the sources of several tools. */
function ruleIdOf(finding: Finding, run: ToolRun): string {
  const own = finding.sources.find((source) => source.tool === run.tool) ?? finding.sources[0]
  return wellFormed(own?.rule ?? "unnamed")
}

interface SarifRule {
  readonly id: string
}

function rulesOf(run: ToolRun): SarifRule[] {
  const worst = new Map<string, Finding>()
  for (const finding of run.findings) {
    const id = ruleIdOf(finding, run)
    const known = worst.get(id)
    if (!known || compareSeverity(finding.severity, known.severity) < 0) worst.set(id, finding)
  }
  return [...worst].map(([id, finding]) => ({
    id,
    shortDescription: { text: wellFormed(finding.title) },
    help: { text: wellFormed([finding.message, finding.remediation].filter((text) => text !== undefined).join("\n\n")) },
    ...(isAbsoluteUri(finding.help) ? { helpUri: finding.help } : {}),
    defaultConfiguration: { level: severityTable[finding.severity].sarif },
    properties: {
      tags: ["security", ...finding.cwe.map((cwe) => `external/cwe/${cwe.toLowerCase()}`), ...finding.owasp.map((name) => `OWASP ${name}`)],
      precision: finding.confidence,
      "security-severity": scores[finding.severity],
    },
  }))
}

/** The middle of each CVSS band, because a finding keeps the band and not the score. */
const scores: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0", info: "0.0" }

function result(finding: Finding, ruleId: string, index: ReadonlyMap<string, number>): object {
  return {
    ruleId,
    ruleIndex: index.get(ruleId),
    level: severityTable[finding.severity].sarif,
    message: { text: wellFormed(`${finding.title}. ${finding.message}`) },
    ...(finding.location === undefined ? {} : { locations: [{ physicalLocation: physicalLocation(finding.location) }] }),
    partialFingerprints: { "tipstaffFingerprint/v1": finding.fingerprint },
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      "security-severity": scores[finding.severity],
      ...(finding.component === undefined ? {} : { component: finding.component }),
      ...(finding.aliases.length === 0 ? {} : { aliases: finding.aliases }),
    },
  }
}

function physicalLocation(place: Omit<Location, "line"> & { readonly line?: number }): object {
  return {
    artifactLocation: { uri: uriOf(place.path), uriBaseId: "%SRCROOT%" },
    ...(place.line === undefined
      ? {}
      : {
          region: {
            startLine: Math.max(1, place.line),
            ...(place.column === undefined ? {} : { startColumn: Math.max(1, place.column) }),
            ...(place.endLine === undefined ? {} : { endLine: Math.max(1, place.endLine) }),
            ...(place.endColumn === undefined ? {} : { endColumn: Math.max(1, place.endColumn) }),
          },
        }),
  }
}

/** A relative URI reference (RFC 3986): every segment escaped, so that no file name reads as a scheme, query or fragment. */
function uriOf(path: string): string {
  return wellFormed(path).split("/").map(encodeURIComponent).join("/")
}

function isAbsoluteUri(text: string | undefined): text is string {
  return text !== undefined && /^https?:\/\//.test(text) && URL.canParse(text)
}

// JSON.stringify would write lone surrogates as escapes that strict readers refuse.
function wellFormed(text: string): string {
  return text.toWellFormed()
}
