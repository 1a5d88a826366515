/** Which of many literals stand in a file: one pass over its bytes, whatever their number (Aho and Corasick, 1975). */

export interface KeywordSearch {
  /** The distinct literals found. */
  find(bytes: Uint8Array): Set<string>
}

export function keywordSearch(literals: Iterable<string>): KeywordSearch {
  const words = [...new Set(literals)].filter((word) => word !== "")
  const encoded = words.map((word) => new TextEncoder().encode(word))
  const { classes, count } = byteClasses(encoded)
  // Transition table of the trie, one row of `count` cells per state; 0 is the root and also "no edge" while building.
  const size = encoded.reduce((sum, word) => sum + word.length, 1)
  const next = new Int32Array(size * count)
  const ends: number[][] = [[]]
  for (const [index, word] of encoded.entries()) {
    let state = 0
    for (const byte of word) {
      const cell = state * count + (classes[byte] ?? 0)
      if (next[cell] === 0) {
        next[cell] = ends.length
        ends.push([])
      }
      state = next[cell] ?? 0
    }
    ends[state]?.push(index)
  }
  completeTransitions(next, ends, count)
  // Rows are addressed by offset; the sign bit marks states where a literal ends.
  for (let cell = 0; cell < next.length; cell += 1) {
    const target = next[cell] ?? 0
    next[cell] = (ends[target]?.length ?? 0) > 0 ? ~(target * count) : target * count
  }
  return {
    find(bytes) {
      const seen = new Uint8Array(words.length)
      let row = 0
      for (let at = 0; at < bytes.length; at += 1) {
        row = next[row + classes[bytes[at]!]!]!
        if (row >= 0) continue
        row = ~row
        for (const word of ends[row / count]!) seen[word] = 1
      }
      return new Set(words.filter((_, index) => seen[index] === 1))
    },
  }
}

// Bytes that stand in no literal share one class, so that the table stays small enough for the cache.
function byteClasses(words: readonly Uint8Array[]): { classes: Uint8Array; count: number } {
  const classes = new Uint8Array(256)
  let count = 1
  for (const word of words) {
    for (const byte of word) {
      if (classes[byte] !== 0) continue
      classes[byte] = count
      count += 1
    }
  }
  return { classes, count }
}

function completeTransitions(next: Int32Array, ends: number[][], count: number): void {
  const fallback = new Int32Array(ends.length)
  const queue: number[] = []
  for (let letter = 0; letter < count; letter += 1) {
    const child = next[letter] ?? 0
    if (child !== 0) queue.push(child)
  }
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0
    const back = fallback[state] ?? 0
    ends[state]?.push(...(ends[back] ?? []))
    for (let letter = 0; letter < count; letter += 1) {
      const cell = state * count + letter
      const child = next[cell] ?? 0
      const detour = next[back * count + letter] ?? 0
      if (child === 0) next[cell] = detour
      else {
        fallback[child] = detour
        queue.push(child)
      }
    }
  }
}
