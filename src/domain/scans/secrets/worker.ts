/** A worker thread that helps itself to files of a shared list; the bundle ships it as secrets-worker.js beside the main file. */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads"
import { productScanner } from "./prepared.ts"
import { createBatchRunner, emptyResult } from "./batch.ts"
import type { WorkerAnswer, WorkerOrder, WorkerStart } from "./pool.ts"
import { completeLength, takeHelping, waitForRing } from "./shared-list.ts"

const { settings, root, state } = workerData as WorkerStart
const port = parentPort!
const runner = createBatchRunner(productScanner(settings))
const list: string[] = []

/** Milliseconds between two answers: what a dying worker may lose. */
const answerMs = 100

let result = emptyResult()
let archives: string[] = []
let helpings: number[] = []
let answered = performance.now()

for (let helping = takeHelping(state); helping !== undefined; helping = takeHelping(state)) {
  if (!awaitHelping(helping)) break
  const steps = runner.run(root, list[helping]!.split("\0"), result, archives)
  while (steps.next().done !== true);
  helpings.push(helping)
  if (performance.now() - answered >= answerMs) answer()
}
answer()
port.close()

/** False when the list ends before. */
function awaitHelping(helping: number): boolean {
  for (;;) {
    if (helping < list.length) return true
    const bell = Atomics.load(state.numbers, 2)
    const known = list.length
    for (let order = receiveMessageOnPort(port); order !== undefined; order = receiveMessageOnPort(port)) {
      for (const paths of (order.message as WorkerOrder).helpings) list.push(paths)
    }
    if (list.length > known) continue
    if (completeLength(state) === list.length) return false
    waitForRing(state, bell, 1000)
  }
}

function answer(): void {
  const message: WorkerAnswer = { helpings, result, archives }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
  port.postMessage(message)
  result = emptyResult()
  archives = []
  helpings = []
  answered = performance.now()
}
