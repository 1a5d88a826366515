/** Changes a JSON text where it is meant to change and nowhere else: order, indentation, numbers and line ends stay. */

export interface JsonNode {
  /** First character of the value. */
  readonly start: number
  /** Behind its last character. */
  readonly end: number
  readonly kind: "object" | "array" | "scalar"
  readonly children: readonly JsonChild[]
}

export interface JsonChild {
  /** Of a member: its name. */
  readonly name?: string
  /** Of a member: where its name starts. */
  readonly start: number
  readonly node: JsonNode
}

/** Of a text that JSON.parse has taken and whose depth is bounded; anything else gives no meaningful result. */
export function jsonNode(text: string): JsonNode {
  return nodeAt(text, skipBlanks(text, text.charCodeAt(0) === 0xfeff ? 1 : 0))
}

const blank = /[ \t\r\n]*/y
const scalar = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y

function skipBlanks(text: string, from: number): number {
  blank.lastIndex = from
  blank.test(text)
  return blank.lastIndex
}

function nodeAt(text: string, start: number): JsonNode {
  const opening = text[start]
  if (opening !== "{" && opening !== "[") return { start, end: endOfScalar(text, start), kind: "scalar", children: [] }
  const children: JsonChild[] = []
  const closing = opening === "{" ? "}" : "]"
  let at = skipBlanks(text, start + 1)
  while (at < text.length && text[at] !== closing) {
    const child = opening === "{" ? memberAt(text, at) : { start: at, node: nodeAt(text, at) }
    children.push(child)
    at = skipBlanks(text, child.node.end)
    if (text[at] === ",") at = skipBlanks(text, at + 1)
  }
  return { start, end: at + 1, kind: opening === "{" ? "object" : "array", children }
}

function memberAt(text: string, start: number): JsonChild {
  const end = endOfScalar(text, start)
  const colon = skipBlanks(text, end)
  return { name: JSON.parse(text.slice(start, end)) as string, start, node: nodeAt(text, skipBlanks(text, colon + 1)) }
}

function endOfScalar(text: string, start: number): number {
  scalar.lastIndex = start
  return scalar.test(text) ? scalar.lastIndex : text.length
}

/** Of several members of one name the last counts, as for JSON.parse. */
export function member(node: JsonNode, name: string): JsonNode | undefined {
  return node.children.findLast((child) => child.name === name)?.node
}

export function valueOf(text: string, node: JsonNode): unknown {
  return JSON.parse(text.slice(node.start, node.end))
}

/** Takes a child out, with the comma that belongs to it. */
export function withoutChild(text: string, parent: JsonNode, child: JsonChild): string {
  const index = parent.children.indexOf(child)
  const [before, after] = [parent.children[index - 1], parent.children[index + 1]]
  if (before !== undefined) return text.slice(0, before.node.end) + text.slice(child.node.end)
  if (after !== undefined) return text.slice(0, child.start) + text.slice(after.start)
  return text.slice(0, parent.start + 1) + text.slice(parent.end - 1)
}

/** Puts a child last, laid out as its neighbours are. A member has a name, an entry of a list has none. */
export function withChild(text: string, parent: JsonNode, name: string | undefined, value: unknown): string {
  const last = parent.children.at(-1)
  if (last === undefined) return intoEmpty(text, parent, name, value)
  const before = parent.children.at(-2)
  const lead = text.slice(before?.node.end ?? parent.start + 1, last.start).replace(",", "")
  const layout = lead.includes("\n") ? { newline: newlineOf(text), unit: unitOf(text), indent: lead.slice(lead.lastIndexOf("\n") + 1) } : undefined
  return `${text.slice(0, last.node.end)},${lead}${written(name, value, layout)}${text.slice(last.node.end)}`
}

interface Layout {
  readonly newline: string
  readonly unit: string
  readonly indent: string
}

function intoEmpty(text: string, parent: JsonNode, name: string | undefined, value: unknown): string {
  const [head, tail] = [text.slice(0, parent.start + 1), text.slice(parent.end - 1)]
  // Everything on one line, and something there: the file is kept small.
  if (!text.trim().includes("\n") && text.trim().length > 3) return head + written(name, value, undefined) + tail
  const [newline, unit] = [newlineOf(text), unitOf(text)]
  const outer = /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", parent.start) + 1, parent.start))?.[0] ?? ""
  const indent = outer + unit
  return `${head}${newline}${indent}${written(name, value, { newline, unit, indent })}${newline}${outer}${tail}`
}

function written(name: string | undefined, value: unknown, layout: Layout | undefined): string {
  const gap = layout === undefined ? "" : " "
  const label = name === undefined ? "" : `${JSON.stringify(name)}:${gap}`
  if (layout === undefined) return label + JSON.stringify(value)
  return label + JSON.stringify(value, null, layout.unit).replaceAll("\n", layout.newline + layout.indent)
}

function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n"
}

/** The indentation of the first line that has one. */
function unitOf(text: string): string {
  return /\n([ \t]{1,10})["[{]/.exec(text)?.[1] ?? "  "
}
