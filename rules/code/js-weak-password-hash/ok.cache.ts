import { createHash, scryptSync } from "node:crypto"

export function cacheKey(text: string): string {
  return createHash("sha1").update(text).digest("hex")
}

export function hashPassword(password: string, salt: Buffer): Buffer {
  return scryptSync(password, salt, 32)
}
