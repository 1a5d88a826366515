/** Examines files one after the other in this thread and gathers what they hold. */
import { collapse } from "../../secrets/collapse.ts"
import type { SecretScanner } from "../../secrets/scanner.ts"
import type { Unexamined } from "../engine.ts"
import { exposedSecret, type ExposedSecret } from "./finding.ts"
import type { Reading } from "./pieces.ts"
import { createFileReader } from "./read.ts"

export interface BatchResult {
  readonly secrets: ExposedSecret[]
  readonly unexamined: Unexamined[]
  files: number
  bytes: number
  /** Secrets that an imported allowlist hides. */
  hidden: number
}

export function emptyResult(): BatchResult {
  return { secrets: [], unexamined: [], files: 0, bytes: 0, hidden: 0 }
}

/** `part` is handed over as it is: nothing that a large result holds is copied twice. */
export function addResult(total: BatchResult, part: BatchResult): void {
  for (const secret of part.secrets) total.secrets.push(secret)
  for (const entry of part.unexamined) total.unexamined.push(entry)
  total.files += part.files
  total.bytes += part.bytes
  total.hidden += part.hidden
}

export function addReading(result: BatchResult, path: string, reading: Reading): void {
  if (reading.detections.length > 0) for (const exposure of collapse(reading.detections)) result.secrets.push(exposedSecret(exposure))
  result.bytes += reading.bytes
  result.hidden += reading.hidden ?? 0
  if (reading.unexamined === undefined) result.files += 1
  else result.unexamined.push({ path, reason: reading.unexamined })
}

export interface BatchRunner {
  /**
   * Examines one file; yields between the pieces of a large one, and a run that is not resumed leaves it unfinished. An
   * archive is only named, in `archives`: what it holds is unpacked asynchronously (archive-scan.ts).
   */
  run(root: string, path: string, result: BatchResult, archives: string[]): Generator<undefined, void>
}

export function createBatchRunner(scanner: SecretScanner): BatchRunner {
  const reader = createFileReader(scanner)

  function* run(root: string, path: string, result: BatchResult, archives: string[]): Generator<undefined, void> {
    const reading = yield* reader.read(root, path)
    if (reading.archive === true) archives.push(path)
    else addReading(result, path, reading)
  }

  return { run }
}
