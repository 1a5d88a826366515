/** A growing list of files from which threads help themselves: each file once, so that all of them end together. */

/** Files that are handed over in one piece; only the last one may hold fewer. */
export const filesPerParcel = 16

const maxFiles = 1 << 30

/** Memory that all threads see. */
export interface SharedState {
  /** [next file, number of files once the list is complete (-1 before), bell that rings when the list grows]. */
  readonly numbers: Int32Array
}

export function createSharedState(): SharedState {
  const numbers = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))
  numbers[1] = -1
  return { numbers }
}

/** Takes the next file by its number; undefined when more were asked for than a list can hold. */
export function takeFile({ numbers }: SharedState): number | undefined {
  const file = Atomics.add(numbers, 0, 1)
  return file < maxFiles ? file : undefined
}

/** Undefined while the list still grows. */
export function completeLength({ numbers }: SharedState): number | undefined {
  const length = Atomics.load(numbers, 1)
  return length === -1 ? undefined : length
}

export function closeList({ numbers }: SharedState, length: number): void {
  Atomics.store(numbers, 1, Math.min(length, maxFiles))
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

/** Paths by their numbers, from parcels in which they are joined by NUL: one is taken apart when a file of it is asked for. */
export function parcelReader(parcels: readonly string[]): (file: number) => string {
  let open = -1
  let paths: readonly string[] = []
  return (file) => {
    const parcel = Math.floor(file / filesPerParcel)
    if (parcel !== open) paths = parcels[parcel]!.split("\0")
    open = parcel
    return paths[file % filesPerParcel]!
  }
}
