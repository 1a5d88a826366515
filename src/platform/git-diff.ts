/** What changed between two commits, or between a commit and the work tree: names, modes, and both contents. */
import { constants } from "node:fs"
import { lstat, open, readlink } from "node:fs/promises"
import { sep } from "node:path"
import { TipstaffError } from "../base/errors.ts"
import { git, gitRaw, resolveCommit, withoutFilters, type GitOptions, type Repository } from "./git.ts"

export interface DiffRange {
  /** Commit id, or the id of the empty tree when there is nothing to compare with. */
  readonly base: string
  /** Commit id; undefined means the work tree with its untracked files. */
  readonly head: string | undefined
  /** How the base was found, for people. */
  readonly basis: string
}

export type ChangeKind = "added" | "modified" | "deleted" | "renamed" | "type-changed"

/** One side of a changed file. */
export interface Version {
  readonly type: "file" | "symlink" | "submodule"
  readonly executable: boolean
  /** Undefined until the size is known. */
  readonly size: number | undefined
  /** Content as text; undefined when it was not asked for, is binary, or could not be read. Line ends are \n. */
  readonly text: string | undefined
  readonly binary: boolean
  /** Why the content that was asked for is not here. */
  readonly unread: string | undefined
}

export interface ChangedFile {
  /** Relative to the root with forward slashes; bytes that are not UTF-8 appear as \xNN. */
  readonly path: string
  readonly oldPath: string | undefined
  readonly kind: ChangeKind
  readonly before: Version | undefined
  readonly after: Version | undefined
}

interface RawSide {
  readonly mode: string
  /** Undefined when the content stands in the work tree only. */
  readonly oid: string | undefined
  /** The name as bytes, one character each. */
  readonly name: string
}

/** A change that is listed but whose contents were not read yet. */
export interface ChangeEntry {
  readonly path: string
  readonly oldPath: string | undefined
  readonly kind: ChangeKind
  readonly before: RawSide | undefined
  readonly after: RawSide | undefined
}

export interface ReadLimits {
  /** Larger files are named as unread. */
  readonly maxFileBytes: number
  /** Contents held in memory at a time. */
  readonly maxBatchBytes: number
}

const listingLimit = 256 * 1024 * 1024

/** The branches that are taken as the one a change is heading for, in this order. */
const defaultBranches = ["refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master"]

/**
 * The range to compare. A given base is taken at the point where head left it, as a pull request shows it.
 * Without one: where head left the default branch, else the parent commit, else the empty tree.
 * Throws `git/unknown-revision`.
 */
export async function chooseRange(
  repository: Repository,
  wanted: { readonly base?: string | undefined; readonly head?: string | undefined },
  options: GitOptions = {},
): Promise<DiffRange> {
  const safe = hardened(options)
  const head = wanted.head === undefined ? undefined : await resolveCommit(repository, wanted.head, safe)
  const tip = head ?? repository.head
  if (wanted.base !== undefined) {
    const base = await resolveCommit(repository, wanted.base, safe)
    if (tip === undefined) return { base, head, basis: `the commit ${wanted.base}` }
    const fork = await mergeBase(repository, base, tip, safe)
    if (fork !== undefined) return { base: fork, head, basis: fork === base ? `the commit ${wanted.base}` : `where the change left ${wanted.base}` }
    if (repository.shallow) throw tooShallow(`the point where the change left ${wanted.base} is not in this clone`)
    return { base, head, basis: `the commit ${wanted.base}, which shares no history` }
  }
  if (tip === undefined) return { base: await emptyTree(repository, safe), head, basis: "nothing: there is no commit yet" }
  for (const branch of defaultBranches) {
    const target = await gitRaw(repository.root, ["rev-parse", "--verify", "--quiet", `${branch}^{commit}`], safe)
    if (target.exitCode !== 0) continue
    const fork = await mergeBase(repository, target.stdout.toString("utf8").trim(), tip, safe)
    if (fork === tip) break
    if (fork !== undefined) return { base: fork, head, basis: `where the change left ${branch.replace(/^refs\/(?:heads|remotes)\//, "")}` }
    if (repository.shallow) throw tooShallow(`the point where the change left ${branch} is not in this clone`)
  }
  return parentOf(repository, tip, head, safe)
}

