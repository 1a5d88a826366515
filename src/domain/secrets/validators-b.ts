/** Checks of registry, monitoring and model services' tokens; see validators.ts. */
import { crc32 } from "./crc32.ts"
import type { Validity } from "./validators.ts"

/** Eight hexadecimal digits of the CRC-32 over all that stands before them (packagist.com/docs/composer-authentication). */
export function crc32Hex(body: string): string {
  return crc32(body).toString(16).padStart(8, "0")
}

export function checkCrc32Hex(token: string): Validity {
  return crc32Hex(token.slice(0, -8)) === token.slice(-8) ? "valid" : "invalid"
}

/** Base64 of `{"k": the key, "n": its name, "id": the organisation}`. */
export function checkGrafanaApiKey(token: string): Validity {
  return holdsText(token, "k") ? "valid" : "invalid"
}

/** Base64 of `{"api_address": …, "api_url": …, "api_key": …}`. */
export function checkNeptuneToken(token: string): Validity {
  return holdsText(token, "api_key") ? "valid" : "invalid"
}

function holdsText(base64: string, member: string): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64, "base64").toString("utf8"))
    return typeof value === "object" && value !== null && typeof (value as Record<string, unknown>)[member] === "string"
  } catch {
    return false
  }
}
