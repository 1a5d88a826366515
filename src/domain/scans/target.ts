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

/** The files under review before their contents are read. */
export interface Listed extends Omit<ScanTarget, "digest"> {
  /** Links, submodules and special files: there, but not read. */
  readonly skipped: readonly Unexamined[]
  /** Files that settings exclude, with the reason given there. */
  readonly excluded: readonly Unexamined[]
}

export interface Target extends Listed {
  readonly digest: string
  readonly bytes: number
  /** Files that could not be read for the digest. */
  readonly unreadable: readonly Unexamined[]
}

const chunk = Buffer.allocUnsafe(1 << 20)

/** Lists and hashes. */
export async function readTarget(root: string, own: readonly string[], exclusions: readonly Exclusion[], options: GitOptions = {}): Promise<Target> {
  return hashTarget(await listTarget(root, own, exclusions, options), options)
}

/** Records in the folders `own` (evidence, reports) are ours and are left out. */
export async function listTarget(root: string, own: readonly string[], exclusions: readonly Exclusion[], options: GitOptions = {}): Promise<Listed> {
  const listing = await listFiles(root, options)
  const matchers = exclusions.map((exclusion) => ({ ...exclusion, matches: picomatch(exclusion.path, { dot: true }) }))
  const files: SourceFile[] = []
  const excluded: Unexamined[] = []
  for (const file of listing.files) {
    if (isRecordFile(file.path, own)) continue
    const rule = matchers.find((matcher) => matcher.matches(file.path))
    if (rule) excluded.push({ path: file.path, reason: rule.reason })
    else files.push(file)
  }
  return { root, files, skipped: listing.skipped, excluded }
}

/** The digest covers the sorted paths, sizes and contents, so any change of content changes it; `signal` stops between files. */
export async function hashTarget(listed: Listed, { signal }: GitOptions = {}): Promise<Target> {
  const files: SourceFile[] = []
  const unreadable: Unexamined[] = []
  const total = createHash("sha256")
  let bytes = 0
  for (const [index, file] of listed.files.entries()) {
    if (signal?.aborted) break
    try {
      total.update(`${file.path}\0${file.size}\0${digestOfFile(join(listed.root, file.path))}\n`)
      files.push(file)
      bytes += file.size
    } catch (thrown) {
      unreadable.push({ path: file.path, reason: `could not be read: ${messageOf(thrown)}` })
    }
    // Hashing is synchronous because it is several times faster; progress and signals get a turn now and then.
    if (index % 256 === 255) await new Promise((resolve) => setImmediate(resolve))
  }
  for (const entry of [...listed.excluded, ...unreadable, ...listed.skipped]) total.update(`${entry.path}\0not read\n`)
  return { ...listed, files, bytes, digest: total.digest("hex"), unreadable }
}

// A setting could name a source folder as the place of the evidence; only what evidence is made of is left out.
const recordKinds = ["json", "jsonl", "md", "csv", "yaml", "sarif", "sha256", "used"]

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
