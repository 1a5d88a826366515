/** Encodings read unit by unit: percent (RFC 3986, section 2.1), the escapes of C-like languages and JSON, UTF-16. */
import type { Encoding, Span, Stretch } from "./stretch.ts"
import { textGauge } from "./text.ts"

/**
 * Reads the unit at `at`, writes its UTF-8 bytes and returns `consumed * 8 + written`; 0 where the encoded text ends.
 * At most 4 bytes are written.
 */
export type ReadUnit = (view: Uint8Array, at: number, end: number, out: Uint8Array, filled: number) => number

const chunkBytes = 1024

/** Decodes [start, end) as far as there are units and text, and never to more bytes than were read. */
export function readUnits(encoding: Encoding, readUnit: ReadUnit, view: Uint8Array, start: number, end: number): Stretch {
  const out = Buffer.allocUnsafeSlow(end - start + 4)
  const gauge = textGauge()
  let at = start
  let filled = 0
  let gauged = 0
  while (at < end) {
    const step = readUnit(view, at, end, out, filled)
    if (step === 0 || filled + (step & 7) > at + (step >> 3) - start) break
    at += step >> 3
    filled += step & 7
    if (filled - gauged < chunkBytes) continue
    if (!gauge.take(out, gauged, filled)) break
    gauged = filled
  }
  let places: Uint32Array | undefined
  const origin = (from: number, to: number): Span => {
    places ??= placesOf(readUnit, view, start, at, filled)
    if (to <= from) return [places[from] ?? at, places[from] ?? at]
    const last = places[to - 1]!
    return [places[from]!, last + (readUnit(view, last, at, new Uint8Array(8), 0) >> 3)]
  }
  return { encoding, bytes: out.subarray(0, filled), end: at, origin }
}

/** For every decoded byte, where its unit starts. Made only for stretches in which something was found. */
function placesOf(readUnit: ReadUnit, view: Uint8Array, start: number, end: number, filled: number): Uint32Array {
  const places = new Uint32Array(filled)
  const scratch = new Uint8Array(8)
  let done = 0
  for (let at = start; at < end && done < filled;) {
    const step = readUnit(view, at, end, scratch, 0)
    if (step === 0) break
    places.fill(at, done, done + (step & 7))
    at += step >> 3
    done += step & 7
  }
  return places
}

/** Writes a code point as UTF-8 (RFC 3629, section 3); returns the number of bytes. A lone surrogate becomes U+FFFD. */
export function writeUtf8(point: number, out: Uint8Array, filled: number): number {
  if (point < 0x80) {
    out[filled] = point
    return 1
  }
  if (point < 0x800) {
    out[filled] = 0xc0 | (point >> 6)
    out[filled + 1] = 0x80 | (point & 63)
    return 2
  }
  const code = (point >= 0xd800 && point < 0xe000) || point > 0x10ffff ? 0xfffd : point
  if (code < 0x10000) {
    out[filled] = 0xe0 | (code >> 12)
    out[filled + 1] = 0x80 | ((code >> 6) & 63)
    out[filled + 2] = 0x80 | (code & 63)
    return 3
  }
  out[filled] = 0xf0 | (code >> 18)
  out[filled + 1] = 0x80 | ((code >> 12) & 63)
  out[filled + 2] = 0x80 | ((code >> 6) & 63)
  out[filled + 3] = 0x80 | (code & 63)
  return 4
}

export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}

export function pairOf(high: number, low: number): number {
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)
}
