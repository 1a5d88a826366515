/** Routes of Express, Fastify, Hono, Koa, Hapi and Elysia by their calls, and of Next, SvelteKit and Nitro by their files. */
import { joinPaths, type Route } from "./route.ts"
import { argumentsOf, isPunct, isWord, literalOf, literalsOf, namedArgument, spelled, type Span, type Tokens } from "./syntax.ts"

const methods = new Map(
  Object.entries({
    get: "GET",
    post: "POST",
    put: "PUT",
    patch: "PATCH",
    delete: "DELETE",
    del: "DELETE",
    head: "HEAD",
    options: "OPTIONS",
    all: "ANY",
    any: "ANY",
    ws: "WEBSOCKET",
  }),
)
const constructors = new Set([
  "express",
  "Router",
  "fastify",
  "Fastify",
  "Hono",
  "OpenAPIHono",
  "Koa",
  "KoaRouter",
  "Elysia",
  "createServer",
  "polka",
  "Polka",
])
const conventional = /^(?:app|router|server|fastify|routes?|web|hono)$|(?:Router|App|Server|Routes)$/
const exportedMethods = new Set(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])

export function javascriptRoutes(tokens: Tokens, path: string): Route[] {
  return [...calledRoutes(tokens), ...fileRoutes(tokens, path)]
}

