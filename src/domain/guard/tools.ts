/** What a tool call of an agent does: shells, file tools, the web, MCP servers; by the names that hosts give them. */
import { environmentIn } from "./environment.ts"
import type { Analyser, Readers } from "./analyse.ts"
import type { Effect } from "./effect.ts"
import type { FileChange } from "./hosts/event.ts"
import { parsePatch } from "./hosts/patch.ts"
import { isSecretPath } from "./paths.ts"
import { hostOf } from "./programs/network.ts"

type Input = Readonly<Record<string, unknown>>

export interface Tools {
  readonly analyser: Analyser
  readonly readers: Readers
}

const shells =
  /^(?:bash|powershell|shell|sh|exec|terminal|run_shell_command|run_command|execute_command|run_in_terminal|local_shell|exec_command|runterminalcommand)$/i
const readsFile = /^(?:read|view|read_file|readfile|read_many_files|notebookread)$/i
const writesFile =
  /^(?:write|edit|multiedit|create|create_file|write_file|write_to_file|replace|replace_in_file|str_replace|str_replace_editor|str_replace_based_edit_tool|edit_file|editfiles|insert|notebookedit|search_replace|delete_file)$/i
const searches =
  /^(?:grep|glob|ls|list_directory|list_dir|search|search_files|grep_search|search_file_content|codebase_search|file_search|todowrite|todo_write|task|agent|askuserquestion|exitplanmode|websearch|google_web_search|think)$/i
const fetches = /^(?:webfetch|web_fetch|fetch|browser_navigate|fetch_webpage|open_url)$/i

/** `cwd` is absolute. Never throws. */
export function toolEffects(tool: string, input: unknown, cwd: string, tools: Tools): readonly Effect[] {
  const fields: Input = typeof input === "object" && input !== null && !Array.isArray(input) ? (input as Input) : {}
  if (shells.test(tool)) return shellCall(fields, cwd, tools)
  if (/^apply_patch$/i.test(tool)) return patched(textIn(fields, "patch", "input", "content") ?? (typeof input === "string" ? input : ""))
  if (readsFile.test(tool)) return pathsIn(fields).map((path) => ({ kind: "file.read", path }))
  if (writesFile.test(tool)) return writeCall(tool, fields)
  if (fetches.test(tool)) return [{ kind: "net.receive", host: hostOf(textIn(fields, "url") ?? "") }]
  if (searches.test(tool))
    return [
      ...pathsIn(fields)
        .filter(isSecretPath)
        .map((path): Effect => ({ kind: "file.read", path })),
      { kind: "program.run", program: tool },
    ]
  return serverCall(tool, fields, cwd, tools)
}

function shellCall(fields: Input, cwd: string, { analyser }: Tools): readonly Effect[] {
  const command = fields["command"] ?? fields["cmd"] ?? fields["script"]
  if (typeof command === "string") return analyser.command(command, textIn(fields, "cwd", "directory", "workdir") ?? cwd)
  if (Array.isArray(command) && command.every((word) => typeof word === "string")) return analyser.command(command.map(shellQuoted).join(" "), cwd)
  return [{ kind: "unknown", why: "the call names no command" }]
}

export function shellQuoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}

function writeCall(tool: string, fields: Input): readonly Effect[] {
  const paths = pathsIn(fields)
  if (paths.length === 0) return [{ kind: "unknown", why: `${tool} names no file` }]
  if (/delete/i.test(tool)) return paths.map((path) => ({ kind: "file.delete", path, recursive: false }))
  return paths.map((path) => ({ kind: "file.write", path }))
}

/** The files that a patch names (the format of apply_patch, or that of diff). */
function patched(text: string): readonly Effect[] {
  const changes = parsePatch(text)?.flatMap(changeEffects) ?? []
  const diffed = [...text.matchAll(/^\+\+\+ (?:b\/)?(\S+)/gm)].map(([, path = ""]): Effect => ({ kind: "file.write", path }))
  const effects = [...changes, ...diffed]
  return effects.length > 0 ? effects : [{ kind: "unknown", why: "which files the patch changes is not known" }]
}

/** Of one file that a call says it changes. */
export function changeEffects(change: FileChange): Effect[] {
  if (change.change === "delete") return [{ kind: "file.delete", path: change.path, recursive: false }]
  return change.change === "move" ? [{ kind: "file.rename", path: change.path, to: change.to }] : [{ kind: "file.write", path: change.path }]
}

