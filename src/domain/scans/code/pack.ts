/** Rules made ready to run: per language, with the literals that decide from the bytes alone which rules can match. */
import { once } from "../../../base/once.ts"
import { keyOf, keywordSearch, type KeywordSearch, type Literal, type Pair, type Standing } from "./keywords.ts"
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
  readonly kind: "call" | "property" | "rule" | "check" | "comparison"
  /** Words of which one must stand in the file as a name, by their key in what was found. */
  readonly anchors: ReadonlyMap<string, string>
  /** Of each group one key must be found in the file. */
  readonly groups: readonly (readonly string[])[]
  /** Callees, for a call clause, by their last word. */
  readonly callees: ReadonlyMap<string, RegExp>
  readonly pattern: Readonly<Record<string, unknown>> | undefined
  readonly check: string | undefined
  /** As the parser's engine spells regular expressions. */
  readonly comparison: string | undefined
  readonly where: readonly ReadyCondition[]
  readonly guards: readonly RegExp[]
  readonly nearby: readonly RegExp[]
  /** What must stand in the outermost function around the match, or no condition on taint or secrets can hold. */
  readonly hints: readonly RegExp[]
  readonly within: RegExp | undefined
  readonly receives: RegExp | undefined
}

export interface ReadyFamily {
  readonly search: KeywordSearch
  readonly clauses: readonly ReadyClause[]
}

/** Each is made ready when a file of its language comes up: most changes are written in one. */
export type Pack = Readonly<Record<Family, () => ReadyFamily>>

export function preparePack(rules: readonly CodeRule[]): Pack {
  const prepared = families.map((family) => [family, once(() => prepareFamily(rules, family))] as const)
  return Object.fromEntries(prepared) as Pack
}

function prepareFamily(rules: readonly CodeRule[], family: Family): ReadyFamily {
  const clauses: ReadyClause[] = []
  const literals: Literal[] = []
  const pairs: Pair[] = []
  const register = (texts: readonly string[], standing: Standing): string[] =>
    texts.map((text) => {
      literals.push({ text, standing })
      return keyOf({ text, standing })
    })
  for (const rule of rules) {
    if (!rule.languages.includes(family)) continue
    register(rule.unless ?? [], "plain")
    const ruleGroups = [register(rule.keywords, "plain"), ...(rule.needs ?? []).map((group) => register(group, "plain"))]
    if (rule.near !== undefined && rule.needs?.[0]) {
      const key = `pair:${rule.id}`
      pairs.push({ key, first: plain(rule.keywords), second: plain(rule.needs[0]), within: rule.near })
      ruleGroups.push([key])
    }
    for (const clause of rule.match) {
      if (clause.languages === undefined || clause.languages.includes(family)) clauses.push(prepareClause(rule, clause, family, ruleGroups, register))
    }
  }
  return { search: keywordSearch(literals, pairs), clauses }
}

function plain(texts: readonly string[]): Literal[] {
  return texts.map((text) => ({ text, standing: "plain" }))
}

function prepareClause(
  rule: CodeRule,
  clause: Clause,
  family: Family,
  ruleGroups: readonly (readonly string[])[],
  register: (texts: readonly string[], standing: Standing) => string[],
): ReadyClause {
  const callees = "call" in clause ? compileCallees(clause.call) : new Map<string, RegExp>()
  const anchors = new Map<string, string>()
  for (const [word, standing] of anchorWords(clause)) anchors.set(register([word], standing)[0] ?? word, word)
  const sourceKeys = sourceGroups(clause.where ?? [], family).map((group) => register(group, "plain"))
  return {
    rule,
    kind: kindOf(clause),
    anchors,
    groups: [
      ...ruleGroups,
      ...(clause.keywords ? [register(clause.keywords, "plain")] : []),
      ...(anchors.size > 0 ? [[...anchors.keys()]] : []),
      ...sourceKeys,
    ],
    callees,
    pattern: "rule" in clause ? clause.rule : undefined,
    check: "check" in clause ? clause.check : undefined,
    comparison: "comparison" in clause ? clause.comparison : undefined,
    where: (clause.where ?? []).map((condition) => prepareCondition(condition)),
    guards: (clause.guards ?? []).map((source) => compileRegex(source)),
    nearby: (clause.nearby ?? []).map((source) => compileRegex(source)),
    hints: hintsOf(clause.where ?? [], family),
    within: compiledIf(clause.within),
    receives: compiledIf(clause.receives),
  }
}

function kindOf(clause: Clause): ReadyClause["kind"] {
  for (const kind of ["call", "property", "check", "comparison"] as const) if (kind in clause) return kind
  return "rule"
}

function anchorWords(clause: Clause): (readonly [string, Standing])[] {
  if ("property" in clause) return clause.property.map((word) => [word, "word"])
  if ("check" in clause) return clause.anchors.map((word) => [word, "word"])
  if (!("call" in clause)) return []
  const dotted = new Set(clause.call.filter((pattern) => /[.*]/.test(pattern)).map((pattern) => lastWord(pattern)))
  return clause.call.map((pattern) => [lastWord(pattern), dotted.has(lastWord(pattern)) ? "call" : "bare"])
}

function lastWord(callee: string): string {
  return /[\w$]+$/.exec(callee)?.[0] ?? callee
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
    const word = lastWord(pattern)
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

const secretHint = /passw|secret|token|key|cred|passphrase|bearer|_pwd|otp|pin_?code|cvv|ssn|auth/i

function hintsOf(where: readonly Condition[], family: Family): RegExp[] {
  const hints = sourceGroups(where, family).map((words) => new RegExp(words.map((word) => word.replace(/[^\w]/g, String.raw`\$&`)).join("|")))
  const asksSecret = where.some((condition) => !condition.absent && condition.has?.every((name) => name === "secret"))
  return asksSecret ? [...hints, secretHint] : hints
}

/** The clauses that can match a file in which these literals were found. */
export function activeClauses(family: ReadyFamily, found: ReadonlySet<string>): ReadyClause[] {
  if (found.size === 0) return []
  return family.clauses.filter(
    (clause) => clause.groups.every((group) => group.some((word) => found.has(word))) && !(clause.rule.unless ?? []).some((word) => found.has(word)),
  )
}
