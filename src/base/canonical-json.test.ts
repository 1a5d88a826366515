import * as fc from "fast-check"
import { expect, test } from "vitest"
import { canonicalJson, type Json } from "./canonical-json.ts"

const text = fc.string({ unit: "grapheme" })
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    text,
    fc.array(tie("value")),
    fc.dictionary(text, tie("value")),
  ),
})).value

function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => shuffled(item))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, shuffled(member as Json)]),
  )
}

test("what is written reads back as the same value", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test("the order of an object's members does not matter, and writing twice changes nothing", () => {
  fc.assert(
    fc.property(json, (value) => {
      const written = canonicalJson(value)
      expect(canonicalJson(shuffled(value))).toBe(written)
      expect(canonicalJson(JSON.parse(written) as Json)).toBe(written)
    }),
  )
})

// RFC 8785 section 3.2.3: names sort by UTF-16 code units, so U+1F600 (D83D …) stands before U+FB33.
test.each<[string, Json, string]>([
  ["names in UTF-16 order", { "\ufb33": 1, "\u{1f600}": 2, "\u20ac": 3, "1": 4, "\r": 5 }, '{"\\r":5,"1":4,"\u20ac":3,"\u{1f600}":2,"\ufb33":1}'],
  ["numbers as ECMAScript writes them", [1e21, 1e-7, 0.000001, -0, 4.5, 1e20], "[1e+21,1e-7,0.000001,0,4.5,100000000000000000000]"],
  ["short escapes and lower-case hex", "\u0008\u000f\n\u007f/\u2028", '"\\b\\u000f\\n\u007f/\u2028"'],
  ["members without a value are left out", { a: undefined, b: null }, '{"b":null}'],
  ["a name that objects know already", JSON.parse('{"__proto__":1,"a":2}') as Json, '{"__proto__":1,"a":2}'],
])("%s", (_name, value, expected) => {
  expect(canonicalJson(value)).toBe(expected)
})

test.each<[string, Json]>([
  ["NaN", NaN],
  ["infinity", [Infinity]],
  ["half a surrogate pair in a text", "\ud800"],
  ["half a surrogate pair in a name", { "\udc00": 1 }],
])("%s cannot be written", (_name, value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError)
})