async function parentOf(repository: Repository, tip: string, head: string | undefined, options: GitOptions): Promise<DiffRange> {
  const parent = await gitRaw(repository.root, ["rev-parse", "--verify", "--quiet", `${tip}^1`], options)
  if (parent.exitCode === 0) return { base: parent.stdout.toString("utf8").trim(), head, basis: "the parent commit" }
  // The stored commit names its parents even where a shallow clone cut them off.
  const stored = await git(repository.root, ["cat-file", "commit", tip], options)
  const header = stored.split("\n\n", 1)[0] ?? ""
  if (/^parent /m.test(header)) throw tooShallow("the parent commit is not in this clone")
  return { base: await emptyTree(repository, options), head, basis: "nothing: this is the first commit" }
}

function tooShallow(message: string): TipstaffError {
  return new TipstaffError("git/unknown-revision", message, {
    next: "this clone is shallow: run git fetch --unshallow, or name a base that it holds with --base",
  })
}

async function mergeBase(repository: Repository, a: string, b: string, options: GitOptions): Promise<string | undefined> {
  const result = await gitRaw(repository.root, ["merge-base", a, b], options)
  return result.exitCode === 0 ? result.stdout.toString("utf8").trim() : undefined
}

/** Whether a commit or tree holds no file, as what lies before a first commit. Unknown counts as holding some. */
export async function holdsNothing(repository: Repository, revision: string, options: GitOptions = {}): Promise<boolean> {
  const listed = await gitRaw(repository.root, ["ls-tree", "--name-only", "-z", revision], options)
  return listed.exitCode === 0 && listed.stdout.length === 0
}

// The id depends on the repository's hash (SHA-1 or SHA-256), so Git is asked.
async function emptyTree(repository: Repository, options: GitOptions): Promise<string> {
  return (await git(repository.root, ["hash-object", "-t", "tree", "--stdin"], { ...options, stdin: "" })).trim()
}

// refs/replace could show other contents than the commit holds.
function hardened(options: GitOptions): GitOptions {
  return { ...options, env: { ...(options.env ?? process.env), GIT_NO_REPLACE_OBJECTS: "1", GIT_NO_LAZY_FETCH: "1" } }
}

