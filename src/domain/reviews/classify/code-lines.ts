/** Which lines of code a change touches, comments aside, and what stands around them. */
import type { Language } from "./languages.ts"
import { lex, type Lexed, type Token } from "./lexer.ts"

export interface CodeLine {
  /** 1-based. */
  readonly line: number
  /** All tokens, strings included: what is compared. */
  readonly key: string
  /** Words and punctuation without spaces around punctuation; every string is "". */
  readonly code: string
  readonly strings: readonly string[]
  /** Index of the first token. */
  readonly first: number
  /** Columns of leading white space. */
  readonly indent: number
}

export interface CodeText {
  readonly language: Language
  readonly lexed: Lexed
  readonly lines: readonly CodeLine[]
  /** From a 1-based line to its place in `lines`. */
  readonly indexOfLine: ReadonlyMap<number, number>
  readonly holders: readonly number[]
}

// Blocks are opened by indentation, or closed by a word.
const indented = new Set(["python", "yaml", "ruby", "elixir"])

// Comments that compilers, interpreters or scanners obey are code.
const directive =
  /^(?:#!|\/\/go:|\/\/ ?\+build|\/\/export |#.{0,80}coding[:=])|\b(?:nosec|nosemgrep|noqa|NOSONAR|eslint-disable|oxlint-disable|codeql|ts-ignore|ts-nocheck|ts-expect-error|gitleaks:allow|pragma|tipstaff)\b|type: ?ignore|frozen_string_literal|@(?:jsx|ts)\w/

export function codeText(text: string, language: Language, lexed: Lexed = lex(text, language)): CodeText {
  const lines: CodeLine[] = []
  const { tokens } = lexed
  for (let first = 0; first < tokens.length;) {
    const line = tokens[first]!.line
    let end = first + 1
    while (end < tokens.length && tokens[end]!.line === line) end += 1
    if (!(language.docstrings && isDocstring(tokens, first, end))) lines.push(codeLine(tokens, first, end, lexed, language))
    first = end
  }
  for (const comment of lexed.comments) {
    if (directive.test(comment.text.slice(0, 400)))
      lines.push({ line: comment.line, key: `directive ${comment.text}`, code: "", strings: [], first: -1, indent: 0 })
  }
  if (lexed.comments.length > 0) lines.sort((a, b) => a.line - b.line)
  const indexOfLine = new Map<number, number>()
  for (const [index, line] of lines.entries()) if (line.first !== -1) indexOfLine.set(line.line, index)
  return { language, lexed, lines, indexOfLine, holders: indented.has(language.id) ? holdersOf(lines) : [] }
}

// A string that is a whole statement, such as a docstring; one inside brackets is an element.
function isDocstring(tokens: readonly Token[], first: number, end: number): boolean {
  if (end !== first + 1 || tokens[first]?.kind !== "string") return false
  const before = tokens[first - 1]
  return before === undefined || before.text === ":" || (before.kind === "string" && before.line < tokens[first].line)
}

function codeLine(tokens: readonly Token[], first: number, end: number, lexed: Lexed, language: Language): CodeLine {
  const line = tokens[first]!.line
  const indent = tokens[first]!.start - (lexed.lineStarts[line - 1] ?? 0)
  const strings: string[] = []
  const keys: string[] = []
  let code = ""
  let previousWord = false
  for (let index = first; index < end; index += 1) {
    const token = tokens[index]!
    keys.push(`${token.kind[0]}${token.text}`)
    if (token.kind === "string") strings.push(token.text)
    const word = token.kind === "word"
    code += (word && previousWord ? " " : "") + (token.kind === "string" ? '""' : token.text)
    previousWord = word
  }
  return { line, key: (language.indent ? `${indent}\u0001` : "") + keys.join("\u0001"), code, strings, first, indent }
}

export interface LineChanges {
  readonly removed: readonly CodeLine[]
  readonly added: readonly CodeLine[]
}

const maxEdits = 400

/** The lines of code that differ. Past a bound of effort everything between the first and last difference counts. */
export function changedLines(before: readonly CodeLine[], after: readonly CodeLine[]): LineChanges {
  let start = 0
  while (start < before.length && start < after.length && before[start]!.key === after[start]!.key) start += 1
  let endBefore = before.length
  let endAfter = after.length
  while (endBefore > start && endAfter > start && before[endBefore - 1]!.key === after[endAfter - 1]!.key) {
    endBefore -= 1
    endAfter -= 1
  }
  return shortestEdit(before.slice(start, endBefore), after.slice(start, endAfter))
}

// Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): the greedy algorithm with its trace.
function shortestEdit(a: readonly CodeLine[], b: readonly CodeLine[]): LineChanges {
  if (a.length === 0 || b.length === 0) return { removed: a, added: b }
  const limit = Math.min(a.length + b.length, maxEdits)
  const offset = limit + 1
  const furthest = new Int32Array(2 * limit + 3)
  const trace: Int32Array[] = []
  for (let edits = 0; edits <= limit; edits += 1) {
    trace.push(furthest.slice(offset - edits - 1, offset + edits + 2))
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && furthest[offset + k - 1]! < furthest[offset + k + 1]!)
      let x = down ? furthest[offset + k + 1]! : furthest[offset + k - 1]! + 1
      while (x < a.length && x - k < b.length && x - k >= 0 && a[x]!.key === b[x - k]!.key) x += 1
      furthest[offset + k] = x
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, trace)
    }
  }
  return { removed: a, added: b }
}

function walkBack(a: readonly CodeLine[], b: readonly CodeLine[], trace: readonly Int32Array[]): LineChanges {
  const removed: CodeLine[] = []
  const added: CodeLine[] = []
  let x = a.length
  let y = b.length
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    // Slice `edits` holds diagonals -edits-1 … edits+1.
    const row = trace[edits]!
    const at = (k: number) => row[k + edits + 1]!
    const k = x - y
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1))
    const previousK = down ? k + 1 : k - 1
    const previousX = at(previousK)
    const previousY = previousX - previousK
    if (down) added.push(b[previousY]!)
    else removed.push(a[previousX]!)
    x = previousX
    y = previousY
  }
  return { removed: removed.toReversed(), added: added.toReversed() }
}

/**
 * The lines that open the blocks and calls around a line, innermost first: by brackets, and in languages without
 * braces by indentation. At most 64 of each.
 */
export function enclosingLines(text: CodeText, line: CodeLine): CodeLine[] {
  const found: CodeLine[] = []
  if (line.first === -1) return found
  const { tokens } = text.lexed
  let holder = tokens[line.first]!.parent
  for (let depth = 0; holder >= 0 && depth < 64; depth += 1) {
    const opener = text.lines[text.indexOfLine.get(tokens[holder]!.line) ?? -1]
    if (opener && opener !== line && found.at(-1) !== opener) found.push(opener)
    holder = tokens[holder]!.parent
  }
  if (!indented.has(text.language.id)) return found
  let holding = text.holders[text.indexOfLine.get(line.line) ?? -1] ?? -1
  for (let depth = 0; holding >= 0 && depth < 64; depth += 1) {
    found.push(text.lines[holding]!)
    holding = text.holders[holding] ?? -1
  }
  return found
}

/** For each line the nearest line above it with a smaller indentation. */
function holdersOf(lines: readonly CodeLine[]): number[] {
  const stack: number[] = []
  return lines.map((line, index) => {
    if (line.first === -1) return -1
    while (stack.length > 0 && lines[stack.at(-1)!]!.indent >= line.indent) stack.pop()
    const holder = stack.at(-1) ?? -1
    stack.push(index)
    return holder
  })
}
