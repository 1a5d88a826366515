/** One parsed file with everything that is looked up in it more than once: functions, definitions, imports. Bounded in time. */
import { TipstaffError } from "../../../base/errors.ts"
import type { Definition, Grammar, Node, Parameter } from "./syntax.ts"

interface FunctionSpan {
  readonly node: Node
  readonly start: number
  readonly end: number
  /** Index of the enclosing function; -1 at the top of the file. */
  readonly parent: number
  /** Index of the function that is inside no other. */
  readonly outermost: number
}

/** Where a name gets its value, in one scope. */
interface Resolved {
  readonly definitions: readonly Definition[]
  readonly parameter: Parameter | undefined
  /** Index of the function that declares the name; -1 for the file. */
  readonly scope: number
}

export interface Unit {
  readonly path: string
  readonly grammar: Grammar
  readonly text: string
  readonly root: Node
  /** Throws `code/too-slow` when the file has used up its time. */
  tick(): void
  /** Index of the innermost function around a position; -1 outside all. */
  ownerOf(index: number): number
  function(index: number): FunctionSpan | undefined
  parametersOf(index: number): readonly Parameter[]
  /** The text of a function, or of the whole file for -1; at most 30,000 characters. */
  scopeText(index: number): string
  /** Whether a pattern stands in the outermost function around a position, with what is written above it, or else in the file. */
  hints(index: number, pattern: RegExp): boolean
  /** Where the name gets its value as seen from a position; undefined for globals and imports. */
  resolve(name: string, index: number): Resolved | undefined
  /** The dotted path an imported name stands for. */
  imported(name: string): string | undefined
  indexOf(node: Node): number
  /** The beginning of a node's source; copying all of it would be quadratic in deep nests. */
  textOf(node: Node, maxLength: number): string
  /** Calls of a name in this file, at most twelve. */
  callsOf(name: string): readonly Node[]
}

interface Entry {
  readonly definition: Definition
  readonly start: number
  /** From here on the name has this value. */
  readonly end: number
  readonly owner: number
}

const maxCalls = 12
/** Characters walked in search of callers, over all look-ups of a file. */
const maxCallSearch = 10_000_000
const maxScopeText = 30_000
// Decorators and annotations stand before the function.
const maxMarksText = 600

export interface UnitInput {
  readonly path: string
  readonly grammar: Grammar
  readonly text: string
  readonly root: Node
  /** Milliseconds of monotonic time, compared with `deadline`. */
  readonly monotonic: () => number
  readonly deadline: number
}

function inSourceOrder(a: Entry, b: Entry): number {
  return a.start - b.start
}

function addEntry(byName: Map<string, Entry[]>, entry: Entry): void {
  const list = byName.get(entry.definition.name)
  if (list) list.push(entry)
  else byName.set(entry.definition.name, [entry])
}

// What may stand between a name and the bracket of its call: blanks, type arguments, the mark of an optional call, a comment, a line's
// continuation. A look at the text spares most names the walk through the tree.
function mayBeCalled(text: string, name: string): boolean {
  const word = name.replaceAll("$", String.raw`\$`)
  return new RegExp(String.raw`(?<![\w$])(?<!\b(?:function|def|func)\s)${word}\s*[(<?!/#\\\x60]`).test(text)
}

function exactly(name: string): string {
  return `^${name.replaceAll("$", String.raw`\$`)}$`
}

