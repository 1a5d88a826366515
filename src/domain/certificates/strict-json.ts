/** JSON whose meaning does not depend on the reader: no name twice in an object, no `__proto__`, bounded depth, UTF-8. */
import { TipstaffError } from "../../base/errors.ts"
import { parseJson } from "../../base/json.ts"

export type JsonFault = "not-utf8" | "too-deep" | "malformed" | "duplicate-keys"

/** The value, or why the bytes are refused. Never throws. */
export function readStrictJson(bytes: Uint8Array): { readonly value: unknown } | { readonly fault: JsonFault } {
  let text: string
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return { fault: "not-utf8" }
  }
  try {
    const value = parseJson(text, "certificate")
    const fault = nameFault(text)
    return fault === undefined ? { value } : { fault }
  } catch (cause) {
    return { fault: cause instanceof TipstaffError && cause.code === "json/too-deep" ? "too-deep" : "malformed" }
  }
}

/** Walks the tokens of text that is known to be valid JSON and keeps the names of each open object. */
function nameFault(text: string): JsonFault | undefined {
  const open: (Set<string> | undefined)[] = []
  let index = 0
  while (index < text.length) {
    const character = text[index]
    if (character === "{") open.push(new Set())
    else if (character === "[") open.push(undefined)
    else if (character === "}" || character === "]") open.pop()
    if (character !== '"') {
      index += 1
      continue
    }
    const end = endOfString(text, index)
    const names = open.at(-1)
    if (names !== undefined && isName(text, end)) {
      // Two spellings of one name ("a" and "\u0061") are one name.
      const name = JSON.parse(text.slice(index, end)) as string
      if (name === "__proto__") return "malformed"
      if (names.has(name)) return "duplicate-keys"
      names.add(name)
    }
    index = end
  }
  return undefined
}

function endOfString(text: string, start: number): number {
  let index = start + 1
  while (text[index] !== '"') index += text[index] === "\\" ? 2 : 1
  return index + 1
}

function isName(text: string, end: number): boolean {
  let index = end
  while (text[index] === " " || text[index] === "\n" || text[index] === "\r" || text[index] === "\t") index += 1
  return text[index] === ":"
}
