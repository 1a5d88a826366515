/** Which imported rules have a keyword in a text: one pass over its bytes for all keywords of all rules. */
import { buildAutomaton, type Automaton } from "../automaton.ts"
import { listAt, numberOfLists } from "../lists.ts"
import { decode, type ByteText } from "./byte-text.ts"
import type { GitleaksImport, ImportedRule } from "./import.ts"

interface Prefilter {
  readonly automaton: Automaton
  /** Per keyword of the automaton, the rules that it lets in, by index. */
  readonly rules: readonly (readonly number[])[]
  /** Rules without a keyword. */
  readonly always: readonly number[]
  /** Keywords beyond ASCII. */
  readonly others: readonly (readonly [string, number])[]
}

const prefilters = new WeakMap<GitleaksImport, Prefilter>()

function prefilterOf(imported: GitleaksImport): Prefilter {
  const before = prefilters.get(imported)
  if (before !== undefined) return before
  const byKeyword = new Map<string, number[]>()
  const always: number[] = []
  const others: [string, number][] = []
  for (const [index, { keywords }] of imported.rules.entries()) {
    if (keywords.length === 0 || keywords.includes("")) always.push(index)
    else {
      for (const keyword of keywords) {
        if (/[^\0-\x7f]/.test(keyword)) others.push([keyword, index])
        else byKeyword.set(keyword, [...(byKeyword.get(keyword) ?? []), index])
      }
    }
  }
  const made = { automaton: buildAutomaton([...byKeyword.keys()]), rules: [...byKeyword.values()], always, others }
  prefilters.set(imported, made)
  return made
}

/** In the order of the import. Keywords are compared without case; a rule without keywords is always among them. */
export function rulesWithKeyword(imported: GitleaksImport, text: ByteText): ImportedRule[] {
  const { automaton, rules, always, others } = prefilterOf(imported)
  const wanted = new Uint8Array(imported.rules.length)
  for (const index of always) wanted[index] = 1
  const bytes = Buffer.from(text.chars, "latin1")
  const { classes, table, acceptFrom, shift, outputs } = automaton
  const seen = new Uint8Array(numberOfLists(outputs))
  let state = 0
  for (const byte of bytes) {
    state = table[(state << shift) + classes[byte]!]!
    if (state >= acceptFrom) seen[state - acceptFrom] = 1
  }
  for (const [output, ended] of seen.entries()) {
    if (ended === 1) for (const keyword of listAt(outputs, output)) for (const index of rules[keyword]!) wanted[index] = 1
  }
  const lower = others.length > 0 && !text.ascii ? decode(text).toLowerCase() : ""
  for (const [keyword, index] of others) if (lower.includes(keyword)) wanted[index] = 1
  return imported.rules.filter((_, index) => wanted[index] === 1)
}
