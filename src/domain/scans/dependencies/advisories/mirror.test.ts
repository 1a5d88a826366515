import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { zipSync } from "fflate"
import { afterEach, beforeEach, expect, test } from "vitest"
import { fixedClock } from "../../../../base/clock.ts"
import type { Ecosystem, LockedPackage } from "../package.ts"
import { mirrorSource } from "./mirror.ts"

const now = "2026-06-15T00:00:00Z"
let folder = ""

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tipstaff-mirror-"))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

function locked(ecosystem: Ecosystem, name: string): LockedPackage {
  return { ecosystem, name, version: "1.0.0", line: 1, scope: "required" }
}

const left = locked("npm", "left")
const snake = locked("PyPI", "snake")

function advisory(id: string, ecosystem: string, name: string, more: object = {}): Uint8Array {
  const affected = [{ package: { ecosystem, name }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }] }]
  return new TextEncoder().encode(JSON.stringify({ id, modified: "2026-06-10T00:00:00Z", affected, ...more }))
}

async function put(path: string, content: Uint8Array, writtenAt = "2026-06-14T00:00:00Z"): Promise<void> {
  await mkdir(join(folder, path, ".."), { recursive: true })
  await writeFile(join(folder, path), content)
  await utimes(join(folder, path), new Date(writtenAt), new Date(writtenAt))
}

async function ask(components: readonly LockedPackage[]): Promise<{ ids: string[]; gaps: Record<string, string> }> {
  const source = mirrorSource({ folder, maxAgeDays: 7, clock: fixedClock(now), signal: new AbortController().signal })
  const answer = await source(components)
  const ids = components.flatMap((component) => answer.advisoriesOf(component).map((one) => one.id))
  return { ids: ids.sort(), gaps: Object.fromEntries(answer.gaps) }
}

const one = advisory("TIP-2026-0001", "npm", "left")
const two = advisory("TIP-2026-0002", "npm", "right")
const three = advisory("TIP-2026-0003", "PyPI", "Snake")

test("[S5.4-4] an export of archives is read, packed, stored and in folders", async () => {
  await put("npm/all.zip", zipSync({ "TIP-2026-0001.json": [one, { level: 0 }], "TIP-2026-0002.json": two }))
  await put("PyPI/TIP-2026-0003.json", three)
  expect(await ask([left, snake])).toEqual({ ids: ["TIP-2026-0001", "TIP-2026-0003"], gaps: {} })
})

test("a flat folder of OSV files is read", async () => {
  await put("a.json", one)
  await put("b.json", three)
  expect(await ask([left, snake])).toEqual({ ids: ["TIP-2026-0001", "TIP-2026-0003"], gaps: {} })
})

test("a withdrawn advisory is not kept", async () => {
  await put("npm/all.zip", zipSync({ "a.json": advisory("TIP-2026-0004", "npm", "left", { withdrawn: "2026-06-11T00:00:00Z" }), "b.json": two }))
  expect(await ask([left])).toEqual({ ids: [], gaps: {} })
})

test("[S3.2-3] an ecosystem that the mirror lacks is a gap", async () => {
  await put("npm/all.zip", zipSync({ "a.json": one }))
  expect((await ask([left, snake])).gaps).toEqual({ PyPI: "no advisory source: the advisory mirror holds nothing for PyPI" })
})

test("an empty mirror and a missing one are gaps", async () => {
  expect((await ask([left])).gaps).toEqual({ npm: "no advisory source: the advisory mirror holds nothing for npm" })
  await rm(folder, { recursive: true })
  expect((await ask([left])).gaps).toEqual({ npm: "no advisory source: the advisory mirror does not exist" })
})

