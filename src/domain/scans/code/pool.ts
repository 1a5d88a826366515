/** Shares files out to worker threads, or examines them here when they are few or no worker file is at hand. */
import { Worker } from "node:worker_threads"
import { messageOf, TipstaffError } from "../../../base/errors.ts"
import { openExaminer, type Answer, type Batch, type ExaminerInput } from "./examiner.ts"

export interface PoolOptions {
  /** Address of the bundled worker; undefined examines in this thread. */
  readonly workerUrl: URL | undefined
  readonly threads: number
  readonly signal: AbortSignal
  readonly onAnswer: (answer: Answer) => void
}

/** What a thread gets: all batches, and the two places where threads and this one agree on who does what. */
export interface WorkerInput extends ExaminerInput {
  readonly batches: readonly Batch[]
  /** One number: the next batch that nobody has taken. Threads help themselves, so they never wait for a busy main thread. */
  readonly cursor: Int32Array
  /** One number for each thread: the batch it is at; -1 before the first. */
  readonly taken: Int32Array
  readonly thread: number
}

export interface WorkerAnswer extends Answer {
  readonly batch: number
}

/** Bounds what one thread may take; a file that needs more is given up and said so. */
const threadHeapMb = 320
const maxFailures = 50

/** A file on which a thread dies is reported as unexamined. Throws `code/worker-failed` when threads keep dying, and the signal's reason. */
export async function examineAll(input: ExaminerInput, batches: readonly Batch[], options: PoolOptions): Promise<void> {
  options.signal.throwIfAborted()
  const { workerUrl } = options
  if (workerUrl === undefined) return examineHere(input, batches, options)
  const failures = { count: 0 }
  for (let waiting = batches; waiting.length > 0;) {
    const lost = await openRound(workerUrl, input, waiting, failures, options).run()
    waiting = lost.flatMap(({ batch, cause }) => {
      if (batch.paths.length > 1) return batch.paths.map((path) => ({ paths: [path] }))
      const reason = `the thread that examined it ended: ${messageOf(cause).slice(0, 200)}`
      options.onAnswer({ files: batch.paths.map((path) => ({ path, bytes: 0, report: { is: "unexamined", reason } })) })
      return []
    })
  }
}

async function examineHere(input: ExaminerInput, batches: readonly Batch[], options: PoolOptions): Promise<void> {
  const examine = openExaminer(input, options.signal)
  for (const batch of batches) {
    options.onAnswer(await examine(batch))
    // Lets an interrupt through between batches.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

interface Lost {
  readonly batch: Batch
  readonly cause: unknown
}

/** All batches once, by threads that replace each other when they die; `run` gives the batches that nobody answered. */
function openRound(url: URL, input: ExaminerInput, batches: readonly Batch[], failures: { count: number }, options: PoolOptions) {
  const count = Math.max(1, Math.min(options.threads, batches.length))
  const cursor = new Int32Array(new SharedArrayBuffer(4))
  const taken = new Int32Array(new SharedArrayBuffer(4 * count)).fill(-1)
  const answered = new Set<number>()
  const causes = new Map<number, unknown>()

  /** Undefined when the thread found nothing more to do; else why it died. */
  async function live(thread: number): Promise<{ readonly cause: unknown } | undefined> {
    const workerData: WorkerInput = { ...input, batches, cursor, taken, thread }
    const worker = new Worker(url, { workerData, resourceLimits: { maxOldGenerationSizeMb: threadHeapMb } })
    const stop = new AbortController()
    try {
      return await new Promise((resolve, reject) => {
        options.signal.addEventListener("abort", () => reject(options.signal.reason), { once: true, signal: stop.signal })
        worker.on("message", (answer: WorkerAnswer) => {
          answered.add(answer.batch)
          options.onAnswer(answer)
        })
        worker.on("error", (cause) => resolve({ cause }))
        worker.on("exit", (code) => resolve(code === 0 ? undefined : { cause: new Error(`exit code ${code}`) }))
      })
    } finally {
      stop.abort()
      await worker.terminate()
    }
  }

  async function serve(thread: number): Promise<void> {
    while (Atomics.load(cursor, 0) < batches.length) {
      const death = await live(thread)
      if (!death) return
      failures.count += 1
      if (failures.count > maxFailures)
        throw new TipstaffError("code/worker-failed", "the threads of the code engine keep failing", { cause: death.cause })
      causes.set(Atomics.load(taken, thread), death.cause)
    }
  }

  async function run(): Promise<Lost[]> {
    await Promise.all(Array.from({ length: count }, (_, thread) => serve(thread)))
    return batches.flatMap((batch, index) =>
      answered.has(index) ? [] : [{ batch, cause: causes.get(index) ?? new Error("it ended without an answer") }],
    )
  }

  return { run }
}
