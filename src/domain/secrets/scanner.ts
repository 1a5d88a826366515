/**
 * Finds secrets in bytes. Raw values stay inside this file: what leaves it is the kind, the place, a masked form and a
 * keyed fingerprint.
 */
import { hmacSha256 } from "../../base/hash.ts"
import { maskSecret, printable } from "../../base/mask.ts"
import { envVarFromName } from "./alert.ts"
import { allowAround, type AllowContext } from "./allow.ts"
import { factsOf, type FileFacts } from "./file-facts.ts"
import { judge, type Verdict } from "./judge.ts"
import type { KeywordIndex } from "./keyword-index.ts"
import { advance, fileStart, type Position } from "./position.ts"
import type { Confidence, SecretRule } from "./rule.ts"
import { secretRules } from "./rules.ts"
import { createSearch, type Match, type Search } from "./search.ts"
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
}

/** One file, read in pieces. */
export interface FileScan {
  /**
   * Reports the secrets that start in [from, to), offsets in the file. `view` holds the file from `viewOffset` on, with
   * `contextBefore` bytes before `from` and `contextAfter` after `to` where the file has them. Pieces follow each other.
   */
  examine(view: Uint8Array, viewOffset: number, from: number, to: number): Detection[]
}

export interface SecretScanner {
  readonly rules: readonly SecretRule[]
  /** All detections, those set aside included; in the order of their place. */
  scanBytes(bytes: Uint8Array, path: string): Detection[]
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
  readonly key: Uint8Array | string
  readonly rules?: readonly SecretRule[]
  /** Reads comments that allow a secret; without it none counts. */
  readonly allow?: AllowContext
  /** A keyword index that was made before, when it is one of these rules. */
  readonly prepare?: (rules: readonly SecretRule[]) => KeywordIndex | undefined
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
}

/** Looks at the same piece as the search and answers all matches that count: of those handed in, and its own. */
export type Companion = (piece: Piece, matches: readonly Match[]) => readonly JudgedMatch[]

export function createSecretScanner(options: ScannerOptions): SecretScanner {
  const rules = options.rules ?? secretRules
  const search = createSearch(rules, options.prepare)
  const begin = (path: string) => beginFile(search, options, path, false)

  function scanUtf8(bytes: Uint8Array, path: string): Detection[] {
    const scan = beginFile(search, options, path, true)
    const found: Detection[] = []
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      const to = Math.min(bytes.length, from + pieceBytes)
      const viewOffset = Math.max(0, from - contextBefore)
      const piece = scan.examine(bytes.subarray(viewOffset, Math.min(bytes.length, to + contextAfter)), viewOffset, from, to)
      for (const detection of piece) found.push(detection)
    }
    return found
  }

  function scanBytes(bytes: Uint8Array, path: string): Detection[] {
    const order = utf16Order(bytes)
    if (order === undefined) return scanUtf8(bytes, path)
    return utf8Offsets(bytes, order, (utf8) => scanUtf8(utf8, path))
  }

  return { rules, begin, scanBytes, scanText: (text, path) => scanUtf8(Buffer.from(text, "utf8"), path) }
}

function beginFile(search: Search, { key, allow, beside }: ScannerOptions, path: string, withAside: boolean): FileScan {
  const state = search.beginFile(path)
  /** Of the beginning of the next piece. */
  let reached: Position = fileStart
  let file: FileFacts | undefined

  function examine(view: Uint8Array, viewOffset: number, from: number, to: number): Detection[] {
    const piece = { path, view, viewOffset, from: from - viewOffset, to: to - viewOffset }
    const found = search.matches(view, piece.from, piece.to, viewOffset, state)
    const matches: readonly JudgedMatch[] = beside === undefined ? found.matches : beside(piece, found.matches)
    const detections: Detection[] = []
    let position = reached
    if (matches.length > 0) {
      file ??= factsOf(path)
      const text = found.text === "" ? Buffer.from(view.buffer, view.byteOffset, view.length).toString("latin1") : found.text
      const around = { text, file, binary: text.slice(0, 8192).includes("\0") }
      for (const match of matches.toSorted((a, b) => a.secretStart - b.secretStart)) {
        const verdict = match.verdict ?? judge(match, around)
        if (verdict.filtered !== undefined && !withAside) continue
        position = advance(position, view, viewOffset, viewOffset + match.secretStart)
        detections.push(detect(match, verdict, { key, allow, path, view, viewOffset, text, position }))
      }
    }
    // A last piece reaches to the end of its view, and nothing follows that would need to know its line.
    if (to < viewOffset + view.length) reached = advance(position.offset <= to ? position : reached, view, viewOffset, to)
    return detections
  }

  return { examine }
}

interface Place {
  readonly key: Uint8Array | string
  readonly allow: AllowContext | undefined
  readonly path: string
  readonly view: Uint8Array
  readonly viewOffset: number
  readonly text: string
  readonly position: Position
}

function detect(match: Match, verdict: ReturnType<typeof judge>, place: Place): Detection {
  const { view, viewOffset, position } = place
  const secret = view.subarray(match.secretStart, match.secretEnd)
  const end = advance(position, view, viewOffset, viewOffset + match.secretEnd)
  return {
    rule: match.rule,
    path: place.path,
    line: position.line,
    column: position.column,
    endLine: end.line,
    endColumn: end.column,
    start: viewOffset + match.secretStart,
    end: viewOffset + match.secretEnd,
    masked: printable(maskSecret(Buffer.from(secret).toString("utf8"))),
    fingerprint: hmacSha256(place.key, secret),
    confidence: verdict.confidence,
    envVar: nameFor(match, place.text),
    ...(verdict.filtered === undefined ? {} : { filtered: verdict.filtered }),
    ...(place.allow === undefined ? {} : allowance(match, place, place.allow)),
  }
}

function allowance(match: Match, { path, text, position }: Place, context: AllowContext): Pick<Detection, "allowed" | "allowNote"> {
  const place = { start: match.secretStart, end: match.secretEnd }
  const { allowed, note } = allowAround(text, place, { rule: match.rule.id, path, line: position.line }, context)
  return { ...(allowed === undefined ? {} : { allowed: true as const }), ...(note === undefined ? {} : { allowNote: note }) }
}

function nameFor(match: Match, text: string): string {
  if (match.rule.kind !== "generic" || match.secretStart === match.start) return match.rule.envVar
  const assigned = text.slice(Math.max(0, match.start - 50), match.secretStart)
  const name = /[\w.-]{3,80}(?=[^\w.-]{1,12}$)/.exec(assigned)?.[0]
  return (name === undefined ? undefined : envVarFromName(name)) ?? match.rule.envVar
}