test("a mirror written too long ago is a gap, and so is an old one copied yesterday", async () => {
  await put("npm/all.zip", zipSync({ "a.json": one }), "2026-06-05T00:00:00Z")
  expect(await ask([left])).toEqual({ ids: ["TIP-2026-0001"], gaps: { npm: "the advisory mirror is 10 days old; at most 7 are allowed: update it" } })
  await put("npm/all.zip", zipSync({ "a.json": advisory("TIP-2026-0005", "npm", "left", { modified: "2026-01-01T00:00:00Z" }) }))
  expect((await ask([left])).gaps).toEqual({ npm: "the advisory mirror is 165 days old; at most 7 are allowed: update it" })
  // A date in the future proves nothing about the age.
  await put("npm/all.zip", zipSync({ "a.json": advisory("TIP-2026-0006", "npm", "left", { modified: "2036-01-01T00:00:00Z" }) }))
  expect(Object.keys((await ask([left])).gaps)).toEqual(["npm"])
})

test("an advisory that cannot be read is a gap, and the others still count", async () => {
  await put("npm/all.zip", zipSync({ "a.json": one, "b.json": new TextEncoder().encode('{"id":') }))
  expect(await ask([left])).toEqual({ ids: ["TIP-2026-0001"], gaps: { npm: "the advisory mirror is damaged: b.json: b.json is not valid JSON" } })
  await rm(join(folder, "npm"), { recursive: true })
  await put("npm/c.json", new Uint8Array([0xff, 0xfe, 0xfd]))
  await put("npm/d.json", new TextEncoder().encode("[]"))
  expect(Object.keys((await ask([left])).gaps)).toEqual(["npm"])
})

test("an archive cut at any place is a gap, never a shorter mirror", async () => {
  const whole = zipSync({ "a.json": one, "b.json": two })
  const accepted: number[] = []
  for (let length = 0; length < whole.length; length += 7) {
    await put("npm/all.zip", whole.subarray(0, length))
    if (Object.keys((await ask([left])).gaps).length === 0) accepted.push(length)
  }
  expect(accepted).toEqual([])
})

test("an archive with any byte changed is a gap or gives the same answer", async () => {
  await put("npm/all.zip", zipSync({ "a.json": one, "b.json": two }))
  const whole = await readFile(join(folder, "npm/all.zip"))
  const lost: number[] = []
  for (let at = 0; at < whole.length; at += 3) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 0xff
    await put("npm/all.zip", changed)
    const { ids, gaps } = await ask([left])
    // Times of entries may change without harm; names, contents and their number may not.
    if (Object.keys(gaps).length === 0 && ids.join() !== "TIP-2026-0001") lost.push(at)
  }
  expect(lost).toEqual([])
})

test("an entry of an archive that is no JSON file is a gap: its name may have been changed", async () => {
  await put("npm/all.zip", zipSync({ "a.json": two, "b.jsom": one }))
  expect((await ask([left])).gaps).toEqual({ npm: "the advisory mirror is damaged: b.jsom: it is not a JSON file" })
})

test("an entry that claims to be small and is large is a gap, and is not unpacked further", async () => {
  const bomb = zipSync({ "a.json": new Uint8Array(40 * 1024 * 1024) })
  await put("npm/all.zip", bomb)
  expect((await ask([left])).gaps).toEqual({ npm: "the advisory mirror is damaged: all.zip: it claims more than 16777216 bytes in an entry" })
  const directory = Buffer.from(bomb).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  Buffer.from(bomb.buffer).writeUInt32LE(1000, directory + 24)
  await put("npm/all.zip", bomb)
  expect((await ask([left])).gaps).toEqual({ npm: "the advisory mirror is damaged: all.zip: an entry is damaged" })
})

test("a cancelled reading stops", async () => {
  const files = Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`${index}.json`, one]))
  await put("npm/all.zip", zipSync(files, { level: 1 }))
  const source = mirrorSource({ folder, maxAgeDays: 7, clock: fixedClock(now), signal: AbortSignal.abort() })
  await expect(source([left])).rejects.toMatchObject({ code: "scan/cancelled" })
})
