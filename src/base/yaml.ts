/** YAML from outside: no alias bombs, no custom tags, and every error and every value can be named by line. */
import { Lexer, LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments, type Document, type Pair, type YAMLMap } from "yaml"
import { TipstaffError, messageOf } from "./errors.ts"

export interface YamlFile {
  /** Plain JavaScript values. */
  readonly value: unknown
  /** The 1-based line where a value stands; the nearest enclosing one when the path does not exist. */
  lineOf(path: readonly (string | number)[]): number
}

const maxAliases = 100
const maxDepth = 200

/** One document. Throws `yaml/invalid` (with the line) also for several documents. */
export function parseYaml(text: string, file: string): YamlFile {
  const documents = parseYamlStream(text, file)
  if (documents.length > 1)
    throw new TipstaffError("yaml/invalid", `${file} holds ${documents.length} YAML documents where one is expected`, { file })
  return documents[0] ?? { value: null, lineOf: () => 1 }
}

/** All documents of a stream. Throws `yaml/invalid` with the line of the first error, `yaml/too-deep`. */
export function parseYamlStream(text: string, file: string): YamlFile[] {
  assertDepth(text, file)
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    uniqueKeys: false,
    schema: "core",
    resolveKnownTags: false,
    stringKeys: false,
    prettyErrors: false,
  })
  const documents: readonly Document.Parsed[] = Array.isArray(parsed) ? parsed : []
  return documents.map((document) => {
    const error = document.errors[0]
    if (error) {
      // The library's own positions copy the line for each error: a hostile line of a megabyte would take minutes.
      const line = lines.linePos(error.pos[0]).line
      const first = error.message.split("\n")[0] ?? ""
      throw new TipstaffError("yaml/invalid", `${file} is not valid YAML: ${first}`, { file, ...(line === 0 ? {} : { line }), cause: error })
    }
    assertUniqueKeys(document, lines, file)
    return { value: toValue(document, file), lineOf: (path) => lineOfNode(document, lines, path) }
  })
}

// The composer of the library recurses: some ten thousand brackets exhaust the stack, and then end the process, not only the call.
// Tokens are counted first. Open blocks are bounded by their columns: a block ends where a line starts further left.
function assertDepth(text: string, file: string): void {
  const columns: number[] = []
  let flow = 0
  let column = 0
  let line = 1
  let opens = true
  for (const token of new Lexer().lex(text)) {
    const first = token[0]!
    // Marks of the lexer itself: the start of a document or a scalar, and the broken end of a flow collection.
    if ((token.length === 1 && first < "\t") || first === "\u0018" || first === "\u001f") {
      if (first === "\u0018") flow = 0
      continue
    }
    if (flow > 0 || token === "[" || token === "{") flow += token === "[" || token === "{" ? 1 : token === "]" || token === "}" ? -1 : 0
    else if (opens && first !== " " && first !== "\n" && first !== "\r" && first !== "#") {
      while (columns.length > 0 && columns.at(-1)! > column) columns.pop()
      if (columns.at(-1) !== column) columns.push(column)
      opens = token === "-" || token === "?" || token === ":" || first === "&" || first === "!"
    }
    if (columns.length + flow > maxDepth) {
      throw new TipstaffError("yaml/too-deep", `${file} nests deeper than ${maxDepth} levels`, { file, line })
    }
    const end = token.lastIndexOf("\n")
    column = end < 0 ? column + token.length : token.length - end - 1
    if (end >= 0) {
      opens = true
      for (let found = token.indexOf("\n"); found >= 0; found = token.indexOf("\n", found + 1)) line += 1
    }
  }
}

// The library compares every key with every other (80,000 keys: a minute); a set needs one look at each.
function assertUniqueKeys(document: Document.Parsed, lines: LineCounter, file: string): void {
  const pending: unknown[] = [document.contents]
  while (pending.length > 0) {
    const node = pending.pop()
    if (isSeq(node)) for (const item of node.items) pending.push(item)
    if (!isMap(node)) continue
    const seen = new Set<string>()
    for (const { key, value } of node.items) {
      pending.push(key, value)
      // Its name would be known only after resolving: a second name for a key could hide behind it.
      if (isAlias(key)) throw invalidAt(file, key.range, lines, "an alias cannot be the name of a value")
      if (!isScalar(key)) continue
      const name = `${typeof key.value} ${String(key.value)}`
      if (seen.has(name)) throw invalidAt(file, key.range, lines, "Map keys must be unique")
      seen.add(name)
    }
  }
}

function invalidAt(file: string, range: readonly number[] | null | undefined, lines: LineCounter, what: string): TipstaffError {
  const line = range?.[0] === undefined ? undefined : lines.linePos(range[0]).line
  return new TipstaffError("yaml/invalid", `${file} is not valid YAML: ${what}`, { file, ...(line === undefined ? {} : { line }) })
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
      const pair = pairsOf(node).get(String(step))
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

const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>()

function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = indexes.get(map)
  if (known) return known
  const index = new Map(map.items.map((item) => [String(isNode(item.key) ? item.key.toJSON() : item.key), item]))
  indexes.set(map, index)
  return index
}
