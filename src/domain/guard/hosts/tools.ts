/** From a tool's name and arguments to its kind and what it works on. Each host brings a table of its own tools. */
import { isRecord } from "../../../base/json.ts"
import type { Edit, FileChange, Tool, ToolInput, ToolKind } from "./event.ts"
import { badEvent, type Fields, field, flag, list, parseBounded, present, text } from "./fields.ts"
import { isPatch, parsePatch } from "./patch.ts"

/** What is known of a tool: its kind, and the names of the arguments that say what it works on. */
export interface ToolShape {
  readonly kind: ToolKind
  readonly dialect?: "posix" | "powershell"
  readonly command?: readonly string[]
  readonly path?: readonly string[]
  /** Arguments that are lists of paths. */
  readonly paths?: readonly string[]
  readonly content?: readonly string[]
  /** Names of the old and the new text, at the top and in each entry of `editLists`. */
  readonly edit?: readonly (readonly [oldText: string, newText: string])[]
  readonly editLists?: readonly string[]
  /** Arguments that hold a patch in the form of apply_patch. */
  readonly patch?: readonly string[]
  readonly url?: readonly string[]
  readonly directory?: readonly string[]
  readonly background?: readonly string[]
  /** The tool deletes what its path names. */
  readonly deletes?: boolean
}

export type ToolTable = Readonly<Record<string, ToolShape>>

const unknownTool: ToolShape = { kind: "other" }

/** A tool of an MCP server in the spelling `mcp__<server>__<tool>`. */
export function mcpTool(name: string, server: string | undefined): Tool | undefined {
  if (!name.startsWith("mcp__")) return undefined
  const rest = name.slice("mcp__".length)
  const told = server !== undefined && rest.startsWith(`${server}__`) ? server.length : rest.indexOf("__")
  if (told <= 0) return { kind: "mcp", name: rest, ...(server === undefined ? {} : { server }) }
  return { kind: "mcp", name: rest.slice(told + 2), server: server ?? rest.slice(0, told) }
}

export function shapeOf(name: string, table: ToolTable): ToolShape {
  return (Object.hasOwn(table, name) ? table[name] : undefined) ?? unknownTool
}

/** The arguments may come as JSON within JSON; a text that is no JSON is an argument of its own. */
export function argumentsOf(value: unknown, what: string): unknown {
  if (typeof value !== "string" || !/^\s*[{[]/.test(value)) return value
  return parseBounded(value, what)
}

/** Throws `guard/bad-event` where an argument that decides has the wrong type, or is missing before the call (`required`). */
export function readInput(shape: ToolShape, args: unknown, required: boolean): ToolInput {
  const fields: Fields = isRecord(args) ? args : {}
  const changes = changesOf(shape, args, fields)
  const paths = pathsOf(shape, fields, changes)
  const input = present({
    ...commandOf(shape, fields),
    dialect: shape.dialect,
    background: first(shape.background, (name) => flag(fields, name)),
    directory: first(shape.directory, (name) => text(fields, name)),
    path: paths[0],
    paths: paths.length === 0 ? undefined : paths,
    content: first(shape.content, (name) => text(fields, name)),
    edits: editsOf(shape, fields),
    changes,
    url: first(shape.url, (name) => text(fields, name)),
    args,
  })
  if (required) assertDecidable(shape, input)
  return input
}

function first<N, T>(names: readonly N[] | undefined, read: (name: N) => T | undefined): T | undefined {
  for (const name of names ?? []) {
    const value = read(name)
    if (value !== undefined) return value
  }
  return undefined
}

function commandOf(shape: ToolShape, fields: Fields): { command?: string; argv?: readonly string[] } {
  const value = first(shape.command, (name) => field(fields, name))
  if (value === undefined) return {}
  if (typeof value === "string") return { command: value }
  if (Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === "string")) return { argv: value }
  throw badEvent("the command is not a text")
}

/** The names differ between a host's versions, so all that are there count. */
function pathsOf(shape: ToolShape, fields: Fields, changes: readonly FileChange[] | undefined): readonly string[] {
  const single = (shape.path ?? []).map((name) => text(fields, name))
  const several = (shape.paths ?? []).flatMap((name) => (list(fields, name) ?? []).map(pathIn))
  const changed = (changes ?? []).flatMap((change) => (change.change === "move" ? [change.path, change.to] : [change.path]))
  const inLists = (shape.editLists ?? []).flatMap((name) => (list(fields, name) ?? []).flatMap((entry) => pathsInEntry(shape, entry)))
  return [...new Set([...single, ...several, ...inLists, ...changed].filter((path) => path !== undefined && path !== ""))] as string[]
}

function pathIn(entry: unknown): string | undefined {
  if (typeof entry === "string") return entry
  if (isRecord(entry)) return first(["path", "filePath", "file_path", "uri"], (name) => text(entry, name))
  throw badEvent("a list of files holds something that is not a path")
}

function pathsInEntry(shape: ToolShape, entry: unknown): readonly (string | undefined)[] {
  return isRecord(entry) ? (shape.path ?? []).map((name) => text(entry, name)) : []
}

function editsOf(shape: ToolShape, fields: Fields): readonly Edit[] | undefined {
  const listed = (shape.editLists ?? []).flatMap((name) => (list(fields, name) ?? []).map((entry) => listedEdit(shape, entry)))
  const own = editIn(shape, fields)
  const edits = own === undefined ? listed : [own, ...listed]
  return edits.length === 0 ? undefined : edits
}

function listedEdit(shape: ToolShape, entry: unknown): Edit {
  const edit = isRecord(entry) ? editIn(shape, entry) : undefined
  if (edit === undefined) throw badEvent("a list of edits holds something that is not an edit")
  return edit
}

function editIn(shape: ToolShape, fields: Fields): Edit | undefined {
  const newText = first(shape.edit, ([, name]) => text(fields, name))
  const oldText = first(shape.edit, ([name]) => text(fields, name))
  return newText === undefined && oldText === undefined ? undefined : { oldText: oldText ?? "", newText: newText ?? "" }
}

function changesOf(shape: ToolShape, args: unknown, fields: Fields): readonly FileChange[] | undefined {
  if (shape.deletes === true)
    return (shape.path ?? []).map((name) => text(fields, name)).flatMap((path) => (path === undefined ? [] : deletion(path)))
  if (shape.patch === undefined) return undefined
  const patch = typeof args === "string" ? args : first(shape.patch, (name) => patchIn(field(fields, name)))
  if (patch === undefined || !isPatch(patch)) return undefined
  const changes = parsePatch(patch)
  // A shell command may only speak of patches.
  if (changes === undefined && shape.kind !== "shell") throw badEvent("the patch names no file")
  return changes
}

/** In a text, or in one word of a command that is a list of words. */
function patchIn(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.find((word): word is string => typeof word === "string" && isPatch(word))
  if (value === undefined || typeof value === "string") return value
  throw badEvent("the patch is not a text")
}

function deletion(path: string): readonly FileChange[] {
  return [{ change: "delete", path }]
}

const needs: Partial<Record<ToolKind, (input: ToolInput) => boolean>> = {
  shell: (input) => input.command !== undefined || input.argv !== undefined,
  file_read: (input) => input.path !== undefined,
  file_write: (input) => input.path !== undefined,
  file_edit: (input) => input.path !== undefined,
}

function assertDecidable(shape: ToolShape, input: ToolInput): void {
  if (needs[shape.kind]?.(input) === false) throw badEvent(`a call of kind ${shape.kind} does not say what it works on`)
}
