/** What every scanner and every assessor reports, in one shape. */
import { sha256 } from "../../base/hash.ts"
import type { Severity } from "../../base/severity.ts"

/** The classes of scan that a review must account for, each with its own answer. */
export const scanClasses = ["sast", "dast", "dependencies", "secrets"] as const

export type ScanClass = (typeof scanClasses)[number]

/** Where a finding came from: a scan class, a person's assessment, or an input of another procedure. */
export type FindingClass = ScanClass | "manual" | "import"

export interface Location {
  /** Relative to the repository root, with forward slashes. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 code units. */
  readonly column?: number
  readonly endLine?: number
  readonly endColumn?: number
}

/** A third-party package. */
export interface Component {
  /** Package URL (ECMA-427). */
  readonly purl: string
  readonly name: string
  readonly version: string
  readonly fixedIn?: string
}

/** Which tool said so; one merged finding keeps all of its sources. */
export interface Source {
  readonly tool: string
  readonly version: string
  /** The tool's own rule or advisory id. */
  readonly rule: string
}

export interface Finding {
  /** Keyed by what is wrong and where, not by line numbers: survives edits above it. */
  readonly fingerprint: string
  readonly class: FindingClass
  readonly severity: Severity
  readonly confidence: "high" | "medium" | "low"
  /** What is wrong, in one line. Never contains the secret. */
  readonly title: string
  /** Why it matters here. */
  readonly message: string
  /** What to do. */
  readonly remediation?: string
  readonly location?: Location
  readonly component?: Component
  /** `CWE-89`. */
  readonly cwe: readonly string[]
  /** `A03:2021`, `LLM01:2025`. */
  readonly owasp: readonly string[]
  /** CVE, GHSA and other advisory ids. */
  readonly aliases: readonly string[]
  readonly sources: readonly Source[]
  /** Documentation of the rule or advisory. */
  readonly help?: string
}

/**
 * A stable fingerprint from the parts that say what and where.
 * The parts are length-prefixed, so that no two lists of parts share a spelling.
 */
export function fingerprintOf(...parts: readonly string[]): string {
  return sha256(parts.map((part) => `${part.length}:${part}`).join("")).slice(0, 32)
}

/** `F-` and the first twelve digits of the fingerprint: what people type. */
export function findingId(finding: Pick<Finding, "fingerprint">): string {
  return `F-${finding.fingerprint.slice(0, 12)}`
}
