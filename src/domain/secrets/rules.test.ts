import { expect, test } from "vitest"
import { ruleCases } from "./cases.ts"
import { expand, randomFrom } from "./generate.ts"
import { ruleSetVersion } from "./rule-set.ts"
import { secretRules } from "./rules.ts"
import { createSecretScanner } from "./scanner.ts"
import { stemLength } from "./keyword-index.ts"

const scanner = createSecretScanner({ key: "test" })

function reported(text: string, path: string, rule: string): boolean {
  return scanner.scanText(text, path).some((detection) => detection.rule.id === rule && detection.filtered === undefined)
}

test("every rule has cases, and every case belongs to a rule", () => {
  expect(Object.keys(ruleCases).toSorted()).toEqual(secretRules.map((rule) => rule.id).toSorted())
})

test.each(secretRules)("[S2.1-6…14] $id reports what it is for and nothing else", (rule) => {
  const { hits, misses, path = "src/settings.conf" } = ruleCases[rule.id]!
  for (let seed = 1; seed <= 5; seed += 1) {
    const random = randomFrom(seed)
    for (const hit of hits) {
      for (const text of [`first\n${hit}\nlast\n`, hit]) expect([hit, reported(expand(text, random), path, rule.id)]).toEqual([hit, true])
    }
    for (const miss of misses) expect([miss, reported(`first\n${expand(miss, random)}\nlast\n`, path, rule.id)]).toEqual([miss, false])
  }
})

test("rule ids are unique, and each rule carries what a report needs", () => {
  expect(new Set(secretRules.map((rule) => rule.id)).size).toBe(secretRules.length)
  for (const rule of secretRules) {
    expect(rule.help).toMatch(/^https:\/\//)
    expect(rule.envVar).toMatch(/^[A-Z][A-Z0-9_]+$/)
    expect(rule.remediation.length).toBeGreaterThan(20)
  }
})

test("no keyword's beginning stands in the middle of another of the same rule", () => {
  for (const rule of secretRules) {
    const stems = [...new Set(rule.keywords.map((keyword) => keyword.toLowerCase().slice(0, stemLength)))]
    for (const a of stems) for (const b of stems) expect(a.slice(1, -1).includes(b), `${rule.id}: ${b} in ${a}`).toBe(false)
  }
})

test("[S2.1-14] the policy's eight rules are kept apart from the extended ones", () => {
  expect(secretRules.filter((rule) => rule.tag === "policy").map((rule) => rule.id)).toEqual([
    "policy-1",
    "policy-2",
    "policy-3",
    "policy-4",
    "policy-5",
    "policy-6",
    "policy-7",
    "policy-8",
  ])
  expect(secretRules.filter((rule) => rule.tag === "extended").length).toBeGreaterThanOrEqual(100)
})

test("[S1.3-11] the version of the rule set changes with any rule", () => {
  const [first, ...rest] = secretRules
  expect(ruleSetVersion()).toMatch(/^\d+\.[0-9a-f]{12}$/)
  expect(ruleSetVersion([{ ...first!, pattern: "x" }, ...rest])).not.toBe(ruleSetVersion())
})
