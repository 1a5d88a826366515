/** Reads a regular expression in Go's syntax (RE2). Written for hostile patterns: length, depth and repetition are bounded. */
import { lastCodePoint } from "./code-points.ts"
import { bracketClass, classEscape, escapedPoint, PatternFault, single, type Cursor } from "./go-class.ts"
import type { PatternNode, Place } from "./pattern-tree.ts"

export interface ParsedPattern {
  readonly tree: PatternNode
  /** Number of capture groups. */
  readonly groups: number
}

const maxLength = 32_768
const maxDepth = 200
/** Go's own bound, for one count and for the product of nested ones. */
const maxRepeat = 1000

interface Flags {
  readonly fold: boolean
  readonly lines: boolean
  readonly dotAll: boolean
  readonly lazy: boolean
}

interface Reading extends Cursor {
  groups: number
  readonly names: Set<string>
}

/** Throws PatternFault. */
export function parsePattern(source: string): ParsedPattern {
  const reading: Reading = { chars: [...source], at: 0, groups: 0, names: new Set() }
  if (reading.chars.length > maxLength) throw new PatternFault(`it is longer than ${maxLength} characters`)
  const tree = choice(reading, { fold: false, lines: false, dotAll: false, lazy: false }, 0)
  if (reading.at < reading.chars.length) throw new PatternFault("a closing parenthesis has no opening one")
  return { tree, groups: reading.groups }
}

/** Up to the end of the group. Flags that are set inside hold to its end, also behind a bar. */
function choice(reading: Reading, outer: Flags, depth: number): PatternNode {
  if (depth > maxDepth) throw new PatternFault(`it nests deeper than ${maxDepth} groups`)
  const options: PatternNode[] = []
  let flags = outer
  let parts: PatternNode[] = []
  let repeatEnd = -1
  for (;;) {
    const char = reading.chars[reading.at]
    if (char === undefined || char === ")") break
    const counts = quantifier(reading)
    if (char === "|") {
      options.push(joined(parts))
      parts = []
      reading.at += 1
    } else if (counts !== undefined) {
      if (repeatEnd === counts.start) throw new PatternFault("a repetition is repeated without parentheses")
      parts.push(repeated(parts.pop(), counts, flags))
      repeatEnd = reading.at
    } else if (char === "(") {
      const set = flagGroup(reading, flags)
      if (set === undefined || set.scoped) parts.push(group(reading, set?.flags ?? flags, set !== undefined, depth))
      else flags = set.flags
    } else parts.push(...atom(reading, flags))
  }
  options.push(joined(parts))
  return options.length === 1 ? options[0]! : { kind: "either", parts: options }
}

function joined(parts: readonly PatternNode[]): PatternNode {
  return parts.length === 1 ? parts[0]! : { kind: "all", parts }
}

interface Counts {
  readonly start: number
  readonly min: number
  readonly max: number
  readonly lazy: boolean
}

const shortCounts: Readonly<Record<string, readonly [number, number]>> = {
  "*": [0, Number.POSITIVE_INFINITY],
  "+": [1, Number.POSITIVE_INFINITY],
  "?": [0, 1],
}

/** Moves behind it. A brace that is no count is an ordinary character. */
function quantifier(reading: Reading): Counts | undefined {
  const start = reading.at
  const char = reading.chars[start]!
  let [min, max] = shortCounts[char] ?? [-1, -1]
  let length = 1
  if (char === "{") {
    const braces = /^\{(\d{1,9})(?:(,)(\d{1,9})?)?\}/.exec(reading.chars.slice(start, start + 24).join(""))
    if (braces === null) return undefined
    min = Number(braces[1])
    max = braces[2] === undefined ? min : Number(braces[3] ?? Number.POSITIVE_INFINITY)
    length = braces[0].length
    if (min > maxRepeat || (max > maxRepeat && max !== Number.POSITIVE_INFINITY)) throw new PatternFault(`it counts above ${maxRepeat}, Go's bound`)
    if (max < min) throw new PatternFault("a count runs backwards")
  }
  if (min === -1) return undefined
  const lazy = reading.chars[start + length] === "?"
  reading.at = start + length + (lazy ? 1 : 0)
  return { start, min, max, lazy }
}

function repeated(of: PatternNode | undefined, { min, max, lazy }: Counts, flags: Flags): PatternNode {
  if (of === undefined) throw new PatternFault("a repetition has nothing before it")
  const node: PatternNode = { kind: "repeat", of, min, max, greedy: lazy === flags.lazy }
  if (times(node) > maxRepeat) throw new PatternFault(`its nested counts multiply to more than ${maxRepeat}, Go's bound`)
  return node
}

const known = new WeakMap<PatternNode, number>()

