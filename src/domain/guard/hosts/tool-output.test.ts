import * as fc from "fast-check"
import { expect, test } from "vitest"
import { textOf, withText } from "./tool-output.ts"

test("texts are read in order, without the words that only say how an answer is built", () => {
  expect(textOf({ type: "text", file: { filePath: "/a", content: "one" }, lines: ["two", 3, null] })).toBe("one\ntwo")
  expect(textOf({ count: 1 })).toBeUndefined()
})

test.each([
  ["a text", "secret", "***"],
  ["a shell's answer", { stdout: "secret", stderr: "secret", code: 0 }, { stdout: "***", stderr: "", code: 0 }],
  [
    "blocks of a server",
    [
      { type: "text", text: "secret" },
      { type: "text", text: "secret" },
    ],
    [
      { type: "text", text: "***" },
      { type: "text", text: "" },
    ],
  ],
  ["nothing to replace", { count: 1 }, "***"],
  ["nothing", undefined, "***"],
])("replaced in its shape: %s", (_name, value, expected) => {
  expect(withText(value, "***")).toEqual(expected)
})

test("what only poses as a word of the structure is text", () => {
  expect(textOf({ type: "a token of 9 words" })).toBe("a token of 9 words")
  expect(withText({ type: "a token of 9 words" }, "***")).toEqual({ type: "***" })
})

test("nothing that was read is left after a replacement", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect((textOf(withText(value, "***")) ?? "***").replaceAll("\n", "")).toBe("***")
    }),
  )
})
