/** What is scanned: the list of files with one digest over names and contents. */
import { createHash, hash } from "node:crypto"
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs"
import { join } from "node:path"
import picomatch from "picomatch"
import { messageOf } from "../../base/errors.ts"
import { listFiles } from "../../platform/walk.ts"
import type { GitOptions } from "../../platform/git.ts"
import type { ScanTarget, SourceFile, Unexamined } from "./engine.ts"

export interface Exclusion {
  readonly path: string
  readonly reason: string
}

export interface Target extends ScanTarget {
  readonly bytes: number
  /** Links, submodules and special files: there, but not read. */
  readonly skipped: readonly Unexamined[]
  /** Files that settings exclude, with the reason given there. */
  readonly excluded: readonly Unexamined[]
  /** Files that could not be read for the digest. */
  readonly unreadable: readonly Unexamined[]
}

const chunk = Buffer.allocUnsafe(1 << 20)

/**
 * Lists and hashes. Records in the folders `own` (evidence, reports) are ours and are left out; `signal` stops between files.
 * The digest covers the sorted paths, sizes and contents, so any change of content changes it.
 */
export async function readTarget(root: string, own: readonly string[], exclusions: readonly Exclusion[], options: GitOptions = {}): Promise<Target> {
  const listing = await listFiles(root, options)
  const matchers = exclusions.map((exclusion) => ({ ...exclusion, matches: picomatch(exclusion.path, { dot: true }) }))
  const files: SourceFile[] = []
  const excluded: Unexamined[] = []
  const unreadable: Unexamined[] = []
  const total = createHash("sha256")
  let bytes = 0
  for (const file of listing.files) {
    if (isRecordFile(file.path, own)) continue
    const rule = matchers.find((matcher) => matcher.matches(file.path))
    if (rule) {
      excluded.push({ path: file.path, reason: rule.reason })
      continue
    }
    if (options.signal?.aborted) break
    try {
      total.update(`${file.path}\0${file.size}\0${digestOfFile(join(root, file.path))}\n`)
      files.push(file)
      bytes += file.size
    } catch (thrown) {
      unreadable.push({ path: file.path, reason: `could not be read: ${messageOf(thrown)}` })
    }
    // Hashing is synchronous because it is several times faster; progress and signals get a turn now and then.
    if (files.length % 256 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  for (const entry of [...excluded, ...unreadable, ...listing.skipped]) total.update(`${entry.path}\0not read\n`)
  return { root, files, bytes, digest: total.digest("hex"), skipped: listing.skipped, excluded, unreadable }
}

// A setting could name a source folder as the place of the evidence; only what evidence is made of is left out.
const recordKinds = ["json", "jsonl", "md", "csv", "yaml", "sarif", "used"]

/** Whether a file is evidence of ours, by its folder and its kind. */
export function isRecordFile(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`)) && recordKinds.includes(path.slice(path.lastIndexOf(".") + 1))
}

/** The same as patterns, for what is told by globs. */
export function recordPatterns(folders: readonly string[]): string[] {
  return folders.map((folder) => `${folder}/**/*.{${recordKinds.join(",")}}`)
}

/** Until the file's end, and not by its size alone: files of /proc and of some network disks say 0. */
function digestOfFile(path: string): string {
  const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
  try {
    const stats = fstatSync(handle)
    if (!stats.isFile()) throw new Error("not a regular file")
    let length = readSync(handle, chunk)
    // Most files fit: one read, one call for the digest.
    if (length === stats.size && length < chunk.length) return hash("sha256", chunk.subarray(0, length), "hex")
    const whole = createHash("sha256")
    for (; length > 0; length = readSync(handle, chunk)) whole.update(chunk.subarray(0, length))
    return whole.digest("hex")
  } finally {
    closeSync(handle)
  }
}
