/** Asks Git about a repository that may be hostile: no hooks, no external diff, no prompts, names as raw bytes. */
import { statSync } from "node:fs"
import { join, posix } from "node:path"
import { TipstaffError } from "../base/errors.ts"
import { minute } from "../base/duration.ts"
import { statOf } from "./files.ts"
import { run } from "./process.ts"

// A repository's own configuration can name programs to run; each switch closes one of those doors.
const hardening = [
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "core.pager=cat",
  "-c",
  "core.quotePath=false",
  "-c",
  "diff.external=",
  "-c",
  "protocol.allow=never",
  "-c",
  "submodule.recurse=false",
  // A signed commit would start the program that gpg.program names.
  "-c",
  "log.showSignature=false",
  // With these off, a change that keeps size and time goes unnoticed.
  "-c",
  "core.trustctime=true",
  "-c",
  "core.checkStat=default",
]

export interface GitOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  readonly maxOutputBytes?: number
  readonly stdin?: string | Uint8Array | Promise<string | Uint8Array>
}

export interface GitResult {
  readonly exitCode: number
  readonly stdout: Buffer
  readonly stderr: string
}

/** The arguments of a Git command, with the switches that close a repository's doors. */
export function hardenedArguments(args: readonly string[]): string[] {
  return [...hardening, ...args]
}

