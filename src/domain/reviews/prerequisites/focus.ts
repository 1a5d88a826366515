/** Where a review looks first, and what open risk makes it pause. Pure. */
import { compareSeverity, type Severity } from "../../../base/severity.ts"
import type { Halt } from "../decide.ts"
import type { ReviewInputs } from "./inputs.ts"
import { isOpenRisk } from "./risk-log.ts"

export type FocusKind = "incident" | "alert" | "risk" | "threat" | "finding"

export interface FocusItem {
  /** From 1. */
  readonly rank: number
  readonly kind: FocusKind
  readonly severity: Severity
  readonly id: string
  readonly title: string
  /** File and place: `security-risk-log.csv:12`. */
  readonly source: string
  readonly reason: string
}

type Unranked = Omit<FocusItem, "rank">

// At one severity, what is happening now comes before what may happen.
const kindOrder: readonly FocusKind[] = ["incident", "alert", "risk", "finding", "threat"]

/** Most urgent first; the order does not depend on the order of the inputs. What nobody rated counts as critical. */
export function rankFocus(inputs: ReviewInputs): FocusItem[] {
  return candidates(inputs)
    .sort(
      (a, b) =>
        compareSeverity(a.severity, b.severity) ||
        kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
        compareText(a.source, b.source) ||
        compareText(a.id, b.id) ||
        compareText(a.title, b.title),
    )
    .map((item, index) => ({ rank: index + 1, ...item }))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function candidates(inputs: ReviewInputs): Unranked[] {
  const items: Unranked[] = []
  for (const risk of inputs.risks) {
    if (!isOpenRisk(risk)) continue
    const reason = risk.state === "accepted" ? "accepted without a word of what stands against it" : `open risk, status ${risk.status}`
    items.push({
      kind: "risk",
      severity: risk.severity,
      id: risk.id,
      title: risk.title || risk.mitigation || risk.id,
      source: `${inputs.paths.riskLog}:${risk.line}`,
      reason,
    })
  }
  for (const alert of inputs.alerts) {
    if (!alert.open) continue
    const reason = alert.severity === undefined ? "open alert without a severity" : "open alert"
    items.push({
      kind: "alert",
      severity: alert.severity ?? "critical",
      id: alert.id,
      title: alert.title,
      source: `${inputs.paths.alerts}#${alert.position}`,
      reason,
    })
  }
  for (const incident of inputs.incidents) {
    if (incident.open) {
      const reason = incident.severity === undefined ? "open incident without a severity" : "open incident"
      items.push({
        kind: "incident",
        severity: incident.severity ?? "critical",
        id: incident.id,
        title: incident.title,
        source: incident.file,
        reason,
      })
    } else {
      const lesson = incident.learnings[0]
      // A closed incident is looked at for its lesson, below everything that is open.
      items.push({
        kind: "incident",
        severity: "low",
        id: incident.id,
        title: incident.title,
        source: incident.file,
        reason: lesson === undefined ? "closed incident" : `lesson: ${lesson}`,
      })
    }
  }
  for (const threat of inputs.threats) {
    const reason = threat.mitigation === "" ? "threat without a mitigation" : threat.severity === undefined ? "threat without a rating" : "threat"
    items.push({
      kind: "threat",
      severity: threat.severity ?? "critical",
      id: threat.id,
      title: threat.title,
      source: `${inputs.paths.threatModel}:${threat.line}`,
      reason,
    })
  }
  for (const finding of inputs.imported) {
    const source = finding.sources[0]
    items.push({
      kind: "finding",
      severity: finding.severity,
      id: source?.rule ?? "",
      title: finding.title,
      source: source?.tool ?? "",
      reason: "finding of another review",
    })
  }
  return items
}

/** Open critical risks, alerts and incidents: with any of them a review would judge a house on fire. Empty resumes. */
export function openCriticalRisks(inputs: ReviewInputs): Halt[] {
  return rankFocus(inputs)
    .filter((item) => item.severity === "critical" && (item.kind === "risk" || item.kind === "alert" || item.kind === "incident"))
    .map((item) => ({
      state: "PAUSED",
      reason: `${item.reason}: ${item.id} ${item.title === item.id ? "" : item.title}`.trim() + ` (${item.source})`,
      next: `resolve it and record that in ${item.source.replace(/[:#]\d+$/, "")}, then run the review again`,
    }))
}
