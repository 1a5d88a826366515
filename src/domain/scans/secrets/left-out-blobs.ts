/**
 * Contents of commits that an exclusion would leave out, and that stand elsewhere as well. Git lists each content once,
 * under one of its paths; left out is only what stands under no path that is looked at.
 */
import { minute } from "../../../base/duration.ts"
import { git, gitRaw, nulSplit, type GitOptions } from "../../../platform/git.ts"
import { readBlobs } from "../../../platform/git-index.ts"
import { broughtFiles, rawLog, type Brought } from "../../../platform/git-raw-diff.ts"
import type { LeavingOut } from "../../secrets/exclusions.ts"
import type { SecretScanner } from "../../secrets/scanner.ts"
import { maxHeldBytes, tooLargeToHold } from "./archive-scan.ts"
import type { CommittedSecret } from "./blobs.ts"
import type { BatchResult } from "./batch.ts"
import { scanContents } from "./contents.ts"

export interface LeftOutBlobs {
  wants(id: string, path: string): boolean
  /** What stands elsewhere, examined; counts the rest as left out. */
  finish(result: BatchResult): Promise<CommittedSecret[]>
}

/** `revisions` as scanBlobs takes them. */
export function leftOutBlobs(
  root: string,
  revisions: readonly string[],
  leavingOut: LeavingOut,
  scanner: SecretScanner,
  options: GitOptions,
): LeftOutBlobs {
  /** By id, the path under which Git named it. */
  const left = new Map<string, string>()
  const examined = new Set<string>()
  const bounded = revisions.includes("--not")

  function wants(id: string, path: string): boolean {
    const wanted = !leavingOut.holdsFor(path)
    if (!wanted) left.set(id, path)
    else if (bounded) examined.add(id)
    return wanted
  }

  /** Also what stood under an excluded path before the range, and came to another one in it: Git does not list it as new. */
  async function elsewhere(): Promise<Map<string, string>> {
    if (left.size === 0 && !bounded) return new Map()
    const arrived = new Map<string, string>()
    for (const { blob, path } of await broughtBy(root, revisions, options)) {
      if (!examined.has(blob) && !leavingOut.holdsFor(path)) arrived.set(blob, path)
    }
    if ([...arrived.keys()].some((blob) => !left.has(blob))) {
      const before = await excludedBefore(root, revisions, leavingOut, options)
      for (const blob of arrived.keys()) if (!left.has(blob) && before?.has(blob) === false) arrived.delete(blob)
    }
    return arrived
  }

  async function finish(result: BatchResult): Promise<CommittedSecret[]> {
    const found = await elsewhere()
    for (const [blob, path] of left) if (!found.has(blob)) leavingOut.count(path)
    const blobs = [...found].map(([blob, path]) => ({ blob, path }))
    return examineBlobs(root, blobs, result, scanner, options)
  }

  return { wants, finish }
}

/** Every content that a commit of these put somewhere, and where. */
async function broughtBy(root: string, revisions: readonly string[], options: GitOptions): Promise<Brought[]> {
  const text = await git(root, [...rawLog, ...revisions], { ...options, maxOutputBytes: 2 ** 29, timeoutMs: 10 * minute })
  return broughtFiles(text)
}

/** With more of them, what came from where is not asked. */
const maxBoundaries = 20

/** Contents that the commits before the range hold under an excluded path; undefined for "maybe any". */
async function excludedBefore(
  root: string,
  revisions: readonly string[],
  leavingOut: LeavingOut,
  options: GitOptions,
): Promise<ReadonlySet<string> | undefined> {
  const listed = await git(root, ["rev-list", "--boundary", ...revisions], { ...options, maxOutputBytes: 2 ** 29 })
  const boundaries = listed.split("\n").filter((line) => line.startsWith("-"))
  if (boundaries.length > maxBoundaries) return undefined
  const found = new Set<string>()
  for (const boundary of boundaries) {
    const tree = await git(root, ["ls-tree", "-r", "-z", "--full-tree", boundary.slice(1)], { ...options, maxOutputBytes: 2 ** 29 })
    for (const entry of nulSplit(tree)) {
      const tab = entry.indexOf("\t")
      if (leavingOut.holdsFor(entry.slice(tab + 1))) found.add(entry.slice(0, tab).split(" ")[2] ?? "")
    }
  }
  return found
}

/** A few at a time, so that they fit into memory. */
async function examineBlobs(
  root: string,
  blobs: readonly Brought[],
  result: BatchResult,
  scanner: SecretScanner,
  options: GitOptions,
): Promise<CommittedSecret[]> {
  if (blobs.length === 0) return []
  const stdin = blobs.map(({ blob }) => `${blob}\n`).join("")
  const asked = await gitRaw(root, ["cat-file", "--batch-check=%(objectsize)"], { ...options, stdin, maxOutputBytes: 2 ** 29 })
  const sizes = asked.stdout.toString("latin1").split("\n")
  const secrets: CommittedSecret[] = []
  let batch: Brought[] = []
  let bytes = 0
  const examine = async () => {
    for (const content of await readBlobs(root, batch, options)) {
      const { secrets: found, unexamined, files, bytes: read, hidden } = await scanContents(scanner, [content], options.signal)
      secrets.push(...found.map((secret) => ({ ...secret, blob: content.blob, file: content.path })))
      result.unexamined.push(...unexamined)
      result.files += files
      result.bytes += read
      result.hidden += hidden
    }
    batch = []
    bytes = 0
  }
  for (const [index, blob] of blobs.entries()) {
    const size = /^\d+$/.test(sizes[index] ?? "") ? Number(sizes[index]) : undefined
    if (size === undefined) result.unexamined.push({ path: blob.path, reason: "its content is not in this clone (a partial clone)" })
    else if (size > maxHeldBytes) result.unexamined.push({ path: blob.path, reason: tooLargeToHold })
    else {
      if (bytes + size > maxHeldBytes) await examine()
      batch.push(blob)
      bytes += size
    }
  }
  await examine()
  return secrets
}
