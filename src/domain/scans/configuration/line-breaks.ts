/** Counts lines in a text once, so that many offsets can be named by line without reading the text again. */

/** Offsets of the line breaks, in order. */
export function lineBreaks(text: string): readonly number[] {
  const breaks: number[] = []
  for (let found = text.indexOf("\n"); found >= 0; found = text.indexOf("\n", found + 1)) breaks.push(found)
  return breaks
}

/** How many line breaks stand before an offset. */
export function breaksBefore(breaks: readonly number[], offset: number): number {
  let low = 0
  let high = breaks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (breaks[middle]! < offset) low = middle + 1
    else high = middle
  }
  return low
}
