import { expect, test } from "vitest"
import { allowsCommit } from "./commit-allowlist.ts"
import { importGitleaks } from "./import.ts"
import { ruleSetOf } from "./rule-set.ts"

const commit = "0123456789abcdef0123456789abcdef01234567"

function hides(allowlist: string, rule: string): boolean {
  const text = `[[rules]]\nid = "a"\nregex = "x"\n[[rules]]\nid = "b"\nregex = "x"\n${allowlist}`
  return allowsCommit(ruleSetOf(importGitleaks(text, { file: "own.toml", read: () => undefined }), "own.toml", false), rule, commit)
}

test("a list hides the commits that it names, for the rules that it speaks of", () => {
  expect(hides(`[[allowlists]]\ncommits = ["${commit.toUpperCase()}"]\n`, "policy-1")).toBe(true)
  expect(hides(`[[allowlists]]\ncommits = ["${commit.replace("0", "f")}"]\n`, "policy-1")).toBe(false)
  expect(hides(`[[allowlists]]\ntargetRules = ["a"]\ncommits = ["${commit}"]\n`, "a")).toBe(true)
  expect(hides(`[[allowlists]]\ntargetRules = ["a"]\ncommits = ["${commit}"]\n`, "b")).toBe(false)
})

test("a list that wants more than the commit hides nothing by it", () => {
  expect(hides(`[[allowlists]]\ncondition = "AND"\ncommits = ["${commit}"]\npaths = ["x"]\n`, "a")).toBe(false)
  expect(hides(`[[allowlists]]\ncondition = "AND"\ncommits = ["${commit}"]\n`, "a")).toBe(true)
})
