import { array, assert, constantFrom, property } from "fast-check"
import { describe, expect, test } from "vitest"
import type { Version } from "../../../platform/git-diff.ts"
import { changedLines, codeText } from "./code-lines.ts"
import { factsOf, planOf } from "./facts.ts"
import { hostOf } from "./hosts.ts"
import { languageOf } from "./languages.ts"
import { lex } from "./lexer.ts"
import { authSegment } from "./auth.ts"
import { covers } from "./agent-settings.ts"
import { classifySettings } from "./settings.ts"

const told = (path: string, text: string) => lex(text, languageOf(path)!).tokens.map((token) => `${token.kind[0]}:${token.text}`)

test.each([
  ["a.ts", "a /* b */ 'c // d' // e", ["w:a", "s:c // d"]],
  ["a.ts", "x = /[/'\"]/.test(y) / 2", ["w:x", "p:=", "s:[/'\"]", "p:.", "w:test", "p:(", "w:y", "p:)", "p:/", "w:2"]],
  ["a.ts", "`a${b(`c${d}`)}e` + 1", ["s:a", "w:b", "p:(", "s:c", "w:d", "s:", "p:)", "s:e", "p:+", "w:1"]],
  ["a.ts", "a?.b", ["w:a", "p:.", "w:b"]],
  ["a.py", "'''a\n# b''' # c\nx = \"#\"", ["s:a\n# b", "w:x", "p:=", "s:#"]],
  ["a.go", "`raw // \\` // c", ["s:raw // \\"]],
  ["a.sh", "a#b # c", ["w:a", "p:#", "w:b"]],
  [
    "a.rs",
    "fn f<'a>(x: &'a str) { 'x' }",
    ["w:fn", "w:f", "p:<", "w:a", "p:>", "p:(", "w:x", "p::", "p:&", "w:a", "w:str", "p:)", "p:{", "s:x", "p:}"],
  ],
  ["a.yaml", "a: |\n  # text\n  b\nc: it's # d", ["w:a", "p::", "p:|", "s:# text", "s:b", "w:c", "p::", "w:it", "p:'", "w:s"]],
  ["a.rb", "a\n=begin\nb\n=end\nc", ["w:a", "w:c"]],
])("%s: %j", (path, text, expected) => {
  expect(told(path, text)).toEqual(expected)
})

test.each([
  ["a.ts", "const a = 'unfinished"],
  ["a.ts", "/* unfinished"],
  ["a.ts", "if (a) {} /b/.test(c)"],
  ["a.tsx", "<p>// {login()}</p>"],
  ["a.go", 'import "C"'],
])("%s: %j is doubtful, so that no change passes as a comment", (path, text) => {
  expect(lex(text, languageOf(path)!).doubtful).toBe(true)
})

function version(text: string): Version {
  return { type: "file", executable: false, size: text.length, text, binary: false, unread: undefined }
}

const paths = [
  "a.ts",
  "a.tsx",
  "a.py",
  "a.go",
  "a.java",
  "a.rb",
  "a.cs",
  "a.sh",
  "a.yaml",
  "a.php",
  "a.rs",
  "a.toml",
  "a.json",
  "a.xml",
  "a.env",
  "Dockerfile",
  "a.html",
  "a.sql",
]
const fragments = array(
  constantFrom(
    "'",
    '"',
    "`",
    "${",
    "}",
    "{",
    "(",
    ")",
    "[",
    "]",
    "/",
    "/*",
    "*/",
    "//",
    "#",
    "\n",
    "\\",
    "a",
    "login(",
    "=",
    "<",
    ">",
    "|",
    " ",
    "@",
    "'''",
    "=begin",
    "://",
    "é",
    "\u0000",
  ),
  { maxLength: 80 },
)

describe("on any text", () => {
  test("the lexer ends, keeps its place, and matches brackets both ways", () => {
    assert(
      property(fragments, constantFrom(...paths), (parts, path) => {
        const text = parts.join("")
        const { tokens } = lex(text, languageOf(path)!)
        let last = -1
        for (const [index, token] of tokens.entries()) {
          expect(token.start).toBeGreaterThanOrEqual(last)
          expect(token.line).toBe(text.slice(0, token.start).split("\n").length)
          expect(token.match === -1 || tokens[token.match]?.match === index).toBe(true)
          expect(token.parent).toBeLessThan(index)
          last = token.start
        }
      }),
      { numRuns: 500 },
    )
  })

  test("the facts of a file never throw", () => {
    const plan = planOf(classifySettings.parse({}))
    const names = [
      ...paths,
      ".mcp.json",
      ".claude/settings.json",
      ".codex/config.toml",
      ".claude/agents/a.md",
      "agents/a.contract.yaml",
      "package.json",
      "pom.xml",
      "go.mod",
      "Gemfile",
      "pyproject.toml",
      "app/urls.py",
    ]
    assert(
      property(fragments, fragments, constantFrom(...names), (a, b, path) => {
        for (const after of [b.join(""), `---\n${b.join("")}\n---\n`]) {
          const facts = factsOf({ path, oldPath: undefined, kind: "modified", before: version(a.join("")), after: version(after) }, plan)
          expect(facts.path).toBe(path)
        }
      }),
      { numRuns: 500 },
    )
  })

  test("a line diff leaves equal what it does not name", () => {
    const text = array(constantFrom("a", "b", "c", "d"), { maxLength: 30 })
    assert(
      property(text, text, (a, b) => {
        const language = languageOf("a.ts")!
        const [before, after] = [codeText(a.join("\n"), language).lines, codeText(b.join("\n"), language).lines]
        const { removed, added } = changedLines(before, after)
        const kept = before.filter((line) => !removed.includes(line)).map(({ key }) => key)
        expect(kept).toEqual(after.filter((line) => !added.includes(line)).map(({ key }) => key))
      }),
    )
  })
})

test.each([
  ["src/author/x.py", undefined],
  ["src/auth/x.py", "auth"],
  ["src/userSession.ts", "userSession"],
  ["src/tokenizer/a.ts", undefined],
  ["src/design-tokens/a.ts", undefined],
  ["src/blog-in/a.ts", undefined],
  ["src/log-in/a.ts", "log-in"],
  ["lib/JWTUtils.java", "JWTUtils"],
])("[S1.2-3] %s: %s", (path, segment) => {
  expect(authSegment(path)).toBe(segment)
})

test.each([
  ["api.vendor.io:443", "api.vendor.io"],
  ["user:pw@api.vendor.io", "api.vendor.io"],
  ["${region}.vendor.io", "*.vendor.io"],
  ["api-${stage}.vendor.io", "*.vendor.io"],
  ["{{host}}", undefined],
  ["db", undefined],
  ["8.8.8.8", "8.8.8.8"],
])("the host of %s", (authority, host) => {
  expect(hostOf(authority)).toBe(host)
})

test.each([
  ["Bash", "Bash(rm x)", true],
  ["Bash(git:*)", "Bash(git push)", true],
  ["Bash(git:*)", "Bash(gitx)", false],
  ["Bash(git:*)", "Bash(git a && rm b)", false],
  ["Bash(git push)", "Bash", false],
  ["mcp__a", "mcp__a__b", true],
  ["mcp__a", "mcp__ab__c", false],
  ["Read", "Edit", false],
])("permission %s includes %s: %s", (held, entry, expected) => {
  expect(covers(held, entry)).toBe(expected)
})
