/** Percent encoding (RFC 3986, section 2.1), with text that is not encoded in between. */
import { hex } from "./packed.ts"
import type { Stretch } from "./stretch.ts"
import { readText } from "./mixed.ts"

const percent = 37
const space = 32

function readUnit(view: Uint8Array, at: number, end: number, out: Uint8Array, filled: number): number {
  const byte = view[at]!
  const value = byte === percent && at + 2 < end ? (hex.values[view[at + 1]!]! << 4) | hex.values[view[at + 2]!]! : -1
  out[filled] = value < 0 ? byte : value
  return value < 0 ? (1 << 3) | 1 : (3 << 3) | 1
}

export function readPercent(view: Uint8Array, start: number, end: number): Stretch | undefined {
  return readText("percent", readUnit, view, start, end)
}

/** Whether [start, end) encodes anything but spaces: with those alone the text is as good as plain. */
export function hidesByPercent(view: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at + 2 < end; at += 1) {
    if (view[at] === percent && ((hex.values[view[at + 1]!]! << 4) | hex.values[view[at + 2]!]!) > space) return true
  }
  return false
}