const pathNames = ["file_path", "path", "filePath", "target_file", "notebook_path", "absolute_path", "uri", "file", "filename"]

function pathsIn(fields: Input): string[] {
  const lists = [fields["paths"], fields["files"]].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
  const values = [
    ...pathNames.map((name) => fields[name]),
    ...lists.map((entry) =>
      typeof entry === "object" && entry !== null ? pathNames.map((name) => (entry as Input)[name]).find((value) => value !== undefined) : entry,
    ),
  ]
  return values.filter((value): value is string => typeof value === "string" && value !== "").map((path) => path.replace(/^file:\/\//, ""))
}

function textIn(fields: Input, ...names: readonly string[]): string | undefined {
  return names.map((name) => fields[name]).find((value): value is string => typeof value === "string")
}

/** Of what a server's tool is called, and of the statements and commands among its arguments. */
function serverCall(tool: string, fields: Input, cwd: string, { analyser, readers }: Tools): readonly Effect[] {
  const name = tool.replace(/^mcp__|^mcp[_:]/i, "")
  const environment = environmentIn([JSON.stringify(fields).slice(0, 10_000), name])
  const effects: Effect[] = [{ kind: "program.run", program: tool }]
  const sql = textIn(fields, "sql", "query", "statement")
  if (sql !== undefined) effects.push(...readers.statements.sql(sql, { engine: name.split("__", 1)[0]!, environment }))
  const command = textIn(fields, "command", "cli_command", "cmd", "script")
  if (command !== undefined) effects.push(...analyser.command(command, cwd))
  for (const [pattern, effect] of verbs) if (pattern.test(name)) effects.push(effect(name, fields, environment))
  if (/(?:write|edit|create|move|update|delete)[_-]?(?:or_update_)?files?|put_file/i.test(name))
    for (const path of [...pathsIn(fields), ...[fields["destination"], fields["source"]].filter((value) => typeof value === "string")])
      effects.push({ kind: /delete/i.test(name) ? "file.delete" : "file.write", path, recursive: false } as Effect)
  if (/read|get/i.test(name)) for (const path of pathsIn(fields)) effects.push({ kind: "file.read", path })
  return effects
}

type Environmental = ReturnType<typeof environmentIn>

const verbs: readonly (readonly [pattern: RegExp, effect: (name: string, fields: Input, environment: Environmental) => Effect])[] = [
  [
    /(?:postgres|mysql|mongo|sqlite|redis|supabase|database|db|dynamo|firestore|elastic)\w*__\w*(?:delete|drop|truncate|flush|reset|remove)/i,
    (name, _, environment) => ({ kind: "db.delete", engine: name.split("__", 1)[0]!, deletion: "delete", tables: [], environment }),
  ],
  [
    /(?:delete|destroy|terminate|remove|purge|drop|uninstall)[_-]?(?!files?\b|comment|reaction|label)/i,
    (name) => ({ kind: "cloud.delete", provider: name.split("__", 1)[0]!, resource: name }),
  ],
  [
    /git_push$/i,
    (_, fields) => ({ kind: fields["force"] === true ? "git.force_push" : "git.push", remote: textIn(fields, "remote") ?? "", refs: [] }),
  ],
  [/apply_migration|run_migration|migrate/i, (name, _, environment) => ({ kind: "db.migrate", tool: name, environment })],
  [/deploy|promote|rollback/i, (name, _, environment) => ({ kind: "deploy", tool: name, environment })],
  [/merge_pull_request|push_files|create_release/i, (name) => ({ kind: "package.publish", tool: name })],
  [
    /permission|collaborator|iam|grant|role|access_key|branch_protection|invite/i,
    (name) => ({ kind: "permission.change", system: name.split("__", 1)[0]!, what: name }),
  ],
  [
    /secret|credential|api_?key|token/i,
    (name) =>
      /set|create|update|rotate|delete|put/i.test(name)
        ? { kind: "key.rotate", system: name.split("__", 1)[0]!, what: name }
        : { kind: "secret.read", what: name },
  ],
  [
    /(?:create|provision|launch|run)_(?:instance|cluster|bucket|project|branch_database|stack|vm|server)/i,
    (name) => ({ kind: "cloud.create", provider: name.split("__", 1)[0]!, resource: name }),
  ],
  [/export|dump/i, (name, _, environment) => ({ kind: "data.export", engine: name.split("__", 1)[0]!, what: name, environment })],
]
