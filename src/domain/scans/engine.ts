/** The contract between the scan runner and every engine, embedded or external. */
import type { Clock, Instant } from "../../base/clock.ts"
import type { Outcome } from "../../base/outcome.ts"
import type { Finding, ScanClass } from "../findings/finding.ts"

/** The files under review, listed once for all engines. */
export interface ScanTarget {
  /** Absolute path of the repository root. */
  readonly root: string
  readonly files: readonly SourceFile[]
  /** SHA-256 over the sorted list of paths and content digests; it may still be computed while engines run. */
  readonly digest: string | Promise<string>
}

export interface SourceFile {
  /** Relative to the root, with forward slashes; unique. */
  readonly path: string
  /** Bytes. */
  readonly size: number
}

export interface ScanContext {
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  readonly fetch: typeof globalThis.fetch
  /** Folder that an engine may use for intermediate files; removed by the runner. Mode 0700. */
  readonly scratchDir: string
  /** Units are the engine's own: files for an embedded engine. */
  readonly progress: (done: number, total: number | undefined) => void
}

/** A file or part of the target that could not be examined. Any entry makes the run incomplete. */
export interface Unexamined {
  readonly path: string
  readonly line?: number
  readonly reason: string
}

export interface EngineReport {
  readonly findings: readonly Finding[]
  readonly examined: { readonly files: number; readonly bytes: number }
  readonly unexamined: readonly Unexamined[]
  /** Whatever the engine wants kept beside its findings, as file name and text (an SBOM, a raw report). */
  readonly artefacts?: readonly { readonly name: string; readonly text: string }[]
}

/** Why an engine has nothing to say: not_applicable needs a reason as much as not_run does. */
export interface EngineAbsence {
  readonly outcome: "not_run" | "not_applicable"
  readonly reason: string
  /** The tool was looked for and is not installed: it was never attempted. */
  readonly absent?: boolean
}

export interface Engine {
  /** `tipstaff-secrets`, `semgrep`: unique. */
  readonly id: string
  readonly class: ScanClass
  readonly kind: "embedded" | "external" | "import"
  /** Version of the engine or of the tool found; throws nothing, answers absence instead. */
  probe(context: ScanContext): Promise<{ readonly version: string; readonly command?: readonly string[] } | EngineAbsence>
  /** Throws when it cannot finish: the runner records not_run with the message. */
  scan(target: ScanTarget, context: ScanContext): Promise<EngineReport | EngineAbsence>
}

/** The record of one engine's run, as `scan-results.json` keeps it. */
export interface ToolRun {
  readonly tool: string
  readonly version: string
  readonly class: ScanClass
  readonly kind: Engine["kind"]
  readonly outcome: Outcome
  readonly reason?: string
  readonly absent?: boolean
  readonly command?: readonly string[]
  readonly startedAt: Instant
  readonly durationMs: number
  readonly targetDigest: string
  /** SHA-256 of the canonical JSON of the findings and the unexamined list. */
  readonly resultDigest: string
  readonly examined: { readonly files: number; readonly bytes: number }
  readonly unexamined: readonly Unexamined[]
  readonly findings: readonly Finding[]
  readonly artefacts: readonly { readonly name: string; readonly text: string }[]
}
