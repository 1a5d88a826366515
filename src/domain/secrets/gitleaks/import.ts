/**
 * Takes over a configuration of gitleaks, version 8: `.gitleaks.toml`. Pure: a file that it extends is read by a function
 * handed in. Source of the meaning: gitleaks 8.30, config/config.go and detect/detect.go.
 */
import { TipstaffError } from "../../../base/errors.ts"
import { suggest } from "../../../base/suggest.ts"
import type { ImportedAllowlist } from "./allowlist.ts"
import { readConfig, type RuleDraft, type TargetedAllowlist } from "./config.ts"
import { createSource } from "./fields.ts"
import { disabledOwnRules, namingIds, ownRules } from "./ids.ts"
import { readToml } from "./toml.ts"

export interface ImportedRule extends Omit<RuleDraft, "source" | "at"> {
  /** What was found, as an alert names it: the description, or the id when there is none. */
  readonly title: string
  /** Where it stands. */
  readonly file: string
  /** 1-based. */
  readonly line: number
}

export interface GitleaksImport {
  readonly title: string
  readonly rules: readonly ImportedRule[]
  /** Those of no single rule. With `rules`, they speak of these alone, of which some may be ours. */
  readonly allowlists: readonly ImportedAllowlist[]
  /** Whether our own rules stay on: the file builds on the set that gitleaks ships. */
  readonly useDefault: boolean
  /** Ids of our own rules that it turns off. */
  readonly disabledRules: readonly string[]
  /** What could not be taken over, one sentence each, with file and line. */
  readonly notes: readonly string[]
}

export interface ImportOptions {
  /** As messages name it. */
  readonly file: string
  /** The text of the file that `extend.path` names, as it is spelt there; undefined when there is none. The caller bounds where it may lie. */
  readonly read: (path: string) => string | undefined
  /** Leave out what cannot be taken over, and note it, instead of throwing. */
  readonly lenient?: boolean
}

/** gitleaks' own bound: what a file extends may extend a third one, and no more. */
const maxDepth = 2

/**
 * Throws `toml/invalid`, `file/too-large`, `file/missing`; and, unless lenient, `rules/invalid-pattern`,
 * `rules/invalid-value`, `rules/unknown-key`, `rules/unknown`.
 */
export function importGitleaks(text: string, { file, read, lenient = false }: ImportOptions): GitleaksImport {
  const notes: string[] = []
  const joined = load({ read, notes, lenient }, text, file, 0)
  const targeted = targetAllowlists(joined, notes)
  const rules: ImportedRule[] = []
  const lists = [...targeted.global]
  for (const draft of joined.rules.values()) {
    const complete = { ...draft, allowlists: [...draft.allowlists, ...(targeted.byRule.get(draft.id) ?? [])] }
    if (draft.pattern !== undefined || draft.path !== undefined) rules.push(...finished(complete, joined.rules))
    else lists.push(...overrides(complete, joined.useDefault, notes))
  }
  return {
    title: joined.title,
    rules,
    allowlists: lists,
    useDefault: joined.useDefault,
    disabledRules: joined.useDefault ? disabledOwnRules(joined.disabled) : [],
    notes,
  }
}

interface Joined {
  readonly title: string
  readonly rules: ReadonlyMap<string, RuleDraft>
  /** Those of the first file; its targets may be rules of others. */
  readonly allowlists: readonly TargetedAllowlist[]
  readonly useDefault: boolean
  readonly disabled: readonly string[]
}

interface Loading {
  readonly read: ImportOptions["read"]
  readonly notes: string[]
  readonly lenient: boolean
}

function load(loading: Loading, text: string, file: string, depth: number): Joined {
  const { notes, lenient } = loading
  const source = createSource(file, readToml(text, file), lenient ? notes : undefined)
  const config = readConfig(source)
  const { path, useDefault, disabledRules, at } = config.extend
  const line = source.toml.lineOf(at)
  const rules = new Map<string, RuleDraft>()
  for (const rule of config.rules) {
    if (rules.has(rule.id)) notes.push(`${file}:${source.toml.lineOf(rule.at)}: rule ${rule.id} stands there twice; the last one counts`)
    rules.set(rule.id, rule)
  }
  if (path !== "" && useDefault) source.problem("rules/invalid-value", "extend takes path or useDefault, not both", at)
  const base = path === "" || useDefault ? undefined : loadBase(loading, path, `${file}:${line}`, depth)
  const merged = mergeRules(rules, base?.rules ?? new Map(), new Set(disabledRules))
  const joined = {
    title: config.title,
    rules: merged,
    allowlists: [...config.allowlists.filter(({ targets }) => depth === 0 || targets.length === 0), ...(base?.allowlists ?? [])],
    useDefault: useDefault || (base?.useDefault ?? false),
    disabled: [...disabledRules, ...(base?.disabled ?? [])],
  }
  for (const id of disabledRules) noteUnknownDisabled(id, joined.useDefault, base, `${file}:${line}`, notes)
  return joined
}

function loadBase(loading: Loading, path: string, place: string, depth: number): Joined | undefined {
  if (depth === maxDepth) {
    loading.notes.push(`${place}: extend.path is left out: files extend each other ${maxDepth} deep at most`)
    return undefined
  }
  const text = loading.read(path)
  if (text === undefined) {
    throw new TipstaffError("file/missing", `${place} extends ${path}, which is not there`, { file: path, next: "correct extend.path" })
  }
  return load(loading, text, path, depth + 1)
}

