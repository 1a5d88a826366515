/** Runs the clauses of a pack over one parsed file. */
import { checks } from "./checks.ts"
import type { ReadyClause, ReadyCondition } from "./pack.ts"
import { calleePath } from "./paths.ts"
import { fact, taintFacts } from "./sources.ts"
import type { FactName } from "./rule.ts"
import type { Argument, Expression, Node } from "./syntax.ts"
import type { Unit } from "./unit.ts"
import { evaluator, type Evaluate } from "./values.ts"

export interface Match {
  readonly ruleId: string
  /** 1-based. */
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  /** Source of the match with blanks made equal, for the fingerprint. */
  readonly text: string
}

interface Site {
  /** Where the finding points to. */
  readonly anchor: Node
  /** The whole construct. */
  readonly node: Node
  readonly parts: (at: ReadyCondition["at"]) => readonly Node[]
}

const factBits: Readonly<Record<Exclude<FactName, "constant">, number>> = {
  request: fact.request,
  browser: fact.browser,
  model: fact.model,
  fetched: fact.fetched,
  console: fact.console,
  secret: fact.secret,
  param: fact.param,
  dynamic: fact.dynamic,
  built: fact.built,
  tainted: taintFacts,
}

export function matchClauses(unit: Unit, clauses: readonly ReadyClause[], found: ReadonlySet<string>): Match[] {
  const matches = new Map<string, Match>()
  const evaluators = new Map<string, Evaluate>()
  const evaluateFor = (clause: ReadyClause): Evaluate => {
    const key = clause.rule.sanitizers.join("\0")
    let evaluate = evaluators.get(key)
    if (!evaluate) evaluators.set(key, (evaluate = evaluator(unit, clause.rule.sanitizers)))
    return evaluate
  }
  const consider = (clause: ReadyClause, site: Site | undefined): void => {
    unit.tick()
    if (!site || !holds(unit, clause, site, evaluateFor(clause))) return
    const match = describe(unit, clause, site)
    const key = `${match.ruleId}\0${match.line}`
    // One report per rule and line.
    if (!matches.has(key)) matches.set(key, match)
  }
  const byWord = new Map<string, ReadyClause[]>()
  for (const clause of clauses) {
    for (const [key, word] of clause.anchors) if (found.has(key)) byWord.set(word, [...(byWord.get(word) ?? []), clause])
  }
  for (const anchor of anchorsIn(unit, byWord)) {
    unit.tick()
    for (const clause of byWord.get(anchor.text()) ?? []) consider(clause, siteAt(unit, clause, anchor))
  }
  for (const clause of clauses) {
    if (clause.comparison !== undefined) for (const site of comparisons(unit, clause.comparison)) consider(clause, site)
    if (clause.pattern === undefined) continue
    for (const node of unit.root.findAll({ rule: clause.pattern })) consider(clause, patternSite(node))
  }
  return withoutYielding([...matches.values()], clauses)
}

function anchorsIn(unit: Unit, byWord: ReadonlyMap<string, unknown>): Node[] {
  if (byWord.size === 0) return []
  const words = [...byWord.keys()].map((word) => word.replace(/[^\w]/g, String.raw`\$&`))
  return unit.root.findAll({
    rule: { all: [{ any: unit.grammar.nameKinds.map((kind) => ({ kind })) }, { regex: `^(?:${words.join("|")})$` }] },
  })
}

/** Equality tests near a name of the given form. */
function comparisons(unit: Unit, name: string): Site[] {
  const sites: Site[] = []
  const rule = { all: [{ any: unit.grammar.nameKinds.map((kind) => ({ kind })) }, { regex: name }] }
  for (const word of unit.root.findAll({ rule })) {
    let side = word
    for (let parent = word.parent(), steps = 0; parent && steps < 5; side = parent, parent = parent.parent(), steps += 1) {
      unit.tick()
      const sides = unit.grammar.comparisonAt(parent)
      if (!sides) continue
      const [left, right] = sides
      const other = left.id() === side.id() ? right : left
      const part = { named: side, other }
      sites.push({ anchor: left, node: parent, parts: (at) => (at === "named" || at === "other" ? [part[at]] : []) })
      break
    }
  }
  return sites
}

