/** Which of many literals stand in a file: one pass over its bytes, whatever their number (Aho and Corasick, 1975). */

/**
 * How a literal must stand to count. plain: anywhere; word: not inside a longer name; call: a word with an opening bracket after it;
 * bare: such a call without a dot before it.
 */
export type Standing = "plain" | "word" | "call" | "bare"

export interface Literal {
  readonly text: string
  readonly standing: Standing
}

/** Satisfied when a literal of one list stands within so many bytes of one of the other. */
export interface Pair {
  readonly key: string
  readonly first: readonly Literal[]
  readonly second: readonly Literal[]
  readonly within: number
}

export interface KeywordSearch {
  /** Keys of the literals that stand in the bytes (`keyOf`), and of the pairs that are satisfied. */
  find(bytes: Uint8Array): Set<string>
}

export function keyOf(literal: Literal): string {
  return literal.standing === "plain" ? literal.text : `${literal.standing}:${literal.text}`
}

interface Hit {
  readonly key: string
  readonly length: number
  readonly standing: Standing
  /** Pairs that the literal belongs to, with its side. */
  readonly pairs: { readonly pair: number; readonly side: 0 | 1 }[]
}

export function keywordSearch(literals: Iterable<Literal>, pairs: readonly Pair[] = []): KeywordSearch {
  const hits = collectHits(literals, pairs)
  const texts = hits.map((hit) => new TextEncoder().encode(hit.text))
  const { next, ends, classes, count } = buildAutomaton(texts)
  return {
    find(bytes) {
      const seen = new Uint8Array(hits.length)
      const last = new Float64Array(pairs.length * 2).fill(-Infinity)
      const joined = new Uint8Array(pairs.length)
      let row = 0
      for (let at = 0; at < bytes.length; at += 1) {
        row = next[row + classes[bytes[at]!]!]!
        if (row >= 0) continue
        row = ~row
        for (const index of ends[row / count]!) {
          const hit = hits[index]!
          if ((seen[index] === 1 && hit.pairs.length === 0) || !stands(bytes, at, hit)) continue
          seen[index] = 1
          for (const { pair, side } of hit.pairs) {
            last[pair * 2 + side] = at
            if (at - last[pair * 2 + 1 - side]! <= pairs[pair]!.within) joined[pair] = 1
          }
        }
      }
      const found = new Set<string>()
      for (const [index, hit] of hits.entries()) if (seen[index] === 1) found.add(hit.key)
      for (const [index, pair] of pairs.entries()) if (joined[index] === 1) found.add(pair.key)
      return found
    },
  }
}

function collectHits(literals: Iterable<Literal>, pairs: readonly Pair[]): (Hit & { readonly text: string })[] {
  const byKey = new Map<string, Hit & { readonly text: string }>()
  const hitOf = (literal: Literal) => {
    const key = keyOf(literal)
    let hit = byKey.get(key)
    if (!hit) byKey.set(key, (hit = { key, text: literal.text, length: Buffer.byteLength(literal.text), standing: literal.standing, pairs: [] }))
    return hit
  }
  for (const literal of literals) if (literal.text !== "") hitOf(literal)
  for (const [pair, { first, second }] of pairs.entries()) {
    for (const literal of first) hitOf(literal).pairs.push({ pair, side: 0 })
    for (const literal of second) hitOf(literal).pairs.push({ pair, side: 1 })
  }
  return [...byKey.values()]
}

const maxBlanks = 40

function stands(bytes: Uint8Array, at: number, hit: Hit): boolean {
  if (hit.standing === "plain") return true
  const before = bytes[at - hit.length] ?? 0
  if (isWordByte(before) || (hit.standing === "bare" && before === 0x2e)) return false
  let after = at + 1
  if (isWordByte(bytes[after] ?? 0)) return false
  if (hit.standing === "word") return true
  while (after - at < maxBlanks && isBlank(bytes[after] ?? 0)) after += 1
  const opening = bytes[after] ?? 0
  // ( of a call, < of type arguments, ` of a tagged template, ? of an optional call, ! of a non-null assertion, / of a comment.
  return (
    opening === 0x28 || opening === 0x3c || opening === 0x60 || opening === 0x3f || opening === 0x21 || opening === 0x2f || after - at >= maxBlanks
  )
}

function isWordByte(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f || byte === 0x24
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

interface Automaton {
  /** Offset of the next row; its complement where a literal ends. */
  readonly next: Int32Array
  readonly ends: readonly (readonly number[])[]
  readonly classes: Uint8Array
  readonly count: number
}

function buildAutomaton(words: readonly Uint8Array[]): Automaton {
  const { classes, count } = byteClasses(words)
  const size = words.reduce((sum, word) => sum + word.length, 1)
  const next = new Int32Array(size * count)
  const ends: number[][] = [[]]
  for (const [index, word] of words.entries()) {
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
  for (let cell = 0; cell < next.length; cell += 1) {
    const target = next[cell] ?? 0
    next[cell] = (ends[target]?.length ?? 0) > 0 ? ~(target * count) : target * count
  }
  return { next, ends, classes, count }
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
