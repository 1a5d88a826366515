/**
 * Finds secrets in bytes. Raw values stay inside this file: what leaves it is the kind, the place, a masked form and a
 * keyed fingerprint.
 */
import { hmacSha256, type HmacKey } from "../../base/hash.ts"
import { maskSecret, printable } from "../../base/mask.ts"
import { envVarFromName } from "./alert.ts"
import { allowAround, type AllowContext } from "./allow.ts"
import { searchByPath, type PathSearch } from "./by-path.ts"
import { decodeBudget } from "./decode/layers.ts"
import { echoes } from "./echoes.ts"
import { factsOf, type FileFacts } from "./file-facts.ts"
import { hiddenCandidates, type Candidate } from "./hidden.ts"
import { judge, type Verdict } from "./judge.ts"
import type { Kernel } from "./kernel.ts"
import { buildKeywordIndex, type KeywordIndex } from "./keyword-index.ts"
import { advance, fileStart, type Position } from "./position.ts"
import type { Confidence, SecretRule } from "./rule.ts"
import { secretRules } from "./rules.ts"
import { createSearch, type Match, type Search } from "./search.ts"
import { hiddenSpans } from "./hidden-spans.ts"
import { utf16Order, utf8Offsets } from "./utf16.ts"

export interface Detection {
  readonly rule: SecretRule
  readonly path: string
  /** 1-based; of the secret itself, not of the name before it. */
  readonly line: number
  /** 1-based, in UTF-16 code units. */
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  /** Bytes from the beginning of the file. */
  readonly start: number
  readonly end: number
  /** What may be shown. */
  readonly masked: string
  /** HMAC-SHA-256 of the secret's bytes under the key handed in, as hexadecimal text: the same secret anywhere has the same one. */
  readonly fingerprint: string
  readonly confidence: Confidence
  /** Name for an environment variable to hold it. */
  readonly envVar: string
  /** Why it is not to be reported; undefined when it is. */
  readonly filtered?: string
  /** A comment beside it says that it may stand there. Only where the scanner was told to read comments. */
  readonly allowed?: true
  /** A comment beside it wants to allow it and does not: one sentence with file and line. */
  readonly allowNote?: string
  /** The encodings that hide it, the outermost first; the place is then that of its encoded form. Absent for a secret in the clear. */
  readonly decoded?: readonly string[]
}

/** One file, read in pieces. */
export interface FileScan {
  /**
   * Reports the secrets that start in [from, to), offsets in the file. `view` holds the file from `viewOffset` on, with
   * `contextBefore` bytes before `from` and `contextAfter` after `to` where the file has them. Pieces follow each other; behind the `last` one no lines are counted.
   */
  examine(view: Uint8Array, viewOffset: number, from: number, to: number, last?: boolean): Detection[]
  /** Why some of what was examined so far was not looked at in full; undefined when all was. */
  unexamined(): string | undefined
  /** Secrets so far that would be reported, were they not hidden by what stands beside the search. */
  hidden(): number
}

export interface SecretScanner {
  readonly rules: readonly SecretRule[]
  /** All detections, those set aside included; in the order of their place. `onPartial` is told why not all was looked at. */
  scanBytes(bytes: Uint8Array, path: string, onPartial?: (reason: string) => void): Detection[]
  /** Offsets count the bytes of the text as UTF-8. */
  scanText(text: string, path: string): Detection[]
  /** Reported detections only: those set aside cost a look at their place that nobody needs. */
  begin(path: string): FileScan
}

/** How far rules and judgements look back and ahead of where a match starts; a longer match is cut there. */
export const contextBefore = 24 * 1024
export const contextAfter = 64 * 1024

const pieceBytes = 4 * 1024 * 1024

export interface ScannerOptions {
  /** Keeps fingerprints from confirming a guessed password; hand in the same one to compare runs. */
  readonly key: HmacKey
  readonly rules?: readonly SecretRule[]
  /** Reads comments that allow a secret; without it none counts. */
  readonly allow?: AllowContext
  /** False: what stands in base64, hexadecimal and the like is not looked into. */
  readonly decode?: boolean
  /** A keyword index that was made before, when it is one of these rules. */
  readonly prepare?: (rules: readonly SecretRule[]) => KeywordIndex | undefined
  /** The loops that see every byte, compiled; without it they run as JavaScript. */
  readonly kernel?: Kernel
  /** Searches beside the keywords; see Companion. */
  readonly beside?: Companion
}

