/** One gitleaks configuration file as it stands: its rules and allowlists, with patterns compiled, before files are joined. */
import type { ImportedAllowlist } from "./allowlist.ts"
import { readTable, type Read, type Source, type TableAt } from "./fields.ts"
import { PatternFault } from "./go-class.ts"
import { compilePattern, type Pattern } from "./pattern.ts"
import type { TomlPath } from "./toml.ts"

/** A rule that only counts where another one matches near. */
export interface Required {
  readonly id: string
  readonly withinLines: number | undefined
  readonly withinColumns: number | undefined
}

/** A rule of a file. What it leaves out may come from the file that this one extends. */
export interface RuleDraft {
  readonly id: string
  readonly description: string
  readonly pattern: Pattern | undefined
  readonly path: Pattern | undefined
  /** 0: the first group that holds something. */
  readonly secretGroup: number
  readonly entropy: number
  /** In lower case. */
  readonly keywords: readonly string[]
  readonly tags: readonly string[]
  readonly allowlists: readonly ImportedAllowlist[]
  readonly required: readonly Required[]
  /** It counts only for the rules that require it. */
  readonly skipReport: boolean
  readonly source: Source
  readonly at: TomlPath
}

export interface TargetedAllowlist {
  readonly list: ImportedAllowlist
  readonly targets: readonly string[]
  readonly source: Source
  readonly at: TomlPath
}

export interface Config {
  readonly title: string
  readonly extend: { readonly path: string; readonly useDefault: boolean; readonly disabledRules: readonly string[]; readonly at: TomlPath }
  readonly rules: readonly RuleDraft[]
  readonly allowlists: readonly TargetedAllowlist[]
}

const allowlistShape = {
  description: "text",
  condition: "text",
  commits: "list",
  paths: "list",
  regexes: "list",
  regexTarget: "text",
  stopwords: "list",
} as const

const globalAllowlistShape = { ...allowlistShape, targetRules: "list" } as const

const fileShape = {
  title: "text",
  description: "text",
  minVersion: "text",
  extend: "table",
  rules: "tables",
  allowlist: "table",
  allowlists: "tables",
} as const

const extendShape = { path: "text", url: "text", useDefault: "flag", disabledRules: "list" } as const

const ruleShape = {
  id: "text",
  description: "text",
  path: "text",
  regex: "text",
  secretGroup: "number",
  entropy: "number",
  keywords: "list",
  tags: "list",
  allowlist: "table",
  allowlists: "tables",
  required: "tables",
  skipReport: "flag",
} as const

const requiredShape = { id: "text", withinLines: "number", withinColumns: "number" } as const

export function readConfig(source: Source): Config {
  const file = readTable(source, { fields: source.toml.value, path: [] }, fileShape)
  const extend = file.extend === undefined ? {} : readTable(source, file.extend, extendShape)
  const rules = (file.rules ?? []).map((table) => readRule(source, table))
  const lists = allowlistTables(source, file, []).map((table) => readGlobalAllowlist(source, table))
  return {
    title: file.title ?? "",
    extend: {
      path: extend.path ?? "",
      useDefault: extend.useDefault ?? false,
      disabledRules: extend.disabledRules ?? [],
      at: file.extend?.path ?? [],
    },
    rules: rules.filter((rule) => rule !== undefined),
    allowlists: lists.filter((list) => list !== undefined),
  }
}

/** Undefined when a part of it had to be refused. */
function readRule(source: Source, table: TableAt): RuleDraft | undefined {
  const rule = readTable(source, table, ruleShape)
  const id = rule.id?.trim() ?? ""
  const at = table.path
  if (id === "") {
    source.problem("rules/invalid-value", "a rule has no id", at)
    return undefined
  }
  const pattern = optionalPattern(source, `rule ${id}`, rule.regex, [...at, "regex"])
  const path = optionalPattern(source, `rule ${id}`, rule.path, [...at, "path"])
  if (pattern === "refused" || path === "refused") return undefined
  const lists = allowlistTables(source, rule, at).map((list) =>
    readAllowlist(source, `rule ${id}`, readTable(source, list, allowlistShape), list.path),
  )
  return {
    id,
    description: rule.description ?? "",
    pattern,
    path,
    secretGroup: Math.trunc(rule.secretGroup ?? 0),
    entropy: rule.entropy ?? 0,
    keywords: (rule.keywords ?? []).map((keyword) => keyword.toLowerCase()),
    tags: rule.tags ?? [],
    allowlists: lists.filter((list) => list !== undefined),
    required: (rule.required ?? []).map((required) => readRequired(source, required)),
    skipReport: rule.skipReport ?? false,
    source,
    at,
  }
}

