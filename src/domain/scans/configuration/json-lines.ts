/** JSON with comments and trailing commas, where every value knows its line. Bounded in depth; linear in length. */
import { TipstaffError } from "../../../base/errors.ts"

export interface JsonLines {
  readonly value: unknown
  /** 1-based; the nearest enclosing line when the path does not exist. */
  lineOf(path: readonly (string | number)[]): number
}

const maxDepth = 200

interface Node {
  readonly line: number
  readonly value: unknown
  readonly children?: ReadonlyMap<string, { readonly line: number; readonly node: Node }>
}

interface Cursor {
  readonly text: string
  readonly file: string
  offset: number
  line: number
}

/** Throws `json/invalid` with the line, `json/too-deep`. */
export function parseJsonLines(text: string, file: string): JsonLines {
  const cursor: Cursor = { text, file, offset: text.charCodeAt(0) === 0xfeff ? 1 : 0, line: 1 }
  const root = readValue(cursor, 0)
  skipBlank(cursor)
  if (cursor.offset < text.length) throw invalid(cursor, "text after the end of the value")
  return { value: root.value, lineOf: (path) => lineOf(root, path) }
}

function lineOf(root: Node, path: readonly (string | number)[]): number {
  let node = root
  let line = root.line
  for (const step of path) {
    const child = node.children?.get(String(step))
    if (child === undefined) return line
    line = child.line
    node = child.node
  }
  return line
}

function readValue(cursor: Cursor, depth: number): Node {
  if (depth > maxDepth) throw new TipstaffError("json/too-deep", `${cursor.file} nests deeper than ${maxDepth} levels`, { file: cursor.file })
  skipBlank(cursor)
  const line = cursor.line
  const first = cursor.text[cursor.offset]
  if (first === "{") return readObject(cursor, depth)
  if (first === "[") return readArray(cursor, depth)
  if (first === '"') return { line, value: readString(cursor) }
  return { line, value: readWord(cursor) }
}

function readObject(cursor: Cursor, depth: number): Node {
  const line = cursor.line
  const children = new Map<string, { line: number; node: Node }>()
  cursor.offset += 1
  for (;;) {
    skipBlank(cursor)
    if (taken(cursor, "}")) break
    const keyLine = cursor.line
    if (cursor.text[cursor.offset] !== '"') throw invalid(cursor, "a name in double quotes is expected")
    const key = readString(cursor)
    skipBlank(cursor)
    if (!taken(cursor, ":")) throw invalid(cursor, "a colon is expected")
    children.set(key, { line: keyLine, node: readValue(cursor, depth + 1) })
    skipBlank(cursor)
    if (taken(cursor, ",")) continue
    if (taken(cursor, "}")) break
    throw invalid(cursor, "a comma or a closing brace is expected")
  }
  // Object.fromEntries creates own properties, also for the name __proto__.
  return { line, value: Object.fromEntries([...children].map(([key, child]) => [key, child.node.value])), children }
}

function readArray(cursor: Cursor, depth: number): Node {
  const line = cursor.line
  const items: Node[] = []
  cursor.offset += 1
  for (;;) {
    skipBlank(cursor)
    if (taken(cursor, "]")) break
    items.push(readValue(cursor, depth + 1))
    skipBlank(cursor)
    if (taken(cursor, ",")) continue
    if (taken(cursor, "]")) break
    throw invalid(cursor, "a comma or a closing bracket is expected")
  }
  return { line, value: items.map((item) => item.value), children: new Map(items.map((node, index) => [String(index), { line: node.line, node }])) }
}

function readString(cursor: Cursor): string {
  const start = cursor.offset
  let end = start + 1
  for (; end < cursor.text.length; end += 1) {
    const code = cursor.text.charCodeAt(end)
    if (code === 92) end += 1
    else if (code === 34 || code === 10) break
  }
  if (cursor.text[end] !== '"') throw invalid(cursor, "a string does not end")
  cursor.offset = end + 1
  try {
    return JSON.parse(cursor.text.slice(start, end + 1)) as string
  } catch (cause) {
    throw invalid(cursor, "a string is not valid", cause)
  }
}

const word = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y

function readWord(cursor: Cursor): unknown {
  word.lastIndex = cursor.offset
  const found = word.exec(cursor.text)?.[0]
  if (found === undefined) throw invalid(cursor, "a value is expected")
  cursor.offset += found.length
  return JSON.parse(found) as unknown
}

function skipBlank(cursor: Cursor): void {
  const { text } = cursor
  while (cursor.offset < text.length) {
    const code = text.charCodeAt(cursor.offset)
    if (code === 10) {
      cursor.line += 1
      cursor.offset += 1
    } else if (code === 32 || code === 9 || code === 13) cursor.offset += 1
    else if (code === 47 && text.charCodeAt(cursor.offset + 1) === 47) {
      const end = text.indexOf("\n", cursor.offset)
      cursor.offset = end < 0 ? text.length : end
    } else if (code === 47 && text.charCodeAt(cursor.offset + 1) === 42) {
      const end = text.indexOf("*/", cursor.offset + 2)
      if (end < 0) throw invalid(cursor, "a comment does not end")
      for (let index = cursor.offset; index < end; index += 1) if (text.charCodeAt(index) === 10) cursor.line += 1
      cursor.offset = end + 2
    } else return
  }
}

function taken(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.offset] !== character) return false
  cursor.offset += 1
  return true
}

function invalid(cursor: Cursor, what: string, cause?: unknown): TipstaffError {
  return new TipstaffError("json/invalid", `${cursor.file} is not valid JSON: ${what}`, { file: cursor.file, line: cursor.line, cause })
}
