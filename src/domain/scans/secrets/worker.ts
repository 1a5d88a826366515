/** A worker thread that helps itself to files of a shared list; the bundle ships it as secrets-worker.mjs beside the main file. */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads"
import { productScanner } from "./prepared.ts"
import { createBatchRunner, emptyResult } from "./batch.ts"
import type { WorkerAnswer, WorkerOrder, WorkerStart } from "./pool.ts"
import { completeLength, filesPerParcel, parcelReader, takeFile, waitForRing } from "./shared-list.ts"

const { settings, root, state } = workerData as WorkerStart
const port = parentPort!
const { imported } = settings
const runner = createBatchRunner(
  productScanner(settings, imported === undefined ? undefined : (await import("./imported.ts")).importedRules(imported)),
)
const parcels: string[] = []
const pathOf = parcelReader(parcels, { forget: true })

/** Milliseconds between two answers: what a dying worker may lose. */
const answerMs = 100

let result = emptyResult()
let archives: string[] = []
let files: number[] = []
let answered = performance.now()

for (let file = takeFile(state); file !== undefined; file = takeFile(state)) {
  if (!awaitFile(file)) break
  const steps = runner.run(root, pathOf(file), result, archives)
  while (steps.next().done !== true);
  files.push(file)
  if (files.length % filesPerParcel === 0 && performance.now() - answered >= answerMs) answer(false)
}
answer(true)
port.close()

/** False when the list ends before. */
function awaitFile(file: number): boolean {
  for (;;) {
    const length = completeLength(state)
    if (length !== undefined && file >= length) return false
    if (file < parcels.length * filesPerParcel) return true
    const bell = Atomics.load(state.numbers, 2)
    const known = parcels.length
    for (let order = receiveMessageOnPort(port); order !== undefined; order = receiveMessageOnPort(port)) {
      for (const parcel of (order.message as WorkerOrder).parcels) parcels.push(parcel)
    }
    if (parcels.length === known) waitForRing(state, bell, 1000)
  }
}

function answer(last: boolean): void {
  const message: WorkerAnswer = { files, result, archives, last }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
  port.postMessage(message)
  result = emptyResult()
  archives = []
  files = []
  answered = performance.now()
}
