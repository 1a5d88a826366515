/** Reads JavaScript, TypeScript, JSX and TSX syntax into the common picture. */
import { named, isSame, same, valued, type Argument, type Definition, type Expression, type Grammar, type Node, type Parameter } from "../syntax.ts"

const functionKinds = new Set([
  "function_declaration",
  "function_expression",
  "arrow_function",
  "method_definition",
  "generator_function",
  "generator_function_declaration",
])

export const javascript: Grammar = {
  family: "javascript",
  nameKinds: ["identifier", "property_identifier", "shorthand_property_identifier", "string_fragment"],
  functionKinds,
  blockKinds: new Set(["statement_block", "program", "switch_case", "switch_default"]),
  definitionKinds: ["variable_declarator", "assignment_expression", "augmented_assignment_expression", "for_in_statement"],
  fillerWords: "^push$",
  importRule: { any: [{ kind: "import_statement" }, { kind: "import" }, { kind: "identifier", regex: "^require$" }] },
  comparisonAt,
  read,
  definitions,
  parameters,
  marksOf: (node) => {
    const before: string[] = []
    for (let previous = node.prev(); previous?.kind() === "decorator"; previous = previous.prev()) before.push(previous.text())
    return before.join("\n")
  },
  imports,
  callAt,
  propertyAt,
  propertiesOf,
}

function comparisonAt(node: Node): readonly [Node, Node] | undefined {
  if (node.kind() !== "binary_expression" || !/^[!=]==?$/.test(node.field("operator")?.text() ?? "")) return undefined
  const [left, right] = [node.field("left"), node.field("right")]
  return left && right ? [left, right] : undefined
}

function read(node: Node): Expression {
  const kind = String(node.kind())
  switch (kind) {
    case "string":
      return { is: "text", text: unquoted(node.text()) }
    case "identifier":
    case "shorthand_property_identifier":
    case "this":
    case "super":
    case "property_identifier":
      return { is: "name", name: node.text() }
    case "template_string":
      return { is: "join", parts: templateParts(node) }
    case "member_expression": {
      const object = node.field("object")
      return object ? { is: "member", object, name: node.field("property")?.text() ?? "" } : { is: "unknown" }
    }
    case "subscript_expression": {
      const object = node.field("object")
      return object ? { is: "index", object, key: node.field("index") ?? undefined, slice: false } : { is: "unknown" }
    }
    case "call_expression":
    case "new_expression":
      return readCall(node, kind === "new_expression")
    case "binary_expression":
      return readBinary(node)
    case "ternary_expression":
      return { is: "choice", of: [node.field("consequence"), node.field("alternative")].filter((part) => part !== null) }
    case "assignment_expression":
      return same(node.field("right"))
    case "parenthesized_expression":
    case "await_expression":
    case "as_expression":
    case "satisfies_expression":
    case "non_null_expression":
    case "spread_element":
    case "template_substitution":
    case "jsx_expression":
    case "expression_statement":
    case "type_assertion":
    case "pair":
      return same(kind === "type_assertion" ? named(node).at(-1) : kind === "pair" ? node.field("value") : named(node)[0])
    case "sequence_expression":
      return same(named(node).at(-1))
    case "array":
    case "object":
      return { is: "gather", of: named(node) }
    case "number":
    case "true":
    case "false":
    case "null":
    case "undefined":
    case "regex":
    case "unary_expression":
    case "update_expression":
    case "class":
    case "method_definition":
      return { is: "constant" }
    default:
      return functionKinds.has(kind) ? { is: "constant" } : { is: "unknown" }
  }
}

function readCall(node: Node, construct: boolean): Expression {
  const callee = node.field(construct ? "constructor" : "function")
  if (!callee) return { is: "unknown" }
  const list = node.field("arguments")
  const isMember = callee.kind() === "member_expression"
  const object = isMember ? callee.field("object") : null
  const name = isMember ? (callee.field("property")?.text() ?? "") : callee.kind() === "identifier" ? callee.text() : ""
  const args = list === null ? [] : list.kind() === "template_string" ? [{ node: list }] : named(list).map((arg) => ({ node: arg }))
  return { is: "call", callee, object: object ?? undefined, name, args, construct }
}

