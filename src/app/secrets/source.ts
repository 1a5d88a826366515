/** Where `tipstaff secrets scan` looks, and what it finds there. */
import { existsSync, lstatSync, realpathSync, statSync, type Stats } from "node:fs"
import { join, resolve } from "node:path"
import { TipstaffError } from "../../base/errors.ts"
import { homeOf } from "./home.ts"
import type { World } from "../../base/world.ts"
import { openRepository, resolveCommit, type GitOptions, type Repository } from "../../platform/git.ts"
import type { StagedFile } from "../../platform/git-index.ts"
import type { CommitFacts } from "../../domain/scans/secrets/attribution.ts"
import type { BatchResult } from "../../domain/scans/secrets/batch.ts"
import { scanContents } from "../../domain/scans/secrets/contents.ts"
import type { ExposedSecret } from "../../domain/scans/secrets/finding.ts"
import type { LeavingOut } from "../../domain/secrets/exclusions.ts"
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

export interface Range {
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
  const stats = statsAt(path)
  if (stats === undefined)
    throw new TipstaffError("secrets/no-such-path", `${request.path} does not exist`, { next: "name a folder or a file that is there" })
  if (ways.length === 0) return stats.isDirectory() ? { kind: "folder", root: realpathSync(path) } : { kind: "file", file: path }
  const options: GitOptions = { env: world.env, signal: world.signal }
  if (request.staged) return { kind: "staged", root: await rootForIndex(path, options) }
  const repository = await openRepository(path, options)
  if (request.history) return { kind: "history", repository }
  return { kind: "range", repository, ranges: await Promise.all(request.range.map((text) => rangeOf(repository, text, options))) }
}

/** Of what a link leads to, or of the link that leads nowhere; undefined when there is nothing. */
function statsAt(path: string): Stats | undefined {
  for (const look of [statSync, lstatSync]) {
    try {
      return look(path)
    } catch {
      // The next one, if there is one.
    }
  }
  return undefined
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
  { scanner, settings, leavingOut }: Looking & Pick<RepositoryScanner, "settings">,
  staged: readonly StagedFile[],
  world: World,
  onFiles: (count: number) => void,
): Promise<Scanned> {
  const { signal, env } = world
  const options: GitOptions = { env, signal }
  // A hook looks at what is staged, and loads nothing else.
  if (source.kind === "staged") return scanContents(scanner, staged, signal)
  switch (source.kind) {
    case "stream":
      return (await files()).scanStream(scanner, process.stdin, "standard input", signal)
    case "file":
      return (await files()).scanFile(scanner, source.file, request.path, signal)
    case "folder": {
      const { scanFolder } = await import("../../domain/scans/secrets/tree.ts")
      return scanFolder({ root: source.root, settings, scanner, signal, onFiles, everything: request.noIgnore, env, leavingOut })
    }
    case "history":
      return (await commits()).scanHistory(source.repository, { scanner, leavingOut }, onFiles, options)
    case "range":
      return (await commits()).scanRanges(source.repository, source.ranges, { scanner, leavingOut }, onFiles, options)
  }
}

const files = () => import("../../domain/scans/secrets/sources.ts")
const commits = () => import("./commits.ts")

export type Looking = Pick<RepositoryScanner, "scanner" | "leavingOut">

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
