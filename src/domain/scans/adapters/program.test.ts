import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { findProgram } from "./program.ts"

let base: string
let root: string
let outside: string

async function place(folder: string, name: string, mode = 0o755): Promise<string> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), "#!/bin/sh\n")
  await chmod(join(folder, name), mode)
  return join(folder, name)
}

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), "tipstaff-path-")))
  root = join(base, "repository")
  outside = join(base, "bin")
  await place(join(root, "node_modules", ".bin"), "gitleaks")
  await place(outside, "bandit")
  await place(join(base, "plain"), "bandit", 0o644)
  await mkdir(join(base, "links"))
  await symlink(join(root, "node_modules", ".bin", "gitleaks"), join(base, "links", "gitleaks"))
  await mkdir(join(base, "folder", "bandit"), { recursive: true })
})

afterAll(() => rm(base, { recursive: true, force: true }))

const find = (name: string, ...path: string[]) => findProgram(name, { PATH: path.join(delimiter) }, root)

test("the first program on PATH is found", async () => {
  expect(await find("bandit", join(base, "nowhere"), outside)).toMatchObject({ file: join(outside, "bandit"), prefix: [] })
})

test("a file that may not be run, and a folder of that name, are passed over", async () => {
  expect(await find("bandit", join(base, "plain"), join(base, "folder"))).toEqual({ missing: "bandit is not installed" })
})

test("the repository under review never supplies the program", async () => {
  expect(await find("gitleaks", join(root, "node_modules", ".bin"))).toEqual({
    missing: "gitleaks was found only inside the repository under review",
  })
})

test("nor through a symbolic link that stands outside", async () => {
  expect(await find("gitleaks", join(base, "links"))).toEqual({ missing: "gitleaks was found only inside the repository under review" })
})

test("relative and empty entries of PATH are not searched", async () => {
  expect(await findProgram("bandit", { PATH: ["", ".", "bin", "../bin"].join(delimiter) }, root)).toEqual({ missing: "bandit is not installed" })
  expect(await findProgram("bandit", {}, root)).toEqual({ missing: "bandit is not installed" })
})
