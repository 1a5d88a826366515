/** Text that is hidden by encodings, one inside another, with the way back to the bytes of the file. */
import type { RunWindows } from "../kernel.ts"
import { findStretches } from "./runs.ts"
import type { Span, Stretch } from "./stretch.ts"
import { isImageData } from "./data-url.ts"
import { readWide } from "./wide.ts"

export interface DecodedText {
  /** UTF-8. */
  readonly bytes: Uint8Array
  /** The outermost first: `base64`, `hex`, `percent`, `escape`, `utf-16le`, `utf-16be`. */
  readonly encodings: readonly string[]
  /**
   * Where these decoded bytes stand in the view, as the smallest run that encodes them: exact for percent, hexadecimal and
   * escapes, to the group of four characters for base64. Valid while the view's bytes are unchanged.
   */
  originOf(start: number, end: number): Span
}

/** What may still be decoded; one for each file, handed in with each of its pieces. */
export interface DecodeBudget {
  /** Decoded bytes, of all layers. */
  bytes: number
  texts: number
  /** Something was left undecoded: the file was not examined in full. */
  exhausted: boolean
}

/** Encodings inside each other; deeper ones are left alone. */
export const deepestLayer = 5

export function decodeBudget(bytes = 64 * 1024 * 1024, texts = 50_000): DecodeBudget {
  return { bytes, texts, exhausted: false }
}

/**
 * Texts encoded in stretches that overlap [from, to), offsets in the view. The view should hold some of the file before and
 * after: a stretch is followed in both directions as far as the view goes. A caller that reads a file in pieces keeps what
 * has its origin's start in [from, to), so that nothing is reported twice.
 */
export function decodeLayers(view: Uint8Array, from: number, to: number, budget = decodeBudget(), windows?: RunWindows): DecodedText[] {
  const found: DecodedText[] = []
  // One class of arrays for all layers: the loops are compiled for it.
  const bytes = Buffer.isBuffer(view) ? view : Buffer.from(view.buffer, view.byteOffset, view.byteLength)
  const whole: DecodedText = { bytes, encodings: [], originOf: (start, end) => [start, end] }
  const wide = to - from >= 32 ? readWide(bytes, from) : undefined
  if (wide === undefined) decodeIn(whole, from, to, budget, found, windows)
  else keep(whole, wide, budget, found)
  return found
}

function decodeIn(carrier: DecodedText, from: number, to: number, budget: DecodeBudget, found: DecodedText[], windows?: RunWindows): void {
  const take = (stretch: Stretch, start: number) => isImageData(carrier.bytes, start) || keep(carrier, stretch, budget, found)
  findStretches(carrier.bytes, from, to, take, windows)
}

/** False when the budget is used up. */
function keep(carrier: DecodedText, stretch: Stretch, budget: DecodeBudget, found: DecodedText[]): boolean {
  if (budget.texts < 1 || budget.bytes < stretch.bytes.length) {
    budget.exhausted = true
    return false
  }
  budget.texts -= 1
  budget.bytes -= stretch.bytes.length
  const text: DecodedText = {
    bytes: stretch.bytes,
    encodings: [...carrier.encodings, stretch.encoding],
    originOf: (start, end) => carrier.originOf(...stretch.origin(start, end)),
  }
  if (text.encodings.length === deepestLayer) {
    found.push(text)
    return true
  }
  const wide = readWide(text.bytes, 0)
  if (wide !== undefined) return keep(text, wide, budget, found)
  found.push(text)
  decodeIn(text, 0, text.bytes.length, budget, found)
  return !budget.exhausted
}
