/** The inputs of a review as they were read: each with its digest, and each that could not be read with its reason. */
import type { Finding } from "../../findings/finding.ts"
import type { Alert } from "./alerts.ts"
import type { RegulatoryControl } from "./compliance.ts"
import type { IncidentReport } from "./incidents.ts"
import type { Risk } from "./risk-log.ts"
import type { Threat } from "./threat-model.ts"

/** A file that the review read, to be cited in its outputs. */
export interface CitedInput {
  /** Relative to the repository root. */
  readonly path: string
  readonly sha256: string
  readonly purpose: string
  /** Risks, threats, alerts, incidents, controls or findings read from it. */
  readonly entries: number
}

export interface ReviewInputs {
  readonly risks: readonly Risk[]
  readonly threats: readonly Threat[]
  readonly alerts: readonly Alert[]
  readonly incidents: readonly IncidentReport[]
  readonly controls: readonly RegulatoryControl[]
  /** Findings of the architecture review and the code review. */
  readonly imported: readonly Finding[]
  readonly cited: readonly CitedInput[]
  /** The deployment configuration as plain values; undefined when it was not readable. */
  readonly deployment: unknown
  /** Path by input, as configured; for source references. */
  readonly paths: { readonly riskLog: string; readonly threatModel: string; readonly alerts: string }
}
