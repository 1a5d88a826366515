import * as fc from "fast-check"
import { expect, test } from "vitest"
import { cpuMs } from "../../test/support/cpu-time.ts"
import { TipstaffError } from "./errors.ts"
import { isRecord, parseJson } from "./json.ts"

test.each([
  ["a bare word", '{\n  "a": 1,\n  b: 2\n}', 3],
  ["a comma too many", "[\n1,\n2,\n]", 4],
  ["a comma too many in an object", '{\n"a": 1,\n}', 3],
  ["two values", "{}\n{}", 2],
  ["a missing comma", '{"a": 1\n"b": 2}', 2],
  ["a missing colon", '{"a"\n1}', 2],
  ["a name that is not a text", "{\n1: 2}", 2],
  ["the wrong bracket", "[1\n}", 2],
  ["a broken escape", '["fine",\n"\\x"]', 2],
  ["a broken Unicode escape", '["fine",\n"\\u12g4"]', 2],
  ["a line break in a text", '["fine",\n\n"a\nb"]', 3],
  ["a leading zero", "[1,\n\n01]", 3],
  ["nothing", "", 1],
  ["an end that does not come", '{"a": [1,\n2\n', 3],
  ["a byte order mark before it", '\ufeff{\n"a": x}', 2],
  ["a number glued to a word", "[1,\n2x]", 2],
])("invalid JSON is named by file and line: %s", (_name, text, line) => {
  expect(() => parseJson(text, "a.json")).toThrow(expect.objectContaining({ code: "json/invalid", file: "a.json", line }))
})

test("an error does not repeat the text, which may hold a secret", () => {
  const thrown = catchError(() => parseJson('{"password": hunter2-position 9}', "a.json"))
  expect(JSON.stringify([thrown.message, thrown.cause, thrown.line])).toBe('["a.json is not valid JSON",null,1]')
})

test("a byte order mark in front is no error", () => {
  expect(parseJson("\ufeff[1]", "a.json")).toEqual([1])
})

test.each([
  ["brackets", "[".repeat(200), "]".repeat(200)],
  ["brackets in a text do not count", `"${"[".repeat(5000)}\\"${"{".repeat(5000)}`, '"'],
  ["siblings do not count", "[".concat("[],".repeat(5000)), "[]]"],
])("nesting up to 200 levels is read: %s", (_name, before, after) => {
  expect(() => parseJson(before + after, "a.json")).not.toThrow()
})

test.each(["[", '{"a":'])("nesting deeper than 200 levels by %s is refused before it is parsed", (opening) => {
  expect(() => parseJson(opening.repeat(201), "a.json")).toThrow(expect.objectContaining({ code: "json/too-deep" }))
  expect(() => parseJson(opening.repeat(2_000_000), "a.json")).toThrow(expect.objectContaining({ code: "json/too-deep" }))
})

test("any JSON reads back, and any text is a value or a TipstaffError", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(parseJson(JSON.stringify(value), "a.json")).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
  const pieces = fc
    .array(fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', "1", "-", "tru", "null", "\n", "\\", '"', " "))
    .map((parts) => parts.join(""))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), pieces), (text) => {
      expect(outcomeOf(text)).toBe(isJson(text) ? "read" : "json/invalid")
    }),
    { numRuns: 500 },
  )
})

test("the line of an error is found in time that grows with the text", () => {
  took(1000)
  const small = Math.min(took(10_000), took(10_000), took(10_000))
  expect(Math.min(took(40_000), took(40_000), took(40_000))).toBeLessThan(Math.max(small, 1) * 20)
})

test("only a plain object is a record", () => {
  expect([{}, [], null, "a", 1].map(isRecord)).toEqual([true, false, false, false, false])
})

function outcomeOf(text: string): string {
  try {
    parseJson(text, "a.json")
    return "read"
  } catch (thrown) {
    return thrown instanceof TipstaffError ? thrown.code : "another error"
  }
}

function took(size: number): number {
  const text = `[${'"\\u0041\\n",'.repeat(size)}`
  const start = cpuMs()
  expect(() => parseJson(text, "a.json")).toThrow("not valid JSON")
  return cpuMs() - start
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ""))
    return true
  } catch {
    return false
  }
}

function catchError(act: () => unknown): TipstaffError {
  try {
    act()
  } catch (thrown) {
    if (thrown instanceof TipstaffError) return thrown
    throw thrown
  }
  throw new Error("nothing was thrown")
}
