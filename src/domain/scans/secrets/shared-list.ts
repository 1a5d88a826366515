/** A growing list of files from which threads help themselves, a few at a time. */

/** Files per helping: enough to pay for the step, few enough that all threads end together. */
export const filesPerHelping = 16

const maxHelpings = 1 << 22

/** Memory that all threads see. */
export interface SharedState {
  /** [next helping, number of files once the list is complete (-1 before), bell that rings when the list grows]. */
  readonly numbers: Int32Array
  /** By helping, the thread that took it; 0 is nobody. */
  readonly owners: Uint8Array
}

export function createSharedState(): SharedState {
  const numbers = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))
  numbers[1] = -1
  return { numbers, owners: new Uint8Array(new SharedArrayBuffer(maxHelpings)) }
}

/** Takes the next helping for a thread (1 to 255); undefined when more were asked for than the list can hold. */
export function takeHelping({ numbers, owners }: SharedState, thread: number): number | undefined {
  const helping = Atomics.add(numbers, 0, 1)
  if (helping >= maxHelpings) return undefined
  Atomics.store(owners, helping, thread)
  return helping
}

/** Undefined while the list still grows. */
export function completeLength({ numbers }: SharedState): number | undefined {
  const length = Atomics.load(numbers, 1)
  return length === -1 ? undefined : length
}

export function closeList({ numbers }: SharedState, length: number): void {
  Atomics.store(numbers, 1, Math.min(length, maxHelpings * filesPerHelping))
  ring({ numbers })
}

/** Wakes the threads that wait for the list to grow. */
export function ring({ numbers }: Pick<SharedState, "numbers">): void {
  Atomics.add(numbers, 2, 1)
  Atomics.notify(numbers, 2)
}

/** Until the next ring, or so many milliseconds. Not for the main thread of a program. */
export function waitForRing({ numbers }: SharedState, seen: number, ms: number): void {
  Atomics.wait(numbers, 2, seen, ms)
}
