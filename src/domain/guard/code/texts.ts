/** Where a quoted text begins, by language: its mark, its prefix, and how it is to be read. */
import type { Language } from "./language.ts"
import type { Quoting } from "./quoted.ts"

export interface TextStart {
  readonly quoting: Quoting
  /** After the opening mark. */
  readonly at: number
  readonly command: boolean
  readonly list: boolean
  readonly template: boolean
  /** A regular expression; `second` when a replacement follows: s/a/b/. */
  readonly pattern?: "one" | "second"
}

const plain = { command: false, list: false, template: false }
const partners: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" }

/** `afterValue`: a value stands before, so that marks which are operators as well mean the operator. */
export function textStart(language: Language, source: string, at: number, afterValue: boolean): TextStart | undefined {
  if (language === "python") return pythonStart(source, at)
  if (language === "javascript") return javascriptStart(source, at)
  if (language === "ruby") return rubyStart(source, at, afterValue)
  if (language === "perl") return perlStart(source, at, afterValue)
  return phpStart(source, at)
}

const pythonPrefix = /([rRbBuUfFtT]{0,2})('''|"""|'|")/y

function pythonStart(source: string, at: number): TextStart | undefined {
  pythonPrefix.lastIndex = at
  const found = pythonPrefix.exec(source)
  if (found === null) return undefined
  const prefix = found[1]!.toLowerCase()
  const close = found[2]!
  const interpolation = /[ft]/.test(prefix) ? "braces" : "none"
  const quoting: Quoting = { language: "python", close, escapes: prefix.includes("r") ? "none" : "all", interpolation, lines: close.length === 3 }
  return { ...plain, quoting, at: at + found[0].length }
}

function javascriptStart(source: string, at: number): TextStart | undefined {
  const close = source[at]!
  if (close === "'" || close === '"') {
    return { ...plain, quoting: { language: "javascript", close, escapes: "all", interpolation: "none", lines: false }, at: at + 1 }
  }
  if (close !== "`") return undefined
  return {
    ...plain,
    template: true,
    quoting: { language: "javascript", close, escapes: "all", interpolation: "dollar-braces", lines: true },
    at: at + 1,
  }
}

const rubyPercent = /%([qQwWiIxrs]?)([^\w\s])/y

function rubyStart(source: string, at: number, afterValue: boolean): TextStart | undefined {
  const mark = source[at]!
  if (mark === "'" || mark === '"' || mark === "`") return { ...plain, command: mark === "`", quoting: rubyQuoting(mark, mark !== "'"), at: at + 1 }
  rubyPercent.lastIndex = at
  const found = mark === "%" ? rubyPercent.exec(source) : null
  if (found === null || (afterValue && (found[1] === "" || !/\s/.test(source[at - 1] ?? "")))) return undefined
  if (found[1] === "" && !"([{<|!/".includes(found[2]!)) return undefined
  const open = found[2]!
  const close = partners[open] ?? open
  const quoting = { ...rubyQuoting(close, !/[qwis]/.test(found[1]!)), ...(close === open ? {} : { open }) }
  const start = { quoting, at: at + found[0].length, command: found[1] === "x", list: /[wi]/i.test(found[1]!), template: false }
  return found[1] === "r" ? { ...start, pattern: "one" } : start
}

function rubyQuoting(close: string, interpolated: boolean): Quoting {
  return { language: "ruby", close, escapes: interpolated ? "all" : "own", interpolation: interpolated ? "hash-braces" : "none", lines: true }
}

const perlOperator = /(qq|qw|qx|qr|q|m|s|tr|y)(\s*)([^\w\s,;)=]|=(?![=>~]))/y

function perlStart(source: string, at: number, afterValue: boolean): TextStart | undefined {
  const mark = source[at]!
  if (mark === "'" || mark === '"' || mark === "`") return { ...plain, command: mark === "`", quoting: perlQuoting(mark, mark !== "'"), at: at + 1 }
  perlOperator.lastIndex = at
  const found = "qmsty".includes(mark) ? perlOperator.exec(source) : null
  // A key of a hash, {s}, and a method, ->s, are names; after blanks a hash mark begins a comment.
  if (
    found === null ||
    (afterValue && !found[1]!.startsWith("q")) ||
    /[\w$@%>{]/.test(perlBefore(source, at, found[3]!)) ||
    (found[2] !== "" && found[3] === "#")
  ) {
    return undefined
  }
  const [all, operator, , open] = found as unknown as [string, string, string, string]
  const close = partners[open] ?? open
  const interpolated = operator !== "q" && operator !== "qw" && open !== "'"
  const quoting = { ...perlQuoting(close, interpolated), ...(close === open ? {} : { open }) }
  const start = { quoting, at: at + all.length, command: operator === "qx", list: operator === "qw", template: false }
  if (operator.startsWith("q") && operator !== "qr") return start
  return { ...start, pattern: /^(?:s|tr|y)$/.test(operator) ? "second" : "one" }
}

/** What stands directly before; a brace counts only where the operator would end with its partner. */
function perlBefore(source: string, at: number, open: string): string {
  const before = source[at - 1] ?? ""
  return before === "{" && open !== "}" ? "" : before
}

function perlQuoting(close: string, interpolated: boolean): Quoting {
  return { language: "perl", close, escapes: interpolated ? "all" : "own", interpolation: interpolated ? "variables" : "none", lines: true }
}

function phpStart(source: string, at: number): TextStart | undefined {
  const close = source[at]!
  if (close !== "'" && close !== '"' && close !== "`") return undefined
  const interpolated = close !== "'"
  return {
    ...plain,
    command: close === "`",
    quoting: { language: "php", close, escapes: interpolated ? "all" : "own", interpolation: interpolated ? "variables" : "none", lines: true },
    at: at + 1,
  }
}