function calledRoutes(tokens: Tokens): Route[] {
  const bound = boundNames(tokens)
  const routes: Route[] = []
  const receivers = new Map<number, Receiver>()
  for (let index = 1; index < tokens.length - 1; index += 1) {
    const token = tokens[index]!
    if (token.kind !== "word" || !isPunct(tokens[index - 1], ".") || !isPunct(tokens[index + 1], "(")) continue
    const method = methods.get(token.text)
    if (method === undefined && token.text !== "route" && token.text !== "use") continue
    const receiver = receiverOf(tokens, index - 2, receivers)
    const certain = receiver.constructed || bound.has(receiver.name)
    if (!certain && !conventional.test(receiver.name)) continue
    const spans = argumentsOf(tokens, index + 1)
    const line = token.line
    if (token.text === "route") routes.push(...describedRoutes(tokens, spans, line))
    else if (token.text === "use") {
      const prefix = literalOf(tokens, spans[0])
      if (spans.length >= 2 && prefix?.startsWith("/")) routes.push({ method: "MOUNT", path: prefix, line })
    } else if (method !== undefined) {
      if (receiver.path !== undefined) {
        if (spans.length >= 1) routes.push({ method, path: receiver.path, line })
        continue
      }
      if (spans.length < 2 || !(certain || isHandler(tokens, spans.at(-1)!))) continue
      const paths = literalsOf(tokens, spans[0])
      if (paths.length > 0) {
        for (const text of paths) if (certain || /^[/*^]/.test(text)) routes.push({ method, path: joinPaths("", text), line })
      } else if (certain) routes.push({ method, path: `{${spelled(tokens, spans[0]!)}}`, line })
    }
  }
  return routes
}

/** Names that hold what a framework's constructor made. */
function boundNames(tokens: Tokens): Set<string> {
  const names = new Set<string>()
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "word" || !constructors.has(token.text) || !isPunct(tokens[index + 1], "(")) continue
    for (let back = index - 1; back >= Math.max(1, index - 12); back -= 1) {
      const [at, before] = [tokens[back]!, tokens[back - 1]!]
      if (at.kind === "punct" && (at.text === ";" || at.text === "{" || at.text === ",")) break
      if (isPunct(at, "=") && before.kind === "word") names.add(before.text)
      if (at.kind === "word" && /^(?:const|let|var)$/.test(before.kind === "word" ? before.text : "")) {
        names.add(at.text)
        break
      }
    }
  }
  return names
}

interface Receiver {
  readonly name: string
  /** The chain starts at a constructor call. */
  readonly constructed: boolean
  /** The path of `.route("/x")` earlier in the chain. */
  readonly path?: string
}

/** What a method is called on: follows `a.b(…).c(…)` to its start, or to a place that is known already. */
function receiverOf(tokens: Tokens, end: number, known: Map<number, Receiver>): Receiver {
  let index = end
  let path: string | undefined
  let found: Receiver | undefined
  while (found === undefined && index >= 0) {
    const token = tokens[index]!
    found = known.get(index)
    if (found !== undefined) break
    if (token.kind === "word") found = { name: token.text, constructed: false }
    else {
      const name = isPunct(token, ")") ? tokens[token.match - 1] : undefined
      if (name?.kind !== "word") break
      if (name.text === "route") path ??= literalOf(tokens, argumentsOf(tokens, token.match)[0])
      if (constructors.has(name.text)) found = { name: "", constructed: true }
      else if (!isPunct(tokens[token.match - 2], ".")) break
      index = token.match - 3
    }
  }
  const { name, constructed, path: earlier } = found ?? { name: "", constructed: false }
  const nearest = path ?? earlier
  const receiver = { name, constructed, ...(nearest === undefined ? {} : { path: nearest }) }
  known.set(end, receiver)
  return receiver
}

// An object as the last argument is an HTTP client's options, unless it holds the handler.
function isHandler(tokens: Tokens, span: Span): boolean {
  if (!isPunct(tokens[span.from], "{")) return tokens[span.from]?.kind !== "string" || span.to - span.from > 1
  return namedArgument(tokens, argumentsOf(tokens, span.from), ["handler"]) !== undefined
}

/** `route({ method, url })` of Fastify and Hapi, one object or a list of them. */
function describedRoutes(tokens: Tokens, spans: readonly Span[], line: number): Route[] {
  const first = spans[0]
  if (!first) return []
  if (isPunct(tokens[first.from], "["))
    return argumentsOf(tokens, first.from).flatMap((item) => describedRoutes(tokens, [item], tokens[item.from]!.line))
  if (!isPunct(tokens[first.from], "{")) return []
  const fields = argumentsOf(tokens, first.from)
  const paths = literalsOf(tokens, namedArgument(tokens, fields, ["url", "path"]))
  const named = literalsOf(tokens, namedArgument(tokens, fields, ["method"]))
  return paths.flatMap((path) =>
    (named.length > 0 ? named : ["ANY"]).map((method) => ({ method: method === "*" ? "ANY" : method.toUpperCase(), path, line })),
  )
}

/** Frameworks in which a file's place is its path. */
function fileRoutes(tokens: Tokens, path: string): Route[] {
  const pages = /(?:^|\/)pages\/(api\/.{1,300}?)\.(?:js|ts|jsx|tsx|mjs)$/.exec(path)
  if (pages) return defaultExport(tokens).map((line) => ({ method: "ANY", path: pathOfFile(pages[1]!.replace(/(?:^|\/)index$/, "")), line }))
  const nitro = /(?:^|\/)server\/(?:(api\/.{1,300}?)|routes\/(.{1,300}?))(?:\.(get|post|put|patch|delete|head|options))?\.(?:js|ts|mjs)$/.exec(path)
  if (nitro && tokens.some((token) => isWord(token, "defineEventHandler") || isWord(token, "eventHandler")))
    return defaultExport(tokens).map((line) => ({ method: nitro[3]?.toUpperCase() ?? "ANY", path: pathOfFile(nitro[1] ?? nitro[2] ?? ""), line }))
  const app =
    /(?:^|\/)app\/(?:(.{1,300})\/)?route\.(?:js|ts|jsx|tsx)$/.exec(path) ?? /(?:^|\/)routes\/(?:(.{1,300})\/)?\+server\.(?:js|ts)$/.exec(path)
  return app ? exportedNames(tokens).map(({ name, line }) => ({ method: name, path: pathOfFile(app[1] ?? ""), line })) : []
}

// Folders in parentheses group files without being part of the address.
function pathOfFile(place: string): string {
  return `/${place
    .split("/")
    .filter((part) => !/^\(.{0,200}\)$/.test(part) && part !== "")
    .join("/")}`
}

function defaultExport(tokens: Tokens): number[] {
  const found = tokens.find(
    (token, index) =>
      (isWord(token, "default") && (isWord(tokens[index - 1], "export") || isWord(tokens[index - 1], "as"))) ||
      (isWord(token, "exports") && isPunct(tokens[index - 1], ".") && isWord(tokens[index - 2], "module")),
  )
  return found ? [found.line] : []
}

function exportedNames(tokens: Tokens): { name: string; line: number }[] {
  const found = new Map<string, number>()
  for (const [index, token] of tokens.entries()) {
    if (!isWord(token, "export")) continue
    let at = index + 1
    while (tokens[at]?.kind === "word" && /^(?:async|function|const|let|var)$/.test(tokens[at]!.text)) at += 1
    const next = tokens[at]
    if (next?.kind === "word" && exportedMethods.has(next.text)) found.set(next.text, next.line)
    if (!next || !isPunct(next, "{")) continue
    for (const span of argumentsOf(tokens, at)) {
      const last = tokens[span.to - 1]
      if (last?.kind === "word" && exportedMethods.has(last.text)) found.set(last.text, last.line)
    }
  }
  return [...found].map(([name, line]) => ({ name, line }))
}
