/** Where this repository's hooks live and who manages them: Git's own folder, husky, lefthook or the pre-commit framework. */
import { isAbsolute, join, relative, resolve, sep } from "node:path"
import { TipstaffError } from "../../base/errors.ts"
import { statOf } from "../../platform/files.ts"
import { git, gitRaw, openRepository, type GitOptions } from "../../platform/git.ts"

/** `elsewhere`: Git looks in a folder that is not this repository's to write to. */
export type Manager = "git" | "husky" | "lefthook" | "pre-commit" | "elsewhere"

export interface HookPlace {
  /** Root of the work tree. */
  readonly root: string
  readonly manager: Manager
  /** Absolute; where Git looks for hooks. */
  readonly folder: string
  /** Shared by all work trees of the repository. */
  readonly commonDir: string
  /** core.hooksPath as it is written; undefined when nothing sets it. */
  readonly hooksPath: string | undefined
  /** The manager's configuration file, relative to the root; for lefthook and pre-commit. */
  readonly config: string | undefined
}

/** evilmartians.github.io/lefthook: the names of its main configuration, in the order in which it looks. */
const lefthookFiles = ["lefthook.yml", ".lefthook.yml", "lefthook.yaml", ".lefthook.yaml", ".config/lefthook.yml", ".config/lefthook.yaml"]
export const preCommitFile = ".pre-commit-config.yaml"

/** Throws `hooks/bare` and what openRepository throws. */
export async function findPlace(folder: string, options: GitOptions): Promise<HookPlace> {
  const bare = await gitRaw(folder, ["rev-parse", "--is-bare-repository"], options).catch(() => undefined)
  if (bare?.exitCode === 0 && bare.stdout.toString("utf8").trim() === "true")
    throw new TipstaffError("hooks/bare", `${folder} is a bare repository: nobody commits in it`, {
      next: "install the hooks where people work; on the server, scan in CI",
    })
  const { root } = await openRepository(folder, options)
  const commonDir = (await git(root, ["rev-parse", "--path-format=absolute", "--git-common-dir"], options)).trim()
  const configured = await configuredPath(root, options)
  const hooks = configured === undefined ? join(commonDir, "hooks") : resolve(root, configured.value)
  const shared = { root, folder: hooks, commonDir, hooksPath: configured?.value }
  const lefthook = await firstPresent(root, lefthookFiles)
  const preCommit = await firstPresent(root, [preCommitFile])
  const husky = (await statOf(join(root, ".husky")))?.isDirectory() === true
  if (configured !== undefined && husky && isInside(join(root, ".husky"), hooks)) return { ...shared, manager: "husky", config: undefined }
  const ours = isInside(root, hooks) || isInside(commonDir, hooks)
  const everyones = configured !== undefined && isAbsolute(configured.value) && !["local", "worktree"].includes(configured.scope)
  if (!ours || everyones) return { ...shared, manager: "elsewhere", config: undefined }
  if (lefthook !== undefined) return { ...shared, manager: "lefthook", config: lefthook }
  if (preCommit !== undefined) return { ...shared, manager: "pre-commit", config: preCommit }
  return { ...shared, manager: husky ? "husky" : "git", config: undefined }
}

/** The value that counts, without the one that our own hardening sets for each call and that comes last. */
async function configuredPath(root: string, options: GitOptions): Promise<{ readonly scope: string; readonly value: string } | undefined> {
  const asked = await gitRaw(root, ["config", "--show-scope", "-z", "--type=path", "--get-all", "core.hooksPath"], options)
  const fields = asked.stdout.toString("utf8").split("\0").slice(0, -1)
  const [scope, value] = fields.slice(0, -2).slice(-2)
  return scope === undefined || value === undefined || value === "" ? undefined : { scope, value }
}

async function firstPresent(root: string, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if ((await statOf(join(root, path))) !== undefined) return path
  return undefined
}

export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Relative to the repository and with forward slashes where it lies inside; otherwise as it is. */
export function shownPath(root: string, file: string): string {
  return isInside(root, file) ? relative(root, file).split(sep).join("/") : file
}
