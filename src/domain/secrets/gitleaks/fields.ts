/** The tables of a gitleaks configuration, read by their shape: what is misspelt or of another type is named with its line. */
import { suggest } from "../../../base/suggest.ts"
import { TipstaffError, type ErrorCode } from "../../../base/errors.ts"
import type { TomlFile, TomlPath } from "./toml.ts"

/** One file, and what is to be done with what is wrong in it. */
export interface Source {
  readonly file: string
  readonly toml: TomlFile
  /** Throws, or keeps a note when the import is lenient. */
  problem(
    code: ErrorCode,
    message: string,
    path: TomlPath,
    detail?: { readonly next?: string; readonly cause?: unknown; readonly line?: number },
  ): void
}

export function createSource(file: string, toml: TomlFile, notes: string[] | undefined): Source {
  return {
    file,
    toml,
    problem(code, message, path, { next, cause, line = toml.lineOf(path) } = {}) {
      if (notes === undefined) {
        throw new TipstaffError(code, message, { file, line, ...(next === undefined ? {} : { next }), ...(cause === undefined ? {} : { cause }) })
      }
      notes.push(`${file}:${line}: ${message}${next === undefined ? "" : `; ${next}`}`)
    },
  }
}

/** Kinds of values, and what stands for each in TypeScript. */
interface Kinds {
  text: string
  number: number
  flag: boolean
  list: readonly string[]
  table: TableAt
  tables: readonly TableAt[]
}

export interface TableAt {
  readonly fields: Readonly<Record<string, unknown>>
  readonly path: TomlPath
}

type Shape = Readonly<Record<string, keyof Kinds>>

export type Read<S extends Shape> = { readonly [Key in keyof S]?: Kinds[S[Key]] }

/** Only what is right is in the result. gitleaks reads keys without case, and takes one text for a list of texts. */
export function readTable<const S extends Shape>(source: Source, { fields, path }: TableAt, shape: S): Read<S> {
  const found: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(fields)) {
    const at = [...path, key]
    const known = Object.keys(shape).find((name) => name.toLowerCase() === key.toLowerCase())
    if (known === undefined) {
      const close = suggest(key, Object.keys(shape))
      const next = close === undefined ? "gitleaks does not know it either; take it out" : `did you mean ${close}?`
      source.problem("rules/unknown-key", `${nameOf(path)} has an unknown key ${shown(key)}`, at, { next })
      continue
    }
    const read = readers[shape[known]!](value, at)
    if (read === undefined) source.problem("rules/invalid-value", `${known} of ${nameOf(path)} must be ${meanings[shape[known]!]}`, at)
    else found[known] = read
  }
  return found as Read<S>
}

const meanings: Readonly<Record<keyof Kinds, string>> = {
  text: "text",
  number: "a number",
  flag: "true or false",
  list: "a list of texts",
  table: "a table",
  tables: "a list of tables",
}

const readers: Readonly<Record<keyof Kinds, (value: unknown, path: TomlPath) => unknown>> = {
  text: (value) => (typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined),
  number: (value) => {
    const number = typeof value === "string" && /^[\d.]{1,20}$/.test(value) ? Number(value) : value
    return typeof number === "number" && Number.isFinite(number) ? number : undefined
  },
  flag: (value) => (typeof value === "boolean" ? value : undefined),
  list: (value) => {
    if (typeof value === "string") return value === "" ? [] : value.split(",")
    return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined
  },
  table: (value, path) => (isTable(value) ? { fields: value, path } : undefined),
  tables: (value, path) => {
    const list = isTable(value) ? [value] : value
    return Array.isArray(list) && list.every(isTable)
      ? list.map((fields, index) => ({ fields, path: isTable(value) ? path : [...path, index] }))
      : undefined
  },
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

function nameOf(path: TomlPath): string {
  const names = path.filter((step) => typeof step === "string").join(".")
  if (names === "") return "the file"
  return typeof path.at(-1) === "number" ? `[[${names}]]` : `[${names}]`
}

/** A key is text from outside: what a terminal would obey is left out. */
function shown(key: string): string {
  return key.slice(0, 60).replace(/[^\x20-\x7e]/g, "?")
}
