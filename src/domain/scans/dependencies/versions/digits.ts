/** Comparing runs of digits of any length: versions from outside may be longer than a number can hold. */

/** Negative, zero or positive; both are decimal digits only. */
export function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+(?=\d)/, "")
  const right = b.replace(/^0+(?=\d)/, "")
  return left.length - right.length || compareText(left, right)
}

/** By UTF-16 code units. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A missing place counts as zero. */
export function compareReleases(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = compareDigits(a[index] ?? "0", b[index] ?? "0")
    if (order !== 0) return order
  }
  return 0
}
