/** Why a file below a folder must not be written: a folder on the way that is a link would have us write wherever it leads. */
import { join } from "node:path"
import { statOf } from "../platform/files.ts"

/** One clause, or undefined when nothing is in the way. `path` is relative to `folder`, with forward slashes. */
export async function obstacleTo(folder: string, path: string): Promise<string | undefined> {
  const parents = path.split("/").slice(0, -1)
  for (let depth = 1; depth <= parents.length; depth += 1) {
    const parent = parents.slice(0, depth).join("/")
    const stats = await statOf(join(folder, parent))
    if (stats === undefined) return undefined
    if (stats.isSymbolicLink()) return `${parent} is a symbolic link; make it a folder of the repository`
    if (!stats.isDirectory()) return `${parent} is not a folder`
  }
  return undefined
}
