import { expect, test } from "vitest"
import { packRules, unpackRules } from "./lazy-rules.ts"
import { secretRules } from "./rules.ts"

test("rules that are read one by one are an array of the same rules", () => {
  const rules = unpackRules(packRules(secretRules))
  expect(rules.length).toBe(secretRules.length)
  expect(rules[17]).toEqual(secretRules[17])
  expect(rules[17]).toBe(rules[17])
  expect(rules.at(-1)).toEqual(secretRules.at(-1))
  expect(rules[rules.length]).toBeUndefined()
  expect(rules.map(({ id }) => id)).toEqual(secretRules.map(({ id }) => id))
  expect([...rules]).toEqual(secretRules)
  expect(rules.find(({ id }) => id === secretRules[99]!.id)).toEqual(secretRules[99])
})
