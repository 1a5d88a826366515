/** What V8 has compiled is kept beside the bundle: it makes a start shorter and changes nothing else. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { beforeEach, expect, test } from "vitest"
import { expand, randomFrom } from "../../src/domain/secrets/generate.ts"
import { git, newFolder, product, run } from "./product.ts"

let dist: string
let repository: string

beforeEach(() => {
  const folder = newFolder()
  dist = join(folder, "dist")
  cpSync(dirname(product), dist, { recursive: true, filter: (path) => !path.endsWith(".cache") })
  symlinkSync(join(dirname(product), "..", "node_modules"), join(folder, "node_modules"), "junction")
  repository = join(folder, "repository")
  mkdirSync(repository)
  git(repository, "init", "--quiet")
  writeFileSync(join(repository, "a.js"), "export const answer = 42\n")
  git(repository, "add", "--all")
})

const staged = (...words: readonly string[]) =>
  run(process.execPath, [join(dist, "tipstaff.js"), ...words, "--staged"], repository, { TIPSTAFF_STATE_DIR: join(dist, "..", "state") })
const kept = () => readdirSync(dist).filter((name) => name.includes(".cache"))

test("the first call keeps one file, and later calls answer as it did", () => {
  const first = staged("secrets", "scan")
  expect(first, first.stderr).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("no secrets found") as string })
  expect(kept()).toEqual([expect.stringMatching(/^quick\.js\.[0-9a-f]{16}-v\d+\.\d+\.\d+-\w+\.cache$/)])
  expect(staged("secrets", "scan")).toEqual(first)
  expect(kept()).toHaveLength(1)
})

test("what is loaded later is found from a kept bundle as well", () => {
  // Code is looked at by an engine of its own, and a secret is looked up in the history.
  for (const time of ["first", "second"]) expect(staged("check").exitCode, time).toBe(0)
  writeFileSync(join(repository, "b.js"), expand('const key = "{{crc:ghp_}}"\n', randomFrom(12)))
  git(repository, "add", "--all")
  for (const time of ["third", "fourth"]) {
    const { exitCode, stderr } = staged("check")
    expect({ exitCode, stderr }, time).toEqual({ exitCode: 1, stderr: "" })
  }
})

test("one that was cut short is made anew, and nothing stays behind", () => {
  staged("secrets", "scan")
  const file = join(dist, kept()[0]!)
  const whole = readFileSync(file)
  for (const length of [0, 9, Math.floor(whole.length / 2)]) {
    writeFileSync(file, whole.subarray(0, length))
    expect(staged("secrets", "scan").exitCode, String(length)).toBe(0)
    expect(readFileSync(file).length, String(length)).toBeGreaterThan(whole.length / 2)
    expect(kept()).toHaveLength(1)
  }
})

test("a place that cannot be written to costs time alone", () => {
  staged("secrets", "scan")
  const file = join(dist, kept()[0]!)
  rmSync(file)
  mkdirSync(file)
  expect(staged("secrets", "scan")).toMatchObject({ exitCode: 0, stderr: "" })
  expect(kept()).toHaveLength(1)
})
