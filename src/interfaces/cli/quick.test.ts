import { expect, test } from "vitest"
import { operations } from "../../app/registry.ts"
import { parametersOf } from "./parameters.ts"
import { quickCall, quickCalls } from "./quick.ts"

test.each(quickCalls)("the short way of `$words` runs what the long way runs", async ({ words, schema, input, load }) => {
  const [name = "", flags = ""] = words.split(/ (?=--)(.*)/)
  const operation = operations.find((candidate) => candidate.name === name.replace(" ", "."))!
  expect(schema).toBe(operation.schema)
  const given: Record<string, unknown> = {}
  const parameters = parametersOf(operation.input)
  for (const [, flag = "", value] of flags.matchAll(/--(\S+)(?: (?!--)(\S+))?/g)) {
    expect(parameters.map((parameter) => parameter.name)).toContain(flag)
    given[flag] = value ?? true
  }
  expect(input).toEqual(operation.input.parse(given))
  expect(await load()).toBe(await operation.load())
})

test("words that are not exactly one of the calls go the long way", () => {
  expect(quickCall(["check"])).toBeUndefined()
  expect(quickCall(["check", "--staged", "--help"])).toBeUndefined()
  expect(quickCall(["check", "--staged", "--repo", "x"])).toBeUndefined()
  expect(quickCall(["--json", "check", "--staged"])).toBeTypeOf("function")
})
