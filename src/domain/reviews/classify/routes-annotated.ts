/** Routes declared beside a method: NestJS decorators, Spring and JAX-RS annotations, attributes of C# and Rust. */
import { joinPaths, type Route } from "./route.ts"
import { argumentsOf, isPunct, isWord, literalsOf, namedArgument, type Span, type Tokens } from "./syntax.ts"

interface Annotation {
  readonly name: string
  readonly spans: readonly Span[]
  readonly line: number
}

const verbs: Readonly<Record<string, string>> = {
  Get: "GET",
  Post: "POST",
  Put: "PUT",
  Patch: "PATCH",
  Delete: "DELETE",
  Head: "HEAD",
  Options: "OPTIONS",
  All: "ANY",
  Sse: "GET",
  GetMapping: "GET",
  PostMapping: "POST",
  PutMapping: "PUT",
  PatchMapping: "PATCH",
  DeleteMapping: "DELETE",
  GET: "GET",
  POST: "POST",
  PUT: "PUT",
  PATCH: "PATCH",
  DELETE: "DELETE",
  HEAD: "HEAD",
  OPTIONS: "OPTIONS",
}
const groups = new Set(["Controller", "RestController", "RequestMapping", "Path", "JsonController"])

export function annotatedRoutes(tokens: Tokens): Route[] {
  const routes: Route[] = []
  const classes: { readonly end: number; readonly prefixes: readonly string[] }[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    while (classes.length > 0 && index > classes.at(-1)!.end) classes.pop()
    if (!isPunct(tokens[index], "@") || tokens[index + 1]?.kind !== "word") continue
    const { annotations, next } = clusterAt(tokens, index)
    const body = classBody(tokens, next)
    if (body !== undefined) {
      const prefixes = annotations.filter(({ name }) => groups.has(name)).flatMap(({ spans }) => pathsOf(tokens, spans))
      classes.push({ end: tokens[body]!.match < 0 ? tokens.length : tokens[body]!.match, prefixes })
    } else routes.push(...methodRoutes(tokens, annotations, classes.at(-1)?.prefixes ?? []))
    index = next - 1
  }
  return routes
}

/** Annotations that stand together, and the index of what follows them. */
function clusterAt(tokens: Tokens, start: number): { annotations: Annotation[]; next: number } {
  const annotations: Annotation[] = []
  let index = start
  while (isPunct(tokens[index], "@") && tokens[index + 1]?.kind === "word") {
    let name = index + 1
    while (isPunct(tokens[name + 1], ".") && tokens[name + 2]?.kind === "word") name += 2
    const open = name + 1
    const called = isPunct(tokens[open], "(") && tokens[open]!.match > open
    annotations.push({ name: tokens[name]!.text, spans: called ? argumentsOf(tokens, open) : [], line: tokens[index]!.line })
    index = called ? tokens[open]!.match + 1 : open
  }
  return { annotations, next: index }
}

/** The index of the brace of the class that follows, or undefined when something else follows. */
function classBody(tokens: Tokens, start: number): number | undefined {
  let isClass = false
  for (let index = start; index < Math.min(tokens.length, start + 400); index += 1) {
    const token = tokens[index]!
    if (isClass && isPunct(token, "{")) return index
    if (token.kind === "word" && /^(?:class|interface|record|object)$/.test(token.text)) isClass = true
    else if (
      !isClass &&
      !(
        token.kind === "word" &&
        /^(?:export|default|abstract|public|protected|private|final|static|open|sealed|data|internal|strictfp)$/.test(token.text)
      )
    )
      return undefined
  }
  return undefined
}

