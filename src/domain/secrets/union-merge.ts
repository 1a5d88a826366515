/** The line of .gitattributes by which Git merges two baselines without a conflict: the lines of both sides are kept. */
import { baselinePath } from "./baseline.ts"

const wanted = `${baselinePath} merge=union`

/**
 * Adds the line once, at the end, because a later line wins (gitattributes). Every other line stays as it is; a text that
 * does it already is returned unchanged.
 */
export function withUnionMerge(gitattributesText: string): string {
  const lines = gitattributesText.split("\n")
  const own = lines.findLastIndex((line) => asksForUnion(line))
  if (own !== -1 && !lines.slice(own + 1).some(mayChangeMerge)) return gitattributesText
  const lineEnd = gitattributesText.includes("\r\n") ? "\r\n" : "\n"
  const kept = lines.filter((line) => line.replace(/\r$/, "") !== wanted).join("\n")
  const separator = kept === "" || kept.endsWith("\n") ? "" : lineEnd
  return `${kept}${separator}${wanted}${lineEnd}`
}

function wordsOf(line: string): string[] {
  return line.split(/[ \t\r]+/).filter((word) => word !== "")
}

function asksForUnion(line: string): boolean {
  const [pattern = "", ...attributes] = wordsOf(line)
  return pattern.replace(/^\//, "") === baselinePath && attributes.includes("merge=union")
}

/** Whether a later line could take the attribute away again: it speaks of merging, and its pattern may mean our file. */
function mayChangeMerge(line: string): boolean {
  const [pattern = "", ...attributes] = wordsOf(line)
  if (pattern.startsWith("#") || !attributes.some((attribute) => /^(?:[-!]?merge(?:=|$)|binary$)/.test(attribute))) return false
  return /[*?[\\"]/.test(pattern) || baselinePath.endsWith(pattern.replace(/^\//, ""))
}
