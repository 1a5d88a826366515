/** Checks of cloud, infrastructure and database credentials. */
import type { Validity } from "./validators.ts"

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/** CRC-16/XMODEM: polynomial 0x1021, beginning with zero. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff) >>> 0
  }
  return crc
}

function fromBase32(text: string): Uint8Array {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const character of text) {
    held = (held << 5) | base32.indexOf(character)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >>> bits) & 0xff)
    held &= (1 << bits) - 1
  }
  return Uint8Array.from(bytes)
}

/** A seed of 58 characters ends in its CRC-16, the low byte first (docs.nats.io, NKeys). */
export function checkNatsSeed(seed: string): Validity {
  const bytes = fromBase32(seed)
  if (bytes.length !== 36) return "invalid"
  return crc16(bytes.subarray(0, 34)) === (bytes[34]! | (bytes[35]! << 8)) ? "valid" : "invalid"
}

/** `wg genkey` clamps its keys as RFC 7748 says; a key made otherwise works as well, so that another form proves nothing. */
export function checkWireguardKey(value: string): Validity {
  const bytes = Buffer.from(value, "base64")
  if (bytes.length !== 32) return "invalid"
  return (bytes[0]! & 7) === 0 && (bytes[31]! & 0xc0) === 0x40 ? "valid" : "unknown"
}

/** Account, tunnel and secret, as JSON in base64. */
export function checkCloudflareTunnel(token: string): Validity {
  const parsed = objectIn(token)
  return parsed !== undefined && ["a", "t", "s"].every((name) => typeof parsed[name] === "string") ? "valid" : "invalid"
}

/** The anonymous key has the same form and is public: only the claim `role` tells them apart. */
export function checkSupabase(token: string): Validity {
  const claims = objectIn(token.split(".")[1] ?? "")
  return claims?.["iss"] === "supabase" && claims["role"] === "service_role" ? "valid" : "invalid"
}

/** base64 of `id:key`, with 20 and 22 characters. */
export function checkElasticApiKey(value: string): Validity {
  return /^[\w-]{20}:[\w-]{22}$/.test(Buffer.from(value, "base64").toString("latin1")) ? "valid" : "invalid"
}

/** base64 of `AWS:` and a password that is itself JSON in base64. */
export function checkEcrLogin(value: string): Validity {
  return Buffer.from(value.slice(0, 400), "base64").toString("latin1").startsWith("AWS:eyJ") ? "valid" : "invalid"
}

export function checkQstashToken(token: string): Validity {
  const parsed = objectIn(token)
  return parsed !== undefined && typeof parsed["UserID"] === "string" && typeof parsed["Password"] === "string" ? "valid" : "invalid"
}

/** The JSON object that base64 or base64url holds. */
function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64").toString("utf8"))
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
