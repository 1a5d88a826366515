/** Byte offsets as lines and columns of text: lines end with LF or CRLF, columns count UTF-16 code units. */

export interface Position {
  /** Bytes from the beginning of the file. */
  readonly offset: number
  /** 1-based. */
  readonly line: number
  /** 1-based. */
  readonly column: number
}

export const fileStart: Position = { offset: 0, line: 1, column: 1 }

/** Counts line feeds in [from, to) of a view. */
export interface LineCounter {
  lines(view: Uint8Array, from: number, to: number): number
}

/** Bytes; below, a call costs more than it saves. */
const worthCounting = 1024

/**
 * The position of a later offset, or of an earlier one in the same line. `view` starts at `viewOffset` of the file and holds
 * all bytes in between.
 */
export function advance(position: Position, view: Uint8Array, viewOffset: number, offset: number, kernel?: LineCounter): Position {
  let { line, column } = position
  let from = position.offset - viewOffset
  const end = offset - viewOffset
  // Lines first, in the shortest loop; columns only within the last line.
  if (kernel !== undefined && end - from >= worthCounting) {
    line += kernel.lines(view, from, end)
    from = Math.max(from, view.lastIndexOf(10, end - 1) + 1)
  }
  for (let index = from; index < end; index += 1) {
    if (view[index] === 10) {
      line += 1
      from = index + 1
    }
  }
  if (line > position.line) column = 1
  return { offset, line, column: column + unitsIn(view, from, end) - unitsIn(view, end, from) }
}

/** UTF-16 code units of UTF-8: continuation bytes add none, a four-byte sequence adds two. */
function unitsIn(view: Uint8Array, from: number, end: number): number {
  let units = 0
  for (let index = from; index < end; index += 1) {
    const byte = view[index]!
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1
  }
  return units
}
