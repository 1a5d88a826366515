/** Examines the files of a folder: what Git tracks and would add, or everything that is there. */
import { dirname, join } from "node:path"
import { lstatSync } from "node:fs"
import { git, gitRaw, nulSplit, type GitOptions } from "../../../platform/git.ts"
import { walkFolder } from "../../../platform/folder-walk.ts"
import type { LeavingOut } from "../../secrets/exclusions.ts"
import type { Unexamined } from "../engine.ts"
import type { BatchResult } from "./batch.ts"
import { createTreeScan, type TreeScan, type TreeScanOptions } from "./pool.ts"

export interface FolderScanOptions extends TreeScanOptions {
  /** Also files that Git ignores. */
  readonly everything: boolean
  readonly env: GitOptions["env"]
  /** Files that are not looked at; those that are there are counted. */
  readonly leavingOut?: LeavingOut | undefined
}

/** Unexamined files include what cannot be opened; symbolic links are read where they lead. */
export async function scanFolder(options: FolderScanOptions): Promise<BatchResult> {
  const scan = createTreeScan(options)
  const listed = options.everything ? undefined : await addGitFiles(scan, "", options)
  if (listed !== undefined) {
    const result = await scan.finish()
    return { ...result, unexamined: [...notLeftOut(listed.skipped, options), ...withoutDeleted(result.unexamined, listed.tracked, options.root)] }
  }
  const skipped: Unexamined[] = []
  for (const part of walkFolder(options.root)) {
    scan.add(wanted(part.paths, options))
    for (const entry of part.skipped) skipped.push(entry)
  }
  const result = await scan.finish()
  return { ...result, unexamined: [...notLeftOut(skipped, options), ...result.unexamined] }
}

interface GitListing {
  readonly tracked: () => Set<string>
  readonly skipped: readonly Unexamined[]
}

/** Undefined where Git has nothing to say: outside of a repository, and in a folder that is ignored as a whole. */
async function addGitFiles(scan: TreeScan, folder: string, options: FolderScanOptions): Promise<GitListing | undefined> {
  const root = join(options.root, folder)
  const limits: GitOptions = { signal: options.signal, maxOutputBytes: 1024 * 1024 * 1024, ...(options.env ? { env: options.env } : {}) }
  if (!insideRepository(root, options.env)) return undefined
  const inside = await gitRaw(root, ["rev-parse", "--is-inside-work-tree"], limits).catch(() => undefined)
  if (inside?.exitCode !== 0 || inside.stdout.toString("latin1").trim() !== "true") return undefined
  const others = git(root, ["ls-files", "-z", "--others", "--exclude-standard"], limits)
  others.catch(() => {})
  const prefix = folder === "" ? "" : `${folder}/`
  const staged = nulSplit(await git(root, ["ls-files", "-z", "--stage"], limits))
  const tracked = staged.filter((entry) => !entry.startsWith("160000 ") && !entry.startsWith("120000 ")).map((entry) => prefix + pathOf(entry))
  scan.add(wanted(tracked, options))
  const added = nulSplit(await others)
  if (tracked.length === 0 && added.length === 0) return undefined
  const skipped: Unexamined[] = []
  scan.add(
    wanted(
      added.filter((path) => !path.endsWith("/")).map((path) => prefix + path),
      options,
    ).filter((path) => isFile(options.root, path, skipped)),
  )
  // A repository inside: a submodule, or one that nobody added.
  const inner = [
    ...staged.filter((entry) => entry.startsWith("160000 ")).map(pathOf),
    ...added.filter((path) => path.endsWith("/")).map((path) => path.slice(0, -1)),
  ]
  for (const path of new Set(inner)) skipped.push(...(await addInner(scan, prefix + path, options)))
  return { tracked: () => new Set(tracked), skipped }
}

/** Most of the time this saves asking Git: it needs a `.git` around the folder, unless the environment names one. */
function insideRepository(folder: string, env: GitOptions["env"]): boolean {
  if (env?.["GIT_DIR"] !== undefined) return true
  for (let at = folder; ; at = dirname(at)) {
    if (kindOf(join(at, ".git")) !== undefined) return true
    if (dirname(at) === at) return false
  }
}

function pathOf(entry: string): string {
  return entry.slice(entry.indexOf("\t") + 1)
}

async function addInner(scan: TreeScan, folder: string, options: FolderScanOptions): Promise<readonly Unexamined[]> {
  // Without a .git of its own Git would answer for the repository around it.
  if (kindOf(join(options.root, folder, ".git")) === undefined) {
    return kindOf(join(options.root, folder)) === undefined ? [] : addAll(scan, folder, options)
  }
  return (await addGitFiles(scan, folder, options))?.skipped ?? addAll(scan, folder, options)
}

function addAll(scan: TreeScan, folder: string, options: FolderScanOptions): readonly Unexamined[] {
  const skipped: Unexamined[] = []
  for (const part of walkFolder(join(options.root, folder))) {
    scan.add(
      wanted(
        part.paths.map((path) => `${folder}/${path}`),
        options,
      ),
    )
    for (const entry of part.skipped) skipped.push({ path: `${folder}/${entry.path}`, reason: entry.reason })
  }
  return skipped
}

/** A tracked file that was deleted in the work tree is not there to be left out. */
function wanted(paths: readonly string[], { leavingOut, root }: FolderScanOptions): readonly string[] {
  if (leavingOut === undefined) return paths
  return paths.filter((path) => {
    if (!leavingOut.holdsFor(path)) return true
    if (kindOf(join(root, path)) === "file") leavingOut.count(path)
    return false
  })
}

function notLeftOut(skipped: readonly Unexamined[], { leavingOut }: FolderScanOptions): readonly Unexamined[] {
  if (leavingOut === undefined) return skipped
  return skipped.filter(({ path }) => {
    const left = leavingOut.holdsFor(path)
    if (left) leavingOut.count(path)
    return !left
  })
}

function kindOf(path: string): "file" | "link" | "other" | undefined {
  try {
    const stats = lstatSync(path)
    return stats.isFile() ? "file" : stats.isSymbolicLink() ? "link" : "other"
  } catch {
    return undefined
  }
}

/** Git lists links and pipes among the files that it would add. */
function isFile(root: string, path: string, skipped: Unexamined[]): boolean {
  const kind = kindOf(join(root, path))
  if (kind === "other") skipped.push({ path, reason: "a socket, a pipe or a device, not a file" })
  return kind === "file" || kind === undefined
}

/** A tracked file that is not there was deleted in the work tree: the tree does not hold it. */
function withoutDeleted(unexamined: readonly Unexamined[], tracked: () => Set<string>, root: string): Unexamined[] {
  if (unexamined.length === 0) return []
  const known = tracked()
  return unexamined.filter(({ path }) => !known.has(path) || kindOf(join(root, path)) === "file" || kindOf(join(root, path)) === "other")
}
