import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { strToU8, zipSync } from "fflate"
import { afterAll, expect, test } from "vitest"
import { expand, randomFrom } from "../../secrets/generate.ts"
import { createSecretScanner } from "../../secrets/scanner.ts"
import { createArchiveScan } from "./archive-scan.ts"
import { bytesSource } from "./archives/source.ts"
import { emptyResult, type BatchResult } from "./batch.ts"
import { secretsEngine } from "./engine.ts"
import { maxDetectionsPerFile } from "./pieces.ts"
import { createTreeScan } from "./pool.ts"
import { scanContents } from "./contents.ts"
import { scanFile, scanStream } from "./sources.ts"

const scanner = createSecretScanner({ key: "test" })
const token = expand("{{crc:ghp_}}", randomFrom(41))
const zip = (files: Record<string, string>) => zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
const packed = zip({ "a/b.txt": `\n${token}\n`, "c.txt": "nothing" })

const folder = mkdtempSync(join(tmpdir(), "archive-scan-"))
afterAll(() => rmSync(folder, { recursive: true }))

const signal = new AbortController().signal
const places = ({ secrets }: BatchResult) => secrets.map(({ path, line, rules }) => `${path}:${line} ${rules[0]}`)

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

test.each([1, 100, 10_000])("a stream in chunks of %i bytes is an archive as soon as its head is", async (size) => {
  const result = await scanStream(scanner, chunksOf(packed, size), "input", signal)
  expect([places(result), result.files, result.unexamined]).toEqual([["input!/a/b.txt:2 github-pat-classic"], 1, []])
})

test("a stream that is none, and an empty one, are read as before", async () => {
  expect(places(await scanStream(scanner, chunksOf(Buffer.from(`x\n${token}`), 7), "input", signal))).toEqual(["input:2 github-pat-classic"])
  expect(await scanStream(scanner, chunksOf(new Uint8Array(), 7), "input", signal)).toEqual({
    secrets: [],
    unexamined: [],
    files: 1,
    bytes: 0,
    hidden: 0,
  })
})

test("an archive that is too large to be held is reported", async () => {
  async function* endless() {
    yield packed
    for (;;) yield Buffer.alloc(1024 * 1024)
  }
  const { unexamined, files } = await scanStream(scanner, endless(), "input", signal)
  expect([unexamined, files]).toEqual([[{ path: "input", reason: "an archive of more than 64 MiB that does not lie in a file" }], 0])
})

test("contents in memory, packed and hidden: each is undone", async () => {
  const hidden = gzipSync(`key: ${Buffer.from(`${token}\n`).toString("base64")}\n`)
  const result = await scanContents(scanner, [{ path: "k.gz", bytes: hidden }])
  expect(result.secrets.map(({ path, decoded }) => [path, decoded])).toEqual([["k.gz!/k", ["base64"]]])
})

test("a file is shown under the name that the person gave, its entries as well", async () => {
  writeFileSync(join(folder, "f.zip"), packed)
  expect(places(await scanFile(scanner, join(folder, "f.zip"), "./some/f.zip", signal))).toEqual(["./some/f.zip!/a/b.txt:2 github-pat-classic"])
})

test("an archive made to flood the report is cut, and says so", async () => {
  const flood = (seed: number) => Array.from({ length: 3000 }, (_, index) => expand("sk_live_{{alnum:24}}", randomFrom(seed + index))).join("\n")
  const result = emptyResult()
  await createArchiveScan(scanner).add(result, "x.zip", bytesSource(zip({ a: flood(0), b: flood(3000), c: flood(6000) })))
  expect(result.secrets.length).toBeLessThan(2 * maxDetectionsPerFile)
  expect(result.unexamined).toEqual([{ path: "x.zip", reason: "more than 5000 secrets in one archive; the rest is not listed" }])
})

test("a source that fails is a gap, and so is one that is no archive any more", async () => {
  const result = emptyResult()
  const scan = createArchiveScan(scanner)
  const failing = {
    size: packed.length,
    read: () => {
      throw Object.assign(new Error("failed"), { code: "EIO" })
    },
  }
  await scan.add(result, "x.zip", failing)
  await scan.add(result, "y.zip", bytesSource(Buffer.from("text")))
  expect([result.unexamined, result.files]).toEqual([
    [
      { path: "x.zip", reason: "it cannot be read (EIO)" },
      { path: "y.zip", reason: "it changed while it was read" },
    ],
    0,
  ])
})

test("a scan of a tree that is stopped names its archives", async () => {
  writeFileSync(join(folder, "g.zip"), packed)
  const stop = new AbortController()
  const scan = createTreeScan({ root: folder, settings: { key: "test" }, signal: stop.signal, onFiles: () => stop.abort(), threads: 1 })
  scan.add(["g.zip"])
  expect(await scan.finish()).toMatchObject({ files: 0, unexamined: [{ path: "g.zip", reason: "the scan was stopped before this file was read" }] })
})

test("the review's engine looks into archives, and what it could not read makes its report incomplete", async () => {
  writeFileSync(join(folder, "h.zip"), packed)
  writeFileSync(join(folder, "i.zip"), packed.subarray(0, 60))
  const context = { clock: { now: () => 0 } as never, env: {}, signal, fetch: globalThis.fetch, scratchDir: folder, progress: () => {} }
  const files = ["h.zip", "i.zip"].map((path) => ({ path, size: 1 }))
  const report = await secretsEngine({ key: "test" }).scan({ root: folder, files, digest: "test" }, context)
  expect(report).toMatchObject({
    findings: [{ location: { path: "h.zip!/a/b.txt", line: 2 } }],
    examined: { files: 1 },
    unexamined: [{ path: "i.zip", reason: "damaged zip archive: it has no list of entries, or is cut short" }],
  })
})
