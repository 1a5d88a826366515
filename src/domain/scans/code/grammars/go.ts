/** Reads Go syntax into the common picture. */
import { named, isSame, same, valued, type Argument, type Definition, type Expression, type Grammar, type Node, type Parameter } from "../syntax.ts"

// Their first argument is a format; Fprintf writes to the one before it.
const formatting = /^(?:Sprintf|Errorf|Fprintf|Printf|Fatalf|Panicf|Infof|Debugf|Warnf|Warningf|Tracef|Logf)$/
// Calls that fill what a pointer argument points at, and the one that adds to a buffer.
const fillers =
  /^(?:WriteString|Decode|Unmarshal|Bind|BindJSON|BindQuery|BindUri|ShouldBind\w*|BodyParser|QueryParser|ParamsParser|Sscanf|Fscan|ReadJSON)$/

export const go: Grammar = {
  family: "go",
  nameKinds: ["identifier", "field_identifier"],
  functionKinds: new Set(["function_declaration", "method_declaration", "func_literal"]),
  blockKinds: new Set(["block", "source_file", "expression_case", "default_case", "type_case", "communication_case"]),
  definitionKinds: ["short_var_declaration", "assignment_statement", "var_spec", "const_spec", "range_clause"],
  fillerWords: fillers.source,
  importRule: { kind: "import_spec" },
  comparisonAt: (node) => {
    if (node.kind() !== "binary_expression" || !/^[!=]=$/.test(node.field("operator")?.text() ?? "")) return undefined
    const [left, right] = [node.field("left"), node.field("right")]
    return left && right ? [left, right] : undefined
  },
  read,
  definitions,
  parameters,
  marksOf: () => "",
  imports,
  callAt,
  propertyAt,
  propertiesOf,
}

function read(node: Node): Expression {
  const kind = String(node.kind())
  switch (kind) {
    case "interpreted_string_literal":
    case "raw_string_literal":
      return { is: "text", text: node.text().slice(1, -1) }
    case "identifier":
      return { is: "name", name: node.text() }
    case "selector_expression": {
      const object = node.field("operand")
      return object ? { is: "member", object, name: node.field("field")?.text() ?? "" } : { is: "unknown" }
    }
    case "index_expression": {
      const object = node.field("operand")
      return object ? { is: "index", object, key: node.field("index") ?? undefined, slice: false } : { is: "unknown" }
    }
    case "slice_expression": {
      const object = node.field("operand")
      return object ? { is: "index", object, key: undefined, slice: true } : { is: "unknown" }
    }
    case "call_expression":
      return readCall(node)
    case "binary_expression":
      return readBinary(node)
    case "unary_expression":
      return node.field("operator")?.text() === "!" ? { is: "constant" } : same(node.field("operand"))
    case "parenthesized_expression":
    case "literal_element":
    case "variadic_argument":
    case "expression_statement":
      return same(named(node)[0])
    case "type_assertion_expression":
    case "type_conversion_expression":
      return same(node.field("operand"))
    case "expression_list": {
      const parts = named(node)
      return parts.length === 1 ? same(parts[0]) : { is: "gather", of: parts }
    }
    case "keyed_element":
      return same(named(node)[1])
    case "composite_literal":
      return { is: "gather", of: [node.field("body")].filter((part) => part !== null).flatMap((body) => named(body)) }
    case "literal_value":
      return { is: "gather", of: named(node) }
    case "int_literal":
    case "float_literal":
    case "rune_literal":
    case "true":
    case "false":
    case "nil":
    case "func_literal":
      return { is: "constant" }
    default:
      return { is: "unknown" }
  }
}

function readCall(node: Node): Expression {
  const callee = node.field("function")
  const list = node.field("arguments")
  if (!callee) return { is: "unknown" }
  const object = callee.kind() === "selector_expression" ? callee.field("operand") : null
  const name = object ? (callee.field("field")?.text() ?? "") : callee.kind() === "identifier" ? callee.text() : ""
  const args = list ? named(list).map((arg) => ({ node: arg })) : []
  // A conversion such as string(x) or template.HTML(x) parses as a call.
  const first = args[0]
  if (name === "string" && !object && first) return { is: "same", node: first.node }
  if (formatting.test(name) && object) {
    const template = args[name === "Fprintf" ? 1 : 0]
    if (template)
      return { is: "format", object, name, template: template.node, values: args.slice(name === "Fprintf" ? 2 : 1).map((arg) => arg.node) }
  }
  return { is: "call", callee, object: object ?? undefined, name, args, construct: false }
}

function readBinary(node: Node): Expression {
  const [left, right] = [node.field("left"), node.field("right")]
  if (!left || !right) return { is: "unknown" }
  return node.field("operator")?.text() === "+" ? { is: "join", parts: [left, right] } : { is: "constant" }
}

