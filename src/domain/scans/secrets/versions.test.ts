import * as fc from "fast-check"
import { expect, test } from "vitest"
import { createVersions } from "./versions.ts"

test("the first version is new as a whole, the same again has nothing new but the seam", () => {
  const versions = createVersions()
  const content = Buffer.alloc(100_000, "line\n")
  expect(versions.changedIn("a", content)).toEqual([0, 100_000])
  expect(versions.changedIn("b", content)).toEqual([0, 100_000])
  expect(versions.changedIn("a", Buffer.from(content))).toEqual([98_976, 100_000])
})

test("a line put into the middle is what is new, with a kilobyte around it", () => {
  const versions = createVersions()
  const [head, tail] = [Buffer.alloc(50_000, "h"), Buffer.alloc(30_000, "t")]
  versions.changedIn("a", Buffer.concat([head, tail]))
  const [from, to] = versions.changedIn("a", Buffer.concat([head, Buffer.from("secret"), tail]))
  expect([from, to]).toEqual([48_976, 51_030])
})

test("whatever changes lies in the region, and outside of it both versions are the same", () => {
  const part = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 3000 })
  fc.assert(
    fc.property(part, part, part, part, (head, middle, tail, other) => {
      const versions = createVersions()
      const [before, after] = [Buffer.from(head + middle + tail), Buffer.from(head + other + tail)]
      versions.changedIn("a", before)
      const [from, to] = versions.changedIn("a", after)
      expect(from).toBeLessThanOrEqual(Buffer.byteLength(head))
      expect(after.subarray(0, from).equals(before.subarray(0, from))).toBe(true)
      const rest = after.subarray(to)
      expect(rest.equals(before.subarray(before.length - rest.length))).toBe(true)
    }),
  )
})
