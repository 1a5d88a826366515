/** SQL that runs SQL or programs: EXECUTE, DO, CALL, PREPARE. */
import { type Head, never } from "./head.ts"
import { readName, skipWords } from "./names.ts"
import { addNested, permission, ran, type Statement, unknown } from "./statement.ts"
import { isName, isSign, isText, isWord } from "./token.ts"

export const programHeads: Readonly<Record<string, Head>> = {
  execute: { inside: runsSomething, take: takeExecute },
  exec: { inside: runsSomething, take: takeExecute },
  prepare: { inside: never, take: takePrepare },
  do: { inside: ({ tokens }, at) => isText(tokens[at + 1]) || isWord(tokens[at + 1], "language"), take: takeDo },
  call: { inside: (statement, at) => isName(statement.tokens[at + 1]), take: takeCall },
}

export const routineIsRun = unknown("a stored routine is run")
const composed = unknown("SQL that is put together at run time")

/** EXECUTE is a privilege, a part of CREATE TRIGGER and an option of routines as well. */
function runsSomething({ tokens }: Statement, at: number): boolean {
  return !isWord(tokens[at + 1], "function", "procedure", "on", "as", "to", "from")
}

function takeExecute(statement: Statement, at: number): number {
  const { tokens } = statement
  if (isWord(tokens[at + 1], "as")) {
    permission(statement, "EXECUTE AS")
    return at + 2
  }
  let next = skipWords(statement, at + 1, "immediate")
  if (tokens[next]?.kind === "parameter" && isSign(tokens[next + 1], "=")) next += 2
  const named = readName(statement, next)
  if (named === undefined || tokens[next]?.kind === "either") return runText(statement, next)
  if (isSign(tokens[named.next], "(") && isWord(tokens[next], "format", "concat", "replace", "chr", "convert_from", "decode", "lower", "upper"))
    return runText(statement, next)
  const known = isRoutine(named.name) || (statement.prepared.has(named.name) && !isWord(tokens[at], "exec"))
  // A variable that holds text looks like a routine, so both are unknown in the same way.
  if (!known) statement.effects.push(isSign(tokens[named.next], "||") || next > at + 1 ? composed : routineIsRun)
  return known ? next : named.next
}

const ends = "using into loop end begin at exec execute delete drop truncate update insert select create alter merge return if else go with".split(
  " ",
)

/** The literal parts of an expression, with a gap where the rest would stand. */
function runText(statement: Statement, from: number): number {
  const { tokens, partners } = statement
  const group = partners[from] ?? -1
  const to = group > from ? group : tokens.length
  let text = ""
  let gaps = false
  let at = from
  for (; at < to; at++) {
    const token = tokens[at]
    if (token === undefined || isWord(token, ...ends)) break
    if (isText(token)) text += token.text
    else if (token.kind === "sign" && ["(", ")", "||", "+", ","].includes(token.text)) continue
    else {
      if (!isWord(token, "format", "concat")) text += " ? "
      gaps ||= !isWord(token, "concat")
    }
  }
  const filled = text.replace(/%(?:\d+\$)?[ILs]/g, " ? ")
  if (/[^\s?]/.test(filled)) addNested(statement, filled)
  if (gaps || text === "") statement.effects.push(composed)
  return at
}

function takePrepare(statement: Statement, at: number): number {
  const { tokens } = statement
  if (isWord(tokens[at + 1], "transaction")) return at + 2
  const name = readName(statement, at + 1)
  if (name === undefined) return at + 1
  statement.prepared.add(name.name)
  return isWord(tokens[name.next], "from") ? runText(statement, name.next + 1) : name.next
}

const sqlLanguages = new Set(["sql", "plpgsql"])

/** PostgreSQL runs a body, MySQL computes an expression. */
function takeDo(statement: Statement, at: number): number {
  const { tokens } = statement
  const before = isWord(tokens[at + 1], "language")
  const body = tokens[before ? at + 3 : at + 1]
  if (!isText(body)) {
    statement.read = true
    return at + 1
  }
  const name = before ? tokens[at + 2] : isWord(tokens[at + 2], "language") ? tokens[at + 3] : undefined
  const language = name?.text.toLowerCase() ?? "plpgsql"
  if (sqlLanguages.has(language)) addNested(statement, body.text)
  else ran(statement, language, "inline")
  return at + 2
}

function takeCall(statement: Statement, at: number): number {
  const named = readName(statement, at + 1)
  if (named === undefined || !isRoutine(named.name)) statement.effects.push(routineIsRun)
  return at + 1
}

