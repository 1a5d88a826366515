/** Runs programs side by side and measures them from outside: wall time, and peak memory where GNU time is installed. */
import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"

export interface Contender {
  readonly name: string
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Exit codes that mean a whole run. */
  readonly exitCodes: readonly number[]
}

export interface Sample {
  readonly seconds: number
  /** Of the largest process, children included; undefined where it cannot be told. */
  readonly peakMb: number | undefined
}

/** A folder that goes when the program ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tipstaff-bench-"))
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const scratch = scratchFolder()
const gnuTime = process.platform === "linux" && existsSync("/usr/bin/time") ? ["/usr/bin/time", "-f", "%M", "-o", join(scratch, "peak")] : []
const pinned = process.platform === "linux" && availableParallelism() > 2 && has("taskset") ? ["taskset", "-c", "0,1"] : []

/** What holds all contenders to two processors, in words. */
export const limits =
  pinned.length > 0
    ? "pinned to two processors with taskset"
    : availableParallelism() <= 2
      ? "two processors at most are there"
      : "not pinned to processors"

export function has(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined
}

export function runOnce({ name, command, env, cwd, exitCodes }: Contender): Sample {
  const [program = "", ...args] = [...pinned, ...gnuTime, ...command]
  const started = performance.now()
  const run = spawnSync(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  })
  const seconds = (performance.now() - started) / 1000
  if (run.error !== undefined) throw run.error
  if (!exitCodes.includes(run.status ?? -1)) throw new Error(`${name} ended with ${run.status}: ${run.stderr.toString().slice(0, 500)}`)
  return { seconds, peakMb: gnuTime.length > 0 ? peakWritten() : undefined }
}

/** GNU time writes a line about the exit code before the number. */
function peakWritten(): number | undefined {
  const kilobytes = Number(readFileSync(join(scratch, "peak"), "utf8").trim().split("\n").at(-1))
  return Number.isNaN(kilobytes) ? undefined : (kilobytes * 1024) / 1e6
}

/** One warm-up each, then in turns: A B A B. Medians of time, the highest of the peaks. */
export function sideBySide(contenders: readonly Contender[], rounds: number): Sample[] {
  for (const contender of contenders) runOnce(contender)
  const samples = contenders.map((): Sample[] => [])
  for (let round = 0; round < rounds; round += 1) for (const [index, contender] of contenders.entries()) samples[index]!.push(runOnce(contender))
  return samples.map(typical)
}

function typical(samples: readonly Sample[]): Sample {
  const peaks = samples.flatMap(({ peakMb }) => peakMb ?? [])
  return { seconds: medianOf(samples.map(({ seconds }) => seconds)), peakMb: peaks.length === 0 ? undefined : Math.max(...peaks) }
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** The slope of the line through the logarithms: 1 when twice the work takes twice the time. */
export function growthExponent(points: readonly { readonly size: number; readonly seconds: number }[]): number {
  const logs = points.map(({ size, seconds }) => [Math.log(size), Math.log(seconds)] as const)
  const [meanX, meanY] = [0, 1].map((axis) => logs.reduce((sum, point) => sum + point[axis]!, 0) / logs.length) as [number, number]
  const rise = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return rise / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
}
