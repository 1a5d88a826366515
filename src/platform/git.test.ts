import { execFileSync } from "node:child_process"
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { expect, test } from "vitest"
import { gitEnv, temporaryFolder, testRepository, type TestRepository } from "../../test/support/repository.ts"
import { git, isDirty, openRepository, resolveCommit } from "./git.ts"
import { stagedFiles } from "./git-index.ts"
import { listFiles } from "./walk.ts"

const options = { env: gitEnv }

function committed(): TestRepository {
  const repository = testRepository()
  repository.write("src/a.ts", "one\n")
  repository.commit()
  return repository
}

test("a folder outside of any repository is named", async () => {
  const folder = temporaryFolder()
  await expect(openRepository(folder, options)).rejects.toMatchObject({
    code: "git/not-a-repository",
    message: `${folder} is not inside a Git repository`,
  })
  await expect(openRepository(join(folder, "missing"), options)).rejects.toMatchObject({ code: "git/not-a-repository" })
})

test("a bare repository and the inside of .git are no work trees", async () => {
  const folder = temporaryFolder()
  execFileSync("git", ["init", "--quiet", "--bare", folder], { env: gitEnv as NodeJS.ProcessEnv })
  await expect(openRepository(folder, options)).rejects.toMatchObject({ code: "git/not-a-repository" })
  await expect(openRepository(join(committed().root, ".git"), options)).rejects.toMatchObject({ code: "git/not-a-repository" })
})

test("an unborn branch has a name and no commit", async () => {
  const { root } = testRepository()
  expect(await openRepository(root, options)).toEqual({ root, head: undefined, branch: "main", shallow: false })
})

test("a repository is opened from any folder in it; a detached HEAD has a commit and no branch", async () => {
  const repository = committed()
  const head = repository.git("rev-parse", "HEAD")
  expect(await openRepository(join(repository.root, "src"), options)).toEqual({ root: repository.root, head, branch: "main", shallow: false })
  repository.git("checkout", "--quiet", "--detach")
  expect(await openRepository(repository.root, options)).toEqual({ root: repository.root, head, branch: undefined, shallow: false })
})

test("a root whose name ends with a line break is found", async () => {
  const folder = join(temporaryFolder(), "odd\n")
  mkdirSync(folder)
  testRepository(folder)
  expect((await openRepository(folder, options)).root).toBe(folder)
})

test("a revision that a shallow clone lacks is explained", async () => {
  const repository = committed()
  const first = repository.git("rev-parse", "HEAD")
  repository.write("src/b.ts", "two\n")
  repository.commit()
  const folder = join(temporaryFolder(), "clone")
  execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${repository.root}`, folder], { env: gitEnv as NodeJS.ProcessEnv, stdio: "ignore" })
  const clone = await openRepository(folder, options)
  expect(clone.shallow).toBe(true)
  await expect(resolveCommit(clone, first, options)).rejects.toMatchObject({
    code: "git/unknown-revision",
    next: "this clone is shallow: run git fetch --unshallow",
  })
})

test.each(["--output=/tmp/x", "-h", "", "a b", "a\nb", "HEAD..HEAD", "\u0000", "nowhere"])(
  "%j does not name a commit and is not taken for an option",
  async (revision) => {
    const repository = committed()
    const opened = await openRepository(repository.root, options)
    await expect(resolveCommit(opened, revision, options)).rejects.toMatchObject({ code: expect.stringMatching(/^git\//) as string })
    expect(await resolveCommit(opened, "HEAD", options)).toBe(repository.git("rev-parse", "HEAD"))
  },
)

test("core.worktree cannot send a review to another folder", async () => {
  const repository = committed()
  const elsewhere = temporaryFolder()
  repository.git("config", "core.worktree", elsewhere)
  await expect(openRepository(repository.root, options)).rejects.toMatchObject({ code: "git/not-a-repository" })
})

test("no program that the repository's own configuration names is run", async () => {
  const repository = committed()
  const marker = join(temporaryFolder(), "ran")
  const evil = join(repository.root, "evil.sh")
  writeFileSync(evil, `#!/bin/sh\necho "$0 $*" >> ${marker}\ncat\n`)
  chmodSync(evil, 0o755)
  mkdirSync(join(repository.root, ".git/hooks"), { recursive: true })
  for (const hook of ["post-index-change", "post-checkout", "pre-commit", "fsmonitor-watchman"]) {
    symlinkSync(evil, join(repository.root, ".git/hooks", hook))
  }
  for (const name of [
    "core.fsmonitor",
    "diff.external",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "gpg.program",
    "core.askPass",
    "credential.helper",
  ]) {
    repository.git("config", name, evil)
  }
  for (const name of ["filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.x.command", "diff.x.textconv"])
    repository.git("config", name, evil)
  repository.git("config", "filter.x.required", "true")
  repository.git("config", "log.showSignature", "true")
  repository.write(".gitattributes", "* filter=x diff=x\n")
  repository.write("src/a.ts", "two\n")
  const signed = `${repository.git("cat-file", "commit", "HEAD").replace("\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n")}\n`
  writeFileSync(join(repository.root, ".git/signed"), signed)
  const forged = repository.git("hash-object", "-t", "commit", "-w", ".git/signed")

  const opened = await openRepository(repository.root, options)
  await resolveCommit(opened, "HEAD", options)
  expect(await isDirty(repository.root, [], options)).toBe(true)
  await listFiles(repository.root, options)
  await stagedFiles(repository.root, options)
  await git(repository.root, ["log", "--format=%ae", forged], options)
  expect(existsSync(marker)).toBe(false)
  // The trap itself works: without the switches the same command runs it.
  execFileSync("git", ["log", "-1", forged], { cwd: repository.root, env: gitEnv as NodeJS.ProcessEnv, stdio: "ignore" })
  expect(existsSync(marker)).toBe(true)
})

