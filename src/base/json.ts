/** JSON from outside: bounded in depth, and wrong input is named by file and line. */
import { TipstaffError } from "./errors.ts"

const maxDepth = 200

/** Throws `json/invalid` with the line, `json/too-deep`. */
export function parseJson(text: string, file: string): unknown {
  assertDepth(text, file)
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch (cause) {
    const line = lineOfJsonError(text, cause)
    throw new TipstaffError("json/invalid", `${file} is not valid JSON`, { file, ...(line === undefined ? {} : { line }), cause })
  }
}

// JSON.parse recurses; nesting is counted first so that a hostile file cannot exhaust the stack.
function assertDepth(text: string, file: string): void {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === 92) index += 1
      else if (code === 34) inString = false
    } else if (code === 34) inString = true
    else if (code === 91 || code === 123) {
      depth += 1
      if (depth > maxDepth) throw new TipstaffError("json/too-deep", `${file} nests deeper than ${maxDepth} levels`, { file })
    } else if (code === 93 || code === 125) depth -= 1
  }
}

function lineOfJsonError(text: string, cause: unknown): number | undefined {
  const position = /position (\d+)/.exec(cause instanceof Error ? cause.message : "")?.[1]
  if (position !== undefined) return text.slice(0, Number(position)).split("\n").length
  return /Unexpected end/.test(String(cause)) ? text.split("\n").length : undefined
}

/** A plain object, as opposed to an array, null or a scalar. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
