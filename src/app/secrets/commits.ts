/** What commits hold, of the whole history or of a range. */
import type { GitOptions, Repository } from "../../platform/git.ts"
import { readBlobsAt } from "../../platform/git-index.ts"
import { introducedBy, type CommitFacts } from "../../domain/scans/secrets/attribution.ts"
import type { BatchResult } from "../../domain/scans/secrets/batch.ts"
import { scanBlobs, type CommittedSecret } from "../../domain/scans/secrets/blobs.ts"
import type { ExposedSecret } from "../../domain/scans/secrets/finding.ts"
import { scanContents } from "../../domain/scans/secrets/contents.ts"
import type { SecretScanner } from "../../domain/secrets/scanner.ts"
import type { Looking, Range, Scanned } from "./source.ts"

/** What a shallow clone does not hold was not looked at. */
export async function scanHistory(repository: Repository, looking: Looking, onFiles: (count: number) => void, options: GitOptions): Promise<Scanned> {
  const scanned = await scanCommits(repository, ["--all"], looking, onFiles, options)
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
export async function scanRanges(
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
