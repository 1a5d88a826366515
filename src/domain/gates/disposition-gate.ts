/** Gate 3, Risk Disposition Integrity: every finding has an owner, and a plan or an approved acceptance. */
import type { Severity } from "../../base/severity.ts"
import { waiverFor, type ActiveWaiver, type GateResult } from "./gate.ts"

export interface DisposedRow {
  readonly id: string
  readonly severity: Severity
  readonly owner: string
  readonly remediationPlan: string
  /** The row's exception record, and whether it holds. */
  readonly acceptance: string
  readonly acceptanceActive: boolean
  /** False for fixed, closed and false-positive rows, which need no path any more. */
  readonly unresolved: boolean
  /** For a false positive: who says so, and why. */
  readonly notes: string
  readonly falsePositive: boolean
}

export interface DispositionGateFacts {
  /** Undefined when there is no register. */
  readonly rows: readonly DisposedRow[] | undefined
  /** Finding ids that disposition-record.md disposes of; undefined when there is no record. */
  readonly recorded: ReadonlySet<string> | undefined
  /** Ids that the scan results name: none may be missing from the register. */
  readonly found: readonly string[]
  readonly waivers: readonly ActiveWaiver[]
}

export function gateDisposition(facts: DispositionGateFacts): GateResult {
  const rows = facts.rows ?? []
  const missing = [
    ...(facts.rows === undefined ? ["findings-register.csv is missing"] : []),
    ...(facts.recorded === undefined ? ["disposition-record.md is missing"] : []),
  ]
  const ids = new Set(rows.map((row) => row.id))
  const unmapped = rows.flatMap((row) => problemsOf(row, facts.recorded))
  const unregistered = facts.rows === undefined ? [] : facts.found.filter((id) => !ids.has(id))
  const notes = [
    ...missing,
    ...unmapped.map((problem) => `${problem.id}: ${problem.text}`),
    ...unregistered.map((id) => `${id}: in the scan results, not in the register`),
  ]
  const bad = new Set([...unmapped.map((problem) => problem.id), ...unregistered])
  const total = rows.length + unregistered.length
  const refused = bad.size > 0
  return {
    gate: "Risk Disposition Integrity",
    outcome: refused ? "fail" : missing.length > 0 ? "not_run" : "pass",
    score: missing.length > 0 ? 0 : total === 0 ? 1 : (total - bad.size) / total,
    criteria: "Each finding has owner, remediation plan or approved risk acceptance documented.",
    actual: missing.length > 0 ? `${missing.join("; ")}.` : `${total - bad.size} of ${total} findings mapped to a resolution path.`,
    requiredAction: "Assign owners, secure approvals, rerun gate.",
    notes,
    waiver: refused && missing.length === 0 ? waiverFor("Risk Disposition Integrity", facts.waivers) : undefined,
  }
}

function problemsOf(row: DisposedRow, recorded: ReadonlySet<string> | undefined): { id: string; text: string }[] {
  const problems: string[] = []
  if (row.falsePositive && (row.owner === "" || row.notes.trim() === ""))
    problems.push("called a false positive without an owner and a note that says why")
  if (row.unresolved) {
    if (row.owner === "") problems.push("has no owner")
    if (row.acceptance !== "" && !row.acceptanceActive) problems.push(`its acceptance ${row.acceptance} does not hold`)
    if (row.remediationPlan.trim() === "" && !row.acceptanceActive) problems.push("has neither a remediation plan nor an approved acceptance")
    if (recorded && !recorded.has(row.id)) problems.push("is not in disposition-record.md")
  }
  return problems.map((text) => ({ id: row.id, text }))
}

/**
 * The rule that nothing switches off: no approval while a critical finding lacks remediation, a compensating control
 * or an approved acceptance. A plan is not remediation. Returns the ids that forbid an approval.
 */
export function unansweredCriticals(rows: readonly DisposedRow[]): string[] {
  return rows.filter((row) => row.severity === "critical" && row.unresolved && !row.acceptanceActive).map((row) => row.id)
}
