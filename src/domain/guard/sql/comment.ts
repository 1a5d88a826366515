/** Comments of SQL, among them those that MySQL and MariaDB run. */
import type { Lexer } from "./tokenize.ts"

/** Whether a comment, or the edge of one that runs, stood there and was passed. */
export function skipComment(lexer: Lexer): boolean {
  const { text, at } = lexer
  const two = text.slice(at, at + 2)
  if (two === "*/" && lexer.running > 0) {
    lexer.running--
    lexer.at += 2
    return true
  }
  if (two === "/*") return blockComment(lexer)
  if (!beginsLine(lexer, two)) return false
  lineComment(lexer)
  return true
}

function beginsLine({ text, at, reading: { dialect } }: Lexer, two: string): boolean {
  if (two === "--") return !dialect.spacedDashes || at + 2 >= text.length || text.charCodeAt(at + 2) <= 0x20
  if (two === "//") return dialect.slashComments
  return two[0] === "#" && dialect.hash === "comment"
}

function lineComment(lexer: Lexer): void {
  const ends = lexer.reading.dialect.returnEnds ? /[\r\n]/g : /\n/g
  ends.lastIndex = lexer.at
  lexer.at = ends.exec(lexer.text)?.index ?? lexer.text.length
}

const running = /\/\*M?!(\d{5,6})?/y

function blockComment(lexer: Lexer): boolean {
  const { reading } = lexer
  running.lastIndex = lexer.at
  const found = reading.dialect.runningComments ? running.exec(lexer.text) : null
  if (found !== null && (found[1] === undefined || reading.runs(Number(found[1])))) {
    lexer.running++
    lexer.at += found[0].length
    return true
  }
  const close = commentEnd(lexer.text, lexer.at + 2, reading.dialect.nestedComments)
  if (close === -1) lexer.tokens.push({ kind: "fault", text: "/*" })
  lexer.at = close === -1 ? lexer.text.length : close
  return true
}

function commentEnd(text: string, from: number, nested: boolean): number {
  const edges = nested ? /\/\*|\*\//g : /\*\//g
  edges.lastIndex = from
  let depth = 1
  for (let edge = edges.exec(text); edge !== null; edge = edges.exec(text)) {
    depth += edge[0] === "/*" ? 1 : -1
    if (depth === 0) return edges.lastIndex
  }
  return -1
}
