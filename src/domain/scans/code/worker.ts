/** Examines batches of files in a worker thread; the entry point of `code-worker.js`. */
import { parentPort, workerData } from "node:worker_threads"
import { openExaminer, type Batch, type WorkerInput } from "./examiner.ts"

if (parentPort) {
  const port = parentPort
  const examine = openExaminer(workerData as WorkerInput)
  port.on("message", (batch: Batch) => {
    void examine(batch).then((answer) => port.postMessage(answer))
  })
}
