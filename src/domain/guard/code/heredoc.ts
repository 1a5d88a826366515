/** Heredocs of Ruby, Perl and PHP: texts that begin at the line after their mark. */
import type { Language } from "./language.ts"
import { type Quoting, readQuoted } from "./quoted.ts"
import type { TextToken } from "./token.ts"

export interface Heredoc {
  readonly token: TextToken
  readonly label: string
  readonly raw: boolean
}

const marks: Readonly<Partial<Record<Language, RegExp>>> = {
  ruby: /<<([~-]?)(["'`]?)([A-Za-z_]\w{0,60})\2/y,
  perl: /<<(~?)(["'`]?)([A-Za-z_]\w{0,60})\2/y,
  php: /<<<([ \t]*)(["']?)([A-Za-z_]\w{0,60})\2/y,
}

/** The heredoc that is announced at `at`, and where its mark ends. */
export function heredocAt(language: Language, source: string, at: number, afterValue: boolean): (Heredoc & { readonly end: number }) | undefined {
  const mark = marks[language]
  if (mark === undefined || source[at] !== "<" || source[at + 1] !== "<") return undefined
  mark.lastIndex = at
  const found = mark.exec(source)
  if (found === null) return undefined
  const [all, indent, quote, label] = found as unknown as [string, string, string, string]
  // `list <<Item` appends in Ruby, where the blank or the value before decides.
  const certain = language === "php" || quote !== "" || indent !== ""
  if (!certain && (!/^[A-Z]/.test(label) || (afterValue && !/\s/.test(source[at - 1] ?? "")))) return undefined
  const token: TextToken = { kind: "text", spaced: true, pieces: [""], command: quote === "`", list: false, template: false }
  return { token, label, raw: quote === "'", end: at + all.length }
}

/** Fills in the texts that begin at `at`, and returns where the program goes on; undefined when one does not end. */
export function readHeredocs(language: Language, source: string, at: number, heredocs: readonly Heredoc[]): number | undefined {
  let position = at
  for (const heredoc of heredocs) {
    const closing = new RegExp(`^[ \\t]*${heredoc.label}\\b`, "gm")
    closing.lastIndex = position
    const found = closing.exec(source)
    if (found === null) return undefined
    heredoc.token.pieces = piecesOf(language, dedented(source.slice(position, found.index)), heredoc.raw)
    position = found.index + found[0].length
  }
  return position
}

function piecesOf(language: Language, body: string, raw: boolean) {
  if (raw) return [body]
  const interpolation = language === "ruby" ? "hash-braces" : "variables"
  const quoting: Quoting = { language, close: "\0\0", escapes: "all", interpolation, lines: true }
  return readQuoted(body, 0, quoting).pieces
}

/** Blanks before lines tell nothing of what a command or a program does, but they do matter to Python. */
function dedented(body: string): string {
  const lines = body.split("\n")
  const blanks = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)![0].length)
  const least = blanks.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER)
  return lines
    .map((line) => line.slice(least))
    .join("\n")
    .replace(/\n$/, "")
}
