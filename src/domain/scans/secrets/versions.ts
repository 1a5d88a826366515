/**
 * What one version of a file has that the version before had not. A history holds each file hundreds of times with a few
 * lines changed, and what did not change was examined with the version that brought it.
 */

/** Bytes of former versions that are kept; the files that were seen last. */
const maxKeptBytes = 48 * 1024 * 1024

/** How much of what did not change is examined again: a secret may begin there and end in what changed. */
const overlap = 1024

const blockBytes = 4096

export interface Versions {
  /** Where secrets may start that the last version under this path had not, as [from, to); keeps this version instead. */
  changedIn(path: string, content: Buffer): readonly [from: number, to: number]
}

export function createVersions(): Versions {
  const last = new Map<string, Buffer>()
  let kept = 0

  function changedIn(path: string, content: Buffer): readonly [number, number] {
    const before = last.get(path)
    keep(path, content, before)
    return before === undefined ? [0, content.length] : changed(before, content)
  }

  function keep(path: string, content: Buffer, before: Buffer | undefined): void {
    // Deleted first, so that the order of the map is that of the last use.
    last.delete(path)
    last.set(path, content)
    kept += content.length - (before?.length ?? 0)
    for (const [oldest, { length }] of last) {
      if (kept <= maxKeptBytes) return
      last.delete(oldest)
      kept -= length
    }
  }

  return { changedIn }
}

function changed(before: Buffer, content: Buffer): readonly [number, number] {
  const common = Math.min(before.length, content.length)
  const head = commonHead(before, content, common)
  const tail = commonTail(before, content, common - head)
  return [Math.max(0, head - overlap), Math.min(content.length, content.length - tail + overlap)]
}

/** Blocks are compared by the system, many bytes at a time. */
function commonHead(a: Buffer, b: Buffer, most: number): number {
  let at = 0
  while (at + blockBytes <= most && a.compare(b, at, at + blockBytes, at, at + blockBytes) === 0) at += blockBytes
  while (at < most && a[at] === b[at]) at += 1
  return at
}

function commonTail(a: Buffer, b: Buffer, most: number): number {
  let count = 0
  const same = (from: number, to: number) => a.compare(b, b.length - to, b.length - from, a.length - to, a.length - from) === 0
  while (count + blockBytes <= most && same(count, count + blockBytes)) count += blockBytes
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1
  return count
}
