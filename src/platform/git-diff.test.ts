import { execFileSync } from "node:child_process"
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { chooseRange, listChanges, readChanges, type ChangedFile } from "./git-diff.ts"
import { openRepository } from "./git.ts"

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.com",
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] })
    .toString()
    .trim()
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "tipstaff-diff-"))
  folders.push(folder)
  return folder
}

function repository(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporary()
  git(folder, "init", "-q", "-b", "main")
  if (Object.keys(files).length > 0) commit(folder, files)
  return folder
}

function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

function commit(folder: string, files: Readonly<Record<string, string>>): string {
  write(folder, files)
  git(folder, "add", "-A")
  git(folder, "commit", "-q", "-m", "x")
  return git(folder, "rev-parse", "HEAD")
}

const limits = { maxFileBytes: 1024 * 1024, maxBatchBytes: 4 * 1024 * 1024 }

async function changesOf(folder: string, wanted: { base?: string; head?: string } = {}, bounds = limits): Promise<ChangedFile[]> {
  const opened = await openRepository(folder, { env })
  const range = await chooseRange(opened, wanted, { env })
  const entries = await listChanges(opened, range, { env })
  const files: ChangedFile[] = []
  for await (const file of readChanges(opened, entries, () => true, bounds, { env })) files.push(file)
  return files
}

test("a file that was only touched, as all are in a copied folder, is no change", async () => {
  const folder = repository({ "a.ts": "export {}\n", "b.bin": "\u0000\u0001" })
  const later = new Date(Date.now() + 5000)
  for (const name of ["a.ts", "b.bin"]) utimesSync(join(folder, name), later, later)
  expect(await changesOf(folder, { base: "HEAD" })).toEqual([])
  write(folder, { "a.ts": "export const a = 1\n" })
  expect((await changesOf(folder, { base: "HEAD" })).map(({ path }) => path)).toEqual(["a.ts"])
})

const told = (files: readonly ChangedFile[]) => files.map(({ path, kind, before, after }) => [kind, path, before?.text, after?.text])

describe("the range", () => {
  test("starts where a branch left main", async () => {
    const folder = repository({ "a.txt": "1" })
    git(folder, "checkout", "-q", "-b", "work")
    commit(folder, { "b.txt": "2" })
    git(folder, "checkout", "-q", "main")
    commit(folder, { "c.txt": "3" })
    git(folder, "checkout", "-q", "work")
    expect(told(await changesOf(folder))).toEqual([["added", "b.txt", undefined, "2"]])
    expect(told(await changesOf(folder, { base: "main", head: "work" }))).toEqual([["added", "b.txt", undefined, "2"]])
  })

  test("is the last commit on main itself, with what is not committed", async () => {
    const folder = repository({ "a.txt": "1" })
    commit(folder, { "a.txt": "2" })
    write(folder, { "new.txt": "n" })
    expect(told(await changesOf(folder))).toEqual([
      ["modified", "a.txt", "1", "2"],
      ["added", "new.txt", undefined, "n"],
    ])
  })

  test("is everything in the first commit", async () => {
    const folder = repository({ "a.txt": "1" })
    const range = await chooseRange(await openRepository(folder, { env }), {}, { env })
    expect(range.basis).toBe("nothing: this is the first commit")
    expect(told(await changesOf(folder))).toEqual([["added", "a.txt", undefined, "1"]])
  })

  test("is the work tree while there is no commit", async () => {
    const folder = repository()
    write(folder, { "a.txt": "1", "b.txt": "2" })
    git(folder, "add", "a.txt")
    expect(told(await changesOf(folder))).toEqual([
      ["added", "a.txt", undefined, "1"],
      ["added", "b.txt", undefined, "2"],
    ])
  })

  test("works on a detached HEAD", async () => {
    const folder = repository({ "a.txt": "1" })
    const second = commit(folder, { "a.txt": "2" })
    git(folder, "checkout", "-q", second)
    expect(told(await changesOf(folder))).toEqual([["modified", "a.txt", "1", "2"]])
  })

  test("says that a shallow clone hides the parent commit", async () => {
    const origin = repository({ "a.txt": "1" })
    commit(origin, { "a.txt": "2" })
    const clone = join(temporary(), "clone")
    git(origin, "clone", "-q", "--depth", "1", `file://${origin}`, clone)
    await expect(changesOf(clone)).rejects.toMatchObject({ code: "git/unknown-revision", next: expect.stringContaining("git fetch --unshallow") })
  })

  test("refuses a revision that does not exist or looks like an option", async () => {
    const folder = repository({ "a.txt": "1" })
    await expect(changesOf(folder, { base: "nowhere" })).rejects.toMatchObject({ code: "git/unknown-revision" })
    await expect(changesOf(folder, { base: "--output=x" })).rejects.toMatchObject({ code: "git/unknown-revision" })
  })

  test("compares histories that share nothing as they stand", async () => {
    const folder = repository({ "a.txt": "1" })
    git(folder, "checkout", "-q", "--orphan", "other")
    commit(folder, { "b.txt": "2" })
    expect(told(await changesOf(folder, { base: "main", head: "other" }))).toEqual([["added", "b.txt", undefined, "2"]])
  })
})

