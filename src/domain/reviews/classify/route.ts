/** One route: method, path and line, and when two of them are the same. */

export interface Route {
  /** `GET`, `ANY` when every method is served, `MOUNT` for a group of routes under a path. */
  readonly method: string
  /** As the source writes it; in braces when it is an expression. */
  readonly path: string
  /** 1-based. */
  readonly line: number
}

/** Equal for routes that answer the same requests: names of parameters and a trailing slash do not matter. */
export function routeKey(route: Route): string {
  const path = route.path
    .slice(0, 500)
    .replace(/\{[^{}]{0,100}\}|<[^<>]{0,100}>|\[[^[\]]{0,100}\]|:[A-Za-z_]\w{0,60}/g, "{}")
    .replace(/(?<=.)\/$/, "")
  return `${route.method} ${path}`
}

/** Joins the path of a group and the path of a route in it. */
export function joinPaths(prefix: string, path: string): string {
  if (path === "") return prefix === "" ? "/" : withSlash(prefix)
  return prefix === "" ? withSlash(path) : `${withSlash(prefix).replace(/\/$/, "")}${withSlash(path)}`
}

function withSlash(path: string): string {
  return path.startsWith("/") ? path : `/${path}`
}
