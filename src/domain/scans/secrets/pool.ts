/**
 * Spreads the files of a tree over this thread and worker threads. A worker that dies leaves its files reported as not
 * examined; so does a scan that is stopped.
 */
import { existsSync } from "node:fs"
import { availableParallelism } from "node:os"
import type { Worker } from "node:worker_threads"
import { keyOf } from "../../../base/hash.ts"
import { once } from "../../../base/once.ts"
import { compileFor } from "../../../platform/v8-flags.ts"
import type { SecretScanner } from "../../secrets/scanner.ts"
import { productScanner, type ScanSettings } from "./prepared.ts"
import { createArchiveScan } from "./archive-scan.ts"
import { addResult, createBatchRunner, emptyResult, type BatchResult } from "./batch.ts"
import {
  closeList,
  completeLength,
  createSharedState,
  filesPerParcel,
  packParcel,
  parcelReader,
  ring,
  takeFile,
  type SharedState,
} from "./shared-list.ts"

export interface WorkerStart {
  readonly settings: ScanSettings
  readonly root: string
  readonly state: SharedState
}

export interface WorkerOrder {
  /** Further parcels of the list: see parcelReader. */
  readonly parcels: readonly string[]
}

export interface WorkerAnswer {
  /** By their numbers in the list. */
  readonly files: readonly number[]
  readonly result: BatchResult
  /** Those of these files that were left to the main thread: should unpacking bring a thread down, none is lost. */
  readonly archives: readonly string[]
  /** The thread ends behind this answer. */
  readonly last: boolean
}

export interface TreeScanOptions {
  readonly root: string
  readonly settings: ScanSettings
  /** For this thread; made of the settings when there is none. */
  readonly scanner?: SecretScanner
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

export function createTreeScan(options: TreeScanOptions): TreeScan {
  const { root, settings, signal, onFiles } = options
  const script = options.workerScript ?? new URL("./secrets-worker.mjs", import.meta.url)
  const threads = Math.min(options.threads ?? availableParallelism(), 8)
  const state = createSharedState()
  const parcels: string[] = []
  const pathOf = parcelReader(parcels, { forget: false })
  /** Files that do not fill a parcel yet. */
  let loose: string[] = []
  let files = 0
  /** A byte for each file that was examined, by its number. */
  let done = new Uint8Array(4096)
  let doneCount = 0
  const total = emptyResult()
  const archives: string[] = []
  const workers: { readonly worker: Worker; readonly ended: Promise<void> }[] = []
  let given = 0
  const scanner = once(() => options.scanner ?? productScanner(settings))

  function add(paths: readonly string[]): void {
    for (const path of paths) {
      loose.push(path)
      if (loose.length === filesPerParcel) closeParcel()
    }
    files += paths.length
    if (workers.length === 0 && files >= filesForWorkers) startWorkers()
    giveParcels()
  }

  function markDone(file: number): void {
    if (file >= done.length) {
      const grown = new Uint8Array(Math.max(file + 1, 2 * done.length))
      grown.set(done)
      done = grown
    }
    done[file] = 1
    doneCount += 1
  }

  function closeParcel(): void {
    if (loose.length > 0) parcels.push(packParcel(loose))
    loose = []
  }

  function startWorkers(): void {
    if (threads < 2 || signal.aborted || !existsSync(script)) return
    compileFor("threads")
    for (let thread = 1; thread < threads; thread += 1) workers.push(startWorker())
  }

  function startWorker(): (typeof workers)[number] {
    // A thread is handed the key itself.
    const start: WorkerStart = { settings: { ...settings, key: keyOf(settings.key) }, root, state }
    const { Worker } = process.getBuiltinModule("node:worker_threads")
    const worker = new Worker(script, { workerData: start, env: {}, resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 8 } })
    let end = () => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    worker.on("message", (answer: WorkerAnswer) => {
      for (const file of answer.files) markDone(file)
      for (const path of answer.archives) archives.push(path)
      addResult(total, answer.result)
      onFiles(answer.result.files + answer.result.unexamined.length)
      // What it takes down behind its last answer is waited for by nobody.
      if (answer.last) end()
    })
    // Its exit follows; what it leaves undone is reported at the end.
    worker.on("error", () => {})
    worker.once("exit", end)
    return { worker, ended }
  }

  function giveParcels(): void {
    if (workers.length === 0 || given === parcels.length) return
    const order: WorkerOrder = { parcels: parcels.slice(given) }
    given = parcels.length
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    for (const { worker } of workers) worker.postMessage(order)
    ring(state)
  }

  async function finish(): Promise<BatchResult> {
    closeParcel()
    giveParcels()
    closeList(state, files)
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
    /** Examined here, and how many of them were told. */
    let read = 0
    let told = 0

    async function takeTurns(): Promise<void> {
      onFiles(read - told)
      told = read
      await new Promise((resolve) => setImmediate(resolve))
      turn = performance.now()
      if (workers.length > 0 || turn - started < msForWorkers) return
      startWorkers()
      giveParcels()
    }

    for (let file = takeFile(state); file !== undefined && file < files && !signal.aborted; file = takeFile(state)) {
      const packed: string[] = []
      const steps = runner.run(root, pathOf(file), total, packed)
      let finished = false
      while (!finished && !signal.aborted) {
        finished = steps.next().done === true
        if (performance.now() - turn >= turnMs) await takeTurns()
      }
      if (finished) {
        markDone(file)
        // An archive is told when it is unpacked.
        archives.push(...packed)
        read += 1 - packed.length
      } else steps.return()
    }
    onFiles(read - told)
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
    if (doneCount === files) return
    const length = completeLength(state)!
    for (let file = 0; file < files; file += 1) {
      if (done[file] !== 1) reportRest([pathOf(file)], file < length ? undefined : "more files than one scan takes")
    }
  }

  function reportRest(paths: readonly string[], because?: string): void {
    const reason = because ?? (signal.aborted ? "the scan was stopped before this file was read" : "the worker that should have read it ended early")
    for (const path of paths) total.unexamined.push({ path, reason })
  }

  return { add, finish }
}
