import { describe, expect, test } from "vitest"
import { cpuMs } from "../../../../test/support/cpu-time.ts"
import { expand, randomFrom } from "../generate.ts"
import { byteText } from "./byte-text.ts"
import { byteEntropy, findImported, keptByImport } from "./find.ts"
import { importGitleaks } from "./import.ts"

const latin1 = (text: string) => Buffer.from(text, "utf8").toString("latin1")

/** Rule, line and secret of each finding. */
function find(config: string, text: string, path = "a.txt", commit?: string): string[] {
  const bytes = latin1(text)
  const imported = importGitleaks(config, { file: "own.toml", read: () => undefined })
  return findImported(imported, bytes, path, commit).map(
    ({ rule, line, secretStart, secretEnd }) => `${rule.id}:${line} ${Buffer.from(bytes.slice(secretStart, secretEnd), "latin1").toString("utf8")}`,
  )
}

const rule = (more: string) => `[[rules]]\nid = "r"\n${more}\n`

describe("what an imported rule finds", () => {
  test("the secret is the group that is named, or the first that holds something, or the whole match", () => {
    expect(find(rule("regex = 'k=(a)?(b+)'"), "k=bb k=ab")).toEqual(["r:1 bb", "r:1 a"])
    expect(find(rule("regex = 'k=(a)?(b+)'\nsecretGroup = 2"), "k=ab")).toEqual(["r:1 b"])
    expect(find(rule("regex = 'k=(a)?(b+)'\nsecretGroup = 1"), "k=bb")).toEqual(["r:1 k=bb"])
    expect(find(rule("regex = 'k=b+'"), "é\nk=bb")).toEqual(["r:2 k=bb"])
  })

  test("line ends around a match do not count", () => {
    expect(find(rule(String.raw`regex = '\s(k=b+)\s'`), "a\nk=bb\nc")).toEqual(["r:2 k=bb"])
  })

  test("a rule with keywords waits for one, in any case and beyond ASCII", () => {
    expect(find(rule("regex = 'a'\nkeywords = ['KEY', 'Größe']"), "a")).toEqual([])
    expect(find(rule("regex = 'a'\nkeywords = ['KEY', 'Größe']"), "key: a")).toEqual(["r:1 a"])
    expect(find(rule("regex = 'a'\nkeywords = ['Größe']"), "GRÖßE: a")).toEqual(["r:1 a"])
  })

  test("entropy must lie above the bound, not on it", () => {
    expect(find(rule("regex = 'k([a-z]+)'\nentropy = 1"), "kab kabc")).toEqual(["r:1 abc"])
    expect(byteEntropy(byteText("abcd"))).toBe(2)
    expect(byteEntropy(byteText(latin1("éé")))).toBeCloseTo(0.5)
  })

  test("a rule about paths alone finds the file, and one with both looks into such files alone", () => {
    expect(find(rule(String.raw`path = '\.pem$'`), "x", "keys/é.pem")).toEqual(["r:0 "])
    expect(find(rule(String.raw`path = '\.pem$'`), "", "keys/a.pem")).toEqual([])
    expect(find(rule(String.raw`path = '\.pem$'` + "\nregex = 'x'"), "x", "a.txt")).toEqual([])
  })

  test("a generic rule gives way on the same line", () => {
    const config = '[[rules]]\nid = "generic-x"\nregex = "[a-z]{4}"\n[[rules]]\nid = "own"\nregex = "a[a-z]{4}"\n'
    expect(find(config, "abcde\nbcde")).toEqual(["generic-x:2 bcde", "own:1 abcde"])
  })

  test("a rule that requires another counts only near it", () => {
    const config = `${rule("regex = 'id=[a-z]'\n[[rules.required]]\nid = 's'\nwithinLines = 1")}[[rules]]\nid = "s"\nregex = "s=[a-z]"\nskipReport = true\n`
    expect(find(config, "id=a\ns=x\n\nid=b")).toEqual(["r:1 id=a"])
  })
})

describe("allowlists", () => {
  const list = (more: string) => `${rule("regex = 'k=([a-z]+)'")}[[rules.allowlists]]\n${more}\n`
  test.each([
    ["a stop word in the secret, in any case", "stopwords = ['TEST']", "k=atest k=real", "a.txt", ["r:1 real"]],
    ["the secret", "regexes = ['^x']", "k=xa k=ax", "a.txt", ["r:1 ax"]],
    ["the match", "regexTarget = 'match'\nregexes = ['^k=x']", "k=xa k=ax", "a.txt", ["r:1 ax"]],
    ["the line", "regexTarget = 'line'\nregexes = ['fixture']", "k=a # fixture\nk=b", "a.txt", ["r:2 b"]],
    ["the last line without an end is only itself", "regexTarget = 'line'\nregexes = ['fixture']", "fixture\nk=b", "a.txt", ["r:2 b"]],
    ["the path", "paths = ['^test/']", "k=a", "test/a.txt", []],
    ["any of them", "paths = ['^test/']\nstopwords = ['b']", "k=a k=b", "a.txt", ["r:1 a"]],
    ["all of them", "condition = 'AND'\npaths = ['^test/']\nstopwords = ['b']", "k=a k=b", "test/a.txt", ["r:1 a"]],
    ["all of them, elsewhere", "condition = '&&'\npaths = ['^test/']\nstopwords = ['b']", "k=a k=b", "a.txt", ["r:1 a", "r:1 b"]],
  ])("%s", (_, more, text, path, expected) => {
    expect(find(list(more), text, path)).toEqual(expected)
  })

  test("commits, where the caller names one", () => {
    const config = list("commits = ['ABCDEF0123']")
    expect(find(config, "k=a", "a.txt", "abcdef0123")).toEqual([])
    expect(find(config, "k=a")).toEqual(["r:1 a"])
  })

  test("of all rules, and of those it names", () => {
    const config = `${rule("regex = 'k=([a-z]+)'")}[[rules]]\nid = "q"\nregex = 'q=([a-z]+)'\n[[allowlists]]\nregexes = ['x']\n[[allowlists]]\ntargetRules = ['q']\nregexes = ['y']\n`
    expect(find(config, "k=x q=x k=y q=y")).toEqual(["r:1 y"])
  })

  test("our own findings are hidden as theirs are, each by the lists that speak of it", () => {
    const config = "[extend]\nuseDefault = true\n[[allowlists]]\ntargetRules = ['github-pat']\npaths = ['^docs/']\n"
    const imported = importGitleaks(config, { file: "own.toml", read: () => undefined })
    const text = expand("ghp_{{alnum:36}}", randomFrom(1))
    const found = ["github-pat-classic", "jwt"].map((id) => ({ rule: id, start: 0, end: 40, secretStart: 0, secretEnd: 40 }))
    expect(keptByImport(imported, found, text, "docs/a.md").map((one) => one.rule)).toEqual(["jwt"])
    expect(keptByImport(imported, found, text, "src/a.ts")).toEqual(found)
  })
})

describe("a file made against the rules", () => {
  test("is checked to the end, in bounded time", () => {
    const config = `${rule("regex = '(?:[a-z]+)+=(secret)'\nkeywords = ['secret']")}[[rules]]\nid = "other"\nregex = "secret"\n`
    const text = `${"a".repeat(3000)}\n a=secret`
    const start = cpuMs()
    expect(find(config, text)).toEqual(["r:2 secret", "other:2 secret"])
    expect(cpuMs() - start).toBeLessThan(8000)
  })

  test("is refused when a rule matches without end", () => {
    expect(() => find(rule("regex = 'a'"), "a".repeat(100_100))).toThrow("matches more than 100000 times")
  })
})
