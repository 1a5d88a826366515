/** One header of a tar file: ustar and pax (POSIX.1-2001), and GNU tar's long names and large sizes. */
import { nameText } from "./entry.ts"

export const blockBytes = 512

export interface TarHeader {
  readonly name: string
  readonly size: number
  /** `0` a file, `5` a folder, `x` and `g` pax, `L` and `K` GNU long names, `S` GNU sparse. */
  readonly type: string
}

export class TarDamage extends Error {}

/** Undefined for a block of zeros, which ends an archive or fills it up. */
export function readHeader(block: Buffer): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined
  if (checksum(block) !== octal(block, 148, 8)) throw new TarDamage("a header's checksum is wrong")
  const ustar = block.toString("latin1", 257, 262) === "ustar"
  const prefix = ustar && block[262] === 0 ? field(block, 345, 155) : ""
  const name = field(block, 0, 100)
  return { name: prefix === "" ? name : `${prefix}/${name}`, size: number(block, 124, 12), type: String.fromCharCode(block[156]! || 48) }
}

/** Whether the checksum is right: a text may hold the word `ustar` anywhere. */
export function isTarHeader(head: Uint8Array): boolean {
  const block = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, blockBytes))
  return block.length === blockBytes && checksum(block) === octal(block, 148, 8)
}

/** The sum of all bytes, with spaces where it stands itself. */
function checksum(block: Buffer): number {
  let sum = 8 * 32
  for (let index = 0; index < blockBytes; index += 1) if (index < 148 || index >= 156) sum += block[index]!
  return sum
}

function field(block: Buffer, at: number, length: number): string {
  const bytes = block.subarray(at, at + length)
  const end = bytes.indexOf(0)
  return nameText(end === -1 ? bytes : bytes.subarray(0, end))
}

function octal(block: Buffer, at: number, length: number): number {
  const text = block
    .toString("latin1", at, at + length)
    .replace(/[\0 ]+$/, "")
    .trimStart()
  return /^[0-7]*$/.test(text) ? Number.parseInt(text || "0", 8) : Number.NaN
}

/** Octal digits, or from a byte of 0x80 on GNU tar's binary form. */
function number(block: Buffer, at: number, length: number): number {
  let value = 0
  if (block[at]! < 0x80) value = octal(block, at, length)
  else if (block[at] === 0x80) for (let index = at + 1; index < at + length; index += 1) value = value * 256 + block[index]!
  else value = Number.NaN
  if (!Number.isSafeInteger(value)) throw new TarDamage("a header's size makes no sense")
  return value
}

/** Records `length key=value\n` of a pax header. */
export function paxRecords(bytes: Buffer): Map<string, string> {
  const records = new Map<string, string>()
  for (let at = 0; at < bytes.length && bytes[at] !== 0;) {
    const blank = bytes.indexOf(32, at)
    const length = blank === -1 || blank - at > 10 ? Number.NaN : Number(bytes.toString("latin1", at, blank))
    const equals = bytes.indexOf(61, at)
    if (!Number.isInteger(length) || length <= blank - at || at + length > bytes.length || equals === -1 || equals >= at + length)
      throw new TarDamage("an extended header makes no sense")
    records.set(nameText(bytes.subarray(blank + 1, equals)), nameText(bytes.subarray(equals + 1, at + length - 1)))
    at += length
  }
  return records
}