export interface Piece {
  readonly path: string
  readonly view: Uint8Array
  readonly viewOffset: number
  /** Offsets in the view: matches that start in [from, to) are asked for. */
  readonly from: number
  readonly to: number
}

/** A match whose verdict is known already. */
export interface JudgedMatch extends Match {
  readonly verdict?: Verdict
  /** By whose word it is not reported, should it be worth a report. */
  readonly hidden?: string
}

/** Looks at the same piece as the search and answers all matches that count: of those handed in, and its own. */
export type Companion = (piece: Piece, matches: readonly Match[]) => readonly JudgedMatch[]

export function createSecretScanner(options: ScannerOptions): SecretScanner {
  const rules = options.rules ?? secretRules
  const index = options.prepare?.(rules) ?? buildKeywordIndex(rules)
  const byPath = searchByPath([...index.byPath].map((place) => rules[place]!))
  const searches = { search: createSearch(rules, index, options.kernel), byPath }
  const begin = (path: string) => beginFile(searches, options, path, false)

  function scanUtf8(bytes: Uint8Array, path: string, onPartial?: (reason: string) => void): Detection[] {
    const scan = beginFile(searches, options, path, true)
    const found: Detection[] = []
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      const to = Math.min(bytes.length, from + pieceBytes)
      const viewOffset = Math.max(0, from - contextBefore)
      const piece = scan.examine(bytes.subarray(viewOffset, Math.min(bytes.length, to + contextAfter)), viewOffset, from, to)
      for (const detection of piece) found.push(detection)
    }
    const partial = scan.unexamined()
    if (partial !== undefined) onPartial?.(partial)
    return found
  }

  function scanBytes(bytes: Uint8Array, path: string, onPartial?: (reason: string) => void): Detection[] {
    const order = utf16Order(bytes)
    if (order === undefined) return scanUtf8(bytes, path, onPartial)
    return utf8Offsets(bytes, order, (utf8) => scanUtf8(utf8, path, onPartial))
  }

  return { rules, begin, scanBytes, scanText: (text, path) => scanUtf8(Buffer.from(text, "utf8"), path) }
}

interface Searches {
  readonly search: Search
  byPath(path: string): PathSearch | undefined
}

function beginFile(
  { search, byPath }: Searches,
  { key, allow, beside, kernel, decode = true }: ScannerOptions,
  path: string,
  withAside: boolean,
): FileScan {
  const state = search.beginFile(path)
  const ofThisPath = byPath(path)
  const budget = decodeBudget()
  const isEcho = echoes()
  const spans = beside === undefined ? undefined : hiddenSpans()
  /** Of the beginning of the next piece. */
  let reached: Position = fileStart
  let facts: FileFacts | undefined

  function examine(view: Uint8Array, viewOffset: number, from: number, to: number, last = false): Detection[] {
    const candidates = candidatesIn(view, viewOffset, from - viewOffset, to - viewOffset)
    const detections: Detection[] = []
    let position = reached
    if (candidates.length > 0) {
      const place = { key, allow, path, view, viewOffset, text: textOf(view, candidates) }
      for (const candidate of candidates.sort(byPlace)) {
        position = advance(position, view, viewOffset, viewOffset + candidate.start, kernel)
        const detection = detect(candidate, place, position)
        if (isEcho(detection)) continue
        detections.push(detection)
        if (detection.filtered === undefined) spans?.report(detection)
      }
    }
    // A last piece reaches to the end of its view, and nothing follows that would need to know its line.
    if (!last && to < viewOffset + view.length) reached = advance(position.offset <= to ? position : reached, view, viewOffset, to, kernel)
    return detections
  }

  /** What stands in the clear, and what is hidden. */
  function candidatesIn(view: Uint8Array, viewOffset: number, from: number, to: number): Candidate[] {
    const searched = search.matches(view, from, to, viewOffset, state)
    const own = ofThisPath === undefined ? searched.matches : [...searched.matches, ...ofThisPath(view, from, to)]
    const matches: readonly JudgedMatch[] = beside === undefined ? own : beside({ path, view, viewOffset, from, to }, own)
    const candidates: Candidate[] = []
    const binary = () => view.subarray(0, 8192).includes(0)
    const file = () => (facts ??= factsOf(path))
    if (matches.length > 0) {
      const text = searched.text === "" ? Buffer.from(view.buffer, view.byteOffset, view.length).toString("latin1") : searched.text
      const around = { text, file: file(), binary: binary() }
      for (const match of matches) {
        const verdict = verdictOf(match, viewOffset, match.verdict ?? judge(match, around))
        candidates.push({ match, verdict, bytes: view, text, start: match.secretStart, end: match.secretEnd, encodings: [] })
      }
    }
    if (decode) {
      const hidden = hiddenCandidates(search, view, from, to, budget, path, kernel?.windows, () => ({ path, file: file(), binary: binary() }))
      for (const candidate of hidden) candidates.push(candidate)
    }
    return withAside ? candidates : candidates.filter(({ verdict }) => verdict.filtered === undefined)
  }

  function verdictOf({ hidden, secretStart, secretEnd }: JudgedMatch, viewOffset: number, own: Verdict): Verdict {
    if (hidden === undefined || own.filtered !== undefined) return own
    spans?.hide({ start: viewOffset + secretStart, end: viewOffset + secretEnd })
    return { confidence: "low", filtered: hidden }
  }

  return { examine, unexamined: () => (budget.exhausted ? moreEncoded : undefined), hidden: () => spans?.count() ?? 0 }
}

