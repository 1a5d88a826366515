/** Runs engines side by side: deadlines, cancellation, live progress, and one record for each engine whatever happens. */
import { mkdtemp, realpath, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Clock } from "../../base/clock.ts"
import { humanDuration, minute, second } from "../../base/duration.ts"
import { TipstaffError, messageOf } from "../../base/errors.ts"
import { printable } from "../../base/mask.ts"
import type { Engine, EngineAbsence, EngineReport, ScanContext, ScanTarget, ToolRun } from "./engine.ts"
import { recordOf, type Attempt } from "./run-record.ts"

export interface RunEnginesOptions {
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  readonly fetch: typeof globalThis.fetch
  /** Engines at work at the same time; 2 when not given. */
  readonly concurrency?: number
  /** Milliseconds for each engine; 10 minutes when not given. */
  readonly timeoutMs?: number
  /** By engine id, instead of timeoutMs. */
  readonly timeoutsMs?: Readonly<Record<string, number>>
  /** Milliseconds an engine has to stop after it was told to; then it is left behind. 5 seconds when not given. */
  readonly graceMs?: number
  readonly onProgress?: (tool: string, done: number, total: number | undefined) => void
  readonly onFinished?: (run: ToolRun) => void
}

/**
 * One record for each engine, in the order of the engines. Nothing an engine does makes this throw.
 * Throws `scans/duplicate-engine` when two engines share an id.
 */
export async function runEngines(engines: readonly Engine[], target: ScanTarget, options: RunEnginesOptions): Promise<ToolRun[]> {
  const repeated = engines.find((engine, index) => engines.findIndex((other) => other.id === engine.id) !== index)
  if (repeated) throw new TipstaffError("scans/duplicate-engine", `two scan engines are called ${repeated.id}`)
  const runs: ToolRun[] = []
  const waiting = [...engines.entries()]
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, engine] = next
      const run = await runEngine(engine, target, options)
      runs[index] = run
      options.onFinished?.(run)
    }
  }
  const workers = Math.max(1, Math.min(options.concurrency ?? 2, engines.length))
  await Promise.all(Array.from({ length: workers }, work))
  return runs
}

async function runEngine(engine: Engine, target: ScanTarget, options: RunEnginesOptions): Promise<ToolRun> {
  const startedAt = options.clock.now()
  const before = performance.now()
  const attempt = await attemptOf(engine, target, options).catch((thrown: unknown): Attempt => ({ stopped: oneLine(messageOf(thrown)) }))
  const durationMs = Math.round(performance.now() - before)
  return recordOf(engine, await target.digest, attempt, { startedAt, durationMs })
}

async function attemptOf(engine: Engine, target: ScanTarget, options: RunEnginesOptions): Promise<Attempt> {
  if (options.signal.aborted) return { stopped: "cancelled before it started" }
  const timeoutMs = options.timeoutsMs?.[engine.id] ?? options.timeoutMs ?? 10 * minute
  const graceMs = options.graceMs ?? 5 * second
  // The real path: tools answer with it, and on macOS the temporary folder is a symbolic link.
  const scratchDir = await realpath(await mkdtemp(join(tmpdir(), "tipstaff-scan-")))
  const stop = new AbortController()
  let stopped: string | undefined
  const stopBecause = (reason: string) => {
    stopped ??= reason
    stop.abort()
  }
  const onCancel = () => stopBecause("cancelled")
  options.signal.addEventListener("abort", onCancel, { once: true })
  const deadline = setTimeout(() => stopBecause(`timed out after ${humanDuration(timeoutMs)}`), timeoutMs)
  const context: ScanContext = {
    clock: options.clock,
    env: options.env,
    fetch: options.fetch,
    signal: stop.signal,
    scratchDir,
    progress: (done, total) => {
      if (stopped === undefined) options.onProgress?.(engine.id, done, total)
    },
  }
  let grace: ReturnType<typeof setTimeout> | undefined
  const leftBehind = new Promise<undefined>((resolve) => {
    const wait = () => (grace = setTimeout(() => resolve(undefined), graceMs))
    stop.signal.addEventListener("abort", wait, { once: true })
  })
  const told: { version?: string; command?: readonly string[] } = {}
  const work = perform(engine, target, context, told)
  try {
    const result = await Promise.race([work, leftBehind])
    return { ...told, ...(result === undefined ? {} : { result }), ...(stopped === undefined ? {} : { stopped }) }
  } catch (thrown) {
    return { ...told, stopped: stopped ?? oneLine(messageOf(thrown)) }
  } finally {
    clearTimeout(deadline)
    options.signal.removeEventListener("abort", onCancel)
    stop.abort()
    clearTimeout(grace)
    await removeScratch(scratchDir)
    // An engine that was left behind may write again; its folder goes when it ends at last.
    void work.catch(() => {}).then(() => removeScratch(scratchDir))
  }
}

async function perform(
  engine: Engine,
  target: ScanTarget,
  context: ScanContext,
  told: { version?: string; command?: readonly string[] },
): Promise<EngineReport | EngineAbsence> {
  const probed = await engine.probe(context)
  if ("outcome" in probed) return probed
  told.version = probed.version
  if (probed.command !== undefined) told.command = probed.command
  return engine.scan(target, context)
}

async function removeScratch(folder: string): Promise<void> {
  // Windows keeps a folder busy for a moment after a killed process; a leftover must not change the answer.
  await rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 }).catch(() => {})
}

function oneLine(text: string): string {
  return printable(text.slice(0, 500))
}
