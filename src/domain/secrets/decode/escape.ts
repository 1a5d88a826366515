/** `\xNN`, `\uXXXX`, `\u{…}` and the short escapes that stand among them, as in JSON (RFC 8259, section 7) and C-like languages. */
import { readText } from "./mixed.ts"
import { hex } from "./packed.ts"
import type { Stretch } from "./stretch.ts"
import { isHighSurrogate, isLowSurrogate, pairOf, type ReadUnit, writeUtf8 } from "./unitwise.ts"

const backslash = 92
const openBrace = 123
const closeBrace = 125
const letterU = 117
const letterX = 120

const short = new Int16Array(256).fill(-1)
for (const [letter, value] of Object.entries({ n: 10, t: 9, r: 13, f: 12, "\\": 92, '"': 34, "'": 39, "/": 47, "`": 96 }))
  short[letter.charCodeAt(0)] = value

/** The value of `count` hexadecimal digits; negative when one of them is none. */
function digits(view: Uint8Array, at: number, count: number, end: number): number {
  if (at + count > end) return -1
  let value = 0
  for (let index = at; index < at + count; index += 1) {
    const digit = hex.values[view[index]!]!
    if (digit < 0) return -1
    value = (value << 4) | digit
  }
  return value
}

const readUnit: ReadUnit = (view, at, end, out, filled) => {
  const byte = view[at]!
  const letter = byte === backslash && at + 1 < end ? view[at + 1]! : 0
  if (letter === letterX) {
    const value = digits(view, at + 2, 2, end)
    if (value >= 0) return write(value, 4, out, filled)
  } else if (letter === letterU) {
    const step = view[at + 2] === openBrace ? readBraced(view, at, end, out, filled) : readFour(view, at, end, out, filled)
    if (step !== 0) return step
  } else if (letter !== 0 && short[letter]! >= 0) return write(short[letter]!, 2, out, filled)
  return write(byte, 1, out, filled)
}

function write(byte: number, consumed: number, out: Uint8Array, filled: number): number {
  out[filled] = byte
  return (consumed << 3) | 1
}

function readFour(view: Uint8Array, at: number, end: number, out: Uint8Array, filled: number): number {
  const unit = digits(view, at + 2, 4, end)
  if (unit < 0) return 0
  if (isHighSurrogate(unit) && view[at + 6] === backslash && view[at + 7] === letterU) {
    const low = digits(view, at + 8, 4, end)
    if (isLowSurrogate(low)) return (12 << 3) | writeUtf8(pairOf(unit, low), out, filled)
  }
  return (6 << 3) | writeUtf8(unit, out, filled)
}

function readBraced(view: Uint8Array, at: number, end: number, out: Uint8Array, filled: number): number {
  for (let count = 1; count <= 6; count += 1) {
    if (view[at + 3 + count] !== closeBrace) continue
    const point = digits(view, at + 3, count, end)
    return point < 0 ? 0 : ((count + 4) << 3) | writeUtf8(point, out, filled)
  }
  return 0
}

export function readEscapes(view: Uint8Array, start: number, end: number): Stretch | undefined {
  return readText("escape", readUnit, view, start, end)
}

/** Escapes of printable ASCII hide what needed none: two close by are worth a look. */
const fewest = 2

export function hidesByEscapes(view: Uint8Array, start: number, end: number): boolean {
  let count = 0
  for (let at = start; at + 3 < end; at += 1) {
    if (view[at] !== backslash) continue
    const letter = view[at + 1]
    const value = letter === letterX ? digits(view, at + 2, 2, end) : letter === letterU ? codeOf(view, at, end) : -1
    if (value >= 0x20 && value < 0x7f) count += 1
    if (count === fewest) return true
  }
  return false
}

function codeOf(view: Uint8Array, at: number, end: number): number {
  return view[at + 2] === openBrace ? digits(view, at + 3, 2, end) : digits(view, at + 2, 4, end)
}

/** How many characters belong to the backslash at `at`, so that none is taken for encoded text. */
export function escapeLength(view: Uint8Array, at: number): number {
  if (view[at + 1] === letterX) return 4
  return view[at + 1] === letterU ? 6 : 2
}