describe("the changed files", () => {
  test("a rename keeps both names", async () => {
    const folder = repository({ "a.txt": "one\ntwo\nthree\nfour\n" })
    renameSync(join(folder, "a.txt"), join(folder, "b.txt"))
    commit(folder, {})
    expect(await changesOf(folder)).toMatchObject([{ kind: "renamed", path: "b.txt", oldPath: "a.txt", before: { text: "one\ntwo\nthree\nfour\n" } }])
  })

  test("names with line breaks, quotes and bytes that are no text arrive whole", async () => {
    const folder = repository({ "a.txt": "1" })
    write(folder, { "new\nline.txt": "n", 'quo"te\t.txt': "q" })
    if (process.platform === "linux") writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0x2e, 0x74])]), "raw")
    const inWorkTree = await changesOf(folder, { base: "HEAD" })
    const paths = process.platform === "linux" ? ["\\xff.t", "new\nline.txt", 'quo"te\t.txt'] : ["new\nline.txt", 'quo"te\t.txt']
    expect(inWorkTree.map(({ path }) => path)).toEqual(paths)
    expect(inWorkTree.find(({ path }) => path === "\\xff.t")?.after?.text).toBe(process.platform === "linux" ? "raw" : undefined)
    commit(folder, {})
    expect((await changesOf(folder)).map(({ path, after }) => [path, after?.text])).toEqual(inWorkTree.map(({ path, after }) => [path, after?.text]))
  })

  test("a symbolic link is its target's name, never its target's content", async () => {
    const folder = repository({ "a.txt": "1" })
    symlinkSync("/etc/hostname", join(folder, "link"))
    expect((await changesOf(folder, { base: "HEAD" }))[0]?.after).toMatchObject({ type: "symlink", text: "/etc/hostname" })
    commit(folder, {})
    expect((await changesOf(folder))[0]?.after).toMatchObject({ type: "symlink", text: "/etc/hostname" })
  })

  test("a file that became a link is a change of type", async () => {
    const folder = repository({ "a.txt": "1" })
    rmSync(join(folder, "a.txt"))
    symlinkSync("b", join(folder, "a.txt"))
    expect(await changesOf(folder, { base: "HEAD" })).toMatchObject([
      { kind: "type-changed", before: { type: "file", text: "1" }, after: { type: "symlink", text: "b" } },
    ])
  })

  test("a submodule is named, not entered", async () => {
    const inner = repository({ "x.txt": "1" })
    const folder = repository({ "a.txt": "1" })
    git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "sub")
    git(folder, "commit", "-q", "-m", "sub")
    expect((await changesOf(folder)).map(({ path, after }) => [path, after?.type])).toEqual([
      [".gitmodules", "file"],
      ["sub", "submodule"],
    ])
  })

  test("a mode, a binary file, UTF-16 and Windows line ends", async () => {
    const folder = repository({ "run.sh": "x\n" })
    chmodSync(join(folder, "run.sh"), 0o755)
    write(folder, {
      "a.bin": Buffer.from([1, 0, 2]),
      "b.txt": Buffer.from("\ufeffhé\r\n", "utf16le"),
      "c.txt": Buffer.from([0x68, 0xe9, 0x0d, 0x0a]),
    })
    commit(folder, {})
    expect((await changesOf(folder)).map(({ path, after }) => [path, after?.text, after?.binary, after?.executable])).toEqual([
      ["a.bin", undefined, true, false],
      ["b.txt", "hé\n", false, false],
      ["c.txt", "hé\n", false, false],
      ["run.sh", "x\n", false, true],
    ])
  })

  test("a file of 50 MB is named as unread, and the others are read", async () => {
    const folder = repository({ "a.txt": "1" })
    write(folder, { "big.js": Buffer.alloc(50 * 1024 * 1024, 97), "small.js": "1" })
    const inTree = await changesOf(folder, { base: "HEAD" })
    expect(inTree.map(({ path, after }) => [path, after?.text, after?.unread])).toEqual([
      ["big.js", undefined, "larger than 1048576 bytes"],
      ["small.js", "1", undefined],
    ])
    commit(folder, {})
    expect((await changesOf(folder)).map(({ after }) => after?.unread)).toEqual(["larger than 1048576 bytes", undefined])
  })

  test("small batches read the same as one", async () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}.txt`, `text ${index}\n`]))
    const folder = repository(files)
    expect(told(await changesOf(folder, {}, { maxFileBytes: 1000, maxBatchBytes: 30 }))).toEqual(told(await changesOf(folder)))
  })

  test("a content filter that the repository configures is not started", async () => {
    const folder = repository({ ".gitattributes": "*.txt filter=evil\n", "a.txt": "one\n" })
    const mark = join(temporary(), "started")
    const opened = await openRepository(folder, { env })
    git(folder, "config", "filter.evil.clean", `touch ${mark}; cat`)
    rmSync(join(folder, "a.txt"))
    write(folder, { "a.txt": "two\n", "b.txt": "one\n" })
    const listed = await listChanges(opened, { base: opened.head!, head: undefined, basis: "" }, { env })
    expect(listed.map(({ path }) => path)).toEqual(["a.txt", "b.txt"])
    expect(existsSync(mark)).toBe(false)
  })

  test("a replacement reference does not change what is read", async () => {
    const folder = repository({ "a.txt": "1" })
    commit(folder, { "a.txt": "evil" })
    const [evil, good] = ["HEAD:a.txt", "HEAD^:a.txt"].map((name) => git(folder, "rev-parse", name))
    git(folder, "replace", evil!, good!)
    expect(told(await changesOf(folder))).toEqual([["modified", "a.txt", "1", "evil"]])
  })

  test("a conflict shows what stands in the work tree", async () => {
    const folder = repository({ "a.txt": "1\n" })
    git(folder, "checkout", "-q", "-b", "b")
    commit(folder, { "a.txt": "2\n" })
    git(folder, "checkout", "-q", "main")
    commit(folder, { "a.txt": "3\n" })
    expect(() => git(folder, "merge", "b")).toThrow("Command failed")
    const [file] = await changesOf(folder, { base: "HEAD" })
    expect(file?.before?.text).toBe("3\n")
    expect(file?.after?.text).toContain("<<<<<<<")
  })
})
