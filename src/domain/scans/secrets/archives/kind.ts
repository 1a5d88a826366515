/** What kind of archive bytes are, by their signature: names are chosen by whoever hides something. */

export type ArchiveKind = ReadKind | UnreadKind
export type ReadKind = "zip" | "gzip" | "tar"
type UnreadKind = "zstd" | "xz" | "bzip2" | "7z" | "rar"

/** Bytes that `archiveKind` must see. */
export const signatureBytes = 512

interface Signature {
  readonly kind: ArchiveKind
  readonly at: number
  readonly bytes: string
}

/** APPNOTE 4.3, RFC 1952, RFC 8878, POSIX.1-2001 ustar, and the formats' own descriptions; bytes as Latin-1. */
const signatures: readonly Signature[] = [
  { kind: "zip", at: 0, bytes: "PK\x03\x04" },
  { kind: "zip", at: 0, bytes: "PK\x05\x06" },
  { kind: "zip", at: 0, bytes: "PK\x07\x08" },
  { kind: "gzip", at: 0, bytes: "\x1f\x8b" },
  { kind: "tar", at: 257, bytes: "ustar" },
  { kind: "zstd", at: 0, bytes: "\x28\xb5\x2f\xfd" },
  { kind: "xz", at: 0, bytes: "\xfd7zXZ\x00" },
  { kind: "bzip2", at: 4, bytes: "\x31\x41\x59\x26\x53\x59" },
  { kind: "7z", at: 0, bytes: "7z\xbc\xaf\x27\x1c" },
  { kind: "rar", at: 0, bytes: "Rar!\x1a\x07" },
]

/** Undefined for what is no archive. `head` is the beginning of the file. */
export function archiveKind(head: Uint8Array): ArchiveKind | undefined {
  const found = signatures.find(({ at, bytes }) => standsAt(head, at, bytes))?.kind
  return found === "bzip2" && !standsAt(head, 0, "BZh") ? undefined : found
}

function standsAt(head: Uint8Array, at: number, bytes: string): boolean {
  for (let index = 0; index < bytes.length; index += 1) if (head[at + index] !== bytes.charCodeAt(index)) return false
  return true
}

export function isRead(kind: ArchiveKind): kind is ReadKind {
  return kind === "zip" || kind === "gzip" || kind === "tar"
}
