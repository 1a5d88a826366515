/** What a call would put into files, wherever the host has put it: whole contents, edits, patches. */
import type { Edit, FileChange, ToolInput } from "./event.ts"

export interface WrittenText {
  readonly path?: string
  readonly text: string
}

export function writtenTexts(input: ToolInput): readonly WrittenText[] {
  const at = input.path === undefined ? {} : { path: input.path }
  const own = [...(input.content === undefined ? [] : [input.content]), ...newTexts(input.edits ?? [])]
  return [...own.map((text) => ({ ...at, text })), ...(input.changes ?? []).flatMap(writtenBy)]
}

function newTexts(edits: readonly Edit[]): readonly string[] {
  return edits.map((edit) => edit.newText).filter((text) => text !== "")
}

function writtenBy(change: FileChange): readonly WrittenText[] {
  if (change.change === "delete") return []
  if (change.change === "add") return [{ path: change.path, text: change.content }]
  const path = change.change === "move" ? change.to : change.path
  return newTexts(change.edits).map((text) => ({ path, text }))
}
