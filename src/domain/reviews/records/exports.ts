/** What other processes take from the register: the remediation backlog and the enterprise risk register. Pure. */
import { isoDate } from "../../../base/clock.ts"
import { formatCsv } from "../../../base/csv.ts"
import { isUnresolved, type RegisterRow } from "../../findings/register.ts"

const backlogColumns = ["finding_id", "severity", "status", "owner", "due_date", "title", "location", "remediation_plan", "acceptance", "source"]

/** One row for each open finding. */
export function renderBacklog(rows: readonly RegisterRow[]): string {
  return formatCsv(
    backlogColumns,
    rows.filter(isUnresolved).map((row) => ({
      finding_id: row.id,
      severity: row.severity,
      status: row.status,
      owner: row.owner,
      due_date: dueDate(row),
      title: row.title,
      location: row.where,
      remediation_plan: row.remediationPlan,
      acceptance: row.acceptance,
      source: row.source,
    })),
  )
}

const riskStatus = {
  open: "Open",
  planned: "Mitigation Planned",
  fixing: "Mitigation In Progress",
  accepted: "Risk Accepted",
  false_positive: "Not A Risk",
  fixed: "Mitigated",
  closed: "Closed",
} as const satisfies Record<RegisterRow["status"], string>

export interface RiskEntry {
  readonly risk_id: string
  readonly status: string
  readonly assigned_to: string
  readonly due_date: string
}

/**
 * Entries with ids SEC-n. A finding keeps its number: numbers of earlier exports are handed in, new ones follow the
 * highest.
 */
export function riskRegister(
  rows: readonly RegisterRow[],
  numbers: Readonly<Record<string, number>>,
): { entries: RiskEntry[]; numbers: Record<string, number> } {
  const assigned = new Map(Object.entries(numbers))
  let highest = 0
  for (const number of assigned.values()) highest = Math.max(highest, number)
  const entries = rows.map((row) => {
    const number = assigned.get(row.id) ?? (highest += 1)
    assigned.set(row.id, number)
    return { risk_id: `SEC-${number}`, status: riskStatus[row.status], assigned_to: row.owner || "unassigned", due_date: dueDate(row) }
  })
  return { entries, numbers: Object.fromEntries(assigned) }
}

function dueDate(row: RegisterRow): string {
  return row.dueAt === undefined ? "no SLA" : isoDate(row.dueAt)
}
