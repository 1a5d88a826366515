/** Whether an approval may be given after a gate failed: only on a scan made since then. Pure. */
import type { Instant } from "../../base/clock.ts"
import type { Outcome } from "../../base/outcome.ts"

export interface ScanRecord {
  /** SHA-256 of scan-results.json. */
  readonly digest: string
  readonly startedAt: Instant
}

export interface GateFailure {
  readonly gate: string
  readonly at: Instant
  /** The scan that the gate failed on. */
  readonly scan: ScanRecord
}

export interface LockVerdict {
  readonly outcome: Outcome
  readonly reason: string
}

/** S4.7-3: a failed gate locks the approval until the scans ran again; the old results cannot be offered twice. */
export function approvalLock(failures: readonly GateFailure[], scan: ScanRecord | undefined): LockVerdict {
  const last = failures.reduce<GateFailure | undefined>((latest, one) => (latest === undefined || one.at >= latest.at ? one : latest), undefined)
  if (last === undefined) return { outcome: "pass", reason: "no gate has failed" }
  if (scan === undefined) return { outcome: "not_run", reason: `${last.gate} failed and there is no scan since then` }
  if (failures.some((failure) => failure.scan.digest === scan.digest)) {
    return { outcome: "fail", reason: `${last.gate} failed on these scan results; run the scans again` }
  }
  if (scan.startedAt <= last.at) return { outcome: "fail", reason: `${last.gate} failed after these scans ran; run them again` }
  return { outcome: "pass", reason: `the scans ran again after ${last.gate} failed` }
}