/** Every changed path of a range, sorted; contents are not read. Untracked files count as added in the work tree. */
export async function listChanges(repository: Repository, range: DiffRange, options: GitOptions = {}): Promise<ChangeEntry[]> {
  const safe = { ...hardened(options), maxOutputBytes: listingLimit }
  const common = ["--raw", "-z", "--no-abbrev", "-M", "--ignore-submodules=dirty"]
  const entries = new Map<string, ChangeEntry>()
  if (range.head !== undefined) {
    const raw = await gitBytes(repository.root, ["diff-tree", "-r", ...common, range.base, range.head, "--"], safe)
    for (const entry of parseRaw(raw)) entries.set(entry.path, entry)
  } else {
    const filters = await withoutFilters(repository.root, safe)
    // Not diff-index: it lists files whose time alone changed, and a copied folder would count as a change.
    const raw = await gitBytes(repository.root, [...filters, "diff", "--no-ext-diff", "--no-textconv", ...common, range.base, "--"], safe)
    for (const entry of parseRaw(raw)) {
      // A path in conflict may be listed twice; the line with the base's content is the better one.
      if (entry.before !== undefined || !entries.has(entry.path)) entries.set(entry.path, entry)
    }
    const untracked = await gitBytes(repository.root, ["ls-files", "-z", "--others", "--exclude-standard"], safe)
    for (const name of untracked.split("\0")) {
      // A trailing slash is another repository inside this one.
      if (name === "" || name.endsWith("/")) continue
      const path = decodeName(name)
      if (!entries.has(path))
        entries.set(path, { path, oldPath: undefined, kind: "added", before: undefined, after: { mode: "100644", oid: undefined, name } })
    }
  }
  return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function gitBytes(cwd: string, args: readonly string[], options: GitOptions): Promise<string> {
  const result = await gitRaw(cwd, args, options)
  if (result.exitCode !== 0) throw new TipstaffError("git/failed", `the changes could not be listed: ${result.stderr.split("\n")[0] ?? ""}`)
  return result.stdout.toString("latin1")
}

const kinds: Readonly<Record<string, ChangeKind>> = {
  A: "added",
  C: "added",
  D: "deleted",
  M: "modified",
  R: "renamed",
  T: "type-changed",
  U: "modified",
}

// git-diff-index(1), "Raw output format", with -z: ":mode mode oid oid status" NUL path NUL, two paths for R and C.
function* parseRaw(raw: string): Generator<ChangeEntry> {
  const parts = raw.split("\0")
  for (let index = 0; index < parts.length;) {
    const head = parts[index] ?? ""
    index += 1
    if (!head.startsWith(":")) continue
    const [oldMode = "", newMode = "", oldOid = "", newOid = "", status = ""] = head.slice(1).split(" ")
    const letter = status.slice(0, 1)
    const oldName = parts[index] ?? ""
    index += 1
    let newName = oldName
    if (letter === "R" || letter === "C") {
      newName = parts[index] ?? ""
      index += 1
    }
    const kind = kinds[letter] ?? "modified"
    yield {
      path: decodeName(newName),
      oldPath: oldName === newName ? undefined : decodeName(oldName),
      kind,
      before: isZero(oldOid) ? undefined : { mode: oldMode, oid: oldOid, name: oldName },
      after: kind === "deleted" ? undefined : { mode: newMode, oid: isZero(newOid) ? undefined : newOid, name: newName },
    }
  }
}

// Zeros stand for "not an object": absent, or known only by looking at the work tree.
function isZero(oid: string): boolean {
  return /^0+$/.test(oid)
}

function decodeName(latin1: string): string {
  const bytes = Buffer.from(latin1, "latin1")
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return latin1.replace(/[\u0080-\u00ff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`)
  }
}

/**
 * The changes with their contents, in the order of the entries. Only entries that `wanted` names are read.
 * What cannot be read (too large, missing from a partial clone, unreadable) says so in `unread`; nothing is thrown for it.
 */
export async function* readChanges(
  repository: Repository,
  entries: readonly ChangeEntry[],
  wanted: (entry: ChangeEntry) => boolean,
  limits: ReadLimits,
  options: GitOptions = {},
): AsyncGenerator<ChangedFile> {
  const safe = hardened(options)
  const asked = new Set(entries.filter(wanted))
  const sizes = await blobSizes(repository, [...asked].flatMap(blobsOf), safe)
  let batch: ChangeEntry[] = []
  let bytes = 0
  for (const entry of entries) {
    const weight = blobsOf(entry).reduce((sum, oid) => sum + readableSize(sizes.get(oid), limits), 0)
    if (batch.length > 0 && (bytes + weight > limits.maxBatchBytes || batch.length >= 2000)) {
      yield* readBatch(repository, batch, asked, sizes, limits, safe)
      batch = []
      bytes = 0
    }
    batch.push(entry)
    bytes += weight
  }
  if (batch.length > 0) yield* readBatch(repository, batch, asked, sizes, limits, safe)
}

function blobsOf(entry: ChangeEntry): string[] {
  return [entry.before, entry.after].flatMap((raw) => (raw?.oid !== undefined && raw.mode !== "160000" ? [raw.oid] : []))
}

function readableSize(size: number | undefined, limits: ReadLimits): number {
  return size === undefined || size > limits.maxFileBytes ? 0 : size
}

async function blobSizes(repository: Repository, oids: readonly string[], options: GitOptions): Promise<Map<string, number>> {
  const sizes = new Map<string, number>()
  if (oids.length === 0) return sizes
  const checked = await gitRaw(repository.root, ["cat-file", "--batch-check"], {
    ...options,
    stdin: `${[...new Set(oids)].join("\n")}\n`,
    maxOutputBytes: listingLimit,
  })
  for (const line of checked.stdout.toString("latin1").split("\n")) {
    const [oid = "", type, size = ""] = line.split(" ")
    if (type === "blob") sizes.set(oid, Number(size))
  }
  return sizes
}

async function* readBatch(
  repository: Repository,
  batch: readonly ChangeEntry[],
  asked: ReadonlySet<ChangeEntry>,
  sizes: ReadonlyMap<string, number>,
  limits: ReadLimits,
  options: GitOptions,
): AsyncGenerator<ChangedFile> {
  const oids = batch.filter((entry) => asked.has(entry)).flatMap(blobsOf)
  const contents = await readBlobs(repository, oids, sizes, limits, options)
  for (const entry of batch) {
    const read = (raw: RawSide | undefined) => readSide(repository, raw, asked.has(entry), contents, sizes, limits)
    const [before, after] = await Promise.all([read(entry.before), read(entry.after)])
    yield { path: entry.path, oldPath: entry.oldPath, kind: entry.kind, before, after }
  }
}

async function readBlobs(
  repository: Repository,
  oids: readonly string[],
  sizes: ReadonlyMap<string, number>,
  limits: ReadLimits,
  options: GitOptions,
): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>()
  const readable = [...new Set(oids)].filter((oid) => (sizes.get(oid) ?? Infinity) <= limits.maxFileBytes)
  if (readable.length === 0) return contents
  const total = readable.reduce((sum, oid) => sum + (sizes.get(oid) ?? 0) + 200, 0)
  const { stdout } = await gitRaw(repository.root, ["cat-file", "--batch"], { ...options, stdin: `${readable.join("\n")}\n`, maxOutputBytes: total })
  for (let at = 0; at < stdout.length;) {
    const end = stdout.indexOf(10, at)
    if (end === -1) break
    const [oid = "", type, size = ""] = stdout.toString("latin1", at, end).split(" ")
    at = end + 1
    if (type === "missing" || !/^\d+$/.test(size)) continue
    const content = stdout.subarray(at, at + Number(size))
    if (type === "blob" && content.length === Number(size)) contents.set(oid, content)
    at += Number(size) + 1
  }
  return contents
}

async function readSide(
  repository: Repository,
  raw: RawSide | undefined,
  asked: boolean,
  contents: ReadonlyMap<string, Buffer>,
  sizes: ReadonlyMap<string, number>,
  limits: ReadLimits,
): Promise<Version | undefined> {
  if (raw === undefined) return undefined
  if (raw.mode === "160000") return version({ type: "submodule" })
  const type = raw.mode === "120000" ? "symlink" : "file"
  const executable = raw.mode === "100755"
  if (!asked) return version({ type, executable })
  if (raw.oid === undefined) return readWorkTree(repository, raw, limits)
  const size = sizes.get(raw.oid)
  if (size === undefined) return version({ type, executable, unread: "its content is not in this clone" })
  if (size > limits.maxFileBytes) return version({ type, executable, size, unread: tooLarge(limits) })
  const content = contents.get(raw.oid)
  return content === undefined
    ? version({ type, executable, size, unread: "Git could not read its content" })
    : withContent(type, executable, content)
}

async function readWorkTree(repository: Repository, raw: RawSide, limits: ReadLimits): Promise<Version> {
  const path = Buffer.concat([Buffer.from(`${repository.root}${sep}`), Buffer.from(raw.name, "latin1")])
  try {
    const stats = await lstat(path)
    if (stats.isSymbolicLink()) return withContent("symlink", false, await readlink(path, { encoding: "buffer" }))
    if (stats.isDirectory()) return version({ type: "submodule" })
    if (!stats.isFile()) return version({ type: "file", unread: "not a regular file" })
    const executable = (stats.mode & 0o100) !== 0
    if (stats.size > limits.maxFileBytes) return version({ type: "file", executable, size: stats.size, unread: tooLarge(limits) })
    const content = await readAtMost(path, limits.maxFileBytes)
    return content === undefined ? version({ type: "file", executable, unread: tooLarge(limits) }) : withContent("file", executable, content)
  } catch {
    return version({ type: "file", unread: "it could not be read from the work tree" })
  }
}

// The name may be no valid text, and the file may have been exchanged since lstat looked: no link, no pipe, no more than the bound.
async function readAtMost(path: Buffer, maxBytes: number): Promise<Buffer | undefined> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
  try {
    const buffer = Buffer.alloc(Math.min(maxBytes, (await handle.stat()).size) + 1)
    let length = 0
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null)
      if (bytesRead === 0) return buffer.subarray(0, length)
      length += bytesRead
    }
    return undefined
  } finally {
    await handle.close()
  }
}

function tooLarge(limits: ReadLimits): string {
  return `larger than ${limits.maxFileBytes} bytes`
}

function version(known: Partial<Version> & Pick<Version, "type">): Version {
  return { executable: false, size: undefined, text: undefined, binary: false, unread: undefined, ...known }
}

function withContent(type: Version["type"], executable: boolean, content: Buffer): Version {
  const text = decodeText(content)
  return version({ type, executable, size: content.length, text, binary: text === undefined })
}

/** Text of any usual encoding, or undefined for binary content, which Git too recognises by a NUL byte. */
function decodeText(content: Buffer): string | undefined {
  if (content[0] === 0xff && content[1] === 0xfe) return normalize(new TextDecoder("utf-16le").decode(content))
  if (content[0] === 0xfe && content[1] === 0xff) return normalize(new TextDecoder("utf-16be").decode(content))
  if (content.includes(0)) return undefined
  try {
    return normalize(new TextDecoder("utf-8", { fatal: true }).decode(content))
  } catch {
    return normalize(content.toString("latin1"))
  }
}

function normalize(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text
}
