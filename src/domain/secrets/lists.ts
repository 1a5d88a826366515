/** Lists of numbers, one behind the other in one piece of memory: what was made before is used without being read first. */

export interface Lists {
  /** Where each list starts in `items`, and behind the last one where it ends. */
  readonly starts: Uint32Array
  readonly items: Uint32Array
}

export function listsOf(lists: readonly (readonly number[])[]): Lists {
  const starts = new Uint32Array(lists.length + 1)
  for (const [index, { length }] of lists.entries()) starts[index + 1] = starts[index]! + length
  return { starts, items: Uint32Array.from(lists.flat()) }
}

export function listAt({ starts, items }: Lists, index: number): Uint32Array {
  return items.subarray(starts[index]!, starts[index + 1]!)
}

export function numberOfLists({ starts }: Lists): number {
  return starts.length - 1
}
