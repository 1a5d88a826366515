/** JSON from outside: bounded in depth, and wrong input is named by file and line. */
import { TipstaffError } from "./errors.ts"

const maxDepth = 200

/** Throws `json/invalid` with the line, `json/too-deep`. */
export function parseJson(text: string, file: string): unknown {
  assertDepth(text, file)
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch {
    // The parser's own message quotes the text, which may hold a secret, and often has no position: neither is passed on.
    throw new TipstaffError("json/invalid", `${file} is not valid JSON`, { file, line: lineOfJsonError(text) })
  }
}

// JSON.parse recurses; nesting is counted first so that a hostile file cannot exhaust the stack.
function assertDepth(text: string, file: string): void {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === 92) index += 1
      else if (code === 34) inString = false
    } else if (code === 34) inString = true
    else if (code === 91 || code === 123) {
      depth += 1
      if (depth > maxDepth) throw new TipstaffError("json/too-deep", `${file} nests deeper than ${maxDepth} levels`, { file })
    } else if (code === 93 || code === 125) depth -= 1
  }
}

const token = /[{}[\]:,]|"|(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y

/** The line of the first token that cannot stand where it stands (RFC 8259). */
function lineOfJsonError(text: string): number {
  const open: string[] = []
  let wants: "value" | "value or end" | "name" | "name or end" | "colon" | "comma or end" | "nothing" = "value"
  let at = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)
  while (at < text.length) {
    token.lastIndex = at
    const first = token.exec(text)?.[0]
    const end = first === '"' ? endOfString(text, at + 1) : token.lastIndex
    if (first === undefined || end === undefined) break
    if (wants === "nothing") break
    if (wants === "colon") {
      if (first !== ":") break
      wants = "value"
    } else if (wants === "name" || (wants === "name or end" && first !== "}")) {
      if (first !== '"') break
      wants = "colon"
    } else if (first === "}" || first === "]") {
      if (open.at(-1) !== (first === "}" ? "{" : "[") || wants === "value") break
      open.pop()
      wants = open.length === 0 ? "nothing" : "comma or end"
    } else if (wants === "comma or end") {
      if (first !== ",") break
      wants = open.at(-1) === "{" ? "name" : "value"
    } else if (first === "{" || first === "[") {
      open.push(first)
      wants = first === "{" ? "name or end" : "value or end"
    } else if (first === "," || first === ":") break
    else wants = open.length === 0 ? "nothing" : "comma or end"
    at = skipSpace(text, end)
  }
  return text.slice(0, at).split("\n").length
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && " \t\n\r".includes(text.charAt(at))) at += 1
  return at
}

/** Behind the closing quotation mark; undefined for a string that JSON does not allow. */
function endOfString(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 34) return at + 1
    if (code < 32) return undefined
    if (code !== 92) continue
    if (!/^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at + 1, at + 6))) return undefined
    at += 1
  }
  return undefined
}

/** A plain object, as opposed to an array, null or a scalar. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
