/** Which routes a source file declares, read from its tokens: method, path and line. */
import type { Language } from "./languages.ts"
import type { Lexed } from "./lexer.ts"
import type { Route } from "./route.ts"
import { annotatedRoutes, csharpRoutes, rustRoutes } from "./routes-annotated.ts"
import { goRoutes, phpRoutes, rubyRoutes } from "./routes-called.ts"
import { javascriptRoutes } from "./routes-javascript.ts"
import { pythonRoutes } from "./routes-python.ts"
import type { Tokens } from "./syntax.ts"

export type RouteReader = (tokens: Tokens, path: string) => Route[]

const readers: Readonly<Record<string, RouteReader>> = {
  javascript: (tokens, path) => [...javascriptRoutes(tokens, path), ...annotatedRoutes(tokens)],
  python: pythonRoutes,
  java: annotatedRoutes,
  kotlin: annotatedRoutes,
  go: goRoutes,
  ruby: rubyRoutes,
  php: phpRoutes,
  csharp: csharpRoutes,
  rust: rustRoutes,
}

// Without any of these words no reader finds anything.
const hint =
  /express|fastify|hono|koa|hapi|restify|elysia|router|route|\.(?:get|post|put|patch|delete|all|use|any|head|options|handle|handlefunc|mount)\(|mapping\b|@path|controller|urlpatterns|\bpath\(|httpget|httppost|httpput|httpdelete|httppatch|\.map(?:get|post|put|delete|patch)|#\[(?:get|post|put|delete|patch)|^\s{0,40}(?:get|post|put|patch|delete|resources?|match|root|mount)\b|export /im

/** Cheap test before lexing. */
export function mayHoldRoutes(text: string, language: Language): boolean {
  return Object.hasOwn(readers, language.id) && hint.test(text)
}

export function routesOf(lexed: Lexed, language: Language, path: string): Route[] {
  return readers[language.id]?.(lexed.tokens, path) ?? []
}
