import * as fc from "fast-check"
import { join } from "node:path"
import { expect, test } from "vitest"
import { slugOf } from "./slug.ts"

test.each([
  ["Payment Service", "payment-service"],
  ["  Ünïcode & more!  ", "unicode-more"],
  ["../../etc/passwd", "etc-passwd"],
  ["C:\\Windows\\system32", "c-windows-system32"],
  ["a\u0000b\nc", "a-b-c"],
  ["CON", "con-1"],
  ["com¹", "com1-1"],
  ["aux.txt", "aux-txt"],
  ["lpt9", "lpt9-1"],
  ["..", undefined],
  ["", undefined],
  ["日本", undefined],
])("%j becomes %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})

test("a slug is one harmless path segment, whatever the name, and stays as it is the second time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
      const slug = slugOf(name)
      if (slug === undefined) return
      expect(slug).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,80}[a-z0-9])?$/)
      expect(join("/folder", slug)).toBe(`/folder/${slug}`)
      expect(slugOf(slug)).toBe(slug)
    }),
  )
})

test("a long name is cut, and never behind a hyphen", () => {
  expect(slugOf(`${"a".repeat(79)} b`)).toBe("a".repeat(79))
  expect(slugOf("x".repeat(1_000_000))).toBe("x".repeat(80))
})
