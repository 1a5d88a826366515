/** Reads and examines files one after the other, and gives the memory of syntax trees back in time. */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { messageOf } from "../../../base/errors.ts"
import { inside, readBytesNow, type Reusable } from "../../../platform/files.ts"
import { registerParsers } from "./languages.ts"
import { preparePack } from "./pack.ts"
import type { CodeRule } from "./rule.ts"
import { scanFile, type FileReport } from "./scan-file.ts"

export interface ExaminerInput {
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
const collectEvery = 1 * 1024 * 1024

export function openExaminer(input: ExaminerInput, signal?: AbortSignal): (batch: Batch) => Promise<Answer> {
  registerParsers()
  const pack = preparePack(input.rules)
  const collect = collector()
  const memory: Reusable = { buffer: Buffer.allocUnsafe(1024 * 1024) }
  let parsedSince = 0

  function examineOne(path: string, read: Buffer | string): { path: string; bytes: number; report: FileReport } {
    if (typeof read === "string") return { path, bytes: 0, report: { is: "unexamined", reason: read } }
    const report = scanFile(pack, path, read, monotonicMs)
    if (report.is === "examined") parsedSince += report.parsedBytes
    return { path, bytes: read.length, report }
  }

  return async (batch) => {
    const files: Answer["files"][number][] = []
    for (const path of batch.paths) {
      signal?.throwIfAborted()
      files.push(examineOne(path, readOrReason(input.root, path, memory)))
      if (parsedSince > collectEvery) {
        parsedSince = 0
        await collect()
      }
    }
    return { files }
  }
}

// Synchronous: this runs in a thread of its own, and a round through the pool of file threads costs more than the read.
function readOrReason(root: string, path: string, memory: Reusable): Buffer | string {
  try {
    return readBytesNow(inside(root, path), maxReadBytes, memory)
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
