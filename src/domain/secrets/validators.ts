/** Checks that a token's own build allows without asking its vendor: checksums and structures. */
import { crc32 } from "./crc32.ts"
import type { ValidatorId } from "./rule.ts"
import {
  checkCloudflareTunnel,
  checkEcrLogin,
  checkElasticApiKey,
  checkNatsSeed,
  checkQstashToken,
  checkSupabase,
  checkWireguardKey,
} from "./validators-a.ts"
import { checkCrc32Hex, checkGrafanaApiKey, checkNeptuneToken } from "./validators-b.ts"
import { walletAndVendorValidators } from "./validators-c.ts"

/** `valid`: proven to be well made. `invalid`: not one of the kind. `unknown`: the check says nothing about this one. */
export type Validity = "valid" | "invalid" | "unknown"

export const validators: Readonly<Record<ValidatorId, (value: string) => Validity>> = {
  "crc32-base62": checkCrc32,
  bech32: (value) => (bech32Holds(value.toLowerCase()) ? "valid" : "invalid"),
  jwt: checkJwt,
  "private-key": checkPrivateKey,
  "basic-credentials": checkBasicCredentials,
  "base64-64-bytes": (value) => (Buffer.from(value, "base64").length === 64 ? "valid" : "invalid"),
  onepassword: checkOnePassword,
  "pypi-macaroon": checkPypi,
  "nats-seed": checkNatsSeed,
  "wireguard-key": checkWireguardKey,
  "cloudflare-tunnel": checkCloudflareTunnel,
  "supabase-service-role": checkSupabase,
  "elastic-api-key": checkElasticApiKey,
  "ecr-login": checkEcrLogin,
  "qstash-token": checkQstashToken,
  "crc32-hex": checkCrc32Hex,
  "grafana-api-key": checkGrafanaApiKey,
  "neptune-token": checkNeptuneToken,
  ...walletAndVendorValidators,
}

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/** Six base62 digits of the CRC-32, zero-padded (github.blog, 2021-04-05; npm uses the same form since 2021-09-23). */
export function crc32Base62(body: string): string {
  let rest = crc32(body)
  let digits = ""
  for (let place = 0; place < 6; place += 1) {
    digits = base62[rest % 62]! + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}

function checkCrc32(token: string): Validity {
  const body = token.slice(token.indexOf("_") + 1)
  // Refresh tokens are longer, and their checksum is not described.
  if (body.length !== 36) return "unknown"
  return crc32Base62(body.slice(0, 30)) === body.slice(30) ? "valid" : "invalid"
}

const bech32Digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

/** BIP-173 checksum. */
function bech32Holds(text: string): boolean {
  const split = text.lastIndexOf("1")
  const values: number[] = []
  const human = text.slice(0, split)
  for (const character of human) values.push(character.charCodeAt(0) >> 5)
  values.push(0)
  for (const character of human) values.push(character.charCodeAt(0) & 31)
  for (const character of text.slice(split + 1)) values.push(bech32Digits.indexOf(character))
  return bech32Polymod(values) === 1
}

export function bech32Polymod(values: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
  let check = 1
  for (const value of values) {
    const top = check >>> 25
    check = ((check & 0x1ffffff) << 5) ^ value
    for (const [bit, term] of generator.entries()) if ((top >>> bit) & 1) check ^= term
  }
  return check >>> 0
}

function checkJwt(token: string): Validity {
  const [header, payload] = token.split(".")
  const parsed = decodeObject(header)
  if (parsed === undefined || decodeObject(payload) === undefined) return "invalid"
  return typeof parsed["alg"] === "string" ? "valid" : "invalid"
}

function decodeObject(part: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"))
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** DER begins with a SEQUENCE, OpenSSH with its magic, OpenPGP with a packet tag: the top bit is set. */
function checkPrivateKey(text: string): Validity {
  const body = text.replace(/^-----BEGIN [A-Z0-9 ]+-----/, "").replace(/-----END [A-Z0-9 ]+-----$/, "")
  const base64 = body
    .replace(/\\+[nrt]|&(?:amp;)?#x?[0-9A-Fa-f]{1,4};/g, "\n")
    .split("\n")
    .filter((line) => !line.includes(":"))
    .join("")
    .replace(/[^A-Za-z0-9+/=]/g, "")
  const bytes = Buffer.from(base64.slice(0, 64), "base64")
  if (bytes.length < 24) return "invalid"
  if (bytes[0] === 0x30 || bytes.toString("latin1").startsWith("openssh-key-v1") || text.includes("PGP")) return "valid"
  // Legacy encrypted keys hold no readable structure.
  return /Proc-Type|ENCRYPTED/.test(text) ? "unknown" : "invalid"
}

/** base64 of `user:password`, printable (RFC 7617). */
function checkBasicCredentials(value: string): Validity {
  const text = Buffer.from(value, "base64").toString("latin1")
  return /^[\x20-\x39\x3b-\x7e]{1,200}:[\x20-\x7e]{1,200}$/.test(text) ? "valid" : "invalid"
}

function checkOnePassword(token: string): Validity {
  const parsed = decodeObject(token.slice("ops_".length).replace(/[^A-Za-z0-9+/_-]/g, ""))
  return parsed === undefined ? "unknown" : "secretKey" in parsed || "muk" in parsed || "signInAddress" in parsed ? "valid" : "invalid"
}

/** A macaroon, version 2, whose location is pypi.org or test.pypi.org. */
function checkPypi(token: string): Validity {
  const bytes = Buffer.from(token.slice("pypi-".length, "pypi-".length + 32), "base64url")
  // oxlint-disable-next-line no-control-regex -- version 2, field 1 (location) and its length, in binary
  return /^\x02\x01.(?:test\.)?pypi\.org/s.test(bytes.toString("latin1")) ? "valid" : "invalid"
}
