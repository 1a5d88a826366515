/** How a block of encoded lines goes on: a line break and indentation, the same written as an escape, or joined strings. */

const tab = 9
const lineFeed = 10
const carriageReturn = 13
const space = 32
const backslash = 92

const ends = new Uint8Array(256)
for (const character of "\r\n\t \"'`\\=<,;)]}-") ends[character.charCodeAt(0)] = 1

/** Whether a line of encoded text can end before this byte; undefined is the end of the file. */
export function lineMayEnd(byte: number | undefined): boolean {
  return byte === undefined || ends[byte] === 1
}

/** Where the next line's text begins; undefined when no line break stands at `at`. */
export function afterLineBreak(view: Uint8Array, at: number): number | undefined {
  const quote = view[at]
  if (quote === 34 || quote === 39) return afterJoin(view, at + 1, quote)
  let next = at
  if (view[next] === backslash) next = afterEscapes(view, next)
  else if (view[next] === carriageReturn || view[next] === lineFeed) next = afterBlanks(view, next)
  // Joined strings whose lines each end in an escaped line break.
  if (next !== at && (view[next] === 34 || view[next] === 39)) next = afterJoin(view, next + 1, view[next]!) ?? next
  return next === at ? undefined : next
}

/** `\n`, `\r\n`, and a backslash before a real line break. */
function afterEscapes(view: Uint8Array, at: number): number {
  const letter = view[at + 1]
  if (letter === 114 && view[at + 2] === backslash && view[at + 3] === 110) return afterBlanks(view, at + 4)
  if (letter === 110) return afterBlanks(view, at + 2)
  if (letter === lineFeed || letter === carriageReturn) return afterBlanks(view, at + 1)
  return at
}

/** `"…" + "…"`, `"…" "…"`, over a line break or not. */
function afterJoin(view: Uint8Array, at: number, quote: number): number | undefined {
  let next = afterBlanks(view, at)
  if (view[next] === 43 || view[next] === backslash) next = afterBlanks(view, next + 1)
  return next > at && view[next] === quote ? next + 1 : undefined
}

const mostBlanks = 200

function afterBlanks(view: Uint8Array, at: number): number {
  let next = at
  while (next - at < mostBlanks && isBlank(view[next])) next += 1
  return next
}

function isBlank(byte: number | undefined): boolean {
  return byte === space || byte === tab || byte === lineFeed || byte === carriageReturn
}
