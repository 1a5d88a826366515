/** TOML with the line of each table and key. */
import { TomlError, parse } from "smol-toml"
import { TipstaffError } from "../../../base/errors.ts"

export type TomlPath = readonly (string | number)[]

export interface TomlFile {
  readonly value: Readonly<Record<string, unknown>>
  /** The 1-based line where it begins; that of the nearest table around it when the layout is unusual. */
  lineOf(path: TomlPath): number
  /** The line of one text in a list, as far as it can be told. */
  lineOfItem(path: TomlPath, item: string): number
}

/** A configuration of a thousand rules has about half a megabyte. */
const maxBytes = 2 * 1024 * 1024

/** Throws `file/too-large`, and `toml/invalid` with the line. */
export function readToml(text: string, file: string): TomlFile {
  if (text.length > maxBytes) throw new TipstaffError("file/too-large", `${file} is larger than ${maxBytes} characters`, { file })
  const plain = text.replace(/^\ufeff/, "")
  let value: Readonly<Record<string, unknown>>
  try {
    value = parse(plain, { maxDepth: 50 })
  } catch (cause) {
    const line = cause instanceof TomlError ? { line: cause.line } : {}
    const why = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : ""
    throw new TipstaffError("toml/invalid", `${file} is not valid TOML: ${why}`, { file, cause, ...line })
  }
  const lines = locate(plain)
  const lineOf = (path: TomlPath) => nearest(lines, path)
  return { value, lineOf, lineOfItem: (path, item) => lineOfItem(plain, lineOf(path), item) }
}

function lineOfItem(text: string, from: number, item: string): number {
  const spelling = (item.split("\n").find((line) => line.trim() !== "") ?? "").trim()
  const escaped = spelling.replaceAll("\\", "\\\\").replaceAll('"', '\\"')
  const after = text.split("\n").slice(from - 1, from + 999)
  const index = after.findIndex((line) => line.includes(spelling) || line.includes(escaped))
  return from + Math.max(0, index)
}

function nearest(lines: ReadonlyMap<string, number>, path: TomlPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(keyOf(path.slice(0, length)))
    if (line !== undefined) return line
  }
  return 1
}

function keyOf(path: TomlPath): string {
  return path.join("\n").toLowerCase()
}

/** The parser gives no positions, so the text, known to be valid, is gone over once more for its headers and keys. */
function locate(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  const counts = new Map<string, number>()
  let table: TomlPath = []
  let line = 1
  let at = 0
  const note = (path: TomlPath) => {
    if (!found.has(keyOf(path))) found.set(keyOf(path), line)
  }
  while (at < text.length) {
    const end = text.indexOf("\n", at) === -1 ? text.length : text.indexOf("\n", at)
    const header = /^[ \t]*(\[\[?)([^\]\n]{1,400})\]/.exec(text.slice(at, Math.min(end, at + 500)))
    const equals = /^[ \t]*((?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\w-]{1,200}|[ \t.]){1,20}?)[ \t]*=/.exec(text.slice(at, Math.min(end, at + 500)))
    let next = end
    if (header !== null) {
      table = tablePath(namesOf(header[2]!), header[1] === "[[", counts)
      note(table)
      // The list as a whole begins with its first element.
      if (header[1] === "[[") note(table.slice(0, -1))
    } else if (equals !== null) {
      note([...table, ...namesOf(equals[1]!)])
      next = valueEnd(text, at + equals[0].length)
    }
    for (let index = at; index <= next && index < text.length; index += 1) if (text[index] === "\n") line += 1
    at = next + 1
  }
  return found
}

function namesOf(dotted: string): string[] {
  return [...dotted.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? "")
}

/** Names with the index of each array of tables on the way. */
function tablePath(names: readonly string[], opensElement: boolean, counts: Map<string, number>): TomlPath {
  const path: (string | number)[] = []
  for (const [index, name] of names.entries()) {
    path.push(name)
    const key = keyOf(path)
    if (opensElement && index === names.length - 1) counts.set(key, (counts.get(key) ?? 0) + 1)
    const count = counts.get(key)
    if (count !== undefined) path.push(count - 1)
  }
  return path
}

const valueParts = /"""[^]*?(?<!\\)"{3,5}|'''[^]*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[[\]{}]|\n/g

/** Where the line ends on which the value ends. */
function valueEnd(text: string, from: number): number {
  let depth = 0
  valueParts.lastIndex = from
  for (let part = valueParts.exec(text); part !== null; part = valueParts.exec(text)) {
    if (part[0] === "\n" && depth <= 0) return part.index
    if (part[0] === "[" || part[0] === "{") depth += 1
    if (part[0] === "]" || part[0] === "}") depth -= 1
  }
  return text.length
}
