/** DELETE, TRUNCATE, DROP, MERGE, and UPDATE of every row. */
import { truthOf } from "./condition.ts"
import { always, type Head, mayBegin } from "./head.ts"
import { readName, readNames, readSources, skipTop, skipWords } from "./names.ts"
import { behind, deleted, permission, type Statement, unknown, written } from "./statement.ts"
import { isName, isSign, isWord } from "./token.ts"

/** A name, or a place where one will be filled in. */
const mayBeNamed = ({ tokens }: Statement, at: number): boolean => isName(tokens[at]) || tokens[at]?.kind === "parameter" || isSign(tokens[at], "{")

export const removalHeads: Readonly<Record<string, Head>> = {
  delete: { inside: (statement, at) => mayBeNamed(statement, at + 1), take: takeDelete },
  truncate: { inside: (statement, at) => mayBeNamed(statement, at + 1), take: takeTruncate },
  drop: { inside: (statement, at) => isWord(statement.tokens[at + 1], ...dropped), take: takeDrop },
  update: {
    inside: (statement, at) => mayBeNamed(statement, at + 1) && !isWord(statement.tokens[at + 1], "set", "cascade", "restrict", "from"),
    take: takeUpdate,
  },
  merge: { inside: always, take: takeMerge },
}

function takeDelete(statement: Statement, at: number): number {
  let next = skipTop(statement, skipWords(statement, at + 1, "low_priority", "quick", "ignore"))
  if (isWord(statement.tokens[next], "from")) {
    const list = readNames(statement, next + 1)
    deleted(statement, "delete", list.names)
    next = list.next
    return isWord(statement.tokens[next], "using") ? readSources(statement, next + 1) : Math.max(next, at + 1)
  }
  const list = readNames(statement, next)
  // CQL names columns there, and the table behind FROM.
  const columns = /cassandra|scylla|cql/i.test(statement.context.engine) && isWord(statement.tokens[list.next], "from")
  deleted(statement, "delete", columns ? readNames(statement, list.next + 1).names : list.names)
  return Math.max(list.next, at + 1)
}

function takeTruncate(statement: Statement, at: number): number {
  const list = readNames(statement, at + 1)
  deleted(statement, "truncate", list.names)
  return Math.max(list.next, at + 1)
}

const roles = ["role", "user", "login", "group", "policy", "credential", "certificate", "profile", "masking"]
const dropped = [
  ...roles,
  ..."table tables database schema view materialized index column sequence type domain extension function procedure trigger rule tablespace server foreign event keyspace owned aggregate operator cast language publication subscription warehouse stage pipe task stream external temporary temp package synonym partition routine assembly dictionary share catalog collation transform text access conversion statistics".split(
    " ",
  ),
]
const kindWords = [
  "materialized",
  "foreign",
  "external",
  "temporary",
  "temp",
  "public",
  "text",
  "search",
  "event",
  "access",
  "transient",
  "unique",
  "row",
]

function takeDrop(statement: Statement, at: number): number {
  const { tokens } = statement
  if (isWord(tokens[at + 1], ...roles) || (isWord(tokens[at + 1], "row") && isWord(tokens[at + 2], "access"))) {
    permission(statement, `DROP ${tokens[at + 1]?.text.toUpperCase() ?? ""}`)
    statement.noTables = true
    return at + 2
  }
  if (isWord(tokens[at + 1], "prepare")) return at + 2
  if (isWord(tokens[at + 1], "owned")) {
    deleted(statement, "drop", [])
    return at + 2
  }
  const kind = skipWords(statement, at + 1, ...kindWords)
  const list = readNames(statement, kind + 1)
  // An index, a trigger or a rule may be said to be of a table.
  const owner = isWord(tokens[list.next], "on") ? readName(statement, list.next + 1) : undefined
  deleted(statement, "drop", owner === undefined ? list.names : [owner.name])
  return Math.max(owner?.next ?? list.next, at + 1)
}

function takeUpdate(statement: Statement, at: number): number {
  const { tokens } = statement
  if (isWord(tokens[at + 1], "statistics")) {
    written(statement, readNames(statement, at + 2).names)
    return at + 2
  }
  let next = skipWords(statement, at + 1, "low_priority", "ignore")
  if (isWord(tokens[next], "or")) next += 2
  const list = readNames(statement, skipTop(statement, next))
  const set = levelWord(statement, list.next, "set")
  if (set === -1) {
    written(statement, list.names)
    statement.effects.push(unknown("an SQL update that sets nothing"))
    return Math.max(list.next, at + 1)
  }
  const joined = joinedTables(statement, list.next, set)
  const where = levelWord(statement, set, "where")
  const names = [...new Set([...list.names, ...joined])]
  if (where === -1 || truthOf(statement, where + 1, conditionEnd(statement, where + 1)) === "always") deleted(statement, "update-all", names)
  else written(statement, names)
  return Math.max(list.next, at + 1)
}

/** On this level, before the next statement begins. -1 when there is none. */
function levelWord(statement: Statement, from: number, word: string): number {
  for (let at = from; at < statement.tokens.length; at = behind(statement, at)) {
    if (isWord(statement.tokens[at], word)) return at
    if (isSign(statement.tokens[at], ")") || beginsAnother(statement, at)) return -1
  }
  return -1
}

const starts = new Set(["delete", "truncate", "drop", "update", "merge", "insert", "exec", "execute", "select", "create", "alter", "grant", "revoke"])

function beginsAnother(statement: Statement, at: number): boolean {
  const token = statement.tokens[at]
  if (token?.kind !== "word" || !starts.has(token.text)) return false
  return mayBegin(statement, at) && (removalHeads[token.text]?.inside(statement, at) ?? true)
}

const conditionEnds = ["returning", "order", "limit", "option", "output", "when", "else", "end", "union", "go"]

function conditionEnd(statement: Statement, from: number): number {
  for (let at = from; at < statement.tokens.length; at = behind(statement, at)) {
    const token = statement.tokens[at]
    if (isSign(token, ")") || isWord(token, ...conditionEnds) || beginsAnother(statement, at)) return at
  }
  return statement.tokens.length
}

/** UPDATE a JOIN b ... SET may change both. */
function joinedTables(statement: Statement, from: number, to: number): string[] {
  const names: string[] = []
  for (let at = from; at < to; at = behind(statement, at)) {
    if (isWord(statement.tokens[at], "join")) for (const name of readNames(statement, at + 1).names) names.push(name)
  }
  return names
}

function takeMerge(statement: Statement, at: number): number {
  const into = skipWords(statement, skipTop(statement, at + 1), "into")
  const { names, next } = readNames(statement, into)
  statement.merge = names
  if (isWord(statement.tokens[at + 1], "tables", "branch")) return at + 2
  return Math.max(next, at + 1)
}

/** THEN of MERGE; returns false when it belongs to something else. */
export function takeThen(statement: Statement, at: number): boolean {
  const action = statement.tokens[at + 1]
  if (statement.merge === undefined) return false
  if (isWord(action, "delete") && !isName(statement.tokens[at + 2])) deleted(statement, "delete", statement.merge)
  else if (isWord(action, "delete") && isWord(statement.tokens[at + 2], "when", "output", "where", "returning", "option"))
    deleted(statement, "delete", statement.merge)
  else if (isWord(action, "update", "insert")) written(statement, statement.merge)
  else return false
  return true
}
