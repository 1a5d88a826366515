/** Whether decoded bytes are text. Random bytes give themselves away within a few. */
import { lookAhead } from "./stretch.ts"

const ascii = 0
const control = 1
const continuation = 2
const lead = 3

/** Kinds of bytes in UTF-8 (RFC 3629, section 4). */
export const kinds = new Uint8Array(256)
for (let byte = 0; byte < 256; byte += 1) {
  if (byte < 0x20 || byte === 0x7f) kinds[byte] = control
  else if (byte >= 0x80 && byte <= 0xbf) kinds[byte] = continuation
  else if (byte >= 0xc2 && byte <= 0xf4) kinds[byte] = lead
  else if (byte >= 0x80) kinds[byte] = control
}
// Tab, line feed, form feed, carriage return, and the escape that colours a terminal.
for (const byte of [9, 10, 12, 13, 27]) kinds[byte] = ascii

/** 1 where a byte of one kind is not followed by one of another; index 4 * before + after. */
export const badPairs = new Uint8Array(16)
for (let before = 0; before < 4; before += 1) {
  badPairs[before * 4 + control] = 1
  if (before < continuation) badPairs[before * 4 + continuation] = 1
  if (before === lead) for (const kind of [ascii, control, lead]) badPairs[before * 4 + kind] = 1
}

/** How many bytes of [start, end) are no UTF-8 text. */
function badBytes(bytes: Uint8Array, start: number, end: number): number {
  let bad = 0
  let before = ascii
  for (let index = start; index < end; index += 1) {
    const kind = kinds[bytes[index]!]!
    bad += badPairs[before * 4 + kind]!
    before = kind
  }
  return bad
}

export function isText(bytes: Uint8Array, start: number, end: number): boolean {
  return end > start && badBytes(bytes, start, end) === 0
}

/** Adds up as decoding goes on, and says where text has turned into data. */
export interface TextGauge {
  /** False once too much of what was decoded is no text; a few stray bytes are forgiven. */
  take(bytes: Uint8Array, start: number, end: number): boolean
}

export function textGauge(): TextGauge {
  let bad = 0
  let taken = 0
  return {
    take(bytes, start, end) {
      bad += badBytes(bytes, start, end)
      taken += end - start
      return bad <= 8 + taken / 8
    },
  }
}

export type WideOrder = "utf-16le" | "utf-16be"

/** UTF-16 with or without a byte order mark, known by the zeros between ASCII characters; `at` is where a unit starts. */
export function wideOrder(bytes: Uint8Array, at: number, end: number): WideOrder | undefined {
  const units = Math.min(lookAhead, end - at) >> 1
  if (units < 4) return undefined
  if (bytes[at + 1] === 0 || bytes[at + 1] === 0xfe || bytes[at + 3] === 0) return mostlyAscii(bytes, at, units, 0) ? "utf-16le" : undefined
  return mostlyAscii(bytes, at, units, 1) ? "utf-16be" : undefined
}

/** `low` is the place of the low byte in a unit. */
function mostlyAscii(bytes: Uint8Array, at: number, units: number, low: number): boolean {
  let plain = 0
  for (let unit = 0; unit < units; unit += 1) {
    const place = at + 2 * unit
    const kind = kinds[bytes[place + low]!]!
    if (bytes[place + 1 - low] === 0) {
      if (kind === control && bytes[place + low]! < 0x80) return false
      if (kind === ascii) plain += 1
    }
  }
  return plain >= units * 0.75
}
