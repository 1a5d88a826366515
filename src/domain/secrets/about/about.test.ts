import { expect, test } from "vitest"
import { TipstaffError } from "../../../base/errors.ts"
import { ruleCases } from "../cases.ts"
import { hostileName, madeUpReport } from "../formats/made-up.test-data.ts"
import { expand, randomFrom } from "../generate.ts"
import type { SecretFinding } from "../report.ts"
import { secretRules } from "../rules.ts"
import { secretSettings } from "../settings.ts"
import { readSettings } from "../../policy/settings-file.ts"
import { readAllow } from "../allow.ts"
import { explainFinding, explanationJson, explanationText } from "./explain.ts"
import { findFinding, findRule } from "./find.ts"
import { ruleListJson, rulesOfProvider, ruleTable } from "./rule-list.ts"
import { trialJson, trialText, tryRule } from "./trial.ts"

const now = Date.parse("2026-11-20T12:00:00Z")
const plain = { colour: false }
const [token, password, hostile] = madeUpReport.findings as readonly [SecretFinding, SecretFinding, SecretFinding]

function fault(act: () => unknown): unknown {
  try {
    act()
  } catch (thrown) {
    if (thrown instanceof TipstaffError) return [thrown.code, thrown.next]
  }
  return undefined
}

test("a finding is named by the beginning of its fingerprint or by its place", () => {
  const { findings } = madeUpReport
  for (const word of ["3f3f3f", "3F3F3F3F", "src/deploy.ts:12", "src/deploy.ts:12:18"]) expect(findFinding(findings, word).line).toBe(12)
  for (const word of ["3f3f3", "", "zzzzzz", "src/deploy.ts", "src/deploy.ts:1"]) {
    expect(fault(() => findFinding(findings, word))).toEqual([
      "secrets/unknown-finding",
      "take an id of the report, or a place of the form path:line",
    ])
  }
  const twins = [token, { ...token, fingerprint: `3f3f3f${"0".repeat(58)}` }]
  expect(fault(() => findFinding(twins, "3f3f3f"))).toEqual(["secrets/ambiguous-finding", "write more of the id, or path:line:column"])
  expect(findFinding([token, token], "3f3f3f")).toBe(token)
})

test("a mistyped rule or provider is answered with a close one", () => {
  expect(findRule(secretRules, "policy-7").title).toBe("GitHub personal access token")
  expect(fault(() => findRule(secretRules, "polcy-7"))).toEqual([
    "secrets/unknown-rule",
    "did you mean policy-7? tipstaff secrets rules lists them all",
  ])
  expect(fault(() => rulesOfProvider(secretRules, "Githb"))).toEqual(["secrets/unknown-provider", "did you mean GitHub?"])
})

test("an explanation says what, why, what to do and how to call it harmless", () => {
  expect(explanationText(explainFinding(token, findRule(secretRules, "github-pat-classic"), now, "machine"), plain))
    .toBe(`GitHub personal access token
  at src/deploy.ts:12:18
  ghp_… (40 characters)
  rule github-pat-classic, critical severity, high confidence
  fingerprint ${"3f".repeat(32)}

Why it is believed
  - the value has the format of GitHub's own tokens
  - pattern: ${findRule(secretRules, "github-pat-classic").pattern}
  - such tokens end in a checksum (CRC-32), which was calculated
  - it is no placeholder, no reference and no documented example that we know
  - also found by policy-7
  - high confidence, as the rule has by itself

What to do
  1. Rotate it first: it is in the history, so everybody who has a copy of the repository has the secret.
  2. Revoke the token under Settings, Developer settings, and issue a new one with fewer rights.
  3. Take the value out of src/deploy.ts:12, and read it from the environment variable GITHUB_TOKEN (process.env.GITHUB_TOKEN) or from the secret store.
  4. Scan again.
  See https://docs.example.org/tokens

If it is harmless
  in a comment on its line, or alone on the line above:
    tipstaff:allow github-pat-classic WHY IT IS HARMLESS until=2027-02-18
  or in tipstaff.yaml, where the file can hold no comment:
    secrets:
      suppress:
        - fingerprint: ${"3f".repeat(32)}
          reason: WHY IT IS HARMLESS
          until: 2027-02-18
    This entry holds on this machine alone, whose own key the fingerprint is made under: make a baseline, or give everybody the same TIPSTAFF_FINGERPRINT_KEY, and explain again; or name rule and path instead.
  or, with everything else that is known today:
    tipstaff secrets baseline
`)
})

test("what an explanation proposes is understood by what reads it", () => {
  const { harmless } = explainFinding(password, findRule(secretRules, "generic-quoted"), now, "machine")
  expect(readAllow(`# ${harmless.comment}`, "above")).toEqual({ rules: ["generic-quoted"], reason: "WHY IT IS HARMLESS", until: "2027-02-18" })
  const section = harmless.suppression.split("\n").slice(1).join("\n")
  expect(readSettings(secretSettings, section, "tipstaff.yaml").settings.suppress[0]?.fingerprint).toBe("a1".repeat(32))
})

