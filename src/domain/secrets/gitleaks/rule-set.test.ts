import { expect, test } from "vitest"
import { secretRules } from "../rules.ts"
import { importGitleaks } from "./import.ts"
import { ruleSetOf } from "./rule-set.ts"

const policy = secretRules.filter(({ tag }) => tag === "policy").map(({ id }) => id)

function setOf(text: string, lenient = false) {
  return ruleSetOf(importGitleaks(text, { file: "own.toml", read: () => undefined, lenient }), "own.toml", lenient)
}

const house = '[[rules]]\nid = "house-token"\nregex = "house_([a-z]+)"\n'

test("without useDefault only the policy's rules and the imported ones count, and a note says so", () => {
  const set = setOf(house)
  expect(set.rules.map(({ id }) => id)).toEqual([...policy, "house-token"])
  expect(set.notes).toEqual(["own.toml: of our own rules only the security policy's eight are on; set useDefault under [extend] to keep the others"])
})

test("with useDefault all count but those that are disabled by our id or by gitleaks'", () => {
  const set = setOf(`[extend]\nuseDefault = true\ndisabledRules = ["github-pat", "slack-webhook"]\n${house}`)
  expect([...set.off]).toEqual(["slack-webhook", "github-pat-classic"].toSorted((a, b) => order(a) - order(b)))
  expect([set.rules.length, set.notes]).toEqual([secretRules.length - 1, []])
})

const order = (id: string) => secretRules.findIndex((rule) => rule.id === id)

test("the policy's rules stay on when they are disabled, and their ids are taken", () => {
  const set = setOf('[extend]\nuseDefault = true\ndisabledRules = ["policy-7"]\n')
  expect([set.off.size, set.notes]).toEqual([
    0,
    ["own.toml: policy-7 is one of the security policy's eight rules, which stay on; take it out of disabledRules"],
  ])
  const taken = '[[rules]]\nid = "policy-7"\nregex = "x"\n'
  expect(() => setOf(taken)).toThrow(expect.objectContaining({ code: "rules/invalid-value", file: "own.toml", line: 1 }) as Error)
  const lenient = setOf(taken, true)
  expect(lenient.rules.map(({ id }) => id)).toEqual(policy)
  expect(lenient.notes[0]).toBe("own.toml:1: rule policy-7 has the id of one of the security policy's own rules; give it another id")
})

test("an imported rule takes the place of ours with the same id; one that only supports others is not listed", () => {
  const set = setOf(
    '[extend]\nuseDefault = true\n[[rules]]\nid = "slack-webhook"\nregex = "x"\n[[rules]]\nid = "helper"\nregex = "y"\nskipReport = true\n',
  )
  expect(set.rules.filter(({ id }) => id === "slack-webhook" || id === "helper")).toMatchObject([{ pattern: "x", provider: "gitleaks import" }])
  expect(set.notes).toEqual(["own.toml: its rule slack-webhook stands in place of ours; give it another id to keep both"])
})

test("an imported rule as reports show it", () => {
  const set = setOf('[[rules]]\nid = "house-token"\ndescription = "House token"\nregex = "h"\ntags = ["House"]\nkeywords = ["H_"]\nentropy = 3.1\n')
  expect(set.rules.at(-1)).toEqual({
    id: "house-token",
    tag: "extended",
    kind: "provider",
    provider: "House",
    title: "House token",
    keywords: ["h_"],
    pattern: "h",
    ignoreCase: false,
    capture: 0,
    minEntropy: 3.1,
    confidence: "medium",
    severity: "high",
    remediation: "Revoke it where it was issued, issue a new one, and keep that outside of the repository.",
    help: "https://github.com/gitleaks/gitleaks#configuration",
    envVar: "HOUSE_TOKEN",
  })
})
