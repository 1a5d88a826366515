import { createHash, createSign } from "node:crypto"

export function hashPassword(password: string): string {
  return createHash("md5").update(password).digest("hex") // tipstaff-expect
}

export function sign(text: string): Buffer {
  const signer = createSign("RSA-SHA1") // tipstaff-expect
  return signer.update(text).sign(key)
}
