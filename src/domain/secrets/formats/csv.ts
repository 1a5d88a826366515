/** The report as a table: one row for each finding, each path that could not be scanned, and each exclusion that left files out. */
import { formatCsv } from "../../../base/csv.ts"
import type { LeftOut, NotScanned, SecretFinding, SecretReport } from "../report.ts"
import { counted, shown } from "./outside.ts"

const columns = [
  "kind",
  "path",
  "line",
  "column",
  "rule",
  "title",
  "provider",
  "severity",
  "confidence",
  "masked",
  "fingerprint",
  "decoded",
  "in_history",
  "commit",
  "remediation",
  "help",
  "reason",
] as const

type Row = Partial<Record<(typeof columns)[number], string>>

/** Safe to open in a spreadsheet; lines end with \n. An incomplete scan shows as rows of kind `not_scanned`. */
export function toCsv(report: SecretReport): string {
  const rows = [...report.findings.map(findingRow), ...report.notScanned.map(gapRow), ...report.leftOut.map(leftOutRow)]
  return formatCsv(columns, rows.map(allShown))
}

const historyWord = new Map([
  [true, "yes"],
  [false, "no"],
])

function findingRow(finding: SecretFinding): Row {
  return {
    kind: "finding",
    path: finding.path,
    line: String(finding.line),
    column: String(finding.column),
    rule: finding.rule,
    title: finding.title,
    provider: finding.provider,
    severity: finding.severity,
    confidence: finding.confidence,
    masked: finding.masked,
    fingerprint: finding.fingerprint,
    decoded: finding.decoded.join(" > "),
    in_history: finding.inHistory === undefined ? "" : (historyWord.get(finding.inHistory) ?? ""),
    commit: finding.commit?.id ?? "",
    remediation: finding.remediation,
    help: finding.help,
  }
}

function gapRow({ path, reason }: NotScanned): Row {
  return { kind: "not_scanned", path, reason }
}

/** The path is the exclusion's pattern. */
function leftOutRow(entry: LeftOut): Row {
  return { kind: "left_out", path: entry.pattern, reason: `${counted(entry.files, "file")}: ${entry.reason}` }
}

function allShown(row: Row): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, shown(cell)]))
}
