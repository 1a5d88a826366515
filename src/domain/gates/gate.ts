/** What a gate answers. Gates are pure: the same facts give the same bytes, and a gate never makes what it judges. */
import type { Outcome } from "../../base/outcome.ts"

export const gateNames = ["Scan Cleanliness", "Manual Control Verification", "Risk Disposition Integrity"] as const

export type GateName = (typeof gateNames)[number]

export interface GateResult {
  readonly gate: GateName
  /** `not_run` when the evidence is missing or incomplete: could not check is not the same as checked and refused. */
  readonly outcome: Outcome
  /** 0 to 1: the share of what the gate looks at that is in order. */
  readonly score: number
  readonly criteria: string
  readonly actual: string
  readonly requiredAction: string
  /** One line for each thing that is wrong, naming it. */
  readonly notes: readonly string[]
  /** The waiver that lets the review go on although the gate does not pass. */
  readonly waiver: string | undefined
}

/** A waiver whose approval, expiry and facts were verified by the caller. */
export interface ActiveWaiver {
  readonly id: string
  readonly gate: string
  readonly expiresAt: string
}

export function waiverFor(gate: GateName, waivers: readonly ActiveWaiver[]): string | undefined {
  return waivers.find((waiver) => waiver.gate === gate)?.id
}

/** Passed, or failed with a documented waiver. Evidence that is missing cannot be waived away. */
export function isCleared(result: GateResult): boolean {
  return result.outcome === "pass" || (result.outcome === "fail" && result.waiver !== undefined)
}
