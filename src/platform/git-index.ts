/** What the next commit would hold: the staged files that differ from HEAD, with their staged bytes. */
import { TipstaffError } from "../base/errors.ts"
import { gitRaw, git, nulSplit, openRepository, type GitOptions } from "./git.ts"

export interface StagedFile {
  /** Bytes that are not UTF-8 appear as U+FFFD. */
  readonly path: string
  readonly blob: string
  readonly bytes: Buffer
}

/** The empty tree (gitrevisions: every repository knows it), for a branch without a commit. */
const emptyTree = { 40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904", 64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321" } as const

const maxTotalBytes = 512 * 1024 * 1024

/** Added, copied, modified and renamed files; those that are not `wanted` are not read. Throws `git/failed`, `git/staged-too-large`. */
export function stagedFiles(root: string, options: GitOptions = {}, wanted: Wanted | Promise<Wanted> = () => true): Promise<StagedFile[]> {
  return readBlobs(root, stagedEntries(root, options, wanted), options)
}

type Wanted = (path: string) => boolean

interface Entry {
  readonly path: string
  readonly blob: string
}

async function stagedEntries(root: string, options: GitOptions, known: Wanted | Promise<Wanted>): Promise<Entry[]> {
  const [raw, wanted] = await Promise.all([compared(root, ["--raw", "--no-abbrev", "--diff-filter=ACMRT"], options), known])
  const entries: Entry[] = []
  const fields = raw.split("\0")
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [, mode = "", , blob = ""] = (fields[index] ?? "").split(" ")
    // Links and submodules hold no text of their own.
    const path = fields[index + 1] ?? ""
    if (mode.startsWith("100") && wanted(path)) entries.push({ path, blob })
  }
  return entries
}

/** The files of a commit under the given paths; a path that the commit does not have is left out. */
export async function readBlobsAt(root: string, commit: string, paths: readonly string[], options: GitOptions = {}): Promise<StagedFile[]> {
  const listed = await git(root, ["ls-tree", "-r", "-z", "--full-tree", commit, "--", ...paths.map((path) => `:(literal)${path}`)], options)
  const entries = listed.split("\0").filter((entry) => entry.startsWith("100"))
  return readBlobs(
    root,
    entries.map((entry) => ({ path: entry.slice(entry.indexOf("\t") + 1), blob: entry.split(/[ \t]/, 3)[2] ?? "" })),
    options,
  )
}

function settled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === "rejected") throw result.reason
  return result.value
}

/** Paths whose content in HEAD the next commit changes or takes away. Throws `git/failed`. */
export async function stagedChanges(root: string, options: GitOptions = {}): Promise<string[]> {
  return nulSplit(await compared(root, ["--name-only", "--diff-filter=MDT"], options))
}

/** The index against HEAD, or against nothing on a branch without a commit. A hook waits for it, so HEAD is not asked for first. */
async function compared(root: string, how: readonly string[], options: GitOptions): Promise<string> {
  const against = (tree: string) => gitRaw(root, ["diff-index", "--cached", "-z", "--no-renames", ...how, tree, "--"], options)
  const changed = await against("HEAD")
  if (changed.exitCode === 0) return changed.stdout.toString("utf8")
  const [head, format] = await Promise.all([
    gitRaw(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], options),
    gitRaw(root, ["rev-parse", "--show-object-format"], options),
  ])
  // Says why, when Git refuses the repository as a whole.
  if (format.exitCode !== 0) await openRepository(root, options)
  if (head.exitCode === 0 || format.exitCode !== 0)
    throw new TipstaffError("git/failed", `git diff-index failed: ${changed.stderr.split("\n")[0] ?? ""}`)
  const sha256 = format.stdout.toString("latin1").trim() === "sha256"
  const first = await against(emptyTree[sha256 ? 64 : 40])
  if (first.exitCode !== 0) throw new TipstaffError("git/failed", `git diff-index failed: ${first.stderr.split("\n")[0] ?? ""}`)
  return first.stdout.toString("utf8")
}

/**
 * The contents of blobs, in their order. Starts to read while a promised list is being made: Git takes longer to start than
 * to answer. Throws `git/failed`, `git/staged-too-large`, and what the list throws.
 */
export async function readBlobs(root: string, listed: readonly Entry[] | Promise<readonly Entry[]>, options: GitOptions): Promise<StagedFile[]> {
  if (!(listed instanceof Promise) && listed.length === 0) return []
  const stdin = Promise.resolve(listed).then((list) => list.map((entry) => `${entry.blob}\n`).join(""))
  const reading = gitRaw(root, ["cat-file", "--batch"], { ...options, stdin, maxOutputBytes: maxTotalBytes }).catch((cause: unknown) => {
    throw new TipstaffError("git/staged-too-large", "the staged files could not be read in one go", {
      cause,
      next: "commit large files on their own, or through Git LFS",
    })
  })
  // Why there is no list is told rather than that nothing could be read.
  const [entries, contents] = await Promise.allSettled([listed, reading]).then(([list, read]) => [settled(list), () => settled(read)] as const)
  if (entries.length === 0) return []
  const { exitCode, stdout, stderr } = contents()
  if (exitCode !== 0) throw new TipstaffError("git/failed", `git cat-file failed: ${stderr.split("\n")[0] ?? ""}`)
  let at = 0
  return entries.map((entry) => {
    const end = stdout.indexOf(10, at)
    const size = Number(/ blob (\d+)$/.exec(stdout.toString("latin1", at, end))?.[1])
    if (end < 0 || !Number.isSafeInteger(size)) throw new TipstaffError("git/failed", `the staged content of ${entry.path} could not be read`)
    at = end + 1 + size + 1
    return { ...entry, bytes: stdout.subarray(end + 1, end + 1 + size) }
  })
}
