import { expect, test } from "vitest"
import { expressionOf } from "./byte-pattern.ts"
import { packRules, unpackRules } from "./lazy-rules.ts"
import { secretRules } from "./rules.ts"

test("rules that are read one by one are an array of the same rules", () => {
  const rules = unpackRules(packRules(secretRules))
  const packed = secretRules.map((rule) => ({ ...rule, expression: expressionOf(rule) }))
  expect(rules.length).toBe(secretRules.length)
  expect(rules[17]).toEqual(packed[17])
  expect(rules[17]).toBe(rules[17])
  expect(rules.at(-1)).toEqual(packed.at(-1))
  expect(rules[rules.length]).toBeUndefined()
  expect(rules.map(({ id }) => id)).toEqual(secretRules.map(({ id }) => id))
  expect([...rules]).toEqual(packed)
  expect(rules.find(({ id }) => id === secretRules[99]!.id)).toEqual(packed[99])
})
