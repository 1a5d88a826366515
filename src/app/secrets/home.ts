/** Where the settings and the baseline of a scan stand: the repository around what is scanned, or the folder itself. */
import { existsSync } from "node:fs"
import { dirname, join, relative, sep } from "node:path"

export interface Home {
  readonly root: string
  /** What to put before a path of the scan to get one from the root: empty, or ending with a slash. */
  readonly prefix: string
}

/** `folder` is absolute. Looks upwards for `.git`; no program is started. */
export function homeOf(folder: string): Home {
  for (let root = folder; ; root = dirname(root)) {
    if (existsSync(join(root, ".git"))) return { root, prefix: prefixOf(root, folder) }
    if (dirname(root) === root) return { root: folder, prefix: "" }
  }
}

function prefixOf(root: string, folder: string): string {
  const way = relative(root, folder).split(sep).join("/")
  return way === "" ? "" : `${way}/`
}
