/** Secrets in what is in memory already: staged contents, a tool call, an upload. Nothing is read or written. */
import type { SecretScanner } from "../../secrets/scanner.ts"
import { addReading, emptyResult, type BatchResult } from "./batch.ts"
import { createPieces, feed } from "./pieces.ts"

export interface NamedBytes {
  readonly path: string
  readonly bytes: Uint8Array
}

export async function scanContents(scanner: SecretScanner, contents: readonly NamedBytes[], signal?: AbortSignal): Promise<BatchResult> {
  const pieces = createPieces(scanner)
  const result = emptyResult()
  for (const { path, bytes } of contents) {
    pieces.begin(path)
    feed(pieces, bytes)
    const reading = pieces.end()
    if (reading.archive === true) await addArchive(result, scanner, { path, bytes }, signal)
    else addReading(result, path, reading)
  }
  return result
}

/** What unpacks is loaded when there is an archive. */
async function addArchive(result: BatchResult, scanner: SecretScanner, { path, bytes }: NamedBytes, signal: AbortSignal | undefined): Promise<void> {
  const [{ createArchiveScan }, { bytesSource }] = await Promise.all([import("./archive-scan.ts"), import("./archives/source.ts")])
  await createArchiveScan(scanner).add(result, path, bytesSource(bytes), signal)
}
