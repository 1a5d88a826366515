/** From the register and the evidence to the gates and the decision. Reads the clock it is given, nothing else. */
import type { Instant } from "../../../base/clock.ts"
import { isoDate } from "../../../base/clock.ts"
import { day } from "../../../base/duration.ts"
import { isUnresolved, type RegisterRow } from "../../findings/register.ts"
import { gateControlsVerified, type AssessedControl } from "../../gates/controls-gate.ts"
import { gateDisposition, unansweredCriticals, type DisposedRow } from "../../gates/disposition-gate.ts"
import type { GateResult } from "../../gates/gate.ts"
import { gateScans } from "../../gates/scans-gate.ts"
import type { ScanResults } from "../../scans/run-results.ts"
import type { Condition, Halt, Reason } from "../decide.ts"
import { acceptedFindings, activeWaivers, type Exceptions } from "./exceptions.ts"

export interface JudgeFacts {
  readonly results: ScanResults
  readonly rows: readonly RegisterRow[]
  /** Undefined when there is no assessment. */
  readonly controls: readonly AssessedControl[] | undefined
  readonly exceptions: Exceptions
  /** Findings that the disposition record disposes of; undefined when there is none. */
  readonly recorded: ReadonlySet<string> | undefined
}

export interface Judgement {
  readonly gates: readonly GateResult[]
  readonly unansweredCriticals: readonly string[]
}

export function judgeGates(facts: JudgeFacts): Judgement {
  const waivers = activeWaivers(facts.exceptions)
  const accepted = acceptedFindings(facts.exceptions)
  const rows = disposedRows(facts.rows, accepted)
  const settled = new Set(
    rows
      .filter((row) => row.acceptanceActive || (row.falsePositive && row.owner !== "" && row.notes.trim() !== "" && row.severity !== "critical"))
      .map((row) => row.id),
  )
  const planned = new Set(facts.rows.filter((row) => row.remediationPlan.trim() !== "").map((row) => row.id))
  return {
    gates: [
      gateScans({ classes: classFacts(facts.results), findings: facts.results.findings, planned, settled, waivers }),
      gateControlsVerified({ controls: facts.controls, waivers }),
      gateDisposition({ rows, recorded: facts.recorded, found: facts.results.findings.map((finding) => finding.id), waivers }),
    ],
    unansweredCriticals: unansweredCriticals(rows),
  }
}

export function disposedRows(rows: readonly RegisterRow[], accepted: ReadonlyMap<string, string>): DisposedRow[] {
  return rows.map((row) => {
    const active = accepted.get(row.id)
    // A critical finding is not dismissed by a word in a table: it needs an approved exception like any other answer.
    const falsePositive = row.status === "false_positive"
    return {
      id: row.id,
      severity: row.severity,
      owner: row.owner,
      remediationPlan: row.remediationPlan,
      acceptance: row.acceptance === "" ? (active ?? "") : row.acceptance,
      acceptanceActive: active !== undefined && (row.acceptance === "" || row.acceptance === active),
      unresolved: isUnresolved(row) || (falsePositive && row.severity === "critical"),
      notes: row.notes,
      falsePositive,
    }
  })
}

function classFacts(results: ScanResults): Parameters<typeof gateScans>[0]["classes"] {
  return Object.fromEntries(
    Object.entries(results.classes).map(([name, status]) => [
      name,
      { outcome: status.outcome, incomplete: status.incomplete, reason: status.reasons[0] },
    ]),
  )
}

/** A critical finding that nobody answers for, or that has no way to an end, stops the review. */
export function ownerless(rows: readonly RegisterRow[], accepted: ReadonlyMap<string, string>): Halt[] {
  const stopped = rows.filter(
    (row) => row.severity === "critical" && isUnresolved(row) && (row.owner === "" || (row.remediationPlan.trim() === "" && !accepted.has(row.id))),
  )
  const [first] = stopped
  if (first === undefined) return []
  const which = stopped.length === 1 ? `${first.id} is critical and has` : `${stopped.length} critical findings, first ${first.id}, have`
  return [
    { state: "STOPPED", reason: `${which} no owner or no remediation path`, next: `tipstaff findings set ${first.id} --owner NAME --plan "..."` },
  ]
}

/** What stands in the way because a scan did not finish. */
export function incompleteScans(results: ScanResults): Reason[] {
  return Object.entries(results.classes)
    .filter(([, status]) => status.outcome === "not_run" || status.incomplete)
    .map(([name, status]) => ({
      basis: "could_not_check",
      text: `scan class ${name} is not complete: ${distinct(status.reasons).slice(0, 3).join("; ")}`,
      next: nextFor(name),
    }))
}

/** Two tools that say the same are quoted once. */
function distinct(reasons: readonly string[]): string[] {
  const seen = new Set<string>()
  return reasons.filter((reason) => {
    const words = reason.slice(reason.indexOf(": ") + 2)
    return seen.has(words) ? false : seen.add(words)
  })
}

const nextByClass: Readonly<Record<string, string>> = {
  dast: "import a ZAP or Nuclei report, or say in tipstaff.yaml why none applies: scans.dast.notApplicable",
  dependencies: "give an advisory source: dependencies.advisories in tipstaff.yaml, or a network that reaches the OSV API",
}

function nextFor(name: string): string {
  return nextByClass[name] ?? "make the named files readable or exclude them with a reason (review.exclude), then scan again"
}

/** Every finding that stays open behind an approval is a condition: with its owner and its date. */
export function conditionsOf(
  rows: readonly RegisterRow[],
  accepted: ReadonlyMap<string, string>,
  now: Instant,
  certificateDays: number,
): Condition[] {
  return rows
    .filter((row) => isUnresolved(row) && row.severity !== "info")
    .map((row) => ({
      text: accepted.has(row.id)
        ? `${row.id}: accepted by ${accepted.get(row.id)}; review it before it expires`
        : `${row.id}: ${row.remediationPlan}`,
      owner: row.owner,
      due: isoDate(row.dueAt ?? now + certificateDays * day),
    }))
}
