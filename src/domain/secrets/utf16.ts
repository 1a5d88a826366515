/** UTF-16 files, as Windows tools write them: read as UTF-8, with offsets that count the bytes of the file. */

export type ByteOrder = "little" | "big"

/** By the byte order mark (Unicode Standard, section 23.8); undefined for every other file. */
export function utf16Order(bytes: Uint8Array): ByteOrder | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "little"
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "big"
  return undefined
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Runs a scan over the text as UTF-8 and gives its spans back in bytes of the UTF-16 file. The mark is not part of line 1. */
export function utf8Offsets<T extends Span>(bytes: Uint8Array, order: ByteOrder, scan: (utf8: Uint8Array) => readonly T[]): T[] {
  const even = bytes.subarray(2, bytes.length - (bytes.length % 2))
  const little = order === "little" ? Buffer.from(even) : Buffer.from(even).swap16()
  const utf8 = Buffer.from(little.toString("utf16le"), "utf8")
  const toUtf16 = (offset: number) => 2 + 2 * utf8.subarray(0, offset).toString("utf8").length
  return scan(utf8).map((span) => ({ ...span, start: toUtf16(span.start), end: toUtf16(span.end) }))
}
