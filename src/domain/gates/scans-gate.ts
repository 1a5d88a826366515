/** Gate 1, Scan Cleanliness: critical = 0, high ≤ 3 and each high with a mitigation plan. */
import type { Outcome } from "../../base/outcome.ts"
import { countSeverities, type Severity } from "../../base/severity.ts"
import { scanClasses, type ScanClass } from "../findings/finding.ts"
import { waiverFor, type ActiveWaiver, type GateResult } from "./gate.ts"

export const maxHigh = 3

export interface ScanFinding {
  readonly id: string
  readonly severity: Severity
  readonly title: string
}

export interface ScansGateFacts {
  readonly classes: Readonly<
    Partial<Record<ScanClass, { readonly outcome: Outcome; readonly incomplete: boolean; readonly reason?: string | undefined }>>
  >
  readonly findings: readonly ScanFinding[]
  /** Ids of findings whose register row holds a mitigation plan. */
  readonly planned: ReadonlySet<string>
  /** Ids of findings that are settled otherwise: a false positive or an accepted risk with a valid exception. */
  readonly settled: ReadonlySet<string>
  readonly waivers: readonly ActiveWaiver[]
}

const criteria = "Automated scans yield zero critical and ≤3 high severity findings."

export function gateScans(facts: ScansGateFacts): GateResult {
  const missing = missingClasses(facts)
  const counted = facts.findings.filter((finding) => !facts.settled.has(finding.id))
  const { critical, high } = countSeverities(counted)
  const unplanned = counted.filter((finding) => finding.severity === "high" && !facts.planned.has(finding.id))
  const notes = [
    ...missing,
    ...counted.filter((finding) => finding.severity === "critical").map((finding) => `critical: ${finding.id} ${finding.title}`),
    ...(high > maxHigh ? [`${high} high findings, at most ${maxHigh} are allowed`] : []),
    ...unplanned.map((finding) => `high without a mitigation plan: ${finding.id} ${finding.title}`),
  ]
  const refused = critical > 0 || high > maxHigh || unplanned.length > 0
  const checks = [missing.length === 0, critical === 0, high <= maxHigh, unplanned.length === 0]
  return {
    gate: "Scan Cleanliness",
    outcome: refused ? "fail" : missing.length > 0 ? "not_run" : "pass",
    score: checks.filter(Boolean).length / checks.length,
    criteria,
    actual: `${critical} critical, ${high} high, ${unplanned.length} of them without a mitigation plan${missing.length > 0 ? `; ${missing.length} scan class(es) not complete` : ""}.`,
    requiredAction: "Remediate the findings or record a mitigation plan for each high one, then rerun the scans.",
    notes,
    // A waiver answers a refusal; nothing answers evidence that is not there.
    waiver: refused && missing.length === 0 ? waiverFor("Scan Cleanliness", facts.waivers) : undefined,
  }
}

function missingClasses(facts: ScansGateFacts): string[] {
  return scanClasses.flatMap((scanClass) => {
    const answer = facts.classes[scanClass]
    if (answer === undefined) return [`${scanClass}: no answer in the scan results`]
    if (answer.outcome === "not_run" || answer.incomplete) return [`${scanClass}: not complete${answer.reason ? `: ${answer.reason}` : ""}`]
    if (answer.outcome === "not_applicable" && !answer.reason) return [`${scanClass}: not applicable, but no reason is given`]
    return []
  })
}
