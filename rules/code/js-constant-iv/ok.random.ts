import crypto from "node:crypto"

export function seal(key: Buffer, text: string) {
  const iv = crypto.randomBytes(12)
  return crypto.createCipheriv("aes-256-gcm", key, iv).update(text)
}
