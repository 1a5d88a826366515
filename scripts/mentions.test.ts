/** What counts as a wrong mention of a command, and what the product itself advises. */
import { expect, test } from "vitest"
import { sourceFiles } from "../test/golden/source.ts"
import { anchorsIn, callsIn, codeIn, commandFault, linksIn } from "./mentions.ts"

test.each([
  ["tipstaff", undefined],
  ["tipstaff --help", undefined],
  ["tipstaff review", undefined],
  ["tipstaff review ../other --base main --no-input", undefined],
  ["tipstaff gate …", undefined],
  ["tipstaff gate scans --input FILE", undefined],
  ["tipstaff reviw", "there is no command reviw"],
  ["tipstaff gate nothing", "there is no command gate nothing"],
  ["tipstaff review --bse main", "there is no flag --bse; did you mean --base?"],
  ["tipstaff certificate issue --input FILE", "there is no flag --input"],
])("%s: %s", (call, fault) => {
  expect(commandFault(call)).toBe(fault)
})

test("every command that an error or a report advises exists", () => {
  const wrong = sourceFiles().flatMap(({ path, text }) =>
    [...text.matchAll(/\bnext: ?(["`])((?:(?!\1).)*)\1/g)].flatMap(([, , advice = ""]) =>
      callsIn(advice).flatMap((call) => {
        const fault = commandFault(call)
        return fault === undefined ? [] : [`${path}: ${call}: ${fault}`]
      }),
    ),
  )
  expect(wrong).toEqual([])
})

test("code is told from prose", () => {
  expect(codeIn("Say `tipstaff review`.\n```sh\nnpm ci\n```\nnpm no\n")).toEqual([
    { line: 1, code: "tipstaff review" },
    { line: 3, code: "npm ci" },
  ])
  expect(callsIn("npm ci && tipstaff review PATH; tipstaff gate all")).toEqual(["tipstaff review PATH", "tipstaff gate all"])
})

test("links and headings", () => {
  expect(linksIn("[a](b.md#c) [d](https://example.org) `[e](f.md)`")).toEqual([{ line: 1, target: "b.md#c" }])
  expect([...anchorsIn("# One: two\n## `three` four\n## One two\n## One: two\n")]).toEqual(["one-two", "three-four", "one-two-1", "one-two-2"])
})
