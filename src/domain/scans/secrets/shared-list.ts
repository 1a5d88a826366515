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

/** A character for what a path shares with the one before it, then the rest; a longer beginning is written out. */
const longestShared = 254

/** Paths as one text: a list of a million files is held, and handed to each thread. */
export function packParcel(paths: readonly string[]): string {
  let before = ""
  return paths
    .map((path) => {
      let shared = 0
      while (shared < longestShared && shared < before.length && path[shared] === before[shared]) shared += 1
      before = path
      return String.fromCharCode(shared + 1) + path.slice(shared)
    })
    .join("\0")
}

export function unpackParcel(parcel: string): string[] {
  let before = ""
  return parcel.split("\0").map((entry) => (before = before.slice(0, entry.charCodeAt(0) - 1) + entry.slice(1)))
}

/**
 * Paths by their numbers, from parcels: one is unpacked when a file of it is asked for.
 * Numbers do not fall where `forget` is set: parcels before the one at hand are given up.
 */
export function parcelReader(parcels: string[], { forget }: { readonly forget: boolean }): (file: number) => string {
  let open = -1
  let paths: readonly string[] = []
  return (file) => {
    const parcel = Math.floor(file / filesPerParcel)
    if (parcel !== open) paths = unpackParcel(parcels[parcel]!)
    if (forget) for (let before = Math.max(0, open); before < parcel; before += 1) parcels[before] = ""
    open = parcel
    return paths[file % filesPerParcel]!
  }
}
