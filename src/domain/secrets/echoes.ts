/** Tells what a decoded text says once more: decoding `a%3Db` leaves the token beside it as it stands. */
import type { Detection } from "./scanner.ts"

/**
 * For the detections of one file, asked in the order of their place: whether a decoded one overlaps an earlier one of the
 * same rule, or the same secret in the clear, that is reported.
 */
export function echoes(): (detection: Detection) => boolean {
  /** By rule, and for secrets in the clear by fingerprint, where the last one ends. Most files have none. */
  let ends: Map<string, number> | undefined

  return ({ rule, fingerprint, start, end, filtered, decoded }) => {
    const keys = [rule.id, fingerprint]
    if (decoded !== undefined && keys.some((key) => (ends?.get(key) ?? 0) > start)) return true
    if (filtered !== undefined) return false
    ends ??= new Map()
    // Several rules find one decoded secret.
    for (const key of decoded === undefined ? keys : [rule.id]) ends.set(key, Math.max(end, ends.get(key) ?? 0))
    return false
  }
}