type Action = (statement: Statement, texts: readonly string[]) => void

const shell: Action = (statement) => ran(statement, "shell", "inline")
const native: Action = (statement) => ran(statement, "native", "file")
const system =
  (what: string): Action =>
  (statement) =>
    statement.effects.push({ kind: "system.change", what })
const access =
  (what: string): Action =>
  (statement) =>
    permission(statement, what)
const files =
  (kind: "file.read" | "file.write"): Action =>
  (statement, texts) =>
    statement.effects.push(texts[0] === undefined ? unknown("SQL that opens a file on the server") : { kind, path: texts[0] })
const runsTexts: Action = (statement, texts) => {
  if (texts.length === 0) statement.effects.push(composed)
  for (const text of texts) if (/\s/.test(text.trim())) addNested(statement, text)
}

/** Functions and procedures that do more than compute. */
const routines = new Map<string, Action>([
  ...["xp_cmdshell", "sys_exec", "sys_eval", "sp_oacreate", "sp_oamethod"].map((name): [string, Action] => [name, shell]),
  ["sp_execute_external_script", (statement) => ran(statement, "unknown", "inline")],
  ["load_extension", native],
  ...[
    "sp_executesql",
    "sp_msforeachtable",
    "sp_msforeachdb",
    "dblink_exec",
    "dblink",
    "dblink_send_query",
    "query_to_xml",
    "query_to_xmlschema",
    "openquery",
    "openrowset",
    "sp_prepexec",
  ].map((name): [string, Action] => [name, runsTexts]),
  ...["pg_read_file", "pg_read_binary_file", "pg_ls_dir", "load_file", "readfile", "lo_import"].map((name): [string, Action] => [
    name,
    files("file.read"),
  ]),
  ...["writefile", "pg_file_write"].map((name): [string, Action] => [name, files("file.write")]),
  ["lo_export", (statement) => exportedObject(statement)],
  ["lo_unlink", (statement) => removed(statement)],
  ["drop_chunks", (statement) => removed(statement)],
  ...["pg_terminate_backend", "pg_cancel_backend", "pg_reload_conf", "pg_promote", "sp_configure", "xp_regwrite"].map((name): [string, Action] => [
    name,
    system(name),
  ]),
  ...["sp_addrolemember", "sp_addsrvrolemember", "sp_droprolemember", "sp_addlogin", "sp_adduser", "sp_grantdbaccess", "sp_password"].map(
    (name): [string, Action] => [name, access(name)],
  ),
  ...["cron.schedule", "dbms_scheduler.create_job"].map((name): [string, Action] => [name, runsTexts]),
])

function exportedObject({ effects, context: { engine, environment } }: Statement): void {
  effects.push({ kind: "data.export", engine, what: "a large object", environment })
}

function removed({ effects, context: { engine, environment } }: Statement): void {
  effects.push({ kind: "db.delete", engine, deletion: "drop", tables: [], environment })
}

const lastPart = (name: string): string => name.toLowerCase().split(".").at(-1) ?? ""
const isRoutine = (name: string): boolean => routines.has(lastPart(name)) || routines.has(name.toLowerCase())

/** A call of such a routine that begins at this name; false when it is another. */
export function takeRoutine(statement: Statement, at: number): boolean {
  const token = statement.tokens[at]
  if (!isName(token)) return false
  const name = token.text.toLowerCase()
  const qualified = isSign(statement.tokens[at - 1], ".") ? `${statement.tokens[at - 2]?.text ?? ""}.${name}` : name
  const action = routines.get(name) ?? routines.get(qualified)
  const called = isSign(statement.tokens[at + 1], "(")
  if (action === undefined || !(called || /^[sx]p_/.test(name))) return false
  action(statement, textsBehind(statement, at + 1, called))
  return true
}

/** Its arguments that are texts: in parentheses, or up to the end. */
function textsBehind({ tokens, partners }: Statement, from: number, called: boolean): string[] {
  const to = called ? (partners[from] ?? -1) : tokens.length
  const texts: string[] = []
  for (let at = from; at < (to < 0 ? tokens.length : to); at++) {
    const token = tokens[at]
    if (!called && isWord(token, ...ends)) break
    // A call within the call has its own.
    if (at > from && isName(token) && isRoutine(token.text)) break
    if (isText(token)) texts.push(token.text)
  }
  return texts
}
