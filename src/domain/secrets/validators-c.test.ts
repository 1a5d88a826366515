import { expect, test } from "vitest"
import { expand, randomFrom } from "./generate.ts"
import { base58, crc16, ed25519PublicKey } from "./validators-c.ts"
import { validators } from "./validators.ts"

/** The same text with its last letter or digit replaced by another of every alphabet used here. */
function altered(text: string): string {
  return text.replace(/[A-Za-z2-9](?=[^A-Za-z2-9]*$)/, (character) => (character === "c" ? "d" : "c"))
}

test("base58, CRC-16 and Ed25519 agree with their published values", () => {
  expect(base58(Buffer.from("Hello World!"))).toBe("2NEpo7TZRRrLZSi2U")
  expect(base58(Buffer.from([0, 0, 1]))).toBe("112")
  expect(crc16(Buffer.from("123456789"))).toBe(0x31c3)
  expect(ed25519PublicKey(Buffer.alloc(32)).toString("hex")).toBe("3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29")
})

test.each([
  ["base58check", "{{base58check:80,32,01}}"],
  ["base58check", "{{base58check:0488ade4,74}}"],
  ["ed25519-key-pair", "{{keypair58}}"],
] as const)("%s holds for %s, and for no other text", (validator, template) => {
  const value = expand(template, randomFrom(4))
  expect(validators[validator](value)).toBe("valid")
  expect(validators[validator](altered(value))).toBe("invalid")
})

test("a Stellar seed has its version byte and its checksum", () => {
  const seed = expand("{{stellar}}", randomFrom(2))
  expect(validators["stellar-seed"](seed)).toBe("valid")
  expect(validators["stellar-seed"](`G${seed.slice(1)}`)).toBe("invalid")
})

test("a list of numbers is a key pair only when the second half follows from the first", () => {
  expect(validators["ed25519-key-pair"](`[${expand("{{keypairlist: }}", randomFrom(3))}]`)).toBe("valid")
  expect(validators["ed25519-key-pair"](`[${Array.from({ length: 64 }, (_, index) => index).join(", ")}]`)).toBe("invalid")
  expect(validators["ed25519-key-pair"](`[${Array.from({ length: 64 }, () => 999).join(", ")}]`)).toBe("invalid")
})

test("a private key that everyone has, a small number and one beyond the group are nobody's own", () => {
  expect(validators["secp256k1-scalar"](expand("0x7{{hex:63}}", randomFrom(1)))).toBe("valid")
  expect(validators["secp256k1-scalar"](`0x${"1".padStart(64, "0")}`)).toBe("invalid")
  expect(validators["secp256k1-scalar"]("f".repeat(64))).toBe("invalid")
})

test("a recovery phrase has one of the five lengths and hardly repeats a word", () => {
  const words = expand("{{words:12}}", randomFrom(5))
  expect(validators["mnemonic"](words)).toBe("valid")
  expect(validators["mnemonic"](`${words} more`)).toBe("invalid")
  expect(validators["mnemonic"](`${"abandon ".repeat(11)}about`)).toBe("invalid")
})

test("vendors' tokens decode to what their vendors put in", () => {
  for (const [validator, template] of [
    ["intercom-token", "{{intercom}}"],
    ["atlassian-pat", "{{atlassianPat}}"],
    ["ses-smtp-password", "{{sesSmtp}}"],
    ["base64-32-bytes", "{{base64of:32}}"],
  ] as const) {
    expect([validator, validators[validator](expand(template, randomFrom(6)))]).toEqual([validator, "valid"])
    expect([validator, validators[validator](Buffer.from("something else").toString("base64"))]).toEqual([validator, "invalid"])
  }
})
