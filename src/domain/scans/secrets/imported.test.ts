import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { importedRules, importedRuleSet, readImport, type ImportSource } from "./imported.ts"
import { productScanner } from "./prepared.ts"
import { scanContents } from "./contents.ts"

const outer = mkdtempSync(join(realpathSync(tmpdir()), "imported-"))
afterAll(() => rmSync(outer, { recursive: true, force: true }))
const root = join(outer, "repository")
mkdirSync(root)

function read(text: string, more: Partial<ImportSource> = {}) {
  writeFileSync(join(root, "own.toml"), text)
  const source = { path: join(root, "own.toml"), root, file: "own.toml", bounded: true, lenient: false, noAllowlists: false, prefix: "" }
  return readImport({ ...source, ...more })
}

const rule = (id: string, regex: string) => `[[rules]]\nid = "${id}"\nregex = "${regex}"\n`
const fails = (code: string) => expect.objectContaining({ code }) as Error

test("what a file extends travels with it, so that a thread needs no disk", async () => {
  writeFileSync(join(root, "base.toml"), rule("base", "base_[a-z]+"))
  const texts = structuredClone(read(`[extend]\npath = "base.toml"\n${rule("top", "top_[a-z]+")}`))
  rmSync(join(root, "base.toml"))
  expect([...importedRuleSet(texts).importedRules.keys()].toSorted()).toEqual(["base", "top"])
  const { secrets } = await scanContents(productScanner({ key: "k" }, importedRules(texts)), [{ path: "a", bytes: Buffer.from("base_x top_y") }])
  expect(secrets.map(({ rules }) => rules)).toEqual([["base"], ["top"]])
})

test("nothing outside of the repository is read, not by a path and not through a link", () => {
  writeFileSync(join(outer, "outside.toml"), rule("outside", "x"))
  expect(() => read('[extend]\npath = "../outside.toml"\n')).toThrow(fails("file/outside"))
  expect(() => read("", { path: join(outer, "outside.toml") })).toThrow(fails("file/outside"))
  expect(() => read('[extend]\npath = "gone.toml"\n')).toThrow(fails("file/missing"))
  expect(() => read("", { path: join(root, "gone.toml") })).toThrow(fails("file/missing"))
  if (process.platform === "win32") return
  symlinkSync(join(outer, "outside.toml"), join(root, "link.toml"))
  expect(() => read('[extend]\npath = "link.toml"\n')).toThrow(fails("file/outside"))
  expect(() => read("", { path: join(root, "link.toml") })).toThrow(fails("file/outside"))
})

test("a file that a person names may lie anywhere, and what it extends beside it", () => {
  writeFileSync(join(outer, "base.toml"), rule("base", "x"))
  writeFileSync(join(outer, "top.toml"), '[extend]\npath = "base.toml"\n')
  expect([...importedRuleSet(read("", { path: join(outer, "top.toml"), bounded: false })).importedRules.keys()]).toEqual(["base"])
})

test("its allowlists can be left out; a rule that is too slow for a file leaves it unexamined", async () => {
  const text = `[allowlist]\npaths = ["a"]\n${rule("all", "a")}`
  const scan = (noAllowlists: boolean, content: string) =>
    scanContents(productScanner({ key: "k" }, importedRules(read(text, { noAllowlists }))), [{ path: "a.txt", bytes: Buffer.from(content) }])
  expect([(await scan(false, "a")).secrets.length, (await scan(true, "a")).secrets.length]).toEqual([0, 1])
  const slow = await scan(true, "a".repeat(100_002))
  expect([slow.unexamined, slow.files]).toEqual([[{ path: "a.txt", reason: "an imported rule matches more than 100000 times" }], 0])
})
