/** Reads Python syntax into the common picture. */
import { named, isSame, same, valued, type Argument, type Definition, type Expression, type Grammar, type Node, type Parameter } from "../syntax.ts"

export const python: Grammar = {
  family: "python",
  nameKinds: ["identifier", "string_content"],
  functionKinds: new Set(["function_definition", "lambda"]),
  blockKinds: new Set(["block", "module"]),
  definitionKinds: ["assignment", "augmented_assignment", "for_statement", "for_in_clause", "named_expression", "with_item"],
  fillerWords: "^(?:append|extend)$",
  importRule: { any: [{ kind: "import_statement" }, { kind: "import_from_statement" }] },
  comparisonAt: (node) => {
    if (node.kind() !== "comparison_operator" || !node.children().some((part) => part.kind() === "==" || part.kind() === "!=")) return undefined
    const [left, right, more] = named(node)
    return left && right && !more ? [left, right] : undefined
  },
  read,
  definitions,
  parameters,
  marksOf: (node) => {
    const parent = node.parent()
    if (parent?.kind() !== "decorated_definition") return ""
    return named(parent)
      .filter((part) => part.kind() === "decorator")
      .map((part) => part.text())
      .join("\n")
  },
  imports,
  callAt,
  propertyAt,
  propertiesOf,
}

function read(node: Node): Expression {
  const kind = String(node.kind())
  switch (kind) {
    case "string":
      return readString(node)
    case "concatenated_string":
      return { is: "join", parts: named(node) }
    case "identifier":
      return { is: "name", name: node.text() }
    case "attribute": {
      const object = node.field("object")
      return object ? { is: "member", object, name: node.field("attribute")?.text() ?? "" } : { is: "unknown" }
    }
    case "subscript": {
      const object = node.field("value")
      const key = node.field("subscript") ?? undefined
      return object ? { is: "index", object, key, slice: key?.kind() === "slice" } : { is: "unknown" }
    }
    case "call":
      return readCall(node)
    case "binary_operator":
      return readBinary(node)
    case "boolean_operator":
      return { is: "choice", of: [node.field("left"), node.field("right")].filter((part) => part !== null) }
    case "conditional_expression": {
      const parts = named(node)
      return { is: "choice", of: [parts[0], parts[2]].filter((part) => part !== undefined) }
    }
    case "parenthesized_expression":
    case "await":
    case "interpolation":
    case "list_splat":
    case "dictionary_splat":
    case "expression_statement":
      return same(named(node)[0])
    case "named_expression":
    case "keyword_argument":
    case "pair":
      return same(node.field("value"))
    case "list_comprehension":
    case "generator_expression":
    case "set_comprehension":
      return same(node.field("body"))
    case "list":
    case "tuple":
    case "set":
    case "dictionary":
    case "expression_list":
      return { is: "gather", of: named(node) }
    case "integer":
    case "float":
    case "true":
    case "false":
    case "none":
    case "lambda":
    case "comparison_operator":
    case "not_operator":
    case "unary_operator":
    case "ellipsis":
      return { is: "constant" }
    default:
      return { is: "unknown" }
  }
}

function readString(node: Node): Expression {
  const parts: (Node | string)[] = []
  let interpolated = false
  for (const part of named(node)) {
    if (part.kind() === "string_content") parts.push(part.text())
    if (part.kind() === "interpolation") {
      interpolated = true
      parts.push(part)
    }
  }
  return interpolated ? { is: "join", parts } : { is: "text", text: parts.join("") }
}

function readCall(node: Node): Expression {
  const callee = node.field("function")
  if (!callee) return { is: "unknown" }
  const object = callee.kind() === "attribute" ? callee.field("object") : null
  const name = object ? (callee.field("attribute")?.text() ?? "") : callee.kind() === "identifier" ? callee.text() : ""
  const args = argumentsOf(node)
  // "…{}…".format(x): the receiver is the template.
  if (object && name === "format") return { is: "format", object, name, template: object, values: args.map((arg) => arg.node) }
  return { is: "call", callee, object: object ?? undefined, name, args, construct: false }
}

function argumentsOf(call: Node): Argument[] {
  const list = call.field("arguments")
  if (!list) return []
  if (list.kind() !== "argument_list") return [{ node: list }]
  return named(list).map((arg) => {
    const value = arg.kind() === "keyword_argument" ? arg.field("value") : null
    return value ? { node: value, name: arg.field("name")?.text() ?? "" } : { node: arg }
  })
}

function readBinary(node: Node): Expression {
  const [left, right] = [node.field("left"), node.field("right")]
  if (!left || !right) return { is: "unknown" }
  const operator = node.field("operator")?.text()
  if (operator === "+" || operator === "/") return { is: "join", parts: operator === "/" ? [left, "/", right] : [left, right] }
  if (operator === "%")
    return { is: "format", object: undefined, name: "", template: left, values: right.kind() === "tuple" ? named(right) : [right] }
  if (operator === "*") return { is: "choice", of: [left] }
  return { is: "constant" }
}

