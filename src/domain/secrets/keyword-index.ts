/**
 * Which keywords stand for which rules. The automaton knows only their beginnings, their stems: with fewer states its table
 * stays in the processor's cache. The rest of a keyword is compared where its stem was found.
 */
import { buildAutomaton, type Automaton } from "./automaton.ts"
import { bytePattern } from "./byte-pattern.ts"
import { listAt, listsOf, numberOfLists, type Lists } from "./lists.ts"
import { reachOf, type Reach } from "./reach.ts"
import type { SecretRule } from "./rule.ts"

export const stemLength = 6

/** Plain data, so that it can be made once at build time. */
export interface KeywordIndex {
  /** Its keywords are the stems. */
  readonly automaton: Automaton
  readonly stemLengths: Uint8Array
  /** By stem, the keywords that begin so: by turns a rule's place in the set and the keyword's place in the rule. */
  readonly keywords: Lists
  /** By accepting state two numbers, 64 bits: the classes of bytes that go on with one of the keywords that begin so. */
  readonly follow: Uint32Array
  /** Rules that look at the path and have no keywords, by their place in the set. */
  readonly byPath: Uint32Array
  /** By rule two numbers, how far its expression looks behind and ahead; -1 is without bound. */
  readonly reaches: Int32Array
}

/** In lower case, in the order of the index. */
export function stemsOf(rules: readonly SecretRule[]): string[] {
  return [...keywordsByStem(rules).keys()]
}

function keywordsByStem(rules: readonly SecretRule[]): Map<string, number[]> {
  const byStem = new Map<string, number[]>()
  for (const [index, rule] of rules.entries()) {
    for (const [place, keyword] of rule.keywords.entries()) {
      const stem = keyword.toLowerCase().slice(0, stemLength)
      const list = byStem.get(stem)
      if (list === undefined) byStem.set(stem, [index, place])
      else list.push(index, place)
    }
  }
  return byStem
}

export function buildKeywordIndex(rules: readonly SecretRule[]): KeywordIndex {
  const byStem = keywordsByStem(rules)
  const stems = [...byStem.keys()]
  const automaton = buildAutomaton(stems)
  const keywords = listsOf([...byStem.values()])
  const stemLengths = Uint8Array.from(stems, ({ length }) => length)
  const follow = followOf(automaton, stemLengths, keywords, rules)
  const reaches = rules.map((rule) => reachOf(bytePattern(rule))).flatMap(({ behind, ahead }) => [behind, Number.isFinite(ahead) ? ahead : -1])
  const byPath = Uint32Array.from(rules.flatMap((rule, place) => (rule.byPath === true ? [place] : [])))
  return { automaton, stemLengths, keywords, follow, byPath, reaches: Int32Array.from(reaches) }
}

export function reachAt({ reaches }: KeywordIndex, rule: number): Reach {
  const [behind, ahead] = [reaches[2 * rule]!, reaches[2 * rule + 1]!]
  return { behind, ahead: ahead === -1 ? Number.POSITIVE_INFINITY : ahead }
}

function followOf({ outputs, classes }: Automaton, stemLengths: Uint8Array, keywords: Lists, rules: readonly SecretRule[]): Uint32Array {
  const follow = new Uint32Array(2 * numberOfLists(outputs))
  for (let state = 0; state < numberOfLists(outputs); state += 1) {
    for (const stem of listAt(outputs, state)) {
      const places = listAt(keywords, stem)
      for (let at = 0; at < places.length; at += 2) {
        const next = rules[places[at]!]!.keywords[places[at + 1]!]!.charCodeAt(stemLengths[stem]!)
        if (Number.isNaN(next)) follow.fill(0xffff_ffff, 2 * state, 2 * state + 2)
        // Bytes that stand in no stem share a class.
        else follow[2 * state + (classes[next]! >> 5)]! |= 1 << (classes[next]! & 31)
      }
    }
  }
  return follow
}

export interface Keyword {
  /** In lower case. */
  readonly spelling: string
  /** As it must stand; undefined when upper and lower case are the same. */
  readonly exact: string | undefined
  /** The rules that have it, by their place in the set. */
  readonly rules: readonly number[]
}

/** Whole keywords are put together for the stems that a text brings up, and for no others. */
export function keywordsWithStem(index: KeywordIndex, stem: number, rules: readonly SecretRule[]): readonly Keyword[] {
  const bySpelling = new Map<string, { readonly spelling: string; readonly exact: string | undefined; readonly rules: number[] }>()
  const places = listAt(index.keywords, stem)
  for (let at = 0; at < places.length; at += 2) {
    const place = places[at]!
    const { keywords, ignoreCase } = rules[place]!
    const keyword = keywords[places[at + 1]!]!
    // Rules that mind case share a keyword only with rules that do as well.
    const key = ignoreCase ? `i${keyword.toLowerCase()}` : `c${keyword}`
    const known = bySpelling.get(key)
    if (known === undefined) bySpelling.set(key, { spelling: keyword.toLowerCase(), exact: ignoreCase ? undefined : keyword, rules: [place] })
    else known.rules.push(place)
  }
  return [...bySpelling.values()]
}
