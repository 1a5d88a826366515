/**
 * `npm run bench:secrets -- TREE…`: the scan for secrets beside gitleaks and ripgrep, in one run on one machine.
 * Ratios are what counts; the absolute times belong to the machine. Nothing here is a test.
 *
 *   TREE…               folders to scan; without one, about 100 MB are made from the packages in node_modules
 *   --repository PATH   also the whole history of a repository
 *   --growth [--gigabytes 10]  also 10 MB, 100 MB, 1 GB (and 10 GB) of copies, with the fitted exponent
 *   --extremes          also a file of 2 GB and a line of 100 MB
 *   --no-gitleaks       leave out the slow one
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { parseArgs } from "node:util"
import { cli, gitleaks, notMeasured, ripgrep, tipstaff } from "./contenders.ts"
import { copyMaterial, materialBelow } from "./material.ts"
import { growthExponent, limits, runOnce, sideBySide, type Contender, type Sample } from "./measured.ts"
import { measureInProcess, measureStaged } from "./small-scans.ts"
import { withLongLine, withSparseFile } from "./extremes.ts"

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repository: { type: "string" },
    growth: { type: "boolean", default: false },
    gigabytes: { type: "string", default: "1" },
    extremes: { type: "boolean", default: false },
    "no-gitleaks": { type: "boolean", default: false },
  },
})

interface Row extends Sample {
  readonly name: string
  readonly runs: number
}

const columns = [34, 10, 9, 10, 12] as const

function printRow(cells: readonly string[]): void {
  console.log(`  ${cells.map((cell, index) => (index === 0 ? cell.padEnd(columns[0]) : cell.padStart(columns[index] ?? 8))).join("")}`)
}

/** The last column: how many times as long as tipstaff, which is the first row. */
function printTable(rows: readonly Row[], bytes: number | undefined): void {
  printRow(["", "seconds", "MB/s", "peak MB", "× tipstaff"])
  for (const { name, runs, seconds, peakMb } of rows) {
    const speed = bytes === undefined ? "" : (bytes / 1e6 / seconds).toFixed(seconds > 10 ? 1 : 0)
    const share = seconds / rows[0]!.seconds
    printRow([
      `${name} (${runs === 1 ? "once" : `median of ${runs}`})`,
      seconds.toFixed(seconds < 10 ? 3 : 1),
      speed,
      peakMb === undefined ? "–" : peakMb.toFixed(0),
      share.toFixed(share < 10 ? 2 : 0),
    ])
  }
}

/** Warm-ups and turns for those that are quick; the slow one starts after them, with the same warm files. */
function race(quick: readonly Contender[], slow: Contender | undefined, rounds = 5): Row[] {
  const samples = sideBySide(quick, rounds)
  const rows = quick.map(({ name }, index) => ({ name, runs: rounds, ...samples[index]! }))
  return slow === undefined ? rows : [...rows, { name: slow.name, runs: 1, ...runOnce(slow) }]
}

const present = (contender: Contender | undefined): Contender[] => (contender === undefined ? [] : [contender])

function contentOf(folder: string): { files: number; bytes: number } {
  let files = 0
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== ".git") {
      const inner = contentOf(path)
      files += inner.files
      bytes += inner.bytes
    } else if (entry.isFile()) {
      files += 1
      bytes += statSync(path).size
    }
  }
  return { files, bytes }
}

const ofGitleaks = (mode: "dir" | "git", folder: string) => (asked["no-gitleaks"] ? undefined : gitleaks(mode, folder))

/** Everything that lies there: nobody heeds what is ignored. */
const wholeTree = (tree: string) => tipstaff("tipstaff secrets scan", ["secrets", "scan", tree, "--no-ignore"])

function raceOnTree(title: string, tree: string): void {
  const { files, bytes } = contentOf(tree)
  console.log(`\n${title}: ${files} files, ${(bytes / 1e6).toFixed(0)} MB`)
  const [grep, slow] = [ripgrep(tree), ofGitleaks("dir", tree)]
  printTable(race([wholeTree(tree), ...present(grep)], slow), bytes)
  if (grep === undefined) console.log(`  ${notMeasured.ripgrep}`)
  if (slow === undefined && !asked["no-gitleaks"]) console.log(`  ${notMeasured.gitleaks}`)
}

