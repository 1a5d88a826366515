/** By when a finding must be fixed, and what closing it takes (governance contract, patch management framework). Pure. */
import type { Instant } from "../../base/clock.ts"
import { day, hour } from "../../base/duration.ts"
import type { Severity } from "../../base/severity.ts"

export interface Sla {
  /** Milliseconds from the moment it was found; undefined means "no SLA". */
  readonly within: number | undefined
  readonly testing: "minimal" | "standard" | "full" | undefined
  /** Role whose approval closing needs. */
  readonly approval: "security_team" | "change_board" | undefined
  readonly rollbackPlan: "mandatory" | "recommended" | undefined
}

export type SlaTable = Readonly<Record<Severity, Sla>>

const none: Sla = { within: undefined, testing: undefined, approval: undefined, rollbackPlan: undefined }

export const slaTable: SlaTable = {
  critical: { within: 24 * hour, testing: "minimal", approval: "security_team", rollbackPlan: "mandatory" },
  high: { within: 72 * hour, testing: "standard", approval: "security_team", rollbackPlan: "mandatory" },
  medium: { within: 30 * day, testing: "full", approval: "change_board", rollbackPlan: "recommended" },
  // The contract names no time for low severity; configurable, shown as "no SLA".
  low: none,
  info: none,
}

/** The instant up to and including which the finding is in time. */
export function dueAt(severity: Severity, foundAt: Instant, table: SlaTable = slaTable): Instant | undefined {
  const { within } = table[severity]
  return within === undefined ? undefined : foundAt + within
}

export function isLate(due: Instant | undefined, now: Instant): boolean {
  return due !== undefined && now > due
}
