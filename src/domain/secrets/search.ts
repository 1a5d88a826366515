/**
 * Where rules match: keywords are found in one pass over the bytes, and a rule's regular expression is tried only where
 * one of its keywords stands. The result is the same as matching each rule over the whole text (search.test.ts holds it).
 */
import { buildAutomaton, type Automaton } from "./automaton.ts"
import { reachOf, type Reach } from "./reach.ts"
import type { SecretRule } from "./rule.ts"
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

interface Entry {
  readonly index: number
  readonly rule: SecretRule
  readonly source: string
  /** Compiled at the first use, as `tried` is. */
  paths: RegExp | undefined
  tried: { readonly regex: RegExp; readonly reach: Reach } | undefined
}

interface Keyword {
  /** Bytes in lower case. */
  readonly spelling: Uint8Array
  /** Bytes to compare when the rule minds case; undefined when it does not. */
  readonly exact: Uint8Array | undefined
  readonly entries: readonly Entry[]
}

/**
 * The automaton knows only the beginnings of keywords: with fewer states its table stays in the processor's cache.
 * The rest is compared where a beginning was found.
 */
export const stemLength = 6

/** The regular expression of a rule for text that holds one byte per character. */
export function bytePattern(rule: SecretRule): string {
  // Only the policy's own patterns need this; the others say [ \t] or mean ASCII white space.
  return rule.tag === "policy" ? rule.pattern.replaceAll("\\s", byteWhiteSpace) : rule.pattern
}

/** What the automaton of the rules is made of, in order. */
export function stemsOf(rules: readonly SecretRule[]): string[] {
  return [...keywordsByStem(rules).keys()]
}

/** `prepare` may hand over an automaton that was made of the same stems before. */
export function createSearch(rules: readonly SecretRule[], prepare: (stems: readonly string[]) => Automaton | undefined = () => undefined): Search {
  const byStem = keywordsByStem(rules)
  const stems = [...byStem.keys()]
  const automaton = prepare(stems) ?? buildAutomaton(stems)
  const lists = [...byStem.values()]
  const outputs = automaton.outputs.map((list) => list.map((index): Stem => ({ length: stems[index]!.length, keywords: lists[index]! })))
  const sweep = createSweep(automaton)

  function matches(view: Uint8Array, from: number, to: number, viewOffset: number, file: FileState): Found {
    const work: Work = { view, viewOffset, file, window: "", windowFrom: 0, windowTo: 0, found: [] }
    const stop = Math.min(view.length, to + automaton.longest - 1)
    sweep.run(view, from, to, stop, (end, state, first, last) => {
      for (const { length, keywords } of outputs[state - automaton.acceptFrom]!) {
        if (end - length >= first && end - length < last) tryKeywords(work, keywords, end - length)
      }
    })
    return { matches: work.found, text: work.found.length === 0 ? "" : latin1(view, 0, view.length) }
  }

  const beginFile = (path: string): FileState => ({ path, resume: undefined, applies: undefined })
  return { matches, beginFile }
}

/** A keyword's beginning that the automaton knows, and the keywords that begin so. */
interface Stem {
  readonly length: number
  readonly keywords: readonly Keyword[]
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

function tryKeywords(work: Work, keywords: readonly Keyword[], start: number): void {
  for (const { exact, spelling, entries } of keywords) {
    if (!(exact === undefined ? standsAtAnyCase(work.view, start, spelling) : standsAt(work.view, start, exact))) continue
    for (const entry of entries) {
      if (start + work.viewOffset < (work.file.resume?.get(entry.index) ?? 0) || !applies(entry, work.file)) continue
      const match = matchAt(entry, work, start, spelling.length)
      if (match === undefined) continue
      work.file.resume ??= new Map()
      work.file.resume.set(entry.index, match.end + work.viewOffset)
      work.found.push(match)
    }
  }
}

function applies(entry: Entry, file: FileState): boolean {
  if (entry.rule.paths === undefined) return true
  file.applies ??= new Map()
  let answer = file.applies.get(entry.index)
  if (answer === undefined) {
    entry.paths ??= new RegExp(entry.rule.paths)
    answer = entry.paths.test(file.path)
    file.applies.set(entry.index, answer)
  }
  return answer
}

function keywordsByStem(rules: readonly SecretRule[]): Map<string, Keyword[]> {
  const bySpelling = new Map<string, Entry[]>()
  for (const [index, rule] of rules.entries()) {
    const entry: Entry = { index, rule, source: bytePattern(rule), paths: undefined, tried: undefined }
    for (const keyword of rule.keywords) {
      // Rules that mind case share a keyword only with rules that do as well.
      const key = rule.ignoreCase ? `i${keyword.toLowerCase()}` : `c${keyword}`
      const entries = bySpelling.get(key)
      if (entries === undefined) bySpelling.set(key, [entry])
      else entries.push(entry)
    }
  }
  const stems = new Map<string, Keyword[]>()
  for (const [key, entries] of bySpelling) {
    const lower = key.slice(1).toLowerCase()
    const keyword = {
      spelling: Buffer.from(lower, "latin1"),
      exact: key.startsWith("c") ? Buffer.from(key.slice(1), "latin1") : undefined,
      entries,
    }
    const stem = lower.slice(0, stemLength)
    const list = stems.get(stem)
    if (list === undefined) stems.set(stem, [keyword])
    else list.push(keyword)
  }
  return stems
}

function standsAt(view: Uint8Array, start: number, exact: Uint8Array): boolean {
  for (let index = 0; index < exact.length; index += 1) {
    if (view[start + index] !== exact[index]) return false
  }
  return true
}

/** The stem stands there already. */
function standsAtAnyCase(view: Uint8Array, start: number, lower: Uint8Array): boolean {
  for (let index = stemLength; index < lower.length; index += 1) {
    const byte = view[start + index]!
    if (byte !== lower[index] && !(byte >= 65 && byte <= 90 && byte + 32 === lower[index])) return false
  }
  return true
}

function matchAt(entry: Entry, work: Work, start: number, keywordLength: number): Match | undefined {
  const { rule } = entry
  // Compiled at the first use: a hook pays only for the rules that its text brings up.
  const tried = (entry.tried ??= {
    regex: new RegExp(entry.source, `y${rule.ignoreCase ? "i" : ""}${typeof rule.capture === "number" && rule.capture > 0 ? "d" : ""}`),
    reach: reachOf(entry.source),
  })
  if (tried.reach.ahead === Number.POSITIVE_INFINITY && rule.capture === "assigned" && !assignmentFollows(work.view, start + keywordLength))
    return undefined
  showWindow(work, start - tried.reach.behind, start + tried.reach.ahead)
  const { regex } = tried
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
