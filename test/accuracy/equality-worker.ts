/** A thread of equality.ts: both ways of matching over one file after the other. Values never leave it, only places. */
import { readFileSync } from "node:fs"
import { parentPort, workerData } from "node:worker_threads"
import { createPieces, defaultPieceBytes, feed } from "../../src/domain/scans/secrets/pieces.ts"
import { createKernel } from "../../src/domain/secrets/kernel.ts"
import type { SecretRule } from "../../src/domain/secrets/rule.ts"
import { secretRules } from "../../src/domain/secrets/rules.ts"
import { contextAfter, contextBefore, type SecretScanner } from "../../src/domain/secrets/scanner.ts"
import { bytePattern } from "../../src/domain/secrets/byte-pattern.ts"
import { createSearch, type FileState } from "../../src/domain/secrets/search.ts"
import { utf16Order } from "../../src/domain/secrets/utf16.ts"

export interface EqualityStart {
  readonly paths: readonly string[]
  /** Index of the next file. */
  readonly next: Int32Array
  /** kernel/secrets.ts, compiled. */
  readonly kernel: Uint8Array
}

export interface Difference {
  readonly path: string
  readonly rule: string
  readonly start: number
  readonly end: number
  readonly side: "in pieces" | "in the whole text"
  readonly pieceBytes: number
}

export interface EqualityPart {
  files: number
  bytes: number
  matches: number
  /** Files that every rule was tried on. */
  unfiltered: number
  wide: number
  /** Differences inside of a match that is longer than a piece's context. */
  beyond: number
  readonly differences: Difference[]
}

interface Span {
  readonly rule: string
  readonly start: number
  readonly end: number
}

const { kernel } = workerData as EqualityStart
const search = createSearch(secretRules, undefined, createKernel(new WebAssembly.Module(kernel)))

const foundInPieces: Span[] = []

/** What the search says of one view, into the list of this file. */
function examine(state: FileState, view: Uint8Array, viewOffset: number, from: number, to: number): void {
  const { matches } = search.matches(view, from - viewOffset, to - viewOffset, viewOffset, state)
  for (const { rule, start, end } of matches) foundInPieces.push({ rule: rule.id, start: start + viewOffset, end: end + viewOffset })
}

/** The search alone where the scanner would stand. */
const searching: SecretScanner = {
  rules: secretRules,
  scanBytes: () => [],
  scanText: () => [],
  begin(path) {
    const state = search.beginFile(path)
    return {
      examine(view, viewOffset, from, to) {
        examine(state, view, viewOffset, from, to)
        return []
      },
      unexamined: () => undefined,
      hidden: () => 0,
    }
  },
}

const productPieces = createPieces(searching)

function readAsTheProduct(bytes: Uint8Array, path: string): void {
  productPieces.begin(path)
  feed(productPieces, bytes)
  productPieces.end()
}

/** Cuts every file so often that matches lie across the cuts; the context is the product's. */
const smallPieceBytes = 509

function readInSmallPieces(bytes: Uint8Array, path: string): void {
  const state = search.beginFile(path)
  for (let from = 0; from < bytes.length; from += smallPieceBytes) {
    const to = Math.min(bytes.length, from + smallPieceBytes)
    const viewOffset = Math.max(0, from - contextBefore)
    examine(state, bytes.subarray(viewOffset, to + contextAfter), viewOffset, from, to)
  }
}

const readings = [
  { pieceBytes: defaultPieceBytes, read: readAsTheProduct },
  { pieceBytes: smallPieceBytes, read: readInSmallPieces },
] as const

function inPieces(read: (typeof readings)[number]["read"], bytes: Uint8Array, path: string): Span[] {
  foundInPieces.length = 0
  read(bytes, path)
  return [...foundInPieces]
}

interface WholeRule {
  readonly rule: SecretRule
  readonly paths: RegExp | undefined
  readonly regex: RegExp
  readonly keywords: readonly { readonly text: string; readonly grams: readonly number[] }[]
}

const gramBits = 20
const gramMask = (1 << gramBits) - 1
const gramLength = 3

/** Hashes of all runs of three characters. */
function gramsOf(text: string): number[] {
  const grams: number[] = []
  for (let at = 0; at + gramLength <= text.length; at += 1) grams.push(gramAt(text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)))
  return grams
}

