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

/** The position of a later offset. `view` starts at `viewOffset` of the file and holds all bytes in between. */
export function advance(position: Position, view: Uint8Array, viewOffset: number, offset: number): Position {
  let { line } = position
  let at = position.offset - viewOffset
  const end = offset - viewOffset
  let lineStart = -1
  for (;;) {
    const next = view.indexOf(10, at)
    if (next === -1 || next >= end) break
    line += 1
    at = next + 1
    lineStart = at
  }
  const column = (lineStart === -1 ? position.column : 1) + codeUnits(view, at, end)
  return { offset, line, column }
}

/** UTF-16 code units of UTF-8 bytes: continuation bytes add none, a four-byte sequence adds two. */
function codeUnits(view: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let index = from; index < to; index += 1) {
    const byte = view[index]!
    if ((byte & 0xc0) !== 0x80) count += byte >= 0xf0 ? 2 : 1
  }
  return count
}
