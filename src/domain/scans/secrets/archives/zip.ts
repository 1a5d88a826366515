/**
 * Files of a zip archive (APPNOTE 6.3.10), found through its central directory. node:zlib unpacks: it is told how much may
 * come out, and its checksum is the processor's own; a library that reads local headers one after another would trust
 * sizes that anyone can write, and would read entries that the list does not name.
 */
import { crc32, inflateRawSync } from "node:zlib"
import { systemCode } from "../../../../base/errors.ts"
import { type ArchiveEntry, entryPath } from "./entry.ts"
import { type Allowance, mostUnpacked, reasons } from "./limits.ts"
import type { ArchiveSource } from "./source.ts"
import { readDirectory, ZipDamage, type ZipEntry } from "./zip-directory.ts"

const localSignature = 0x04034b50
const localBytes = 30
const stored = 0
const deflated = 8

export function* readZip(path: string, source: ArchiveSource, allowance: Allowance): Generator<ArchiveEntry> {
  let seen = 0
  try {
    const { entries, count } = readDirectory(source)
    for (const entry of entries) {
      if (allowance.entries < 1) return yield { path, notScanned: reasons.entries(allowance.limits) }
      allowance.entries -= 1
      seen += 1
      if (entry.name.endsWith("/") && entry.unpacked === 0) continue
      yield readEntry(entryPath(path, entry.name), source, entry, allowance)
      if (allowance.bytes < 1) return yield { path, notScanned: reasons.total(allowance.limits) }
    }
    // The classic count has 16 bits and wraps.
    if (seen % 65_536 !== count % 65_536) yield { path, notScanned: `it says that it has ${count} entries, and lists ${seen}` }
  } catch (damage) {
    if (!(damage instanceof ZipDamage)) throw damage
    yield { path, notScanned: `damaged zip archive: ${damage.message}` }
  }
}

function readEntry(path: string, source: ArchiveSource, entry: ZipEntry, allowance: Allowance): ArchiveEntry {
  const gap = (notScanned: string): ArchiveEntry => ({ path, notScanned })
  const { limits } = allowance
  if (entry.encrypted) return gap("it is encrypted")
  if (entry.method !== stored && entry.method !== deflated) return gap(`compression method ${entry.method} is not supported`)
  if (entry.unpacked > limits.entryBytes || entry.packed > limits.entryBytes) return gap(reasons.entry(limits))
  const at = contentAt(source, entry.at)
  if (at === undefined || at + entry.packed > source.size) return gap("damaged zip entry: it lies outside of the file")
  const packed = source.read(at, entry.packed)
  const unpacked = entry.method === stored ? packed : inflate(packed, allowance)
  if (typeof unpacked === "string") {
    // Entries may overlap: reading the same bytes again and again in vain is work as well.
    allowance.bytes -= packed.length
    return gap(unpacked)
  }
  allowance.bytes -= Math.max(packed.length, unpacked.length)
  if (allowance.bytes < 0) return gap(reasons.total(limits))
  if (unpacked.length !== entry.unpacked) return gap("damaged zip entry: its size is not what the archive says")
  if (crc32(unpacked) !== entry.crc) return gap("damaged zip entry: its checksum is wrong")
  return { path, bytes: unpacked }
}

/** Behind the local header, whose name and extra field may differ in length from those of the list. */
function contentAt(source: ArchiveSource, at: number): number | undefined {
  const header = source.read(at, localBytes)
  if (header.length < localBytes || header.readUInt32LE(0) !== localSignature) return undefined
  return at + localBytes + header.readUInt16LE(26) + header.readUInt16LE(28)
}

/** The bytes, or the reason why there are none. */
function inflate(packed: Buffer, allowance: Allowance): Buffer | string {
  const { limits } = allowance
  const most = Math.min(limits.entryBytes, mostUnpacked(limits, packed.length), Math.max(1, allowance.bytes))
  try {
    return inflateRawSync(packed, { maxOutputLength: most })
  } catch (cause) {
    if (systemCode(cause) !== "ERR_BUFFER_TOO_LARGE") return "damaged zip entry: it cannot be unpacked"
    // What was unpacked before the limit was work as well.
    allowance.bytes -= most
    if (most === mostUnpacked(limits, packed.length)) return reasons.bomb(limits)
    return most === limits.entryBytes ? reasons.entry(limits) : reasons.total(limits)
  }
}
