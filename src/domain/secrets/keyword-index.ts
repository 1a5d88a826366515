/**
 * Which keywords stand for which rules. The automaton knows only their beginnings, their stems: with fewer states its table
 * stays in the processor's cache. The rest of a keyword is compared where its stem was found.
 */
import { buildAutomaton, type Automaton } from "./automaton.ts"
import { bytePattern } from "./byte-pattern.ts"
import { reachOf, type Reach } from "./reach.ts"
import type { SecretRule } from "./rule.ts"

export const stemLength = 6

/** Plain data, so that it can be made once at build time. */
export interface KeywordIndex {
  /** Its keywords are the stems. */
  readonly automaton: Automaton
  /** Lower case. */
  readonly stems: readonly string[]
  /** By stem, the keywords that begin so: by turns a rule's place in the set and the keyword's place in the rule. */
  readonly keywords: readonly (readonly number[])[]
  /** By accepting state two numbers, 64 bits: the classes of bytes that go on with one of the keywords that begin so. */
  readonly follow: Uint32Array
  /** By rule, how far its expression looks. */
  readonly reaches: readonly Reach[]
}

export function buildKeywordIndex(rules: readonly SecretRule[]): KeywordIndex {
  const byStem = new Map<string, number[]>()
  for (const [index, rule] of rules.entries()) {
    for (const [place, keyword] of rule.keywords.entries()) {
      const stem = keyword.toLowerCase().slice(0, stemLength)
      const list = byStem.get(stem)
      if (list === undefined) byStem.set(stem, [index, place])
      else list.push(index, place)
    }
  }
  const stems = [...byStem.keys()]
  const automaton = buildAutomaton(stems)
  const keywords = [...byStem.values()]
  const follow = followOf(automaton, stems, keywords, rules)
  return { automaton, stems, keywords, follow, reaches: rules.map((rule) => reachOf(bytePattern(rule))) }
}

function followOf(
  { outputs, classes }: Automaton,
  stems: readonly string[],
  keywords: readonly (readonly number[])[],
  rules: readonly SecretRule[],
): Uint32Array {
  const follow = new Uint32Array(2 * outputs.length)
  for (const [state, ended] of outputs.entries()) {
    for (const stem of ended) {
      const places = keywords[stem]!
      for (let at = 0; at < places.length; at += 2) {
        const next = rules[places[at]!]!.keywords[places[at + 1]!]!.charCodeAt(stems[stem]!.length)
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
  const places = index.keywords[stem]!
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
