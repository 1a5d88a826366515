import { expect, test } from "vitest"
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
