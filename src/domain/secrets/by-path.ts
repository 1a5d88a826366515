/** Secrets that no word leads to: the path says what the file holds, and the file holds nothing else. */
import type { SecretRule } from "./rule.ts"
import type { Match } from "./search.ts"

/** Matches that start in [from, to), offsets in the view. */
export type PathSearch = (view: Uint8Array, from: number, to: number) => readonly Match[]

/** `rules` are those with `byPath`: what to look for in a file; undefined for nearly all files. */
export function searchByPath(rules: readonly SecretRule[]): (path: string) => PathSearch | undefined {
  const entries = rules.map((rule) => ({ rule, paths: new RegExp(rule.paths!), regex: new RegExp(rule.pattern, rule.ignoreCase ? "gi" : "g") }))

  return (path) => {
    if (!entries.some(({ paths }) => paths.test(path))) return undefined
    const own = entries.filter(({ paths }) => paths.test(path))
    return (view, from, to) => {
      const text = Buffer.from(view.buffer, view.byteOffset, view.length).toString("latin1")
      return own
        .flatMap(({ rule, regex }) => [...text.matchAll(regex)].map((found) => matchOf(rule, found)))
        .filter(({ start }) => start >= from && start < to)
    }
  }
}

function matchOf(rule: SecretRule, found: RegExpExecArray): Match {
  const start = found.index
  const end = start + found[0].length
  return { rule, start, end, secretStart: start, secretEnd: end }
}
