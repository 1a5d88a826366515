/** Routes of Go (net/http, gin, chi, echo, gorilla, fiber), Ruby (Rails, Sinatra) and PHP (Laravel, Slim). */
import { joinPaths, type Route } from "./route.ts"
import { argumentsOf, isPunct, isWord, literalOf, type Tokens } from "./syntax.ts"

const goMethods = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|Get|Post|Put|Patch|Delete|Head|Options|Connect|Trace)$/
const goAny = /^(?:Any|All|Handle|HandleFunc|HandlerFunc)$/
const goGroups = /^(?:Mount|Group|Route|PathPrefix|StripPrefix)$/

export function goRoutes(tokens: Tokens): Route[] {
  const routes: Route[] = []
  for (let index = 2; index < tokens.length - 1; index += 1) {
    const token = tokens[index]!
    if (token.kind !== "word" || !isPunct(tokens[index - 1], ".") || !isPunct(tokens[index + 1], "(")) continue
    const known = goMethods.test(token.text)
    if (!known && !goAny.test(token.text) && !goGroups.test(token.text) && !/^(?:Method|MethodFunc|Add)$/.test(token.text)) continue
    if (known && /client|request|resty/i.test(tokens[index - 2]?.text ?? "")) continue
    const spans = argumentsOf(tokens, index + 1)
    const [first, second] = [literalOf(tokens, spans[0]), literalOf(tokens, spans[1])]
    const line = token.line
    if (first === undefined) continue
    if (goGroups.test(token.text)) {
      if (first.startsWith("/")) routes.push({ method: "MOUNT", path: first, line })
      continue
    }
    // chi's Method("GET", "/x", h), gin's Handle("GET", "/x", h).
    if (/^[A-Z]{3,7}$/.test(first) && second?.startsWith("/") && spans.length >= 3) routes.push({ method: first, path: second, line })
    else if (spans.length >= 2 && !/^(?:Method|MethodFunc|Add)$/.test(token.text)) {
      // Since Go 1.22 a pattern of net/http may name method and host: "GET example.org/x".
      const pattern = /^(?:([A-Z]{3,7}) )?[^/\s]{0,253}(\/.{0,1000})$/.exec(first)
      if (!pattern) continue
      const after = tokens[index + 1]!.match
      const chained = isPunct(tokens[after + 1], ".") && isWord(tokens[after + 2], "Methods") ? argumentsOf(tokens, after + 3) : []
      const named = chained.flatMap((span) => literalOf(tokens, span) ?? [])
      const methods = known ? [token.text.toUpperCase()] : named.length > 0 ? named : [pattern[1] ?? "ANY"]
      for (const method of methods) routes.push({ method, path: pattern[2]!, line })
    }
  }
  return routes
}

const rubyVerbs = /^(?:get|post|put|patch|delete|options|match|root|mount|resources?)$/

export function rubyRoutes(tokens: Tokens, path: string): Route[] {
  const rails = /(?:^|\/)config\/routes(?:\/.{1,200})?\.rb$/.test(path)
  const routes: Route[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "word" || !rubyVerbs.test(token.text) || tokens[index - 1]?.line === token.line) continue
    const next = isPunct(tokens[index + 1], "(") ? index + 2 : index + 1
    const target = tokens[next]
    const symbol = isPunct(target, ":") && tokens[next + 1]?.kind === "word" ? tokens[next + 1]!.text : undefined
    const value = target?.kind === "string" ? target.text : symbol
    if (value === undefined || target?.line !== token.line) continue
    // Outside Rails' own file only Sinatra's form counts: a path and a block.
    if (!rails && !(value.startsWith("/") && blockOnLine(tokens, next))) continue
    const method =
      { resources: "RESOURCES", resource: "RESOURCES", match: "ANY", root: "GET", mount: "MOUNT" }[token.text] ?? token.text.toUpperCase()
    routes.push({ method, path: token.text === "root" ? "/" : joinPaths("", value), line: token.line })
  }
  return routes
}

function blockOnLine(tokens: Tokens, start: number): boolean {
  const line = tokens[start]!.line
  for (let index = start + 1; tokens[index]?.line === line; index += 1) if (isWord(tokens[index], "do") || isPunct(tokens[index], "{")) return true
  return false
}

export function phpRoutes(tokens: Tokens): Route[] {
  const routes: Route[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "word" || !/^(?:get|post|put|patch|delete|options|any|match|resource|apiResource)$/.test(token.text)) continue
    if (!isPunct(tokens[index + 1], "(")) continue
    const facade = isPunct(tokens[index - 1], ":") && isPunct(tokens[index - 2], ":") && isWord(tokens[index - 3], "Route")
    const slim =
      isPunct(tokens[index - 1], ">") && isPunct(tokens[index - 2], "-") && /^\$(?:app|router|group|r)$/.test(tokens[index - 3]?.text ?? "")
    if (!facade && !slim) continue
    const spans = argumentsOf(tokens, index + 1)
    const path = literalOf(tokens, spans[token.text === "match" ? 1 : 0])
    if (path === undefined || spans.length < 2) continue
    const method = { any: "ANY", match: "ANY", resource: "RESOURCES", apiResource: "RESOURCES" }[token.text] ?? token.text.toUpperCase()
    routes.push({ method, path: joinPaths("", path), line: token.line })
  }
  return routes
}