export function hardenedEnvironment(env: Readonly<Record<string, string | undefined>> = process.env): NodeJS.ProcessEnv {
  return { ...env, GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C", GIT_PAGER: "cat" }
}

/** Runs one Git command in a folder. Throws `git/not-installed`, `git/stopped`; any exit code is returned. */
export async function gitRaw(cwd: string, args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  let completed
  try {
    completed = await run("git", hardenedArguments(args), {
      cwd,
      env: hardenedEnvironment(options.env),
      timeoutMs: options.timeoutMs ?? 2 * minute,
      ...(options.maxOutputBytes === undefined ? {} : { maxOutputBytes: options.maxOutputBytes }),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
    })
  } catch (cause) {
    throw new TipstaffError("git/not-installed", "Git could not be started", { cause, next: "install Git and make sure it is on PATH" })
  }
  if (completed.exitCode === undefined) {
    throw new TipstaffError("git/stopped", `git ${args[0]} did not finish: ${completed.killedBy ?? "killed"}`)
  }
  return { exitCode: completed.exitCode, stdout: completed.stdout, stderr: completed.stderr.toString("utf8").trim() }
}

/** The output of a Git command that must succeed. Throws `git/failed` with Git's own words. */
export async function git(cwd: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  const result = await gitRaw(cwd, args, options)
  if (result.exitCode !== 0) throw new TipstaffError("git/failed", `git ${args[0]} failed: ${result.stderr.split("\n")[0] ?? ""}`)
  return result.stdout.toString("utf8")
}

/** Splits the output of a `-z` command. */
export function nulSplit(output: string): string[] {
  return output.split("\0").filter((part) => part !== "")
}

export interface Repository {
  /** Absolute path of the work tree's root. */
  readonly root: string
  /** Commit id of HEAD; undefined while the branch is unborn. */
  readonly head: string | undefined
  /** Undefined on a detached HEAD. */
  readonly branch: string | undefined
  readonly shallow: boolean
}

/** Whether anything but the named folders differs from HEAD; unknown counts as different. The root itself is never ignored. */
export async function isDirty(root: string, ignoring: readonly string[], options: GitOptions = {}): Promise<boolean> {
  const folders = ignoring.map((folder) => posix.join(folder, ".").replace(/\/$/, "")).filter((folder) => folder !== ".")
  const outside = folders.map((folder) => `:(exclude,top,literal)${folder}`)
  const filters = await withoutFilters(root, options)
  const args = [...filters, "status", "--porcelain", "-z", "--untracked-files=normal", "--ignore-submodules=dirty", "--", ":/", ...outside]
  const status = await gitRaw(root, args, options)
  if (status.exitCode !== 0 || status.stdout.length > 0) return true
  return (await uncompared(root, options)).some((path) => !folders.some((folder) => path === folder || path.startsWith(`${folder}/`)))
}

// Git takes the word of these marks (update-index --assume-unchanged, --skip-worktree) for "equal" without looking.
async function uncompared(root: string, options: GitOptions): Promise<string[]> {
  const listed = await git(root, ["ls-files", "-v", "-z"], { ...options, maxOutputBytes: 1024 * 1024 * 1024 })
  const paths: string[] = []
  for (const entry of nulSplit(listed)) {
    const tag = entry.charAt(0)
    const path = entry.slice(2)
    // A file that a sparse checkout leaves out is not there to differ.
    const left = tag === "S" && (await statOf(join(root, path)).catch(() => null)) === undefined
    if (!left && (tag === "S" || tag !== tag.toUpperCase())) paths.push(path)
  }
  return paths
}

/** Switches that keep Git from starting the content filters that a configuration names; comparing must run no program. */
export async function withoutFilters(root: string, options: GitOptions): Promise<string[]> {
  const listed = await gitRaw(root, ["config", "--name-only", "-z", "--get-regexp", "^filter\\."], options)
  if (listed.exitCode !== 0) return []
  const drivers = new Set<string>()
  for (const key of listed.stdout.toString("utf8").split("\0")) {
    const name = key.slice("filter.".length, key.lastIndexOf("."))
    if (key !== "" && name !== "" && !name.includes("=")) drivers.add(name)
  }
  return [...drivers].flatMap((name) => ["clean=", "process=", "required=false"].flatMap((end) => ["-c", `filter.${name}.${end}`]))
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** Facts of the repository that holds a folder. Throws `git/not-a-repository` and `git/unsafe-owner`. */
export async function openRepository(folder: string, options: GitOptions = {}): Promise<Repository> {
  if (!isFolder(folder)) throw new TipstaffError("git/not-a-repository", `${folder} is not a folder`, { next: "name the folder of a Git repository" })
  const top = await gitRaw(folder, ["rev-parse", "--show-toplevel"], options)
  if (top.exitCode !== 0) throw notARepository(folder, top.stderr)
  const root = top.stdout.toString("utf8").replace(/\r?\n$/, "")
  // core.worktree can name any folder, also the whole disk; a work tree that is one has its .git.
  if ((await statOf(join(root, ".git"))) === undefined) {
    throw new TipstaffError("git/not-a-repository", `the configuration of ${folder} says that its work tree is ${root}, which has no .git`, {
      next: "take core.worktree out of .git/config",
    })
  }
  const [head, branch, shallow] = await Promise.all([
    gitRaw(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], options),
    gitRaw(root, ["symbolic-ref", "--quiet", "--short", "HEAD"], options),
    git(root, ["rev-parse", "--is-shallow-repository"], options),
  ])
  return {
    root,
    head: head.exitCode === 0 ? head.stdout.toString("utf8").trim() : undefined,
    branch: branch.exitCode === 0 ? branch.stdout.toString("utf8").trim() : undefined,
    shallow: shallow.trim() === "true",
  }
}

function notARepository(folder: string, stderr: string): TipstaffError {
  if (/dubious ownership/.test(stderr)) {
    return new TipstaffError("git/unsafe-owner", `${folder} belongs to another user, and Git refuses to read it`, {
      next: `if you trust it: git config --global --add safe.directory ${folder}`,
    })
  }
  return new TipstaffError("git/not-a-repository", `${folder} is not inside a Git repository`, {
    next: "run git init and commit what is to be reviewed, or name another folder",
  })
}

/**
 * The commit that a revision names. Throws `git/unknown-revision`; says when a shallow clone is the likely reason.
 * `--end-of-options` keeps a revision that starts with a dash from becoming an option.
 */
export async function resolveCommit(repository: Repository, revision: string, options: GitOptions = {}): Promise<string> {
  const result = await gitRaw(repository.root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`], options)
  if (result.exitCode === 0) return result.stdout.toString("utf8").trim()
  throw new TipstaffError("git/unknown-revision", `${revision} does not name a commit here`, {
    next: repository.shallow ? "this clone is shallow: run git fetch --unshallow" : "check the name with git log",
  })
}
