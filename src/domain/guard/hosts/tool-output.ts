/** What a tool has returned: its texts for who looks for secrets in it, and the same shape with other text for the host. */
import { isRecord } from "../../../base/json.ts"

// These say how an answer is built. A host drops a replacement that has lost them, and shows the original.
const kinds = new Set(["type", "mode", "role", "status", "resultType", "mimeType", "media_type"])
const kind = /^[A-Za-z_/+.-]{1,32}$/
const places = new Set(["filePath", "file_path"])

function isText(key: string, value: unknown): value is string {
  if (typeof value !== "string") return false
  return !(kinds.has(key) && kind.test(value)) && !(places.has(key) && value.length <= 1024)
}

/** Every text, in order, each on lines of its own; undefined when there is none. */
export function textOf(value: unknown): string | undefined {
  const found: string[] = []
  collect("", value, found)
  return found.length === 0 ? undefined : found.join("\n")
}

function collect(key: string, value: unknown, found: string[]): void {
  if (isText(key, value)) found.push(value)
  else if (Array.isArray(value)) for (const entry of value) collect(key, entry, found)
  else if (isRecord(value)) for (const [name, child] of Object.entries(value)) collect(name, child, found)
}

/** The answer with `replacement` as its first text and every other text empty; `replacement` alone when there is no shape to keep. */
export function withText(value: unknown, replacement: string): unknown {
  let left: string | undefined = replacement
  const replaced = (key: string, part: unknown): unknown => {
    if (isText(key, part)) {
      const now = left ?? ""
      left = undefined
      return now
    }
    if (Array.isArray(part)) return part.map((entry) => replaced(key, entry))
    if (isRecord(part)) return Object.fromEntries(Object.entries(part).map(([name, child]) => [name, replaced(name, child)]))
    return part
  }
  const shaped = replaced("", value)
  return left === undefined ? shaped : replacement
}
