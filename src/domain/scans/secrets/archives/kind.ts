/** What kind of archive bytes are, by their signature: names are chosen by whoever hides something. */
import { isTarHeader } from "./tar-header.ts"

export type ArchiveKind = ReadKind | UnreadKind
export type ReadKind = "zip" | "gzip" | "tar"
type UnreadKind = "zstd" | "xz" | "bzip2" | "7z" | "rar"

/** Bytes that `archiveKind` must see. */
export const signatureBytes = 512

interface Signature {
  readonly kind: ArchiveKind
  readonly at: number
  /** As Latin-1. */
  readonly bytes: string
  /** What else the format demands of its header: short signatures begin other files as well. */
  readonly holds?: (head: Uint8Array) => boolean
}

/** APPNOTE 4.3, RFC 1952, RFC 8878, POSIX.1-2001 ustar, and the formats' own descriptions. */
const signatures: readonly Signature[] = [
  { kind: "zip", at: 0, bytes: "PK\x03\x04" },
  { kind: "zip", at: 0, bytes: "PK\x05\x06" },
  { kind: "zip", at: 0, bytes: "PK\x07\x08" },
  // The only method there is, and no reserved flag.
  { kind: "gzip", at: 0, bytes: "\x1f\x8b\x08", holds: (head) => (head[3]! & 0xe0) === 0 },
  { kind: "tar", at: 257, bytes: "ustar", holds: isTarHeader },
  // The reserved bit of the frame header descriptor.
  { kind: "zstd", at: 0, bytes: "\x28\xb5\x2f\xfd", holds: (head) => (head[4]! & 0x08) === 0 },
  { kind: "xz", at: 0, bytes: "\xfd7zXZ\x00" },
  // Blocks of 100 kB to 900 kB, and an archive of nothing.
  { kind: "bzip2", at: 4, bytes: "\x31\x41\x59\x26\x53\x59", holds: isBzip2 },
  { kind: "bzip2", at: 4, bytes: "\x17\x72\x45\x38\x50\x90", holds: isBzip2 },
  { kind: "7z", at: 0, bytes: "7z\xbc\xaf\x27\x1c" },
  { kind: "rar", at: 0, bytes: "Rar!\x1a\x07" },
]

/** Undefined for what is no archive. `head` is the beginning of the file. */
export function archiveKind(head: Uint8Array): ArchiveKind | undefined {
  for (const { kind, at, bytes, holds } of signatures) {
    if (standsAt(head, at, bytes) && (holds === undefined || holds(head))) return kind
  }
  return undefined
}

function standsAt(head: Uint8Array, at: number, bytes: string): boolean {
  for (let index = 0; index < bytes.length; index += 1) if (head[at + index] !== bytes.charCodeAt(index)) return false
  return true
}

function isBzip2(head: Uint8Array): boolean {
  return standsAt(head, 0, "BZh") && head[3]! >= 0x31 && head[3]! <= 0x39
}

export function isRead(kind: ArchiveKind): kind is ReadKind {
  return kind === "zip" || kind === "gzip" || kind === "tar"
}
