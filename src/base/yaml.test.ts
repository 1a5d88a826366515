import * as fc from "fast-check"
import { expect, test } from "vitest"
import { TipstaffError } from "./errors.ts"
import { parseYaml, parseYamlStream } from "./yaml.ts"

test.each([
  ["brackets", "[".repeat(30_000)],
  ["braces", "{a: ".repeat(30_000)],
  ["dashes", "- ".repeat(30_000)],
  ["question marks", "? ".repeat(30_000)],
  ["indentation", Array.from({ length: 300 }, (_, index) => `${" ".repeat(index)}a:`).join("\n")],
  ["a mixture", `${Array.from({ length: 150 }, (_, index) => `${" ".repeat(index)}a:`).join("\n")} ${"[".repeat(60)}`],
])("nesting too deep by %s is an error and does not end the process", (_, text) => {
  expect(() => parseYamlStream(text, "a.yaml")).toThrow("a.yaml nests deeper than 200 levels")
})

test("depth is counted, not brackets: text, comments and siblings do not nest", () => {
  const text = `script: |\n  ${"[[[{{{ - - - ".repeat(200)}\n# ${"[".repeat(500)}\nquoted: "${"[".repeat(500)}"\nlist:\n${"- [a, {b: c}]\n".repeat(500)}${Array.from({ length: 500 }, (_, index) => `k${index}:\n  - a: 1\n    b: 2`).join("\n")}\n`
  expect(Object.keys(parseYaml(text, "a.yaml").value as object)).toHaveLength(503)
})

test("values keep their lines", () => {
  const file = parseYaml("a:\n  b:\n    - 1\n    - c: 2\n", "a.yaml")
  expect([file.lineOf(["a", "b", 1, "c"]), file.lineOf(["a", "missing"]), file.lineOf([])]).toEqual([4, 1, 1])
})

test("a name twice in one map is an error with its line, also among very many names", () => {
  const text = `${Array.from({ length: 60_000 }, (_, index) => `k${index}: v`).join("\n")}\nk7: again\n`
  expect(() => parseYaml(text, "a.yaml")).toThrow(expect.objectContaining({ code: "yaml/invalid", line: 60_001 }))
  expect(() => parseYaml("a: {b: 1, b: 2}\nc: 1\n", "a.yaml")).toThrow("Map keys must be unique")
  expect(parseYaml("1: a\n'1': b\n", "a.yaml").lineOf(["1"])).toBe(2)
})

test("an alias bomb is an error", () => {
  const levels = Array.from(
    { length: 12 },
    (_, index) => `l${index}: &l${index} [${Array.from({ length: 9 }, () => (index === 0 ? "x" : `*l${index - 1}`)).join(", ")}]`,
  )
  expect(() => parseYaml(levels.join("\n"), "a.yaml")).toThrow(expect.objectContaining({ code: "yaml/invalid", file: "a.yaml" }))
})

test("a reference to itself is an error or a value, and ends", () => {
  expect(() => parseYaml("a: &a [*a]", "a.yaml")).not.toThrow(RangeError)
})

test.each([
  ["a: 1\nb: [1, 2\n", 3],
  ["a: 1\n  b: 2\n", 1],
  ["a: 'open\n", 2],
  ["a: 1\na: 2\n", 2],
  ["&x a: 1\n*x : 2\n", 2],
])("invalid YAML is named by its line: %j", (text, line) => {
  expect(() => parseYaml(text, "a.yaml")).toThrow(expect.objectContaining({ code: "yaml/invalid", file: "a.yaml", line }))
})

test("a tag makes nothing but plain values: a set or an ordered map cannot hide its members", () => {
  expect(
    parseYaml('a: !!set {b, c}\nd: !!omap [{e: 1}]\nf: !!js/function "x"\ng: !!timestamp 2026-01-01\nh: !!binary aGk=\n', "a.yaml").value,
  ).toEqual({
    a: { b: null, c: null },
    d: [{ e: 1 }],
    f: "x",
    g: "2026-01-01",
    h: "aGk=",
  })
})

test("words that older YAML reads as truth values stay words", () => {
  expect(parseYaml("a: yes\nb: on\nc: 010\n", "a.yaml").value).toEqual({ a: "yes", b: "on", c: 10 })
})

test("a name that objects know already is a name like any other", () => {
  const { value } = parseYaml("__proto__: {polluted: 1}\nconstructor: 2\n", "a.yaml")
  expect(Object.keys(value as object)).toEqual(["__proto__", "constructor"])
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined()
})

test("an empty file has no value; several documents are one too many", () => {
  expect(parseYaml("", "a.yaml").value).toBeNull()
  expect(parseYaml("# only a comment\n", "a.yaml").value).toBeNull()
  expect(() => parseYaml("a: 1\n---\nb: 2\n", "a.yaml")).toThrow("holds 2 YAML documents")
})

test("any text is a value or a TipstaffError", () => {
  const pieces = fc.array(
    fc.constantFrom(
      "a: ",
      "- ",
      "[",
      "]",
      "{",
      "}",
      "&x ",
      "*x",
      "!!set ",
      "|\n",
      ">-\n",
      "'",
      '"',
      "\n",
      "  ",
      "? ",
      ": ",
      "# ",
      "---\n",
      "%YAML 1.1\n",
      "<<: ",
      "\t",
      "\u0000",
    ),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        pieces.map((parts) => parts.join("")),
      ),
      (text) => {
        expect(isHandled(text)).toBe(true)
      },
    ),
    { numRuns: 1000 },
  )
})

function isHandled(text: string): boolean {
  try {
    parseYamlStream(text, "a.yaml")
    return true
  } catch (thrown) {
    return thrown instanceof TipstaffError
  }
}
