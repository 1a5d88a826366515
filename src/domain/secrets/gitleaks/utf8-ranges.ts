/** Code points as the bytes that spell them in UTF-8: a class becomes a choice between sequences of byte ranges. */
import { intersect, union, type Ranges } from "./code-points.ts"
import { brokenByte, type ByteNode, type PatternNode } from "./pattern-tree.ts"

/**
 * The same pattern over bytes. For text of ASCII alone whatever lies outside is left out: such patterns are short and
 * fast, and most text is ASCII.
 */
export function toBytes(node: PatternNode, asciiOnly: boolean): ByteNode {
  switch (node.kind) {
    case "class":
      return asciiOnly ? { kind: "set", ranges: intersect(node.ranges, [[0, 0x7f]]), broken: false } : utf8(node.ranges)
    case "byte":
      return { kind: "set", ranges: [[0, asciiOnly ? 0x7f : 0xff]], broken: !asciiOnly }
    case "place":
      return node
    case "all":
    case "either":
      return { kind: node.kind, parts: node.parts.map((part) => toBytes(part, asciiOnly)) }
    case "repeat":
    case "group":
      return { ...node, of: toBytes(node.of, asciiOnly) }
  }
}

/** Code points by the number of bytes, without the surrogates. RFC 3629, section 3. */
const lengths: readonly Ranges[] = [
  [[0x80, 0x7ff]],
  [
    [0x800, 0xd7ff],
    [0xe000, 0xffff],
  ],
  [[0x1_0000, 0x10_ffff]],
]

function utf8(ranges: Ranges): ByteNode {
  const broken = ranges.some(([low, high]) => low <= brokenByte && brokenByte <= high)
  const ascii = intersect(ranges, [[0, 0x7f]])
  const parts: ByteNode[] = ascii.length > 0 || broken ? [{ kind: "set", ranges: ascii, broken }] : []
  for (const length of lengths) {
    const spellings = intersect(ranges, length).flatMap(([low, high]) => sequences(spell(low), spell(high)))
    if (spellings.length > 0) parts.push(choiceOf(spellings))
  }
  return parts.length === 1 ? parts[0]! : { kind: "either", parts }
}

function spell(point: number): readonly number[] {
  return [...Buffer.from(String.fromCodePoint(point), "utf8")]
}

type Sequence = readonly (readonly [number, number])[]

/** All spellings from `low` to `high`, which have the same number of bytes, as sequences in which every byte may vary by itself. */
function sequences(low: readonly number[], high: readonly number[]): readonly Sequence[] {
  const [first, ...lowRest] = low
  const [last, ...highRest] = high
  if (first === undefined || last === undefined) return [[]]
  if (first === last) return sequences(lowRest, highRest).map((rest) => [[first, first], ...rest])
  const found: Sequence[] = []
  const whole = lowRest.map((): readonly [number, number] => [0x80, 0xbf])
  const startsWhole = lowRest.every((byte) => byte === 0x80)
  const endsWhole = highRest.every((byte) => byte === 0xbf)
  if (!startsWhole) {
    for (const rest of sequences(
      lowRest,
      lowRest.map(() => 0xbf),
    ))
      found.push([[first, first], ...rest])
  }
  const from = startsWhole ? first : first + 1
  const to = endsWhole ? last : last - 1
  if (from <= to) found.push([[from, to], ...whole])
  if (!endsWhole) {
    for (const rest of sequences(
      highRest.map(() => 0x80),
      highRest,
    ))
      found.push([[last, last], ...rest])
  }
  return found
}

/** Sequences with the same first bytes share them, and first bytes with the same rest share that: a class like \pL stays small. */
function choiceOf(spellings: readonly Sequence[]): ByteNode {
  // First ranges are equal or apart: one that covers several bytes stands for all that begins with them.
  const rests = new Map<number, { readonly first: readonly [number, number]; readonly rest: Sequence[] }>()
  for (const [first, ...rest] of spellings) {
    const known = rests.get(first![0])
    if (known === undefined) rests.set(first![0], { first: first!, rest: [rest] })
    else known.rest.push(rest)
  }
  const byRest = new Map<string, { readonly firsts: (readonly [number, number])[]; readonly rest: readonly Sequence[] }>()
  for (const { first, rest } of rests.values()) {
    const key = JSON.stringify(rest)
    const known = byRest.get(key)
    if (known === undefined) byRest.set(key, { firsts: [first], rest })
    else known.firsts.push(first)
  }
  const parts = [...byRest.values()].map(({ firsts, rest }): ByteNode => {
    const set: ByteNode = { kind: "set", ranges: union(firsts), broken: false }
    return rest[0]!.length === 0 ? set : { kind: "all", parts: [set, choiceOf(rest)] }
  })
  return parts.length === 1 ? parts[0]! : { kind: "either", parts }
}