/** How often a part of it is repeated at most, by counts: the product of the nested ones. */
function times(node: PatternNode): number {
  const before = known.get(node)
  if (before !== undefined) return before
  let result = 1
  if (node.kind === "all" || node.kind === "either") for (const part of node.parts) result = Math.max(result, times(part))
  if (node.kind === "group") result = times(node.of)
  if (node.kind === "repeat") result = times(node.of) * Math.max(1, node.max === Number.POSITIVE_INFINITY ? node.min : node.max)
  known.set(node, result)
  return result
}

/** `(?i)` and `(?i:`; undefined for every other group, which is then read by `group`. */
function flagGroup(reading: Reading, outer: Flags): { readonly flags: Flags; readonly scoped: boolean } | undefined {
  const head = /^\(\?([imsU]*)(-[imsU]+)?([:)])/.exec(reading.chars.slice(reading.at, reading.at + 24).join(""))
  if (head === null) return undefined
  const letters: Readonly<Record<string, keyof Flags>> = { i: "fold", m: "lines", s: "dotAll", U: "lazy" }
  const flags: Record<keyof Flags, boolean> = { ...outer }
  for (const letter of head[1] ?? "") flags[letters[letter]!] = true
  for (const letter of head[2]?.slice(1) ?? "") flags[letters[letter]!] = false
  reading.at += head[0].length
  return { flags, scoped: head[3] === ":" }
}

/** What Go leaves out of its syntax on purpose, by how it begins. */
const refused: readonly (readonly [RegExp, string])[] = [
  [/^\(\?<?[=!]/, "it looks ahead or behind, which Go does not know"],
  [/^\(\?P=/, "it has a backreference, which Go does not know"],
  [/^\(\?>/, "it has an atomic group, which Go does not know"],
  [/^\(\?#/, "it has a comment, which Go does not know"],
  [/^\(\?/, "a group begins in a way that Go does not know"],
]

function group(reading: Reading, flags: Flags, entered: boolean, depth: number): PatternNode {
  const index = entered ? undefined : enterCapture(reading)
  const of = choice(reading, flags, depth + 1)
  if (reading.chars[reading.at] !== ")") throw new PatternFault("a group has no closing parenthesis")
  reading.at += 1
  return index === undefined ? of : { kind: "group", of, index }
}

function enterCapture(reading: Reading): number {
  const head = reading.chars.slice(reading.at, reading.at + 100).join("")
  const name = /^\(\?P?<([A-Za-z0-9_]+)>/.exec(head)
  if (name !== null) {
    if (reading.names.has(name[1]!)) throw new PatternFault(`two groups are called ${name[1]}`)
    reading.names.add(name[1]!)
  } else {
    for (const [begins, fault] of refused) if (begins.test(head)) throw new PatternFault(fault)
  }
  reading.at += name?.[0].length ?? 1
  reading.groups += 1
  return reading.groups
}

const escapedPlaces: Readonly<Record<string, Place>> = { A: "text-start", z: "text-end", b: "word-edge", B: "no-word-edge" }

/** One character, class or place; several characters for `\Q…\E`. */
function atom(reading: Reading, flags: Flags): readonly PatternNode[] {
  const char = reading.chars[reading.at]!
  if (char === "[") return [{ kind: "class", ranges: bracketClass(reading, flags.fold) }]
  if (char === "\\") return escape(reading, flags)
  reading.at += 1
  if (char === "^") return [{ kind: "place", place: flags.lines ? "line-start" : "text-start" }]
  if (char === "$") return [{ kind: "place", place: flags.lines ? "line-end" : "text-end" }]
  if (char === ".") return [{ kind: "class", ranges: flags.dotAll ? [[0, lastCodePoint]] : notNewline }]
  return [{ kind: "class", ranges: single(char.codePointAt(0)!, flags.fold) }]
}

const notNewline = [
  [0, 9],
  [11, lastCodePoint],
] as const

function escape(reading: Reading, flags: Flags): readonly PatternNode[] {
  const letter = reading.chars[reading.at + 1] ?? ""
  const place = escapedPlaces[letter]
  if (place !== undefined || letter === "C") {
    reading.at += 2
    return [place === undefined ? { kind: "byte" } : { kind: "place", place }]
  }
  if (letter === "Q") return quoted(reading, flags)
  const ranges = classEscape(reading, flags.fold) ?? single(escapedPoint(reading), flags.fold)
  return [{ kind: "class", ranges }]
}

function quoted(reading: Reading, flags: Flags): readonly PatternNode[] {
  const nodes: PatternNode[] = []
  for (reading.at += 2; reading.at < reading.chars.length; reading.at += 1) {
    if (reading.chars[reading.at] === "\\" && reading.chars[reading.at + 1] === "E") {
      reading.at += 2
      break
    }
    nodes.push({ kind: "class", ranges: single(reading.chars[reading.at]!.codePointAt(0)!, flags.fold) })
  }
  return nodes
}
