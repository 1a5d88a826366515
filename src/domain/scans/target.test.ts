import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { afterEach, expect, test } from "vitest"
import { readTarget } from "./target.ts"

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function tree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "tipstaff-target-"))
  folders.push(root)
  execFileSync("git", ["init", "-q", root])
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

test("code is scanned although a setting calls its folder the evidence folder", async () => {
  const root = tree({ "src/app.ts": "code", "src/scan-results.json": "{}", "readme.md": "text" })
  const { files } = await readTarget(root, ["src"], [])
  expect(files.map((file) => file.path)).toEqual(["readme.md", "src/app.ts"])
})

test("[S4.7-3] any change of content changes the digest, and the evidence itself does not", async () => {
  const files = { "src/app.ts": "code", ".artifacts/review-security/review.json": "{}" }
  const digestOf = async (change: Readonly<Record<string, string>>) =>
    (await readTarget(tree({ ...files, ...change }), [".artifacts/review-security"], [])).digest
  const first = await digestOf({})
  expect(await digestOf({ ".artifacts/review-security/review.json": '{"a":1}' })).toBe(first)
  expect(await digestOf({ "src/app.ts": "cOde" })).not.toBe(first)
  expect(await digestOf({ "src/empty.ts": "" })).not.toBe(first)
})

test("an exclusion needs its reason and is told, never silent", async () => {
  const root = tree({ "a.ts": "1", "vendor/b.ts": "2" })
  const target = await readTarget(root, [], [{ path: "vendor/**", reason: "third-party, reviewed there" }])
  expect(target.files.map((file) => file.path)).toEqual(["a.ts"])
  expect(target.excluded).toEqual([{ path: "vendor/b.ts", reason: "third-party, reviewed there" }])
})
