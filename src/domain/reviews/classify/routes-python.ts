/** Routes of FastAPI, Flask, Starlette, aiohttp and Django. */
import { joinPaths, type Route } from "./route.ts"
import { argumentsOf, isPunct, literalOf, literalsOf, namedArgument, spelled, type Span, type Tokens } from "./syntax.ts"

const decorators: Readonly<Record<string, string>> = {
  get: "GET",
  post: "POST",
  put: "PUT",
  patch: "PATCH",
  delete: "DELETE",
  head: "HEAD",
  options: "OPTIONS",
  route: "GET",
  api_route: "ANY",
  websocket: "WEBSOCKET",
  websocket_route: "WEBSOCKET",
}
/** Calls on an application object whose first argument is a path. */
const adders: Readonly<Record<string, string>> = {
  add_url_rule: "GET",
  add_api_route: "ANY",
  add_route: "ANY",
  add_api_websocket_route: "WEBSOCKET",
  add_websocket_route: "WEBSOCKET",
  add_get: "GET",
  add_post: "POST",
  add_put: "PUT",
  add_patch: "PATCH",
  add_delete: "DELETE",
}
const constructors: Readonly<Record<string, string>> = { Route: "ANY", WebSocketRoute: "WEBSOCKET", Mount: "MOUNT" }
const mounts: Readonly<Record<string, string>> = { include_router: "prefix", register_blueprint: "url_prefix" }

export function pythonRoutes(tokens: Tokens, path: string): Route[] {
  const django = /(?:^|\/)urls(?:\/[\w/]{1,200}|_\w{1,60})?\.py$/.test(path) || tokens.some((token) => token.text === "urlpatterns")
  const routes: Route[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "word" || !isPunct(tokens[index + 1], "(")) continue
    const spans = argumentsOf(tokens, index + 1)
    const name = token.text
    const line = token.line
    const afterDot = isPunct(tokens[index - 1], ".")
    const first = literalOf(tokens, spans[0]) ?? literalOf(tokens, namedArgument(tokens, spans, ["path", "rule"]))
    if (afterDot && Object.hasOwn(decorators, name) && isDecorator(tokens, index)) {
      if (first !== undefined && (first === "" || first.startsWith("/")))
        routes.push(...withMethods(tokens, spans, decorators[name]!, joinPaths("", first), line))
      else if (first === undefined && spans[0] && name === "route")
        routes.push(...withMethods(tokens, spans, "GET", `{${spelled(tokens, spans[0])}}`, line))
    } else if (afterDot && Object.hasOwn(adders, name) && first !== undefined) {
      routes.push(...withMethods(tokens, spans, adders[name]!, joinPaths("", first), line))
    } else if (afterDot && Object.hasOwn(mounts, name)) {
      const prefix = literalOf(tokens, namedArgument(tokens, spans, [mounts[name]!]))
      if (prefix) routes.push({ method: "MOUNT", path: joinPaths("", prefix), line })
    } else if (Object.hasOwn(constructors, name) && first?.startsWith("/") && spans.length > 1) {
      routes.push(...withMethods(tokens, spans, constructors[name]!, first, line))
    } else if (django && first !== undefined && spans.length > 1) {
      if (!afterDot && /^(?:path|re_path|url)$/.test(name)) routes.push({ method: "ANY", path: joinPaths("", first), line })
      else if (afterDot && name === "register") routes.push({ method: "ANY", path: joinPaths("", first), line })
    }
  }
  return routes
}

/** Whether the dotted name that ends here follows an @. */
function isDecorator(tokens: Tokens, end: number): boolean {
  let index = end
  while (index >= 2 && isPunct(tokens[index - 1], ".") && tokens[index - 2]?.kind === "word") index -= 2
  return isPunct(tokens[index - 1], "@")
}

function withMethods(tokens: Tokens, spans: readonly Span[], otherwise: string, path: string, line: number): Route[] {
  const named = literalsOf(tokens, namedArgument(tokens, spans, ["methods"]))
  return (named.length > 0 ? named : [otherwise]).map((method) => ({ method: method.toUpperCase(), path, line }))
}
