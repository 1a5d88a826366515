/** Reads Java syntax into the common picture. */
import { named, isSame, same, valued, type Definition, type Expression, type Grammar, type Node, type Parameter } from "../syntax.ts"

export const java: Grammar = {
  family: "java",
  nameKinds: ["identifier", "type_identifier"],
  functionKinds: new Set(["method_declaration", "constructor_declaration", "lambda_expression"]),
  blockKinds: new Set(["block", "constructor_body", "class_body", "program", "switch_block_statement_group"]),
  definitionKinds: ["variable_declarator", "assignment_expression", "enhanced_for_statement", "resource"],
  fillerWords: "^append$",
  importRule: undefined,
  comparisonAt: () => undefined,
  read,
  definitions,
  parameters,
  marksOf: (node) => {
    const marks = named(node).find((part) => part.kind() === "modifiers")
    return marks?.text() ?? ""
  },
  imports: () => [],
  callAt,
  propertyAt,
  propertiesOf: () => undefined,
}

function read(node: Node): Expression {
  const kind = String(node.kind())
  switch (kind) {
    case "string_literal":
      return { is: "text", text: literalText(node.text()) }
    case "identifier":
    case "type_identifier":
    case "this":
    case "super":
      return { is: "name", name: node.text() }
    case "field_access": {
      const object = node.field("object")
      return object ? { is: "member", object, name: node.field("field")?.text() ?? "" } : { is: "unknown" }
    }
    case "array_access": {
      const object = node.field("array")
      return object ? { is: "index", object, key: node.field("index") ?? undefined, slice: false } : { is: "unknown" }
    }
    case "method_invocation":
      return readCall(node)
    case "object_creation_expression": {
      const type = node.field("type")
      const list = node.field("arguments")
      if (!type) return { is: "unknown" }
      const name = type.text().replace(/<.*$/s, "")
      return { is: "call", callee: type, object: undefined, name, args: list ? named(list).map((arg) => ({ node: arg })) : [], construct: true }
    }
    case "binary_expression": {
      const [left, right] = [node.field("left"), node.field("right")]
      if (!left || !right) return { is: "unknown" }
      return node.field("operator")?.text() === "+" ? { is: "join", parts: [left, right] } : { is: "constant" }
    }
    case "ternary_expression":
      return { is: "choice", of: [node.field("consequence"), node.field("alternative")].filter((part) => part !== null) }
    case "parenthesized_expression":
    case "expression_statement":
      return same(named(node)[0])
    case "cast_expression":
      return same(node.field("value"))
    case "assignment_expression":
      return same(node.field("right"))
    case "array_creation_expression":
      return { is: "gather", of: [node.field("value")].filter((part) => part !== null) }
    case "array_initializer":
      return { is: "gather", of: named(node) }
    case "decimal_integer_literal":
    case "hex_integer_literal":
    case "decimal_floating_point_literal":
    case "character_literal":
    case "true":
    case "false":
    case "null_literal":
    case "lambda_expression":
    case "method_reference":
    case "class_literal":
    case "instanceof_expression":
    case "unary_expression":
      return { is: "constant" }
    default:
      return { is: "unknown" }
  }
}

function literalText(text: string): string {
  return text.startsWith('"""') ? text.slice(3, -3) : text.slice(1, -1)
}

function readCall(node: Node): Expression {
  const callee = node.field("name")
  if (!callee) return { is: "unknown" }
  const object = node.field("object") ?? undefined
  const list = node.field("arguments")
  const args = list ? named(list).map((arg) => ({ node: arg })) : []
  const name = callee.text()
  const first = args[0]
  if (name === "formatted" && object) return { is: "format", object, name, template: object, values: args.map((arg) => arg.node) }
  if (name === "format" && first && /^(?:String|MessageFormat)$/.test(object?.text().slice(0, 20) ?? "")) {
    return { is: "format", object, name, template: first.node, values: args.slice(1).map((arg) => arg.node) }
  }
  return { is: "call", callee, object, name, args, construct: false }
}

function definitions(node: Node): Definition[] {
  const kind = String(node.kind())
  if (kind === "assignment_expression") {
    const target = node.field("left")
    const own = target?.kind() === "field_access" && target.field("object")?.kind() === "this" ? target.field("field") : target
    if (own?.kind() !== "identifier") return []
    const how = node.field("operator")?.text() === "+=" ? "append" : "assign"
    return [{ name: own.text(), value: node.field("right") ?? undefined, keys: [], how, type: undefined, node }]
  }
  if (kind === "method_invocation") return appended(node)
  const name = node.field("name")
  if (name?.kind() !== "identifier") return []
  const type = (kind === "variable_declarator" ? node.parent() : node)?.field("type")?.text()
  const how = kind === "enhanced_for_statement" ? "each" : "assign"
  return [{ name: name.text(), value: node.field("value") ?? undefined, keys: [], how, type: type === "var" ? undefined : type, node }]
}

// builder.append(a).append(b)
function appended(first: Node): Definition[] {
  const target = first.field("object")
  if (target?.kind() !== "identifier") return []
  const name = target.text()
  const found: Definition[] = []
  let call: Node | null = first
  for (let steps = 0; call?.kind() === "method_invocation" && call.field("name")?.text() === "append" && steps < 40; steps += 1) {
    const list: Node | null = call.field("arguments")
    const value = list ? named(list)[0] : undefined
    if (value) found.push({ name, value, keys: [], how: "append", type: undefined, node: first })
    const around: Node | null = call.parent()
    call = around && isSame(around.field("object"), call) ? around : null
  }
  return found
}

function parameters(node: Node): Parameter[] {
  const list = node.field("parameters")
  if (!list) return []
  if (list.kind() === "identifier") return [{ name: list.text(), keys: [], type: undefined, marks: "", position: 0 }]
  return named(list).flatMap((parameter, position) => {
    if (parameter.kind() === "identifier") return [{ name: parameter.text(), keys: [], type: undefined, marks: "", position }]
    const name = parameter.field("name")
    if (!name) return []
    const marks = named(parameter).find((part) => part.kind() === "modifiers")
    return [{ name: name.text(), keys: [], type: parameter.field("type")?.text(), marks: marks?.text() ?? "", position }]
  })
}

function callAt(name: Node): Node | undefined {
  let parent = name.parent()
  if (parent?.kind() === "method_invocation" && isSame(parent.field("name"), name)) return parent
  let type = name
  if (parent?.kind() === "scoped_type_identifier" || parent?.kind() === "generic_type") {
    type = parent
    parent = parent.parent()
  }
  return parent?.kind() === "object_creation_expression" && isSame(parent.field("type"), type) ? parent : undefined
}

function propertyAt(name: Node): { holder: Node; value: Node } | undefined {
  const parent = name.parent()
  if (parent?.kind() === "element_value_pair" && isSame(parent.field("key"), name)) {
    return valued(parent, parent.field("value"))
  }
  const assignment = parent?.kind() === "field_access" && isSame(parent.field("field"), name) ? parent.parent() : null
  if (assignment?.kind() !== "assignment_expression" || !parent || !isSame(assignment.field("left"), parent)) return undefined
  return valued(assignment, assignment.field("right"))
}
