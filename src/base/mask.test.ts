import * as fc from "fast-check"
import { expect, test } from "vitest"
import { maskSecret, printable } from "./mask.ts"

test.each([
  ["", "… (0 characters)"],
  ["short", "… (5 characters)"],
  ["sixsix", "s… (6 characters)"],
  ["abcdefghijklmnopqrstuvwxyz", "abcd… (26 characters)"],
  ["\u{1f600}abcdefgh", "… (10 characters)"],
])("%j is shown as %s", (value, shown) => {
  expect(maskSecret(value)).toBe(shown)
})

test("a masked value never shows more than a sixth or four characters, and is well-formed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (value) => {
      const shown = maskSecret(value).split("…")[0] ?? ""
      expect(shown.length).toBeLessThanOrEqual(Math.min(4, value.length / 6))
      expect(maskSecret(value).isWellFormed()).toBe(value.isWellFormed() || shown === "" || shown.isWellFormed())
    }),
  )
})

test.each([
  ["line\nbreak", "line\\nbreak"],
  ["tab\there", "tab\\there"],
  ["\u001b[2Jcleared", "\\u{1b}[2Jcleared"],
  ["back\r", "back\\u{d}"],
  ["\u009b31m", "\\u{9b}31m"],
  ["txt.\u202eexe", "txt.\\u{202e}exe"],
  ["mark \u061c \u200f", "mark \\u{61c} \\u{200f}"],
  ["\u2066isolated\u2069", "\\u{2066}isolated\\u{2069}"],
  ["two\u2028lines\u2029", "two\\u{2028}lines\\u{2029}"],
  ["tags \u{e0041}\u{e007f}", "tags \\u{e0041}\\u{e007f}"],
  ["grüße 日本 \u{1f468}\u200d\u{1f469}", "grüße 日本 \u{1f468}\u200d\u{1f469}"],
])("%j is printed as %s", (text, shown) => {
  expect(printable(text)).toBe(shown)
})
