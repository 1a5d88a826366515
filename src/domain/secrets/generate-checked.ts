/** Test material only: made-up values that carry a checksum or a structure of their own. */
import type { Random } from "./generate.ts"
import { base58, base58Checksum, crc16, ed25519PublicKey } from "./validators-c.ts"
import { bech32Polymod } from "./validators.ts"

function bytes(length: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))
}

const bech32Digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

function bech32(human: string, data: Uint8Array): string {
  const bits = Array.from(data, (byte) => byte.toString(2).padStart(8, "0")).join("")
  const values = Array.from({ length: Math.ceil(bits.length / 5) }, (_, index) =>
    Number.parseInt(bits.slice(index * 5, index * 5 + 5).padEnd(5, "0"), 2),
  )
  const expanded = [...Array.from(human, (c) => c.charCodeAt(0) >> 5), 0, ...Array.from(human, (c) => c.charCodeAt(0) & 31)]
  const check = bech32Polymod([...expanded, ...values, 0, 0, 0, 0, 0, 0]) ^ 1
  const sum = Array.from({ length: 6 }, (_, index) => (check >>> (5 * (5 - index))) & 31)
  return `${human}1${[...values, ...sum].map((value) => bech32Digits[value]).join("")}`
}

const base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

function stellarSeed(random: Random): string {
  const body = Buffer.concat([Buffer.from([0x90]), bytes(32, random)])
  const sum = Buffer.alloc(2)
  sum.writeUInt16LE(crc16(body))
  const bits = Array.from(Buffer.concat([body, sum]), (byte) => byte.toString(2).padStart(8, "0")).join("")
  return Array.from({ length: 56 }, (_, index) => base32Digits[Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2)]).join("")
}

function keyPair(random: Random): Buffer {
  const seed = bytes(32, random)
  return Buffer.concat([seed, ed25519PublicKey(seed)])
}

const syllables = ["ba", "co", "di", "fu", "ga", "ho", "li", "me", "no", "pe", "ra", "su", "ti", "vo", "wa", "ze"]

function words(count: number, random: Random): string {
  const found = new Set<string>()
  while (found.size < count) found.add(Array.from({ length: 3 }, () => syllables[Math.floor(random() * 16)]).join(""))
  return [...found].join(" ")
}

function uuidWith(separator: string, random: Random): string {
  const hex = bytes(16, random).toString("hex")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(separator)
}

export const checkedValues: Readonly<Record<string, (argument: string, random: Random) => string>> = {
  /** Base58Check of the prefix, given in hexadecimal, and so many bytes: `ef,32`; a third part is a suffix. */
  base58check: (argument, random) => {
    const [prefix, length, suffix] = argument.split(",")
    const payload = Buffer.concat([Buffer.from(prefix ?? "", "hex"), bytes(Number(length), random), Buffer.from(suffix ?? "", "hex")])
    return base58(Buffer.concat([payload, base58Checksum(payload)]))
  },
  /** Human-readable part and number of bytes: `nsec,32`. */
  bech32: (argument, random) => bech32(argument.split(",")[0]!, bytes(Number(argument.split(",")[1]), random)),
  stellar: (_, random) => stellarSeed(random),
  keypair58: (_, random) => base58(keyPair(random)),
  keypairlist: (separator, random) => [...keyPair(random)].join(`,${separator}`),
  words: (count, random) => words(Number(count), random),
  base64of: (length, random) => bytes(Number(length), random).toString("base64"),
  sesSmtp: (_, random) => Buffer.concat([Buffer.from([4]), bytes(32, random)]).toString("base64"),
  intercom: (_, random) => Buffer.from(`tok:${uuidWith("_", random)}:1:0`).toString("base64"),
  atlassianPat: (_, random) => {
    const digits = String(Math.floor(1e11 + random() * 8e11))
    return Buffer.concat([Buffer.from(`${digits}:`), bytes(20, random)]).toString("base64")
  },
  /** Base64 of a text that a Kubernetes manifest would hold. */
  base64text: (text, random) => Buffer.from(`${text}${bytes(9, random).toString("base64url")}`).toString("base64"),
}
