/** Whether a condition holds for every row, so that the statement under it spares none. */
import { behind, type Statement } from "./statement.ts"
import { isSign, isText, isWord, type Token } from "./token.ts"

export type Truth = "always" | "never" | "some"

/** Deeper than this the condition counts as always true. */
const deepest = 32

interface Range {
  readonly from: number
  readonly to: number
}

export function truthOf(statement: Statement, from: number, to: number, depth = 0): Truth {
  if (depth > deepest) return "always"
  const parts = split(statement, { from, to }, ["or", "||", "xor"])
  const truths = parts.map((part) => conjunction(statement, part, depth))
  if (truths.includes("always") || coverEverything(statement, parts)) return "always"
  return truths.every((truth) => truth === "never") ? "never" : "some"
}

function conjunction(statement: Statement, range: Range, depth: number): Truth {
  const truths = split(statement, range, ["and", "&&"]).map((part) => negation(statement, part, depth))
  if (truths.includes("never")) return "never"
  return truths.every((truth) => truth === "always") ? "always" : "some"
}

function negation(statement: Statement, { from, to }: Range, depth: number): Truth {
  let at = from
  let negative = false
  for (; at < to && (isWord(statement.tokens[at], "not") || isSign(statement.tokens[at], "!")); at++) negative = !negative
  const grouped = statement.partners[at] === to - 1 && to - 1 > at
  const truth =
    grouped && !isWord(statement.tokens[at + 1], "select") ? truthOf(statement, at + 1, to - 1, depth + 1) : atom(statement, { from: at, to })
  if (!negative || truth === "some") return truth
  return truth === "always" ? "never" : "always"
}

/** On one level of parentheses. The AND of BETWEEN separates nothing. */
function split(statement: Statement, { from, to }: Range, at: readonly string[]): Range[] {
  const parts: Range[] = []
  let start = from
  let between = false
  for (let index = from; index < to; index = behind(statement, index)) {
    const token = statement.tokens[index]
    if (isWord(token, "between")) between = true
    else if (between && isWord(token, "and")) between = false
    else if (token !== undefined && (token.kind === "word" || token.kind === "sign") && at.includes(token.text)) {
      parts.push({ from: start, to: index })
      start = index + 1
    }
  }
  parts.push({ from: start, to })
  return parts
}

const comparisons = new Set(["=", "==", "<>", "!=", "<", ">", "<=", ">=", "<=>"])

function atom(statement: Statement, range: Range): Truth {
  const tokens = statement.tokens.slice(range.from, range.to)
  if (tokens.length === 0) return "some"
  if (isWord(tokens[0], "current")) return "some"
  if (isWord(tokens[0], "exists")) return tokens.some((token) => isWord(token, "from")) ? "some" : "always"
  const operator = levelIndex(statement, range, (token) => token.kind === "sign" && comparisons.has(token.text)) - range.from
  if (operator > 0) return comparison(tokens.slice(0, operator), tokens[operator]?.text ?? "", tokens.slice(operator + 1))
  if (!namesColumn(tokens)) return isWord(tokens[0], "false", "null") || tokens.every((token) => token.text === "0") ? "never" : "always"
  return predicate(tokens)
}

function levelIndex(statement: Statement, { from, to }: Range, wanted: (token: Token) => boolean): number {
  for (let at = from; at < to; at = behind(statement, at)) {
    const token = statement.tokens[at]
    if (token !== undefined && wanted(token)) return at
  }
  return -1
}

const key = (tokens: readonly Token[]): string =>
  stripped(tokens)
    .map((token) => JSON.stringify([token.kind === "text", token.text]))
    .join("")

function stripped(tokens: readonly Token[]): readonly Token[] {
  let from = 0
  let to = tokens.length
  while (to - from > 2 && isSign(tokens[from], "(") && isSign(tokens[to - 1], ")")) {
    from++
    to--
  }
  return tokens.slice(from, to)
}

const holdsForEqual = new Set(["=", "==", "<=", ">=", "<=>"])

function comparison(left: readonly Token[], operator: string, right: readonly Token[]): Truth {
  if (key(left) === key(right)) return holdsForEqual.has(operator) ? "always" : "never"
  if (!namesColumn(left) && !namesColumn(right)) return constants(stripped(left), operator, stripped(right))
  return isKeyColumn(left) && holdsForKeys(operator, right) ? "always" : "some"
}

