/** Tokens of a program, tolerantly: what cannot be followed is said, never thrown. Linear in the text's length. */
import { type Heredoc, heredocAt, readHeredocs } from "./heredoc.ts"
import { keywords, type Language } from "./language.ts"
import { readQuoted } from "./quoted.ts"
import { type TextStart, textStart } from "./texts.ts"
import type { TextToken, Token, Tokens } from "./token.ts"

const comments: Readonly<Record<Language, RegExp>> = {
  python: /#[^\n]*/y,
  javascript: /\/\/[^\n\u2028\u2029]*|\/\*[^]*?(?:\*\/|$)|#![^\n]*|<!--[^\n]*/y,
  ruby: /#[^\n]*|(?<![^\n])=begin\b[^]*?(?:\n=end[^\n]*|$)|(?<![^\n])__END__\r?(?:\n[^]*)?$/y,
  perl: /#[^\n]*|(?<![^\n])=[a-z]\w*[^]*?(?:\n=cut[^\n]*|$)|(?<![^\n])__(?:END|DATA)__\r?(?:\n[^]*)?$/y,
  // A comment ends where the program does: `// ?>`.
  php: /(?:\/\/|#(?!\[))[^\n?]*(?:\?(?!>)[^\n?]*)*|\/\*[^]*?(?:\*\/|$)/y,
}
const names: Readonly<Record<Language, RegExp>> = {
  python: /[\p{L}_][\p{L}\p{N}_]*/uy,
  javascript: /[#@]?[\p{L}_$](?:[\p{L}\p{N}_$]|\\u[0-9A-Fa-f]{4})*/uy,
  ruby: /(?:@@?|\$)?[\p{L}_][\p{L}\p{N}_]*(?:[?!](?!=))?|\$[0-9!@&~0*$?:"<>;,./\\]/uy,
  perl: /[$@%]\^\w|[$@%&]\${0,4}(?:::)?\p{L}[\p{L}\p{N}_]*(?:::\w+)*|[$@]\${0,4}_\w*|\$[0-9!@&$.;,/\\]|[\p{L}_][\p{L}\p{N}_]*(?:::[\p{L}\p{N}_]+)*/uy,
  php: /\${0,4}[\p{L}_][\p{L}\p{N}_]*|\\?[\p{L}_][\p{L}\p{N}_]*(?:\\[\p{L}\p{N}_]+)*/uy,
}
const numbers = /(?:0[xX][0-9A-Fa-f_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)[nNjJlL]?/y
const operators =
  /===|!==|\*\*=|\|\|=|&&=|\?\?=|<=>|\.\.\.|\?->|->|=>|\?\.(?!\d)|&\.|::|:=|==|!=|<=|>=|\+=|-=|\*=|\/=|\.=|~=|=~|!~|%=|\|=|&=|\/\/|\*\*|&&|\|\||\?\?|\+\+|--|<<|>>|\.\.|[^\s\w]/y
/** One spelling for what means the same: `.` for a member, `~` for the joining of texts. */
const sameOperator: Readonly<Record<string, string>> = { "->": ".", "?->": ".", "?.": ".", "&.": ".", "::": "." }
const symbols = /:(?:"|([A-Za-z_]\w*[?!]?))/y
const regexLiteral = /\/(?![*/\s])(?:[^\\/[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+\/[a-z]*/y

export function tokenize(language: Language, source: string): Tokens {
  const tokens: Token[] = []
  const heredocs: Heredoc[] = []
  let trouble: string | undefined
  let at = 0
  let spaced = true
  const add = (token: Token, end: number) => {
    tokens.push(token)
    at = end
    spaced = false
  }
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(source)
  }

  if (language === "php") at = afterTag(source, 0, true)
  while (at < source.length) {
    const letter = source[at]!
    if (letter === "\n") {
      if (language !== "php" && language !== "perl") tokens.push({ kind: "end", spaced })
      spaced = true
      at += 1
      if (heredocs.length > 0) {
        const end = readHeredocs(language, source, at, heredocs)
        if (end === undefined) return { tokens, trouble: "a text in the program does not end" }
        at = end
        heredocs.length = 0
      }
      continue
    }
    if (/\s/.test(letter) || (letter === "\\" && /\r?\n/y.test(source.slice(at + 1, at + 3)))) {
      at += letter === "\\" ? (source[at + 1] === "\r" ? 3 : 2) : 1
      spaced = true
      continue
    }
    const comment = match(comments[language])
    if (comment !== null && comment[0] !== "") {
      at += comment[0].length
      spaced = true
      continue
    }
    if (language === "php" && source.startsWith("?>", at)) {
      tokens.push({ kind: "end", spaced })
      at = afterTag(source, at + 2, false)
      continue
    }
    const afterValue = endsValue(tokens.at(-1), language)
    const heredoc = heredocAt(language, source, at, afterValue)
    if (heredoc !== undefined) {
      heredocs.push(heredoc)
      add(heredoc.token, heredoc.end)
      continue
    }
    const start = isMember(tokens.at(-1)) && /\w/.test(letter) ? undefined : textStart(language, source, at, afterValue)
    if (start !== undefined) {
      const text = readText(source, start, language, spaced)
      if (!text.closed) trouble ??= "a text in the program does not end"
      add(text.token, text.end)
      continue
    }
    if (
      letter === "/" &&
      (language === "javascript" || language === "ruby" || language === "perl") &&
      startsPattern(tokens, language, spaced, source[at + 1])
    ) {
      const found = match(regexLiteral)
      if (found !== null) {
        add({ kind: "pattern", spaced }, at + found[0].length)
        continue
      }
    }
    const symbol = language === "ruby" && letter === ":" && source[at - 1] !== ":" && (spaced || !afterValue) ? match(symbols) : null
    if (symbol !== null) {
      if (symbol[1] === undefined) at += 1
      else add({ kind: "text", pieces: [symbol[1]], command: false, list: false, template: false, spaced }, at + symbol[0].length)
      continue
    }
    const number = /\d/.test(letter) ? match(numbers) : null
    if (number !== null) {
      add({ kind: "number", text: number[0], spaced }, at + number[0].length)
      continue
    }
    const name = match(names[language])
    // After a value, a sign before a name is an operator: $a %$b.
    if (name !== null && !(language === "perl" && /^[%&]/.test(letter) && afterValue)) {
      add({ kind: "name", text: plainName(name[0], language), spaced }, at + name[0].length)
      continue
    }
    const operator = match(operators)?.[0] ?? letter
    if (operator === ";") add({ kind: "end", spaced }, at + 1)
    else add({ kind: "op", text: operatorText(operator, language), spaced }, at + operator.length)
  }
  if (heredocs.length > 0) trouble ??= "a text in the program does not end"
  return { tokens, trouble }
}

function operatorText(operator: string, language: Language): string {
  if (operator === "." && (language === "perl" || language === "php")) return "~"
  if (operator === "//" && language === "perl") return "||"
  if (operator === "->" && (language === "python" || language === "ruby")) return operator
  if (operator === "::" && language === "python") return operator
  return sameOperator[operator] ?? operator
}

/** `\u0065xec` is a name like any other in JavaScript; PHP's names may begin at the root. */
function plainName(name: string, language: Language): string {
  if (language === "javascript") return name.replace(/\\u([0-9A-Fa-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  if (language === "python") return name.normalize("NFKC")
  if (language === "perl")
    return name
      .replace(/^&/, "")
      .replaceAll("::", ".")
      .replace(/^CORE\.(?:GLOBAL\.)?/, "")
  if (language === "php") return name.replace(/^\\/, "")
  return name
}

/** The program of a file begins after its tag; the text of `php -r` has none. */
function afterTag(source: string, at: number, first: boolean): number {
  const tag = /<\?(?:php\b|=)?/gi
  tag.lastIndex = at
  const found = tag.exec(source)
  if (found === null) return first ? at : source.length
  // Before a tag that is inside a text, there is program text already.
  if (first && /[;('"]/.test(source.slice(0, found.index))) return at
  return found.index + found[0].length
}

function readText(source: string, start: TextStart, language: Language, spaced: boolean): { token: Token; end: number; closed: boolean } {
  const text = readQuoted(source, start.at, start.quoting)
  if (start.pattern === undefined) {
    const { command, list, template } = start
    return { token: { kind: "text", pieces: text.pieces, command, list, template, spaced } satisfies TextToken, end: text.end, closed: text.closed }
  }
  const rest = start.pattern === "second" ? replacement(source, text.end, start) : { end: text.end, closed: text.closed, code: "" }
  const flags = /[a-z]*/y
  flags.lastIndex = rest.end
  const given = flags.exec(source)![0]
  const end = rest.end + given.length
  // s/a/b/e runs what it puts in.
  if (language === "perl" && given.includes("e") && rest.code !== "") {
    return {
      token: { kind: "text", pieces: ["", { code: rest.code }], command: false, list: false, template: false, spaced },
      end,
      closed: rest.closed,
    }
  }
  return { token: { kind: "pattern", spaced }, end, closed: rest.closed }
}

function replacement(source: string, at: number, start: TextStart): { end: number; closed: boolean; code: string } {
  let position = at
  if (start.quoting.open !== undefined) {
    while (/\s/.test(source[position] ?? "")) position += 1
    position += 1
  }
  const text = readQuoted(source, position, { ...start.quoting, escapes: "none", interpolation: "none" })
  return { end: text.end, closed: text.closed, code: text.pieces.join("") }
}

const isMember = (token: Token | undefined) => token?.kind === "op" && token.text === "."

function endsValue(token: Token | undefined, language: Language): boolean {
  if (token === undefined || token.kind === "end") return false
  if (token.kind === "name") return !keywords[language].has(token.text)
  return token.kind !== "op" || token.text === ")" || token.text === "]" || token.text === "}"
}

/** Whether a slash begins a regular expression rather than divides. */
function startsPattern(tokens: readonly Token[], language: Language, spaced: boolean, next: string | undefined): boolean {
  const last = tokens.at(-1)
  if (!endsValue(last, language)) return true
  if (last?.kind === "op" && last.text === "}") return true
  if (last?.kind === "op" && last.text === ")") return closesCondition(tokens)
  // `split /,/` calls with a pattern, `a / b` divides.
  return language !== "javascript" && last?.kind === "name" && !/^[$@]/.test(last.text) && spaced && next !== " "
}

/** Looks back over a bounded number of tokens for the word before the parenthesis. */
function closesCondition(tokens: readonly Token[]): boolean {
  let depth = 0
  for (let at = tokens.length - 1; at >= Math.max(0, tokens.length - 64); at -= 1) {
    const token = tokens[at]!
    if (token.kind !== "op") continue
    if (token.text === ")") depth += 1
    if (token.text === "(" && --depth === 0) {
      const before = tokens[at - 1]
      return before?.kind === "name" && /^(?:if|while|for|with)$/.test(before.text)
    }
  }
  return false
}
