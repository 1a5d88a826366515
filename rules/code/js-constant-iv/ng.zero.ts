import crypto from "node:crypto"

const iv = "0123456789abcdef"

export function seal(key: Buffer, text: string) {
  const one = crypto.createCipheriv("aes-256-cbc", key, iv) // tipstaff-expect
  const two = crypto.createCipheriv("aes-256-gcm", key, Buffer.alloc(12)) // tipstaff-expect
  return one.update(text) + two.update(text)
}
