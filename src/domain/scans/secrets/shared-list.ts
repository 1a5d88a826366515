/** A growing list of files from which threads help themselves, a few at a time: each helping once. */

/** Files per helping: enough to pay for the step, few enough that all threads end together. */
export const filesPerHelping = 16

const maxHelpings = 1 << 26

/** Memory that all threads see. */
export interface SharedState {
  /** [next helping, number of helpings once the list is complete (-1 before), bell that rings when the list grows]. */
  readonly numbers: Int32Array
}

export function createSharedState(): SharedState {
  const numbers = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))
  numbers[1] = -1
  return { numbers }
}

/** Takes the next helping; undefined when more were asked for than a list can hold. */
export function takeHelping({ numbers }: SharedState): number | undefined {
  const helping = Atomics.add(numbers, 0, 1)
  return helping < maxHelpings ? helping : undefined
}

/** Undefined while the list still grows. */
export function completeLength({ numbers }: SharedState): number | undefined {
  const length = Atomics.load(numbers, 1)
  return length === -1 ? undefined : length
}

export function closeList({ numbers }: SharedState, length: number): void {
  Atomics.store(numbers, 1, Math.min(length, maxHelpings))
  ring({ numbers })
}

/** Wakes the threads that wait for the list to grow. */
export function ring({ numbers }: SharedState): void {
  Atomics.add(numbers, 2, 1)
  Atomics.notify(numbers, 2)
}

/** Until the next ring, or so many milliseconds. Not for the main thread of a program. */
export function waitForRing({ numbers }: SharedState, seen: number, ms: number): void {
  Atomics.wait(numbers, 2, seen, ms)
}
