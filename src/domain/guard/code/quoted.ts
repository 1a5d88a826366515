/** Quoted text: from its opening mark to its closing one, escapes evaluated and interpolations set apart. */
import { escapeAt } from "./escapes.ts"
import type { Language } from "./language.ts"
import type { Piece } from "./token.ts"

/** How a text is to be read. */
export interface Quoting {
  readonly language: Language
  readonly close: string
  /** The opening mark, where it may occur inside in pairs: %w[[a]]. */
  readonly open?: string
  /** `own`: only the backslash and the closing mark are escaped, as in '…' of Ruby, Perl and PHP. */
  readonly escapes: "all" | "own" | "none"
  readonly interpolation: "none" | "braces" | "dollar-braces" | "hash-braces" | "variables"
  readonly lines: boolean
}

export interface Quoted {
  readonly pieces: Piece[]
  /** After the closing mark. */
  readonly end: number
  readonly closed: boolean
}

export function readQuoted(source: string, at: number, quoting: Quoting): Quoted {
  const pieces: Piece[] = []
  let text = ""
  let depth = 0
  let position = at
  while (position < source.length) {
    const letter = source[position]!
    if (depth === 0 && source.startsWith(quoting.close, position)) {
      return { pieces: withText(pieces, text), end: position + quoting.close.length, closed: true }
    }
    if (letter === "\n" && !quoting.lines) break
    if (letter === "\\") {
      const escape = escaped(source, position, quoting)
      text += escape.text
      position = escape.end
      continue
    }
    const hole = interpolationAt(source, position, quoting)
    if (hole !== undefined) {
      if (hole.code === undefined) text += hole.text
      else {
        withText(pieces, text).push({ code: hole.code })
        text = ""
      }
      position = hole.end
      continue
    }
    if (quoting.open !== undefined && letter === quoting.open) depth += 1
    else if (depth > 0 && letter === quoting.close) depth -= 1
    text += letter
    position += 1
  }
  return { pieces: withText(pieces, text), end: position, closed: false }
}

function withText(pieces: Piece[], text: string): Piece[] {
  if (text !== "" || pieces.length === 0) pieces.push(text)
  return pieces
}

function escaped(source: string, at: number, { language, close, escapes }: Quoting): { text: string; end: number } {
  const next = source[at + 1] ?? ""
  if (escapes === "all") return escapeAt(source, at, language)
  if (escapes === "own" && (next === "\\" || next === close)) return { text: next, end: at + 2 }
  // A raw text of Python still cannot end at a quote after a backslash.
  if (escapes === "none" && next === close[0]) return { text: `\\${next}`, end: at + 2 }
  return { text: "\\", end: at + 1 }
}

interface Hole {
  readonly code?: string
  readonly text: string
  readonly end: number
}

const variable = /\$(?:\{\s*\w+\s*\}|\w+(?:::\w+)*(?:(?:->)?\[[^\]\n]{0,80}\]|->\w+(?!\()|(?:->)?\{[\w'"]{1,60}\})?)/y
const arrayVariable = /@\w+/y

function interpolationAt(source: string, at: number, { language, interpolation }: Quoting): Hole | undefined {
  const letter = source[at]
  const next = source[at + 1]
  if (interpolation === "none") return undefined
  if (interpolation === "braces") {
    if ((letter === "{" || letter === "}") && next === letter) return { text: letter, end: at + 2 }
    return letter === "{" ? braces(source, at, true) : undefined
  }
  if (interpolation === "dollar-braces") return letter === "$" && next === "{" ? braces(source, at + 1) : undefined
  if (interpolation === "hash-braces") return letter === "#" && next === "{" ? braces(source, at + 1) : undefined
  if (language === "php" && letter === "{" && next === "$") return braces(source, at)
  if (language === "perl" && (letter === "@" || letter === "$") && next === "{" && !/\w/.test(source[at + 2] ?? "")) return braces(source, at + 1)
  const pattern = letter === "$" ? variable : letter === "@" && language === "perl" ? arrayVariable : undefined
  if (pattern === undefined) return undefined
  pattern.lastIndex = at
  const found = pattern.exec(source)?.[0]
  if (found === undefined) return undefined
  return { code: found.replace(/^\$\{\s*(\w+)\s*\}$/, "$$$1"), text: "", end: at + found.length }
}

/** The program text between the brace at `at` and its partner; quotes inside hide braces. */
function braces(source: string, at: number, formatted = false): Hole {
  let depth = 0
  let quote = ""
  for (let position = at; position < source.length; position += 1) {
    const letter = source[position]!
    if (letter === "\\") position += 1
    else if (quote !== "") quote = letter === quote ? "" : quote
    else if (letter === "'" || letter === '"') quote = letter
    else if (letter === "{") depth += 1
    else if (letter === "}" && --depth === 0) {
      const code = source.slice(at + 1, position)
      return { code: formatted ? withoutFormat(code) : code, text: "", end: position + 1 }
    }
  }
  return { code: source.slice(at + 1), text: "", end: source.length }
}

/** Without the conversion and the format of a replacement field: {name!r:>10}. */
function withoutFormat(code: string): string {
  const head = code.slice(0, -48)
  return head + code.slice(-48).replace(/=?(?:![rsa])?(?::[^'"()[\]{}]*)?$/, "")
}
