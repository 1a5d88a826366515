import { expect, test } from "vitest"
import { suggest } from "./suggest.ts"

const known = ["environments", "enabled", "extends", "hipaa"]

test.each([
  ["enviroments", "environments"],
  ["enalbed", "enabled"],
  ["EXTENDS", "extends"],
  ["hippa", "hipaa"],
  ["hippopotamus", undefined],
  ["x", undefined],
  ["", undefined],
])("[S2.7-8] %j suggests %s", (typed, word) => {
  expect(suggest(typed, known)).toBe(word)
})

test("a typed word of any length is answered", () => {
  expect(suggest("environments".repeat(100_000), known)).toBeUndefined()
})
