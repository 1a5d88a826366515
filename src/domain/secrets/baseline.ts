/**
 * The baseline: secrets that were known when it was made, so that a scan speaks of new ones only. It names no line and no
 * time, so that editing a file or adding an entry on another branch disturbs nothing. Pure; baseline-file.ts is its form.
 */
import { TipstaffError } from "../../base/errors.ts"
import { hmacSha256, type HmacKey } from "../../base/hash.ts"
import type { SecretFinding, SecretReport } from "./report.ts"

export const baselinePath = ".tipstaff/secrets-baseline"

export interface BaselineEntry {
  /** What counts: HMAC over rule, path and secret. The same secret twice in one file is one entry. */
  readonly fingerprint: string
  /** For readers of the file alone. */
  readonly rule: string
  readonly path: string
}

export interface Baseline {
  /** 128 random bits in hexadecimal; see fingerprintKey for what they do and do not protect. */
  readonly salt: string
  /** Recognises the key that the fingerprints were made under. */
  readonly keyCheck: string
  /** By path, rule and fingerprint; each fingerprint once. */
  readonly entries: readonly BaselineEntry[]
}

/** An empty one. `salt`: 16 random bytes; `key`: what fingerprintKey makes of that salt. */
export function newBaseline(salt: Uint8Array, key: HmacKey): Baseline {
  return { salt: Buffer.from(salt).toString("hex"), keyCheck: keyCheckOf(key), entries: [] }
}

/** It tells nothing about the key that a fingerprint would not tell as well. */
function keyCheckOf(key: HmacKey): string {
  return hmacSha256(key, "tipstaff secrets baseline").slice(0, 16)
}

/**
 * Parts the findings of a scan made under `key`. Throws `secrets/baseline-other-key`: under another key nothing would be
 * known, and every old secret would come up as a new one.
 */
export function applyBaseline(
  baseline: Baseline,
  key: HmacKey,
  findings: readonly SecretFinding[],
): { readonly fresh: readonly SecretFinding[]; readonly known: readonly SecretFinding[] } {
  assertKey(baseline, key)
  const entries = new Set(baseline.entries.map(({ fingerprint }) => fingerprint))
  return {
    fresh: findings.filter(({ fingerprint }) => !entries.has(fingerprint)),
    known: findings.filter(({ fingerprint }) => entries.has(fingerprint)),
  }
}

/** Throws `secrets/baseline-other-key`. */
export function addToBaseline(baseline: Baseline, key: HmacKey, findings: readonly SecretFinding[]): Baseline {
  assertKey(baseline, key)
  const added = findings.map(({ fingerprint, rule, path }) => ({ fingerprint, rule, path }))
  return { ...baseline, entries: inOrder([...baseline.entries, ...added]) }
}

/**
 * Entries that nothing met any more; undefined when the scan was incomplete, because the secret may stand where it could
 * not look. `findings` are all of a scan of everything, those included that a comment or a suppression set aside.
 */
export function staleEntries(
  baseline: Baseline,
  scan: { readonly findings: Iterable<Pick<SecretFinding, "fingerprint">>; readonly notScanned: SecretReport["notScanned"] },
): readonly BaselineEntry[] | undefined {
  if (scan.notScanned.length > 0) return undefined
  const met = new Set<string>()
  for (const { fingerprint } of scan.findings) met.add(fingerprint)
  return baseline.entries.filter(({ fingerprint }) => !met.has(fingerprint))
}

export function withoutEntries(baseline: Baseline, stale: readonly BaselineEntry[]): Baseline {
  const gone = new Set(stale.map(({ fingerprint }) => fingerprint))
  return { ...baseline, entries: baseline.entries.filter(({ fingerprint }) => !gone.has(fingerprint)) }
}

/** Sorted, each fingerprint once. */
export function inOrder(entries: readonly BaselineEntry[]): BaselineEntry[] {
  const seen = new Set<string>()
  return entries.toSorted(byPlace).filter(({ fingerprint }) => {
    if (seen.has(fingerprint)) return false
    seen.add(fingerprint)
    return true
  })
}

function byPlace(a: BaselineEntry, b: BaselineEntry): number {
  return compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function assertKey(baseline: Baseline, key: HmacKey): void {
  if (baseline.keyCheck === keyCheckOf(key)) return
  throw new TipstaffError("secrets/baseline-other-key", `${baselinePath} was made under another key than this scan uses`, {
    file: baselinePath,
    next: "set TIPSTAFF_FINGERPRINT_KEY to what it was when the baseline was made, or delete the file and make it again",
  })
}
