import * as fc from "fast-check"
import { expect, test } from "vitest"
import { TipstaffError } from "../../../base/errors.ts"
import { kindOf } from "./lock-kinds.ts"
import { manifestKinds } from "./manifests.ts"

const asking: readonly (readonly [file: string, text: string, asks: boolean])[] = [
  ["package.json", '{"devDependencies":{"a":"1"}}', true],
  ["package.json", '{"peerDependencies":{"a":"1"}}', false],
  ["package.json", '{"dependencies":{"a":"file:../a"}}', false],
  ["package.json", "[]", false],
  ["pyproject.toml", '[build-system]\nrequires = ["setuptools"]\n', false],
  ["pyproject.toml", '[dependency-groups]\ndev = ["x"]\n', true],
  ["pyproject.toml", '[tool.poetry.group.dev.dependencies]\nx = "1"\n', true],
  ["pyproject.toml", '[project.optional-dependencies]\nx = ["y"]\n', true],
  ["Cargo.toml", '[dependencies]\na = { path = "../a" }\n', false],
  ["Cargo.toml", '[target."cfg(unix)".dependencies]\na = "1"\n', true],
  ["Cargo.toml", '[workspace.dependencies]\na = "1"\n', true],
  ["composer.json", '{"require":{"php":">=8.2","ext-json":"*"}}', false],
  ["composer.json", '{"require-dev":{"acme/a":"*"}}', true],
  ["setup.cfg", "[metadata]\nname = a\n", false],
  ["Gemfile", "source 'https://example.org'\n", false],
  ["dev-requirements.in", "# nothing\n", false],
]

test.each(asking)("%s with %j asks for packages: %s", (file, text, asks) => {
  expect(kindOf(file, manifestKinds)?.read(text, file).asks).toBe(asks)
})

const files = [
  "package.json",
  "pyproject.toml",
  "Pipfile",
  "setup.py",
  "requirements.in",
  "Cargo.toml",
  "build.gradle",
  "Gemfile",
  "composer.json",
  "a.csproj",
  "mix.exs",
]

test.each(files)("%s: any text is read or refused, never a crash", (file) => {
  const anything = fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
    try {
      kindOf(file, manifestKinds)?.read(text, file)
    } catch (thrown) {
      if (!(thrown instanceof TipstaffError)) throw thrown
    }
  })
  expect(() => fc.assert(anything)).not.toThrow()
})

const worst: readonly (readonly [file: string, unit: string])[] = [
  ["setup.py", "install_require "],
  ["requirements.in", " \t"],
  ["build.gradle", "dependencies   "],
  ["build.gradle", " "],
  ["Gemfile", " ge"],
  ["a.csproj", "<PackageReferenc"],
  ["mix.exs", "{  "],
  ["mix.exs", "deps"],
]

/** Microseconds of this process's own work, so that a busy machine does not look like a slow reader. */
function timeOf(file: string, text: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round += 1) {
    const start = process.cpuUsage()
    kindOf(file, manifestKinds)?.read(text, file)
    const { user, system } = process.cpuUsage(start)
    best = Math.min(best, user + system)
  }
  return best
}

test.each(worst)("looking through %s takes time in proportion to its text: many %j", (file, unit) => {
  const small = timeOf(file, unit.repeat(20_000))
  const large = timeOf(file, unit.repeat(160_000))
  // Eight times the text; quadratic growth would be 64 times the time. The floor keeps noise out.
  expect(large / Math.max(small, 500)).toBeLessThan(32)
})
