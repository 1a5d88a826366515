/** The central directory of a zip file (APPNOTE 6.3.10, sections 4.3.12 to 4.3.16, zip64 included). */
import { nameText } from "./entry.ts"
import type { ArchiveSource } from "./source.ts"

export interface ZipEntry {
  readonly name: string
  readonly encrypted: boolean
  /** 0 is stored, 8 is deflate. */
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly unpacked: number
  /** Where its local header stands. */
  readonly at: number
}

export interface ZipDirectory {
  /** Each is read when it is asked for; a record that makes no sense ends the list. */
  readonly entries: Iterable<ZipEntry>
  /** How many the archive says it has. */
  readonly count: number
}

const endSignature = 0x06054b50
const endBytes = 22
const longestComment = 0xffff
const locatorSignature = 0x07064b50
const locatorBytes = 20
const wideEndSignature = 0x06064b50
const wideEndBytes = 56
const entrySignature = 0x02014b50
const entryBytes = 46
const wideExtra = 0x0001
const wideMark = 0xffffffff

/** The list is held in memory: at 10,000 entries this leaves 1.6 kB for each name. */
const mostDirectoryBytes = 16 * 1024 * 1024

export class ZipDamage extends Error {}

export function readDirectory(source: ArchiveSource): ZipDirectory {
  const end = findEnd(source)
  const start = end.at - end.size
  // What was put before the archive, as in self-extracting ones, shifts all offsets.
  const shift = start - end.offset
  if (start < 0 || shift < 0) throw new ZipDamage("its list of entries lies outside of the file")
  if (end.size > mostDirectoryBytes) throw new ZipDamage("its list of entries is larger than 16 MiB")
  return { count: end.count, entries: entriesOf(source.read(start, end.size), shift) }
}

interface End {
  /** Where the list of entries ends. */
  readonly at: number
  readonly count: number
  readonly size: number
  readonly offset: number
}

function findEnd(source: ArchiveSource): End {
  const from = Math.max(0, source.size - endBytes - longestComment)
  const tail = Buffer.from(source.read(from, source.size - from))
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endSignature || at + endBytes + tail.readUInt16LE(at + 20) > tail.length) continue
    const record = tail.subarray(at)
    if (record.readUInt16LE(4) !== record.readUInt16LE(6)) throw new ZipDamage("it is one of several parts")
    const wide = findWideEnd(source, from + at)
    if (wide !== undefined) return wide
    return { at: from + at, count: record.readUInt16LE(10), size: record.readUInt32LE(12), offset: record.readUInt32LE(16) }
  }
  throw new ZipDamage("it has no list of entries, or is cut short")
}

function findWideEnd(source: ArchiveSource, endAt: number): End | undefined {
  const locator = source.read(Math.max(0, endAt - locatorBytes), locatorBytes)
  if (endAt < locatorBytes || locator.length < locatorBytes || locator.readUInt32LE(0) !== locatorSignature) return undefined
  const at = wideNumber(locator, 8)
  const record = source.read(at, wideEndBytes)
  if (record.length < wideEndBytes || record.readUInt32LE(0) !== wideEndSignature) throw new ZipDamage("its zip64 record is missing")
  return { at, count: wideNumber(record, 32), size: wideNumber(record, 40), offset: wideNumber(record, 48) }
}

/** A number above 2^53 is as absurd as any beyond the file. */
function wideNumber(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at)
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value)
}

function* entriesOf(list: Buffer, shift: number): Generator<ZipEntry> {
  for (let at = 0; at < list.length;) {
    if (at + entryBytes > list.length || list.readUInt32LE(at) !== entrySignature) throw new ZipDamage("its list of entries is damaged")
    const nameEnd = at + entryBytes + list.readUInt16LE(at + 28)
    const extraEnd = nameEnd + list.readUInt16LE(at + 30)
    if (extraEnd > list.length) throw new ZipDamage("its list of entries is damaged")
    const sizes = readSizes(list.subarray(at, at + entryBytes), list.subarray(nameEnd, extraEnd))
    yield {
      name: nameText(list.subarray(at + entryBytes, nameEnd)),
      encrypted: (list.readUInt16LE(at + 8) & 0x2041) !== 0,
      method: list.readUInt16LE(at + 10),
      crc: list.readUInt32LE(at + 16),
      ...sizes,
      at: sizes.at + shift,
    }
    at = extraEnd + list.readUInt16LE(at + 32)
  }
}

/** Sizes that do not fit stand in the zip64 extra field, in this order (section 4.5.3). */
function readSizes(record: Buffer, extra: Buffer): { unpacked: number; packed: number; at: number } {
  const sizes = { unpacked: record.readUInt32LE(24), packed: record.readUInt32LE(20), at: record.readUInt32LE(42) }
  let from = wideField(extra)
  for (const key of ["unpacked", "packed", "at"] as const) {
    if (sizes[key] !== wideMark || from === undefined) continue
    if (from + 8 > extra.length) throw new ZipDamage("its list of entries is damaged")
    sizes[key] = wideNumber(extra, from)
    from += 8
  }
  return sizes
}

function wideField(extra: Buffer): number | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) if (extra.readUInt16LE(at) === wideExtra) return at + 4
  return undefined
}
