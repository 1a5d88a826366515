import { execFileSync } from "node:child_process"
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { temporaryFolder } from "../../test/support/repository.ts"
import { inside, readBytes, readText, readTextIfPresent, recordPath, statOf, writeNew, writeWhole } from "./files.ts"

const folder = temporaryFolder()
const path = (name: string) => join(folder, name)

test("what is written reads back, and nothing else is left in the folder", async () => {
  const own = path("own")
  await writeWhole(join(own, "deep/a.txt"), "one")
  await writeWhole(join(own, "deep/a.txt"), "two")
  await writeNew(join(own, "deep/b.txt"), "three")
  expect([await readText(join(own, "deep/a.txt")), readdirSync(join(own, "deep")).sort()]).toEqual(["two", ["a.txt", "b.txt"]])
})

test("a new file does not replace one that is there", async () => {
  await writeNew(path("new"), "one")
  await expect(writeNew(path("new"), "two")).rejects.toMatchObject({ code: "file/exists", file: path("new") })
  expect(readFileSync(path("new"), "utf8")).toBe("one")
})

test("writing replaces a link, never what it points to", async () => {
  writeFileSync(path("target"), "untouched")
  symlinkSync(path("target"), path("link"))
  await writeWhole(path("link"), "new")
  expect([readFileSync(path("target"), "utf8"), readFileSync(path("link"), "utf8")]).toEqual(["untouched", "new"])
})

test("a write that fails leaves nothing behind and names the file", async () => {
  mkdirSync(path("busy/file/child"), { recursive: true })
  await expect(writeWhole(path("busy/file"), "x")).rejects.toMatchObject({ code: "file/unwritable", file: path("busy/file") })
  expect(readdirSync(path("busy"))).toEqual(["file"])
})

test("a file above the limit is refused, also behind a link", async () => {
  writeFileSync(path("large"), "x".repeat(2000))
  symlinkSync(path("large"), path("small-link"))
  for (const name of ["large", "small-link"])
    await expect(readText(path(name), 1000)).rejects.toMatchObject({ code: "file/too-large", file: path(name) })
  expect((await readBytes(path("small-link"), 2000)).length).toBe(2000)
})

test.each([
  ["a missing file", "missing", "file/missing"],
  ["a file below a file", "plain/child", "file/missing"],
  ["a folder", "folder", "file/unreadable"],
  ["a link to nothing", "dangling", "file/unreadable"],
  ["a link to itself", "loop", "file/unreadable"],
  ["a link to a folder", "to-folder", "file/unreadable"],
  ["a name with a NUL", "a\u0000b", "file/unreadable"],
  ["bytes that are not UTF-8", "latin", "file/not-utf8"],
])("%s is an error that names the file", async (_name, name, code) => {
  const own = join(folder, "cases")
  mkdirSync(join(own, "folder"), { recursive: true })
  writeFileSync(join(own, "plain"), "x")
  writeFileSync(join(own, "latin"), Buffer.from([0x61, 0xe9, 0x62]))
  for (const [link, target] of [
    ["dangling", "nowhere"],
    ["loop", "loop"],
    ["to-folder", "folder"],
  ] as const) {
    if ((await statOf(join(own, link))) === undefined) symlinkSync(target, join(own, link))
  }
  await expect(readText(`${own}/${name}`)).rejects.toMatchObject({ code, file: `${own}/${name}` })
})

test("a named pipe does not hang the reader", async () => {
  execFileSync("mkfifo", [path("pipe")])
  await expect(readText(path("pipe"))).rejects.toMatchObject({ code: "file/unreadable" })
})

test("a file that may not be read is an error, not an absence", async () => {
  writeFileSync(path("closed"), "x")
  chmodSync(path("closed"), 0)
  const answer = await readTextIfPresent(path("closed")).catch((thrown: unknown) => (thrown as { code: string }).code)
  // The superuser may read everything.
  expect(answer).toBe(process.getuid?.() === 0 ? "x" : "file/unreadable")
})

test("only a missing file is undefined", async () => {
  expect(await readTextIfPresent(path("missing"))).toBeUndefined()
  expect(await readTextIfPresent(path("missing/child"))).toBeUndefined()
})

test("the mode that was asked for is the file's", async () => {
  await writeNew(path("secret"), "x", 0o600)
  expect(statSync(path("secret")).mode & 0o777).toBe(0o600)
})

test.each([["../x"], ["a/../../x"], ["/etc/passwd"], [".."]])("%s leads out of the folder", (part) => {
  expect(() => inside("/repo", part)).toThrow(expect.objectContaining({ code: "file/outside" }))
})

test.each([
  ["a/b", "/repo/a/b"],
  ["..a", "/repo/..a"],
  ["a/../b", "/repo/b"],
  [".", "/repo"],
])("%s stays inside", (part, expected) => {
  expect(inside("/repo", part)).toBe(expected)
})

test("records spell paths from the root", () => {
  expect(recordPath("/repo", "/repo/a/b.ts")).toBe("a/b.ts")
})
