/** Shares files out to worker threads, or examines them here when they are few or no worker file is at hand. */
import { Worker } from "node:worker_threads"
import { TipstaffError } from "../../../base/errors.ts"
import { openExaminer, type Answer, type Batch, type WorkerInput } from "./examiner.ts"

export interface PoolOptions {
  /** Address of the bundled worker; undefined examines in this thread. */
  readonly workerUrl: URL | undefined
  readonly threads: number
  readonly signal: AbortSignal
  readonly onAnswer: (answer: Answer) => void
}

/** Throws `code/worker-failed` when a worker dies, and the signal's reason when cancelled. */
export async function examineAll(input: WorkerInput, batches: readonly Batch[], options: PoolOptions): Promise<void> {
  options.signal.throwIfAborted()
  if (options.workerUrl === undefined) {
    const examine = openExaminer(input, options.signal)
    for (const batch of batches) {
      options.onAnswer(await examine(batch))
      // Lets an interrupt through between batches.
      await new Promise((resolve) => setImmediate(resolve))
    }
    return
  }
  const { workerUrl } = options
  const queue = batches.values()
  const count = Math.max(1, Math.min(options.threads, batches.length))
  await Promise.all(Array.from({ length: count }, () => drain(workerUrl, input, queue, options)))
}

async function drain(url: URL, input: WorkerInput, queue: Iterator<Batch>, options: PoolOptions): Promise<void> {
  const worker = new Worker(url, { workerData: input, resourceLimits: { maxOldGenerationSizeMb: 256 } })
  try {
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => reject(options.signal.reason)
      options.signal.addEventListener("abort", onAbort, { once: true })
      const settle = (act: () => void) => {
        options.signal.removeEventListener("abort", onAbort)
        act()
      }
      const next = () => {
        const batch = queue.next()
        if (batch.done) settle(resolve)
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        else worker.postMessage(batch.value)
      }
      worker.on("message", (answer: Answer) => {
        options.onAnswer(answer)
        next()
      })
      worker.on("error", (cause) => settle(() => reject(new TipstaffError("code/worker-failed", "a worker of the code engine failed", { cause }))))
      worker.on("exit", () => settle(() => reject(new TipstaffError("code/worker-failed", "a worker of the code engine ended early"))))
      next()
    })
  } finally {
    await worker.terminate()
  }
}
