/** Examines batches of files in a worker thread; the entry point of `code-worker.js`. */
import { parentPort, workerData } from "node:worker_threads"
import { openExaminer, type Batch, type WorkerInput } from "./examiner.ts"

if (parentPort) {
  const port = parentPort
  const examine = openExaminer(workerData as WorkerInput)
  let last: Promise<void> = Promise.resolve()
  // One batch after the other, whatever waits in the port.
  const answer = async (batch: Batch, before: Promise<void>) => {
    await before
    port.postMessage(await examine(batch))
  }
  port.on("message", (batch: Batch) => {
    last = answer(batch, last)
  })
}