function readBinary(node: Node): Expression {
  const [left, right] = [node.field("left"), node.field("right")]
  if (!left || !right) return { is: "unknown" }
  const operator = node.field("operator")?.text()
  if (operator === "+") return { is: "join", parts: [left, right] }
  if (operator === "||" || operator === "??") return { is: "choice", of: [left, right] }
  if (operator === "&&") return same(right)
  return { is: "constant" }
}

function templateParts(node: Node): (Node | string)[] {
  return named(node).map((part) => (part.kind() === "template_substitution" ? part : part.text()))
}

function unquoted(text: string): string {
  return text.slice(1, -1)
}

function definitions(node: Node): Definition[] {
  const kind = String(node.kind())
  if (kind === "variable_declarator") {
    const type = node.field("type")?.text().replace(/^:\s*/, "")
    return bind(node.field("name"), node.field("value") ?? undefined, "assign", node, type)
  }
  if (kind === "call_expression") return pushed(node)
  const how = kind === "augmented_assignment_expression" ? "append" : kind === "for_in_statement" ? "each" : "assign"
  return bind(node.field("left"), node.field("right") ?? undefined, how, node, undefined)
}

// parts.push(x)
function pushed(node: Node): Definition[] {
  const callee = node.field("function")
  const target = callee?.field("object")
  const list = node.field("arguments")
  if (target?.kind() !== "identifier" || callee?.field("property")?.text() !== "push" || !list) return []
  return named(list).map((value) => ({ name: target.text(), value, keys: [], how: "append", type: undefined, node }))
}

function bind(target: Node | null, value: Node | undefined, how: Definition["how"], node: Node, type: string | undefined): Definition[] {
  if (target === null) return []
  return patternNames(target, []).map(({ name, keys }) => ({ name, value, keys, how, type, node }))
}

function patternNames(target: Node, keys: readonly string[]): { name: string; keys: readonly string[] }[] {
  switch (String(target.kind())) {
    case "identifier":
      return [{ name: target.text(), keys }]
    case "shorthand_property_identifier_pattern":
      return [{ name: target.text(), keys: [...keys, target.text()] }]
    case "object_pattern":
    case "array_pattern":
      return keys.length > 8 ? [] : named(target).flatMap((part) => patternNames(part, keys))
    case "pair_pattern": {
      const value = target.field("value")
      return value ? patternNames(value, [...keys, target.field("key")?.text() ?? ""]) : []
    }
    case "assignment_pattern":
    case "object_assignment_pattern": {
      const left = target.field("left")
      return left ? patternNames(left, keys) : []
    }
    case "rest_pattern":
      return named(target).flatMap((part) => patternNames(part, keys))
    default:
      return []
  }
}

function parameters(node: Node): Parameter[] {
  const single = node.field("parameter")
  if (single) return [{ name: single.text(), keys: [], type: undefined, marks: "", position: 0 }]
  const list = node.field("parameters")
  if (!list) return []
  return named(list).flatMap((parameter, position) => {
    const typed = parameter.kind() === "required_parameter" || parameter.kind() === "optional_parameter"
    const pattern = typed ? parameter.field("pattern") : parameter
    if (!pattern) return []
    const type = typed ? parameter.field("type")?.text().replace(/^:\s*/, "") : undefined
    const marks = named(parameter)
      .filter((part) => part.kind() === "decorator")
      .map((part) => part.text())
      .join(" ")
    return patternNames(pattern, []).map(({ name, keys }) => ({ name, keys, type, marks, position }))
  })
}

