/**
 * Splits source text into words, strings and punctuation, and tells comments from code.
 *
 * One pass, no backtracking, time linear in the text. It is not a parser: where it may have lost its place (an
 * unfinished string, a slash that could be a regular expression or a division) it says `doubtful`, and callers then
 * treat every change as a change of code.
 */
import type { Language } from "./languages.ts"

export interface Token {
  readonly kind: "word" | "string" | "punct"
  /** The word, the character, or the inside of the string as written. */
  readonly text: string
  /** 1-based line of the first character. */
  readonly line: number
  /** Offset of the first character. */
  readonly start: number
  /** Index of the matching bracket among the tokens; -1 when there is none. */
  match: number
  /** Index of the bracket that holds this token; -1 at the top. */
  readonly parent: number
}

export interface Lexed {
  readonly tokens: readonly Token[]
  /** The text of each comment with its first line. */
  readonly comments: readonly { readonly text: string; readonly line: number }[]
  readonly doubtful: boolean
  /** Offset of the start of each line; index 0 is line 1. */
  readonly lineStarts: readonly number[]
}

/** Splits the texts of one changed file, each once, however many ask. */
export type Lexing = (text: string, language: Language) => Lexed

export function lexOnce(): Lexing {
  const known: { text: string; language: Language; lexed: Lexed }[] = []
  return (text, language) => {
    const before = known.find((entry) => entry.text === text && entry.language === language)
    if (before) return before.lexed
    const lexed = lex(text, language)
    known.push({ text, language, lexed })
    return lexed
  }
}

/** A text without the comment that it begins with, where that is certain: licences there name everything that is looked for. */
export function withoutHeader(text: string, language: Language): string {
  if (!text.startsWith("/*") || !language.block.some(([open]) => open === "/*") || language.doubtful?.test(text)) return text
  const end = text.indexOf("*/", 2)
  return end === -1 ? text : text.slice(end + 2)
}

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" }

// Words after which an expression starts, so that a slash opens a regular expression.
const beforeExpression = new Set("return typeof case in of delete void throw new do else instanceof yield await".split(" "))
// A parenthesis after these ends a statement's head, and an expression follows.
const statementHeads = new Set(["if", "while", "for", "with"])

export function lex(text: string, language: Language): Lexed {
  const tokens: Token[] = []
  const comments: { text: string; line: number }[] = []
  const lineStarts = [0]
  const open: number[] = []
  // Depth of open braces at which each template literal continues.
  const templates: number[] = []
  let doubtful = language.doubtful?.test(text) ?? false
  let line = 1
  let at = 0

  // Looked for once per line: on a line of a megabyte each search costs a megabyte.
  let newline = lineEnd(text, 0)
  const advanceTo = (end: number) => {
    while (newline < end) {
      line += 1
      lineStarts.push(newline + 1)
      newline = lineEnd(text, newline + 1)
    }
    at = end
  }
  const push = (kind: Token["kind"], value: string, start: number, tokenLine: number) => {
    tokens.push({ kind, text: value, line: tokenLine, start, match: -1, parent: holder(open.at(-1)) })
  }
  const comment = (end: number) => {
    const content = text.slice(at, end)
    if (language.markup && (content.includes("{") || content.includes("</"))) doubtful = true
    comments.push({ text: content, line })
    advanceTo(end)
  }
  /** A string whose body starts at `from` and that ends with `close`; escapes are skipped when `escapes`. */
  const longString = (from: number, close: string, escapes: boolean) => {
    let end = from
    for (;;) {
      end = text.indexOf(close, end)
      if (end === -1) {
        doubtful = true
        end = text.length
        break
      }
      if (!escapes || !isEscaped(text, end, from)) break
      end += 1
    }
    push("string", text.slice(from, end), at, line)
    advanceTo(Math.min(text.length, end + close.length))
  }
  /** The part of a template literal up to its end or to the next `${`. */
  const templatePart = (from: number) => {
    let end = from
    while (end < text.length && text[end] !== "`" && !(text[end] === "$" && text[end + 1] === "{")) end += text[end] === "\\" ? 2 : 1
    end = Math.min(end, text.length)
    push("string", text.slice(from, end), at, line)
    if (end === text.length) doubtful = true
    if (text[end] === "$") {
      advanceTo(end + 2)
      templates.push(open.length)
      open.push(-2 - holder(open.at(-1)))
    } else advanceTo(Math.min(text.length, end + 1))
  }

  let scalarIndent = -1
  while (at < text.length) {
    const character = text[at]!
    if (character === "\n") {
      advanceTo(at + 1)
      if (language.blockScalars) {
        const indent = indentAt(text, at)
        if (scalarIndent >= 0 && text[at + indent] !== "\n" && at + indent < text.length) {
          if (indent > scalarIndent) {
            const end = newline
            push("string", text.slice(at + indent, end), at + indent, line)
            advanceTo(end)
            continue
          }
          scalarIndent = -1
        }
      }
      continue
    }
    if (character === " " || character === "\t" || character === "\r" || character === "\f") {
      at += 1
      continue
    }
    const block = language.block.find(([opener]) => startsBlock(text, at, opener))
    if (block) {
      const end = text.indexOf(block[1], at + block[0].trimStart().length)
      if (end === -1) doubtful = true
      comment(end === -1 ? text.length : end + block[1].length)
      continue
    }
    if (language.line.some((marker) => text.startsWith(marker, at)) && (!language.wordStartComments || startsWord(text, at))) {
      comment(newline)
      continue
    }
    const long = language.long.find(([opener]) => text.startsWith(opener, at))
    if (long) {
      longString(at + long[0].length, long[1], long[0] !== "`" && long[0] !== '@"')
      continue
    }
    if (language.templates && character === "`") {
      templatePart(at + 1)
      continue
    }
    if (language.lifetimes && character === "'" && !/^'(?:\\.|[^\\\n])'/.test(text.slice(at, at + 4)) && text[at + 1] !== "\\") {
      at += 1
      continue
    }
    if (language.quotes.includes(character) && !(language.blockScalars && !startsValue(text, at))) {
      const end = stringEnd(text, at, character)
      if (text[end] !== character) doubtful = true
      push("string", text.slice(at + 1, end), at, line)
      advanceTo(text[end] === character ? end + 1 : end)
      continue
    }
    if (language.regexLiterals && character === "/") {
      const place = slashMeaning(tokens)
      if (place !== "division") {
        const end = regexEnd(text, at)
        if (end !== undefined) {
          if (place === "unknown") doubtful = true
          push("string", text.slice(at + 1, end), at, line)
          at = end + 1
          continue
        }
        doubtful = true
      }
    }
    if (isWordCharacter(text.charCodeAt(at))) {
      let end = at + 1
      while (end < text.length && isWordCharacter(text.charCodeAt(end))) end += 1
      push("word", text.slice(at, end), at, line)
      at = end
      continue
    }
    if (
      language.blockScalars &&
      (character === "|" || character === ">") &&
      /^[|>][+\-\d]{0,2}[ \t]*(?:#[^\n]*)?$/.test(text.slice(at, newline).slice(0, 200))
    ) {
      scalarIndent = indentAt(text, lineStarts.at(-1)!)
    }
    const closing = character === ")" || character === "]" || character === "}"
    if (character === "}" && templates.length > 0 && templates.at(-1) === open.length - 1) {
      templates.pop()
      open.pop()
      templatePart(at + 1)
      continue
    }
    if (closing) {
      const depth = openerOf(character, open, tokens)
      if (depth === undefined || depth !== open.length - 1) doubtful = true
      const opener = depth === undefined ? -1 : open[depth]!
      if (depth !== undefined) open.length = depth
      push("punct", character, at, line)
      if (opener >= 0) {
        tokens[opener]!.match = tokens.length - 1
        tokens.at(-1)!.match = opener
      }
    } else {
      // `a?.b` and `a.b` are one thing to everyone who reads tokens.
      if (!(character === "?" && text[at + 1] === ".")) push("punct", character, at, line)
      if (character === "(" || character === "[" || character === "{") open.push(tokens.length - 1)
    }
    at += 1
  }
  return { tokens, comments, doubtful, lineStarts }
}

// A template's entry on the stack is negative and remembers the bracket around the template.
function holder(entry: number | undefined): number {
  if (entry === undefined) return -1
  return entry >= 0 ? entry : -2 - entry
}

// Unbalanced text: a closer may find its opener a few levels down, but never beyond a template literal.
function openerOf(closer: string, open: readonly number[], tokens: readonly Token[]): number | undefined {
  for (let depth = open.length - 1; depth >= 0 && depth > open.length - 9; depth -= 1) {
    const entry = open[depth]!
    if (entry < 0) return undefined
    if (closers[tokens[entry]!.text] === closer) return depth
  }
  return undefined
}

function isWordCharacter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 36 || code >= 128
}