function raceOnHistory(repository: string): void {
  console.log(`\nthe whole history of ${repository}`)
  const slow = ofGitleaks("git", repository)
  printTable(race([tipstaff("tipstaff secrets scan --history", ["secrets", "scan", repository, "--history"])], slow, 3), undefined)
  if (slow === undefined && !asked["no-gitleaks"]) console.log(`  ${notMeasured.gitleaks}`)
}

function withFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "tipstaff-bench-"))
  try {
    use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function emptySeconds(): number {
  let seconds = 0
  withFolder((folder) => {
    seconds = sideBySide([wholeTree(folder)], 5)[0]!.seconds
  })
  return seconds
}

function measureGrowth(largestGigabytes: number): void {
  console.log("\ngrowth, copies of the packages in node_modules")
  const material = materialBelow("node_modules")
  const sizes = [1e7, 1e8, 1e9, 1e10].filter((size) => size <= largestGigabytes * 1e9)
  const start = emptySeconds()
  console.log(`  an empty folder: ${start.toFixed(2)} s`)
  const points: { size: number; seconds: number }[] = []
  for (const size of sizes) {
    withFolder((folder) => {
      const { bytes, files } = copyMaterial(folder, size, material)
      const [{ seconds, peakMb }] = sideBySide([wholeTree(folder)], size < 1e9 ? 3 : 1) as [Sample]
      points.push({ size: bytes, seconds: Math.max(seconds - start, 0.001) })
      console.log(
        `  ${(bytes / 1e6).toFixed(0)} MB, ${files} files: ${seconds.toFixed(2)} s, ${(bytes / 1e6 / seconds).toFixed(0)} MB/s, peak ${peakMb?.toFixed(0) ?? "–"} MB`,
      )
    })
  }
  console.log(`  time beyond that of the empty folder grows with size to the power of ${growthExponent(points).toFixed(2)}`)
}

function measureExtreme(name: string, make: (folder: string) => number): void {
  withFolder((folder) => {
    const bytes = make(folder)
    const { seconds, peakMb } = runOnce(wholeTree(folder))
    console.log(`  ${name}: ${seconds.toFixed(2)} s, ${(bytes / 1e6 / seconds).toFixed(0)} MB/s, peak ${peakMb?.toFixed(0) ?? "–"} MB`)
  })
}

if (!existsSync(cli)) throw new Error("dist/tipstaff.js is missing: npm run build")
console.log(`node ${process.version}, ${availableParallelism()} processors; two threads each: ${limits}, GOMAXPROCS=2, rg -j2`)
for (const tree of positionals) raceOnTree(tree, resolve(tree))
if (positionals.length === 0) {
  withFolder((folder) => {
    copyMaterial(folder, 1e8, materialBelow("node_modules"))
    raceOnTree("no tree was named, so one of copies of the packages in node_modules", folder)
  })
}
if (asked.repository !== undefined) raceOnHistory(resolve(asked.repository))
withFolder((folder) => {
  const { staged, hook, bare } = measureStaged(folder)
  console.log("\nfive staged files of 265 KB in all, median of 15")
  const more = (ms: number) => `${ms.toFixed(0)} ms, bare node and ${(ms - bare).toFixed(0)} ms`
  console.log(`  bare node: ${bare.toFixed(0)} ms\n  tipstaff secrets scan --staged: ${more(staged)}\n  tipstaff check --staged: ${more(hook)}`)
})
withFolder((folder) => {
  const { warm, first } = measureInProcess(folder)
  console.log(`\nthe same five files in process: ${warm.toFixed(2)} ms warm (median of 50), ${first.toFixed(1)} ms the first time`)
})
if (asked.growth) measureGrowth(Number(asked.gigabytes))
if (asked.extremes) {
  console.log("\nextremes")
  measureExtreme("a file of 2 GB, mostly holes", withSparseFile)
  measureExtreme("one line of 100 MB", withLongLine)
}
