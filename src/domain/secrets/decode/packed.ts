/** Encodings whose characters each carry some bits: base64 (RFC 4648, sections 4 and 5) and hexadecimal (section 8). */
import { afterLineBreak, lineMayEnd } from "./line-break.ts"
import { type Encoding, lookAhead, shortestRun, type Span, type Stretch } from "./stretch.ts"
import { badPairs, kinds, textGauge, wideOrder } from "./text.ts"

interface Packing {
  readonly encoding: Encoding
  /** The bits of each character; negative for one of no meaning. */
  readonly values: Int8Array
  readonly bits: number
  /** The smallest group of characters that makes whole bytes. */
  readonly quantum: { readonly characters: number; readonly bytes: number }
}

function valuesOf(...alphabets: readonly string[]): Int8Array {
  const values = new Int8Array(256).fill(-1)
  for (const alphabet of alphabets) for (const [value, character] of [...alphabet].entries()) values[character.charCodeAt(0)] = value
  return values
}

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

export const base64: Packing = {
  encoding: "base64",
  values: valuesOf(`${alphanumeric}+/`, `${alphanumeric}-_`),
  bits: 6,
  quantum: { characters: 4, bytes: 3 },
}

export const hex: Packing = {
  encoding: "hex",
  values: valuesOf("0123456789abcdef", "0123456789ABCDEF"),
  bits: 4,
  quantum: { characters: 2, bytes: 1 },
}

const chunkCharacters = 4096
const equals = 61

const ahead = new Uint8Array(lookAhead)

/** By the values of the first two characters as base64: what the first byte and half of the second can be in a text. */
const beginnings = new Uint8Array(64 * 64)
for (let pair = 0; pair < beginnings.length; pair += 1) {
  const first = pair >> 4
  const second = (pair & 15) << 4
  const wide = first === 0 || first >= 0xfe
  const kind = kinds[first]!
  // Any half of a second byte below 0x80 can be one of text.
  const after = kinds[second < 0x80 ? 0x20 : second]!
  if (wide || (badPairs[kind] === 0 && badPairs[kind * 4 + after] === 0)) beginnings[pair] = 1
}

/** One look-up that turns most words away. Hexadecimal text begins with a digit. */
export function mayStartText(view: Uint8Array, at: number): boolean {
  const first = base64.values[view[at]!]!
  const second = base64.values[view[at + 1]!]!
  return first >= 52 || (first >= 0 && second >= 0 && beginnings[(first << 6) | second] === 1)
}

/** Whether what starts at `at` says text, judged by its first characters alone: nearly every run ends here. */
function startsText({ values, bits }: Packing, view: Uint8Array, at: number): boolean {
  let word = 0
  let have = 0
  let filled = 0
  let before = 0
  for (let index = at; index < at + shortestRun; index += 1) {
    const value = values[view[index]!]!
    if (value < 0) return false
    word = ((word << bits) | value) & 0xffff
    have += bits
    if (have < 8) continue
    have -= 8
    const byte = (word >> have) & 0xff
    const kind = kinds[byte]!
    if (badPairs[before * 4 + kind] === 1) return filled < 2 && (byte === 0 || byte >= 0xfe) && startsWide(bits, values, view, at)
    before = kind
    filled += 1
  }
  return true
}

function startsWide(bits: number, values: Int8Array, view: Uint8Array, at: number): boolean {
  let word = 0
  let have = 0
  let filled = 0
  for (let index = at; index < at + shortestRun; index += 1) {
    const value = values[view[index]!]!
    if (value < 0) return false
    word = ((word << bits) | value) & 0xffff
    have += bits
    if (have < 8) continue
    have -= 8
    ahead[filled] = word >> have
    filled += 1
  }
  return wideOrder(ahead, 0, filled) !== undefined
}

/** Decodes as far as there is text, over line breaks where the lines are of one length. */
export function readPacked(packing: Packing, view: Uint8Array, at: number): Stretch | undefined {
  if (!startsText(packing, view, at)) return undefined
  return readLines(packing, view, at)
}

