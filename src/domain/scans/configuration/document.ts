/** A parsed data file whose values can be named by line, whichever of JSON, YAML or TOML it was written in. */
import { parse as parseTomlText } from "smol-toml"
import { isRecord } from "../../../base/json.ts"
import { TipstaffError, messageOf } from "../../../base/errors.ts"
import { parseYaml, parseYamlStream } from "../../../base/yaml.ts"
import { parseJsonLines } from "./json-lines.ts"
import { breaksBefore, lineBreaks } from "./line-breaks.ts"

export type Path = readonly (string | number)[]

export interface DataFile {
  readonly path: string
  readonly value: unknown
  /** 1-based line of a value, or of its nearest parent that exists. */
  lineOf(path: Path): number
  /** Physical lines of the whole file. */
  readonly lines: readonly string[]
  /** Line breaks of long texts in the file, found once. */
  readonly breaks: Map<string, readonly number[]>
}

/** Throws the parser's error with the line where it has one. */
export function openYaml(path: string, text: string): DataFile {
  const parsed = parseYaml(withoutMark(text), path)
  return { path, value: parsed.value, lineOf: (at) => parsed.lineOf(at), lines: text.split("\n"), breaks: new Map() }
}

export function openYamlStream(path: string, text: string): DataFile[] {
  const lines = text.split("\n")
  return parseYamlStream(withoutMark(text), path).map((parsed) => ({
    path,
    value: parsed.value,
    lineOf: (at) => parsed.lineOf(at),
    lines,
    breaks: new Map(),
  }))
}

/** Comments and trailing commas are accepted: editors and agents accept them in these files. */
export function openJson(path: string, text: string): DataFile {
  const parsed = parseJsonLines(text, path)
  return { path, value: parsed.value, lineOf: (at) => parsed.lineOf(at), lines: text.split("\n"), breaks: new Map() }
}

/** Throws `toml/invalid`. */
export function openToml(path: string, text: string): DataFile {
  const lines = text.split("\n")
  return { path, value: parseToml(path, text), lineOf: (at) => tomlLine(lines, at), lines, breaks: new Map() }
}

function parseToml(path: string, text: string): unknown {
  try {
    return parseTomlText(withoutMark(text))
  } catch (cause) {
    const line = cause instanceof Error && "line" in cause && typeof cause.line === "number" ? cause.line : undefined
    const first = messageOf(cause).split("\n")[0] ?? ""
    throw new TipstaffError("toml/invalid", `${path} is not valid TOML: ${first}`, { file: path, ...(line === undefined ? {} : { line }), cause })
  }
}

// smol-toml gives no positions. The last name of the path is looked for below the table header that holds it; wrong only for exotic layouts.
function tomlLine(lines: readonly string[], path: Path): number {
  const names = path.filter((step) => typeof step === "string")
  let table: readonly string[] = []
  let best = 1
  let bestDepth = 0
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim()
    if (line.startsWith("[")) {
      table = line.replaceAll(/[[\]"'\s]/g, "").split(".")
      const depth = table.every((name, at) => names[at] === name) ? table.length : 0
      if (depth > bestDepth) [best, bestDepth] = [index + 1, depth]
      continue
    }
    const equals = line.indexOf("=")
    if (equals < 1 || !table.every((name, at) => names[at] === name)) continue
    const key = line
      .slice(0, equals)
      .replaceAll(/["'\s]/g, "")
      .split(".")
    const whole = [...table, ...key]
    if (whole.length > bestDepth && whole.every((name, at) => names[at] === name)) [best, bestDepth] = [index + 1, whole.length]
  }
  return best
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** The value at a path, or undefined. */
export function valueAt(value: unknown, ...path: Path): unknown {
  let current = value
  for (const step of path) {
    if (Array.isArray(current) && typeof step === "number") current = current[step]
    else if (isRecord(current) && Object.hasOwn(current, step)) current = current[step]
    else return undefined
  }
  return current
}

/**
 * Puts merge keys (`<<: *common`) in, as Compose does. Every map is resolved once, so that aliases of aliases cost nothing;
 * merged values have no line of their own and answer with the line of the map they were merged into.
 */
export function withMerges(value: unknown, depth = 0, done = new Map<unknown, unknown>()): unknown {
  if (typeof value !== "object" || value === null || depth > 200) return value
  const known = done.get(value)
  if (known !== undefined) return known
  if (Array.isArray(value)) {
    const list = value.map((item) => withMerges(item, depth + 1, done))
    done.set(value, list)
    return list
  }
  const merged = new Map<string, unknown>()
  const { "<<": sources, ...own } = value as Readonly<Record<string, unknown>>
  // Earlier sources win over later ones, and the map's own names over all (yaml.org/type/merge.html).
  for (const source of [sources].flat().toReversed()) {
    for (const [name, inner] of Object.entries(recordOf(withMerges(source, depth + 1, done)))) merged.set(name, inner)
  }
  for (const [name, inner] of Object.entries(own)) merged.set(name, withMerges(inner, depth + 1, done))
  const result = Object.fromEntries(merged)
  done.set(value, result)
  return result
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Text of a scalar; undefined for lists, maps and null. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined
}

/** The scalars of a list as text; what is no scalar is left out (an object may even refuse to become text). */
export function textsOf(value: unknown): string[] {
  return listOf(value).flatMap((item) => textOf(item) ?? [])
}

/** `NAME: value` maps and `NAME=value` lists, as compose, Docker and others accept both. */
export function* assignmentsOf(value: unknown): Generator<{ name: string; value: string | undefined; step: string | number }> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (typeof item !== "string") continue
      const equals = item.indexOf("=")
      yield { name: equals < 0 ? item : item.slice(0, equals), value: equals < 0 ? undefined : item.slice(equals + 1), step: index }
    }
    return
  }
  for (const [name, inner] of Object.entries(recordOf(value))) yield { name, value: textOf(inner), step: name }
}

/**
 * The line of an offset inside a text value. Exact for literal blocks (`key: |`);
 * for other styles the line of the key, because folding loses the line breaks.
 */
export function lineInside(file: DataFile, path: Path, value: string, offset: number): number {
  const line = file.lineOf(path)
  if (!/(?:^|[\s:-])\|[0-9+-]*\s*(?:#.*)?$/.test((file.lines[line - 1] ?? "").slice(-200))) return line
  let breaks = file.breaks.get(value)
  if (breaks === undefined) file.breaks.set(value, (breaks = lineBreaks(value)))
  return line + 1 + breaksBefore(breaks, offset)
}