function methodRoutes(tokens: Tokens, annotations: readonly Annotation[], prefixes: readonly string[]): Route[] {
  const routes: Route[] = []
  const place = annotations.find(({ name }) => name === "Path")
  for (const { name, spans, line } of annotations) {
    const mapped = name === "RequestMapping"
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
    if (verb === undefined && !mapped) continue
    // In JAX-RS the verb and the path are two annotations.
    const own = pathsOf(tokens, spans)
    const paths = own.length > 0 ? own : place ? pathsOf(tokens, place.spans) : [""]
    const methods = verb === undefined ? requestMethods(tokens, spans) : [verb]
    for (const prefix of prefixes.length > 0 ? prefixes : [""])
      for (const path of paths) for (const method of methods) routes.push({ method, path: joinPaths(prefix, path), line })
  }
  return routes
}

function requestMethods(tokens: Tokens, spans: readonly Span[]): string[] {
  const span = namedArgument(tokens, spans, ["method"])
  if (!span) return ["ANY"]
  const named = tokens.slice(span.from, span.to).filter((token) => token.kind === "word" && /^[A-Z]{3,7}$/.test(token.text))
  return named.length > 0 ? named.map((token) => token.text) : ["ANY"]
}

function pathsOf(tokens: Tokens, spans: readonly Span[]): string[] {
  const named = literalsOf(tokens, namedArgument(tokens, spans, ["value", "path"]))
  if (named.length > 0) return named
  const first = spans[0]
  if (first && isPunct(tokens[first.from], "{")) {
    const inObject = literalsOf(tokens, namedArgument(tokens, argumentsOf(tokens, first.from), ["path"]))
    if (inObject.length > 0) return inObject
  }
  return literalsOf(tokens, first)
}

const csharpVerbs: Readonly<Record<string, string>> = { HttpGet: "GET", HttpPost: "POST", HttpPut: "PUT", HttpPatch: "PATCH", HttpDelete: "DELETE" }

/** ASP.NET: `[HttpGet("x")]` and `app.MapGet("/x", …)`. */
export function csharpRoutes(tokens: Tokens): Route[] {
  const routes: Route[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "word") continue
    const verb = Object.hasOwn(csharpVerbs, token.text) ? csharpVerbs[token.text] : undefined
    const spans = isPunct(tokens[index + 1], "(") ? argumentsOf(tokens, index + 1) : []
    if (verb !== undefined && (isPunct(tokens[index - 1], "[") || isPunct(tokens[index - 1], ","))) {
      routes.push({ method: verb, path: joinPaths("", literalsOf(tokens, spans[0])[0] ?? ""), line: token.line })
    }
    const mapped = /^Map(Get|Post|Put|Patch|Delete|Methods|Hub|Fallback)$/.exec(token.text)
    if (mapped && isPunct(tokens[index - 1], ".")) {
      const method = verbs[mapped[1]!] ?? "ANY"
      for (const path of literalsOf(tokens, spans[0])) routes.push({ method, path: joinPaths("", path), line: token.line })
    }
  }
  return routes
}

/** `#[get("/x")]` of Actix and Rocket, `.route("/x", get(h))` of axum. */
export function rustRoutes(tokens: Tokens): Route[] {
  const routes: Route[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "word" || !isPunct(tokens[index + 1], "(")) continue
    const spans = argumentsOf(tokens, index + 1)
    const path = literalsOf(tokens, spans[0])[0]
    if (path === undefined || !path.startsWith("/")) continue
    if (/^(?:get|post|put|patch|delete|head|options)$/.test(token.text) && isPunct(tokens[index - 1], "[") && isPunct(tokens[index - 2], "#"))
      routes.push({ method: token.text.toUpperCase(), path, line: token.line })
    if (isWord(token, "route") && isPunct(tokens[index - 1], ".") && spans[1]) {
      const named = tokens
        .slice(spans[1].from, Math.min(spans[1].to, spans[1].from + 200))
        .filter((word) => word.kind === "word" && /^(?:get|post|put|patch|delete|any)$/.test(word.text))
      for (const word of named.length > 0 ? named : [{ text: "any" }]) routes.push({ method: word.text.toUpperCase(), path, line: token.line })
    }
    if (isWord(token, "nest") && isPunct(tokens[index - 1], ".")) routes.push({ method: "MOUNT", path, line: token.line })
  }
  return routes
}