test.each<[string, (repository: TestRepository) => void, boolean]>([
  ["nothing changed", () => {}, false],
  ["a changed file", (repository) => repository.write("src/a.ts", "two\n"), true],
  ["a staged file", (repository) => (repository.write("src/b.ts", "x"), repository.git("add", "--all")), true],
  ["an untracked file", (repository) => repository.write("src/new.ts", "x"), true],
  ["a deleted file", (repository) => rmSync(join(repository.root, "src/a.ts")), true],
  ["only the ignored folder", (repository) => repository.write("out/evidence/x.json", "{}"), false],
  ["a folder that begins like the ignored one", (repository) => repository.write("out/evidence-2/x.json", "{}"), true],
  [
    "a change that is marked as none",
    (repository) => (repository.git("update-index", "--assume-unchanged", "src/a.ts"), repository.write("src/a.ts", "two\n")),
    true,
  ],
  [
    "a change that is marked to be skipped",
    (repository) => (repository.git("update-index", "--skip-worktree", "src/a.ts"), repository.write("src/a.ts", "two\n")),
    true,
  ],
])("a work tree with %s", async (_name, change, dirty) => {
  const repository = committed()
  change(repository)
  expect(await isDirty(repository.root, ["out/evidence"], options)).toBe(dirty)
  expect(await isDirty(repository.root, ["./out/evidence/"], options)).toBe(dirty)
})

test("the root is never ignored, and a folder's name is no pattern", async () => {
  const repository = committed()
  repository.write("src/a.ts", "two\n")
  for (const ignored of ["", ".", "./", "src/..", "*", "s*c"]) expect(await isDirty(repository.root, [ignored], options)).toBe(true)
  expect(await isDirty(repository.root, ["src"], options)).toBe(false)
})

test("a branch without a commit is dirty as soon as it holds a file; a folder that is no repository always", async () => {
  const repository = testRepository()
  expect(await isDirty(repository.root, [], options)).toBe(false)
  repository.write("a", "x")
  expect(await isDirty(repository.root, [], options)).toBe(true)
  expect(await isDirty(temporaryFolder(), [], options)).toBe(true)
})

test("a change that keeps size and time is seen, whatever the configuration says", async () => {
  const repository = committed()
  const file = join(repository.root, "src/a.ts")
  utimesSync(file, 1_700_000_000, 1_700_000_000)
  repository.git("update-index", "--refresh")
  repository.git("config", "core.trustctime", "false")
  repository.git("config", "core.checkStat", "minimal")
  // The index keeps the time of the last change in whole seconds.
  await setTimeout(1100)
  writeFileSync(file, "two\n")
  utimesSync(file, 1_700_000_000, 1_700_000_000)
  expect(await isDirty(repository.root, [], options)).toBe(true)
})