function isEscaped(text: string, at: number, from: number): boolean {
  let slashes = 0
  while (at - 1 - slashes >= from && text[at - 1 - slashes] === "\\") slashes += 1
  return slashes % 2 === 1
}

/** Where a one-line string ends: at its quote, or at the end of the line when it is unfinished. */
function stringEnd(text: string, at: number, quote: string): number {
  let end = at + 1
  while (end < text.length && text[end] !== quote && text[end] !== "\n") end += text[end] === "\\" ? 2 : 1
  return Math.min(end, text.length)
}

/** Where a regular expression literal ends, or undefined when the line ends first. */
function regexEnd(text: string, at: number): number | undefined {
  let inClass = false
  for (let end = at + 1; end < text.length && text[end] !== "\n"; end += 1) {
    const character = text[end]
    if (character === "\\") end += 1
    else if (character === "[") inClass = true
    else if (character === "]") inClass = false
    else if (character === "/" && !inClass) return end
  }
  return undefined
}

function slashMeaning(tokens: readonly Token[]): "regex" | "division" | "unknown" {
  const last = tokens.at(-1)
  if (last === undefined) return "regex"
  if (last.kind === "string") return "division"
  if (last.kind === "word") return beforeExpression.has(last.text) ? "regex" : "division"
  if (last.text === "]") return "division"
  if (last.text === ")") {
    const before = last.match > 0 ? tokens[last.match - 1] : undefined
    return before?.kind === "word" && statementHeads.has(before.text) ? "regex" : "division"
  }
  // After a brace it is a regular expression if a block ended, a division if an object did.
  if (last.text === "}") return "unknown"
  // `</div>` in markup.
  if (last.text === "<") return "division"
  return "regex"
}

function startsBlock(text: string, at: number, opener: string): boolean {
  // Ruby's =begin counts only at the start of a line.
  if (opener.startsWith("\n")) return (at === 0 || text[at - 1] === "\n") && text.startsWith(opener.slice(1), at)
  return text.startsWith(opener, at)
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[\s;&|()]/.test(text[at - 1]!)
}

// In YAML a quote is one only where a value starts; elsewhere it is an apostrophe.
function startsValue(text: string, at: number): boolean {
  return at === 0 || /[\s,:[{(\-=]/.test(text[at - 1]!)
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at)
  return end === -1 ? text.length : end
}

function indentAt(text: string, at: number): number {
  let end = at
  while (text[end] === " ") end += 1
  return end - at
}
