/** security-risk-log.csv: the risks that earlier reviews left behind, and the log as this review hands it on. */
import { formatCsv, parseCsv } from "../../../base/csv.ts"
import { parseSeverity, type Severity } from "../../../base/severity.ts"
import { findingId, type Finding } from "../../findings/finding.ts"
import { quoted, throwProblems, type Problem } from "./problems.ts"

export const riskLogColumns = ["risk_id", "severity", "status", "mitigation"] as const

/** `other` is a word that nobody agreed on; it counts as open. */
export const riskStates = ["open", "accepted", "closed", "other"] as const

export type RiskState = (typeof riskStates)[number]

export interface Risk {
  readonly id: string
  readonly severity: Severity
  /** The word in the log, unchanged. */
  readonly status: string
  readonly state: RiskState
  readonly mitigation: string
  /** From the column `title`; empty when the log has none. */
  readonly title: string
  /** 1-based. */
  readonly line: number
}

const stateWords: Readonly<Record<string, RiskState>> = {
  open: "open",
  new: "open",
  triaged: "open",
  planned: "open",
  fixing: "open",
  "in progress": "open",
  "mitigation planned": "open",
  reopened: "open",
  accepted: "accepted",
  "risk accepted": "accepted",
  closed: "closed",
  resolved: "closed",
  fixed: "closed",
  mitigated: "closed",
  remediated: "closed",
  done: "closed",
  "false positive": "closed",
}

/** What a status word means; an unknown word is `other`. */
export function riskStateOf(status: string): RiskState {
  const word = status.trim().toLowerCase().replaceAll(/[_-]/g, " ")
  return Object.hasOwn(stateWords, word) ? stateWords[word]! : "other"
}

/** Open, of unknown state, or called accepted without a word of what stands against the risk. */
export function isOpenRisk(risk: Pick<Risk, "state" | "mitigation">): boolean {
  return risk.state === "open" || risk.state === "other" || (risk.state === "accepted" && risk.mitigation.trim() === "")
}

/** A header without rows is an explicit "no risks yet". Throws `csv/invalid` and `risk-log/invalid`, by line. */
export function parseRiskLog(text: string, file: string): Risk[] {
  const table = parseCsv(text, file, riskLogColumns)
  const problems: Problem[] = []
  const seen = new Map<string, number>()
  const risks: Risk[] = []
  for (const { line, cells } of table.rows) {
    const id = (cells["risk_id"] ?? "").trim()
    const severity = parseSeverity(cells["severity"] ?? "")
    const status = (cells["status"] ?? "").trim()
    const earlier = seen.get(id)
    if (id === "") problems.push({ line, message: "risk_id is empty" })
    else if (earlier !== undefined) problems.push({ line, message: `risk_id ${quoted(id)} stands already on line ${earlier}` })
    if (severity === undefined)
      problems.push({ line, message: `severity must be critical, high, medium, low or info, got ${quoted(cells["severity"] ?? "")}` })
    if (status === "") problems.push({ line, message: "status is empty" })
    seen.set(id, line)
    if (severity === undefined) continue
    risks.push({ id, severity, status, state: riskStateOf(status), mitigation: cells["mitigation"] ?? "", title: cells["title"] ?? "", line })
  }
  throwProblems("risk-log/invalid", file, problems, "correct the rows; a first review starts with the header line alone")
  return risks
}

/** What this review knows about a finding that the log should tell the next one. */
export interface RiskChange {
  readonly finding: Pick<Finding, "fingerprint" | "severity" | "title">
  /** `open`, `accepted`, `fixed` …: a word of the findings register. */
  readonly status: string
  /** The plan, the compensating control or the rationale; empty keeps what the log says. */
  readonly mitigation: string
}

/**
 * updated-security-risk-log.csv: the old log with the changes. Rows that the review says nothing about, and columns it
 * does not know, keep their content. `oldText` undefined means there was no log. Throws as parseRiskLog.
 */
export function updateRiskLog(oldText: string | undefined, file: string, changes: readonly RiskChange[]): string {
  const header = `${riskLogColumns.join(",")}\n`
  parseRiskLog(oldText ?? header, file)
  const table = parseCsv(oldText ?? header, file, riskLogColumns)
  const columns = table.columns.includes("title") ? table.columns : [...table.columns, "title"]
  const byId = new Map(changes.map((change) => [findingId(change.finding), change]))
  const rows = table.rows.map(({ cells }): Readonly<Record<string, string>> => {
    const id = (cells["risk_id"] ?? "").trim()
    const change = byId.get(id)
    byId.delete(id)
    return change ? { ...cells, ...cellsOf(change, cells["mitigation"] ?? "") } : cells
  })
  for (const [id, change] of byId) rows.push({ risk_id: id, ...cellsOf(change, "") })
  return formatCsv(columns, rows)
}

function cellsOf(change: RiskChange, mitigation: string): Readonly<Record<string, string>> {
  return {
    severity: change.finding.severity,
    status: change.status.trim() === "" ? "open" : change.status,
    mitigation: change.mitigation === "" ? mitigation : change.mitigation,
    title: change.finding.title,
  }
}