test.each([
  ["baseline", "holds for everybody who has this baseline, whose key the fingerprint is made under"],
  ["environment", "holds wherever TIPSTAFF_FINGERPRINT_KEY is the same, and nowhere else"],
] as const)("an explanation says for whom its suppression holds, with a key from the %s", (source, words) => {
  const explanation = explainFinding(token, findRule(secretRules, "github-pat-classic"), now, source)
  expect(explanation.harmless.suppressionHolds).toBe(words)
})

test("names from outside stay harmless in an explanation", () => {
  const explanation = explainFinding(hostile, findRule(secretRules, "generic-quoted"), now, "machine")
  for (const text of [explanationText(explanation, plain), explanationJson(explanation)]) {
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Bidi_Control}\u2028\u2029]/u)
    expect(text.isWellFormed()).toBe(true)
  }
  expect(JSON.parse(explanationJson(explanation))).toMatchObject({ schema: 1, path: hostileName.toWellFormed() })
  expect(explanation.why).toContain("it appeared when base64, then hex was decoded")
})

test.each([
  [
    "test/keys.conf",
    "medium",
    "medium confidence, less than the rule's own high: the path is one of tests or examples, where values are often made up",
  ],
  ["src/keys.conf", "low", "low confidence, less than the rule's own high: its checksum is not right, so that it may be cut or made up"],
  ["src/keys.conf", "high", "high confidence, as the rule has by itself"],
] as const)("the confidence in %s is %s for a reason", (path, confidence, reason) => {
  expect(explainFinding({ ...token, path, confidence }, findRule(secretRules, "github-pat-classic"), now, "machine").why.at(-1)).toBe(reason)
})

test("whoever did not look into the history is told to", () => {
  const { inHistory: _unknown, ...finding } = token
  const steps = (inHistory?: boolean) =>
    explainFinding(inHistory === undefined ? finding : { ...finding, inHistory }, findRule(secretRules, "github-pat-classic"), now, "machine").steps
  expect(steps().some((step) => step.startsWith("If it was ever committed"))).toBe(true)
  expect(steps(false).some((step) => /committed|history/.test(step))).toBe(false)
  expect(steps(true)[0]).toMatch(/^Rotate it first/)
})

test("rules are listed by provider, as a table and as JSON", () => {
  const rules = rulesOfProvider(secretRules, "aws").slice(0, 2)
  expect(ruleTable(rules, secretRules, plain)).toMatch(
    /^AWS \(2\)\n {2}policy-8 {11}AWS access key {2}critical, high confidence\n {2}aws-access-key-id {2}AWS access key {2}critical, high confidence\n\n2 rules, 1 of them the security policy's own; rule set \d+\.[0-9a-f]{12}\n$/,
  )
  const listed = JSON.parse(ruleListJson(secretRules, secretRules)) as { schema: number; rules: { id: string }[] }
  expect([listed.schema, listed.rules.map(({ id }) => id)]).toEqual([1, secretRules.map(({ id }) => id)])
})

test("a trial says which values a rule reports and which it sets aside, and why", () => {
  const text = expand(`a\nkey = "{{crc:ghp_}}"\nkey = "ghp_${"x".repeat(36)}"\n`, randomFrom(1))
  expect(trialText(tryRule(findRule(secretRules, "policy-7"), text), plain)).toBe(
    [
      "2:8  ghp_… (40 characters)  reported, high confidence",
      "3:8  ghp_… (40 characters)  set aside: a placeholder or a documented example",
      "policy-7 reports 1 secret in src/settings.conf and sets 1 aside",
      "",
    ].join("\n"),
  )
})

test("a trial without a match says what was missing", () => {
  const rule = findRule(secretRules, "policy-7")
  expect(tryRule(rule, "nothing").why).toBe("every match begins with one of ghp_, and none of them is in the text")
  expect(tryRule(rule, "\n\nghp_short").why).toBe(
    "line 3 has a word that a match may begin with, but what follows does not fit the pattern ghp_[a-zA-Z0-9]{36}",
  )
  const bound = secretRules.find(({ paths }) => paths !== undefined)!
  expect(tryRule(bound, "x", "a.bin").why).toBe(`the rule speaks only of files whose path matches ${bound.paths}`)
})

test.each(secretRules)("[SX.1-11] a trial of $id shows no value", (rule) => {
  const { hits, misses, path } = ruleCases[rule.id]!
  for (const template of [...hits, ...misses]) {
    const values: string[] = []
    const trial = tryRule(rule, expand(template, randomFrom(6), values), path)
    const shownText = trialText(trial, plain) + trialJson(trial)
    expect(values.filter((value) => value.length > 7 && shownText.includes(value))).toEqual([])
  }
})
