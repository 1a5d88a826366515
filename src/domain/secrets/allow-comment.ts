/** Finds the words `tipstaff:allow` where they stand in a comment, in any language; says why where they do not. */
/** Words that follow "the comment tipstaff:allow"; never a part of the comment, which may hold a secret. */
export interface AllowProblem {
  readonly problem: string
}

/** UTF-16 offsets. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The place of the comment: on the secret's own line, or on the line above, where nothing else may stand. */
export type AllowPlace = { readonly secret: Span } | "above"

export interface Comment {
  /** What follows the words, up to the end of the comment. */
  readonly body: string
}

const words = /tipstaff:allow(?![\w-])/g

/** A line that speaks of it more often is no comment for us. */
const maxTries = 8

/** Undefined when the words are not there, or on the line above not alone: then they speak of that line. */
export function commentIn(line: string, place: AllowPlace): Comment | AllowProblem | undefined {
  let problem: AllowProblem | undefined
  let tries = 0
  for (const { index } of line.matchAll(words)) {
    const found = place === "above" ? aloneAt(line, index) : besideAt(line, index, place.secret)
    if (found !== undefined && "body" in found) return found
    problem ??= found
    tries += 1
    if (tries === maxTries) break
  }
  return problem
}

// What opens a comment right before the words. What may stand before the mark keeps addresses (https://), options (--) and
// the ends of statements from looking like one.
const opening =
  /(?:(?<marked><!--|<%--|\{\{!--)|(?<=^|[\s;,(){}[\]>"'`])(?<common>\{#|\/\*{1,3}|\(\*|\{-|\/{2,4}!?|#{1,8})|(?<=^|\s)(?<spaced>-{2,8}(?=[ \t])|;{1,8}|%{1,8}|@?rem(?=\s)|::))[ \t]*$/i

/** Signs that open a comment in Visual Basic and in Vim, and a text nearly everywhere else: only at the start of a line. */
const quoteOpening = /^\s*(?<quote>["'])[ \t]*$/

const closings: Readonly<Record<string, string>> = {
  "<!--": "-->",
  "<%--": "--%>",
  "{{!--": "--}}",
  "{#": "#}",
  "/*": "*/",
  "(*": "*)",
  "{-": "-}",
}

/** Far enough for a mark and the blanks behind it. */
const maxOpening = 60

interface Opening {
  /** Where the mark begins. */
  readonly at: number
  readonly mark: string
}

function openingBefore(line: string, index: number): Opening | undefined {
  const from = Math.max(0, index - maxOpening)
  const match = opening.exec(line.slice(from, index))
  if (match === null) return undefined
  // Where the slice cuts the line, its first character has no known neighbour.
  if (match.index === 0 && from > 0) return undefined
  const mark = match.groups!["marked"] ?? match.groups!["common"] ?? match.groups!["spaced"]!
  return { at: from + match.index, mark: mark.startsWith("/*") ? "/*" : mark }
}

const quoted: AllowProblem = { problem: "may stand inside quotes; give it a line of its own above the secret" }

/** On the line of the secret. */
function besideAt(line: string, index: number, secret: Span): Comment | AllowProblem {
  if (index < secret.end && index + "tipstaff:allow".length > secret.start) return { problem: "stands inside the secret itself" }
  const open = openingBefore(line, index)
  if (open === undefined) return { problem: "stands in no comment on the secret's line; put it on the line above" }
  if (insideQuotes(line, open.at)) return quoted
  const end = endOf(line, index, open.mark)
  if (index < secret.start && secret.start < end) return { problem: "holds the secret itself; put it on the line above" }
  return { body: bodyOf(line, index, end) }
}

/** On the line above: nothing else may stand there, or the comment speaks of what stands there. */
function aloneAt(line: string, index: number): Comment | AllowProblem | undefined {
  const quote = quoteOpening.exec(line.slice(0, index))?.groups!["quote"]
  // A second one closes it: an element of a list, not a comment.
  if (quote !== undefined) return line.includes(quote, index) ? quoted : { body: bodyOf(line, index, line.length) }
  const open = openingBefore(line, index)
  if (open === undefined || !/^\s*\{?$/.test(line.slice(0, open.at))) return undefined
  const end = endOf(line, index, open.mark)
  const rest = line.slice(end + (closings[open.mark]?.length ?? 0))
  return /^\s*\}?\s*$/.test(rest) ? { body: bodyOf(line, index, end) } : undefined
}

/** Where the comment ends: at its closing mark, or with the line. */
function endOf(line: string, index: number, mark: string): number {
  const closing = closings[mark]
  const end = closing === undefined ? -1 : line.indexOf(closing, index)
  return end === -1 ? line.length : end
}

/** A comment in a comment leaves the outer one's closing mark at the end. */
function bodyOf(line: string, index: number, end: number): string {
  return line
    .slice(index + "tipstaff:allow".length, end)
    .trimEnd()
    .replace(/(?:\*\/|--%?>|--\}\}|#\}|\*\)|-\})$/, "")
}

/** Counts the quotes before it, as nearly all languages do; an apostrophe in a sentence counts too, to be careful. */
function insideQuotes(line: string, index: number): boolean {
  let open: string | undefined
  for (let at = 0; at < index; at += 1) {
    const character = line[at]!
    if (open === undefined) {
      if (character === '"' || character === "'" || character === "`") open = character
    } else if (character === "\\") at += 1
    else if (character === open) open = undefined
  }
  return open !== undefined
}