/** Without a column a condition tells no rows apart; what cannot be computed here counts as true. */
function constants([left, ...leftMore]: readonly Token[], operator: string, [right, ...rightMore]: readonly Token[]): Truth {
  if (leftMore.length + rightMore.length > 0 || left === undefined || right === undefined) return "always"
  const plain = (token: Token) => token.kind === "number" || isText(token)
  if (!plain(left) || !plain(right)) return "always"
  const numeric = left.kind === "number" || right.kind === "number"
  const a = numeric ? Number(left.text) : left.text
  const b = numeric ? Number(right.text) : right.text
  if (Number.isNaN(a) || Number.isNaN(b)) return "always"
  const results: Readonly<Record<string, boolean>> = { "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b, "<>": a !== b, "!=": a !== b }
  return (results[operator] ?? a === b) ? "always" : "never"
}

const constantWords = new Set([
  "true",
  "false",
  "null",
  "is",
  "not",
  "in",
  "like",
  "ilike",
  "between",
  "and",
  "interval",
  "date",
  "timestamp",
  "unknown",
  "cast",
  "as",
])

/** A name that no call follows, or rows of another table. */
function namesColumn(tokens: readonly Token[]): boolean {
  return tokens.some(
    (token, at) =>
      token.kind === "name" ||
      (token.kind === "either" && tokens.length === 1) ||
      isWord(token, "from") ||
      (token.kind === "word" && !constantWords.has(token.text) && !isSign(tokens[at + 1], "(") && !isSign(tokens[at - 1], "::")),
  )
}

// Numbered from one upwards and never null, wherever people number rows.
const keyColumns = new Set(["id", "_id", "rowid", "_rowid_", "oid", "ctid", "uuid"])

const isKeyColumn = (tokens: readonly Token[]): boolean => tokens.length <= 5 && keyColumns.has(tokens.at(-1)?.text.toLowerCase() ?? "")

function holdsForKeys(operator: string, right: readonly Token[]): boolean {
  const text = stripped(right)
    .map((token) => token.text)
    .join("")
  if (operator === "<>" || operator === "!=") return text === "" || text === "0" || text.startsWith("-")
  const value = Number(text)
  return (operator === ">" && value <= 0) || (operator === ">=" && value <= 1)
}

const everything = new Set(["%", "%%", ".*", "^.*$", "^", "*"])

/** Conditions in words: IS NOT NULL, LIKE, IN. */
function predicate(tokens: readonly Token[]): Truth {
  const word = tokens.findIndex((token) => isWord(token, "is", "like", "ilike", "in", "regexp", "rlike", "glob", "between"))
  const left = tokens.slice(0, word)
  const rest = tokens.slice(word + 1)
  if (word <= 0 || isWord(left.at(-1), "not")) return "some"
  if (isWord(tokens[word], "is")) {
    if (isKeyColumn(left) && isWord(rest[0], "not") && isWord(rest[1], "null")) return "always"
    const sameRow = isWord(rest[0], "not") && isWord(rest[1], "distinct")
    return sameRow && key(left) === key(rest.slice(3)) ? "always" : "some"
  }
  if (isWord(tokens[word], "in")) return coversOwn(left, rest) ? "always" : "some"
  return rest.length === 1 && isText(rest[0]) && everything.has(rest[0].text) ? "always" : "some"
}

const narrowing = ["where", "limit", "join", "having", "fetch", "top", "except", "intersect", "group", "minus", "offset"]

/** `x IN (x)` and `x IN (SELECT x FROM ...)` without a condition. */
function coversOwn(left: readonly Token[], right: readonly Token[]): boolean {
  const inside = stripped(right)
  if (!isWord(inside[0], "select")) return key(inside) === key(left)
  const same = inside[1]?.text === left.at(-1)?.text && isWord(inside[2], "from")
  return same && !inside.some((token) => isWord(token, ...narrowing))
}

const opposites: Readonly<Record<string, readonly [string, boolean]>> = {
  "!=": ["=", true],
  "<>": ["=", true],
  "==": ["=", false],
  ">=": ["<", true],
  "<=": [">", true],
}

/** `x IS NULL OR x IS NOT NULL`, `x = 1 OR x <> 1`. */
function coverEverything(statement: Statement, parts: readonly Range[]): boolean {
  if (parts.length < 2) return false
  const seen = new Map<string, Set<boolean>>()
  for (const { from, to } of parts) {
    let negative = false
    const words: string[] = []
    for (const token of statement.tokens.slice(from, to)) {
      const opposite = token.kind === "sign" ? opposites[token.text] : undefined
      if (isWord(token, "not") || (opposite?.[1] ?? false)) negative = !negative
      if (!isWord(token, "not")) words.push(opposite?.[0] ?? token.text)
    }
    const text = words.filter((word) => word !== "(" && word !== ")").join(" ")
    const signs = seen.get(text) ?? new Set()
    seen.set(text, signs.add(negative))
  }
  return [...seen.values()].some((signs) => signs.size === 2)
}
