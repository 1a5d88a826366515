/** How much of an archive is unpacked, nested ones included. What lies beyond is reported, never dropped in silence. */

export interface ArchiveLimits {
  /** Archives inside each other: 1 reads the outermost only. */
  readonly depth: number
  /** Unpacked bytes of the outermost archive and all in it. */
  readonly totalBytes: number
  /** Of one file in an archive; it is held in memory. */
  readonly entryBytes: number
  /** Entries of all kinds, of all archives together. */
  readonly entries: number
  /** Unpacked bytes for each packed byte; asked from `ratioFrom` unpacked bytes on. */
  readonly ratio: number
  readonly ratioFrom: number
}

const mebibyte = 1024 * 1024

export const defaultLimits: ArchiveLimits = {
  depth: 3,
  totalBytes: 256 * mebibyte,
  entryBytes: 32 * mebibyte,
  entries: 10_000,
  ratio: 200,
  ratioFrom: mebibyte,
}

/** What may still be unpacked; shared by an archive and all archives in it. */
export interface Allowance {
  readonly limits: ArchiveLimits
  bytes: number
  entries: number
}

export function allowanceOf(limits: ArchiveLimits): Allowance {
  return { limits, bytes: limits.totalBytes, entries: limits.entries }
}

/** The most that so many packed bytes may become. */
export function mostUnpacked({ ratio, ratioFrom }: ArchiveLimits, packed: number): number {
  return Math.max(ratioFrom, packed * ratio)
}

export const reasons = {
  bomb: ({ ratio }: ArchiveLimits) => `it unpacks to more than ${ratio} times its size, as archives made to fill memory do`,
  total: ({ totalBytes }: ArchiveLimits) => `the archive unpacks to more than ${inMebibytes(totalBytes)}; the rest was not unpacked`,
  entry: ({ entryBytes }: ArchiveLimits) => `it is larger than ${inMebibytes(entryBytes)} when unpacked`,
  entries: ({ entries }: ArchiveLimits) => `the archive holds more than ${entries} entries; the rest was not unpacked`,
  depth: ({ depth }: ArchiveLimits) => `archives are nested deeper than ${depth}`,
} as const

function inMebibytes(bytes: number): string {
  return bytes < mebibyte ? `${bytes} bytes` : `${Math.floor(bytes / mebibyte)} MiB`
}
