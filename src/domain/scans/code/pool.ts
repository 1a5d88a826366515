/** Shares files out to worker threads, or examines them here when they are few or no worker file is at hand. */
import { Worker } from "node:worker_threads"
import { messageOf, TipstaffError } from "../../../base/errors.ts"
import { openExaminer, type Answer, type Batch, type WorkerInput } from "./examiner.ts"

export interface PoolOptions {
  /** Address of the bundled worker; undefined examines in this thread. */
  readonly workerUrl: URL | undefined
  readonly threads: number
  readonly signal: AbortSignal
  readonly onAnswer: (answer: Answer) => void
}

/** Bounds what one thread may take; a file that needs more is given up and said so. */
const threadHeapMb = 320
const maxFailures = 50

/** A file on which a thread dies is reported as unexamined. Throws `code/worker-failed` when threads keep dying, and the signal's reason. */
export async function examineAll(input: WorkerInput, batches: readonly Batch[], options: PoolOptions): Promise<void> {
  options.signal.throwIfAborted()
  if (options.workerUrl === undefined) return examineHere(input, batches, options)
  const queue = { waiting: batches.toReversed(), failures: 0 }
  const count = Math.max(1, Math.min(options.threads, batches.length))
  const { workerUrl } = options
  await Promise.all(Array.from({ length: count }, () => serve(workerUrl, input, queue, options)))
}

async function examineHere(input: WorkerInput, batches: readonly Batch[], options: PoolOptions): Promise<void> {
  const examine = openExaminer(input, options.signal)
  for (const batch of batches) {
    options.onAnswer(await examine(batch))
    // Lets an interrupt through between batches.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

interface Queue {
  /** The next batch is the last. */
  readonly waiting: Batch[]
  failures: number
}

/** Keeps one thread busy until the queue is empty, with a new thread after each death. */
async function serve(url: URL, input: WorkerInput, queue: Queue, options: PoolOptions): Promise<void> {
  while (queue.waiting.length > 0) {
    const died = await drain(url, input, queue, options)
    if (!died) return
    queue.failures += 1
    if (queue.failures > maxFailures)
      throw new TipstaffError("code/worker-failed", "the threads of the code engine keep failing", { cause: died.cause })
    const [only, ...others] = died.batch.paths
    if (only === undefined) continue
    if (others.length > 0) for (const path of died.batch.paths) queue.waiting.push({ paths: [path] })
    else {
      const reason = `the thread that examined it ended: ${messageOf(died.cause).slice(0, 200)}`
      options.onAnswer({ files: [{ path: only, bytes: 0, report: { is: "unexamined", reason } }] })
    }
  }
}

interface Death {
  readonly batch: Batch
  readonly cause: unknown
}

async function drain(url: URL, input: WorkerInput, queue: Queue, options: PoolOptions): Promise<Death | undefined> {
  const worker = new Worker(url, { workerData: input, resourceLimits: { maxOldGenerationSizeMb: threadHeapMb } })
  const inFlight: Batch[] = []
  const stop = new AbortController()
  let ended = false
  try {
    return await new Promise<Death | undefined>((resolve, reject) => {
      const send = () => {
        const batch = queue.waiting.pop()
        if (!batch) return
        inFlight.push(batch)
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage(batch)
      }
      options.signal.addEventListener("abort", () => reject(options.signal.reason), { once: true, signal: stop.signal })
      // A dying thread raises an error and exits; only the first counts. What it had not begun goes back to the others.
      const end = (cause: unknown) => {
        if (ended) return
        ended = true
        const [batch = { paths: [] }, ...untouched] = inFlight
        queue.waiting.push(...untouched)
        resolve({ batch, cause })
      }
      worker.on("message", (answer: Answer) => {
        if (ended) return
        options.onAnswer(answer)
        inFlight.shift()
        send()
        if (inFlight.length === 0) resolve(undefined)
      })
      worker.on("error", end)
      worker.on("exit", (code) => end(new Error(`exit code ${code}`)))
      // Two at a time: the next is at hand while this thread's answer waits for a busy main thread.
      send()
      send()
      if (inFlight.length === 0) resolve(undefined)
    })
  } finally {
    stop.abort()
    await worker.terminate()
  }
}
