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
  /** By stem, the keywords that begin so: by turns a rule's place in the set and the word's place in `words`. */
  readonly keywords: Lists
  /** Each word once, so that a start reads no rule to know its keywords: see wordOf. */
  readonly words: Words
  /** By accepting state two numbers, 64 bits: the classes of bytes that go on with one of the keywords that begin so. */
  readonly follow: Uint32Array
  /** Rules that look at the path and have no keywords, by their place in the set. */
  readonly byPath: Uint32Array
  /** By rule two numbers, how far its expression looks behind and ahead; -1 is without bound. */
  readonly reaches: Int32Array
}

/** Texts in Latin-1, one behind the other. */
export interface Words {
  /** Where each starts, and behind the last one where it ends. */
  readonly starts: Uint32Array
  readonly bytes: Uint8Array
}

/** In lower case, in the order of the index. */
export function stemsOf(rules: readonly SecretRule[]): string[] {
  return [...keywordsByStem(rules).byStem.keys()]
}

/** Rules that mind case share a keyword only with rules that do as well. */
function wordOf({ ignoreCase }: SecretRule, keyword: string): string {
  return ignoreCase ? `i${keyword.toLowerCase()}` : `c${keyword}`
}

function keywordsByStem(rules: readonly SecretRule[]): { readonly byStem: Map<string, number[]>; readonly words: string[] } {
  const byStem = new Map<string, number[]>()
  const words = new Map<string, number>()
  for (const [index, rule] of rules.entries()) {
    for (const keyword of rule.keywords) {
      const word = wordOf(rule, keyword)
      const place = words.get(word) ?? words.size
      words.set(word, place)
      const stem = keyword.toLowerCase().slice(0, stemLength)
      const list = byStem.get(stem)
      if (list === undefined) byStem.set(stem, [index, place])
      else list.push(index, place)
    }
  }
  return { byStem, words: [...words.keys()] }
}

function packWords(words: readonly string[]): Words {
  const starts = new Uint32Array(words.length + 1)
  for (const [index, { length }] of words.entries()) starts[index + 1] = starts[index]! + length
  return { starts, bytes: Uint8Array.from(Buffer.from(words.join(""), "latin1")) }
}

function wordAt({ starts, bytes }: Words, word: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + starts[word]!, starts[word + 1]! - starts[word]!).toString("latin1")
}

export function buildKeywordIndex(rules: readonly SecretRule[]): KeywordIndex {
  const { byStem, words } = keywordsByStem(rules)
  const stems = [...byStem.keys()]
  const automaton = buildAutomaton(stems)
  const keywords = listsOf([...byStem.values()])
  const stemLengths = Uint8Array.from(stems, ({ length }) => length)
  const follow = followOf(automaton, stemLengths, keywords, words)
  const reaches = rules.map((rule) => reachOf(bytePattern(rule))).flatMap(({ behind, ahead }) => [behind, Number.isFinite(ahead) ? ahead : -1])
  const byPath = Uint32Array.from(rules.flatMap((rule, place) => (rule.byPath === true ? [place] : [])))
  return { automaton, stemLengths, keywords, words: packWords(words), follow, byPath, reaches: Int32Array.from(reaches) }
}

export function reachAt({ reaches }: KeywordIndex, rule: number): Reach {
  const [behind, ahead] = [reaches[2 * rule]!, reaches[2 * rule + 1]!]
  return { behind, ahead: ahead === -1 ? Number.POSITIVE_INFINITY : ahead }
}

function followOf({ outputs, classes }: Automaton, stemLengths: Uint8Array, keywords: Lists, words: readonly string[]): Uint32Array {
  const follow = new Uint32Array(2 * numberOfLists(outputs))
  for (let state = 0; state < numberOfLists(outputs); state += 1) {
    for (const stem of listAt(outputs, state)) {
      const places = listAt(keywords, stem)
      for (let at = 0; at < places.length; at += 2) {
        // Behind the letter that says whether case counts.
        const next = words[places[at + 1]!]!.charCodeAt(1 + stemLengths[stem]!)
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
export function keywordsWithStem(index: KeywordIndex, stem: number): readonly Keyword[] {
  const byWord = new Map<number, Keyword & { readonly rules: number[] }>()
  const places = listAt(index.keywords, stem)
  for (let at = 0; at < places.length; at += 2) {
    const rule = places[at]!
    const word = places[at + 1]!
    const known = byWord.get(word)
    if (known === undefined) byWord.set(word, keywordOf(wordAt(index.words, word), rule))
    else known.rules.push(rule)
  }
  return [...byWord.values()]
}

function keywordOf(word: string, rule: number): Keyword & { readonly rules: number[] } {
  const spelled = word.slice(1)
  return { spelling: spelled.toLowerCase(), exact: word.startsWith("i") ? undefined : spelled, rules: [rule] }
}
