/** Which commit brought a content into the history. */
import { minute } from "../../../base/duration.ts"
import { git, type GitOptions } from "../../../platform/git.ts"

export interface CommitFacts {
  readonly id: string
  readonly author: string
  /** As in the commit, in ISO 8601 with its own time zone. */
  readonly date: string
}

const commitMark = "\u0001"

/** More of them are longer than a command line may be; then the whole history is walked. */
const maxPathBytes = 60_000

/**
 * By blob: the oldest of the commits that `revisions` reach in which it stands. `blobs` maps ids to one of their paths.
 * Throws `git/failed`, `git/stopped`.
 */
export async function introducedBy(
  root: string,
  blobs: ReadonlyMap<string, string>,
  revisions: readonly string[],
  options: GitOptions = {},
): Promise<ReadonlyMap<string, CommitFacts>> {
  const found = new Map<string, CommitFacts>()
  if (blobs.size === 0) return found
  const paths = [...new Set(blobs.values())].map((path) => `:(top,literal)${path}`)
  const only = Buffer.byteLength(paths.join(" ")) > maxPathBytes ? [] : ["--", ...paths]
  const format = `--format=tformat:${commitMark}%H%x00%an <%ae>%x00%aI`
  const args = ["log", "-m", "--raw", "--no-abbrev", "--no-renames", "--no-color", "--no-ext-diff", format, ...revisions, ...only]
  const text = await git(root, args, { ...options, maxOutputBytes: 2 ** 30, timeoutMs: 10 * minute })
  for (const part of text.split(commitMark)) {
    const lineEnd = part.indexOf("\n")
    const [id = "", author = "", date = ""] = part.slice(0, lineEnd === -1 ? undefined : lineEnd).split("\0")
    // Newest first: a later part is an older commit, and overwrites.
    for (const [, blob = ""] of part.matchAll(/^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) /gm)) if (blobs.has(blob)) found.set(blob, { id, author, date })
  }
  return found
}
