/** The dotted path of an expression, with imports resolved: `cp.exec` after `import * as cp from "child_process"` is `child_process.exec`. */
import type { Node } from "./syntax.ts"
import type { Unit } from "./unit.ts"

const maxSteps = 12

/** Undefined when the expression does not start at a name, or is deeper than any rule looks. */
export function pathOf(unit: Unit, node: Node, steps = maxSteps): string | undefined {
  unit.tick()
  if (steps === 0) return undefined
  const expression = unit.grammar.read(node)
  switch (expression.is) {
    case "name":
      return rootPath(unit, expression.name, node)
    case "member":
      return join(pathOf(unit, expression.object, steps - 1), `.${expression.name}`)
    case "index":
      return join(pathOf(unit, expression.object, steps - 1), expression.slice ? "" : indexPath(unit, expression.key))
    case "call":
      return join(calleePath(unit, node, steps - 1), "()")
    case "same":
      return pathOf(unit, expression.node, steps - 1)
    default:
      return undefined
  }
}

/** The path of what is called; a constructor's begins with `new `. */
export function calleePath(unit: Unit, call: Node, steps = maxSteps): string | undefined {
  const expression = unit.grammar.read(call)
  if (expression.is === "format") {
    if (!expression.object || expression.name === "") return undefined
    return join(pathOf(unit, expression.object, steps), `.${expression.name}`) ?? `?.${expression.name}`
  }
  if (expression.is !== "call") return undefined
  if (expression.object) return join(pathOf(unit, expression.object, steps), `.${expression.name}`) ?? `?.${expression.name}`
  if (expression.name === "") return undefined
  const name = expression.construct ? expression.name : (unit.imported(expression.name) ?? expression.name)
  return expression.construct ? `new ${unit.imported(name) ?? name}` : name
}

/** The same path with the declared type in place of the first name: `<http.Request>.URL`; undefined without a declared type. */
export function typedPath(unit: Unit, path: string, at: Node): string | undefined {
  const root = /^[\w$]+/.exec(path)?.[0]
  if (root === undefined) return undefined
  const resolved = unit.resolve(root, unit.indexOf(at))
  const type = resolved?.parameter?.type ?? resolved?.definitions.find((definition) => definition.type !== undefined)?.type
  return type === undefined || type.length > 60 ? undefined : `<${type.replace(/^[*&\s]+/, "").replace(/^final\s+/, "")}>${path.slice(root.length)}`
}

function rootPath(unit: Unit, name: string, node: Node): string {
  const path = unit.imported(name)
  if (path === undefined || path === name) return name
  // A local variable or parameter of the same name hides the import.
  const resolved = unit.resolve(name, unit.indexOf(node))
  return resolved && resolved.scope >= 0 && resolved.parameter ? name : path
}

function join(path: string | undefined, suffix: string): string | undefined {
  return path === undefined || path.length > 300 ? undefined : path + suffix
}

function indexPath(unit: Unit, key: Node | undefined): string {
  const expression = key ? unit.grammar.read(key) : undefined
  return expression?.is === "text" && /^[A-Za-z_]\w{0,60}$/.test(expression.text) ? `.${expression.text}` : "[]"
}
