/** Reads one file in pieces through a buffer that all files share: memory stays the same for any size of file. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs"
import { messageOf, systemCode } from "../../../base/errors.ts"
import { inside } from "../../../platform/files.ts"
import { contextAfter, contextBefore, type Detection, type FileScan, type SecretScanner } from "../../secrets/scanner.ts"
import { utf16Order } from "../../secrets/utf16.ts"

export interface Reading {
  readonly detections: readonly Detection[]
  readonly bytes: number
  /** Why the file could not be examined, wholly or in part. */
  readonly unexamined?: string
}

const defaultPieceBytes = 4 * 1024 * 1024

/** UTF-16 is turned into UTF-8 in memory; a bigger file of that kind is reported as not examined. */
const maxUtf16Bytes = 64 * 1024 * 1024

/** A file made to flood the report is cut here, and says so. */
export const maxDetectionsPerFile = 5000

export interface FileReader {
  /** Ends early, with a reason, once `stopped` answers true; `pause` is awaited between pieces. */
  read(root: string, path: string, stopped: () => boolean, pause: () => Promise<void>): Promise<Reading>
}

export function createFileReader(scanner: SecretScanner, pieceBytes = defaultPieceBytes): FileReader {
  const buffer = Buffer.allocUnsafe(contextBefore + pieceBytes + contextAfter)

  async function read(root: string, path: string, stopped: () => boolean, pause: () => Promise<void>): Promise<Reading> {
    let descriptor: number
    try {
      // O_NOFOLLOW, O_NONBLOCK: a link or a pipe may have taken the file's place since it was listed.
      descriptor = openSync(inside(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    } catch (cause) {
      return { detections: [], bytes: 0, unexamined: reasonOf(cause) }
    }
    try {
      const stats = fstatSync(descriptor)
      if (!stats.isFile()) return { detections: [], bytes: 0, unexamined: "not a regular file" }
      return await readPieces(descriptor, stats.size, path, stopped, pause)
    } catch (cause) {
      return { detections: [], bytes: 0, unexamined: reasonOf(cause) }
    } finally {
      closeSync(descriptor)
    }
  }

  async function readPieces(descriptor: number, size: number, path: string, stopped: () => boolean, pause: () => Promise<void>): Promise<Reading> {
    let filled = fill(descriptor, buffer, 0, size)
    if (utf16Order(buffer.subarray(0, filled)) !== undefined) return readUtf16(descriptor, filled, size, path)
    const scan: FileScan = scanner.begin(path)
    const detections: Detection[] = []
    let viewOffset = 0
    let from = 0
    for (;;) {
      const atEnd = filled < buffer.length
      const to = viewOffset + (atEnd ? filled : filled - contextAfter)
      keepReported(detections, scan.examine(buffer.subarray(0, filled), viewOffset, from, to))
      if (detections.length > maxDetectionsPerFile) return flooded(detections, to)
      if (atEnd) return { detections, bytes: viewOffset + filled }
      await pause()
      if (stopped()) return { detections, bytes: to, unexamined: "the scan was stopped in the middle of this file" }
      const keepFrom = to - contextBefore - viewOffset
      buffer.copyWithin(0, keepFrom, filled)
      viewOffset += keepFrom
      from = to
      filled = fill(descriptor, buffer, filled - keepFrom, size - viewOffset)
    }
  }

  function readUtf16(descriptor: number, filled: number, size: number, path: string): Reading {
    if (size > maxUtf16Bytes) return { detections: [], bytes: 0, unexamined: `a UTF-16 file larger than ${maxUtf16Bytes} bytes` }
    const whole = Buffer.allocUnsafe(Math.max(size, filled))
    buffer.copy(whole, 0, 0, filled)
    const length = fill(descriptor, whole, filled, size)
    const detections: Detection[] = []
    keepReported(detections, scanner.scanBytes(whole.subarray(0, length), path))
    return detections.length > maxDetectionsPerFile ? flooded(detections, length) : { detections, bytes: length }
  }

  return { read }
}

function keepReported(kept: Detection[], found: readonly Detection[]): void {
  for (const detection of found) if (detection.filtered === undefined) kept.push(detection)
}

function flooded(detections: readonly Detection[], bytes: number): Reading {
  return {
    detections: detections.slice(0, maxDetectionsPerFile),
    bytes,
    unexamined: `more than ${maxDetectionsPerFile} secrets in one file; the rest is not listed`,
  }
}

/** Fills the buffer from `at` on; returns where the bytes end. A full first read of the known size saves the read that finds the end. */
function fill(descriptor: number, buffer: Buffer, at: number, size: number): number {
  let end = at
  while (end < buffer.length) {
    const count = readSync(descriptor, buffer, end, buffer.length - end, null)
    end += count
    if (count === 0 || end === size) break
  }
  return end
}

/** The system's code only: a message may quote what it was given. */
function reasonOf(cause: unknown): string {
  const code = systemCode(cause)
  if (code === "ELOOP") return "a symbolic link; its target is read where it stands"
  if (code === "ENOENT") return "it was there when files were listed and is gone now"
  return code === undefined ? messageOf(cause).slice(0, 200) : `it cannot be read (${code})`
}
