import * as fc from "fast-check"
import { expect, test } from "vitest"
import { withoutCase } from "./ascii-case.ts"
import { secretRules } from "./rules.ts"

test.each([
  ["ab1", "[Aa][Bb]1"],
  [String.raw`\w\x41\bB`, String.raw`\w\x41\b[Bb]`],
  ["[a-f0-9_]", "[a-f0-9_A-F]"],
  ["[^xY-]", "[^xYXy-]"],
  [String.raw`[\w.-]{0,20}`, String.raw`[\w.-]{0,20}`],
  [String.raw`[\]a]`, String.raw`[\]aA]`],
  ["(?<=a)(?:b)(?<name>c)(?!d){2,3}", "(?<=[Aa])(?:[Bb])(?<name>[Cc])(?![Dd]){2,3}"],
  [String.raw`\\n[\\n]`, String.raw`\\[Nn][\\nN]`],
])("%s becomes %s", (source, expected) => {
  expect(withoutCase(source)).toBe(expected)
})

test("over ASCII it matches what the flag i makes match, for every rule that ignores case", () => {
  const sources = secretRules.filter((rule) => rule.ignoreCase).map((rule) => rule.pattern)
  const both = sources.map((source) => [new RegExp(source, "i"), new RegExp(withoutCase(source))] as const)
  const word = fc.constantFrom(
    "pass",
    "PassWord",
    "API_key",
    "token",
    " = ",
    ': "',
    "'",
    "x9",
    "AbCdEf0123456789",
    "\n",
    "<",
    ">",
    "=",
    "(",
    ")",
    " is ",
    "-",
    "--",
  )
  fc.assert(
    fc.property(fc.array(word, { minLength: 2, maxLength: 12 }), (parts) => {
      const text = parts.join("")
      for (const [flagged, spelled] of both) expect(spelled.exec(text)?.[0]).toBe(flagged.exec(text)?.[0])
    }),
    { numRuns: 60 },
  )
})
