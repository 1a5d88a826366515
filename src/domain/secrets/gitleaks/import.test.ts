import { describe, expect, test } from "vitest"
import type { TipstaffError } from "../../../base/errors.ts"
import { secretRules } from "../rules.ts"
import { mappedIds } from "./ids.ts"
import { importGitleaks, type GitleaksImport } from "./import.ts"

const nothing = () => undefined

function take(text: string, files: Readonly<Record<string, string>> = {}): GitleaksImport {
  return importGitleaks(text, { file: "own.toml", read: (path) => files[path] })
}

function fault(text: string): Pick<TipstaffError, "code" | "message" | "line" | "next"> {
  try {
    take(text)
  } catch (error) {
    const { code, message, line, next } = error as TipstaffError
    return { code, message, line, next }
  }
  throw new Error("it was taken over")
}

describe("what is wrong is named with its line", () => {
  test.each([
    ["title = \n", "toml/invalid", 1, "not valid TOML", undefined],
    ['[[rules]]\nid = "a"\nregexp = "a"\n', "rules/unknown-key", 3, "[[rules]] has an unknown key regexp", "did you mean regex?"],
    ['[alowlist]\npaths = ["a"]\n', "rules/unknown-key", 1, "unknown key alowlist", "did you mean allowlist?"],
    ['# one\n[[rules]]\nid = "a"\nregex = "(?=a)"\n', "rules/invalid-pattern", 4, "rule a has a pattern in regex", undefined],
    ["[allowlist]\npaths = [\n  'a',\n  'b(',\n]\n", "rules/invalid-pattern", 4, "in paths that cannot be used: a group has no closing", undefined],
    ['[[rules]]\nid = "a"\nregex = "(a)"\nsecretGroup = 2\n', "rules/invalid-value", 4, "its pattern has 1", undefined],
    ['[[rules]]\nid = "a"\nregex = "a"\nentropy = "much"\n', "rules/invalid-value", 4, "entropy of [[rules]] must be a number", undefined],
    ['[[rules]]\nregex = "a"\n', "rules/invalid-value", 1, "a rule has no id", undefined],
    ['[[rules]]\nid = "a"\n', "rules/invalid-value", 1, "neither regex nor path", undefined],
    ['[[rules]]\nid = "a"\nregex = "a"\n[rules.allowlist]\ncondition = "XOR"\npaths = ["a"]\n', "rules/invalid-value", 5, "AND or OR", undefined],
    ["[[allowlists]]\ndescription = 'empty'\n", "rules/invalid-value", 1, "names no commits", undefined],
    [
      '[[rules]]\nid = "acme"\nregex = "a"\n[[allowlists]]\ntargetRules = ["acmee"]\npaths = ["a"]\n',
      "rules/unknown",
      5,
      "acmee",
      "did you mean acme?",
    ],
    ['[[rules]]\nid = "a"\nregex = "a"\n[[rules.required]]\nid = "b"\n', "rules/unknown", 4, "requires rule b", undefined],
    ['[extend]\nuseDefault = true\npath = "b.toml"\n', "rules/invalid-value", 1, "not both", undefined],
    ['[extend]\npath = "gone.toml"\n', "file/missing", undefined, "own.toml:1 extends gone.toml", undefined],
  ])("%j", (text, code, line, message, next) => {
    const found = fault(text)
    expect(found).toMatchObject({ code, line })
    expect(found.message).toContain(message)
    if (next !== undefined) expect(found.next).toBe(next)
  })
})

test("a lenient import leaves out what is wrong and says so", () => {
  const text =
    '[[rules]]\nid = "a"\nregex = "(?=a)"\npath = "b"\n[[rules]]\nid = "c"\nregex = "c"\nseverity = 1\n[allowlist]\ncondition = "AND"\nregexes = ["["]\npaths = ["a"]\n'
  const imported = importGitleaks(text, { file: "own.toml", read: nothing, lenient: true })
  expect(imported.rules.map((rule) => rule.id)).toEqual(["c"])
  expect(imported.allowlists).toEqual([])
  expect(imported.notes).toEqual([
    "own.toml:3: rule a has a pattern in regex that cannot be used: it looks ahead or behind, which Go does not know; correct it, or import leniently to leave it out",
    "own.toml:8: [[rules]] has an unknown key severity; gitleaks does not know it either; take it out",
    "own.toml:11: an allowlist has a pattern in regexes that cannot be used: a class has no closing bracket; correct it, or import leniently to leave it out",
  ])
})

