import { expect, test } from "vitest"
import { buildKeywordIndex } from "./keyword-index.ts"
import { packIndex, unpackIndex } from "./prepared-index.ts"
import { secretRules } from "./rules.ts"

const built = buildKeywordIndex(secretRules)

test("an unpacked index is the one that was packed", () => {
  expect(unpackIndex(packIndex(secretRules, built), secretRules)).toEqual(built)
})

test("an index of other rules is not used", () => {
  expect(unpackIndex(packIndex(secretRules, built), secretRules.slice(1))).toBeUndefined()
})
