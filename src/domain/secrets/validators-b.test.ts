import { expect, test } from "vitest"
import { expand, randomFrom } from "./generate.ts"
import { validators } from "./validators.ts"
import { crc32Hex } from "./validators-b.ts"

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64")

test("the checksum is the CRC-32 in eight hexadecimal digits, zero-padded", () => {
  // The check value of CRC-32/ISO-HDLC for "123456789" is 0xCBF43926.
  expect(crc32Hex("123456789")).toBe("cbf43926")
  expect(crc32Hex("2")).toBe("1ad5be0d")
  expect(crc32Hex("")).toBe("00000000")
})

test("a Packagist token with a changed character fails its checksum", () => {
  const body = `packagist_out_${expand("{{hex:60}}", randomFrom(1))}`
  const token = body + crc32Hex(body)
  expect(validators["crc32-hex"](token)).toBe("valid")
  for (let index = 14; index < token.length; index += 1) {
    const changed = `${token.slice(0, index)}${token[index] === "a" ? "b" : "a"}${token.slice(index + 1)}`
    expect(validators["crc32-hex"](changed)).toBe("invalid")
  }
})

test.each([
  ["grafana-api-key", base64({ k: "v", n: "ci", id: 1 }), "valid"],
  ["grafana-api-key", base64({ k: 1, n: "ci" }), "invalid"],
  ["grafana-api-key", base64(["k"]), "invalid"],
  ["grafana-api-key", base64(null), "invalid"],
  ["grafana-api-key", "eyJrIjoi", "invalid"],
  ["grafana-api-key", "", "invalid"],
  ["neptune-token", base64({ api_address: "https://app.neptune.ai", api_key: "v" }), "valid"],
  ["neptune-token", base64({ api_address: "https://app.neptune.ai" }), "invalid"],
] as const)("%s says of %s: %s", (id, token, expected) => {
  expect(validators[id](token)).toBe(expected)
})
