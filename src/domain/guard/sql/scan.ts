/** Goes through one statement and notes what every part of it does. */
import type { Effect } from "../effect.ts"
import { accessHeads } from "./access.ts"
import { changeHeads, takeAlteration } from "./change.ts"
import { finish, settle } from "./finish.ts"
import { type Head, mayBegin } from "./head.ts"
import { readName, readNames, readSources, skipWords } from "./names.ts"
import { plainKinds } from "./plain.ts"
import { programHeads, routineIsRun, takeRoutine } from "./program.ts"
import { removalHeads, takeThen } from "./removal.ts"
import { behind, exported, permission, type Statement, statementOf, type Surroundings, unknown, written } from "./statement.ts"
import { isName, isSign, isWord, type Token } from "./token.ts"
import { transferHeads } from "./transfer.ts"

const heads: ReadonlyMap<string, Head> = new Map(
  Object.entries({ ...removalHeads, ...changeHeads, ...accessHeads, ...programHeads, ...transferHeads }),
)

/** What the words of one statement do. `declares`: it stands among the declarations of a body. */
export function scanStatement(tokens: readonly Token[], surroundings: Surroundings, declares: boolean): Effect[] {
  const statement = statementOf(tokens, surroundings)
  const first = firstWord(statement)
  const known = opening(statement, first)
  for (let at = 0; at < tokens.length;) at = step(statement, at, first)
  if (!known && !declares) statement.effects.push(unknown("an SQL statement of no known kind"))
  if (isWord(tokens[first], "explain", "describe", "desc") && !runsExplained(statement, first)) return explained(statement)
  return finish(statement)
}

function firstWord({ tokens }: Statement): number {
  let at = 0
  while (isSign(tokens[at], "(") || isSign(tokens[at], "{")) at++
  // A label: <<name>> or name:
  if (isSign(tokens[at], "<") && isSign(tokens[at + 1], "<")) at += 5
  if (isName(tokens[at]) && isSign(tokens[at + 1], ":")) at += 2
  return at
}

/** Whether the first word is one that begins statements. */
function opening(statement: Statement, first: number): boolean {
  const token = statement.tokens[first]
  if (token === undefined) return true
  if (isName(token) && (isSign(statement.tokens[first + 1], ":=") || /^[sx]p_/i.test(token.text))) return isKnownCall(statement, first)
  if (token.kind !== "word") return false
  const kind = plainKinds.get(token.text)
  if (kind === "read") statement.read = true
  if (kind === "write") written(statement)
  if (kind === "system") statement.effects.push({ kind: "system.change", what: token.text.toUpperCase() })
  if (isWord(token, "table", "describe", "desc")) readSources(statement, first + 1)
  if (isWord(token, "fetch", "show")) statement.noTables = true
  return kind !== undefined || heads.has(token.text)
}

/** SQL Server runs a procedure whose name begins a batch. */
function isKnownCall(statement: Statement, first: number): boolean {
  if (isSign(statement.tokens[first + 1], ":=")) return true
  if (!takeRoutine(statement, first)) statement.effects.push(routineIsRun)
  return true
}

function step(statement: Statement, at: number, first: number): number {
  const token = statement.tokens[at]
  if (!isName(token)) return at + 1
  if ((at !== first || !/^[sx]p_/i.test(token.text)) && takeRoutine(statement, at)) return at + 1
  if (token.kind !== "word" || isSign(statement.tokens[at - 1], ".")) return at + 1
  if (takeAlteration(statement, at)) return at + 1
  const head = heads.get(token.text)
  if (head !== undefined && (at === first || (mayBegin(statement, at) && head.inside(statement, at)))) {
    if (statement.depths[at] === 0) settle(statement)
    return Math.max(at + 1, head.take(statement, at))
  }
  return clause(statement, at, token.text)
}

function clause(statement: Statement, at: number, word: string): number {
  const { tokens } = statement
  switch (word) {
    case "select":
      statement.read = true
      return at + 1
    case "with":
      return commonNames(statement, at)
    case "from":
    case "join":
    case "apply":
      return readsTable(statement, at) ? Math.max(at + 1, readSources(statement, at + 1)) : at + 1
    case "using":
      return statement.merge === undefined ? at + 1 : Math.max(at + 1, readSources(statement, at + 1))
    case "then":
      return takeThen(statement, at) ? at + 2 : at + 1
    case "into":
      return intoSomething(statement, at)
    case "security":
      if (isWord(tokens[at + 1], "definer")) permission(statement, "SECURITY DEFINER")
      return at + 1
    default:
      return at + 1
  }
}

const calls = ["extract", "substring", "trim", "overlay", "position"]

/** FROM stands in some calls, in IS DISTINCT FROM, and in REVOKE as well. */
function readsTable({ tokens, partners, noTables }: Statement, at: number): boolean {
  if (noTables || isWord(tokens[at - 1], "distinct")) return false
  for (let back = at - 1, steps = 0; back >= 0 && steps < 6; back--, steps++) {
    const partner = partners[back] ?? -1
    if (partner >= 0 && partner < back) back = partner
    else if (isSign(tokens[back], "(")) return !isWord(tokens[back - 1], ...calls)
    else if (isWord(tokens[back], "select")) return true
  }
  return true
}

function commonNames(statement: Statement, at: number): number {
  let next = skipWords(statement, at + 1, "recursive")
  for (;;) {
    const named = readName(statement, next)
    if (named === undefined) return at + 1
    next = isSign(statement.tokens[named.next], "(") ? behind(statement, named.next) : named.next
    if (!isWord(statement.tokens[next], "as")) return at + 1
    statement.common.add(named.name)
    next = behind(statement, skipWords(statement, next + 1, "not", "materialized"))
    if (!isSign(statement.tokens[next], ",")) return at + 1
    next++
  }
}

/** INTO OUTFILE, or a new table; in a body INTO fills variables. */
function intoSomething(statement: Statement, at: number): number {
  if (isWord(statement.tokens[at + 1], "outfile", "dumpfile")) {
    exported(statement, "a query")
    return at + 2
  }
  if (statement.inner || statement.noTables) return at + 1
  const { names, next } = readNames(statement, skipWords(statement, at + 1, "temporary", "temp", "unlogged"))
  if (names.length > 0) written(statement, names)
  return Math.max(next, at + 1)
}

/** EXPLAIN alone runs nothing; with ANALYZE it does. */
function runsExplained(statement: Statement, first: number): boolean {
  const { tokens } = statement
  const end = isSign(tokens[first + 1], "(") ? behind(statement, first + 1) : first + 4
  for (let at = first + 1; at < end && at < tokens.length; at++) {
    if (!isWord(tokens[at], "analyze", "analyse")) continue
    const value = tokens[at + 1]?.text.toLowerCase()
    if (value === undefined || !["false", "off", "0", "no"].includes(value)) return true
  }
  return false
}

function explained(statement: Statement): Effect[] {
  const tables = new Set<string>()
  for (const effect of finish(statement)) if ("tables" in effect) for (const table of effect.tables) tables.add(table)
  return [{ kind: "db.read", engine: statement.context.engine, tables: [...tables], environment: statement.context.environment }]
}
