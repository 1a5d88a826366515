/**
 * Spreads the files of a tree over this thread and worker threads. A worker that dies leaves its files reported as not
 * examined; so does a scan that is stopped.
 */
import { existsSync } from "node:fs"
import { availableParallelism } from "node:os"
import type { Worker } from "node:worker_threads"
import type { SecretScanner } from "../../secrets/scanner.ts"
import { productScanner, type ScanSettings } from "./prepared.ts"
import { createArchiveScan } from "./archive-scan.ts"
import { addResult, createBatchRunner, emptyResult, type BatchResult } from "./batch.ts"
import { closeList, completeLength, createSharedState, filesPerHelping, ring, takeHelping, type SharedState } from "./shared-list.ts"

export interface WorkerStart {
  readonly settings: ScanSettings
  readonly root: string
  readonly state: SharedState
}

export interface WorkerOrder {
  /** Further helpings of the list, each the paths of its files joined by NUL: split only by the thread that takes it. */
  readonly helpings: readonly string[]
}

export interface WorkerAnswer {
  readonly helpings: readonly number[]
  readonly result: BatchResult
  /** Files of these helpings that were left to the main thread: should unpacking bring a thread down, none is lost. */
  readonly archives: readonly string[]
}

export interface TreeScanOptions {
  readonly root: string
  readonly settings: ScanSettings
  readonly signal: AbortSignal
  /** Files that were examined since the last call. */
  readonly onFiles: (count: number) => void
  /** Threads in all; 1 keeps everything in this one. Default: one for each processor, eight at most. */
  readonly threads?: number
  /** The worker's bundled file; where it is absent this thread does the work. */
  readonly workerScript?: URL
}

export interface TreeScan {
  /** Further files, relative to the root. Workers start on them at once. */
  add(paths: readonly string[]): void
  /** No more files follow; works along until all are examined. */
  finish(): Promise<BatchResult>
}

/** With fewer files a second thread costs more than it saves, unless they turn out to be large. */
const filesForWorkers = 1200
const msForWorkers = 60

/** Milliseconds of work between two turns of everything else. */
const turnMs = 30

/**
 * Each thread compiles the same functions anew, and all of them share the processors. With less inlining (V8's own bound is
 * 920 bytes) that takes half the time, and what runs over every byte is compiled already.
 */
function compileLess(): void {
  process.getBuiltinModule("node:v8").setFlagsFromString("--max-inlined-bytecode-size-cumulative=200")
}

export function createTreeScan(options: TreeScanOptions): TreeScan {
  const { root, settings, signal, onFiles } = options
  const script = options.workerScript ?? new URL("./secrets-worker.js", import.meta.url)
  const threads = Math.min(options.threads ?? availableParallelism(), 8)
  const state = createSharedState()
  const helpings: string[] = []
  /** Files that do not fill a helping yet. */
  let loose: string[] = []
  let files = 0
  const done = new Set<number>()
  const total = emptyResult()
  const archives: string[] = []
  const workers: { readonly worker: Worker; readonly ended: Promise<void> }[] = []
  let given = 0
  let ownScanner: SecretScanner | undefined
  const scanner = () => (ownScanner ??= productScanner(settings))

  function add(paths: readonly string[]): void {
    for (const path of paths) {
      loose.push(path)
      if (loose.length === filesPerHelping) closeHelping()
    }
    files += paths.length
    if (workers.length === 0 && files >= filesForWorkers) startWorkers()
    giveHelpings()
  }

  function closeHelping(): void {
    if (loose.length > 0) helpings.push(loose.join("\0"))
    loose = []
  }

  function startWorkers(): void {
    if (threads < 2 || signal.aborted || !existsSync(script)) return
    compileLess()
    for (let thread = 1; thread < threads; thread += 1) workers.push(startWorker())
  }

  function startWorker(): (typeof workers)[number] {
    const start: WorkerStart = { settings, root, state }
    const { Worker } = process.getBuiltinModule("node:worker_threads")
    const worker = new Worker(script, { workerData: start, env: {}, resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 8 } })
    worker.on("message", (answer: WorkerAnswer) => {
      for (const helping of answer.helpings) done.add(helping)
      for (const path of answer.archives) archives.push(path)
      addResult(total, answer.result)
      onFiles(answer.result.files + answer.result.unexamined.length)
    })
    // Its exit follows; what it leaves undone is reported at the end.
    worker.on("error", () => {})
    return { worker, ended: new Promise((resolve) => worker.once("exit", () => resolve())) }
  }

  function giveHelpings(): void {
    if (workers.length === 0 || given === helpings.length) return
    const order: WorkerOrder = { helpings: helpings.slice(given) }
    given = helpings.length
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    for (const { worker } of workers) worker.postMessage(order)
    ring(state)
  }

  async function finish(): Promise<BatchResult> {
    closeHelping()
    giveHelpings()
    closeList(state, helpings.length)
    const onAbort = () => workers.forEach(({ worker }) => void worker.terminate())
    signal.addEventListener("abort", onAbort, { once: true })
    if (signal.aborted) onAbort()
    await workAlong()
    await Promise.all(workers.map(({ ended }) => ended))
    await readArchives()
    signal.removeEventListener("abort", onAbort)
    reportUndone()
    return total
  }

  async function workAlong(): Promise<void> {
    const runner = createBatchRunner(scanner())
    const started = performance.now()
    let turn = started
    for (let helping = takeHelping(state); helping !== undefined && !signal.aborted; helping = takeHelping(state)) {
      if (helping >= helpings.length) return
      const mine = helpings[helping]!.split("\0")
      const part = emptyResult()
      const held: string[] = []
      const steps = runner.run(root, mine, part, held)
      while (!signal.aborted && steps.next().done !== true) {
        if (performance.now() - turn < turnMs) continue
        await new Promise((resolve) => setImmediate(resolve))
        turn = performance.now()
        if (workers.length > 0 || turn - started < msForWorkers) continue
        startWorkers()
        giveHelpings()
      }
      steps.return()
      addResult(total, part)
      for (const path of held) archives.push(path)
      if (signal.aborted) reportRest(mine.slice(part.files + part.unexamined.length + held.length))
      onFiles(part.files + part.unexamined.length)
      done.add(helping)
    }
  }

  async function readArchives(): Promise<void> {
    if (archives.length === 0) return
    const scan = createArchiveScan(scanner())
    for (const path of archives.sort()) {
      if (signal.aborted) reportRest([path])
      else await scan.addFile(total, root, path, signal)
      onFiles(1)
    }
  }

  function reportUndone(): void {
    const length = completeLength(state)!
    for (const [index, helping] of helpings.entries()) {
      if (!done.has(index)) reportRest(helping.split("\0"), index < length ? undefined : "more files than one scan takes")
    }
  }

  function reportRest(paths: readonly string[], because?: string): void {
    const reason = because ?? (signal.aborted ? "the scan was stopped before this file was read" : "the worker that should have read it ended early")
    for (const path of paths) total.unexamined.push({ path, reason })
  }

  return { add, finish }
}
