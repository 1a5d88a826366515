/** UTF-16 (Unicode Standard, section 3.10) as a layer: what PowerShell takes as an encoded command. */
import type { Stretch } from "./stretch.ts"
import { wideOrder } from "./text.ts"
import { isHighSurrogate, isLowSurrogate, pairOf, readUnits, type ReadUnit, writeUtf8 } from "./unitwise.ts"

/** `low` is the place of the low byte in a unit. */
function unitReader(low: 0 | 1): ReadUnit {
  const unitAt = (view: Uint8Array, at: number) => view[at + low]! | (view[at + 1 - low]! << 8)
  return (view, at, end, out, filled) => {
    if (at + 2 > end) return 0
    const unit = unitAt(view, at)
    if (isHighSurrogate(unit) && at + 4 <= end) {
      const next = unitAt(view, at + 2)
      if (isLowSurrogate(next)) return (4 << 3) | writeUtf8(pairOf(unit, next), out, filled)
    }
    return (2 << 3) | writeUtf8(unit, out, filled)
  }
}

const little = unitReader(0)
const big = unitReader(1)

/** The text from `at` on as UTF-8, if it is UTF-16. */
export function readWide(view: Uint8Array, at: number): Stretch | undefined {
  const order = wideOrder(view, at, view.length)
  if (order === undefined) return undefined
  const mark = (view[at] === 0xff && view[at + 1] === 0xfe) || (view[at] === 0xfe && view[at + 1] === 0xff)
  return readUnits(order, order === "utf-16le" ? little : big, view, mark ? at + 2 : at, view.length)
}
