/** Rules made ready to run: per language, with the literals that decide from the bytes alone which rules can match. */
import { keywordSearch, type KeywordSearch } from "./keywords.ts"
import { compileRegex, families, type Clause, type CodeRule, type Condition, type Family } from "./rule.ts"
import { sources } from "./sources.ts"

export interface ReadyCondition {
  readonly at: Condition["at"]
  readonly has: Condition["has"]
  readonly lacks: Condition["lacks"]
  readonly shape: RegExp | undefined
  readonly notShape: RegExp | undefined
  readonly text: RegExp | undefined
  readonly notText: RegExp | undefined
  readonly callee: RegExp | undefined
  readonly absent: boolean
}

export interface ReadyClause {
  readonly rule: CodeRule
  readonly kind: "call" | "property" | "rule" | "check"
  /** Words of which one must stand in the file as a name. */
  readonly anchors: readonly string[]
  /** Of each group one literal must stand in the file. */
  readonly groups: readonly (readonly string[])[]
  /** Callees, for a call clause, by their last word. */
  readonly callees: ReadonlyMap<string, RegExp>
  readonly pattern: Readonly<Record<string, unknown>> | undefined
  readonly check: string | undefined
  readonly where: readonly ReadyCondition[]
  readonly guards: readonly RegExp[]
  readonly nearby: readonly RegExp[]
  readonly within: RegExp | undefined
  readonly receives: RegExp | undefined
}

export interface ReadyFamily {
  readonly search: KeywordSearch
  readonly clauses: readonly ReadyClause[]
}

export type Pack = Readonly<Record<Family, ReadyFamily>>

export function preparePack(rules: readonly CodeRule[]): Pack {
  const prepared = families.map((family) => [family, prepareFamily(rules, family)] as const)
  return Object.fromEntries(prepared) as Pack
}

function prepareFamily(rules: readonly CodeRule[], family: Family): ReadyFamily {
  const clauses: ReadyClause[] = []
  for (const rule of rules) {
    if (!rule.languages.includes(family)) continue
    for (const clause of rule.match) {
      if (clause.languages === undefined || clause.languages.includes(family)) clauses.push(prepareClause(rule, clause, family))
    }
  }
  const literals = clauses.flatMap((clause) => [...clause.anchors, ...clause.groups.flat(), ...(clause.rule.unless ?? [])])
  return { search: keywordSearch(literals), clauses }
}

function prepareClause(rule: CodeRule, clause: Clause, family: Family): ReadyClause {
  const where = (clause.where ?? []).map((condition) => prepareCondition(condition))
  const callees = "call" in clause ? compileCallees(clause.call) : new Map<string, RegExp>()
  const anchors = "call" in clause ? [...callees.keys()] : "property" in clause ? clause.property : "check" in clause ? clause.anchors : []
  return {
    rule,
    kind: "call" in clause ? "call" : "property" in clause ? "property" : "check" in clause ? "check" : "rule",
    anchors,
    groups: [rule.keywords, ...(rule.needs ?? []), ...(anchors.length > 0 ? [anchors] : []), ...sourceGroups(clause.where ?? [], family)],
    callees,
    pattern: "rule" in clause ? clause.rule : undefined,
    check: "check" in clause ? clause.check : undefined,
    where,
    guards: (clause.guards ?? []).map((source) => compileRegex(source)),
    nearby: (clause.nearby ?? []).map((source) => compileRegex(source)),
    within: compiledIf(clause.within),
    receives: compiledIf(clause.receives),
  }
}

function prepareCondition(condition: Condition): ReadyCondition {
  return {
    at: condition.at,
    has: condition.has,
    lacks: condition.lacks,
    shape: compiledIf(condition.shape),
    notShape: compiledIf(condition.notShape),
    text: compiledIf(condition.text),
    notText: compiledIf(condition.notText),
    callee: compiledIf(condition.callee),
    absent: condition.absent ?? false,
  }
}

function compiledIf(source: string | undefined): RegExp | undefined {
  return source === undefined ? undefined : compileRegex(source)
}

/** `*.query`, `child_process.exec`, `new Function`: grouped by the last word. */
function compileCallees(patterns: readonly string[]): Map<string, RegExp> {
  const byWord = new Map<string, string[]>()
  for (const pattern of patterns) {
    const word = /[\w$]+$/.exec(pattern)?.[0] ?? pattern
    const source = pattern
      .split("*")
      .map((part) => part.replace(/[^\w ]/g, String.raw`\$&`))
      .join("[^]*")
    byWord.set(word, [...(byWord.get(word) ?? []), source])
  }
  return new Map([...byWord].map(([word, sourcesOfWord]) => [word, new RegExp(`^(?:${sourcesOfWord.join("|")})$`)]))
}

const taintNames = ["request", "browser", "model", "fetched", "console"] as const

// A condition that asks for tainted data cannot hold in a file without a source of it.
function sourceGroups(where: readonly Condition[], family: Family): string[][] {
  const groups: string[][] = []
  for (const condition of where) {
    if (condition.has === undefined || condition.absent) continue
    const keywords: string[] = []
    const onlyTaint = condition.has.every((name) => {
      const names = taintNames.filter((taint) => name === "tainted" || name === taint)
      for (const taint of names) keywords.push(...sources[family].keywords[taint])
      return names.length > 0
    })
    if (onlyTaint && keywords.length > 0) groups.push(keywords)
  }
  return groups
}

/** The clauses that can match a file in which these literals were found. */
export function activeClauses(family: ReadyFamily, found: ReadonlySet<string>): ReadyClause[] {
  if (found.size === 0) return []
  return family.clauses.filter(
    (clause) => clause.groups.every((group) => group.some((word) => found.has(word))) && !(clause.rule.unless ?? []).some((word) => found.has(word)),
  )
}
