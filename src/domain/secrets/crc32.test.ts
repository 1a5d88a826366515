import * as fc from "fast-check"
import { crc32 as ofZlib } from "node:zlib"
import { expect, test } from "vitest"
import { crc32 } from "./crc32.ts"

test("the check value of the algorithm", () => {
  expect(crc32("123456789")).toBe(0xcbf43926)
})

test("it is what zlib computes", () => {
  fc.assert(fc.property(fc.stringMatching(/^[ -~]{0,60}$/), (text) => crc32(text) === ofZlib(text)))
})
