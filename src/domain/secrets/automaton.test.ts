import * as fc from "fast-check"
import { expect, test } from "vitest"
import { buildAutomaton } from "./automaton.ts"
import { listAt, numberOfLists } from "./lists.ts"

/** Every keyword at every place, the slow way. */
function naive(keywords: readonly string[], text: string): string[] {
  const found: string[] = []
  for (let end = 1; end <= text.length; end += 1) {
    for (const keyword of keywords) if (text.slice(0, end).toLowerCase().endsWith(keyword)) found.push(`${end}:${keyword}`)
  }
  return found.sort()
}

function run(keywords: readonly string[], text: string): string[] {
  const { classes, table, acceptFrom, shift, outputs } = buildAutomaton(keywords)
  const found: string[] = []
  let state = 0
  for (const [index, byte] of Buffer.from(text, "latin1").entries()) {
    state = table[(state << shift) + classes[byte]!]!
    if (state < acceptFrom) continue
    for (const keyword of listAt(outputs, state - acceptFrom)) found.push(`${index + 1}:${keywords[keyword]!}`)
  }
  return found.sort()
}

test("the automaton finds every keyword wherever it ends, overlapping ones too", () => {
  expect(run(["he", "she", "hers", "his"], "uSHErs")).toEqual(["4:he", "4:she", "6:hers"])
  const word = fc.string({ unit: fc.constantFrom("a", "b", "-", "_", "1"), minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
      fc.string({ unit: fc.constantFrom("a", "A", "b", "B", "-", "_", "1", "\u00ff"), maxLength: 80 }),
      (keywords, text) => {
        expect(run(keywords, text)).toEqual(naive(keywords, text))
      },
    ),
  )
})

test("among keywords that end at the same place the longest comes first", () => {
  const { outputs } = buildAutomaton(["key", "api_key", "y"])
  const all = Array.from({ length: numberOfLists(outputs) }, (_, index) => [...listAt(outputs, index)])
  expect(all.find((list) => list.length === 3)).toEqual([1, 0, 2])
})

test("a large rule set gets a wider table", () => {
  const keywords = Array.from({ length: 40_000 }, (_, index) => `k${index.toString(36)}x`)
  expect(buildAutomaton(keywords).table).toBeInstanceOf(Uint32Array)
  expect(run(keywords, "..K2S.k2sX")).toEqual(naive(keywords, "..K2S.k2sX"))
})
