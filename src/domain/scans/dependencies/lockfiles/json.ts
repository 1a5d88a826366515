/** JSON lockfiles with the line of each object in them. */
import { TipstaffError } from "../../../../base/errors.ts"
import { isRecord, parseJson } from "../../../../base/json.ts"

export interface JsonFile {
  readonly root: Readonly<Record<string, unknown>>
  /** The line where an object or array begins that is a member of objects and arrays; 1 when there is none. */
  lineOf(path: readonly (string | number)[]): number
}

/** Throws `json/invalid`, `json/too-deep`, and `lockfile/invalid` when the file is not an object. */
export function readJsonFile(text: string, file: string): JsonFile {
  const root = parseJson(text, file)
  if (!isRecord(root)) throw new TipstaffError("lockfile/invalid", `${file} is not a JSON object`, { file, line: 1 })
  const tree = linesOf(text)
  return {
    root,
    lineOf(path) {
      let place = tree
      for (const step of path) {
        const next = place.inside.get(String(step))
        if (next === undefined) return place.line
        place = next
      }
      return place.line
    },
  }
}

interface Place {
  readonly line: number
  readonly inside: Map<string, Place>
  readonly list: boolean
}

/** One pass over text that JSON.parse has accepted. */
function linesOf(text: string): Place {
  const root: Place = { line: 1, inside: new Map(), list: false }
  const open: Place[] = []
  let line = 1
  let key: string | undefined
  let keyLine = 1
  let lastString = ""
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 10) line += 1
    else if (code === 34) {
      const start = index
      for (index += 1; index < text.length && text.charCodeAt(index) !== 34; index += 1) if (text.charCodeAt(index) === 92) index += 1
      // The text is sliced now and decoded only if a colon follows.
      lastString = text.slice(start, index + 1)
      if (key === undefined) keyLine = line
    } else if (code === 58) key = JSON.parse(lastString) as string
    else if (code === 123 || code === 91) {
      const parent = open.at(-1)
      const place: Place = parent === undefined ? root : { line: key === undefined ? line : keyLine, inside: new Map(), list: code === 91 }
      parent?.inside.set(parent.list ? String(parent.inside.size) : (key ?? ""), place)
      open.push(place)
      key = undefined
    } else if (code === 125 || code === 93) {
      open.pop()
      key = undefined
    } else if (code === 44) key = undefined
  }
  return root
}

/** JSON with comments and trailing commas, as Bun writes it: both become spaces, so that every line keeps its number. */
export function plainJson(text: string): string {
  const pieces: string[] = []
  let from = 0
  let comma = -1
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 34) {
      for (index += 1; index < text.length && text.charCodeAt(index) !== 34; index += 1) if (text.charCodeAt(index) === 92) index += 1
      comma = -1
    } else if (code === 47 && (text[index + 1] === "/" || text[index + 1] === "*")) {
      const close = text[index + 1] === "/" ? text.indexOf("\n", index) : text.indexOf("*/", index + 2)
      const end = close < 0 ? text.length : text[index + 1] === "/" ? close : close + 2
      pieces.push(text.slice(from, index), text.slice(index, end).replace(/[^\n]/g, " "))
      from = end
      index = end - 1
    } else if (code === 44) comma = index
    else if (code === 125 || code === 93) {
      if (comma >= from) {
        pieces.push(text.slice(from, comma), " ")
        from = comma + 1
      } else if (comma >= 0) blankComma(pieces, from - comma)
      comma = -1
    } else if (code !== 32 && code !== 9 && code !== 10 && code !== 13) comma = -1
  }
  pieces.push(text.slice(from))
  return pieces.join("")
}

// The comma stands before a comment that has already been cut out: it is the last comma of the pieces kept so far.
function blankComma(pieces: string[], distance: number): void {
  let left = distance
  for (let index = pieces.length - 1; index >= 0; index -= 1) {
    const piece = pieces[index] ?? ""
    if (left <= piece.length) {
      const at = piece.length - left
      pieces[index] = `${piece.slice(0, at)} ${piece.slice(at + 1)}`
      return
    }
    left -= piece.length
  }
}