test("tracked and untracked files are listed in one order; what is not read is named with its reason", async () => {
  const repository = committed()
  const inner = testRepository(join(repository.root, "inner"))
  inner.write("x", "x")
  inner.commit()
  repository.git("update-index", "--add", "--cacheinfo", `160000,${inner.git("rev-parse", "HEAD")},module`)
  repository.write("line\nbreak.txt", "x")
  repository.write("Ünïcode", "xy")
  repository.write(".gitignore", "ignored\n")
  repository.write("ignored", "x")
  symlinkSync("loop", join(repository.root, "loop"))
  symlinkSync("/etc", join(repository.root, "out"))
  execFileSync("mkfifo", [join(repository.root, "pipe")])
  rmSync(join(repository.root, "src/a.ts"))
  const listing = await listFiles(repository.root, options)
  expect(listing.files).toEqual([
    { path: ".gitignore", size: 8 },
    { path: "line\nbreak.txt", size: 1 },
    { path: "Ünïcode", size: 2 },
  ])
  expect(listing.skipped).toEqual([
    { path: "module", reason: "a submodule; review it in its own repository" },
    { path: "inner", reason: "not a regular file" },
    { path: "loop", reason: "a symbolic link; its target is read where it stands" },
    { path: "out", reason: "a symbolic link; its target is read where it stands" },
  ])
})

test("a name that is not UTF-8 is reported, not silently left out", async () => {
  const repository = committed()
  writeFileSync(Buffer.concat([Buffer.from(`${repository.root}/`), Buffer.from([0x61, 0xff, 0x62])]), "x")
  const listing = await listFiles(repository.root, options)
  expect(listing.skipped).toEqual([{ path: "a\ufffdb", reason: "its name is not valid UTF-8" }])
})

test("a tracked file that a sparse checkout leaves out is reported, and does not make the work tree dirty", async () => {
  const repository = committed()
  repository.write("other/b.ts", "two\n")
  repository.commit()
  repository.git("sparse-checkout", "set", "src")
  expect(existsSync(join(repository.root, "other/b.ts"))).toBe(false)
  expect(await listFiles(repository.root, options)).toEqual({
    files: [{ path: "src/a.ts", size: 4 }],
    skipped: [{ path: "other/b.ts", reason: "not checked out (sparse checkout)" }],
  })
  expect(await isDirty(repository.root, [], options)).toBe(false)
})

test("staged bytes are what the next commit would hold, not what the work tree holds now", async () => {
  const repository = committed()
  repository.write("src/a.ts", "staged\n")
  repository.write("new\nname", new Uint8Array([0, 255, 10]))
  symlinkSync("/etc/passwd", join(repository.root, "link"))
  repository.git("add", "--all")
  repository.write("src/a.ts", "changed again\n")
  repository.write("untracked", "x")
  const files = await stagedFiles(repository.root, options)
  expect(files.map(({ path, bytes }) => [path, [...bytes]])).toEqual([
    ["new\nname", [0, 255, 10]],
    ["src/a.ts", [...Buffer.from("staged\n")]],
  ])
})

test.each(["sha1", "sha256"])("everything that is staged for a first commit is read (%s)", async (format) => {
  const root = temporaryFolder()
  execFileSync("git", ["init", "--quiet", `--object-format=${format}`, root], { env: gitEnv as NodeJS.ProcessEnv })
  writeFileSync(join(root, "a"), "")
  writeFileSync(join(root, "b"), "text")
  execFileSync("git", ["add", "--all"], { cwd: root, env: gitEnv as NodeJS.ProcessEnv })
  expect((await stagedFiles(root, options)).map(({ path, bytes }) => [path, bytes.toString()])).toEqual([
    ["a", ""],
    ["b", "text"],
  ])
})

test("deleting a file stages no bytes; a moved file counts under its new name", async () => {
  const repository = committed()
  repository.git("mv", "src/a.ts", "src/b.ts")
  expect((await stagedFiles(repository.root, options)).map(({ path }) => path)).toEqual(["src/b.ts"])
  repository.git("rm", "--quiet", "-f", "src/b.ts")
  expect(await stagedFiles(repository.root, options)).toEqual([])
})
