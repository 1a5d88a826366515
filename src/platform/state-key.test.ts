import { readdirSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { temporaryFolder } from "../../test/support/repository.ts"
import { stateKey } from "./state-key.ts"

test("the key is made once, however many ask for it at the same time, and only its owner may read it", async () => {
  const folder = join(temporaryFolder(), "state")
  const keys = await Promise.all(Array.from({ length: 20 }, () => stateKey(folder, "scan")))
  expect(new Set(keys.map((key) => Buffer.from(key).toString("hex"))).size).toBe(1)
  expect(keys[0]?.length).toBe(32)
  expect(readdirSync(folder)).toEqual(["scan.key"])
  expect([statSync(folder).mode & 0o777, statSync(join(folder, "scan.key")).mode & 0o777]).toEqual([0o700, 0o600])
})

test("two names have two keys", async () => {
  const folder = temporaryFolder()
  expect(await stateKey(folder, "a")).not.toEqual(await stateKey(folder, "b"))
})

test("a file that is not a key is not used as one", async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, "scan.key"), "short")
  await expect(stateKey(folder, "scan")).rejects.toMatchObject({ code: "file/unreadable", file: join(folder, "scan.key") })
})
