import { expect, test } from "vitest"
import { cpuMs } from "../../../../test/support/cpu-time.ts"
import { authWords, fileWide, openRoutes } from "./checks/missing-authorization.ts"
import { guardPatterns } from "./guards.ts"
import { preparePack } from "./pack.ts"
import { families } from "./rule.ts"
import { builtInRules } from "./rules.ts"
import { isSecretName, speaksOfLexing } from "./secret-names.ts"
import { sources } from "./sources.ts"

const pack = preparePack(builtInRules())

/** Every expression that meets text of a scanned file longer than a few hundred characters. */
const expressions: readonly RegExp[] = [
  authWords,
  fileWide,
  openRoutes,
  ...families.flatMap((family) => guardPatterns[family].map((pattern) => new RegExp(pattern.replaceAll(/NAME(?:END)?/g, "name")))),
  ...families.flatMap((family) => sources[family].paths.map((source) => source.path)),
  ...families.flatMap((family) => pack[family]().clauses.flatMap((clause) => [...clause.guards, ...clause.nearby, ...clause.hints])),
]

const seeds = [
  " ",
  "\n",
  "a",
  "(",
  '"',
  ".",
  "a.",
  "a, ",
  "has(",
  "has(a,  ",
  "match( ",
  "name in",
  ".use(",
  "dependencies=",
  "cookie ",
  "new URL(",
  "strings.Contains(x",
  "filepath.Join(a",
  "open( ",
  'allowedOrigins( "',
  "req.",
  "validateaaaaaaaa",
]

function timeOf(text: string): number {
  const start = cpuMs()
  for (const expression of expressions) expression.test(text)
  isSecretName(text)
  speaksOfLexing(text)
  return cpuMs() - start
}

function leastOf(text: string): number {
  return Math.min(timeOf(text), timeOf(text), timeOf(text))
}

test.each(seeds)("expressions over source take time in proportion to it, also for %j again and again", (seed) => {
  const size = 8000
  const text = seed.repeat(Math.ceil(size / seed.length))
  leastOf(text)
  const [short, long] = [leastOf(text), leastOf(text.repeat(4))]
  // Four times the text: 4 when linear, 16 when quadratic.
  expect(long / short).toBeLessThan(10)
})
