/** How far a regular expression can look from where its match starts, so that a window of the text is enough to try it. */

export interface Reach {
  /** Characters before the start that a lookbehind may read. */
  readonly behind: number
  /** Characters from the start on, lookaheads included; Infinity when a quantifier has no upper bound. */
  readonly ahead: number
}

/** For the expressions of rules: groups, lookarounds, classes, quantifiers, backreferences. Without the flags u and v. */
export function reachOf(source: string): Reach {
  const parser: Parser = { source, at: 0, behind: 0, ahead: 0, groups: [] }
  const length = alternatives(parser, 0)
  if (parser.at < source.length) throw new SyntaxError(`an unopened group ends at ${parser.at} in a rule's expression`)
  return { behind: parser.behind, ahead: Math.max(length, parser.ahead) }
}

interface Parser {
  readonly source: string
  at: number
  behind: number
  ahead: number
  /** Longest text of each capture group. */
  readonly groups: number[]
}

/** The longest text of the alternatives up to the end of the group; `before` is how far from the start they can begin. */
function alternatives(parser: Parser, before: number): number {
  let longest = 0
  let length = 0
  while (parser.at < parser.source.length && parser.source[parser.at] !== ")") {
    if (parser.source[parser.at] === "|") {
      parser.at += 1
      length = 0
    } else length += term(parser, before + length)
    longest = Math.max(longest, length)
  }
  return longest
}

function term(parser: Parser, before: number): number {
  const single = parser.source[parser.at] === "(" ? group(parser, before) : atom(parser)
  const most = quantifier(parser)
  // Within a repeated group a lookahead may stand at the last repetition.
  if (single > 0 && most > 1) parser.ahead = Math.max(parser.ahead, parser.ahead === 0 ? 0 : before + single * most + parser.ahead)
  return single === 0 ? 0 : single * most
}

function group(parser: Parser, before: number): number {
  const opening = /^\((?:\?(?:[:=!]|<[=!]|<[A-Za-z]\w*>))?/.exec(parser.source.slice(parser.at, parser.at + 80))![0]
  parser.at += opening.length
  const number = opening === "(" || opening.endsWith(">") ? parser.groups.push(0) : 0
  const lookaround = /[=!]$/.test(opening)
  const length = alternatives(parser, opening.includes("<") && lookaround ? 0 : before)
  parser.at += 1
  if (number > 0) parser.groups[number - 1] = length
  if (!lookaround) return length
  if (opening.includes("<")) parser.behind = Math.max(parser.behind, length)
  else parser.ahead = Math.max(parser.ahead, before + length)
  return 0
}

function atom(parser: Parser): number {
  const { source } = parser
  const character = source[parser.at]!
  if (character === "[") {
    parser.at += /^\[(?:\\.|[^\]\\])*\]/s.exec(source.slice(parser.at))![0].length
    return 1
  }
  if (character !== "\\") {
    parser.at += 1
    return character === "^" || character === "$" ? 0 : 1
  }
  const escape = /^\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|c[A-Za-z]|[1-9]\d?|.)/s.exec(source.slice(parser.at, parser.at + 6))![0]
  parser.at += escape.length
  if (/^\\[1-9]/.test(escape)) return parser.groups[Number(escape.slice(1)) - 1] ?? Number.POSITIVE_INFINITY
  return escape === "\\b" || escape === "\\B" ? 0 : 1
}

/** How often at most. */
function quantifier(parser: Parser): number {
  const found = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(parser.source.slice(parser.at, parser.at + 24))?.[0]
  if (found === undefined) return 1
  parser.at += found.length
  if (found.startsWith("?")) return 1
  if (!found.startsWith("{")) return Number.POSITIVE_INFINITY
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)/.exec(found)!
  return comma === "" ? Number(least) : most === "" ? Number.POSITIVE_INFINITY : Number(most)
}
