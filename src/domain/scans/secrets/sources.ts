/** Where secrets are looked for besides a folder: one file, a stream, and what is in memory already. */
import { basename, dirname } from "node:path"
import type { SecretScanner } from "../../secrets/scanner.ts"
import { addReading, createBatchRunner, emptyResult, type BatchResult } from "./batch.ts"
import { createPieces, feed } from "./pieces.ts"

export interface NamedBytes {
  readonly path: string
  readonly bytes: Uint8Array
}

/** What a caller holds already: staged contents, a tool call, an upload. Nothing is read or written. */
export function scanContents(scanner: SecretScanner, contents: readonly NamedBytes[]): BatchResult {
  const pieces = createPieces(scanner)
  const result = emptyResult()
  for (const { path, bytes } of contents) {
    pieces.begin(path)
    feed(pieces, bytes)
    addReading(result, path, pieces.end())
  }
  return result
}

/** Until the stream ends or the signal is aborted; then the rest counts as not examined. */
export async function scanStream(
  scanner: SecretScanner,
  stream: AsyncIterable<Uint8Array | string>,
  path: string,
  signal: AbortSignal,
): Promise<BatchResult> {
  const pieces = createPieces(scanner)
  const result = emptyResult()
  pieces.begin(path)
  let stopped = false
  for await (const chunk of stream) {
    stopped = signal.aborted
    if (stopped || !feed(pieces, typeof chunk === "string" ? Buffer.from(chunk) : chunk)) break
  }
  const reading = pieces.end()
  addReading(result, path, stopped ? { ...reading, unexamined: "the scan was stopped before its end" } : reading)
  return result
}

/** One file, named as the person named it. */
export function scanFile(scanner: SecretScanner, file: string, shownAs: string, signal: AbortSignal): BatchResult {
  const result = emptyResult()
  const steps = createBatchRunner(scanner).run(dirname(file), [basename(file)], result)
  while (!signal.aborted && steps.next().done !== true);
  const renamed = emptyResult()
  renamed.files = result.files
  renamed.bytes = result.bytes
  for (const secret of result.secrets) renamed.secrets.push({ ...secret, path: shownAs })
  for (const { reason } of result.unexamined) renamed.unexamined.push({ path: shownAs, reason })
  if (signal.aborted && renamed.files === 0 && renamed.unexamined.length === 0)
    renamed.unexamined.push({ path: shownAs, reason: "the scan was stopped" })
  return renamed
}
