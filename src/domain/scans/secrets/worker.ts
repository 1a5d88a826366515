/** A worker thread that helps itself to files of a shared list; the bundle ships it as secrets-worker.js beside the main file. */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads"
import { createSecretScanner } from "../../secrets/scanner.ts"
import { createBatchRunner, emptyResult } from "./batch.ts"
import type { WorkerAnswer, WorkerOrder, WorkerStart } from "./pool.ts"
import { completeLength, filesPerHelping, takeHelping, waitForRing } from "./shared-list.ts"

const { key, root, state, thread } = workerData as WorkerStart
const port = parentPort!
const runner = createBatchRunner(createSecretScanner({ key }))
const files: string[] = []

/** Milliseconds between two answers: what a dying worker may lose. */
const answerMs = 100

let result = emptyResult()
let helpings: number[] = []
let answered = performance.now()

for (let helping = takeHelping(state, thread); helping !== undefined; helping = takeHelping(state, thread)) {
  const first = helping * filesPerHelping
  if (!awaitFiles(first)) break
  const steps = runner.run(root, files.slice(first, first + filesPerHelping), result)
  while (steps.next().done !== true);
  helpings.push(helping)
  if (performance.now() - answered >= answerMs) answer()
}
answer()
port.close()

/** False when the list ends before. */
function awaitFiles(first: number): boolean {
  for (;;) {
    const bell = Atomics.load(state.numbers, 2)
    for (let order = receiveMessageOnPort(port); order !== undefined; order = receiveMessageOnPort(port)) {
      for (const path of (order.message as WorkerOrder).paths.split("\0")) files.push(path)
    }
    const length = completeLength(state)
    if (length !== undefined && files.length >= length) return first < length
    if (files.length >= first + filesPerHelping) return true
    waitForRing(state, bell, 1000)
  }
}

function answer(): void {
  const message: WorkerAnswer = { helpings, result }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
  port.postMessage(message)
  result = emptyResult()
  helpings = []
  answered = performance.now()
}
