/** Checks of wallets' keys and of vendors' tokens whose bytes say what they are. */
import { sha256 } from "../../base/hash.ts"
import type { ValidatorId } from "./rule.ts"
import type { Validity } from "./validators.ts"

type Checks = Pick<
  Record<ValidatorId, (value: string) => Validity>,
  | "base58check"
  | "stellar-seed"
  | "ed25519-key-pair"
  | "secp256k1-scalar"
  | "mnemonic"
  | "base64-32-bytes"
  | "intercom-token"
  | "atlassian-pat"
  | "ses-smtp-password"
>

const verdict = (holds: boolean): Validity => (holds ? "valid" : "invalid")

export const walletAndVendorValidators: Checks = {
  base58check: (value) => verdict(base58CheckHolds(value)),
  "stellar-seed": (value) => verdict(stellarSeedHolds(value)),
  "ed25519-key-pair": (value) => verdict(keyPairHolds(value)),
  "secp256k1-scalar": (value) => verdict(isOwnScalar(value)),
  mnemonic: (value) => verdict(isOwnMnemonic(value)),
  "base64-32-bytes": (value) => verdict(Buffer.from(value, "base64").length === 32),
  "intercom-token": (value) => verdict(/^tok:[0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12}:\d:\d$/.test(decoded(value))),
  // Twelve digits of an identifier, a colon, twenty random bytes.
  "atlassian-pat": (value) => verdict(/^\d{12}:/.test(decoded(value))),
  // A version byte, then the 32 bytes of an HMAC-SHA-256.
  "ses-smtp-password": (value) => verdict(decoded(value).length === 33 && decoded(value).codePointAt(0) === 4),
}

function decoded(base64: string): string {
  return Buffer.from(base64, "base64").toString("latin1")
}

const base58Digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

/** Undefined when a character is none of the alphabet. The value is short: the pattern bounds it. */
function base58Bytes(text: string): Buffer | undefined {
  let number = 0n
  for (const character of text) {
    const digit = base58Digits.indexOf(character)
    if (digit === -1) return undefined
    number = number * 58n + BigInt(digit)
  }
  const hex = number === 0n ? "" : number.toString(16)
  const zeros = /^1*/.exec(text)![0].length
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex")])
}

export function base58(bytes: Uint8Array): string {
  let number = BigInt(`0x0${Buffer.from(bytes).toString("hex")}`)
  let text = ""
  for (; number > 0n; number /= 58n) text = base58Digits[Number(number % 58n)]! + text
  const first = bytes.findIndex((byte) => byte !== 0)
  return "1".repeat(first === -1 ? bytes.length : first) + text
}

/** The first four bytes of the SHA-256 of the SHA-256 (Bitcoin's Base58Check). */
export function base58Checksum(payload: Uint8Array): Buffer {
  return Buffer.from(sha256(Buffer.from(sha256(payload), "hex")), "hex").subarray(0, 4)
}

function base58CheckHolds(text: string): boolean {
  const bytes = base58Bytes(text)
  return bytes !== undefined && bytes.length > 4 && base58Checksum(bytes.subarray(0, -4)).equals(bytes.subarray(-4))
}

const base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/** SEP-23: version byte 0x90, 32 bytes, CRC-16 (XModem) with the low byte first. */
function stellarSeedHolds(text: string): boolean {
  const bits = Array.from(text, (character) => base32Digits.indexOf(character).toString(2).padStart(5, "0")).join("")
  const bytes = Buffer.from(Array.from({ length: 35 }, (_, index) => Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2)))
  return bytes[0] === 0x90 && crc16(bytes.subarray(0, 33)) === bytes.readUInt16LE(33)
}

export function crc16(bytes: Uint8Array): number {
  let check = 0
  for (const byte of bytes) {
    check ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) check = (check & 0x8000) === 0 ? (check << 1) & 0xffff : ((check << 1) ^ 0x1021) & 0xffff
  }
  return check
}

/** RFC 8410 wraps the seed in these bytes. */
const ed25519Prefix = Buffer.from("302e020100300506032b657004220420", "hex")

export function ed25519PublicKey(seed: Uint8Array): Buffer {
  const { createPrivateKey, createPublicKey } = process.getBuiltinModule("node:crypto")
  const key = createPrivateKey({ key: Buffer.concat([ed25519Prefix, seed]), format: "der", type: "pkcs8" })
  return createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32)
}

/** 64 bytes as base58 or as a list of numbers: a seed, and the public key that follows from it. */
function keyPairHolds(text: string): boolean {
  const bytes = text.includes(",") ? listedBytes(text) : base58Bytes(text)
  return bytes?.length === 64 && ed25519PublicKey(bytes.subarray(0, 32)).equals(bytes.subarray(32))
}

function listedBytes(text: string): Buffer | undefined {
  const numbers = (text.match(/\d{1,4}/g) ?? []).map(Number)
  return numbers.every((number) => number < 256) ? Buffer.from(numbers) : undefined
}

const groupOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** Beginnings of the SHA-256 of the ten first accounts that Hardhat and Anvil, and that Ganache, give to everyone. */
const publicScalars: ReadonlySet<string> = new Set(
  "bc1a50966c9e 8335c5533482 b26ab6529d20 64034b44c579 4d3e46eec824 0aedba9d586f 28e543d3753f f070994a8599 38e69fdd19ae 967f21586cdf 578592185588 30e55f5463e2 70b801afae94 0bc9fde2b028 f51c2c795f78 6dea34b66114 faeb1dab5a32 196fbadca8b7 ecd5e9d0b08a 3fd5610ee03a".split(
    " ",
  ),
)

function isOwnScalar(text: string): boolean {
  const hex = text.replace(/^0x/i, "").toLowerCase()
  const number = BigInt(`0x${hex}`)
  // A number of few bits is made up by hand.
  return number > 1n << 200n && number < groupOrder && !publicScalars.has(sha256(hex).slice(0, 12))
}

/** BIP-39 lengths. Phrases that everyone knows repeat a word: "test test … junk", "abandon abandon … about". */
function isOwnMnemonic(text: string): boolean {
  const words = text.split(" ")
  return [12, 15, 18, 21, 24].includes(words.length) && new Set(words).size >= words.length - 2
}
