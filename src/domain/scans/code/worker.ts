/** Examines batches of files in a worker thread until none is left; the entry point of `code-worker.mjs`. */
import { parentPort, workerData } from "node:worker_threads"
import { openExaminer } from "./examiner.ts"
import type { WorkerAnswer, WorkerInput } from "./pool.ts"

if (parentPort) {
  const { batches, cursor, taken, thread, ...input } = workerData as WorkerInput
  const examine = openExaminer(input)
  for (let next = Atomics.add(cursor, 0, 1); next < batches.length; next = Atomics.add(cursor, 0, 1)) {
    Atomics.store(taken, thread, next)
    const answer: WorkerAnswer = { batch: next, ...(await examine(batches[next]!)) }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort.postMessage(answer)
  }
}