function imports(node: Node): (readonly [string, string])[] {
  if (node.kind() !== "import_statement") return requiredAt(node)
  const from = node.field("source")
  if (!from) return []
  const module = moduleName(unquoted(from.text()))
  const clause = named(node).find((part) => part.kind() === "import_clause")
  if (!clause) return []
  const found: (readonly [string, string])[] = []
  for (const part of named(clause)) {
    if (part.kind() === "identifier") found.push([part.text(), module])
    if (part.kind() === "namespace_import") found.push([named(part)[0]?.text() ?? "", module])
    if (part.kind() !== "named_imports") continue
    for (const specifier of named(part)) {
      const name = specifier.field("name")?.text() ?? ""
      found.push([specifier.field("alias")?.text() ?? name, `${module}.${name}`])
    }
  }
  return found
}

// const { exec } = require("child_process"), const fs = await import("fs")
function requiredAt(word: Node): (readonly [string, string])[] {
  let node = word.parent()
  for (let steps = 0; node && steps < 4; steps += 1, node = node.parent()) {
    const kind = String(node.kind())
    if (kind === "variable_declarator") return requireNames(node)
    if (kind !== "call_expression" && kind !== "await_expression" && kind !== "member_expression") return []
  }
  return []
}

function requireNames(node: Node): (readonly [string, string])[] {
  let value = node.field("value")
  if (value?.kind() === "await_expression") value = named(value)[0] ?? null
  let suffix = ""
  if (value?.kind() === "member_expression") {
    suffix = `.${value.field("property")?.text() ?? ""}`
    value = value.field("object")
  }
  if (value?.kind() !== "call_expression") return []
  const callee = value.field("function")
  const kind = callee?.kind()
  if (kind !== "import" && callee?.text() !== "require") return []
  const argument = value.field("arguments")
  const source = argument ? named(argument)[0] : undefined
  const target = node.field("name")
  if (source?.kind() !== "string" || !target) return []
  const module = `${moduleName(unquoted(source.text()))}${suffix === ".promises" ? "" : suffix}`
  return patternNames(target, []).map(({ name, keys }) => [name, [module, ...keys].join(".")] as const)
}

function moduleName(source: string): string {
  return source.replace(/^node:/, "").replace(/^fs\/promises$/, "fs")
}

function callAt(name: Node): Node | undefined {
  let callee: Node | null = name
  let parent = name.parent()
  if (parent?.kind() === "member_expression" && isSame(parent.field("property"), name)) {
    callee = parent
    parent = parent.parent()
  }
  if (!parent) return undefined
  if (parent.kind() === "call_expression" && isSame(parent.field("function"), callee)) return parent
  if (parent.kind() === "new_expression" && isSame(parent.field("constructor"), callee)) return parent
  return undefined
}

function propertyAt(name: Node): { holder: Node; value: Node } | undefined {
  let key = name
  let parent = name.parent()
  if (parent?.kind() === "string") {
    key = parent
    parent = parent.parent()
  }
  if (!parent) return undefined
  const kind = String(parent.kind())
  if (kind === "object" && name.kind() === "shorthand_property_identifier") return { holder: name, value: name }
  if (kind === "pair" && isSame(parent.field("key"), key)) return valued(parent, parent.field("value"))
  if (kind === "jsx_attribute") return valued(parent, named(parent)[1])
  const isTarget =
    (kind === "member_expression" && isSame(parent.field("property"), key)) || (kind === "subscript_expression" && isSame(parent.field("index"), key))
  if (!isTarget) return undefined
  const assignment = parent.parent()
  const assigns = assignment?.kind() === "assignment_expression" || assignment?.kind() === "augmented_assignment_expression"
  return assigns && isSame(assignment.field("left"), parent) ? valued(assignment, assignment.field("right")) : undefined
}

function propertiesOf(node: Node): Argument[] | undefined {
  if (node.kind() !== "object") return undefined
  return named(node).flatMap((part) => {
    if (part.kind() === "shorthand_property_identifier") return [{ name: part.text(), node: part }]
    const value = part.kind() === "pair" ? part.field("value") : null
    return value ? [{ name: (part.field("key")?.text() ?? "").replace(/^["']|["']$/g, ""), node: value }] : []
  })
}
