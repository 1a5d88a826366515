import * as fc from "fast-check"
import { expect, test } from "vitest"
import { keywordSearch, type Literal } from "./keywords.ts"

function plain(...texts: readonly string[]): Literal[] {
  return texts.map((text) => ({ text, standing: "plain" }))
}

function find(literals: readonly Literal[], text: string): string[] {
  return [...keywordSearch(literals).find(Buffer.from(text))].sort()
}

test("overlapping literals are all found", () => {
  expect(find(plain("he", "she", "his", "hers"), "ushers")).toEqual(["he", "hers", "she"])
})

test.each<[Literal["standing"], string, boolean]>([
  ["word", "exec", true],
  ["word", "execute", false],
  ["word", "my_exec", false],
  ["word", "cp.exec;", true],
  ["call", "cp.exec(x)", true],
  ["call", "exec\n  (x)", true],
  ["call", "exec<T>(x)", true],
  ["call", "exec?.(x)", true],
  ["call", "exec = 1", false],
  ["bare", "exec(x)", true],
  ["bare", "re.exec(x)", false],
])("a literal standing as %s in %j: %j", (standing, text, found) => {
  expect(find([{ text: "exec", standing }], text)).toEqual(found ? [`${standing}:exec`] : [])
})

test("a pair is found only when its literals stand close together", () => {
  const search = keywordSearch([], [{ key: "pair", first: plain("log."), second: plain("token"), within: 20 }])
  expect(search.find(Buffer.from("log.error(token)")).has("pair")).toBe(true)
  expect(search.find(Buffer.from("token = 1; log.info(x)")).has("pair")).toBe(true)
  expect(search.find(Buffer.from(`log.error(x)${" ".repeat(50)}token`)).has("pair")).toBe(false)
})

test("the search finds exactly what a search for each literal finds", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "c", "é"), minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(
      fc.uniqueArray(letters, { maxLength: 8 }),
      fc.string({ unit: fc.constantFrom("a", "b", "c", "é", "x"), maxLength: 60 }),
      (words, text) => {
        expect(find(plain(...words), text)).toEqual(words.filter((word) => text.includes(word)).sort())
      },
    ),
  )
})
