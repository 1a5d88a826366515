import * as fc from "fast-check"
import { expect, test } from "vitest"
import { cpuMs } from "../../../../test/support/cpu-time.ts"
import { helpLink, scrub, scrubQuotes, scrubUrl } from "./scrub.ts"

const token = ["gh", "p_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4"].join("")

test.each([
  ["line one\n  line two", "line one line two"],
  ["a\u001b[31mred", "a\\u{1b}[31mred"],
  ["rule python.lang.security.audit", "rule python.lang.security.audit"],
  ["GHSA-2222-3333-4444 and CVE-2026-99999", "GHSA-2222-3333-4444 and CVE-2026-99999"],
  ["a_long_name_of_a_function_in_code", "a_long_name_of_a_function_in_code"],
])("scrub keeps what people read: %j", (text, expected) => {
  expect(scrub(text)).toBe(expected)
})

test("[SX.1-11] scrub masks what looks like a token", () => {
  expect(scrub(`found ${token} here`)).toBe("found ghp_… (32 characters) here")
  expect(scrub(`key ${"0123456789abcdef".repeat(2)}`)).toBe("key 0123… (32 characters)")
})

test("[SX.1-11] scrubQuotes keeps nothing that is quoted", () => {
  expect(scrubQuotes(`password 'hunter2' in "x" and \`y\``)).toBe(`password '…' in "…" and \`…\``)
})

test("[SX.1-11] an address loses user, query and fragment", () => {
  expect(scrubUrl("https://user:word@host.test:8443/a/b?token=x#y")).toBe("https://host.test:8443/a/b")
  expect(scrubUrl("host.test/path?token=x")).toBe("host.test/path")
})

test.each([
  ["https://example.org/a", "https://example.org/a"],
  ["javascript:alert(1)", undefined],
  ["file:///etc/passwd", undefined],
  ["no address", undefined],
  [null, undefined],
])("only web addresses are help: %s", (link, expected) => {
  expect(helpLink(link)).toBe(expected)
})

test("scrub never makes a text longer than it is allowed to be, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.integer({ min: 1, max: 50 }), (text, length) => {
      expect(scrub(text, length).length).toBeLessThanOrEqual(length)
    }),
  )
})

function costOf(text: string): number {
  const start = cpuMs()
  for (let round = 0; round < 20; round += 1) {
    scrub(text, text.length)
    scrubQuotes(text, text.length)
  }
  return cpuMs() - start
}

test.each([
  ["one long word", "aB1".repeat(20_000)],
  ["quotes that never close", `"'\``.repeat(20_000)],
  ["spaces", " ".repeat(60_000)],
  ["words that are almost tokens", `${"a".repeat(19)} `.repeat(3_000)],
])("time grows no faster than the text: %s", (_name, text) => {
  costOf(text)
  const small = costOf(text.slice(0, text.length / 4))
  expect(costOf(text)).toBeLessThan((small + 2) * 16)
})