const moreEncoded = "it holds more encoded text than is decoded; the rest was examined as it stands only"

function byPlace(a: Candidate, b: Candidate): number {
  return a.start - b.start || a.encodings.length - b.encodings.length
}

/** The view as Latin-1: comments stand in it, whatever hides the secret beside them. */
function textOf(view: Uint8Array, candidates: readonly Candidate[]): string {
  const inTheClear = candidates.find(({ encodings }) => encodings.length === 0)
  return inTheClear?.text ?? Buffer.from(view.buffer, view.byteOffset, view.length).toString("latin1")
}

interface Place {
  readonly key: HmacKey
  readonly allow: AllowContext | undefined
  readonly path: string
  readonly view: Uint8Array
  readonly viewOffset: number
  readonly text: string
}

function detect(candidate: Candidate, place: Place, position: Position): Detection {
  const { match, verdict, bytes, encodings } = candidate
  const { view, viewOffset } = place
  const secret = bytes.subarray(match.secretStart, match.secretEnd)
  const end = advance(position, view, viewOffset, viewOffset + candidate.end)
  return {
    rule: match.rule,
    path: place.path,
    line: position.line,
    column: position.column,
    endLine: end.line,
    endColumn: end.column,
    start: viewOffset + candidate.start,
    end: viewOffset + candidate.end,
    masked: printable(maskSecret(Buffer.from(secret).toString("utf8"))),
    fingerprint: hmacSha256(place.key, secret),
    confidence: verdict.confidence,
    envVar: nameFor(match, candidate.text),
    ...(verdict.filtered === undefined ? {} : { filtered: verdict.filtered }),
    ...(encodings.length === 0 ? {} : { decoded: encodings }),
    ...(place.allow === undefined ? {} : allowance(candidate, place, position, place.allow)),
  }
}

function allowance(
  { match, start, end }: Candidate,
  { path, text }: Place,
  { line }: Position,
  context: AllowContext,
): Pick<Detection, "allowed" | "allowNote"> {
  const { allowed, note } = allowAround(text, { start, end }, { rule: match.rule.id, path, line }, context)
  return { ...(allowed === undefined ? {} : { allowed: true as const }), ...(note === undefined ? {} : { allowNote: note }) }
}

function nameFor(match: Candidate["match"], text: string): string {
  if (match.rule.kind !== "generic" || match.secretStart === match.start) return match.rule.envVar
  const assigned = text.slice(Math.max(0, match.start - 50), match.secretStart)
  const name = /[\w.-]{3,80}(?=[^\w.-]{1,12}$)/.exec(assigned)?.[0]
  return (name === undefined ? undefined : envVarFromName(name)) ?? match.rule.envVar
}