function definitions(node: Node): Definition[] {
  const kind = String(node.kind())
  if (kind === "call_expression") return filled(node)
  if (kind === "var_spec" || kind === "const_spec") {
    const names = named(node).filter((part) => part.kind() === "identifier")
    const values = listOf(node.field("value"))
    const type = node.field("type")?.text()
    return names.map((name, index) => ({ name: name.text(), value: values[index] ?? values[0], keys: [], how: "assign", type, node }))
  }
  const targets = listOf(node.field("left"))
  const values = listOf(node.field("right"))
  const operator = kind === "assignment_statement" ? node.field("operator")?.text() : ":="
  const how = kind === "range_clause" ? "each" : operator === "+=" ? "append" : "assign"
  return targets.flatMap((target, index) =>
    target.kind() === "identifier"
      ? [{ name: target.text(), value: values.length === targets.length ? values[index] : values[0], keys: [], how, type: undefined, node }]
      : [],
  )
}

// err := json.NewDecoder(r.Body).Decode(&input): input takes its value from the call.
function filled(node: Node): Definition[] {
  const callee = node.field("function")
  if (callee?.kind() === "selector_expression" && callee.field("field")?.text() === "WriteString") return written(node, callee)
  if (callee?.kind() !== "selector_expression" || !fillers.test(callee.field("field")?.text() ?? "")) return []
  const list = node.field("arguments")
  if (!list) return []
  return named(list).flatMap((arg) => {
    const operand = arg.kind() === "unary_expression" ? arg.field("operand") : arg.kind() === "identifier" ? arg : null
    if (operand?.kind() !== "identifier" || arg.kind() === "identifier") return []
    return [{ name: operand.text(), value: node, keys: [], how: "assign" as const, type: undefined, node }]
  })
}

function written(call: Node, callee: Node): Definition[] {
  const target = callee.field("operand")
  const list = call.field("arguments")
  const value = list ? named(list)[0] : undefined
  return target?.kind() === "identifier" && value ? [{ name: target.text(), value, keys: [], how: "append", type: undefined, node: call }] : []
}

function listOf(node: Node | null): Node[] {
  if (!node) return []
  return node.kind() === "expression_list" ? named(node) : [node]
}

function parameters(node: Node): Parameter[] {
  const list = node.field("parameters")
  if (!list) return []
  let position = 0
  return named(list).flatMap((group) => {
    const type = group.field("type")?.text()
    return named(group)
      .filter((part) => part.kind() === "identifier")
      .map((name) => {
        position += 1
        return { name: name.text(), keys: [], type, marks: "", position: position - 1 }
      })
  })
}

// Packages whose last word is shared by one that means the opposite.
const ambiguous: Readonly<Record<string, string>> = { "math/rand": "mathrand", "math/rand/v2": "mathrand", "text/template": "texttemplate" }

function imports(node: Node): (readonly [string, string])[] {
  const path = (node.field("path")?.text() ?? "").slice(1, -1)
  const words = path.split("/")
  const last = words.at(-1) ?? path
  // github.com/gofiber/fiber/v2 is package fiber.
  const name = ambiguous[path] ?? (/^v\d+$/.test(last) ? (words.at(-2) ?? last) : last)
  const local = /^v\d+$/.test(last) ? (words.at(-2) ?? last) : last
  return [[node.field("name")?.text() ?? local, name]]
}

function callAt(name: Node): Node | undefined {
  let callee: Node | null = name
  let parent = name.parent()
  if (parent?.kind() === "selector_expression" && isSame(parent.field("field"), name)) {
    callee = parent
    parent = parent.parent()
  }
  return parent?.kind() === "call_expression" && isSame(parent.field("function"), callee) ? parent : undefined
}

function propertyAt(name: Node): { holder: Node; value: Node } | undefined {
  const parent = name.parent()
  const holder = parent?.parent()
  if (!parent || !holder) return undefined
  if (parent.kind() === "literal_element" && holder.kind() === "keyed_element") {
    const [key, value] = named(holder)
    return key && value && isSame(key, parent) ? { holder, value } : undefined
  }
  if (parent.kind() !== "selector_expression" || holder.kind() !== "expression_list" || !isSame(parent.field("field"), name)) return undefined
  const assignment = holder.parent()
  if (assignment?.kind() !== "assignment_statement" || !isSame(assignment.field("left"), holder)) return undefined
  return valued(assignment, assignment.field("right"))
}

function propertiesOf(node: Node): Argument[] | undefined {
  const literal = node.kind() === "unary_expression" ? node.field("operand") : node
  if (literal?.kind() !== "composite_literal") return undefined
  const body = literal.field("body")
  if (!body) return []
  return named(body).flatMap((part) => {
    const [key, value] = part.kind() === "keyed_element" ? named(part) : []
    return key && value ? [{ name: key.text(), node: value }] : []
  })
}
