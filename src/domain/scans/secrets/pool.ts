/** Spreads the files of a large tree over worker threads. A worker that dies leaves its files reported as not examined. */
import { Worker } from "node:worker_threads"
import type { SourceFile, Unexamined } from "../engine.ts"
import type { BatchResult } from "./batch.ts"

export interface WorkerStart {
  readonly key: Uint8Array | string
  readonly root: string
}

export interface WorkerOrder {
  readonly paths: readonly string[]
}

export type WorkerAnswer =
  | { readonly kind: "progress"; readonly files: number }
  | { readonly kind: "done"; readonly result: BatchResult; readonly files: number }
  | { readonly kind: "failed"; readonly reason: string }

/** Enough work per order to pay for the message, small enough to keep all workers busy to the end. */
const batchFiles = 500
const batchBytes = 16 * 1024 * 1024

export interface PoolOptions {
  readonly script: URL
  readonly workers: number
  readonly start: WorkerStart
  readonly signal: AbortSignal
  readonly onFiles: (count: number) => void
}

export async function scanWithWorkers(files: readonly SourceFile[], options: PoolOptions): Promise<BatchResult> {
  const total: BatchResult = { secrets: [], unexamined: [], files: 0, bytes: 0 }
  const batches = batchesOf(files)
  let next = 0
  const take = () => (options.signal.aborted ? undefined : batches[next++])
  const count = Math.min(options.workers, batches.length)
  await Promise.all(Array.from({ length: count }, () => employ(take, total, options)))
  for (const batch of batches.slice(next)) for (const path of batch) total.unexamined.push(leftOut(path, options.signal))
  return total
}

function leftOut(path: string, signal: AbortSignal): Unexamined {
  return { path, reason: signal.aborted ? "the scan was stopped before this file" : "the worker that should have read it ended early" }
}

/** One worker's life: it takes batches until none is left, it fails, or the scan is stopped. */
function employ(take: () => readonly string[] | undefined, total: BatchResult, { script, start, signal, onFiles }: PoolOptions): Promise<void> {
  return new Promise((resolve) => {
    const worker = new Worker(script, { workerData: start, env: {}, resourceLimits: { maxOldGenerationSizeMb: 512 } })
    let current: readonly string[] | undefined
    let settled = false
    const finish = (reason?: string) => {
      if (settled) return
      settled = true
      signal.removeEventListener("abort", onAbort)
      for (const path of current ?? []) total.unexamined.push({ path, reason: reason ?? leftOut(path, signal).reason })
      current = undefined
      worker.terminate().then(
        () => resolve(),
        () => resolve(),
      )
    }
    const onAbort = () => finish()
    const giveWork = () => {
      current = take()
      if (current === undefined) {
        finish()
        return
      }
      const order: WorkerOrder = { paths: current }
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
      worker.postMessage(order)
    }
    worker.on("message", (answer: WorkerAnswer) => {
      if (settled) return
      if (answer.kind === "failed") {
        finish(`the worker failed: ${answer.reason}`)
        return
      }
      onFiles(answer.files)
      if (answer.kind === "progress") return
      for (const secret of answer.result.secrets) total.secrets.push(secret)
      for (const entry of answer.result.unexamined) total.unexamined.push(entry)
      total.files += answer.result.files
      total.bytes += answer.result.bytes
      giveWork()
    })
    // The messages of both may quote file contents only if a library put them there; the reason stays our own.
    worker.on("error", () => finish("the worker that read it ended with an error"))
    worker.on("exit", () => finish("the worker that read it ended early"))
    signal.addEventListener("abort", onAbort, { once: true })
    if (signal.aborted) finish()
    else giveWork()
  })
}

function batchesOf(files: readonly SourceFile[]): (readonly string[])[] {
  const batches: string[][] = []
  let batch: string[] = []
  let bytes = 0
  for (const { path, size } of files) {
    batch.push(path)
    bytes += size
    if (batch.length < batchFiles && bytes < batchBytes) continue
    batches.push(batch)
    batch = []
    bytes = 0
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}
