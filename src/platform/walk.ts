/** Lists the files under review: what Git tracks and what it would add, never through a symbolic link. */
import { lstatSync, type Stats } from "node:fs"
import { join } from "node:path"
import { systemCode } from "../base/errors.ts"
import { git, nulSplit, type GitOptions } from "./git.ts"

export interface ListedFile {
  readonly path: string
  readonly size: number
}

export interface Listing {
  readonly files: readonly ListedFile[]
  /** Files that are there but are not read, with the reason. Submodules are reviewed in their own repository. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
}

/** Files between two turns of everything else. Asking at once is several times faster than a promise for each. */
const statsPerTurn = 512

/** Tracked and untracked, not ignored; sorted by path so that the digest of a tree is one value everywhere. */
export async function listFiles(root: string, options: GitOptions = {}): Promise<Listing> {
  const big = { ...options, maxOutputBytes: 1024 * 1024 * 1024 }
  const [staged, others] = await Promise.all([
    git(root, ["ls-files", "-z", "--stage", "-t"], big),
    git(root, ["ls-files", "-z", "--others", "--exclude-standard"], big),
  ])
  const submodules = new Set<string>()
  const names = new Set<string>(nulSplit(others).map((name) => name.replace(/\/$/, "")))
  const sparse = new Set<string>()
  for (const entry of nulSplit(staged)) {
    const tab = entry.indexOf("\t")
    const name = entry.slice(tab + 1)
    if (entry.slice(2).startsWith("160000 ")) submodules.add(name)
    else names.add(name)
    if (entry.startsWith("S ")) sparse.add(name)
  }
  const files: ListedFile[] = []
  const skipped: { path: string; reason: string }[] = [...submodules].map((path) => ({
    path,
    reason: "a submodule; review it in its own repository",
  }))
  for (const [index, path] of [...names].sort().entries()) {
    if (index % statsPerTurn === statsPerTurn - 1) await new Promise((resolve) => setImmediate(resolve))
    const stat = statOrCode(join(root, path))
    // Git answers with bytes; a name that is not UTF-8 cannot be opened by the text it became.
    if (stat === "ENOENT" && sparse.has(path)) skipped.push({ path, reason: "not checked out (sparse checkout)" })
    else if (path.includes("\ufffd")) skipped.push({ path, reason: "its name is not valid UTF-8" })
    else if (stat === "ENOENT") continue // deleted in the work tree, still in the index
    else if (typeof stat === "string") skipped.push({ path, reason: `could not be examined: ${stat}` })
    else if (stat.isSymbolicLink()) skipped.push({ path, reason: "a symbolic link; its target is read where it stands" })
    else if (!stat.isFile()) skipped.push({ path, reason: "not a regular file" })
    else files.push({ path, size: stat.size })
  }
  return { files, skipped }
}

function statOrCode(path: string): Stats | string {
  try {
    return lstatSync(path)
  } catch (thrown) {
    return systemCode(thrown) ?? "EUNKNOWN"
  }
}
