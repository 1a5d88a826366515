/**
 * The files of an `apply_patch` text: added, deleted, updated, moved. Source: the grammar in Codex's apply-patch crate, which
 * also takes blanks around a header and a here-document around the whole.
 */
import type { Edit, FileChange } from "./event.ts"

const headers = /^\*\*\* (Add File|Delete File|Update File): (.+)$/
const moveTo = /^\*\*\* Move to: (.+)$/
const begin = "*** Begin Patch"

export function isPatch(text: string): boolean {
  return text.includes(begin)
}

/** Undefined for a text that is no patch or names no file: what cannot be read must not pass for a change of nothing. */
export function parsePatch(text: string): readonly FileChange[] | undefined {
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((line) => line.trim() === begin)
  if (start === -1) return undefined
  const changes: FileChange[] = []
  let section: Section | undefined
  for (const line of lines.slice(start + 1)) {
    const header = headerOf(line)
    if (header === undefined) {
      section?.lines.push(line)
      continue
    }
    if (section !== undefined) changes.push(changeOf(section))
    section = { ...header, lines: [] }
  }
  if (section !== undefined) changes.push(changeOf(section))
  return changes.length === 0 ? undefined : changes
}

interface Section {
  readonly action: string
  readonly path: string
  readonly lines: string[]
}

// Between two files a header may be indented, among the lines of a file an indented one is context. Both count here: a patch
// then names a file too many, never one too few, and no text of it is lost.
function headerOf(line: string): Pick<Section, "action" | "path"> | undefined {
  const [, action, path] = headers.exec(line.trim()) ?? []
  return action === undefined || path === undefined ? undefined : { action, path: path.trim() }
}

function changeOf({ action, path, lines }: Section): FileChange {
  if (action === "Delete File") return { change: "delete", path }
  if (action === "Add File") return { change: "add", path, content: added(lines) }
  const to = lines.map((line) => moveTo.exec(line.trim())?.[1]?.trim()).find((name) => name !== undefined)
  const edits = editsOf(lines)
  return to === undefined ? { change: "update", path, edits } : { change: "move", path, to, edits }
}

function added(lines: readonly string[]): string {
  return lines
    .filter((line) => line.startsWith("+"))
    .map((line) => `${line.slice(1)}\n`)
    .join("")
}

/** One edit for each part between two `@@` lines. */
function editsOf(lines: readonly string[]): readonly Edit[] {
  const parts: string[][] = [[]]
  for (const line of lines) {
    if (line.startsWith("@@")) parts.push([])
    else parts.at(-1)?.push(line)
  }
  return parts.map((part) => ({ oldText: side(part, "-"), newText: side(part, "+") })).filter((edit) => edit.oldText !== "" || edit.newText !== "")
}

function side(lines: readonly string[], sign: "-" | "+"): string {
  if (!lines.some((line) => line.startsWith("-") || line.startsWith("+"))) return ""
  return lines
    .filter((line) => line.startsWith(sign) || line.startsWith(" "))
    .map((line) => `${line.slice(1)}\n`)
    .join("")
}
