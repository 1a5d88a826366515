import { expect, test } from "vitest"
import { fingerprintKey } from "./fingerprint-key.ts"

const machine = () => Promise.resolve(Buffer.alloc(32, 5))
const nothing = () => Promise.reject(new Error("not asked for"))
const environment = "e".repeat(32)
const salt = "07".repeat(16)

test("the environment's key comes first, then the baseline's salt, then the machine's key", async () => {
  const sources = [
    await fingerprintKey({ environment, salt, machine: nothing }),
    await fingerprintKey({ environment: "", salt, machine: nothing }),
    await fingerprintKey({ environment: undefined, salt: undefined, machine }),
  ]
  expect(sources.map(({ source, key }) => [source, key().length])).toEqual([
    ["environment", 32],
    ["baseline", 32],
    ["machine", 32],
  ])
  expect(new Set(sources.map(({ key }) => Buffer.from(key()).toString("hex"))).size).toBe(3)
})

test("the key is not the material itself", async () => {
  const { key } = await fingerprintKey({ environment: undefined, salt: undefined, machine })
  expect(Buffer.from(key()).equals(Buffer.alloc(32, 5))).toBe(false)
})

test("a key that can be guessed is refused", async () => {
  await expect(fingerprintKey({ environment: "short", salt, machine })).rejects.toMatchObject({ code: "secrets/short-key" })
})