function siteAt(unit: Unit, clause: ReadyClause, anchor: Node): Site | undefined {
  if (clause.kind === "call") {
    const call = unit.grammar.callAt(anchor)
    const path = call ? calleePath(unit, call) : undefined
    if (!call || path === undefined || !clause.callees.get(anchor.text())?.test(path)) return undefined
    return { anchor, node: call, parts: (at) => callParts(unit, call, at) }
  }
  if (clause.kind === "property") {
    const property = unit.grammar.propertyAt(anchor)
    return property && { anchor, node: property.holder, parts: (at) => (at === "value" ? [property.value] : siblingParts(unit, property.holder, at)) }
  }
  const node = checks[clause.check ?? ""]?.(unit, anchor)
  return node && { anchor, node, parts: () => [] }
}

function patternSite(node: Node): Site {
  return {
    anchor: node,
    node,
    parts: (at) => {
      if (at === "self") return [node]
      const captured = typeof at === "string" && at.startsWith("$") ? node.getMatch(at.slice(1)) : null
      return captured ? [captured] : []
    },
  }
}

function callParts(unit: Unit, call: Node, at: ReadyCondition["at"]): readonly Node[] {
  const expression = unit.grammar.read(call)
  const args = argumentsOf(unit, expression)
  if (at === "receiver") return expression.is === "call" && expression.object ? [expression.object] : []
  if (at === "*") return args.map((arg) => arg.node)
  const positional = args.filter((arg) => arg.name === undefined).map((arg) => arg.node)
  if (typeof at === "number") return positional.slice(at, at + 1)
  if (/^\d\+$/.test(at)) return positional.slice(Number(at[0]))
  const keyword = args.filter((arg) => arg.name === at).map((arg) => arg.node)
  return keyword.length > 0 ? keyword : positional.flatMap((node) => namedParts(unit, node, at))
}

function argumentsOf(unit: Unit, expression: Expression): readonly Argument[] {
  if (expression.is === "call") return expression.args
  if (expression.is !== "format") return []
  return [{ node: expression.template }, ...printedValues(unit, expression).map((node) => ({ node }))]
}

