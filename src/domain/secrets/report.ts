/** What a scan for secrets answers: the findings, what was looked at, and what could not be looked at. Holds no value of a secret. */
import { exitCode, type ExitCode } from "../../base/exit-code.ts"
import type { Severity } from "../../base/severity.ts"
import type { Confidence, RuleTag } from "./rule.ts"

export interface SecretFinding {
  /** The rule that knows most about it. */
  readonly rule: string
  /** All rules that found it, that one first. */
  readonly rules: readonly string[]
  readonly tag: RuleTag
  readonly provider: string
  readonly title: string
  /** Relative to the scanned folder, with forward slashes; `archive.zip!/inner/name` inside an archive. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 code units. */
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly masked: string
  /** HMAC-SHA-256 over rule, path and secret, in hexadecimal; the same place and secret have the same one while the key stays. */
  readonly fingerprint: string
  readonly confidence: Confidence
  readonly severity: Severity
  /** Name for an environment variable to hold it. */
  readonly envVar: string
  readonly remediation: string
  readonly help: string
  /** The encodings that hid it, the outermost first: `["base64", "hex"]`; empty when it stood in the clear. */
  readonly decoded: readonly string[]
  /** Where it came into the history; in a scan of commits only. */
  readonly commit?: { readonly id: string; readonly author: string; readonly date: string }
  /**
   * A commit holds this secret at this path already: taking it out of the file is not enough. False when every version of
   * the path was looked at; undefined when not all were.
   */
  readonly inHistory?: boolean
}

export interface NotScanned {
  readonly path: string
  readonly reason: string
}

/** What was found and, for a stated reason, not counted. */
export interface SetAside {
  /** By a comment beside it. */
  readonly allowed: number
  /** By a suppression in the settings. */
  readonly suppressed: number
  /** Known from the baseline. */
  readonly baseline: number
  /** By an allowlist of the gitleaks configuration that was taken over. */
  readonly imported: number
}

/** Files that nobody looked at, because an exclusion in the settings says so. */
export interface LeftOut {
  /** The exclusion's pattern, as it is written there. */
  readonly pattern: string
  /** The one that is given there. */
  readonly reason: string
  /** In a scan of commits: versions of files. */
  readonly files: number
}

export interface SecretReport {
  readonly findings: readonly SecretFinding[]
  readonly scanned: { readonly files: number; readonly bytes: number }
  /** Anything here makes the scan incomplete: exit code 2. */
  readonly notScanned: readonly NotScanned[]
  readonly setAside: SetAside
  /** By the settings' word; it does not make the scan incomplete, and is said. */
  readonly leftOut: readonly LeftOut[]
  /** Comments and suppressions that no longer hold, or that name no reason or no known rule: one sentence each. */
  readonly notes: readonly string[]
}

/** An incomplete scan is no answer, whatever it found: 2 before 1 before 0. */
export function exitCodeOf(report: Pick<SecretReport, "findings" | "notScanned">): ExitCode {
  if (report.notScanned.length > 0) return exitCode.couldNotRun
  return report.findings.length > 0 ? exitCode.refused : exitCode.ok
}
