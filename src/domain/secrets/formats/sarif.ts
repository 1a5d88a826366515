/** The report as SARIF 2.1.0 (OASIS), so that code hosts and editors can show it. */
import { compareSeverity, severityTable, type Severity } from "../../../base/severity.ts"
import type { NotScanned, SecretFinding, SecretReport } from "../report.ts"
import type { Confidence } from "../rule.ts"
import { counted, harmlessJson, leftOutText, remarksOn, shown } from "./outside.ts"

export interface SarifFacts {
  /** Of the product. */
  readonly version: string
  /** The rule set's own version; see ruleSetVersion. */
  readonly ruleSet?: string
}

/** Ends with a line break. */
export function toSarif(report: SecretReport, facts: SarifFacts): string {
  return harmlessJson({
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [run(report, facts)],
  })
}

function run(report: SecretReport, facts: SarifFacts): object {
  const rules = rulesOf(report.findings)
  const index = new Map([...rules.keys()].map((id, position) => [id, position]))
  return {
    tool: { driver: { name: "tipstaff", version: facts.version, rules: [...rules.values()].map(descriptor) } },
    invocations: [invocation(report)],
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder that was scanned." } } },
    columnKind: "utf16CodeUnits",
    automationDetails: { id: "tipstaff/secrets" },
    results: report.findings.map((finding) => result(finding, index)),
    properties: {
      ...(facts.ruleSet === undefined ? {} : { ruleSet: facts.ruleSet }),
      filesScanned: report.scanned.files,
      bytesScanned: report.scanned.bytes,
      setAside: report.setAside,
      leftOut: report.leftOut.map(({ pattern, reason, files }) => ({ pattern: shown(pattern), reason: shown(reason), files })),
    },
  }
}

/** By id, the worst finding of each: titles and advice are the rule's own, and little confidence lowers a severity. */
function rulesOf(findings: readonly SecretFinding[]): ReadonlyMap<string, SecretFinding> {
  const rules = new Map<string, SecretFinding>()
  for (const finding of findings) {
    const known = rules.get(finding.rule)
    if (known === undefined || compareSeverity(finding.severity, known.severity) < 0) rules.set(finding.rule, finding)
  }
  return rules
}

/** The middle of each CVSS band; code hosts sort by this number. */
const scores: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0", info: "0.0" }

/** SARIF section 3.27.25: from 0 to 100, the more important the higher. */
const ranks: Readonly<Record<Confidence, number>> = { high: 90, medium: 60, low: 30 }

function descriptor(finding: SecretFinding): object {
  return {
    id: shown(finding.rule),
    shortDescription: { text: shown(finding.title) },
    fullDescription: { text: shown(`${finding.title} (${finding.provider}) in a file.`) },
    help: { text: shown(finding.remediation) },
    ...(URL.canParse(finding.help) && /^https?:/.test(finding.help) ? { helpUri: finding.help } : {}),
    defaultConfiguration: { level: severityTable[finding.severity].sarif },
    properties: {
      // CWE-798: use of hard-coded credentials.
      tags: ["security", "secret", "external/cwe/cwe-798"],
      "security-severity": scores[finding.severity],
    },
  }
}

function result(finding: SecretFinding, index: ReadonlyMap<string, number>): object {
  const text = [`${finding.title}: ${finding.masked}`, ...remarksOn(finding)].map(shown).join("; ")
  return {
    ruleId: shown(finding.rule),
    ruleIndex: index.get(finding.rule),
    level: severityTable[finding.severity].sarif,
    rank: ranks[finding.confidence],
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: artifact(finding.path), region: regionOf(finding) } }],
    partialFingerprints: { "tipstaffSecret/v1": finding.fingerprint },
    // Section 3.27.23: an empty list says that nothing suppresses it; what was set aside is not among the results.
    suppressions: [],
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      provider: shown(finding.provider),
      rules: finding.rules.map(shown),
      ...(finding.decoded.length === 0 ? {} : { decoded: finding.decoded.map(shown) }),
      ...(finding.inHistory === undefined ? {} : { inHistory: finding.inHistory }),
      ...(finding.commit === undefined ? {} : { commit: shown(finding.commit.id) }),
    },
  }
}

/** The end column is the one behind the last character, as SARIF counts it. */
function regionOf({ line, column, endLine, endColumn }: SecretFinding): object {
  return { startLine: line, startColumn: column, endLine, endColumn }
}

function invocation(report: SecretReport): object {
  return {
    executionSuccessful: report.notScanned.length === 0,
    toolExecutionNotifications: [
      ...report.notScanned.map(gap),
      ...report.leftOut.map((entry) => ({ level: "note", message: { text: leftOutText(entry) } })),
      ...report.notes.map((note) => ({ level: "warning", message: { text: shown(note) } })),
    ],
    ...(report.notScanned.length === 0 ? {} : { exitCodeDescription: `${counted(report.notScanned.length, "path")} could not be scanned` }),
  }
}

function gap({ path, reason }: NotScanned): object {
  return {
    level: "error",
    message: { text: shown(`not scanned: ${reason}`) },
    locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
  }
}

/** A relative URI reference (RFC 3986): every segment escaped, so that no name reads as a scheme, query or fragment. */
function artifact(path: string): object {
  return { uri: path.toWellFormed().split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" }
}
