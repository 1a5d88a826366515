/** Examines a list of files in this thread, letting other work go on in between. */
import { setImmediate as nextTurn } from "node:timers/promises"
import { collapse } from "../../secrets/collapse.ts"
import type { SecretScanner } from "../../secrets/scanner.ts"
import type { Unexamined } from "../engine.ts"
import { exposedSecret, type ExposedSecret } from "./finding.ts"
import { createFileReader } from "./read.ts"

export interface BatchResult {
  readonly secrets: ExposedSecret[]
  readonly unexamined: Unexamined[]
  files: number
  bytes: number
}

/** Milliseconds of work between two looks at the clock of everything else. */
const turnMs = 30

export interface BatchRunner {
  /** Stops between pieces once the signal is aborted; the files that were left are reported as not examined. */
  run(root: string, paths: readonly string[], signal: AbortSignal, onFile: () => void): Promise<BatchResult>
}

export function createBatchRunner(scanner: SecretScanner, pieceBytes?: number): BatchRunner {
  const reader = createFileReader(scanner, pieceBytes)

  async function run(root: string, paths: readonly string[], signal: AbortSignal, onFile: () => void): Promise<BatchResult> {
    const result: BatchResult = { secrets: [], unexamined: [], files: 0, bytes: 0 }
    const stopped = () => signal.aborted
    let turnStarted = performance.now()
    const pause = async () => {
      if (performance.now() - turnStarted < turnMs) return
      await nextTurn()
      turnStarted = performance.now()
    }
    for (const path of paths) {
      if (signal.aborted) {
        result.unexamined.push({ path, reason: "the scan was stopped before this file" })
        continue
      }
      const reading = await reader.read(root, path, stopped, pause)
      for (const exposure of collapse(reading.detections)) result.secrets.push(exposedSecret(exposure))
      result.bytes += reading.bytes
      if (reading.unexamined === undefined) result.files += 1
      else result.unexamined.push({ path, reason: reading.unexamined })
      onFile()
      await pause()
    }
    return result
  }

  return { run }
}
