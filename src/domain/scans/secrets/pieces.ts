/**
 * One file after the other, handed over in chunks of any size and examined through one buffer: memory stays the same
 * for any size of file.
 */
import { TipstaffError } from "../../../base/errors.ts"
import { contextAfter, contextBefore, type Detection, type FileScan, type SecretScanner } from "../../secrets/scanner.ts"
import { archiveKind } from "./archives/kind.ts"
import { utf16Order } from "../../secrets/utf16.ts"

export interface Reading {
  readonly detections: readonly Detection[]
  readonly bytes: number
  /** Why the file could not be examined, wholly or in part. */
  readonly unexamined?: string
  /** Secrets that an imported allowlist hides. */
  readonly hidden?: number
  /** An archive, of which nothing was examined: see archive-scan.ts. */
  readonly archive?: true
}

/** Stays in the processor's cache between being read and being examined. */
export const defaultPieceBytes = 256 * 1024

/** UTF-16 is turned into UTF-8 in memory; a bigger file of that kind is reported as not examined. */
const maxUtf16Bytes = 64 * 1024 * 1024

/** A file made to flood the report is cut here, and says so. */
export const maxDetectionsPerFile = 5000

export interface Pieces {
  begin(path: string): void
  /** Where the next bytes belong; never empty before the file is flooded. */
  room(): Uint8Array
  /** So many bytes were put into the room; examines what is complete. False: nothing more is wanted of this file. */
  took(count: number): boolean
  /** No more bytes follow. */
  end(): Reading
}

export function createPieces(scanner: SecretScanner, pieceBytes = defaultPieceBytes): Pieces {
  const buffer = Buffer.allocUnsafe(contextBefore + pieceBytes + contextAfter)
  let scan: FileScan
  let path = ""
  /** Bytes of the buffer in use, the file's offset of its first, and how far the file has been examined. */
  let filled = 0
  let viewOffset = 0
  let examined = 0
  let detections: Detection[] = []
  /** Why the file cannot be examined to its end. */
  let refused: string | undefined
  let wide: Buffer[] | undefined
  let wideBytes = 0
  /** Why what was examined was not looked at in full. */
  let partial: string | undefined
  let archive = false

  function begin(next: string): void {
    path = next
    scan = scanner.begin(path)
    filled = viewOffset = examined = wideBytes = 0
    detections = []
    refused = wide = partial = undefined
    archive = false
  }

  const room = () => buffer.subarray(filled)

  function took(count: number): boolean {
    filled += count
    if (filled < buffer.length) return true
    if (viewOffset === 0 && wide === undefined) {
      if ((archive = isArchive())) return false
      if (utf16Order(buffer) !== undefined) wide = []
    }
    return wide === undefined ? examinePiece(viewOffset + filled - contextAfter) : setWideAside(wide)
  }

  function examinePiece(to: number): boolean {
    keep(() => scan.examine(buffer.subarray(0, filled), viewOffset, examined, to))
    const keepFrom = to - contextBefore - viewOffset
    buffer.copyWithin(0, keepFrom, filled)
    viewOffset += keepFrom
    filled -= keepFrom
    examined = to
    return wantsMore()
  }

  const wantsMore = () => refused === undefined && detections.length <= maxDetectionsPerFile

  function setWideAside(parts: Buffer[]): boolean {
    wideBytes += filled
    if (wideBytes > maxUtf16Bytes) return false
    parts.push(Buffer.from(buffer.subarray(0, filled)))
    filled = 0
    return true
  }

  const isArchive = () => archiveKind(buffer.subarray(0, filled)) !== undefined

  function end(): Reading {
    if (archive || (viewOffset === 0 && wide === undefined && isArchive())) return { detections: [], bytes: 0, archive: true }
    if (wide !== undefined || (viewOffset === 0 && utf16Order(buffer.subarray(0, filled)) !== undefined)) return endWide()
    if (wantsMore()) keep(() => scan.examine(buffer.subarray(0, filled), viewOffset, examined, viewOffset + filled))
    partial = scan.unexamined()
    return withHidden(reading(viewOffset + filled), scan.hidden())
  }

  function endWide(): Reading {
    if (wideBytes > maxUtf16Bytes) return { detections: [], bytes: 0, unexamined: `a UTF-16 file larger than ${maxUtf16Bytes} bytes` }
    const whole = Buffer.concat([...(wide ?? []), buffer.subarray(0, filled)])
    keep(() => scanner.scanBytes(whole, path, (reason) => (partial = reason)))
    return reading(whole.length)
  }

  /** Imported rules may be too slow for a file; what was found before stays. */
  function keep(examine: () => readonly Detection[]): void {
    try {
      for (const detection of examine()) if (detection.filtered === undefined) detections.push(detection)
    } catch (cause) {
      if (!(cause instanceof TipstaffError)) throw cause
      refused = cause.message
    }
  }

  function reading(bytes: number): Reading {
    if (refused !== undefined) return { detections: detections.slice(0, maxDetectionsPerFile), bytes, unexamined: refused }
    return limited(detections, bytes, partial)
  }

  return { begin, room, took, end }
}

/** Most readings have none. */
export function withHidden(reading: Reading, hidden: number): Reading {
  return hidden === 0 ? reading : { ...reading, hidden }
}

/** What was found in one file, cut where it was made to flood the report. */
export function limited(detections: readonly Detection[], bytes: number, partial: string | undefined): Reading {
  if (detections.length <= maxDetectionsPerFile) return { detections, bytes, ...(partial === undefined ? {} : { unexamined: partial }) }
  return {
    detections: detections.slice(0, maxDetectionsPerFile),
    bytes,
    unexamined: `more than ${maxDetectionsPerFile} secrets in one file; the rest is not listed`,
  }
}

/** A chunk that is in memory already. False: nothing more is wanted of this file. */
export function feed(pieces: Pieces, chunk: Uint8Array): boolean {
  for (let at = 0; at < chunk.length;) {
    const room = pieces.room()
    const count = Math.min(room.length, chunk.length - at)
    room.set(at === 0 && count === chunk.length ? chunk : chunk.subarray(at, at + count))
    if (!pieces.took(count)) return false
    at += count
  }
  return true
}
