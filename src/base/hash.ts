/** Digests as lower-case hexadecimal text. */

/** Loaded when first needed: it takes a start longer than most of what a hook does. */
const nodeCrypto = () => process.getBuiltinModule("node:crypto")

export function sha256(data: string | Uint8Array): string {
  return nodeCrypto().createHash("sha256").update(data).digest("hex")
}

/** A key, or what makes it: a run that finds nothing needs none. */
export type HmacKey = string | Uint8Array | (() => Uint8Array)

export function keyOf(key: HmacKey): string | Uint8Array {
  return typeof key === "function" ? key() : key
}

/** Keyed fingerprint: a plain hash of a weak secret would confirm it to anyone who can guess it. */
export function hmacSha256(key: HmacKey, data: string | Uint8Array): string {
  return nodeCrypto().createHmac("sha256", keyOf(key)).update(data).digest("hex")
}
