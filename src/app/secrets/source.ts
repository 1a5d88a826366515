/** Where `tipstaff secrets scan` looks, and what it finds there. */
import { lstat, realpath } from "node:fs/promises"
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { TipstaffError } from "../../base/errors.ts"
import { homeOf } from "./home.ts"
import type { World } from "../../base/world.ts"
import { openRepository, resolveCommit, type GitOptions, type Repository } from "../../platform/git.ts"
import { readBlobsAt, type StagedFile } from "../../platform/git-index.ts"
import { introducedBy, type CommitFacts } from "../../domain/scans/secrets/attribution.ts"
import type { BatchResult } from "../../domain/scans/secrets/batch.ts"
import { scanBlobs, type CommittedSecret } from "../../domain/scans/secrets/blobs.ts"
import { scanContents, scanFile, scanStream } from "../../domain/scans/secrets/sources.ts"
import { scanFolder } from "../../domain/scans/secrets/tree.ts"
import type { ExposedSecret } from "../../domain/scans/secrets/finding.ts"
import type { LeavingOut } from "../../domain/secrets/exclusions.ts"
import type { SecretScanner } from "../../domain/secrets/scanner.ts"
import type { ImportRequest } from "./import.ts"
import type { RepositoryScanner } from "./open.ts"

export interface Request extends ImportRequest {
  readonly path: string
  readonly staged: boolean
  readonly range: readonly string[]
  readonly history: boolean
  readonly noIgnore: boolean
}

export interface Scanned extends Omit<BatchResult, "secrets"> {
  readonly secrets: readonly (ExposedSecret & { readonly commit?: CommitFacts })[]
}

/** One place is looked at, in one way. */
export type Source =
  | { readonly kind: "stream" }
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "folder"; readonly root: string }
  | { readonly kind: "staged"; readonly root: string }
  | { readonly kind: "history"; readonly repository: Repository }
  | { readonly kind: "range"; readonly repository: Repository; readonly ranges: readonly Range[] }

interface Range {
  /** Commit id; undefined for everything that no remote has. */
  readonly from: string | undefined
  readonly to: string
}

/** Throws `usage/invalid-input`, `secrets/no-such-path`, and what Git says about a repository or a revision. */
export async function sourceOf(request: Request, world: World): Promise<Source> {
  const ways = [request.staged && "--staged", request.history && "--history", request.range.length > 0 && "--range"].filter((way) => way !== false)
  if (ways.length > 1 || (ways.length === 1 && request.path === "-"))
    throw new TipstaffError(
      "usage/invalid-input",
      `${[...ways, request.path === "-" ? "-" : ""].join(" and ").replace(/ and $/, "")} exclude each other`,
      {
        next: "give one of --staged, --range A..B, --history, or a path",
      },
    )
  if (request.path === "-") return { kind: "stream" }
  const path = resolve(world.cwd, request.path)
  // A hook waits for this one, and the rest can be left to Git.
  if (request.staged && existsSync(path)) return { kind: "staged", root: await rootForIndex(path, { env: world.env, signal: world.signal }) }
  const stats = await lstat(await realpath(path).catch(() => path)).catch(() => undefined)
  if (stats === undefined)
    throw new TipstaffError("secrets/no-such-path", `${request.path} does not exist`, { next: "name a folder or a file that is there" })
  if (ways.length === 0) return stats.isDirectory() ? { kind: "folder", root: await realpath(path) } : { kind: "file", file: path }
  const options: GitOptions = { env: world.env, signal: world.signal }
  const repository = await openRepository(path, options)
  if (request.history) return { kind: "history", repository }
  return { kind: "range", repository, ranges: await Promise.all(request.range.map((text) => rangeOf(repository, text, options))) }
}

/** A hook waits for this, so Git is asked where the repository begins only when no folder around shows it. */
export async function rootForIndex(folder: string, options: GitOptions): Promise<string> {
  const { root } = homeOf(folder)
  return existsSync(join(root, ".git")) ? root : (await openRepository(folder, options)).root
}

async function rangeOf(repository: Repository, text: string, options: GitOptions): Promise<Range> {
  const [, from = "", to = ""] = /^(.*?)\.{2,3}(.*)$/.exec(text) ?? []
  if (!text.includes(".."))
    throw new TipstaffError("usage/invalid-input", `${text} is not a range of commits`, { next: "write it as A..B, for example origin/main..HEAD" })
  const commit = (name: string) => resolveCommit(repository, name === "" ? "HEAD" : name, options)
  return { from: from === "" ? undefined : await commit(from), to: await commit(to) }
}

