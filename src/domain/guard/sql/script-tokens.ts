/** The words of JavaScript, as far as calls and their literal arguments need them. Time is linear in the length of the text. */
import { unquoted } from "./quote.ts"
import { isSign, isWord, type Token } from "./token.ts"

interface Scanner {
  readonly text: string
  readonly tokens: Token[]
  at: number
  /** Open braces in each template's expression. */
  readonly templates: number[]
}

const blank = /[\s\ufeff]+|\/\/[^\n\r\u2028\u2029]*/y
const word = /[\p{L}_$][\p{L}\p{M}\p{N}_$]*/uy
const number = /\d[\w.]*/y
const pattern = /\/(?:[^\\/[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+\/[a-z]*/y
const sign = /\?\.|=>|[^]/uy

export function scriptTokens(text: string): Token[] {
  const scanner: Scanner = { text, tokens: [], at: 0, templates: [] }
  while (scanner.at < text.length) next(scanner)
  return scanner.tokens
}

function next(scanner: Scanner): void {
  const { text, tokens } = scanner
  if (match(scanner, blank) !== undefined) return
  const character = text[scanner.at] ?? ""
  if (text.startsWith("/*", scanner.at)) return comment(scanner)
  if (character === "'" || character === '"') return quoted(scanner, character)
  if (character === "`") {
    scanner.at++
    return template(scanner)
  }
  if (character === "/" && patternMayStand(tokens.at(-1))) {
    const found = match(scanner, pattern)
    if (found !== undefined) return push(scanner, "number", found)
  }
  // Behind a parenthesis a pattern and a division look the same, and only one of them holds quotes.
  if (character === "/" && /[/'"`]/.test(text.slice(scanner.at + 1, scanner.at + 200))) push(scanner, "fault", "/")
  if (character === "\\") push(scanner, "fault", "\\")
  if (braces(scanner, character)) return
  const name = match(scanner, word)
  if (name !== undefined) return push(scanner, "word", name)
  const value = match(scanner, number)
  if (value !== undefined) return push(scanner, "number", value)
  push(scanner, "sign", match(scanner, sign) ?? text.slice(scanner.at++, scanner.at))
}

function patternMayStand(before: Token | undefined): boolean {
  if (before === undefined || isWord(before, "return", "typeof", "in", "of", "case")) return true
  return before.kind === "sign" && !isSign(before, ")") && !isSign(before, "]") && !isSign(before, "}")
}

function comment(scanner: Scanner): void {
  const close = scanner.text.indexOf("*/", scanner.at + 2)
  if (close === -1) push(scanner, "fault", "/*")
  scanner.at = close === -1 ? scanner.text.length : close + 2
}

function quoted(scanner: Scanner, quote: string): void {
  const from = scanner.at + 1
  let close = -1
  for (let at = from; at < scanner.text.length && close === -1; at++) {
    if (scanner.text[at] === "\\") at++
    else if (scanner.text[at] === quote) close = at
  }
  if (close === -1) push(scanner, "fault", "quote")
  else push(scanner, "text", unquoted(scanner.text.slice(from, close), "\0", true))
  scanner.at = close === -1 ? scanner.text.length : close + 1
}

/** From behind the opening quote, or from behind an expression, to the next of either. */
function template(scanner: Scanner): void {
  const stop = /`|\$\{|\\[^]/g
  const from = scanner.at
  stop.lastIndex = from
  for (let found = stop.exec(scanner.text); found !== null; found = stop.exec(scanner.text)) {
    if (found[0].startsWith("\\")) continue
    scanner.at = stop.lastIndex
    if (found[0] === "`") return push(scanner, "text", scanner.text.slice(from, found.index))
    scanner.templates.push(0)
    // Its text is not known before the expression is.
    return push(scanner, "sign", "${")
  }
  push(scanner, "fault", "`")
  scanner.at = scanner.text.length
}

function braces(scanner: Scanner, character: string): boolean {
  const { templates } = scanner
  const open = templates.at(-1)
  if (open === undefined) return false
  if (character === "{") templates[templates.length - 1] = open + 1
  else if (character === "}" && open > 0) templates[templates.length - 1] = open - 1
  else if (character === "}") {
    templates.pop()
    scanner.at++
    template(scanner)
    return true
  }
  return false
}

function push(scanner: Scanner, kind: Token["kind"], text: string): void {
  scanner.tokens.push({ kind, text })
}

function match(scanner: Scanner, expression: RegExp): string | undefined {
  expression.lastIndex = scanner.at
  const found = expression.exec(scanner.text)?.[0]
  if (found !== undefined) scanner.at += found.length
  return found
}