function readRequired(source: Source, table: TableAt): Required {
  const { id = "", withinLines, withinColumns } = readTable(source, table, requiredShape)
  return { id, withinLines, withinColumns }
}

type WithAllowlists = { readonly allowlist?: TableAt; readonly allowlists?: readonly TableAt[] }

/** The older form is one table, the newer a list; gitleaks takes either, not both. */
function allowlistTables(source: Source, { allowlist, allowlists }: WithAllowlists, at: TomlPath): readonly TableAt[] {
  if (allowlist !== undefined && allowlists !== undefined) {
    source.problem("rules/invalid-value", "allowlist and allowlists cannot stand together", [...at, "allowlist"], { next: "keep allowlists" })
  }
  return allowlists ?? (allowlist === undefined ? [] : [allowlist])
}

function readGlobalAllowlist(source: Source, table: TableAt): TargetedAllowlist | undefined {
  const { targetRules = [], ...criteria } = readTable(source, table, globalAllowlistShape)
  const list = readAllowlist(source, "an allowlist", criteria, table.path)
  return list === undefined ? undefined : { list, targets: targetRules, source, at: table.path }
}

const conditions: Readonly<Record<string, ImportedAllowlist["condition"]>> = { "": "or", or: "or", "||": "or", and: "and", "&&": "and" }
const regexTargets: Readonly<Record<string, ImportedAllowlist["regexTarget"]>> = { "": "secret", secret: "secret", match: "match", line: "line" }

/** An allowlist of which a part is refused is refused as a whole: without one of its criteria it could hide more. */
function readAllowlist(source: Source, owner: string, fields: Read<typeof allowlistShape>, at: TomlPath): ImportedAllowlist | undefined {
  const condition = named(conditions, fields.condition?.toLowerCase())
  const regexTarget = named(regexTargets, fields.regexTarget)
  const paths = (fields.paths ?? []).map((pattern) => onePattern(source, owner, pattern, [...at, "paths"]))
  const regexes = (fields.regexes ?? []).map((pattern) => onePattern(source, owner, pattern, [...at, "regexes"]))
  const commits = fields.commits ?? []
  const stopwords = fields.stopwords ?? []
  if (condition === undefined) source.problem("rules/invalid-value", "condition of an allowlist must be AND or OR", [...at, "condition"])
  if (regexTarget === undefined) source.problem("rules/invalid-value", "regexTarget must be secret, match or line", [...at, "regexTarget"])
  if (paths.length + regexes.length + commits.length + stopwords.length === 0) {
    source.problem("rules/invalid-value", "an allowlist names no commits, paths, regexes or stopwords", at)
    return undefined
  }
  if (condition === undefined || regexTarget === undefined || !paths.every(isPattern) || !regexes.every(isPattern)) return undefined
  return {
    description: fields.description ?? "",
    condition,
    commits: new Set(commits.map((commit) => commit.trim().toLowerCase())),
    paths,
    regexes,
    regexTarget,
    stopwords: stopwords.map((word) => word.toLowerCase()),
  }
}

function named<Value>(table: Readonly<Record<string, Value>>, name = ""): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function isPattern(pattern: Pattern | "refused"): pattern is Pattern {
  return pattern !== "refused"
}

function optionalPattern(source: Source, owner: string, text: string | undefined, at: TomlPath): Pattern | undefined | "refused" {
  return text === undefined || text === "" ? undefined : onePattern(source, owner, text, at)
}

function onePattern(source: Source, owner: string, text: string, at: TomlPath): Pattern | "refused" {
  try {
    return compilePattern(text)
  } catch (cause) {
    if (!(cause instanceof PatternFault)) throw cause
    const line = source.toml.lineOfItem(at, text)
    const next = "correct it, or import leniently to leave it out"
    source.problem("rules/invalid-pattern", `${owner} has a pattern in ${at.at(-1)} that cannot be used: ${cause.message}`, at, { line, next, cause })
    return "refused"
  }
}
