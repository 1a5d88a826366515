import * as fc from "fast-check"
import { expect, test } from "vitest"
import { TipstaffError } from "../../../../base/errors.ts"
import { kindOf, lockKinds } from "../lock-kinds.ts"

/** Small honest lockfiles, to be damaged. */
const samples: readonly (readonly [file: string, text: string])[] = [
  [
    "package-lock.json",
    '{"lockfileVersion":3,"packages":{"":{"dependencies":{"a":"1"}},"node_modules/a":{"version":"1.0.0","integrity":"sha512-AA"}}}',
  ],
  [
    "npm-shrinkwrap.json",
    '{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0","requires":{"b":"1"},"dependencies":{"b":{"version":"npm:c@1.0.0"}}}}}',
  ],
  ["yarn.lock", '"@o/a@^1", b@2:\n  version "1.0.0"\n  dependencies:\n    c "^1"\n\nc@^1:\n  version "1.0.0"\n'],
  ["yarn.lock", '__metadata:\n  version: 8\n\n"a@npm:^1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n'],
  [
    "pnpm-lock.yaml",
    "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        version: 1.0.0\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha512-AA}\nsnapshots:\n  a@1.0.0: {}\n",
  ],
  ["bun.lock", '{"workspaces":{"":{"dependencies":{"a":"1",},},},/* x */"packages":{"a":["a@1.0.0","",{"dependencies":{}},"sha512-AA"],}}'],
  ["requirements.txt", "a==1.0 \\\n  --hash=sha256:00 ; x\nb[c]>=2 # d\n-r e.txt\n"],
  ["poetry.lock", '[[package]]\nname = "a"\nversion = "1"\nfiles = [{file = "b", hash = "sha256:00"}]\n'],
  ["uv.lock", '[[package]]\nname = "a"\nversion = "1"\nsource = { editable = "." }\ndependencies = [{ name = "b" }]\n'],
  ["pdm.lock", '[[package]]\nname = "a"\nversion = "1"\ndependencies = ["b>=1"]\n'],
  ["pylock.toml", '[[packages]]\nname = "a"\nversion = "1"\n'],
  ["Pipfile.lock", '{"default":{"a":{"version":"==1","hashes":["sha256:00"]}}}'],
  ["go.mod", "module x\ngo 1.16\nrequire (\n\ta.b/c v1.0.0 // indirect\n)\nreplace a.b/c => ../d\n"],
  ["Cargo.lock", '[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "r"\ndependencies = ["b 1.0.0 (r)"]\n'],
  [
    "pom.xml",
    "<project><properties><v>1</v></properties><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>${v}</version></dependency></dependencies></project>",
  ],
  ["gradle.lockfile", "a:b:1.0=compileClasspath\nempty=\n"],
  ["Gemfile.lock", "GEM\n  specs:\n    a (1.0)\n      b (>= 1)\n\nDEPENDENCIES\n  a!\n\nCHECKSUMS\n  a (1.0) sha256=00\n"],
  ["composer.lock", '{"packages":[{"name":"a/b","version":"1.0","dist":{"shasum":""},"require":{"c/d":"*"}}]}'],
  ["packages.lock.json", '{"dependencies":{"net8.0":{"A":{"type":"Direct","resolved":"1.0.0","contentHash":"AA=="}}}}'],
  ["packages.config", '<packages><package id="A" version="1.0"/></packages>'],
  ["mix.lock", '%{\n  "a": {:hex, :a, "1.0.0", "00"},\n}\n'],
]

function read(file: string, text: string): void {
  kindOf(file, lockKinds)?.read(text, file, new Map([["go.sum", text]]))
}

/** Reads, or throws something that is not a refusal naming the file. */
function readOrRefuse(file: string, text: string): void {
  try {
    read(file, text)
  } catch (thrown) {
    if (!(thrown instanceof TipstaffError) || thrown.file !== file) throw thrown
  }
}

test.each(samples)("%s: any text is read or refused, never a crash", (file) => {
  const anything = fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.json()), (text) => readOrRefuse(file, text))
  expect(() => fc.assert(anything, { numRuns: 100 })).not.toThrow()
})

const pieces = [
  "",
  "\n",
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  ":",
  ",",
  "  ",
  "\0",
  "\\",
  "__proto__",
  "constructor",
  "null",
  "1",
  "=",
  "${v}",
  "-",
  "\ud800",
  "é",
  "\u202e",
]

test.each(samples)("%s: a damaged lockfile is read or refused, never a crash", (file, honest) => {
  const damage = fc.tuple(fc.nat(honest.length), fc.nat(12), fc.constantFrom(...pieces))
  const damaged = fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
    let text = honest
    for (const [at, length, piece] of damages) text = text.slice(0, at) + piece + text.slice(at + length)
    readOrRefuse(file, text)
  })
  expect(() => fc.assert(damaged, { numRuns: 200 })).not.toThrow()
})

