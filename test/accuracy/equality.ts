/**
 * `npm run test:secrets-equality -- TREE…`: over real files, reading in pieces and matching at keywords finds exactly
 * what each rule's whole expression finds in the whole text, span for span. Exit code 1: somewhere it does not.
 * Too slow for every test run; src/domain/secrets/search.test.ts holds the same over made-up texts.
 */
import { readFileSync, readdirSync, statSync } from "node:fs"
import { availableParallelism } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Worker } from "node:worker_threads"
import { build } from "esbuild"
import type { EqualityPart, EqualityStart } from "./equality-worker.ts"

interface RealFile {
  readonly path: string
  readonly size: number
}

/** Files below the folder, links left out: what they lead to stands elsewhere. Git's own files are compressed. */
function filesBelow(folder: string, found: RealFile[] = []): RealFile[] {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== ".git") filesBelow(path, found)
    else if (entry.isFile()) found.push({ path, size: statSync(path).size })
  }
  return found
}

/** A thread runs JavaScript only. */
async function workerProgram(): Promise<string> {
  const entryPoints = [fileURLToPath(new URL("./equality-worker.ts", import.meta.url))]
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, platform: "node", format: "cjs", target: "node20.19" })
  return outputFiles[0]!.text
}

/** Threads help themselves from one list; the largest files come first, so that all end together. */
async function compare(files: readonly RealFile[], onPart: (part: EqualityPart) => void): Promise<void> {
  const next = new Int32Array(new SharedArrayBuffer(4))
  // As the product is: with the loops that the build compiled.
  const kernel = readFileSync(fileURLToPath(new URL("../../dist/secret-kernel.wasm", import.meta.url)))
  const start: EqualityStart = { paths: files.map(({ path }) => path), next, kernel }
  const program = await workerProgram()
  const threads = Array.from({ length: Math.min(availableParallelism(), 8) }, () => {
    const worker = new Worker(program, { eval: true, workerData: start })
    worker.on("message", onPart)
    return new Promise<void>((resolve, reject) => {
      worker.once("error", reject)
      worker.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a thread ended with ${code}`))))
    })
  })
  await Promise.all(threads)
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0)

const trees = process.argv.slice(2)
if (trees.length === 0) throw new Error("name one tree or more: npm run test:secrets-equality -- TREE…")
const files = trees.flatMap((tree) => filesBelow(tree)).toSorted((a, b) => b.size - a.size)
const totalBytes = files.reduce((sum, { size }) => sum + size, 0)
console.log(`${files.length} files, ${megabytes(totalBytes)} MB`)

const total: EqualityPart = { files: 0, bytes: 0, matches: 0, unfiltered: 0, wide: 0, beyond: 0, differences: [] }
const began = performance.now()
let told = began
await compare(files, (part) => {
  for (const key of ["files", "bytes", "matches", "unfiltered", "wide", "beyond"] as const) total[key] += part[key]
  for (const difference of part.differences) {
    total.differences.push(difference)
    const { path, rule, start, end, side, pieceBytes } = difference
    console.log(`DIFFERENCE ${rule} ${path} bytes ${start}–${end}: only ${side}, pieces of ${pieceBytes}`)
  }
  if (performance.now() - told < 15_000) return
  told = performance.now()
  console.log(
    `${((told - began) / 1000).toFixed(0)} s: ${total.files} files, ${megabytes(total.bytes)} MB, ${total.matches} matches, ${total.differences.length} differences`,
  )
})
const seconds = (performance.now() - began) / 1000
console.log(
  `${total.files} files, ${megabytes(total.bytes)} MB in ${seconds.toFixed(0)} s: ${total.matches} matches, ${total.differences.length} differences`,
)
console.log(`${total.unfiltered} files were matched with every rule, whether or not its keywords stand in them`)
if (total.wide > 0) console.log(`${total.wide} files in UTF-16 were left out`)
if (total.beyond > 0) console.log(`${total.beyond} spans lie in a match longer than the context that a piece carries; it is cut there, as documented`)
process.exitCode = total.differences.length === 0 && total.files === files.length ? 0 : 1
