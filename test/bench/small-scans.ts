/** What a commit hook and an agent's hook wait for: five files, 265 KB in all, staged or in memory. */
import { execFileSync, spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { buildSync } from "esbuild"
import { tipstaff } from "./contenders.ts"
import { materialBelow } from "./material.ts"
import { medianOf, runOnce, type Contender } from "./measured.ts"

const files = 5
const bytesEach = 53_000
const rounds = 15

/** Source files of the packages, the beginning of each. */
function writeFiveFiles(folder: string): string[] {
  const sources = materialBelow("node_modules").filter(({ path, size }) => size >= bytesEach && size < 3 * bytesEach && path.endsWith(".js"))
  if (sources.length < files) throw new Error("the packages in node_modules have no five files of that size: npm ci")
  return sources.slice(0, files).map(({ path }, index) => {
    const copy = join(folder, `file${index}.js`)
    writeFileSync(copy, readFileSync(path).subarray(0, bytesEach))
    return copy
  })
}

/** Milliseconds; in turns, so that a busy moment of the machine meets all three. */
export function measureStaged(folder: string): { readonly staged: number; readonly hook: number; readonly bare: number } {
  writeFiveFiles(folder)
  execFileSync("git", ["init", "-q", folder])
  execFileSync("git", ["-C", folder, "add", "-A"])
  const contenders: readonly Contender[] = [
    tipstaff("secrets scan --staged", ["secrets", "scan", "--staged"], folder),
    tipstaff("check --staged", ["check", "--staged"], folder),
    { name: "bare node", command: [process.execPath, "-e", "0"], exitCodes: [0] },
  ]
  for (const contender of contenders) runOnce(contender)
  const times = contenders.map((): number[] => [])
  for (let round = 0; round < rounds; round += 1)
    for (const [index, contender] of contenders.entries()) times[index]!.push(runOnce(contender).seconds * 1000)
  const [staged = 0, hook = 0, bare = 0] = times.map(medianOf)
  return { staged, hook, bare }
}

const driver = `
import { readFileSync } from "node:fs"
import { createSecretScanner } from "./src/domain/secrets/scanner.ts"
const files = process.argv.slice(2).map((path) => ({ path, bytes: readFileSync(path) }))
const scanner = createSecretScanner({ key: "benchmark" })
const times = []
for (let round = 0; round < 100; round += 1) {
  const started = performance.now()
  for (const { path, bytes } of files) scanner.scanBytes(bytes, path)
  times.push(performance.now() - started)
}
console.log(JSON.stringify({ first: times[0], warm: times.slice(50) }))
`

/** Milliseconds for all five; the automaton and the compiled code are there already when it is warm. */
export function measureInProcess(folder: string): { readonly warm: number; readonly first: number } {
  const paths = writeFiveFiles(folder)
  const program = join(folder, "driver.mjs")
  buildSync({
    stdin: { contents: driver, resolveDir: process.cwd(), loader: "ts" },
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
  })
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...paths], { encoding: "utf8" })
  if (status !== 0) throw new Error(`the driver ended with ${status}: ${stderr.slice(0, 500)}`)
  const { first, warm } = JSON.parse(stdout) as { first: number; warm: number[] }
  return { first, warm: medianOf(warm) }
}