function noteUnknownDisabled(id: string, useDefault: boolean, base: Joined | undefined, place: string, notes: string[]): void {
  if (base?.rules.has(id) || (useDefault && disabledOwnRules([id]).length > 0)) return
  const own = useDefault ? ownRules(id) : []
  if (own.length > 0) {
    notes.push(`${place}: ${id} is a part of what ${own.join(", ")} finds, which stays on; name it to turn it off`)
    return
  }
  const close = suggest(id, [...(base?.rules.keys() ?? []), ...namingIds()])
  notes.push(`${place}: there is no rule ${id} to disable${close === undefined || close === id ? "" : `; did you mean ${close}?`}`)
}

/** What the extending file says of a rule is laid over what the extended one says. */
function mergeRules(
  rules: ReadonlyMap<string, RuleDraft>,
  base: ReadonlyMap<string, RuleDraft>,
  disabled: ReadonlySet<string>,
): Map<string, RuleDraft> {
  const merged = new Map(rules)
  for (const [id, below] of base) {
    if (disabled.has(id)) continue
    const above = rules.get(id)
    merged.set(id, above === undefined ? below : laidOver(above, below))
  }
  return merged
}

function laidOver(above: RuleDraft, below: RuleDraft): RuleDraft {
  return {
    ...above,
    description: above.description || below.description,
    pattern: above.pattern ?? below.pattern,
    path: above.path ?? below.path,
    entropy: above.entropy || below.entropy,
    secretGroup: above.secretGroup || below.secretGroup,
    tags: [...below.tags, ...above.tags],
    keywords: [...below.keywords, ...above.keywords],
    allowlists: [...below.allowlists, ...above.allowlists],
    required: below.required,
    skipReport: below.skipReport,
  }
}

/** Empty when the rule had to be refused. */
function finished(draft: RuleDraft, all: ReadonlyMap<string, RuleDraft>): ImportedRule[] {
  const { source, at, ...rule } = draft
  const groups = rule.pattern?.groups ?? Number.POSITIVE_INFINITY
  if (rule.secretGroup < 0 || rule.secretGroup > groups) {
    const message = `rule ${rule.id} takes group ${rule.secretGroup} as the secret, and its pattern has ${groups}`
    source.problem("rules/invalid-value", message, [...at, "secretGroup"])
    return []
  }
  const missing = rule.required.find(({ id }) => !all.has(id))
  if (missing !== undefined) {
    source.problem(
      "rules/unknown",
      `rule ${rule.id} requires rule ${missing.id}, which does not exist`,
      [...at, "required"],
      suggestion(missing.id, all.keys()),
    )
    return []
  }
  return [{ ...rule, title: rule.description || rule.id, file: source.file, line: source.toml.lineOf(at) }]
}

/** A rule without any pattern only changes one that gitleaks ships. Its allowlists hold for our counterparts. */
function overrides(draft: RuleDraft, useDefault: boolean, notes: string[]): ImportedAllowlist[] {
  const { id, source, at } = draft
  const own = useDefault ? ownRules(id) : []
  if (!useDefault) source.problem("rules/invalid-value", `rule ${id} has neither regex nor path: it would find nothing`, at)
  else if (own.length === 0) {
    notes.push(`${source.file}:${source.toml.lineOf(at)}: rule ${id} has no pattern, and changes a rule that has no counterpart here; it is left out`)
  } else if (draft.allowlists.length === 0 || draft.entropy !== 0 || draft.secretGroup !== 0) {
    notes.push(`${source.file}:${source.toml.lineOf(at)}: rule ${id} changes ${own.join(", ")}; only its allowlists are taken over`)
  }
  return own.length === 0 ? [] : draft.allowlists.map((list) => ({ ...list, rules: own }))
}

function targetAllowlists({ rules, allowlists, useDefault }: Joined, notes: string[]) {
  const global: ImportedAllowlist[] = []
  const byRule = new Map<string, ImportedAllowlist[]>()
  for (const { list, targets, source, at } of allowlists) {
    if (targets.length === 0) global.push(list)
    const own = new Set<string>()
    for (const id of targets) {
      if (rules.has(id)) byRule.set(id, [...(byRule.get(id) ?? []), list])
      const named = useDefault ? ownRules(id) : []
      for (const one of rules.has(id) ? [] : named) own.add(one)
      if (rules.has(id) || named.length > 0) continue
      // Under useDefault it may be one of the rules that gitleaks ships and that have no counterpart here.
      if (useDefault) notes.push(`${source.file}:${source.toml.lineOf(at)}: an allowlist speaks of ${id}, which is no rule here`)
      else
        source.problem(
          "rules/unknown",
          `an allowlist speaks of rule ${id}, which does not exist`,
          [...at, "targetRules"],
          suggestion(id, rules.keys()),
        )
    }
    if (own.size > 0) global.push({ ...list, rules: [...own] })
  }
  return { global, byRule }
}

function suggestion(id: string, known: Iterable<string>): { readonly next?: string } {
  const close = suggest(id, known)
  return close === undefined ? {} : { next: `did you mean ${close}?` }
}
