import { expect, test } from "vitest"
import { buildKeywordIndex } from "./keyword-index.ts"
import { packIndex, unpackIndex } from "./prepared-index.ts"
import { secretRules } from "./rules.ts"

test("an unpacked index is the one that was packed, wherever it stands in memory", () => {
  const built = buildKeywordIndex(secretRules)
  const packed = packIndex(built)
  expect(unpackIndex(packed)).toEqual(built)
  const shifted = new Uint8Array(packed.length + 3)
  shifted.set(packed, 3)
  expect(unpackIndex(shifted.subarray(3))).toEqual(built)
})
