/** Settings of agents as plain values, whatever their format, and the line where a value stands. */
import { parse as parseToml } from "smol-toml"
import { TipstaffError, messageOf } from "../../../base/errors.ts"
import { isRecord, parseJson } from "../../../base/json.ts"
import { parseYaml } from "../../../base/yaml.ts"
import { languageOf } from "./languages.ts"
import { lex } from "./lexer.ts"

export type Fields = Readonly<Record<string, unknown>>

/** Enough for any settings file that people write. */
const maxBytes = 1024 * 1024

/** The fields of JSON, JSON with comments, TOML or YAML, by the path's ending. Throws TipstaffError when it cannot be read. */
export function parseFields(text: string, path: string): Fields {
  if (text.length > maxBytes) throw new TipstaffError("classify/too-large", `${path} is larger than ${maxBytes} characters`, { file: path })
  const value = parseAny(text, path)
  if (value === null || value === undefined) return {}
  if (!isRecord(value)) throw new TipstaffError("classify/not-an-object", `${path} does not hold an object`, { file: path })
  return value
}

function parseAny(text: string, path: string): unknown {
  if (path.endsWith(".toml")) {
    // smol-toml recurses through nested arrays and tables.
    if (nestsTooDeep(text)) throw new TipstaffError("classify/too-deep", `${path} nests too deep`, { file: path })
    try {
      return parseToml(text)
    } catch (cause) {
      throw new TipstaffError("classify/invalid-toml", `${path} is not valid TOML: ${messageOf(cause).split("\n")[0] ?? ""}`, { file: path, cause })
    }
  }
  if (/\.ya?ml$/.test(path)) {
    if (nestsTooDeep(text)) throw new TipstaffError("classify/too-deep", `${path} nests too deep`, { file: path })
    return parseYaml(text, path).value
  }
  if (text.trim() === "") return {}
  try {
    return parseJson(text, path)
  } catch (error) {
    // Several hosts accept comments and trailing commas in their settings.
    const plain = withoutComments(text)
    if (plain === undefined) throw error
    try {
      return parseJson(plain, path)
    } catch {
      throw error
    }
  }
}

function nestsTooDeep(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === "[" || character === "{") depth += 1
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1)
    if (depth > 200) return true
  }
  // Block sequences nest without brackets: "- - - -".
  return /(?:- ){200}|^ {2000}/m.test(text)
}

function withoutComments(text: string): string | undefined {
  const language = languageOf("settings.json")
  if (!language) return undefined
  const { tokens } = lex(text, language)
  return tokens
    .filter((token, index) => !(token.text === "," && token.kind === "punct" && /^[\]}]$/.test(tokens[index + 1]?.text ?? "")))
    .map((token) => (token.kind === "string" ? text.slice(token.start, token.start + token.text.length + 2) : token.text))
    .join(" ")
}

/** The fields between the lines `---` at the top of a Markdown file; {} when there are none. Throws `yaml/invalid`. */
export function parseFrontMatter(text: string, path: string): Fields {
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  if (!plain.startsWith("---\n")) return {}
  const end = plain.indexOf("\n---", 3)
  if (end === -1) throw new TipstaffError("classify/open-front-matter", `the front matter of ${path} does not end`, { file: path, line: 1 })
  const body = plain.slice(4, end + 1)
  if (body.length > maxBytes || nestsTooDeep(body))
    throw new TipstaffError("classify/too-large", `the front matter of ${path} is too large`, { file: path })
  const { value } = parseYaml(body, path)
  if (value === null || value === undefined) return {}
  if (!isRecord(value)) throw new TipstaffError("classify/not-an-object", `the front matter of ${path} does not hold fields`, { file: path })
  return value
}

/** The value at a dotted path, or undefined. */
export function fieldAt(fields: Fields, path: string): unknown {
  let value: unknown = fields
  for (const step of path.split(".")) {
    if (!isRecord(value) || !Object.hasOwn(value, step)) return undefined
    value = value[step]
  }
  return value
}

/** The strings of a list, of a comma-separated text, or of a map whose values are true; anything else as JSON. */
export function entriesOf(value: unknown): string[] {
  if (value === undefined || value === null || value === false) return []
  if (typeof value === "string") return splitList(value)
  if (Array.isArray(value)) return value.flatMap((item: unknown) => (typeof item === "string" ? [item] : [JSON.stringify(item)]))
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([key, item]) => {
      if (item === false || item === null) return []
      if (item === true) return [key]
      if (isRecord(item) || Array.isArray(item)) return entriesOf(item).map((entry) => `${key}: ${entry}`)
      return [`${key}: ${String(item)}`]
    })
  }
  return [String(value)]
}

// `Read, Bash(git add:*, x)`: commas inside parentheses belong to the entry.
function splitList(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ""
  for (const character of text) {
    if (character === "(") depth += 1
    if (character === ")") depth -= 1
    if (character === "," && depth <= 0) {
      parts.push(part.trim())
      part = ""
    } else part += character
  }
  parts.push(part.trim())
  return parts.filter((entry) => entry !== "")
}

/** The 1-based line of the first line that holds `needle` as a whole word and, when there is one, is not in the text before. */
export function lineHolding(after: string, before: string | undefined, needle: string): number | undefined {
  const old = new Set(before?.split("\n").map((line) => line.trim()))
  let best: { readonly line: number; readonly rank: number } | undefined
  for (const [index, line] of after.split("\n").entries()) {
    if (!line.includes(needle)) continue
    const rank = (old.has(line.trim()) ? 0 : 2) + (standsAlone(line, needle) ? 1 : 0)
    if (best === undefined || rank > best.rank) best = { line: index + 1, rank }
  }
  return best?.line
}

function standsAlone(line: string, needle: string): boolean {
  const at = line.indexOf(needle)
  return !/\w/.test(line[at - 1] ?? "") && !/\w/.test(line[at + needle.length] ?? "")
}
