// `npm run bench`: the review on trees of about 12, 50 and 200 MB, and the start of `--help` beside bare Node.js.
// Ratios are what counts; the absolute times belong to the machine. Nothing here is a test.
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import { copyMaterial, materialBelow, type Material } from "./material.ts"

const cli = join(process.cwd(), "dist/tipstaff.js")
const unit = 12.5 * 1024 * 1024

/** A repository of that many bytes: the packages as they were published, again and again in other folders. */
function makeTree(bytes: number, material: readonly Material[]): { root: string; bytes: number; files: number } {
  const root = mkdtempSync(join(tmpdir(), "tipstaff-bench-"))
  const { bytes: total, files } = copyMaterial(root, bytes, material)
  execFileSync("git", ["init", "-q", root])
  writeFileSync(join(root, "tipstaff.yaml"), "version: 1\nscans:\n  dast:\n    notApplicable: a benchmark\n")
  execFileSync("git", ["-C", root, "add", "-A"])
  commit(root, "the tree")
  // What is reviewed is a change; the scan covers the whole tree all the same.
  writeFileSync(join(root, "part0", "change.ts"), "export const answer = 42\n")
  execFileSync("git", ["-C", root, "add", "-A"])
  commit(root, "a change")
  return { root, bytes: total, files }
}

function commit(root: string, message: string): void {
  execFileSync("git", ["-C", root, "-c", "user.name=bench", "-c", "user.email=bench@example.invalid", "commit", "-qm", message])
}

const reportMemory = "data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+'\\n'))"

interface Run {
  readonly wallMs: number
  readonly peakMb: number
  readonly engineMs: number
  readonly tools: readonly string[]
}

function reviewOnce(root: string): Run {
  rmSync(join(root, ".artifacts"), { recursive: true, force: true })
  const state = mkdtempSync(join(tmpdir(), "tipstaff-bench-state-"))
  const started = performance.now()
  const run = spawnSync(process.execPath, ["--import", reportMemory, cli, "review", root, "--offline", "--quiet", "--json"], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    env: { ...process.env, TIPSTAFF_STATE_DIR: state, PATH: gitOnlyPath() },
  })
  const wallMs = performance.now() - started
  rmSync(state, { recursive: true, force: true })
  if (run.status !== 1 && run.status !== 2) throw new Error(`the review ended with ${run.status}: ${run.stderr.slice(0, 2000)}`)
  const results = JSON.parse(readFileSync(join(root, ".artifacts/review-security/scan-results.json"), "utf8")) as {
    tools: { tool: string; started_at: string; duration_ms: number; absent?: boolean; findings: number }[]
  }
  const ran = results.tools.filter((tool) => tool.absent !== true)
  return {
    wallMs,
    peakMb: Number(/peak (\d+)/.exec(run.stderr)?.[1] ?? 0) / 1024,
    engineMs: spanOf(ran.map((tool) => tool.duration_ms)),
    tools: ran.map((tool) => `${tool.tool} ${(tool.duration_ms / 1000).toFixed(2)} s`),
  }
}

/** Two engines run side by side; the runner hands out the next as soon as one is free. */
function spanOf(durations: readonly number[]): number {
  const lanes = [0, 0]
  for (const duration of durations) {
    const lane = (lanes[0] ?? 0) <= (lanes[1] ?? 0) ? 0 : 1
    lanes[lane] = (lanes[lane] ?? 0) + duration
  }
  return Math.max(...lanes)
}

/** Only the embedded engines take part: other scanners stay off PATH. */
function gitOnlyPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "tipstaff-bench-path-"))
  const git = execFileSync(process.platform === "win32" ? "where" : "which", ["git"], { encoding: "utf8" }).split(/\r?\n/)[0] ?? "git"
  writeFileSync(join(folder, "git"), `#!/bin/sh\nexec "${git}" "$@"\n`, { mode: 0o755 })
  return process.platform === "win32" ? (process.env["PATH"] ?? "") : folder
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function startTimes(): { bare: number; help: number } {
  const time = (args: readonly string[]) => {
    const started = performance.now()
    spawnSync(process.execPath, args, { stdio: "ignore" })
    return performance.now() - started
  }
  const bare: number[] = []
  const help: number[] = []
  for (let round = 0; round < 15; round += 1) {
    bare.push(time(["-e", "0"]))
    help.push(time([cli, "--help"]))
  }
  return { bare: medianOf(bare), help: medianOf(help) }
}

if (!existsSync(cli)) throw new Error("dist/tipstaff.js is missing: npm run build")
const { bare, help } = startTimes()
console.log(`node ${process.version}, ${availableParallelism()} cores`)
console.log(`bare node ${bare.toFixed(0)} ms, tipstaff --help ${help.toFixed(0)} ms: +${(help - bare).toFixed(0)} ms`)
const material = materialBelow("node_modules")
let first: Run | undefined
for (const factor of [1, 4, 16]) {
  const tree = makeTree(unit * factor, material)
  const run = reviewOnce(tree.root)
  first ??= run
  const own = Math.max(0, run.wallMs - run.engineMs) / run.wallMs
  console.log(
    `${factor}x  ${(tree.bytes / 1e6).toFixed(0)} MB, ${tree.files} files: ${(run.wallMs / 1000).toFixed(1)} s (${(run.wallMs / first.wallMs).toFixed(1)} times the first), peak ${run.peakMb.toFixed(0)} MB, own share ${(own * 100).toFixed(0)} %`,
  )
  console.log(`     ${run.tools.join(", ")}`)
  rmSync(tree.root, { recursive: true, force: true })
}
