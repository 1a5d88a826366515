import * as fc from "fast-check"
import { expect, test } from "vitest"
import { authHint, authPatterns } from "./auth.ts"

/** Without what the generator cannot follow; the pattern itself then says whether a text is one of its own. */
function generatorOf(pattern: RegExp): fc.Arbitrary<string> {
  const source = pattern.source.replaceAll(String.raw`\b`, "").replaceAll(/\(\?[!=][^()]*\)/g, "")
  return fc.stringMatching(new RegExp(source)).filter((text) => pattern.test(text))
}

test.each(authPatterns.map(({ what, on, pattern }, index) => [`${index} ${what}`, on, pattern] as const))(
  "[S1.2-3] the quick look passes over nothing that a pattern would find: %s (%s)",
  (_name, _on, pattern) => {
    fc.assert(
      fc.property(generatorOf(pattern), (text) => {
        expect(authHint.test(text) ? "" : text).toBe("")
      }),
      { numRuns: 2000 },
    )
  },
)
