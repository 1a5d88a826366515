import { expect, test } from "vitest"
import { tryRule } from "./about/trial.ts"
import { expand, randomFrom } from "./generate.ts"
import { secretRules } from "./rules.ts"
import { createSecretScanner } from "./scanner.ts"

const scanner = createSecretScanner({ key: "test" })
const key = expand("{{hex:32}}", randomFrom(1))

function found(text: string, path: string): string[] {
  return scanner.scanText(text, path).map(({ rule, start, end, confidence }) => `${rule.id} ${start}-${end} ${confidence}`)
}

test("a key without any word is found where the path says what it is, and nowhere else", () => {
  for (const path of ["config/master.key", "shop/config/credentials/production.key", "a.zip!/config/master.key"]) {
    expect(found(`${key}\n`, path)).toEqual(["rails-master-key-file 0-32 high"])
    expect(found(key, path)).toEqual(["rails-master-key-file 0-32 high"])
  }
  expect(found(`\r\n${key}\r\n`, "config/master.key")).toEqual(["rails-master-key-file 2-34 high"])
  for (const path of ["config/master.key.md5", "config/checksum", "master.key", "docs/config/master.key.txt"]) expect(found(key, path)).toEqual([])
  expect(found(`sha: ${key}\n`, "config/master.key")).toEqual([])
})

test("each piece of a file answers for what starts in it", () => {
  const bytes = Buffer.from(`${key}\n${key}\n`)
  for (const cut of [10, 33, 40]) {
    const scan = scanner.begin("config/master.key")
    const starts = [...scan.examine(bytes, 0, 0, cut), ...scan.examine(bytes, 0, cut, bytes.length)].map(({ start }) => start)
    expect(starts).toEqual([0, 33])
  }
})

test("trying such a rule names no words that it could have begun with", () => {
  const rule = secretRules.find(({ id }) => id === "rails-master-key-file")!
  expect(tryRule(rule, key, "config/master.key").reported).toBe(1)
  expect(tryRule(rule, "nothing", "config/master.key").why).toContain("nothing in the text fits the pattern")
})

test("a rule without keywords goes by its path", () => {
  for (const { id, keywords, byPath, paths } of secretRules)
    expect([id, keywords.length === 0, paths !== undefined || byPath !== true]).toEqual([id, byPath === true, true])
})
