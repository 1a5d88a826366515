/**
 * Reads a zip archive entry by entry through its central directory (PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16).
 * A truncated archive has no directory, so it can never look like a short but whole one. Memory holds one window
 * of the file and one entry, whatever the archive claims.
 */
import { open, type FileHandle } from "node:fs/promises"
import { crc32, inflateRawSync } from "node:zlib"
import { TipstaffError } from "../../../../base/errors.ts"

export interface ZipEntry {
  readonly name: string
  readonly content: Buffer
}

export interface ZipLimits {
  /** Uncompressed bytes of one entry. */
  readonly entryBytes: number
  /** Uncompressed bytes of all entries. */
  readonly totalBytes: number
  readonly entries: number
}

const directoryLimit = 1024 * 1024 * 1024
const windowSize = 4 * 1024 * 1024

/** Yields the files of the archive. Throws `zip/invalid` and `zip/too-large`; the message does not name the archive. */
export async function* readZip(path: string, limits: ZipLimits): AsyncGenerator<ZipEntry> {
  const handle = await open(path, "r")
  try {
    const size = (await handle.stat()).size
    const file = new FileWindow(handle, size)
    const directory = await readDirectory(file, size)
    if (directory.entries > limits.entries) throw tooLarge(`more than ${limits.entries} entries`)
    let total = 0
    let at = 0
    for (let index = 0; index < directory.entries; index += 1) {
      const header = headerAt(directory.bytes, at)
      at = header.next
      if (header.name.endsWith("/") && header.size === 0) continue
      total += header.size
      if (header.size > limits.entryBytes || total > limits.totalBytes) throw tooLarge(`more than ${limits.entryBytes} bytes in an entry`)
      yield { name: header.name, content: await readEntry(file, header) }
    }
    // An entry more than the archive counts would otherwise be passed over.
    if (at !== directory.bytes.length) throw invalid("its directory is damaged")
  } finally {
    await handle.close()
  }
}

/** A sliding view of the file, so that entries that lie together cost one read. */
class FileWindow {
  readonly #handle: FileHandle
  readonly #size: number
  #start = 0
  #bytes: Buffer = Buffer.alloc(0)

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle
    this.#size = size
  }

  /** The bytes wait for a read only when the window does not hold them. */
  async slice(start: number, length: number): Promise<Buffer> {
    if (start < 0 || length < 0 || start + length > this.#size) throw invalid("an entry lies beyond the end of the file")
    if (start < this.#start || start + length > this.#start + this.#bytes.length) {
      const wanted = Math.min(Math.max(length, windowSize), this.#size - start)
      const bytes = Buffer.allocUnsafe(wanted)
      let filled = 0
      while (filled < wanted) {
        const { bytesRead } = await this.#handle.read(bytes, filled, wanted - filled, start + filled)
        if (bytesRead === 0) throw invalid("the file became shorter while it was read")
        filled += bytesRead
      }
      this.#start = start
      this.#bytes = bytes
    }
    return this.#bytes.subarray(start - this.#start, start - this.#start + length)
  }
}

async function readDirectory(file: FileWindow, size: number): Promise<{ readonly bytes: Buffer; readonly entries: number }> {
  // The end record is 22 bytes and a comment of at most 65,535.
  const tailStart = Math.max(0, size - 22 - 65_535)
  const tail = await file.slice(tailStart, size - tailStart)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > tail.length) throw invalid("it has no directory; the download was cut off")
  let entries = tail.readUInt16LE(end + 10)
  let length = tail.readUInt32LE(end + 12)
  let start = tail.readUInt32LE(end + 16)
  if (entries === 0xffff || length === 0xffffffff || start === 0xffffffff) {
    const locator = end - 20
    if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) throw invalid("its 64-bit directory is missing")
    const record = await file.slice(Number(tail.readBigUInt64LE(locator + 8)), 56)
    if (record.readUInt32LE(0) !== 0x06064b50) throw invalid("its 64-bit directory is damaged")
    entries = Number(record.readBigUInt64LE(32))
    length = Number(record.readBigUInt64LE(40))
    start = Number(record.readBigUInt64LE(48))
  }
  if (length > directoryLimit) throw tooLarge("a directory of more than 1 GiB")
  // A copy, because the window moves on.
  return { bytes: Buffer.from(await file.slice(start, length)), entries }
}

interface Header {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
  readonly next: number
}

function headerAt(directory: Buffer, at: number): Header {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw invalid("its directory is damaged")
  const nameEnd = at + 46 + directory.readUInt16LE(at + 28)
  const extraEnd = nameEnd + directory.readUInt16LE(at + 30)
  const next = extraEnd + directory.readUInt16LE(at + 32)
  if (next > directory.length) throw invalid("its directory is damaged")
  if ((directory.readUInt16LE(at + 8) & 1) === 1) throw invalid("it is encrypted")
  const wide = wideFields(directory.subarray(nameEnd, extraEnd))
  const size = directory.readUInt32LE(at + 24)
  const packed = directory.readUInt32LE(at + 20)
  const offset = directory.readUInt32LE(at + 42)
  return {
    name: directory.toString("utf8", at + 46, nameEnd),
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    // The 64-bit extra field holds only those values that do not fit, in this order.
    size: size === 0xffffffff ? wide() : size,
    packed: packed === 0xffffffff ? wide() : packed,
    offset: offset === 0xffffffff ? wide() : offset,
    next,
  }
}

function wideFields(extra: Buffer): () => number {
  let at = 0
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2)
  at += 4
  return () => {
    if (at + 8 > extra.length) throw invalid("its directory is damaged")
    at += 8
    return Number(extra.readBigUInt64LE(at - 8))
  }
}

async function readEntry(file: FileWindow, header: Header): Promise<Buffer> {
  const local = await file.slice(header.offset, 30)
  if (local.readUInt32LE(0) !== 0x04034b50) throw invalid("an entry is not where the directory says")
  const start = header.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  const packed = await file.slice(start, header.packed)
  const content = unpack(packed, header)
  if (content.length !== header.size || crc32(content) !== header.crc) throw invalid("an entry is damaged")
  return content
}

function unpack(packed: Buffer, header: Header): Buffer {
  if (header.method === 0) return packed
  if (header.method !== 8) throw invalid("an entry is packed by a method other than deflate")
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(header.size, 1) })
  } catch (cause) {
    throw new TipstaffError("zip/invalid", "an entry is damaged", { cause })
  }
}

function invalid(message: string): TipstaffError {
  return new TipstaffError("zip/invalid", message)
}

function tooLarge(message: string): TipstaffError {
  return new TipstaffError("zip/too-large", `it claims ${message}`)
}
