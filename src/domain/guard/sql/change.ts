/** INSERT, CREATE, ALTER and what else changes rows or their shape. */
import { type Head, followedBy, never } from "./head.ts"
import { readName, readNames, skipWords } from "./names.ts"
import { addNested, deleted, permission, ran, type Statement, unknown, written } from "./statement.ts"
import { isName, isSign, isText, isWord } from "./token.ts"

const kinds =
  "table database schema view materialized index column sequence type domain extension function procedure proc trigger rule role user login group policy temporary temp unique or system default server event unlogged global local external foreign definer algorithm sql aggregate language publication subscription package synonym".split(
    " ",
  )

export const changeHeads: Readonly<Record<string, Head>> = {
  insert: { inside: (statement, at) => isName(statement.tokens[at + 1]) && !isWord(statement.tokens[at + 1], "values"), take: takeInsert },
  replace: { inside: followedBy("into", "low_priority", "delayed"), take: takeInsert },
  create: { inside: followedBy(...kinds), take: takeCreate },
  alter: { inside: (statement, at) => followedBy(...kinds)(statement, at) && !followedBy("column", "index")(statement, at), take: takeAlter },
  rename: { inside: never, take: takeRename },
  load: { inside: never, take: takeLoad },
  set: { inside: never, take: takeSet },
}

function takeInsert(statement: Statement, at: number): number {
  const { tokens } = statement
  let next = skipWords(statement, at + 1, "low_priority", "high_priority", "delayed", "ignore", "all", "first")
  if (isWord(tokens[next], "or")) next += 2
  const overwrite = isWord(tokens[next], "overwrite")
  const named = readName(statement, skipWords(statement, next, "into", "overwrite", "table"))
  written(statement, named === undefined ? [] : [named.name])
  if (overwrite) deleted(statement, "truncate", named === undefined ? [] : [named.name])
  return Math.max(named?.next ?? next, at + 1)
}

const roles = ["role", "user", "login", "group", "policy", "credential", "masking", "profile"]
const modifiers =
  "temporary temp unlogged global local external foreign transient unique materialized recursive definer algorithm sql security invoker clustered nonclustered bitmap fulltext spatial aggregate constraint force editionable noneditionable trusted procedural secure virtual".split(
    " ",
  )
const rebuilt = ["table", "database", "schema"]
const routines = ["function", "procedure", "proc", "trigger", "rule", "event", "package"]

function takeCreate(statement: Statement, at: number): number {
  const { tokens } = statement
  const replaces = isWord(tokens[at + 1], "or") && isWord(tokens[at + 2], "replace")
  let next = replaces ? at + 3 : isWord(tokens[at + 1], "or") ? at + 3 : at + 1
  next = definerBehind(statement, next)
  const kind = tokens[next]
  if (isWord(kind, ...roles)) {
    permission(statement, `CREATE ${kind?.text.toUpperCase() ?? ""}`)
    statement.noTables = true
    return next + 1
  }
  if (isWord(kind, "extension", "language", "assembly", "library", "plugin")) ran(statement, "native", "file")
  const named = readName(statement, skipWords(statement, next + 1, "concurrently", "if", "not", "exists"))
  const table = isWord(kind, "index", "trigger") ? ownerOf(statement, next) : undefined
  const names = table !== undefined ? [table] : named !== undefined && !isWord(kind, ...routines, "extension") ? [named.name] : []
  if (replaces && isWord(kind, ...rebuilt)) deleted(statement, "drop", names)
  written(statement, names)
  if (isWord(kind, ...routines)) takeBody(statement, next)
  return Math.max(isWord(kind, ...routines) ? (named?.next ?? next) : (named?.next ?? next + 1), at + 1)
}

/** `DEFINER = 'a'@'b'` and other words before the kind. */
function definerBehind(statement: Statement, from: number): number {
  const { tokens } = statement
  let at = skipWords(statement, from, ...modifiers)
  while (isSign(tokens[at], "=") && at - from < 40) {
    at += 2
    if (tokens[at]?.kind === "parameter" || isSign(tokens[at], "@")) at += isSign(tokens[at], "@") ? 2 : 1
    at = skipWords(statement, at, ...modifiers)
  }
  return at
}

function ownerOf(statement: Statement, from: number): string | undefined {
  for (let at = from; at < Math.min(statement.tokens.length, from + 40); at++) {
    if (isWord(statement.tokens[at], "on")) return readName(statement, skipWords(statement, at + 1, "only"))?.name
  }
  return undefined
}

const sqlLanguages = new Set(["sql", "plpgsql", "tsql", "plsql"])

