/** The report as JSON, version 1 of its form: fields may be added, and none changes its meaning. */
import type { SecretFinding, SecretReport } from "../report.ts"
import { harmlessJson } from "./outside.ts"

/** Names are exact; what a terminal would act on is escaped. Ends with a line break. */
export function toJson(report: SecretReport): string {
  return harmlessJson(jsonReport(report))
}

/** The same as plain values, for a caller that writes them inside something larger. */
export function jsonReport(report: SecretReport): object {
  return {
    schema: 1,
    findings: report.findings.map(jsonFinding),
    scanned: { files: report.scanned.files, bytes: report.scanned.bytes },
    notScanned: report.notScanned.map(({ path, reason }) => ({ path, reason })),
    setAside: {
      allowed: report.setAside.allowed,
      suppressed: report.setAside.suppressed,
      baseline: report.setAside.baseline,
      imported: report.setAside.imported,
    },
    leftOut: report.leftOut.map(({ pattern, reason, files }) => ({ pattern, reason, files })),
    notes: report.notes,
  }
}

/** Field by field, so that nothing leaves the program because somebody put it into a finding. */
function jsonFinding(finding: SecretFinding): object {
  const { commit } = finding
  return {
    rule: finding.rule,
    path: finding.path,
    line: finding.line,
    column: finding.column,
    masked: finding.masked,
    fingerprint: finding.fingerprint,
    confidence: finding.confidence,
    provider: finding.provider,
    severity: finding.severity,
    title: finding.title,
    rules: finding.rules,
    tag: finding.tag,
    endLine: finding.endLine,
    endColumn: finding.endColumn,
    envVar: finding.envVar,
    remediation: finding.remediation,
    help: finding.help,
    decoded: finding.decoded,
    ...(commit === undefined ? {} : { commit: { id: commit.id, author: commit.author, date: commit.date } }),
    ...(finding.inHistory === undefined ? {} : { inHistory: finding.inHistory }),
  }
}
