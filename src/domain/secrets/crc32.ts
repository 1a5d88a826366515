/** CRC-32 (ISO 3309, as in zlib). Our own, because loading node:zlib takes longer than the rest of a hook. */

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

/** Of the text's Latin-1 bytes. */
export function crc32(text: string): number {
  let value = 0xffffffff
  for (let index = 0; index < text.length; index += 1) value = (value >>> 8) ^ table[(value ^ text.charCodeAt(index)) & 0xff]!
  return ~value >>> 0
}
