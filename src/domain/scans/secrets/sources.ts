/** Where secrets are looked for besides a folder: one file, or a stream. */
import { basename, dirname } from "node:path"
import type { SecretScanner } from "../../secrets/scanner.ts"
import { createArchiveScan, maxHeldBytes, tooLargeToHold } from "./archive-scan.ts"
import { archiveKind, signatureBytes } from "./archives/kind.ts"
import { bytesSource } from "./archives/source.ts"
import { addReading, createBatchRunner, emptyResult, type BatchResult } from "./batch.ts"
import { createPieces, feed } from "./pieces.ts"

type Stream = AsyncIterable<Uint8Array | string>

/** Until the stream ends or the signal is aborted; then the rest counts as not examined. */
export async function scanStream(scanner: SecretScanner, stream: Stream, path: string, signal: AbortSignal): Promise<BatchResult> {
  const chunks = bytesOf(stream)[Symbol.asyncIterator]()
  try {
    const head = await takeHead(chunks)
    return archiveKind(head) === undefined
      ? await scanChunks(scanner, head, chunks, path, signal)
      : await scanPacked(scanner, head, chunks, path, signal)
  } finally {
    await chunks.return?.(undefined)
  }
}

async function* bytesOf(stream: Stream): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk
}

/** Enough to tell an archive; fewer bytes when the stream ends before. */
async function takeHead(chunks: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let head = Buffer.alloc(0)
  while (head.length < signatureBytes) {
    const next = await chunks.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  return head
}

const stoppedEarly = "the scan was stopped before its end"

async function scanChunks(
  scanner: SecretScanner,
  head: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
  path: string,
  signal: AbortSignal,
): Promise<BatchResult> {
  const pieces = createPieces(scanner)
  const result = emptyResult()
  pieces.begin(path)
  let stopped = signal.aborted
  for (let chunk: Uint8Array | undefined = head; chunk !== undefined && !stopped && feed(pieces, chunk);) {
    chunk = (await chunks.next()).value as Uint8Array | undefined
    stopped = chunk !== undefined && signal.aborted
  }
  const reading = pieces.end()
  addReading(result, path, stopped ? { ...reading, unexamined: stoppedEarly } : reading)
  return result
}

async function scanPacked(
  scanner: SecretScanner,
  head: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
  path: string,
  signal: AbortSignal,
): Promise<BatchResult> {
  const result = emptyResult()
  const held: Uint8Array[] = [head]
  let size = head.length
  for (let next = await chunks.next(); next.done !== true && size <= maxHeldBytes && !signal.aborted; next = await chunks.next()) {
    held.push(next.value)
    size += next.value.length
  }
  if (signal.aborted) result.unexamined.push({ path, reason: stoppedEarly })
  else if (size > maxHeldBytes) result.unexamined.push({ path, reason: tooLargeToHold })
  else await createArchiveScan(scanner).add(result, path, bytesSource(Buffer.concat(held)), signal)
  return result
}

/** One file, named as the person named it. */
export async function scanFile(scanner: SecretScanner, file: string, shownAs: string, signal: AbortSignal): Promise<BatchResult> {
  const result = emptyResult()
  const [root, name] = [dirname(file), basename(file)]
  const archives: string[] = []
  const steps = createBatchRunner(scanner).run(root, name, result, archives)
  while (!signal.aborted && steps.next().done !== true);
  if (archives.length > 0) await createArchiveScan(scanner).addFile(result, root, name, signal)
  const renamed = emptyResult()
  renamed.files = result.files
  renamed.bytes = result.bytes
  renamed.hidden = result.hidden
  // An entry of an archive follows the name of the file.
  const shown = (path: string) => shownAs + path.slice(name.length)
  for (const secret of result.secrets) renamed.secrets.push({ ...secret, path: shown(secret.path) })
  for (const { path, reason } of result.unexamined) renamed.unexamined.push({ path: shown(path), reason })
  if (signal.aborted && renamed.files === 0 && renamed.unexamined.length === 0)
    renamed.unexamined.push({ path: shownAs, reason: "the scan was stopped" })
  return renamed
}