const many = (count: number, line: (index: number) => string, separator = "") =>
  Array.from({ length: count }, (_, index) => line(index)).join(separator)

/** Text of about n units, of the kind that a careless reader takes quadratic time for. */
const worst: readonly (readonly [what: string, file: string, text: (n: number) => string])[] = [
  [
    "many packages",
    "package-lock.json",
    (n) => `{"packages":{${many(n, (i) => `"node_modules/p${i}":{"version":"1.0.0","dependencies":{"p${i + 1}":"1"}}`, ",")}}}`,
  ],
  [
    "copies of one package",
    "package-lock.json",
    (n) => `{"packages":{${many(n, (i) => `"node_modules/p${i}":{"name":"a","version":"1.0.0","dependencies":{"p${i + 1}":"1"}}`, ",")}}}`,
  ],
  ["one long path", "package-lock.json", (n) => `{"packages":{"${many(n, () => "node_modules/a/")}b":{"version":"1.0.0","dependencies":{"x":"1"}}}}`],
  ["one long key", "yarn.lock", (n) => `${many(n, (i) => `a@${i}`, ", ")}:\n  version "1.0.0"\n`],
  ["quotes that never close", "yarn.lock", (n) => `${many(n, () => '"a\\', "\n")}`],
  ["many keys", "pnpm-lock.yaml", (n) => `packages:\n${many(n, (i) => `  p${i}@1.0.0:\n    resolution: {integrity: sha512-AA}\n`)}`],
  ["deep indentation", "pnpm-lock.yaml", (n) => many(60, (i) => `${" ".repeat(i)}a:\n`) + many(n, () => `${" ".repeat(60)}b: c\n`)],
  ["flow braces", "pnpm-lock.yaml", (n) => `packages:\n  a@1.0.0:\n    resolution: {${"{".repeat(n)}${",".repeat(n)}}\n`],
  ["comments", "bun.lock", (n) => `{"packages":{${many(n, (i) => `"p${i}":["p${i}@1.0.0",/* , */],`)}}}`],
  ["comments without end", "bun.lock", (n) => `{${"/* ".repeat(n)}`],
  ["continuations", "requirements.txt", (n) => "a \\\n".repeat(n)],
  ["one long name", "requirements.txt", (n) => `${"a-".repeat(n)}\n${"[".repeat(n)}\na[${" ".repeat(n)}`],
  ["hashes", "requirements.txt", (n) => `a==1 ${"--hash=sha256:0 ".repeat(n)}`],
  [
    "many tables",
    "Cargo.lock",
    (n) => many(n, (i) => `[[package]]\nname = "p${i}"\nversion = "1.0.0"\nsource = "r"\ndependencies = ["p${i + 1} 1.0.0"]\n`),
  ],
  [
    "one name many times",
    "poetry.lock",
    (n) => many(n, (i) => `[[package]]\nname = "p${i}"\nversion = "1"\n[package.dependencies]\np${i + 1} = "*"\n`),
  ],
  [
    "properties that grow",
    "pom.xml",
    (n) =>
      `<project><properties>${many(30, (i) => `<p${i}>\${p${i + 1}}\${p${i + 1}}</p${i}>`)}</properties><dependencies>${many(n / 4, () => "<dependency><groupId>a</groupId><artifactId>b</artifactId><version>${p0}</version></dependency>")}</dependencies></project>`,
  ],
  ["long text", "pom.xml", (n) => `<project>${"<![CDATA[x]]>".repeat(n)}</project>`],
  ["slashes", "go.mod", (n) => `require ${"a/".repeat(n)} v1.0.0 ${"//".repeat(n)}\n${"require a v1\n".repeat(n)}`],
  ["spaces", "Gemfile.lock", (n) => `GEM\n${" ".repeat(n)}\n    a${" (".repeat(n)}\n${"    a (1)\n      b\n".repeat(n)}`],
  [
    "many packages",
    "composer.lock",
    (n) => `{"packages":[${many(n, (i) => `{"name":"a/p${i}","version":"1.0","require":{"a/p${i + 1}":"*"}}`, ",")}]}`,
  ],
  ["quotes", "mix.lock", (n) => `${'  "a": {:hex, '.repeat(n)}\n${" ".repeat(n)}`],
]

/** Microseconds of this process's own work, so that a busy machine does not look like a slow reader. */
function timeOf(file: string, text: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round += 1) {
    const start = process.cpuUsage()
    readOrRefuse(file, text)
    const { user, system } = process.cpuUsage(start)
    best = Math.min(best, user + system)
  }
  return best
}

test.each(worst)("reading takes time in proportion to the text: %s in %s", (_, file, text) => {
  const small = timeOf(file, text(1000))
  const large = timeOf(file, text(8000))
  // Eight times the text; quadratic growth would be 64 times the time. The floor keeps noise out.
  expect(large / Math.max(small, 500)).toBeLessThan(32)
})
