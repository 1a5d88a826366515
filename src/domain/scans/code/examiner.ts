/** Reads and examines files one after the other, and gives the memory of syntax trees back in time. */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { messageOf } from "../../../base/errors.ts"
import { inside, readBytes } from "../../../platform/files.ts"
import { registerParsers } from "./languages.ts"
import { preparePack } from "./pack.ts"
import type { CodeRule } from "./rule.ts"
import { scanFile, type FileReport } from "./scan-file.ts"

export interface WorkerInput {
  readonly root: string
  readonly rules: readonly CodeRule[]
}

export interface Batch {
  readonly paths: readonly string[]
}

export interface Answer {
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly report: FileReport }[]
}

/** No source file is larger; the rest is data. */
const maxReadBytes = 64 * 1024 * 1024
const readAhead = 6
const collectEvery = 6 * 1024 * 1024

export function openExaminer(input: WorkerInput, signal?: AbortSignal): (batch: Batch) => Promise<Answer> {
  registerParsers()
  const pack = preparePack(input.rules)
  const collect = collector()
  let parsedSince = 0

  function examineOne(path: string, read: Buffer | string): { path: string; bytes: number; report: FileReport } {
    if (typeof read === "string") return { path, bytes: 0, report: { is: "unexamined", reason: read } }
    const report = scanFile(pack, path, read, monotonicMs)
    if (report.is === "examined") parsedSince += report.parsedBytes
    return { path, bytes: read.length, report }
  }

  return async (batch) => {
    const files: Answer["files"][number][] = []
    // The disk works ahead while a file is examined.
    const reads: Promise<Buffer | string>[] = []
    for (const [index, path] of batch.paths.entries()) {
      signal?.throwIfAborted()
      while (reads.length < Math.min(batch.paths.length, index + readAhead)) reads.push(readOrReason(input.root, batch.paths[reads.length] ?? ""))
      files.push(examineOne(path, await reads[index]!))
      delete reads[index]
      if (parsedSince > collectEvery) {
        parsedSince = 0
        await collect()
      }
    }
    return { files }
  }
}

async function readOrReason(root: string, path: string): Promise<Buffer | string> {
  try {
    return await readBytes(inside(root, path), maxReadBytes)
  } catch (cause) {
    return messageOf(cause).replaceAll(root, "").slice(0, 200)
  }
}

function monotonicMs(): number {
  return performance.now()
}

// Trees live outside the JavaScript heap, where the collector does not see their size: it has to be told.
function collector(): () => Promise<void> {
  setFlagsFromString("--expose-gc")
  const gc = runInNewContext("gc") as (() => void) | undefined
  return async () => {
    gc?.()
    // Finalizers run in a later turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve))
  }
}
