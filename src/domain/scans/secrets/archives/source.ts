/** Where an archive's bytes come from: any part of it can be asked for, so that a large file is never held in memory. */
import { readSync } from "node:fs"

export interface ArchiveSource {
  readonly size: number
  /** Fewer bytes than asked for where the source ends. The bytes are the caller's until the next call. */
  read(position: number, length: number): Buffer
}

export function bytesSource(bytes: Uint8Array): ArchiveSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    size: buffer.length,
    read: (position, length) => buffer.subarray(Math.min(position, buffer.length), Math.min(position + length, buffer.length)),
  }
}

/** The file behind an open descriptor, which stays the caller's to close. `size` is what `fstat` said. */
export function fileSource(descriptor: number, size: number): ArchiveSource {
  function read(position: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - position)))
    let filled = 0
    while (filled < buffer.length) {
      const count = readSync(descriptor, buffer, filled, buffer.length - filled, position + filled)
      if (count === 0) break
      filled += count
    }
    return buffer.subarray(0, filled)
  }
  return { size, read }
}

const chunkBytes = 64 * 1024

/** All of it from the beginning, in chunks. */
export function* chunksOf(source: ArchiveSource): Generator<Buffer> {
  for (let position = 0; position < source.size;) {
    const chunk = source.read(position, chunkBytes)
    if (chunk.length === 0) return
    position += chunk.length
    yield chunk
  }
}
