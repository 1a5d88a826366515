import { expect, test } from "vitest"
import { expand, randomFrom } from "./generate.ts"
import { crc32Base62, validators } from "./validators.ts"

test("the checksum is the CRC-32 in six base62 digits, zero-padded", () => {
  // The check value of CRC-32/ISO-HDLC for "123456789" is 0xCBF43926.
  expect(crc32Base62("123456789")).toBe("3jZRME")
  expect(crc32Base62("2")).toBe("0UT3bJ")
})

test("a GitHub or npm token with a changed character fails its checksum", () => {
  const token = expand("{{crc:ghp_}}", randomFrom(1))
  expect(validators["crc32-base62"](token)).toBe("valid")
  for (let index = 4; index < token.length; index += 1) {
    const changed = `${token.slice(0, index)}${token[index] === "a" ? "b" : "a"}${token.slice(index + 1)}`
    expect(validators["crc32-base62"](changed)).toBe("invalid")
  }
})

test("bech32 accepts the strings that BIP-173 lists as valid and refuses those it lists as invalid", () => {
  for (const valid of [
    "A12UEL5L",
    "a12uel5l",
    "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
    "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
  ]) {
    expect(validators.bech32(valid)).toBe("valid")
  }
  for (const invalid of ["A1G7SGD8", "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3x", "1", ""]) {
    expect(validators.bech32(invalid)).toBe("invalid")
  }
})

test.each([
  ["jwt", "{{jwt}}", "valid"],
  ["jwt", "eyJ{{alnum:30}}.eyJ{{alnum:30}}.{{alnum:30}}", "invalid"],
  ["jwt", "", "invalid"],
  ["private-key", "{{pem:RSA PRIVATE KEY}}", "valid"],
  ["private-key", "{{pemline:PRIVATE KEY}}", "valid"],
  ["private-key", "-----BEGIN PRIVATE KEY-----\n{{hex:10}}\n-----END PRIVATE KEY-----", "invalid"],
  ["private-key", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,{{HEX:32}}\n\n{{alnum:64}}", "unknown"],
  ["basic-credentials", "{{basic}}", "valid"],
  ["basic-credentials", "{{alnum:4}}", "invalid"],
  ["base64-64-bytes", "{{b64:86}}==", "valid"],
  ["base64-64-bytes", "{{b64:80}}", "invalid"],
  ["onepassword", "{{onepassword}}", "valid"],
  ["pypi-macaroon", "{{pypi}}", "valid"],
  ["pypi-macaroon", "pypi-AgE{{alnum:80}}", "invalid"],
] as const)("%s says of %s: %s", (id, template, expected) => {
  expect(validators[id](expand(template, randomFrom(2)))).toBe(expected)
})
