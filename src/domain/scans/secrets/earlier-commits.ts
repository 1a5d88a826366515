/**
 * Whether a secret that was found now stands in a commit already. Compares keyed fingerprints in this process: the value
 * never becomes an argument of another program. Looks at the files of HEAD that a change touches and at earlier content
 * of the path where it was found; a secret that was committed elsewhere is found by a scan of the whole history.
 */
import { readBlobs } from "../../../platform/git-index.ts"
import { gitRaw, git, type GitOptions } from "../../../platform/git.ts"
import type { Detection, SecretScanner } from "../../secrets/scanner.ts"

/** Earlier contents of one path, the newest first; beyond them a look costs more than a hook may take. */
const maxCommitsPerPath = 50
const maxPaths = 20
const maxBlobBytes = 2 * 1024 * 1024
const maxTotalBytes = 64 * 1024 * 1024

interface Content {
  readonly commit: string
  readonly blob: string
  readonly path: string
}

/** The commit (the earliest of those looked at) by fingerprint. `changedPaths` are those whose HEAD version the next commit replaces. */
export async function secretsInEarlierCommits(
  root: string,
  detections: readonly Detection[],
  scanner: SecretScanner,
  changedPaths: readonly string[],
  options: GitOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(detections.map((detection) => detection.fingerprint))
  const head = await gitRaw(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], options)
  if (wanted.size === 0 || head.exitCode !== 0) return new Map()
  const paths = [...new Set(detections.map((detection) => detection.path))].slice(0, maxPaths)
  const contents = await atHead(root, head.stdout.toString("utf8").trim(), [...new Set([...paths, ...changedPaths])], options)
  for (const path of paths) contents.push(...(await earlierContents(root, path, options)))
  return findIn(root, contents, wanted, scanner, options)
}

async function atHead(root: string, commit: string, paths: readonly string[], options: GitOptions): Promise<Content[]> {
  const stdin = paths
    .filter((path) => !/[\n\0]/.test(path))
    .slice(0, 10_000)
    .map((path) => `${commit}:${path}\n`)
    .join("")
  const asked = await gitRaw(root, ["cat-file", "--batch-check=%(objecttype) %(objectname)"], { ...options, stdin })
  const answers = asked.stdout.toString("utf8").split("\n")
  return paths
    .filter((path) => !/[\n\0]/.test(path))
    .slice(0, 10_000)
    .flatMap((path, index): Content[] => {
      const blob = /^blob ([0-9a-f]{40,64})$/.exec(answers[index] ?? "")?.[1]
      return blob === undefined ? [] : [{ commit, blob, path }]
    })
}

async function earlierContents(root: string, path: string, options: GitOptions): Promise<Content[]> {
  const args = ["--literal-pathspecs", "log", "--format=%x01%H", "--raw", "--no-abbrev", "--no-renames", "-z", `--max-count=${maxCommitsPerPath}`]
  const log = await git(root, [...args, "HEAD", "--", path], options)
  const contents: Content[] = []
  for (const part of log.split("\u0001").slice(1)) {
    const commit = /^[0-9a-f]{40,64}/.exec(part)?.[0] ?? ""
    for (const [, blob = ""] of part.matchAll(/:\d{6} 100\d{3} [0-9a-f]{40,64} ([0-9a-f]{40,64}) /g)) contents.push({ commit, blob, path })
  }
  return contents
}

async function findIn(
  root: string,
  contents: readonly Content[],
  wanted: ReadonlySet<string>,
  scanner: SecretScanner,
  options: GitOptions,
): Promise<ReadonlyMap<string, string>> {
  const unique = [...new Map(contents.map((content) => [content.blob, content])).values()]
  const sizes = await sizesOf(root, unique, options)
  const chosen: Content[] = []
  let total = 0
  for (const [index, content] of unique.entries()) {
    const size = sizes[index] ?? Number.POSITIVE_INFINITY
    if (size > maxBlobBytes || total + size > maxTotalBytes) continue
    total += size
    chosen.push(content)
  }
  const found = new Map<string, string>()
  const blobs = await readBlobs(root, chosen, options)
  for (const { path, blob, bytes } of blobs) {
    for (const { fingerprint } of scanner.scanBytes(bytes, path)) {
      if (!wanted.has(fingerprint)) continue
      // The same content may stand in several of the commits: the last in the list is the earliest.
      const holding = contents.filter((content) => content.blob === blob)
      const commit = holding.at(-1)!.commit
      const known = found.get(fingerprint)
      if (known === undefined || orderOf(contents, commit) > orderOf(contents, known)) found.set(fingerprint, commit)
    }
  }
  return found
}

function orderOf(contents: readonly Content[], commit: string): number {
  return contents.findLastIndex((content) => content.commit === commit)
}

async function sizesOf(root: string, contents: readonly Content[], options: GitOptions): Promise<number[]> {
  const stdin = contents.map(({ blob }) => `${blob}\n`).join("")
  const asked = await gitRaw(root, ["cat-file", "--batch-check=%(objectsize)"], { ...options, stdin })
  return asked.stdout
    .toString("latin1")
    .split("\n")
    .map((size) => (/^\d+$/.test(size) ? Number(size) : Number.POSITIVE_INFINITY))
}
