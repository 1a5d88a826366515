/** Lines of a text by offset. */
import { part, type ByteText } from "./byte-text.ts"

export interface Lines {
  /** 1-based. */
  numberOf(offset: number): number
  /** Offset at which the line begins. */
  startOf(offset: number): number
  /**
   * The lines of a stretch, as an allowlist sees them: as in gitleaks, with the line end before them, so that ^ without
   * the m flag allows nothing here that it does not allow there. The same object for the same lines.
   */
  around(start: number, end: number): ByteText
}

export function createLines(text: ByteText): Lines {
  let ends: readonly number[] | undefined
  const known = new Map<number, ByteText>()

  /** How many line ends stand before an offset. */
  function before(offset: number): number {
    ends ??= Array.from(text.chars.matchAll(/\n/g), (match) => match.index)
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (ends[middle]! < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  function around(start: number, end: number): ByteText {
    const first = before(start)
    const last = before(end)
    const from = first === 0 ? 0 : ends![first - 1]!
    const to = ends![last] ?? text.chars.length
    const key = from * 2 ** 26 + (to - from)
    const line = known.get(key) ?? part(text, from, to)
    known.set(key, line)
    return line
  }

  return {
    numberOf: (offset) => before(offset) + 1,
    startOf: (offset) => {
      const count = before(offset)
      return count === 0 ? 0 : ends![count - 1]! + 1
    },
    around,
  }
}
