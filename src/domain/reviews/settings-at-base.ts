/** Which settings a change is classified by: a change cannot excuse itself from a review by what it writes into tipstaff.yaml. */
import { TipstaffError } from "../../base/errors.ts"
import { holdsNothing, type DiffRange } from "../../platform/git-diff.ts"
import { gitRaw, type GitOptions, type Repository } from "../../platform/git.ts"
import { readSettings } from "../policy/settings-file.ts"
import type { ClassifySettings } from "./classify/settings.ts"
import { settingsPath, tipstaffSettings } from "./settings.ts"

/**
 * What excuses (ignored paths and hosts) is taken from the base; what demands is taken from both sides. Where the base holds
 * no file at all, as before the first commit, there was nothing to excuse from and the change's own settings hold.
 */
export async function classifyBy(
  repository: Repository,
  range: DiffRange,
  changed: ClassifySettings,
  options: GitOptions,
): Promise<ClassifySettings> {
  const base = await settingsAt(repository, range.base, options)
  if (base === undefined) return changed
  return {
    ...changed,
    ignoredPaths: base.ignoredPaths,
    ignoredHosts: base.ignoredHosts,
    authPaths: union(base.authPaths, changed.authPaths),
    agentContracts: union(base.agentContracts, changed.agentContracts),
  }
}

/** Undefined for a base without files; the defaults where it has files but no settings that can be read. */
async function settingsAt(repository: Repository, base: string, options: GitOptions): Promise<ClassifySettings | undefined> {
  if (await holdsNothing(repository, base, options)) return undefined
  const found = await gitRaw(repository.root, ["cat-file", "blob", `${base}:${settingsPath}`], { ...options, maxOutputBytes: 4 * 1024 * 1024 })
  try {
    return readSettings(tipstaffSettings, found.exitCode === 0 ? found.stdout.toString("utf8") : "", settingsPath).settings.classify
  } catch (thrown) {
    if (!(thrown instanceof TipstaffError)) throw thrown
    return tipstaffSettings.parse({}).classify
  }
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])]
}
