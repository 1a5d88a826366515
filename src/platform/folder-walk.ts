/** Lists every file below a folder, without Git's opinion of it; never through a symbolic link. */
import { readdirSync, type Dirent } from "node:fs"
import { join } from "node:path"
import { systemCode } from "../base/errors.ts"

export interface Walked {
  /** Relative to the folder, with forward slashes. */
  readonly paths: readonly string[]
  /** Sockets, pipes, devices and folders that cannot be opened. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
}

const pathsPerPart = 512

/** In parts, so that reading can begin before the end is known. Git's own folder is left out. */
export function* walkFolder(root: string): Generator<Walked, void> {
  const folders = [""]
  let paths: string[] = []
  let skipped: { path: string; reason: string }[] = []
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const prefix = folder === "" ? "" : `${folder}/`
    for (const entry of entriesOf(root, folder, skipped)) {
      const path = prefix + entry.name
      if (entry.isFile()) paths.push(path)
      else if (entry.isDirectory()) {
        if (entry.name !== ".git") folders.push(path)
      }
      // Its target is read where it stands; outside of the folder it is none of the folder's content.
      else if (!entry.isSymbolicLink()) skipped.push({ path, reason: kindOf(entry) })
    }
    if (paths.length < pathsPerPart) continue
    yield { paths, skipped }
    paths = []
    skipped = []
  }
  yield { paths, skipped }
}

function entriesOf(root: string, folder: string, skipped: { path: string; reason: string }[]): readonly Dirent[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
  } catch (cause) {
    skipped.push({ path: folder === "" ? "." : folder, reason: `the folder cannot be read (${systemCode(cause) ?? "unknown reason"})` })
    return []
  }
}

function kindOf(entry: Dirent): string {
  if (entry.isSocket()) return "a socket, not a file"
  if (entry.isFIFO()) return "a named pipe, not a file"
  return "a device, not a file"
}