function definitions(node: Node): Definition[] {
  const kind = String(node.kind())
  if (kind === "call") return appended(node)
  if (kind === "named_expression") return bind(node.field("name"), node.field("value"), "assign", node)
  if (kind === "with_item") {
    const pattern = named(node)[0]
    if (pattern?.kind() !== "as_pattern") return []
    const [value, target] = named(pattern)
    return bind(target ? (named(target)[0] ?? null) : null, value ?? null, "assign", node)
  }
  const how = kind === "augmented_assignment" ? "append" : kind === "assignment" ? "assign" : "each"
  return bind(node.field("left"), node.field("right"), how, node)
}

// parts.append(x)
function appended(node: Node): Definition[] {
  const callee = node.field("function")
  const target = callee?.field("object")
  const list = node.field("arguments")
  if (target?.kind() !== "identifier" || !/^(?:append|extend)$/.test(callee?.field("attribute")?.text() ?? "") || !list) return []
  return named(list).map((value) => ({ name: target.text(), value, keys: [], how: "append", type: undefined, node }))
}

function bind(target: Node | null, value: Node | null, how: Definition["how"], node: Node): Definition[] {
  if (!target) return []
  const type = node.kind() === "assignment" ? node.field("type")?.text() : undefined
  if (target.kind() === "identifier") return [{ name: target.text(), value: value ?? undefined, keys: [], how, type, node }]
  if (target.kind() !== "pattern_list" && target.kind() !== "tuple_pattern") return []
  const targets = named(target)
  const values = value?.kind() === "expression_list" || value?.kind() === "tuple" ? named(value) : undefined
  const paired = values?.length === targets.length ? values : undefined
  return targets.flatMap((part, index) =>
    part.kind() === "identifier" ? [{ name: part.text(), value: paired?.[index] ?? value ?? undefined, keys: [], how, type: undefined, node }] : [],
  )
}

function parameters(node: Node): Parameter[] {
  const list = node.field("parameters")
  if (!list) return []
  return named(list).flatMap((parameter, position) => {
    if (parameter.kind() === "identifier") return [{ name: parameter.text(), keys: [], type: undefined, marks: "", position }]
    const name = parameter.field("name") ?? named(parameter)[0]
    if (name?.kind() !== "identifier") return []
    return [{ name: name.text(), keys: [], type: parameter.field("type")?.text(), marks: parameter.field("value")?.text() ?? "", position }]
  })
}

function imports(node: Node): (readonly [string, string])[] {
  const module = node.kind() === "import_from_statement" ? node.field("module_name") : null
  const found: (readonly [string, string])[] = []
  for (const part of named(node)) {
    if (module && isSame(module, part)) continue
    const path = part.kind() === "aliased_import" ? (part.field("name")?.text() ?? "") : part.text()
    const alias = part.kind() === "aliased_import" ? (part.field("alias")?.text() ?? "") : undefined
    if (module) found.push([alias ?? path, `${module.text()}.${path}`])
    else if (alias !== undefined) found.push([alias, path])
    else found.push([path.split(".")[0] ?? path, path.split(".")[0] ?? path])
  }
  return found
}

function callAt(name: Node): Node | undefined {
  let callee: Node | null = name
  let parent = name.parent()
  if (parent?.kind() === "attribute" && isSame(parent.field("attribute"), name)) {
    callee = parent
    parent = parent.parent()
  }
  return parent?.kind() === "call" && isSame(parent.field("function"), callee) ? parent : undefined
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
  if (kind === "keyword_argument" && isSame(parent.field("name"), key)) return valued(parent, parent.field("value"))
  if (kind === "pair" && isSame(parent.field("key"), key)) return valued(parent, parent.field("value"))
  if (kind === "assignment" && isSame(parent.field("left"), key)) return valued(parent, parent.field("right"))
  const isTarget =
    (kind === "attribute" && isSame(parent.field("attribute"), key)) || (kind === "subscript" && isSame(parent.field("subscript"), key))
  const assignment = isTarget ? parent.parent() : null
  return assignment?.kind() === "assignment" && isSame(assignment.field("left"), parent) ? valued(assignment, assignment.field("right")) : undefined
}

function propertiesOf(node: Node): Argument[] | undefined {
  if (node.kind() !== "dictionary") return undefined
  return named(node).flatMap((part) => {
    const value = part.kind() === "pair" ? part.field("value") : null
    return value ? [{ name: (part.field("key")?.text() ?? "").replace(/^["']|["']$/g, ""), node: value }] : []
  })
}
