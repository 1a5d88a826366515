/** Texts and names in quotes, with the marks that some dialects put before them. */
import { closingQuote, unicodeText, unquoted } from "./quote.ts"
import type { TokenKind } from "./token.ts"
import type { Lexer } from "./tokenize.ts"

const marked = /(?:u&|nq|rb|br|[enxbqr])(?=['"])/iy
const dollarTag = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy
const partners: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}", "<": ">" }

/** Whether a quoted token stood there and was read. */
export function quotedToken(lexer: Lexer): boolean {
  marked.lastIndex = lexer.at
  const mark = marked.exec(lexer.text)?.[0].toLowerCase() ?? ""
  const quote = lexer.text[lexer.at + mark.length] ?? ""
  if (quote === "'" || quote === '"') return readMarked(lexer, mark, quote)
  const { dialect } = lexer.reading
  if (quote === "`" && dialect.backticks) return read(lexer, "`", "name", lexer.at + 1, false)
  if (quote === "[" && dialect.brackets) return read(lexer, "]", "name", lexer.at + 1, false)
  return quote === "$" && dialect.dollarQuotes && readDollar(lexer)
}

function readMarked(lexer: Lexer, mark: string, quote: string): boolean {
  const { dialect } = lexer.reading
  const from = lexer.at + mark.length + 1
  const postgres = dialect.client === "psql"
  if (quote === "'" && dialect.chosenQuotes && (mark === "q" || mark === "nq")) return readChosen(lexer, from)
  // A letter that marks nothing in this dialect is a word of its own, and the quote is read behind it.
  if (mark !== "" && !marksHere(mark, quote, postgres, dialect.tripleQuotes)) return false
  const triple = quote.repeat(3)
  const backslash = mark === "e" || (dialect.backslash && (quote === "'" || dialect.doubleText))
  if (dialect.tripleQuotes && lexer.text.startsWith(triple, from - 1)) return readTo(lexer, triple, from + 2)
  const kind: TokenKind = quote === '"' ? (dialect.doubleText || dialect.brackets ? "either" : "name") : mark === "x" ? "parameter" : "text"
  return read(lexer, quote, kind, from, backslash && mark !== "u&", mark === "u&")
}

function marksHere(mark: string, quote: string, postgres: boolean, raw: boolean): boolean {
  if (mark === "e") return postgres && quote === "'"
  if (mark === "u&") return true
  if (mark === "n" || mark === "x") return quote === "'"
  if (mark === "b") return quote === "'" || raw
  return raw && (mark === "r" || mark === "rb" || mark === "br")
}

function read(lexer: Lexer, quote: string, kind: TokenKind, from: number, backslash: boolean, unicode = false): boolean {
  const close = closingQuote(lexer.text, from, quote, backslash)
  if (close === -1) return unfinished(lexer)
  const body = unquoted(lexer.text.slice(from, close), quote, backslash)
  return finish(lexer, kind, unicode ? unicodeText(body) : body, close + 1)
}

/** To a mark that has no escape. */
function readTo(lexer: Lexer, mark: string, from: number): boolean {
  const close = lexer.text.indexOf(mark, from)
  return close === -1 ? unfinished(lexer) : finish(lexer, "text", lexer.text.slice(from, close), close + mark.length)
}

function readDollar(lexer: Lexer): boolean {
  dollarTag.lastIndex = lexer.at
  const tag = dollarTag.exec(lexer.text)?.[0]
  return tag !== undefined && readTo(lexer, tag, lexer.at + tag.length)
}

function readChosen(lexer: Lexer, from: number): boolean {
  const open = lexer.text[from] ?? ""
  return readTo(lexer, `${partners[open] ?? open}'`, from + 1)
}

function finish(lexer: Lexer, kind: TokenKind, text: string, at: number): boolean {
  lexer.tokens.push({ kind, text })
  lexer.at = at
  return true
}

function unfinished(lexer: Lexer): boolean {
  lexer.tokens.push({ kind: "fault", text: "quote" })
  lexer.at = lexer.text.length
  return true
}
