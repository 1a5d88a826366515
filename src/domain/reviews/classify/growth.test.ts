/** The worst inputs for every pattern and every loop over outside text: four times the text, about four times the time. */
import { expect, test } from "vitest"
import { cpuMs } from "../../../../test/support/cpu-time.ts"
import type { Version } from "../../../platform/git-diff.ts"
import { factsOf, planOf } from "./facts.ts"
import { classifySettings } from "./settings.ts"

const plan = planOf(classifySettings.parse({}))

function version(text: string): Version {
  return { type: "file", executable: false, size: text.length, text, binary: false, unread: undefined }
}

function msFor(path: string, text: string): number {
  let best = Infinity
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const started = cpuMs()
    factsOf({ path, oldPath: undefined, kind: "modified", before: version("a\n"), after: version(text) }, plan)
    best = Math.min(best, cpuMs() - started)
  }
  return best
}

const code = ["a.ts", "a.py", "a.go", "a.java", "a.rb", "a.cs", "a.rs", "a.php", "a.sh", "a.yaml", "a.env", "auth/a.ts"]
const settings = [
  ".mcp.json",
  ".claude/settings.json",
  ".codex/config.toml",
  ".claude/agents/a.md",
  "agents/a.contract.yaml",
  "package.json",
  "requirements.txt",
  "go.mod",
  "pyproject.toml",
  "Gemfile",
  "pom.xml",
]

// Each is repeated; the words let it past the cheap looks at the whole file.
const units: readonly (readonly [name: string, unit: string])[] = [
  ["open brackets", "login(["],
  ["closed brackets", ")]}"],
  ["calls in calls", 'app.get("/a",'],
  ["a chain of calls", '.get("/a", h)'],
  ["decorators", "@Get('a') "],
  ["decorated classes", "@Controller('a') class A {"],
  ["one long word", "passwordtoken"],
  ["one long dotted name", "a.password_"],
  ["templates", "`${password}"],
  ["open templates", "`${"],
  ["quotes", "'\""],
  ["backslashes", "'\\\\"],
  ["slashes", "/ password "],
  ["comments", "/* token */"],
  ["addresses", "https://a.b.c"],
  ["hosts without an end", "a.b-"],
  ["addresses in strings", "'https://${a}' + "],
  ["lines of settings", "password: token\n"],
  ["indented lines", "  if password:\n"],
  ["dashes", "- "],
  ["list marks", "[[a]]\n"],
  ["words and spaces", "login "],
  ["regions", "us-gov-west-"],
  ["comparisons", "password!"],
  ["opened files", "open(a,"],
]

// Short enough to be quick, long enough to tell a square from a line; a square would be 16 times.
const small = 8000

test.each(units)("%s grow in step with the text", (_, unit) => {
  for (const path of [...code, ...settings]) {
    const [a, b] = [unit.repeat(Math.ceil(small / unit.length)), unit.repeat(Math.ceil((4 * small) / unit.length))]
    msFor(path, a)
    const [first, second] = [msFor(path, a), msFor(path, b)]
    expect(second / Math.max(first, 2)).toBeLessThan(12)
  }
})
