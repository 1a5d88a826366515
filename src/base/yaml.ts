/** YAML from outside: no alias bombs, no custom tags, and every error and every value can be named by line. */
import { LineCounter, isMap, isNode, isSeq, parseAllDocuments, type Document } from "yaml"
import { TipstaffError, messageOf } from "./errors.ts"

export interface YamlFile {
  /** Plain JavaScript values. */
  readonly value: unknown
  /** The 1-based line where a value stands; the nearest enclosing one when the path does not exist. */
  lineOf(path: readonly (string | number)[]): number
}

const maxAliases = 100

/** One document. Throws `yaml/invalid` (with the line) also for several documents. */
export function parseYaml(text: string, file: string): YamlFile {
  const documents = parseYamlStream(text, file)
  if (documents.length > 1)
    throw new TipstaffError("yaml/invalid", `${file} holds ${documents.length} YAML documents where one is expected`, { file })
  return documents[0] ?? { value: null, lineOf: () => 1 }
}

/** All documents of a stream. Throws `yaml/invalid` with the line of the first error. */
export function parseYamlStream(text: string, file: string): YamlFile[] {
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true, schema: "core", stringKeys: false, prettyErrors: false })
  const documents: readonly Document.Parsed[] = Array.isArray(parsed) ? parsed : []
  return documents.map((document) => {
    const error = document.errors[0]
    if (error) {
      // The library's own positions copy the line for each error: a hostile line of a megabyte would take minutes.
      const line = lines.linePos(error.pos[0]).line
      const first = error.message.split("\n")[0] ?? ""
      throw new TipstaffError("yaml/invalid", `${file} is not valid YAML: ${first}`, { file, ...(line === 0 ? {} : { line }), cause: error })
    }
    return { value: toValue(document, file), lineOf: (path) => lineOfNode(document, lines, path) }
  })
}

function toValue(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases })
  } catch (cause) {
    throw new TipstaffError("yaml/invalid", `${file} is not valid YAML: ${messageOf(cause)}`, { file, cause })
  }
}

function lineOfNode(document: Document.Parsed, lines: LineCounter, path: readonly (string | number)[]): number {
  let node: unknown = document.contents
  let line = isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => String(isNode(item.key) ? item.key.toJSON() : item.key) === String(step))
      if (!pair) return line
      if (isNode(pair.key) && pair.key.range) line = lines.linePos(pair.key.range[0]).line
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      if (isNode(node) && node.range) line = lines.linePos(node.range[0]).line
    } else return line
  }
  return line
}