/** What is stored now runs later. A body in quotes is read here, others are words of this statement. */
function takeBody(statement: Statement, from: number): void {
  if (statement.bodyRead) return
  statement.bodyRead = true
  const language = statement.tokens.findIndex((token, at) => at > from && isWord(token, "language")) + 1
  const name = language === 0 ? undefined : statement.tokens[language]
  if (statement.tokens.some((token) => isWord(token, "soname"))) ran(statement, "native", "file")
  if (name !== undefined && !sqlLanguages.has(name.text.toLowerCase())) return ran(statement, name.text.toLowerCase(), "inline")
  for (let at = from; at < statement.tokens.length; at++) {
    const body = statement.tokens[at + 1]
    if (isWord(statement.tokens[at], "as") && isText(body)) addNested(statement, body.text)
  }
}

function takeAlter(statement: Statement, at: number): number {
  const { tokens } = statement
  const next = definerBehind(statement, at + 1)
  const kind = tokens[next]?.text ?? ""
  if (isWord(tokens[next], ...roles, "default", "authorization")) {
    permission(statement, kind === "default" ? "ALTER DEFAULT PRIVILEGES" : `ALTER ${kind.toUpperCase()}`)
    statement.noTables = true
    return next + 1
  }
  if (isWord(tokens[next], "system", "instance", "server", "session")) {
    if (kind !== "session") statement.effects.push({ kind: "system.change", what: `ALTER ${kind.toUpperCase()}` })
    return next + 1
  }
  const list = readName(statement, skipWords(statement, next + 1, "all", "if", "exists", "only"))
  if (statement.alter?.changed === false) written(statement, statement.alter.tables)
  statement.alter = { tables: list === undefined ? [] : [list.name], kind, changed: false }
  return Math.max(list?.next ?? next, at + 1)
}

const kept = ["not", "default", "constraint", "primary", "foreign", "check", "identity", "expression", "compression"]

/** A word within ALTER; whether it was one of those that matter. */
export function takeAlteration(statement: Statement, at: number): boolean {
  const { tokens, alter } = statement
  if (alter === undefined) return false
  const after = tokens[at + 1]
  if (isWord(tokens[at], "drop") && !isWord(after, ...kept)) deleted(statement, "drop", alter.tables)
  else if (isWord(tokens[at], "truncate")) deleted(statement, "truncate", alter.tables)
  else if (isWord(tokens[at], "owner") && isWord(after, "to")) permission(statement, `ALTER ${alter.kind.toUpperCase()} OWNER`)
  else if (isWord(tokens[at], "row") && isWord(after, "level") && isWord(tokens[at + 2], "security"))
    permission(statement, rowSecurity(statement, at))
  else return false
  alter.changed = true
  return true
}

function rowSecurity({ tokens }: Statement, at: number): string {
  if (isWord(tokens[at - 1], "force")) return `${isWord(tokens[at - 2], "no") ? "NO " : ""}FORCE ROW LEVEL SECURITY`
  return `${isWord(tokens[at - 1], "disable") ? "DISABLE" : "ENABLE"} ROW LEVEL SECURITY`
}

function takeRename(statement: Statement, at: number): number {
  if (isWord(statement.tokens[at + 1], "user")) permission(statement, "RENAME USER")
  else written(statement, readNames(statement, at + 1).names)
  return at + 2
}

/** LOAD DATA INFILE brings rows, LOAD 'library' code. */
function takeLoad(statement: Statement, at: number): number {
  const { tokens } = statement
  if (!isWord(tokens[at + 1], "data", "xml")) {
    ran(statement, "native", "file")
    return at + 1
  }
  written(statement)
  const local = tokens.findIndex((token) => isWord(token, "infile"))
  const path = tokens[local + 1]
  if (local > 0 && isText(path)) statement.effects.push({ kind: "file.read", path: path.text })
  return at + 2
}

const access = new Map([
  ["password", "SET PASSWORD"],
  ["role", "SET ROLE"],
  ["row_security", "SET ROW_SECURITY"],
  ["authorization", "SET SESSION AUTHORIZATION"],
])

/** As the first word of a statement. */
function takeSet(statement: Statement, at: number): number {
  const next = skipWords(statement, at + 1, "local", "session", "default")
  const what = access.get(statement.tokens[next]?.text ?? "")
  if (what !== undefined) permission(statement, what)
  if (isWord(statement.tokens[at + 1], "global", "persist") || /^@@global\./i.test(statement.tokens[at + 1]?.text ?? "")) {
    statement.effects.push({ kind: "system.change", what: "SET GLOBAL" })
  }
  if (isWord(statement.tokens[next], "session_replication_role")) statement.effects.push(unknown("SQL that switches triggers and constraints off"))
  return at + 1
}
