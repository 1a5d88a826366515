/** Reads SQL into tokens, as one dialect does. Every reader either moves on or ends the text, so time is linear in its length. */
import { clientLine } from "./client-line.ts"
import { skipComment } from "./comment.ts"
import type { Reading } from "./dialect.ts"
import { quotedToken } from "./quoted-token.ts"
import type { Token } from "./token.ts"

export interface Lexer {
  readonly text: string
  readonly reading: Reading
  readonly tokens: Token[]
  at: number
  /** Only space and comments stand before `at` on its line. */
  lineStart: boolean
  /** What MySQL's client takes for the end of a statement, besides the semicolon. */
  delimiter: string | undefined
  /** Comments that run and are still open. */
  running: number
  /** Where the words of this statement begin in `tokens`. */
  statement: number
}

// Also what editors show as nothing: joiners, fillers, marks of direction.
const space = /[\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]+/uy
const word = /[\p{L}\p{So}_](?:(?!\p{Default_Ignorable_Code_Point}|\u2800)[\p{L}\p{M}\p{N}\p{So}_$])*/uy
const wordWithHash = /#{0,2}[\p{L}\p{So}_](?:(?!\p{Default_Ignorable_Code_Point}|\u2800)[\p{L}\p{M}\p{N}\p{So}_$#@])*/uy
const digitsWord = /\d+(?!e\d|x[\da-f])[\p{L}_$][\p{L}\p{N}_$]*/iuy
const number = /0x[\da-f]+|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy
const parameter = /\$\{[^{}\n]{0,100}\}|\$\w+|@{1,2}[\w.$]+|:(?:[A-Za-z_]\w*|'\w+'|"\w+"|\{\?\w+\})|\?/y
const sign = /<=>|<>|!=|==|<=|>=|\|\||&&|::|:=|[^]/uy

export function tokenize(text: string, reading: Reading): Token[] {
  const lexer: Lexer = { text, reading, tokens: [], at: 0, lineStart: true, delimiter: undefined, running: 0, statement: 0 }
  while (lexer.at < text.length) next(lexer)
  return lexer.tokens
}

function next(lexer: Lexer): void {
  const blank = match(lexer, space)
  if (blank !== undefined) {
    lexer.lineStart ||= /[\r\n]/.test(blank)
    return
  }
  if (skipComment(lexer) || clientLine(lexer)) return
  lexer.lineStart = false
  if (lexer.delimiter !== undefined && lexer.text.startsWith(lexer.delimiter, lexer.at)) return end(lexer, lexer.delimiter.length)
  if (lexer.text[lexer.at] === ";") return end(lexer, 1)
  if (quotedToken(lexer)) return
  plainToken(lexer)
}

function plainToken(lexer: Lexer): void {
  const { dialect } = lexer.reading
  const digits = dialect.client === "mysql" ? match(lexer, digitsWord) : undefined
  const name = digits ?? match(lexer, dialect.hash === "word" ? wordWithHash : word)
  if (name !== undefined) return push(lexer, "word", name.toLowerCase())
  const value = match(lexer, number)
  if (value !== undefined) return push(lexer, "number", value.toLowerCase())
  const place = match(lexer, parameter)
  if (place !== undefined) return push(lexer, "parameter", place)
  const other = match(lexer, sign) ?? lexer.text.slice(lexer.at++, lexer.at)
  push(lexer, isFault(lexer, other) ? "fault" : "sign", other)
}

const beforeName = new Set(["from", "into", "update", "join", "table", "delete", "truncate", "exists", "only", "database", "schema", "view", "."])

function isFault({ reading: { dialect }, tokens }: Lexer, text: string): boolean {
  if (text === "`") return true
  if (text === "#") return dialect.hash === "fault"
  return text === "[" && (dialect.client === "mysql" || dialect.client === "sqlplus" || beforeName.has(tokens.at(-1)?.text ?? ""))
}

function end(lexer: Lexer, length: number): void {
  lexer.at += length
  push(lexer, "end", ";")
  lexer.statement = lexer.tokens.length
}

function push(lexer: Lexer, kind: Token["kind"], text: string): void {
  lexer.tokens.push({ kind, text })
}

function match(lexer: Lexer, pattern: RegExp): string | undefined {
  pattern.lastIndex = lexer.at
  const found = pattern.exec(lexer.text)?.[0]
  if (found !== undefined) lexer.at += found.length
  return found
}
