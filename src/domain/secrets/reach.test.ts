import * as fc from "fast-check"
import { expect, test } from "vitest"
import { reachOf } from "./reach.ts"
import { secretRules } from "./rules.ts"
import { bytePattern } from "./byte-pattern.ts"

const unbounded = Number.POSITIVE_INFINITY

test.each([
  ["abc", 0, 3],
  ["a{2,5}b?", 0, 6],
  ["(?:ab|c{3})d", 0, 4],
  ["(?<![A-Za-z0-9_-])x[a]{4}(?![b-d])", 1, 6],
  ["(?<=a{2,7}|b)x", 7, 1],
  ["a(?=b{3}c)", 0, 5],
  [String.raw`(["'])((?:(?!\1)[^\r\n]){4,6})\1`, 0, 8],
  [String.raw`\x41\u0042\.[\]\\]{2}`, 0, 5],
  [String.raw`^a\b$`, 0, 1],
  ["a+", 0, unbounded],
  ["a{3,}", 0, unbounded],
  ["(?:a{0,9}){0,9}?", 0, 81],
  ["(?<name>a{2}){3}", 0, 6],
])("%s reads %d before and %d from its start on", (source, behind, ahead) => {
  const reach = reachOf(source)
  expect(reach.behind).toBe(behind)
  expect(reach.ahead).toBeGreaterThanOrEqual(ahead)
  expect(reach.ahead).toBeLessThanOrEqual(ahead * 2)
})

test("only the policy's own patterns reach without bound", () => {
  const far = secretRules.filter((rule) => reachOf(bytePattern(rule)).ahead === unbounded || reachOf(bytePattern(rule)).behind === unbounded)
  expect(far.filter((rule) => rule.tag !== "policy").map((rule) => rule.id)).toEqual([])
})

test("no match is longer than the reach", () => {
  const piece = fc.constantFrom("a", "b{0,3}", "[ab]{1,2}", "(?:ab|a)", "(?=b{2})", "(?!a)", "(a){2}")
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), fc.stringMatching(/^[ab]{0,20}$/), (pieces, text) => {
      const source = pieces.join("")
      expect(new RegExp(source).exec(text)?.[0].length ?? 0).toBeLessThanOrEqual(reachOf(source).ahead)
    }),
  )
})
