import { expect, test } from "vitest"
import { buildAutomaton } from "./automaton.ts"
import { packAutomaton, unpackAutomaton } from "./prepared-automaton.ts"
import { secretRules } from "./rules.ts"
import { stemsOf } from "./search.ts"

test("an unpacked automaton is the one that was packed", () => {
  const stems = stemsOf(secretRules)
  const built = buildAutomaton(stems)
  expect(unpackAutomaton(packAutomaton(stems, built), stems)).toEqual(built)
})

test("an automaton of other keywords is not used", () => {
  expect(unpackAutomaton(packAutomaton(["abc"], buildAutomaton(["abc"])), ["abc", "abd"])).toBeUndefined()
})
