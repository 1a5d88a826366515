/** What Git ignores, and what it would take into a commit. */
import { TipstaffError } from "../base/errors.ts"
import { git, gitRaw, nulSplit, type GitOptions } from "./git.ts"

/**
 * Those of the paths (relative to the root) that Git ignores and does not hold: a tracked or staged file is not ignored,
 * whatever .gitignore says. Throws `git/failed`.
 */
export async function ignoredPaths(root: string, paths: readonly string[], options: GitOptions = {}): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set()
  const stdin = paths.map((path) => `${path}\0`).join("")
  const { exitCode, stdout, stderr } = await gitRaw(root, ["check-ignore", "-z", "--stdin"], { ...options, stdin })
  // 1 says that none is ignored.
  if (exitCode > 1) throw new TipstaffError("git/failed", `git check-ignore failed: ${stderr.split("\n")[0] ?? ""}`)
  return new Set(nulSplit(stdout.toString("utf8")))
}

/** Files of the work tree whose name fits one of the patterns and that Git tracks or does not ignore. */
export async function unignoredFiles(root: string, patterns: readonly string[], options: GitOptions = {}): Promise<string[]> {
  const specs = patterns.map((pattern) => `:(top,glob,icase)**/${pattern}`)
  const listed = await git(root, ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", ...specs], options)
  return nulSplit(listed)
}
