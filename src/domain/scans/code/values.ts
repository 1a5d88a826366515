/** What is known of an expression's value: who chose it, and what the text around the chosen parts looks like. */
import { holes } from "./rule.ts"
import { isSecretName, speaksOfLexing } from "./secret-names.ts"
import { calls, fact, sources, taintFacts } from "./sources.ts"
import type { Definition, Expression, Node, Parameter } from "./syntax.ts"
import { calleePath, pathOf, typedPath } from "./paths.ts"
import { isGuarded } from "./guards.ts"
import type { Unit } from "./unit.ts"

interface Value {
  /** Bits of `fact`. */
  readonly facts: number
  /** The possible texts, with a hole for each part that is not literal; at most four of them. */
  readonly shapes: readonly string[]
}

export type Evaluate = (node: Node) => Value

const maxShapes = 4
const maxShape = 600
const maxDepth = 24
// Callers of callers are looked at once more, not further.
const maxCallerDepth = 12

const constant: Value = { facts: 0, shapes: ["0"] }
const fixed: Value = { facts: 0, shapes: [holes.constant] }
const unknown: Value = { facts: fact.dynamic, shapes: [holes.dynamic] }

/** An evaluator for one file and one rule; `sanitizers` are names of calls that this rule trusts. */
export function evaluator(unit: Unit, sanitizers: readonly string[]): Evaluate {
  const memo = new Map<number, Value>()
  const safeHere = new Set(sanitizers)
  const table = sources[unit.grammar.family]
  let taintPossible: boolean | undefined

  function evaluate(node: Node, depth: number): Value {
    unit.tick()
    if (depth > maxDepth) return unknown
    const id = node.id()
    const known = memo.get(id)
    if (known) return known
    // A name that is defined by itself in a loop ends here.
    memo.set(id, unknown)
    const value = limited(compute(unit.grammar.read(node), node, depth + 1))
    memo.set(id, value)
    return value
  }

  function compute(expression: Expression, node: Node, depth: number): Value {
    switch (expression.is) {
      case "text":
        return { facts: 0, shapes: [expression.text.slice(0, maxShape)] }
      case "constant":
        return constant
      case "same":
        return evaluate(expression.node, depth)
      case "join":
        return concatenate(expression.parts.map((part) => (typeof part === "string" ? literal(part) : evaluate(part, depth))))
      case "format":
        return format(
          evaluate(expression.template, depth),
          expression.values.map((value) => evaluate(value, depth)),
        )
      case "choice":
        return union(expression.of.map((part) => evaluate(part, depth)))
      case "gather":
        return gathered(expression.of.slice(0, 50).map((part) => evaluate(part, depth)))
      case "name":
        return nameValue(expression.name, node, depth)
      case "member":
        return memberValue(expression.name, expression.object, node, depth)
      case "index":
        return indexValue(expression, node, depth)
      case "call":
        return callValue(expression, node, depth)
      case "unknown":
        return unknown
    }
  }

  function sourceFacts(path: string | undefined, node: Node): number {
    if (path === undefined) return 0
    let facts = 0
    const typed = typedPath(unit, path, node)
    for (const source of table.paths) {
      if (source.path.test(path) || (typed !== undefined && source.path.test(typed))) facts |= source.fact
    }
    return facts
  }

  function nameValue(name: string, node: Node, depth: number): Value {
    if (name === "this" || name === "self" || name === "super") return unknown
    const secret = isSecretName(name) && !(/^_?tokens?$/i.test(name) && speaksOfLexing(unit.text)) ? fact.secret : 0
    const resolved = unit.resolve(name, unit.indexOf(node))
    if (!resolved) {
      const facts = sourceFacts(name, node)
      return withFacts(facts === 0 ? fixed : tainted(facts), secret)
    }
    const owner = unit.ownerOf(unit.indexOf(node))
    const value = resolvedValue(resolved.definitions, resolved.parameter, resolved.scope, node, depth)
    const guarded = value.facts & fact.dynamic && isGuarded(unit, name, owner)
    return withFacts(guarded ? fixed : value, secret)
  }

  function resolvedValue(definitions: readonly Definition[], parameter: Parameter | undefined, scope: number, use: Node, depth: number): Value {
    const values: Value[] = []
    const appended: Value[] = []
    let settled = false
    for (const definition of definitions.toReversed()) {
      if (definition.how === "append") {
        appended.unshift(definedValue(definition, depth))
        continue
      }
      values.push(definedValue(definition, depth))
      // A definition in a block around the use is the last word; those before it are overwritten.
      settled = reaches(unit, definition.node, use)
      if (settled || values.length >= 8) break
    }
    if (!settled && parameter) values.push(parameterValue(parameter, scope))
    if (values.length === 0) values.push(unknown)
    if (!settled && parameter && depth <= maxCallerDepth) values.push(...callerValues(parameter, scope, depth))
    return appended.length === 0 ? union(values) : concatenate([union(values), ...appended.slice(0, 20)])
  }

  function definedValue(definition: Definition, depth: number): Value {
    if (definition.type !== undefined && table.safeTypes.test(definition.type)) return constant
    if (!definition.value) return definition.node.kind() === "variable_declarator" ? { facts: 0, shapes: [""] } : unknown
    if (definition.keys.length === 0) return evaluate(definition.value, depth)
    const path = pathOf(unit, definition.value)
    const facts = path === undefined ? 0 : sourceFacts(`${path}.${definition.keys.join(".")}`, definition.value)
    return facts === 0 ? loosened(evaluate(definition.value, depth)) : tainted(facts)
  }

  function parameterValue(parameter: Parameter, scope: number): Value {
    if (parameter.type !== undefined && table.safeTypes.test(parameter.type)) return constant
    if (isSafeField(parameter)) return constant
    if (table.parameterMarks?.test(parameter.marks)) return tainted(fact.request | fact.param)
    const span = unit.function(scope)
    if (span && table.functionMarks?.test(unit.grammar.marksOf(span.node)) && !isFilledByFramework(parameter)) {
      return tainted(fact.request | fact.param)
    }
    if (span && isToolHandler(unit, span.node)) return tainted(fact.request | fact.model | fact.param)
    return { facts: fact.dynamic | fact.param, shapes: [holes.dynamic] }
  }

  /** Tainted values that callers in the same file pass for a parameter. */
  function callerValues(parameter: Parameter, scope: number, depth: number): Value[] {
    if (parameter.keys.length > 0 || (parameter.type !== undefined && table.safeTypes.test(parameter.type))) return []
    taintPossible ??= Object.values(table.keywords).some((words) => words.some((word) => unit.text.includes(word)))
    if (!taintPossible) return []
    const span = unit.function(scope)
    const name = span?.node.field("name") ?? (span?.node.parent()?.kind() === "variable_declarator" ? span.node.parent()?.field("name") : undefined)
    if (!name) return []
    const method = unit.grammar.family === "python" && /^(?:self|cls)$/.test(unit.parametersOf(scope)[0]?.name ?? "") ? 1 : 0
    const found: Value[] = []
    for (const call of unit.callsOf(name.text())) {
      const expression = unit.grammar.read(call)
      if (expression.is !== "call") continue
      const named = expression.args.find((arg) => arg.name === parameter.name)
      const argument = named ?? expression.args.filter((arg) => arg.name === undefined)[parameter.position - method]
      const value = argument ? evaluate(argument.node, depth + 4) : unknown
      if (value.facts & taintFacts) found.push(value)
    }
    return found
  }

  // ({ count }: { count: number })
  function isSafeField(parameter: Parameter): boolean {
    const key = parameter.keys[0]
    if (key === undefined || !parameter.type?.startsWith("{")) return false
    const type = parameter.type
      .slice(0, 2000)
      .split(/[;,{}\n]/)
      .find((field) => field.trim().replace("?", "").startsWith(`${key}:`))
    return type !== undefined && table.safeTypes.test(type.slice(type.indexOf(":") + 1).trim())
  }

  function isFilledByFramework(parameter: Parameter): boolean {
    return table.innocentParameters.test(parameter.name) || /\b(?:Depends|Security|Inject)\(/.test(parameter.marks)
  }

  function memberValue(name: string, object: Node, node: Node, depth: number): Value {
    if (/^(?:length|size|status|statusCode|ok|method|Method|StatusCode|Size|ContentLength|status_code|readyState)$/.test(name)) return constant
    const secret = isSecretName(name) ? fact.secret : 0
    const path = pathOf(unit, node)
    const facts = sourceFacts(path, node)
    if (facts !== 0) return withFacts(guardedText(node) ? fixed : tainted(facts), secret)
    const base = evaluate(object, depth)
    return withFacts(base.facts === 0 ? fixed : loosened(withoutSecret(base)), secret)
  }

  function indexValue(expression: Extract<Expression, { is: "index" }>, node: Node, depth: number): Value {
    // A part of a secret is how secrets are shown safely.
    if (expression.slice) return withoutSecret(loosened(evaluate(expression.object, depth)))
    const key = expression.key ? unit.grammar.read(expression.key) : undefined
    const secret = key?.is === "text" && isSecretName(key.text) ? fact.secret : 0
    const facts = sourceFacts(pathOf(unit, node), node)
    if (facts !== 0) return withFacts(guardedText(node) ? fixed : tainted(facts), secret)
    const base = evaluate(expression.object, depth)
    return withFacts(base.facts === 0 ? fixed : loosened(withoutSecret(base)), secret)
  }

  function guardedText(node: Node): boolean {
    const text = unit.textOf(node, 81)
    return text.length <= 80 && isGuarded(unit, text, unit.ownerOf(unit.indexOf(node)))
  }

  function callValue(call: Extract<Expression, { is: "call" }>, node: Node, depth: number): Value {
    if (safeHere.has(call.name)) return fixed
    const facts = sourceFacts(pathOf(unit, node), node)
    if (facts !== 0) return tainted(facts)
    const secret = isSecretLookup(call) ? fact.secret : 0
    const args = () => call.args.slice(0, 20).map((arg) => evaluate(arg.node, depth))
    if (call.name === "map" || call.name === "join") {
      const shaped = listValue(call, depth)
      if (shaped) return shaped
    }
    // JSON.parse hands on what it is given; schema.parse checks it.
    if (
      call.name === "parse" &&
      call.object &&
      !/^(?:JSON|qs|querystring|url|path|ya?ml|YAML|cookie|URL|json5|JSON5|toml|ini)$/.test(unit.textOf(call.object, 20))
    )
      return unknown
    if (calls.carries.test(call.name)) {
      const receiver = call.object ? [evaluate(call.object, depth)] : []
      return withFacts(carried(call.name, receiver, args()), secret)
    }
    if (calls.cleans.test(call.name)) return fixed
    const receiver = call.object ? evaluate(call.object, depth) : undefined
    // A method of a tainted string gives a tainted string; what other calls return is dynamic.
    const taint = (receiver?.facts ?? 0) & taintFacts
    if (taint !== 0) return tainted(taint)
    return withFacts(unknown, secret)
  }

  // ids.map(() => "?").join(",") is a row of placeholders.
  function listValue(call: Extract<Expression, { is: "call" }>, depth: number): Value | undefined {
    const first = call.args[0]?.node
    if (call.name === "map" && first && unit.grammar.functionKinds.has(String(first.kind()))) {
      const body = first.field("body")
      const value = body && !unit.grammar.blockKinds.has(String(body.kind())) ? evaluate(body, depth) : undefined
      return value && (value.facts & fact.dynamic) === 0 ? value : undefined
    }
    if (call.name !== "join" || !call.object || !first) return undefined
    // os.path.join and path.join join their arguments, not a list.
    if (call.args.length !== 1) return undefined
    const [list, separator] = unit.grammar.family === "python" ? [first, call.object] : [call.object, first]
    const value = evaluate(list, depth)
    return (value.facts & fact.dynamic) === 0 && (evaluate(separator, depth).facts & fact.dynamic) === 0 ? value : undefined
  }

  function isSecretLookup(call: Extract<Expression, { is: "call" }>): boolean {
    if (!/^(?:getenv|Getenv|get|getProperty|LookupEnv)$/.test(call.name) || !call.args[0]) return false
    const path = calleePath(unit, call.callee)
    const key = unit.grammar.read(call.args[0].node)
    return path === undefined && key.is === "text" && isSecretName(key.text)
  }

  return (node) => evaluate(node, 0)
}

function literal(text: string): Value {
  return { facts: 0, shapes: [text.slice(0, maxShape)] }
}

function tainted(facts: number): Value {
  return { facts: facts | fact.dynamic, shapes: [holes.tainted] }
}

function withFacts(value: Value, facts: number): Value {
  return facts === 0 ? value : { facts: value.facts | facts, shapes: value.shapes }
}

function withoutSecret(value: Value): Value {
  return { facts: value.facts & ~fact.secret, shapes: value.shapes }
}

/** A part of the value: same origin, unknown text. */
function loosened(value: Value): Value {
  const facts = value.facts & ~fact.built
  return { facts, shapes: [holeFor(facts)] }
}

function holeFor(facts: number): string {
  if (facts & taintFacts) return holes.tainted
  return facts & fact.dynamic ? holes.dynamic : holes.constant
}

function union(values: readonly Value[]): Value {
  if (values.length === 1 && values[0]) return values[0]
  let facts = 0
  const shapes = new Set<string>()
  for (const value of values) {
    facts |= value.facts
    for (const shape of value.shapes) shapes.add(shape)
  }
  return { facts, shapes: [...shapes] }
}

function gathered(values: readonly Value[]): Value {
  const all = union(values)
  return values.length === 0 ? constant : { facts: all.facts, shapes: all.shapes }
}

function concatenate(values: readonly Value[]): Value {
  let facts = 0
  let shapes: string[] = [""]
  for (const value of values) {
    facts |= value.facts
    const next: string[] = []
    for (const left of shapes) for (const right of value.shapes) if (next.length < maxShapes) next.push((left + right).slice(0, maxShape))
    shapes = next
  }
  const built = shapes.some((shape) => isBuilt(shape)) ? fact.built : 0
  return { facts: facts | built, shapes }
}

function isBuilt(shape: string): boolean {
  const open = shape.includes(holes.dynamic) || shape.includes(holes.tainted)
  return open && shape.replaceAll(holes.dynamic, "").replaceAll(holes.tainted, "").replaceAll(holes.constant, "") !== ""
}

// %s, %d, %(name)s, {}, {0}, {name!r}; %d and its kin print numbers.
const verb = /%(?:\(\w{1,40}\))?[-+# 0]{0,4}\d{0,4}(?:\.\d{1,4})?([a-zA-Z])|\{[\w.!:]{0,40}\}/g

function format(template: Value, values: readonly Value[]): Value {
  let facts = template.facts
  for (const value of values) facts |= value.facts
  const shapes: string[] = []
  for (const shape of template.shapes) {
    let index = 0
    const filled = shape.replace(verb, (match: string, letter: string | undefined) => {
      const value = values[index] ?? values.at(-1)
      index += 1
      if (letter !== undefined && /[dxXofeEgGtcb]/.test(letter) && match !== "%t") return "0"
      return value?.shapes[0] ?? holes.constant
    })
    shapes.push(filled.slice(0, maxShape))
  }
  const built = shapes.some((shape) => isBuilt(shape)) ? fact.built : 0
  return { facts: facts | built, shapes }
}

function carried(name: string, receiver: readonly Value[], args: readonly Value[]): Value {
  if (name === "join" || name === "Join" || name === "concat" || name === "resolve" || name === "of" || name === "get") {
    const parts = name === "concat" ? [...receiver, ...args] : args
    const isPath = receiver.every((value) => value.shapes.length === 1 && value.shapes[0] === holes.constant)
    if (isPath && parts.length > 0)
      return concatenate(parts.flatMap((part, index) => (index === 0 || name === "concat" ? [part] : [literal("/"), part])))
  }
  const all = [...receiver, ...args]
  return all.length === 0 ? unknown : union(all)
}

function limited(value: Value): Value {
  return value.shapes.length <= maxShapes ? value : { facts: value.facts, shapes: value.shapes.slice(0, maxShapes) }
}

// server.tool("name", schema, async ({ path }) => …): the arguments are written by a model.
function isToolHandler(unit: Unit, fn: Node): boolean {
  if (unit.grammar.family !== "javascript") return false
  const call = fn.parent()?.parent()
  const callee = call?.kind() === "call_expression" ? call.field("function") : null
  return callee?.kind() === "member_expression" && /^(?:tool|registerTool|addTool)$/.test(callee.field("property")?.text() ?? "")
}

function reaches(unit: Unit, definition: Node, use: Node): boolean {
  for (let node = definition.parent(), steps = 0; node && steps < 40; node = node.parent(), steps += 1) {
    unit.tick()
    if (!unit.grammar.blockKinds.has(String(node.kind()))) continue
    const { start, end } = node.range()
    const index = unit.indexOf(use)
    return start.index <= index && index < end.index
  }
  return false
}
