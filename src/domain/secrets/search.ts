/**
 * Where rules match: keywords are found in one pass over the bytes, and a rule's regular expression is tried only where
 * one of its keywords stands. The result is the same as matching each rule over the whole text (search.test.ts holds it).
 */
import { buildKeywordIndex, keywordsWithStem, reachAt, stemLength, type Keyword, type KeywordIndex } from "./keyword-index.ts"
import type { Kernel } from "./kernel.ts"
import type { Reach } from "./reach.ts"
import type { SecretRule } from "./rule.ts"
import { expressionOf } from "./byte-pattern.ts"
import { byteWhiteSpace } from "./shapes.ts"
import { createSweep } from "./sweep.ts"

/** Offsets are bytes from the beginning of the view. */
export interface Match {
  readonly rule: SecretRule
  readonly start: number
  readonly end: number
  readonly secretStart: number
  readonly secretEnd: number
}

export interface Found {
  readonly matches: readonly Match[]
  /** The view read as Latin-1, so that a character is a byte; empty when nothing needed it. */
  readonly text: string
}

export interface Search {
  /**
   * Matches that start in [from, to), offsets in the view. What stands before and after is context: a view must reach
   * past `to` as far as a match may, unless the file ends. Views of one file follow each other with the same `file`.
   */
  matches(view: Uint8Array, from: number, to: number, viewOffset: number, file: FileState): Found
  beginFile(path: string): FileState
}

/** What a search remembers of a file from one view to the next. */
export interface FileState {
  readonly path: string
  /** By the rule's index, the offset in the file where its last match ended. Most files have few matches: no array per file. */
  resume: Map<number, number> | undefined
  /** By the rule's index, whether it speaks of this path; absent until asked. */
  applies: Map<number, boolean> | undefined
}

/** A rule, and what was made of it when a text first asked for it: a hook pays only for the rules that its text brings up. */
interface Entry {
  readonly index: number
  readonly rule: SecretRule
  readonly paths: RegExp | undefined
  /** By byte; undefined when anything may follow. */
  readonly follows: Uint8Array | undefined
  readonly regex: RegExp
  readonly reach: Reach
}

/** The index is one of these rules. */
export function createSearch(rules: readonly SecretRule[], index: KeywordIndex = buildKeywordIndex(rules), kernel?: Kernel): Search {
  const { automaton, stemLengths } = index
  const { starts: outputStarts, items: outputs } = automaton.outputs
  const sweep = kernel?.sweepOf(automaton, index.follow) ?? createSweep(automaton)
  const keywords: (StemKeywords | undefined)[] = []
  const entries: (Entry | undefined)[] = []
  const entryOf = (place: number): Entry => (entries[place] ??= entryFor(rules[place]!, place, reachAt(index, place)))

  const keywordsAt = (stem: number): StemKeywords => stemKeywords(keywordsWithStem(index, stem), stemLengths[stem]!)

  function matches(view: Uint8Array, from: number, to: number, viewOffset: number, file: FileState): Found {
    const work: Work = { view, viewOffset, file, window: "", windowFrom: 0, windowTo: 0, found: [] }
    const stop = Math.min(view.length, to + automaton.longest - 1)
    sweep.run(view, from, to, stop, (end, state, first, last) => {
      const output = state - automaton.acceptFrom
      for (let at = outputStarts[output]!; at < outputStarts[output + 1]!; at += 1) {
        const stem = outputs[at]!
        const start = end - stemLengths[stem]!
        if (start < first || start >= last) continue
        const { whole, longer } = (keywords[stem] ??= keywordsAt(stem))
        tryKeywords(work, whole, start, entryOf)
        const further = longer?.[lowerCase[view[end]!]!]
        if (further !== undefined) tryKeywords(work, further, start, entryOf)
      }
    })
    return { matches: work.found, text: work.found.length === 0 ? "" : latin1(view, 0, view.length) }
  }

  const beginFile = (path: string): FileState => ({ path, resume: undefined, applies: undefined })
  return { matches, beginFile }
}

function entryFor(rule: SecretRule, index: number, reach: Reach): Entry {
  const flags = `y${typeof rule.capture === "number" && rule.capture > 0 ? "d" : ""}`
  const paths = rule.paths === undefined ? undefined : new RegExp(rule.paths)
  const follows = rule.follows === undefined ? undefined : new Uint8Array(256)
  for (const character of rule.follows ?? "") follows![character.charCodeAt(0)] = 1
  return { index, rule, paths, follows, regex: new RegExp(rule.expression ?? expressionOf(rule), flags), reach }
}

interface Work {
  readonly view: Uint8Array
  readonly viewOffset: number
  readonly file: FileState
  /** The part of the view that was last read as text: hits stand close together, and most need little around them. */
  window: string
  windowFrom: number
  windowTo: number
  readonly found: Match[]
}

/** A keyword with the rules that are tried where it stands, by the byte behind its word: few are left for most bytes. */
interface TriedKeyword extends Keyword {
  /** Filled as texts ask; the last one is for words whose end is out of sight. */
  readonly byNext: (readonly Entry[] | undefined)[]
}

const outOfSight = 256

/** The keywords of one stem: a stem may have dozens, and the byte behind it leaves a few of them. */
interface StemKeywords {
  /** Those that are no longer than the stem. */
  readonly whole: readonly TriedKeyword[]
  /** By the byte behind the stem, in lower case; undefined when there is none. */
  readonly longer: readonly (readonly TriedKeyword[] | undefined)[] | undefined
}

