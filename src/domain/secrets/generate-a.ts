/** Test material only: made-up values of cloud, infrastructure and database credentials that have a structure. */
import type { Random } from "./generate.ts"
import { crc16 } from "./validators-a.ts"

export type Pick = (alphabet: "alnum" | "hex" | "b64" | "b64url", length: number, random: Random) => string

type Generator = (argument: string, random: Random) => string

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

export function cloudValues(pick: Pick): Readonly<Record<string, Generator>> {
  return {
    natsseed: (_, random) => natsSeed(random),
    wgkey: (_, random) => wireguardKey(random),
    cftunnel: (_, random) =>
      base64({ a: pick("hex", 32, random), t: `${pick("hex", 8, random)}-${pick("hex", 4, random)}`, s: pick("alnum", 44, random) }),
    sbrole: (role, random) =>
      `${part({ alg: "HS256", typ: "JWT" })}.${part({ iss: "supabase", ref: pick("hex", 20, random), role })}.${pick("b64url", 43, random)}`,
    elastickey: (_, random) => Buffer.from(`${pick("alnum", 20, random)}:${pick("alnum", 22, random)}`).toString("base64"),
    ecr: (_, random) => Buffer.from(`AWS:${base64({ payload: pick("b64", 300, random), version: "2" })}`).toString("base64"),
    qstash: (_, random) => base64({ UserID: pick("alnum", 24, random), Password: pick("hex", 32, random) }),
    bedrock: (_, random) =>
      `bedrock-api-key-${Buffer.from(`bedrock.amazonaws.com/?Action=CallWithBearerToken&sig=${pick("hex", 64, random)}&v=1`).toString("base64")}`,
    convex: (_, random) => base64({ v2: pick("hex", 32, random) }),
  }
}

function base64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64")
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url")
}

function randomBytes(length: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))
}

/** Seed of a user: its prefix bytes, 32 random bytes, and the CRC-16 with the low byte first. */
function natsSeed(random: Random): string {
  const raw = Buffer.concat([Buffer.from([0x95, 0x00]), randomBytes(32, random)])
  const sum = crc16(raw)
  return toBase32(Buffer.concat([raw, Buffer.from([sum & 0xff, sum >> 8])]))
}

function toBase32(bytes: Uint8Array): string {
  let text = ""
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5;) {
      bits -= 5
      text += base32[(held >>> bits) & 31]!
    }
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + base32[(held << (5 - bits)) & 31]!
}

function wireguardKey(random: Random): string {
  const key = randomBytes(32, random)
  key[0]! &= 248
  key[31] = (key[31]! & 127) | 64
  return key.toString("base64")
}