/** Without the values that are printed as a number, a type or an address. */
function printedValues(unit: Unit, expression: Extract<Expression, { is: "format" }>): readonly Node[] {
  const template = unit.grammar.read(expression.template)
  if (template.is !== "text") return expression.values
  const verbs = [...template.text.matchAll(/%[-+# 0]{0,4}[\d.*]{0,8}([a-zA-Z])/g)].map((match) => match[1] ?? "")
  return verbs.length === expression.values.length ? expression.values.filter((_, index) => !/[Tdtpc]/.test(verbs[index] ?? "")) : expression.values
}

/** Other properties of the object, or other arguments of the call, in which a property stands. */
function siblingParts(unit: Unit, holder: Node, at: ReadyCondition["at"]): readonly Node[] {
  const around = holder.parent()
  const outer = around?.parent()
  const literal = (around && unit.grammar.propertiesOf(around)) ?? (outer && unit.grammar.propertiesOf(outer))
  if (literal) return literal.filter((property) => property.name === at).map((property) => property.node)
  return outer && unit.grammar.read(outer).is === "call" ? callParts(unit, outer, at) : []
}

/** Properties of this name in an object literal, or in the one that a local name stands for. */
function namedParts(unit: Unit, node: Node, at: ReadyCondition["at"]): readonly Node[] {
  const literal = unit.grammar.propertiesOf(node)
  if (literal) return literal.filter((property) => property.name === at).map((property) => property.node)
  const expression = unit.grammar.read(node)
  if (expression.is === "same") return namedParts(unit, expression.node, at)
  if (expression.is !== "name") return []
  const value = unit.resolve(expression.name, unit.indexOf(node))?.definitions.at(-1)?.value
  const properties = value ? unit.grammar.propertiesOf(value) : undefined
  return (properties ?? []).filter((property) => property.name === at).map((property) => property.node)
}

function holds(unit: Unit, clause: ReadyClause, site: Site, evaluate: Evaluate): boolean {
  if (clause.hints.length > 0) {
    const index = unit.indexOf(site.anchor)
    if (!clause.hints.every((hint) => unit.hints(index, hint))) return false
  }
  for (const condition of clause.where) {
    const some = site.parts(condition.at).some((part) => satisfies(unit, condition, part, evaluate))
    if (some === condition.absent) return false
  }
  if (clause.within && !isWithin(unit, site.node, clause.within)) return false
  if (clause.receives && !receiverNames(unit, site.node).some((name) => clause.receives?.test(name))) return false
  if (clause.guards.length === 0 && clause.nearby.length === 0) return true
  const text = unit.scopeText(unit.ownerOf(unit.indexOf(site.node)))
  return !clause.guards.some((guard) => guard.test(text)) && (clause.nearby.length === 0 || clause.nearby.some((pattern) => pattern.test(text)))
}

function satisfies(unit: Unit, condition: ReadyCondition, part: Node, evaluate: Evaluate): boolean {
  if (condition.text || condition.notText) {
    const text = unit.textOf(part, 500)
    if (condition.text && !condition.text.test(text)) return false
    if (condition.notText?.test(text)) return false
  }
  if (condition.callee && !condition.callee.test(calleePath(unit, unwrapped(unit, part)) ?? "")) return false
  if (!condition.has && !condition.lacks && !condition.shape && !condition.notShape) return true
  const value = evaluate(part)
  const has = (name: FactName) => (name === "constant" ? (value.facts & fact.dynamic) === 0 : (value.facts & factBits[name]) !== 0)
  if (condition.has && !condition.has.some(has)) return false
  if (condition.lacks?.some(has)) return false
  if (condition.shape && !value.shapes.some((shape) => condition.shape?.test(shape))) return false
  return !(condition.notShape && value.shapes.some((shape) => condition.notShape?.test(shape)))
}

function unwrapped(unit: Unit, node: Node): Node {
  const expression = unit.grammar.read(node)
  return expression.is === "same" ? unwrapped(unit, expression.node) : node
}

function isWithin(unit: Unit, node: Node, callee: RegExp): boolean {
  for (let parent = node.parent(), steps = 0; parent && steps < 8; parent = parent.parent(), steps += 1) {
    unit.tick()
    if (unit.grammar.functionKinds.has(String(parent.kind()))) return false
    const path = calleePath(unit, parent)
    if (path !== undefined) return callee.test(path)
  }
  return false
}

/** Names of what gets the value of a node: variable, property, assigned member, and the function around it. */
function receiverNames(unit: Unit, node: Node): string[] {
  const names: string[] = []
  for (let current = node, steps = 0; steps < 30; steps += 1) {
    unit.tick()
    const parent = current.parent()
    if (!parent) return names
    const kind = String(parent.kind())
    if (unit.grammar.functionKinds.has(kind)) {
      const own = parent.field("name") ?? parent.parent()?.field("name")
      return own ? [...names, unit.textOf(own, 80)] : names
    }
    if (unit.grammar.definitionKinds.includes(kind)) for (const definition of unit.grammar.definitions(parent)) names.push(definition.name)
    const key = parent.field("key") ?? parent.field("left") ?? (kind.includes("argument") ? parent.field("name") : null)
    if (key && key.id() !== current.id()) names.push(unit.textOf(key, 80))
    current = parent
  }
  return names
}

function describe(unit: Unit, clause: ReadyClause, site: Site): Match {
  const start = site.anchor.range().start
  const end = site.node.range().end
  const literals = clause.rule.masks ? /(["'`])(?:(?!\1)[^\\\n]|\\.){0,2000}\1/g : undefined
  const text = unit.textOf(site.node, 2000)
  return {
    ruleId: clause.rule.id,
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
    text: (literals ? text.replace(literals, '""') : text).replace(/\s+/g, " "),
  }
}

function withoutYielding(matches: readonly Match[], clauses: readonly ReadyClause[]): Match[] {
  const taken = new Set(matches.map((match) => `${match.ruleId}\0${match.line}`))
  const rules = new Map(clauses.map((clause) => [clause.rule.id, clause.rule]))
  return matches.filter((match) => !rules.get(match.ruleId)?.yieldsTo.some((other) => taken.has(`${other}\0${match.line}`)))
}
