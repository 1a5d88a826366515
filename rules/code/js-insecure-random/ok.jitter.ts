import { randomBytes } from "node:crypto"

export function delay(attempt: number): number {
  const jitter = Math.random() * 100
  return 2 ** attempt + jitter
}

export function createToken(): string {
  return randomBytes(32).toString("hex")
}

export function color(): string {
  const key = `row-${Math.random()}`
  return key
}
