/** Which of the four answers an engine's run is, and the record of it. Pure. */
import { canonicalJson, type Json } from "../../base/canonical-json.ts"
import { messageOf } from "../../base/errors.ts"
import { sha256 } from "../../base/hash.ts"
import { printable } from "../../base/mask.ts"
import type { Outcome } from "../../base/outcome.ts"
import { compareSeverity } from "../../base/severity.ts"
import type { Finding } from "../findings/finding.ts"
import type { Engine, EngineAbsence, EngineReport, ToolRun, Unexamined } from "./engine.ts"

/** What became of one engine. */
export interface Attempt {
  readonly version?: string
  readonly command?: readonly string[]
  readonly result?: EngineReport | EngineAbsence
  /** It threw, ran out of time or was cancelled: whatever it found before is kept, and the run is not_run. */
  readonly stopped?: string
}

const nothing: EngineReport = { findings: [], examined: { files: 0, bytes: 0 }, unexamined: [] }

/** The record of a run. A report whose values cannot be written down makes the run not_run. */
export function recordOf(
  engine: Pick<Engine, "id" | "class" | "kind">,
  targetDigest: string,
  attempt: Attempt,
  time: Pick<ToolRun, "startedAt" | "durationMs">,
): ToolRun {
  const { result } = attempt
  const absence = result !== undefined && "outcome" in result ? result : undefined
  let report = result === undefined || "outcome" in result ? nothing : result
  let stopped = attempt.stopped
  let resultDigest: string
  try {
    report = { ...wellFormed(report), findings: sortFindings(wellFormed(report.findings)) }
    resultDigest = digestOf(report)
  } catch (thrown) {
    stopped ??= `its report cannot be recorded: ${printable(messageOf(thrown))}`
    report = nothing
    resultDigest = digestOf(nothing)
  }
  return {
    tool: engine.id,
    version: attempt.version ?? "",
    class: engine.class,
    kind: engine.kind,
    ...answer(report, absence, stopped),
    ...(absence?.absent === true ? { absent: true } : {}),
    ...(attempt.command === undefined ? {} : { command: attempt.command }),
    ...time,
    targetDigest,
    resultDigest,
    examined: report.examined,
    unexamined: report.unexamined,
    findings: report.findings,
    artefacts: report.artefacts ?? [],
  }
}

function answer(report: EngineReport, absence: EngineAbsence | undefined, stopped: string | undefined): { outcome: Outcome; reason?: string } {
  if (stopped !== undefined) return { outcome: "not_run", reason: stopped }
  if (absence !== undefined) return { outcome: absence.outcome, reason: absence.reason }
  if (report.unexamined.length > 0) return { outcome: "not_run", reason: unexaminedReason(report.unexamined) }
  // An engine that has nothing to look at says not_applicable with a reason; silence is not a clean result.
  if (report.examined.files === 0) return { outcome: "not_run", reason: "it examined nothing" }
  return { outcome: report.findings.some(blocks) ? "fail" : "pass" }
}

/** `3 places were not examined, first src/a.py: too large`. */
function unexaminedReason(unexamined: readonly Unexamined[]): string {
  const places = unexamined.length === 1 ? "1 place was" : `${unexamined.length} places were`
  return `${places} not examined, first ${printable(unexamined[0]?.path ?? "")}: ${unexamined[0]?.reason ?? ""}`
}

/** Critical and high findings fail a scan by themselves. */
export function blocks(finding: Pick<Finding, "severity">): boolean {
  return finding.severity === "critical" || finding.severity === "high"
}

function digestOf(report: EngineReport): string {
  return sha256(canonicalJson({ findings: report.findings, unexamined: report.unexamined } as unknown as Json))
}

/** Most severe first, then by place and rule: one order, however the engine worked. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      compareSeverity(a.severity, b.severity) ||
      compareText(a.location?.path ?? "", b.location?.path ?? "") ||
      (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
      compareText(a.sources[0]?.rule ?? "", b.sources[0]?.rule ?? "") ||
      compareText(a.fingerprint, b.fingerprint),
  )
}

// By code units, not by locale: the order is part of the digest.
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Lone surrogates, which JSON texts can smuggle in as escapes, become U+FFFD; no digest exists for them. */
function wellFormed<T>(value: T): T {
  if (typeof value === "string") return value.toWellFormed() as T
  if (Array.isArray(value)) return value.map((item: unknown) => wellFormed(item)) as T
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, wellFormed(member)])) as T
}
