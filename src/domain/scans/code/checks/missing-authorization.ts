/** Routes that change state and show no sign of an authorization check in their file. Silence is preferred: any sign is enough. */
import type { Family } from "../rule.ts"
import type { Node } from "../syntax.ts"
import type { Unit } from "../unit.ts"

export const authWords =
  /auth|log_?in|session|jwt|bearer|token|guard|protect|permission|permit|\brole|acl\b|admin|require_?(?:user|admin|scope)|ensure|verif|passport|current_?user|principal|credential|api_?key|signature|hmac|secured|preHandler|onRequest|preValidation|beforeHandler|\b40[13]\b|Forbidden|StatusUnauthorized/i

// Routes that people reach before they have an account, or that machines call with a proof of their own.
export const openRoutes =
  /log-?(?:in|out)|sign-?(?:in|up|out)|regist|webhook|hook|callback|health|ping|ready|forgot|reset|oauth|token|public|contact|subscri|newsletter|csp|report|track|verif|confirm|refresh|status|search|auth|session|password|metric|event|echo|invite/i

// Protection of everything in the file: a middleware, hook or dependency with a telling name. Bounded gap, so linear.
export const fileWide =
  /(?:\.(?:use|Use|addHook|register|group|Group|Route|With|all|before_request|before_app_request|add_middleware|onBeforeHandle|guard)\(|dependencies\s?=|beforeEach|before_request|UseGuards|middleware)[^;]{0,160}?(?:auth|log_?in|session|jwt|bearer|token|guard|protect|permission|role|acl|admin|require|ensure|verif|passport|current_?user|secur|api_?key)/i

const changing = /POST|PUT|PATCH|DELETE/

export function missingAuthorization(unit: Unit, anchor: Node): Node | undefined {
  const route = readers[unit.grammar.family](unit, anchor)
  if (!route || openRoutes.test(route.path)) return undefined
  if (route.signs.some((sign) => authWords.test(sign))) return undefined
  if (fileWide.test(unit.text.slice(0, 200_000))) return undefined
  return route.node
}

interface Route {
  readonly node: Node
  readonly path: string
  /** Texts where a check would show: other handlers, decorators, parameters, the body. */
  readonly signs: readonly string[]
}

const readers: Readonly<Record<Family, (unit: Unit, anchor: Node) => Route | undefined>> = {
  javascript: routerCall,
  go: routerCall,
  python: decoratedFunction,
  java: annotatedMethod,
}

const routers = /(?:^|\.)(?:app|router|server|api|fastify|r|mux|e|g|v1|v2|[\w$]*(?:Router|Routes|App|Api|Group|Mux))$/

function routerCall(unit: Unit, anchor: Node): Route | undefined {
  const call = unit.grammar.callAt(anchor)
  const expression = call ? unit.grammar.read(call) : undefined
  if (!call || expression?.is !== "call" || !expression.object) return undefined
  if (!routers.test(unit.textOf(expression.object, 60))) return undefined
  const [first, ...others] = expression.args.map((arg) => arg.node)
  const handler = others.at(-1)
  const path = first ? unit.grammar.read(first) : undefined
  if (path?.is !== "text" || !handler) return undefined
  const pattern = /^(?:([A-Z]+) )?(\/.{0,200})$/.exec(path.text)
  if (!pattern || (expression.name === "HandleFunc" && !changing.test(pattern[1] ?? ""))) return undefined
  if (!isHandler(unit, handler)) return undefined
  return { node: call, path: path.text, signs: [...others.map((node) => unit.textOf(node, 30_000)), handlerText(unit, handler)] }
}

function isHandler(unit: Unit, node: Node): boolean {
  if (unit.grammar.functionKinds.has(String(node.kind()))) return unit.grammar.parameters(node).length > 0
  const is = unit.grammar.read(node).is
  return is === "name" || is === "member" || is === "call"
}

/** The body of a handler that is named here and written in the same file. */
function handlerText(unit: Unit, handler: Node): string {
  const expression = unit.grammar.read(handler)
  const name = expression.is === "name" || expression.is === "member" ? expression.name : undefined
  if (name === undefined || !/^[\w$]{1,80}$/.test(name)) return ""
  const at = unit.text.search(
    new RegExp(`(?:function|func(?: \\([^)]{0,80}\\))?|const|let|var|async)\\s{1,4}${name.replaceAll("$", String.raw`\$`)}\\b`),
  )
  return at < 0 ? "" : unit.scopeText(unit.ownerOf(unit.text.indexOf("{", at) + 1))
}

function decoratedFunction(unit: Unit, anchor: Node): Route | undefined {
  const call = unit.grammar.callAt(anchor)
  const definition = call?.parent()?.kind() === "decorator" ? call.parent()?.parent() : undefined
  const expression = call ? unit.grammar.read(call) : undefined
  if (!call || !definition || expression?.is !== "call" || !expression.object) return undefined
  if (expression.name === "route") {
    const methods =
      expression.args
        .find((arg) => arg.name === "methods")
        ?.node.text()
        .slice(0, 200) ?? ""
    if (!changing.test(methods)) return undefined
  }
  const path = expression.args[0] ? unit.grammar.read(expression.args[0].node) : undefined
  if (path?.is !== "text") return undefined
  // Decorators, parameters and body in one text.
  const text = unit.textOf(definition, 30_000)
  // The path itself says nothing about a check.
  const signs = [text.replaceAll(path.text, "")]
  return { node: call, path: path.text, signs }
}

function annotatedMethod(unit: Unit, anchor: Node): Route | undefined {
  const annotation = anchor.parent()
  if (annotation?.kind() !== "annotation" && annotation?.kind() !== "marker_annotation") return undefined
  const method = annotation.parent()?.parent()
  if (method?.kind() !== "method_declaration") return undefined
  const path = unit.textOf(annotation, 300)
  // Spring keeps its checks on the class, the method or in the method's parameters; anything else is in another file.
  const owner = method.parent()?.parent()
  const marks = owner ? unit.grammar.marksOf(owner) : ""
  const literals = [...`${path} ${marks}`.matchAll(/"([^"\n]{0,200})"/g)].map((match) => match[1])
  return { node: annotation, path: literals.join(" "), signs: [unit.textOf(method, 30_000).replace(path, ""), marks] }
}