function stemKeywords(keywords: readonly Keyword[], length: number): StemKeywords {
  const tried = keywords.map((keyword): TriedKeyword => ({ ...keyword, byNext: [] }))
  const longer: TriedKeyword[][] = []
  for (const keyword of tried) if (keyword.spelling.length > length) (longer[keyword.spelling.charCodeAt(length)] ??= []).push(keyword)
  return { whole: tried.filter(({ spelling }) => spelling.length === length), longer: longer.length === 0 ? undefined : longer }
}

const lowerCase = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte))

function tryKeywords(work: Work, keywords: readonly TriedKeyword[], start: number, entryOf: (place: number) => Entry): void {
  for (const keyword of keywords) {
    const { exact, spelling } = keyword
    if (!(exact === undefined ? standsAtAnyCase(work.view, start, spelling) : standsAt(work.view, start, exact))) continue
    const next = behindWord(work.view, start)
    for (const entry of (keyword.byNext[next] ??= entriesBefore(keyword, next, entryOf))) tryRule(work, entry, start, spelling.length)
  }
}

function entriesBefore({ rules }: Keyword, next: number, entryOf: (place: number) => Entry): Entry[] {
  return rules.map(entryOf).filter(({ follows }) => follows === undefined || next === outOfSight || follows[next] === 1)
}

function tryRule(work: Work, entry: Entry, start: number, keywordLength: number): void {
  const { file, viewOffset } = work
  if (file.resume !== undefined && start + viewOffset < (file.resume.get(entry.index) ?? 0)) return
  if (entry.paths !== undefined && !applies(entry, file)) return
  const match = matchAt(entry, work, start, keywordLength)
  if (match === undefined) return
  file.resume ??= new Map()
  file.resume.set(entry.index, match.end + viewOffset)
  work.found.push(match)
}

const wordBytes = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(/[A-Za-z0-9._-]/.test(String.fromCharCode(byte)) || (byte >= 0x80 && byte !== 0xa0)),
)

/** A name is shorter. */
const longestWord = 200

/** The first byte behind the word. */
function behindWord(view: Uint8Array, start: number): number {
  const stop = Math.min(view.length, start + longestWord)
  for (let at = start; at < stop; at += 1) if (wordBytes[view[at]!] === 0) return view[at]!
  return outOfSight
}

function applies({ index, paths }: Entry, file: FileState): boolean {
  file.applies ??= new Map()
  let answer = file.applies.get(index)
  if (answer === undefined) {
    answer = paths!.test(file.path)
    file.applies.set(index, answer)
  }
  return answer
}

function standsAt(view: Uint8Array, start: number, exact: string): boolean {
  for (let index = 0; index < exact.length; index += 1) {
    if (view[start + index] !== exact.charCodeAt(index)) return false
  }
  return true
}

/** The stem stands there already. */
function standsAtAnyCase(view: Uint8Array, start: number, lower: string): boolean {
  for (let index = stemLength; index < lower.length; index += 1) {
    const byte = view[start + index]!
    const wanted = lower.charCodeAt(index)
    if (byte !== wanted && !(byte >= 65 && byte <= 90 && byte + 32 === wanted)) return false
  }
  return true
}

function matchAt({ rule, regex, reach }: Entry, work: Work, start: number, keywordLength: number): Match | undefined {
  if (reach.ahead === Number.POSITIVE_INFINITY && rule.capture === "assigned" && !assignmentFollows(work.view, start + keywordLength))
    return undefined
  showWindow(work, start - reach.behind, start + reach.ahead)
  regex.lastIndex = start - work.windowFrom
  const match = regex.exec(work.window)
  if (match === null || match[0] === "") return undefined
  const end = start + match[0].length
  const [secretStart, secretEnd] = secretSpan(rule, match, start, end, work.windowFrom)
  return { rule, start, end, secretStart, secretEnd }
}

/** What a window holds at least, in bytes, so that the next hit needs no other. */
const windowBytes = 2048

/** One more on each side: at the edge of a window ^, $ and \b would see an end that is none. */
function showWindow(work: Work, from: number, to: number): void {
  const first = Math.max(0, from - 1)
  const last = Math.min(work.view.length, to + 1)
  if (first >= work.windowFrom && last <= work.windowTo) return
  work.windowFrom = Math.max(0, first - 256)
  work.windowTo = Math.min(work.view.length, Math.max(last, work.windowFrom + windowBytes))
  work.window = latin1(work.view, work.windowFrom, work.windowTo)
}

/**
 * The policy's patterns reach as far as their text goes, so the whole view would have to be read as text for each of
 * their words. Nearly all of these words are followed by something else than an assignment, which the bytes tell.
 */
function assignmentFollows(view: Uint8Array, from: number): boolean {
  let at = from
  // White space beyond ASCII is left to the pattern.
  while (at < view.length && (view[at]! <= 0x20 || view[at]! >= 0x80)) at += 1
  return view[at] === 0x3a || view[at] === 0x3d
}

const assignment = new RegExp(`^[^=:]*[=:]${byteWhiteSpace}*["']?`)

function secretSpan(rule: SecretRule, match: RegExpExecArray, start: number, end: number, windowFrom: number): readonly [number, number] {
  if (rule.capture === "assigned") {
    // The keyword holds neither = nor :, so the first one is the assignment.
    const prefix = assignment.exec(match[0])
    return prefix === null ? [start, end] : [start + prefix[0].length, end]
  }
  if (rule.capture === 0) return [start, end]
  const indices = match.indices?.[rule.capture]
  return indices === undefined ? [start, end] : [indices[0] + windowFrom, indices[1] + windowFrom]
}

/** One character per byte. */
function latin1(view: Uint8Array, from: number, to: number): string {
  return Buffer.from(view.buffer, view.byteOffset + from, to - from).toString("latin1")
}