test("keys are read without case, one text as a list of texts, and the older table of allowlists like the newer", () => {
  const { rules } = take('[[Rules]]\nID = "a"\nRegEx = "a"\nKeyWords = "A,B"\n[Rules.AllowList]\nStopWords = ["X"]\n')
  expect(rules[0]).toMatchObject({ id: "a", title: "a", keywords: ["a", "b"], line: 1, file: "own.toml" })
  expect(rules[0]?.allowlists[0]).toMatchObject({ condition: "or", regexTarget: "secret", stopwords: ["x"] })
})

describe("files that extend others", () => {
  const rule = (id: string, more = "") => `[[rules]]\nid = "${id}"\nregex = "${id}-x"\n${more}`

  test("what is said above is laid over what is said below", () => {
    const below = `${rule("a", 'description = "below"\nentropy = 2\nkeywords = ["k"]\n')}${rule("b")}${rule("c")}`
    const { rules } = take('[extend]\npath = "b.toml"\ndisabledRules = ["b"]\n[[rules]]\nid = "a"\nentropy = 3\nkeywords = ["l"]\n', {
      "b.toml": below,
    })
    expect(rules.map(({ id, title, entropy, keywords }) => ({ id, title, entropy, keywords }))).toEqual([
      { id: "a", title: "below", entropy: 3, keywords: ["k", "l"] },
      { id: "c", title: "c", entropy: 0, keywords: [] },
    ])
  })

  test("two deep, and no more, also in a circle", () => {
    const { rules, notes } = take(`[extend]\npath = "1"\n${rule("own")}`, {
      1: `[extend]\npath = "2"\n${rule("one")}`,
      2: `[extend]\npath = "3"\n${rule("two")}`,
      3: rule("three"),
    })
    expect(rules.map(({ id }) => id)).toEqual(["own", "one", "two"])
    expect(notes).toEqual(["2:1: extend.path is left out: files extend each other 2 deep at most"])
    expect(take('[extend]\npath = "1"\n', { 1: `[extend]\npath = "1"\n${rule("one")}` }).rules).toHaveLength(1)
  })

  test("a file of megabytes is refused", () => {
    expect(() => take('[extend]\npath = "1"\n', { 1: "#".repeat(3_000_000) })).toThrow("larger than")
  })
})

describe("the set that gitleaks ships stands for ours", () => {
  test("our rules are turned off by their id and by gitleaks'", () => {
    const { useDefault, disabledRules, notes } = take(
      '[extend]\nuseDefault = true\ndisabledRules = ["jwt", "github-pat", "shopify-shared-secret", "githb-oauth"]\n',
    )
    expect(useDefault).toBe(true)
    expect(disabledRules).toEqual(["github-pat-classic", "jwt"])
    expect(notes).toEqual([
      "own.toml:1: shopify-shared-secret is a part of what shopify-token finds, which stays on; name it to turn it off",
      "own.toml:1: there is no rule githb-oauth to disable; did you mean github-oauth?",
    ])
  })

  test("an allowlist for one of its rules holds for ours", () => {
    const { allowlists, notes } = take(
      '[extend]\nuseDefault = true\n[[rules]]\nid = "github-pat"\n[rules.allowlist]\npaths = ["^docs/"]\n[[allowlists]]\ntargetRules = ["stripe-access-token", "unheard-of-key"]\nregexes = ["x"]\n',
    )
    expect(allowlists.map((list) => list.rules)).toEqual([["stripe-live-key", "stripe-test-key"], ["github-pat-classic"]])
    expect(notes).toEqual(["own.toml:7: an allowlist speaks of unheard-of-key, which is no rule here"])
  })

  test("each rule of ours that is mapped exists", () => {
    const ids = new Set(secretRules.map((rule) => rule.id))
    expect(mappedIds.filter((id) => !ids.has(id))).toEqual([])
  })
})
