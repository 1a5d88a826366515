/** Lines that the client program takes for itself: psql's backslash commands, sqlite3's dot commands, sqlcmd's GO. */
import { isWord } from "./token.ts"
import type { Lexer } from "./tokenize.ts"

/** Whether such a line stood there and was read. */
export function clientLine(lexer: Lexer): boolean {
  switch (lexer.reading.dialect.client) {
    case "psql":
      return lexer.text[lexer.at] === "\\" ? backslash(lexer) : rowsOfCopy(lexer)
    case "mysql":
      return lexer.text[lexer.at] === "\\" ? shortCommand(lexer) : delimiterLine(lexer) || ownLine(lexer, mysqlWords)
    case "sqlite":
      return ownLine(lexer, /\.[a-z]+[^\n]*/iy)
    case "sqlcmd":
      return batchEnd(lexer) || ownLine(lexer, /(?::[a-z!]+|!!)[^\n]*/iy)
    case "sqlplus":
      return batchEnd(lexer) || ownLine(lexer, /(?:(?:host|ho|start|sta|spool|spo|password|passw|connect|conn)\b|[!@$])[^\n]*/iy)
    case "none":
      return false
  }
}

const mysqlWords = /(?:system|source|tee|pager)[ \t][^\n]*/iy

function take(lexer: Lexer, pattern: RegExp): string | undefined {
  pattern.lastIndex = lexer.at
  const found = pattern.exec(lexer.text)?.[0]
  if (found !== undefined) lexer.at += found.length
  return found
}

function pushClient(lexer: Lexer, text: string): true {
  lexer.tokens.push({ kind: "client", text: text.trim() })
  lexer.statement = lexer.tokens.length
  return true
}

function pushEnd(lexer: Lexer): true {
  lexer.tokens.push({ kind: "end", text: ";" })
  lexer.statement = lexer.tokens.length
  return true
}

/** Only where no statement is open. */
function ownLine(lexer: Lexer, pattern: RegExp): boolean {
  if (!lexer.lineStart || lexer.statement !== lexer.tokens.length) return false
  const line = take(lexer, pattern)
  return line !== undefined && pushClient(lexer, line)
}

const wholeLine = /\\(?:!|copy\b|ef\b|ev\b|sf\b|sv\b|help\b|h\b)[^\n]*/iy
const separator = /\\[;:\\]/y
// Its words may be in quotes, and it ends where the next one begins.
const command = /\\(?:[a-z]+\+?|\?|[^\s\w])(?:'(?:[^'\\\n]|\\[^\n])*'|"[^"\n]*"|`[^`\n]*`|[^\\\n'"`]|['"`](?![^\n]*['"`]))*/iy

function backslash(lexer: Lexer): boolean {
  const mark = take(lexer, separator)
  if (mark === "\\;") return pushEnd(lexer)
  if (mark !== undefined) return true
  const line = take(lexer, wholeLine) ?? take(lexer, command)
  return pushClient(lexer, line ?? lexer.text.slice(lexer.at, (lexer.at += 1)))
}

/** `\g` and `\G` end a statement, `\d` sets what does. */
function shortCommand(lexer: Lexer): boolean {
  if (take(lexer, /\\[gGc]/y) !== undefined) return pushEnd(lexer)
  if (take(lexer, /\\d[ \t]+/y) !== undefined) return setDelimiter(lexer)
  const line = take(lexer, /\\(?:[!.PTuRe][^\n]*|[a-zA-Z])/y)
  if (line === undefined) return false
  return pushClient(lexer, line)
}

function delimiterLine(lexer: Lexer): boolean {
  if (!lexer.lineStart || take(lexer, /delimiter[ \t]+/iy) === undefined) return false
  return setDelimiter(lexer)
}

/** One that looks like a word or a quote would make every later reading doubtful. */
function setDelimiter(lexer: Lexer): boolean {
  const mark = (take(lexer, /[^\n]*/y) ?? "").trim().split(/\s/)[0] ?? ""
  if (mark === ";") lexer.delimiter = undefined
  else if (/^[^\w\s'"`\\#*-]{1,16}$/.test(mark)) lexer.delimiter = mark
  else lexer.tokens.push({ kind: "fault", text: "delimiter" })
  return pushEnd(lexer)
}

function batchEnd(lexer: Lexer): boolean {
  if (!lexer.lineStart) return false
  return take(lexer, /(?:go(?:[ \t]+\d+)?|\/)[ \t\r]*(?=\n|$)/iy) !== undefined && pushEnd(lexer)
}

/** What follows COPY ... FROM STDIN; on the next lines, to `\.` on its own, is rows. */
function rowsOfCopy(lexer: Lexer): boolean {
  if (!lexer.lineStart || lexer.statement !== lexer.tokens.length || !copiesFromInput(lexer)) return false
  const close = /^\\\.[ \t\r]*$/gm
  close.lastIndex = lexer.at
  const found = close.exec(lexer.text)
  const to = found?.index ?? lexer.text.length
  lexer.tokens.push({ kind: "rows", text: lexer.text.slice(lexer.at, to) })
  lexer.at = found === null ? to : close.lastIndex
  lexer.statement = lexer.tokens.length
  return true
}

/** Looks back over one statement; its answer is found in a few words, since the options of COPY are few. */
function copiesFromInput({ tokens }: Lexer): boolean {
  if (tokens.at(-1)?.kind !== "end") return false
  for (let at = tokens.length - 2; at >= 0 && at > tokens.length - 80; at--) {
    const token = tokens[at]
    if (token === undefined || token.kind === "end" || token.kind === "client") return false
    if (isWord(token, "stdin")) return isWord(tokens[at - 1], "from")
  }
  return false
}
