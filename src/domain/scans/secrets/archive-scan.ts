/** Examines what an archive holds, in memory; reports what of it could not be read. */
import { closeSync } from "node:fs"
import type { SecretScanner } from "../../secrets/scanner.ts"
import { archiveKind, signatureBytes } from "./archives/kind.ts"
import { fileSource, type ArchiveSource } from "./archives/source.ts"
import { addReading, addResult, emptyResult, type BatchResult } from "./batch.ts"
import { createPieces, feed, maxDetectionsPerFile, type Pieces, type Reading } from "./pieces.ts"
import { openRegular, reasonOf } from "./read.ts"

/** An archive that does not lie in a file is held in memory; a larger one is reported as not examined. */
export const maxHeldBytes = 64 * 1024 * 1024

export const tooLargeToHold = `an archive of more than ${maxHeldBytes / 1024 / 1024} MiB that does not lie in a file`

/** Milliseconds of work between two turns of everything else. */
const turnMs = 30

/** What became of one entry: an archive in it that is too deep has a gap. */
export type EntryReading = { readonly path: string } & Reading

/**
 * Every entry with what it holds; `path` begins the path of each. Ends early when the signal is aborted, and says so.
 * The reader is loaded here and not before: node:zlib takes longer to load than most hooks take in all.
 */
export async function* readEntries(pieces: Pieces, path: string, source: ArchiveSource, signal?: AbortSignal): AsyncGenerator<EntryReading> {
  const { readArchive } = await import("./archives/read-archive.ts")
  const gap = (at: string, unexamined: string): EntryReading => ({ path: at, detections: [], bytes: 0, unexamined })
  if (archiveKind(source.read(0, signatureBytes)) === undefined) return yield gap(path, "it changed while it was read")
  let turn = performance.now()
  for await (const entry of readArchive(path, source)) {
    if (signal?.aborted === true) return yield gap(path, "the scan was stopped before its end")
    yield "bytes" in entry ? { path: entry.path, ...readHeld(pieces, entry.path, entry.bytes) } : gap(entry.path, entry.notScanned)
    if (performance.now() - turn < turnMs) continue
    await new Promise((resolve) => setImmediate(resolve))
    turn = performance.now()
  }
}

function readHeld(pieces: Pieces, path: string, bytes: Uint8Array): Reading {
  pieces.begin(path)
  feed(pieces, bytes)
  return pieces.end()
}

export interface ArchiveScan {
  /** Adds one archive to the result: a file that was examined if all of it could be. */
  add(result: BatchResult, path: string, source: ArchiveSource, signal?: AbortSignal): Promise<void>
  /** The same for a file of a tree, opened anew. */
  addFile(result: BatchResult, root: string, path: string, signal?: AbortSignal): Promise<void>
}

export function createArchiveScan(scanner: SecretScanner): ArchiveScan {
  /** Most scans meet no archive. */
  let pieces: Pieces | undefined

  async function add(result: BatchResult, path: string, source: ArchiveSource, signal?: AbortSignal): Promise<void> {
    const part = emptyResult()
    try {
      for await (const { path: entryPath, ...reading } of readEntries((pieces ??= createPieces(scanner)), path, source, signal)) {
        addReading(part, entryPath, reading)
        if (part.secrets.length <= maxDetectionsPerFile) continue
        part.unexamined.push({ path, reason: `more than ${maxDetectionsPerFile} secrets in one archive; the rest is not listed` })
        break
      }
    } catch (cause) {
      part.unexamined.push({ path, reason: reasonOf(cause) })
    }
    part.files = part.unexamined.length === 0 ? 1 : 0
    addResult(result, part)
  }

  async function addFile(result: BatchResult, root: string, path: string, signal?: AbortSignal): Promise<void> {
    const file = openRegular(root, path)
    if ("unexamined" in file) return void result.unexamined.push({ path, reason: file.unexamined })
    try {
      await add(result, path, fileSource(file.descriptor, file.size), signal)
    } finally {
      closeSync(file.descriptor)
    }
  }

  return { add, addFile }
}
