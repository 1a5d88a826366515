/** A worker thread that examines batches of files; the bundle ships it as secrets-worker.js beside the main file. */
import { parentPort, workerData } from "node:worker_threads"
import { messageOf } from "../../../base/errors.ts"
import { createSecretScanner } from "../../secrets/scanner.ts"
import { createBatchRunner } from "./batch.ts"
import type { WorkerAnswer, WorkerOrder, WorkerStart } from "./pool.ts"

const { key, root } = workerData as WorkerStart
const runner = createBatchRunner(createSecretScanner({ key }))
// A worker is stopped as a whole; it needs no signal of its own.
const { signal } = new AbortController()

parentPort?.on("message", ({ paths }: WorkerOrder) => {
  let unreported = 0
  const onFile = () => {
    unreported += 1
    if (unreported < 100) return
    answer({ kind: "progress", files: unreported })
    unreported = 0
  }
  runner.run(root, paths, signal, onFile).then(
    (result) => answer({ kind: "done", result, files: unreported }),
    (thrown: unknown) => answer({ kind: "failed", reason: messageOf(thrown).slice(0, 200) }),
  )
})

function answer(message: WorkerAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
  parentPort?.postMessage(message)
}
