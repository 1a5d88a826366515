import { expect, test } from "vitest"
import { hmacSha256, sha256 } from "./hash.ts"

// FIPS 180-4 example "abc"; RFC 4231 test case 2.
test("digests are lower-case hexadecimal SHA-256 and HMAC-SHA-256, the same for a text and its UTF-8 bytes", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  expect(sha256("é")).toBe(sha256(new Uint8Array([0xc3, 0xa9])))
  expect(hmacSha256("Jefe", "what do ya want for nothing?")).toBe("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
})