function gramAt(a: number, b: number, c: number): number {
  return ((a << 12) ^ (b << 6) ^ c) & gramMask
}

// Rules by path stand beside the search, and try their expression on whole files anyway.
const wholeRules: readonly WholeRule[] = secretRules
  .filter(({ byPath }) => byPath === undefined)
  .map((rule) => ({
    rule,
    paths: rule.paths === undefined ? undefined : new RegExp(rule.paths),
    regex: new RegExp(bytePattern(rule), rule.ignoreCase ? "gi" : "g"),
    keywords: rule.keywords.map((keyword) => ({ text: keyword.toLowerCase(), grams: gramsOf(keyword.toLowerCase()) })),
  }))

const seen = new Uint8Array(1 << gramBits)

/**
 * Whether a keyword of the rule stands anywhere in the text. Shares nothing with the engine; the grams only save asking
 * for what cannot be there.
 */
function standsIn(lower: string, keywords: WholeRule["keywords"]): boolean {
  return keywords.some(({ text, grams }) => grams.every((gram) => seen[gram] === 1) && lower.includes(text))
}

function markGrams(lower: string): void {
  seen.fill(0)
  for (let at = 0; at + gramLength <= lower.length; at += 1)
    seen[gramAt(lower.charCodeAt(at), lower.charCodeAt(at + 1), lower.charCodeAt(at + 2))] = 1
}

function inWhole(bytes: Buffer, path: string, every: boolean): Span[] {
  const text = bytes.toString("latin1")
  const lower = text.toLowerCase()
  if (!every) markGrams(lower)
  const spans: Span[] = []
  for (const { rule, paths, regex, keywords } of wholeRules) {
    if (paths !== undefined && !paths.test(path)) continue
    if (!every && !standsIn(lower, keywords)) continue
    for (const match of text.matchAll(regex)) spans.push({ rule: rule.id, start: match.index, end: match.index + match[0].length })
  }
  return spans
}

const keyOf = ({ rule, start, end }: Span) => `${rule} ${start} ${end}`

function missingIn(others: readonly Span[], spans: readonly Span[]): Span[] {
  const known = new Set(others.map(keyOf))
  return spans.filter((span) => !known.has(keyOf(span)))
}

function compareFile(path: string, every: boolean, part: EqualityPart): void {
  const bytes = readFileSync(path)
  part.files += 1
  part.bytes += bytes.length
  if (utf16Order(bytes) !== undefined) {
    part.wide += 1
    return
  }
  const whole = inWhole(bytes, path, every)
  part.matches += whole.length
  if (every) part.unfiltered += 1
  const long = whole.filter(({ start, end }) => end - start > contextAfter)
  const isBeyond = ({ rule, start }: Span) => long.some((match) => match.rule === rule && match.start <= start && start < match.end)
  for (const { pieceBytes, read } of readings) {
    const pieces = inPieces(read, bytes, path)
    const sides = [
      ["in pieces", missingIn(whole, pieces)],
      ["in the whole text", missingIn(pieces, whole)],
    ] as const
    for (const [side, spans] of sides) {
      for (const span of spans) {
        if (isBeyond(span)) part.beyond += 1
        else part.differences.push({ path, ...span, side, pieceBytes })
      }
    }
  }
}

/** One file in so many, of those that are not large, goes without the look for keywords. */
const unfilteredShare = 40
const largestUnfiltered = 200_000
const filesPerPart = 50

const { paths, next } = workerData as EqualityStart
const empty = (): EqualityPart => ({ files: 0, bytes: 0, matches: 0, unfiltered: 0, wide: 0, beyond: 0, differences: [] })
let part = empty()

function hand(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
  parentPort!.postMessage(part)
  part = empty()
}

for (let index = Atomics.add(next, 0, 1); index < paths.length; index = Atomics.add(next, 0, 1)) {
  const path = paths[index]!
  compareFile(path, index % unfilteredShare === 0 && readFileSync(path).length <= largestUnfiltered, part)
  if (part.files >= filesPerPart || part.bytes > 4e6 || part.differences.length > 0) hand()
}
hand()