export function openUnit(input: UnitInput): Unit {
  const { grammar, root, text } = input
  const nameKinds = grammar.nameKinds.map((kind) => ({ kind }))
  const definitionRule = { any: grammar.definitionKinds.map((kind) => ({ kind })) }
  const fillingRule = { all: [{ any: nameKinds }, { regex: grammar.fillerWords }] }
  let spans: FunctionSpan[] | undefined
  const inFunctions = new Map<number, ReadonlyMap<string, readonly Entry[]>>()
  let outside: Map<string, Entry[]> | undefined
  let importTable: Map<string, string> | undefined
  const hinted = new Map<string, boolean>()
  const indexes = new Map<number, number>()
  const calls = new Map<string, Node[]>()
  let walked = 0
  const parameters = new Map<number, readonly Parameter[]>()

  function tick(): void {
    if (input.monotonic() > input.deadline) {
      throw new TipstaffError("code/too-slow", "the file took longer to examine than a file may take")
    }
  }

  function functions(): readonly FunctionSpan[] {
    if (spans) return spans
    spans = []
    const open: number[] = []
    for (const node of root.findAll({ rule: { any: [...grammar.functionKinds].map((kind) => ({ kind })) } })) {
      tick()
      const { start, end } = node.range()
      while (open.length > 0 && (spans[open.at(-1)!]?.end ?? 0) <= start.index) open.pop()
      spans.push({ node, start: start.index, end: end.index, parent: open.at(-1) ?? -1, outermost: open[0] ?? spans.length })
      open.push(spans.length - 1)
    }
    return spans
  }

  function ownerOf(index: number): number {
    const all = functions()
    let low = 0
    let high = all.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((all[middle]?.start ?? 0) <= index) low = middle + 1
      else high = middle
    }
    let candidate = low - 1
    while (candidate >= 0 && (all[candidate]?.end ?? 0) <= index) {
      tick()
      candidate = all[candidate]?.parent ?? -1
    }
    return candidate
  }

  function parametersOf(index: number): readonly Parameter[] {
    const known = parameters.get(index)
    if (known) return known
    const span = functions()[index]
    const found = span ? grammar.parameters(span.node) : []
    parameters.set(index, found)
    return found
  }

  /** Definitions in an outermost function and the functions inside it, by name and in the order of the source. */
  function entriesIn(outermost: number): ReadonlyMap<string, readonly Entry[]> {
    const known = inFunctions.get(outermost)
    if (known) return known
    const byName = new Map<string, Entry[]>()
    inFunctions.set(outermost, byName)
    const node = functions()[outermost]?.node
    // One walk for all names: a bundle is one function in which thousands of names are looked up.
    if (node) for (const entry of [...definitionsIn(node), ...fillingsIn(node)].sort(inSourceOrder)) addEntry(byName, entry)
    return byName
  }

  function definitionsIn(node: Node): Entry[] {
    return node.findAll({ rule: definitionRule }).flatMap((definition) => {
      tick()
      return entriesAt(definition)
    })
  }

  /** Calls that give a name a value: few of all calls, found by the word they end with. */
  function fillingsIn(node: Node): Entry[] {
    return node.findAll({ rule: fillingRule }).flatMap((word) => {
      tick()
      const call = grammar.callAt(word)
      return call ? entriesAt(call) : []
    })
  }

  /** Definitions outside functions: of the file, of classes. */
  function entriesOutside(name: string): readonly Entry[] {
    if (!outside) {
      outside = new Map()
      for (const node of root.findAll({ rule: definitionRule })) {
        tick()
        if (ownerOf(indexOf(node)) < 0) for (const entry of entriesAt(node)) addEntry(outside, entry)
      }
    }
    return outside.get(name) ?? []
  }

  function entriesAt(node: Node): Entry[] {
    const found = grammar.definitions(node)
    if (found.length === 0) return []
    const { start, end } = node.range()
    const owner = ownerOf(start.index)
    // A loop's name is visible in its body, which is inside the loop's node.
    return found.map((definition) => ({ definition, start: start.index, end: definition.how === "each" ? start.index : end.index, owner }))
  }

  function outermostOf(scope: number): number {
    return functions()[scope]?.outermost ?? scope
  }

  function resolve(name: string, index: number): Resolved | undefined {
    tick()
    const owner = ownerOf(index)
    const inside = owner < 0 ? [] : (entriesIn(outermostOf(owner)).get(name) ?? [])
    let scope = owner
    for (;;) {
      const own = scope < 0 ? entriesOutside(name) : inside.filter((entry) => entry.owner === scope)
      const parameter = scope < 0 ? undefined : parametersOf(scope).find((candidate) => candidate.name === name)
      const before = own.filter((entry) => entry.end <= index)
      // Seen from an inner function, or from above in a loop, every definition may have happened.
      const seen = scope === owner && (before.length > 0 || parameter) ? before : own.filter((entry) => entry.end !== index)
      if (own.length > 0 || parameter) return { definitions: seen.map((entry) => entry.definition), parameter, scope }
      if (scope < 0) return undefined
      scope = functions()[scope]?.parent ?? -1
    }
  }

  function imports(): Map<string, string> {
    if (importTable) return importTable
    importTable = new Map()
    if (grammar.importRule === undefined) return importTable
    for (const node of root.findAll({ rule: grammar.importRule })) {
      tick()
      for (const [name, path] of grammar.imports(node)) importTable.set(name, path)
    }
    return importTable
  }

  function scopeText(index: number): string {
    const span = index < 0 ? undefined : functions()[index]
    return span ? text.slice(span.start, Math.min(span.end, span.start + maxScopeText)) : text.slice(0, maxScopeText)
  }

  function hints(index: number, pattern: RegExp): boolean {
    const owner = ownerOf(index)
    const outermost = owner < 0 ? -1 : outermostOf(owner)
    const key = `${outermost} ${pattern.source}`
    const known = hinted.get(key)
    if (known !== undefined) return known
    const span = functions()[outermost]
    const found = pattern.test(span ? text.slice(Math.max(0, span.start - maxMarksText), span.end) : text)
    hinted.set(key, found)
    return found
  }

  // Asking the parser for a position walks the line; lines of bundled code are long.
  function indexOf(node: Node): number {
    const id = node.id()
    let index = indexes.get(id)
    if (index === undefined) indexes.set(id, (index = node.range().start.index))
    return index
  }

  function textOf(node: Node, maxLength: number): string {
    const { start, end } = node.range()
    return text.slice(start.index, Math.min(end.index, start.index + maxLength))
  }

  function callsOf(name: string): readonly Node[] {
    const known = calls.get(name)
    if (known) return known
    const found: Node[] = []
    calls.set(name, found)
    // Each look-up walks the whole tree: large files get few of them.
    if (!/^[\w$]{1,100}$/.test(name) || !mayBeCalled(text, name) || (walked += text.length) > maxCallSearch) return found
    const rule = { all: [{ any: nameKinds }, { regex: exactly(name) }] }
    for (const word of root.findAll({ rule })) {
      tick()
      const call = grammar.callAt(word)
      if (call) found.push(call)
      if (found.length >= maxCalls) break
    }
    return found
  }

  return {
    path: input.path,
    grammar,
    text,
    root,
    tick,
    ownerOf,
    function: (index) => functions()[index],
    parametersOf,
    scopeText,
    hints,
    resolve,
    callsOf,
    imported: (name) => imports().get(name),
    indexOf,
    textOf,
  }
}
