/**
 * Trees of keys by indentation, as yarn and pnpm write them: a small part of YAML, read in one pass.
 * A general YAML parser compares every key with all keys before it, which a hostile lockfile would turn into hours.
 */
import { TipstaffError } from "../../../../base/errors.ts"

export interface Branch {
  readonly key: string
  /** Empty when the branch has children. */
  readonly value: string
  readonly line: number
  readonly children: Branch[]
}

/** How key and value of a line are written: `key: value` in YAML, `key value` in yarn's own format. */
export type Style = "yaml" | "yarn"

const maxDepth = 64

/** Throws `lockfile/invalid` with the line. Comments, document markers and list items are kept out. */
export function readIndented(text: string, file: string, style: Style): Branch[] {
  const root: Branch = { key: "", value: "", line: 1, children: [] }
  const open: { readonly indent: number; readonly branch: Branch }[] = [{ indent: -1, branch: root }]
  const lines = text.split("\n")
  let blockIndent = -1
  for (let index = 0; index < lines.length; index += 1) {
    const raw = (lines[index] ?? "").replace(/\r$/, "")
    const indent = raw.length - raw.trimStart().length
    const content = raw.slice(indent)
    if (content === "") continue
    // Lines of a block scalar (`key: |-`) are text, whatever they look like.
    if (blockIndent >= 0 && indent > blockIndent) continue
    blockIndent = -1
    if (content.startsWith("#") || (indent === 0 && (content.startsWith("---") || content.startsWith("%")))) continue
    if (style === "yaml" && (content.startsWith("- ") || content === "-")) {
      while ((open.at(-1)?.indent ?? -1) > indent) open.pop()
      const holder = open.at(-1)?.branch ?? root
      holder.children.push({ key: "-", value: unquoted(content.slice(1).trim()), line: index + 1, children: [] })
      continue
    }
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop()
    const parent = open.at(-1)?.branch ?? root
    let pair = style === "yaml" ? yamlPair(content) : yarnPair(content)
    let line = index + 1
    if (style === "yaml" && content.startsWith("? ")) {
      // Keys over 1,024 characters: `? key` and the colon on the next line.
      pair = { key: unquoted(content.slice(2).trim()), value: "" }
      if ((lines[index + 1] ?? "").trim() === ":") index += 1
    }
    if (pair === undefined || open.length > maxDepth) {
      throw new TipstaffError("lockfile/invalid", `${file} is not a lockfile that can be read: line ${line} is neither a key nor a value`, {
        file,
        line,
      })
    }
    if (style === "yaml" && /^[|>][-+0-9]{0,2}$/.test(pair.value)) blockIndent = indent
    const branch: Branch = { ...pair, line, children: [] }
    parent.children.push(branch)
    open.push({ indent, branch })
  }
  return root.children
}

function yamlPair(content: string): { key: string; value: string } | undefined {
  const quote = content[0]
  if (quote === '"' || quote === "'") {
    const end = endOfQuoted(content, 0)
    if (end < 0 || content[end] !== ":") return undefined
    return { key: unquoted(content.slice(0, end)), value: scalar(content.slice(end + 1)) }
  }
  const colon = content.endsWith(":") && !content.includes(": ") ? content.length - 1 : content.indexOf(": ")
  return colon <= 0 ? undefined : { key: content.slice(0, colon), value: scalar(content.slice(colon + 1)) }
}

function yarnPair(content: string): { key: string; value: string } | undefined {
  if (content.endsWith(":")) return { key: content.slice(0, -1), value: "" }
  const end = content.startsWith('"') ? endOfQuoted(content, 0) : content.indexOf(" ")
  if (end <= 0 || content[end] !== " ") return undefined
  return { key: unquoted(content.slice(0, end)), value: unquoted(content.slice(end + 1).trim()) }
}

/** The position after the closing quote; -1 when there is none. */
function endOfQuoted(text: string, start: number): number {
  const quote = text[start]
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === "\\" && quote === '"') index += 1
    else if (text[index] === quote) {
      if (quote === "'" && text[index + 1] === "'") index += 1
      else return index + 1
    }
  }
  return -1
}

function scalar(text: string): string {
  const value = text.trim()
  if (value.startsWith('"') || value.startsWith("'")) return unquoted(value)
  const comment = value.indexOf(" #")
  return comment < 0 ? value : value.slice(0, comment).trimEnd()
}

/** Without its quotes; yarn and pnpm write no escapes but a doubled quote and a backslash. */
export function unquoted(text: string): string {
  const end = text.length - 1
  if (end < 1) return text
  if (text.startsWith("'") && text.endsWith("'")) return text.slice(1, end).replaceAll("''", "'")
  if (text.startsWith('"') && text.endsWith('"')) return text.slice(1, end).replace(/\\(.)/g, "$1")
  return text
}

/** The child with this key. */
export function childOf(branch: Branch | undefined, key: string): Branch | undefined {
  return branch?.children.find((child) => child.key === key)
}

/** The value of a child, or of a member of a one-line `{a: b, c: d}`. */
export function valueOf(branch: Branch | undefined, key: string): string | undefined {
  const child = childOf(branch, key)
  if (child) return child.value
  return undefined
}

/** Members of `{a: b, 'c': d}`; an empty map for anything else. Nested braces are not split. */
export function flowMembers(text: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>()
  if (!text.startsWith("{") || !text.endsWith("}")) return members
  let start = 1
  let depth = 0
  for (let index = 1; index < text.length; index += 1) {
    const character = text[index]
    if (character === "'" || character === '"') {
      const end = endOfQuoted(text, index)
      if (end < 0) return members
      index = end - 1
    } else if (character === "{" || character === "[") depth += 1
    else if ((character === "}" || character === "]") && depth > 0) depth -= 1
    else if ((character === "," && depth === 0) || index === text.length - 1) {
      const pair = yamlPair(text.slice(start, index).trim())
      if (pair) members.set(pair.key, pair.value)
      start = index + 1
    }
  }
  return members
}
