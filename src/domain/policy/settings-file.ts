/** Reads a settings file against its schema: every wrong key and value is named by file and line, with a suggestion. */
import type { z } from "zod"
import { TipstaffError } from "../../base/errors.ts"
import { isRecord } from "../../base/json.ts"
import { suggest } from "../../base/suggest.ts"
import { parseYaml, type YamlFile } from "../../base/yaml.ts"

export interface SettingsFile<T> {
  readonly settings: T
  readonly file: string
  /** Where a value was written, as a 1-based line; undefined when the file does not set it. */
  lineOf(path: readonly (string | number)[]): number | undefined
}

/** Throws `yaml/invalid`, and `config/unknown-key` or `config/invalid-value` with all problems in the message. */
export function readSettings<S extends z.ZodType>(schema: S, text: string, file: string): SettingsFile<z.output<S>> {
  const yaml = parseYaml(text, file)
  const value = withoutNulls(yaml.value ?? {})
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw settingsError(parsed.error.issues, schema, yaml, file)
  return { settings: parsed.data, file, lineOf: (path) => (has(value, path) ? yaml.lineOf(path) : undefined) }
}

/** A key with nothing behind it (or only comments) says nothing: it is as if it were not there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isRecord(value)) return value
  const said = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(said.map(([key, member]) => [key, withoutNulls(member)]))
}

function settingsError(issues: readonly z.core.$ZodIssue[], schema: z.ZodType, yaml: YamlFile, file: string): TipstaffError {
  const problems = issues.flatMap((issue) => problemsOf(issue, schema, yaml)).sort((a, b) => a.line - b.line)
  const unknown = problems.some((problem) => problem.unknownKey)
  const list = problems.map((problem) => `line ${problem.line}: ${problem.text}`).join("; ")
  const first = problems[0]
  return new TipstaffError(unknown ? "config/unknown-key" : "config/invalid-value", `${file} is not usable: ${list}`, {
    file,
    ...(first ? { line: first.line } : {}),
    next: "correct the file; tipstaff config show --origin prints what is understood",
  })
}

interface Problem {
  readonly line: number
  readonly text: string
  readonly unknownKey: boolean
}

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, yaml: YamlFile): Problem[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))
  const name = path.join(".")
  if (issue.code !== "unrecognized_keys") return [{ line: yaml.lineOf(path), text: `${name || "the file"}: ${issue.message}`, unknownKey: false }]
  const known = knownKeys(schema, path)
  return issue.keys.map((key) => {
    const close = suggest(key, known)
    const where = name === "" ? key : `${name}.${key}`
    return {
      line: yaml.lineOf([...path, key]),
      text: `unknown key ${where}${close === undefined ? "" : `, did you mean ${close}?`}`,
      unknownKey: true,
    }
  })
}

interface Definition {
  readonly type: string
  readonly innerType?: z.core.$ZodType
  readonly in?: z.core.$ZodType
  readonly element?: z.core.$ZodType
  readonly valueType?: z.core.$ZodType
}

function knownKeys(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let at: z.core.$ZodType | undefined = unwrap(schema)
  for (const step of path) {
    const definition = at?._zod.def as unknown as (Definition & { shape?: Readonly<Record<string, z.core.$ZodType>> }) | undefined
    at = unwrap(definition?.shape?.[String(step)] ?? definition?.element ?? definition?.valueType)
  }
  const shape = (at?._zod.def as unknown as { shape?: object } | undefined)?.shape
  return shape ? Object.keys(shape) : []
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let at = schema
  for (;;) {
    const definition = at?._zod.def as unknown as Definition | undefined
    const inner: z.core.$ZodType | undefined = definition?.type === "pipe" ? definition.in : definition?.innerType
    if (!inner) return at
    at = inner
  }
}

function has(value: unknown, path: readonly (string | number)[]): boolean {
  let at = value
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return false
    at = (at as Record<string | number, unknown>)[step]
  }
  return true
}
