import { expect, test } from "vitest"
import { expand, randomFrom } from "./generate.ts"
import { crc16 } from "./validators-a.ts"
import { validators } from "./validators.ts"

test("the checksum of a NATS seed is CRC-16/XMODEM", () => {
  // The check value of CRC-16/XMODEM for "123456789" is 0x31C3.
  expect(crc16(Buffer.from("123456789"))).toBe(0x31c3)
  expect(crc16(Buffer.from(""))).toBe(0)
})

test("a NATS seed with a changed character fails its checksum", () => {
  const seed = expand("{{natsseed}}", randomFrom(1))
  expect(validators["nats-seed"](seed)).toBe("valid")
  // The last character holds two bits that belong to no byte.
  for (let index = 4; index < seed.length - 1; index += 1) {
    const changed = `${seed.slice(0, index)}${seed[index] === "A" ? "B" : "A"}${seed.slice(index + 1)}`
    expect(validators["nats-seed"](changed)).toBe("invalid")
  }
})

test.each([
  ["nats-seed", "SUA{{base32:30}}", "invalid"],
  ["wireguard-key", "{{wgkey}}", "valid"],
  ["wireguard-key", "{{b64:42}}", "invalid"],
  ["cloudflare-tunnel", "{{cftunnel}}", "valid"],
  ["cloudflare-tunnel", "eyJhIjoi{{alnum:100}}", "invalid"],
  ["supabase-service-role", "{{sbrole:service_role}}", "valid"],
  ["supabase-service-role", "{{sbrole:anon}}", "invalid"],
  ["supabase-service-role", "{{jwt}}", "invalid"],
  ["elastic-api-key", "{{elastickey}}", "valid"],
  ["elastic-api-key", "{{b64:58}}==", "invalid"],
  ["ecr-login", "{{ecr}}", "valid"],
  ["ecr-login", "QVdTOmV5{{alnum:100}}", "invalid"],
  ["qstash-token", "{{qstash}}", "valid"],
  ["qstash-token", "eyJVc2VySUQiOi{{alnum:100}}", "invalid"],
] as const)("%s says of %s: %s", (id, template, expected) => {
  expect(validators[id](expand(template, randomFrom(2)))).toBe(expected)
})

test("a WireGuard key that was not clamped says nothing", () => {
  expect(validators["wireguard-key"](Buffer.alloc(32, 0xff).toString("base64"))).toBe("unknown")
})
