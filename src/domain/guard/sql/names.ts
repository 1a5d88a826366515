/** Names of tables, alone and in lists. */
import { behind, type Statement } from "./statement.ts"
import { isName, isSign, isWord } from "./token.ts"

const words = (text: string) => new Set(text.split(" "))

/** Words that end a list of tables: none of them is a table's name or its alias without quotes. */
const reserved = words(
  "select insert update delete drop truncate create alter grant revoke merge exec execute with where set from join left right inner outer full cross natural using on order group having limit union except intersect minus when then values returning output into as for lateral straight_join if begin end else default cascade restrict restart continue go and or not option qualify window fetch offset tablesample partition use force ignore while print declare return call replace prepare copy deny loop unnest",
)

export interface Named {
  readonly name: string
  /** The index behind it. */
  readonly next: number
}

/** `schema.table`, each part with or without quotes; undefined when none stands there. */
export function readName({ tokens }: Statement, from: number): Named | undefined {
  const first = tokens[from]
  if (!isName(first) || (first.kind === "word" && reserved.has(first.text))) return undefined
  let name = first.text
  let at = from + 1
  while (isSign(tokens[at], ".")) {
    const part = tokens[at + 1]
    if (isName(part)) {
      name += `.${part.text}`
      at += 2
    } else if (isSign(part, ".")) {
      name += "."
      at++
    } else {
      // `table.*` of a deletion from several tables.
      return { name, next: at + (isSign(part, "*") ? 2 : 1) }
    }
  }
  return { name, next: isSign(tokens[at], "*") ? at + 1 : at }
}

export interface NameList {
  readonly names: readonly string[]
  readonly next: number
}

const beforeName = ["only", "table", "lateral", "if", "exists", "not", "low_priority", "quick", "ignore", "concurrently"]

/** A list with commas; aliases are kept for later. Without a name, `next` is where it began. */
export function readNames(statement: Statement, from: number): NameList {
  const names: string[] = []
  let at = from
  for (;;) {
    while (isWord(statement.tokens[at], ...beforeName) || isSign(statement.tokens[at], "(")) at++
    const named = readName(statement, at)
    if (named === undefined) break
    names.push(named.name)
    at = aliasBehind(statement, named)
    while (isSign(statement.tokens[at], ")")) at++
    if (!isSign(statement.tokens[at], ",")) break
    at++
  }
  return { names, next: names.length === 0 ? from : at }
}

/** A table of FROM or JOIN, with what follows after commas; groups in between belong to others. */
export function readSources(statement: Statement, from: number): number {
  let at = from
  for (;;) {
    while (isWord(statement.tokens[at], "only", "lateral")) at++
    const named = readName(statement, at)
    if (named === undefined) return at
    // A function that yields rows is no table.
    if (isSign(statement.tokens[named.next], "(")) return named.next
    statement.reads.add(named.name)
    at = aliasBehind(statement, named)
    if (!isSign(statement.tokens[at], ",")) return at
    at++
  }
}

function aliasBehind(statement: Statement, { name, next }: Named): number {
  const at = isWord(statement.tokens[next], "as") ? next + 1 : next
  const alias = statement.tokens[at]
  if (!isName(alias) || (alias.kind === "word" && reserved.has(alias.text))) return next
  // An alias inside of a subquery says nothing of the statement's own target.
  if (statement.depths[at] === 0 && alias.text !== name) statement.aliases.set(alias.text, name)
  return at + 1
}

/** Over words such as IF NOT EXISTS. */
export function skipWords({ tokens }: Statement, from: number, ...passed: readonly string[]): number {
  let at = from
  while (isWord(tokens[at], ...passed)) at++
  return at
}

/** Over TOP (5) PERCENT of SQL Server. */
export function skipTop(statement: Statement, from: number): number {
  if (!isWord(statement.tokens[from], "top")) return from
  return skipWords(statement, behind(statement, from + 1), "percent")
}