function readLines(packing: Packing, view: Uint8Array, at: number): Stretch | undefined {
  const reading = new PackedReading(packing, view)
  const end = reading.readLines(at)
  const bytes = reading.decoded()
  if (bytes.length * 8 < shortestRun * packing.bits) return undefined
  return { encoding: packing.encoding, bytes, end, origin: reading.originIn(reading.places) }
}

class PackedReading {
  /** For each line, the number of its first character among all, and where that stands. */
  readonly places: number[] = []
  private readonly gauge = textGauge()
  private out = Buffer.alloc(0)
  private filled = 0
  private word = 0
  private have = 0
  private characters = 0
  private readonly packing: Packing
  private readonly view: Uint8Array

  constructor(packing: Packing, view: Uint8Array) {
    this.packing = packing
    this.view = view
  }

  /** Returns where the stretch ends. */
  readLines(at: number): number {
    const { view } = this
    let width = 0
    for (let line = at; ;) {
      const end = this.lineEnd(line)
      const length = end - line
      if (width === 0) width = length
      // A longer line, or one that goes on with something else, does not belong to the block.
      else if (length === 0 || length > width || !lineMayEnd(view[end])) return this.lastEnd
      this.lastEnd = end
      // The rest of a line that turned into data is passed over: beginning again in it would read long lines many times.
      if (!this.readLine(line, end)) return end
      if (view[end] === equals) return (this.lastEnd = view[end + 1] === equals ? end + 2 : end + 1)
      const next = length < width ? undefined : afterLineBreak(view, end)
      if (next === undefined) return end
      line = next
    }
  }

  private lastEnd = 0

  private lineEnd(at: number): number {
    const { values } = this.packing
    let end = at
    while (end < this.view.length && values[this.view[end]!]! >= 0) end += 1
    return end
  }

  /** False when text turned into data. */
  private readLine(from: number, to: number): boolean {
    this.places.push(this.characters, from)
    this.reserve(((to - from) * this.packing.bits) / 8 + 1)
    for (let at = from; at < to; at += chunkCharacters) {
      const before = this.filled
      const end = Math.min(to, at + chunkCharacters)
      this.unpack(at, end)
      this.characters += end - at
      if (!this.gauge.take(this.out, before, this.filled) && !this.wide()) return false
    }
    return true
  }

  private unpack(from: number, to: number): void {
    const { view, out } = this
    const { values, bits } = this.packing
    let { word, have, filled } = this
    for (let index = from; index < to; index += 1) {
      word = (word << bits) | values[view[index]!]!
      have += bits
      if (have < 8) continue
      have -= 8
      out[filled] = word >> have
      filled += 1
      word &= (1 << have) - 1
    }
    this.word = word
    this.have = have
    this.filled = filled
  }

  /** UTF-16 has a zero in every unit, which the gauge for UTF-8 takes for data. */
  private wide(): boolean {
    return wideOrder(this.out, 0, this.filled) !== undefined && wideOrder(this.out, (this.filled - lookAhead) & ~1, this.filled) !== undefined
  }

  private reserve(more: number): void {
    if (this.filled + more <= this.out.length) return
    const grown = Buffer.allocUnsafeSlow(Math.max(Math.ceil(this.filled + more), this.places.length > 2 ? this.out.length * 2 : 0))
    grown.set(this.out.subarray(0, this.filled))
    this.out = grown
  }

  decoded(): Uint8Array {
    return this.out.subarray(0, this.filled)
  }

  originIn(places: readonly number[]): (start: number, end: number) => Span {
    const { quantum } = this.packing
    const last = this.characters
    return (start, end) => {
      const first = Math.floor(start / quantum.bytes) * quantum.characters
      const behind = Math.min(last, Math.ceil(end / quantum.bytes) * quantum.characters)
      return [placeOf(places, first), behind === 0 ? placeOf(places, 0) : placeOf(places, behind - 1) + 1]
    }
  }
}

/** Where a character stands, by halving. */
function placeOf(places: readonly number[], character: number): number {
  let low = 0
  let high = places.length / 2 - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (places[2 * middle]! <= character) low = middle
    else high = middle - 1
  }
  return places[2 * low + 1]! + character - places[2 * low]!
}