/** Findings of the source. `onFiles` is told how many files were examined since the last call. */
export async function scanSource(
  source: Source,
  request: Request,
  { scanner, settings, leavingOut }: Pick<RepositoryScanner, "scanner" | "settings" | "leavingOut">,
  staged: readonly StagedFile[],
  world: World,
  onFiles: (count: number) => void,
): Promise<Scanned> {
  const { signal, env } = world
  const options: GitOptions = { env, signal }
  switch (source.kind) {
    case "stream":
      return scanStream(scanner, process.stdin, "standard input", signal)
    case "file":
      return scanFile(scanner, source.file, request.path, signal)
    case "folder":
      return scanFolder({ root: source.root, settings, signal, onFiles, everything: request.noIgnore, env, leavingOut })
    case "staged":
      return scanContents(scanner, staged, signal)
    case "history":
      return withShallow(source.repository, await scanCommits(source.repository, ["--all"], { scanner, leavingOut }, onFiles, options))
    case "range":
      return scanRanges(source.repository, source.ranges, { scanner, leavingOut }, onFiles, options)
  }
}

/** Says which files to read, and counts the others, each once. */
export function wantedOf(leavingOut: LeavingOut | undefined): (path: string) => boolean {
  const counted = new Set<string>()
  return (path) => {
    if (leavingOut?.holdsFor(path) !== true) return true
    if (!counted.has(path)) leavingOut.count(path)
    counted.add(path)
    return false
  }
}

type Looking = Pick<RepositoryScanner, "scanner" | "leavingOut">

/** What a shallow clone does not hold was not looked at. */
function withShallow(repository: Repository, scanned: Scanned): Scanned {
  if (!repository.shallow) return scanned
  const gap = { path: "(history)", reason: "this clone is shallow, so older commits are not here: run git fetch --unshallow" }
  return { ...scanned, unexamined: [...scanned.unexamined, gap] }
}

async function scanCommits(
  repository: Repository,
  revisions: readonly string[],
  { scanner, leavingOut }: Looking,
  onFiles: (count: number) => void,
  options: GitOptions,
): Promise<Scanned & { readonly secrets: readonly CommittedSecret[] }> {
  const result = await scanBlobs(repository.root, revisions, scanner, onFiles, options, leavingOut)
  const blobs = new Map(result.secrets.map(({ blob, file }) => [blob, file]))
  const commits = await introducedBy(repository.root, blobs, revisions, options)
  return { ...result, secrets: result.secrets.map((secret) => withCommit(secret, commits.get(secret.blob))) }
}

function withCommit<T extends object>(secret: T, commit: CommitFacts | undefined): T & { readonly commit?: CommitFacts } {
  return commit === undefined ? secret : { ...secret, commit }
}

/** What stood at the same path before the range already is not this range's doing. */
async function scanRanges(
  repository: Repository,
  ranges: readonly Range[],
  looking: Looking,
  onFiles: (count: number) => void,
  options: GitOptions,
): Promise<Scanned> {
  const total: {
    secrets: (ExposedSecret & { commit?: CommitFacts })[]
    unexamined: BatchResult["unexamined"]
    files: number
    bytes: number
    hidden: number
  } = {
    secrets: [],
    unexamined: [],
    files: 0,
    bytes: 0,
    hidden: 0,
  }
  for (const { from, to } of ranges) {
    const result = await scanCommits(repository, [to, "--not", ...(from === undefined ? ["--remotes"] : [from])], looking, onFiles, options)
    const before = await secretsBefore(repository, from, result.secrets, looking.scanner, options)
    total.secrets.push(...result.secrets.filter((secret) => !before.has(placeOf(secret))))
    total.unexamined.push(...result.unexamined)
    total.files += result.files
    total.bytes += result.bytes
    total.hidden += result.hidden
  }
  return total
}

function placeOf({ path, fingerprint }: ExposedSecret): string {
  return `${path}\0${fingerprint}`
}

async function secretsBefore(
  repository: Repository,
  commit: string | undefined,
  secrets: readonly CommittedSecret[],
  scanner: SecretScanner,
  options: GitOptions,
): Promise<ReadonlySet<string>> {
  if (commit === undefined || secrets.length === 0) return new Set()
  const paths = [...new Set(secrets.map(({ file }) => file))]
  const contents = await readBlobsAt(repository.root, commit, paths, options)
  return new Set((await scanContents(scanner, contents, options.signal)).secrets.map(placeOf))
}
