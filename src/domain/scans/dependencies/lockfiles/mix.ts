/** mix.lock (Elixir): one Hex package to a line. */
import { Collection } from "../collect.ts"
import { shown, type LockReading } from "../package.ts"

const hex = /^[ \t]*"([^"]{1,200})":[ \t]*\{:hex,[ \t]*:"?([a-z0-9_]{1,200})"?,[ \t]*"([^"]{1,256})"/
const other = /^[ \t]*"([^"]{1,200})":[ \t]*\{:/

export function readMixLock(text: string): LockReading {
  const found = new Collection("Hex")
  for (const [index, line] of text.split("\n").entries()) {
    const [, , name, version] = hex.exec(line) ?? []
    if (name !== undefined && version !== undefined) found.add({ name, version, line: index + 1 })
    else {
      const from = other.exec(line)?.[1]
      if (from !== undefined) found.skip(index + 1, `${shown(from)} does not come from Hex, so its version is unknown`)
    }
  }
  return { packages: found.packages, unpinned: found.unpinned }
}
