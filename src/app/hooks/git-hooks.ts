/** Git's own hooks folder: what stands there is kept under another name and called first. */
import { join, relative, sep } from "node:path"
import { readTextIfPresent, statOf } from "../../platform/files.ts"
import { obstacleTo } from "../obstacle.ts"
import type { Change } from "./change.ts"
import { isInside, shownPath, type HookPlace } from "./place.ts"
import { authorship, beforeSuffix, hookNames, hookScript, type Authorship, type HookName } from "./scripts.ts"

export interface GitHook {
  readonly path: string
  readonly file: string
  /** Undefined when nothing stands there. */
  readonly author: Authorship | undefined
  readonly executable: boolean
  /** An earlier hook that ours calls. */
  readonly before: boolean
}

/** A hook may be a program or a link to nowhere: it is there, and not ours. */
export async function readGitHook(place: HookPlace, hook: HookName): Promise<GitHook> {
  const file = join(place.folder, hook)
  const stats = await statOf(file)
  const text = stats?.isFile() ? await readTextIfPresent(file).catch(() => "") : ""
  return {
    path: shownPath(place.root, file),
    file,
    author: stats === undefined ? undefined : authorship(hook, text ?? ""),
    // Windows has no executable bit.
    executable: stats !== undefined && (process.platform === "win32" || (stats.mode & 0o111) !== 0),
    before: (await statOf(file + beforeSuffix)) !== undefined,
  }
}

const reasons: Readonly<Record<HookName, string>> = {
  "pre-commit": "scans what is staged before each commit",
  "commit-msg": "scans the message of each commit",
  "pre-push": "scans the commits that a push would send",
}

export async function planGitHooks(place: HookPlace): Promise<Change[]> {
  const plans = await Promise.all(hookNames.map((hook) => planGitHook(place, hook)))
  return plans.flat()
}

async function planGitHook(place: HookPlace, hook: HookName): Promise<Change[]> {
  const there = await readGitHook(place, hook)
  const ours = { path: there.path, file: there.file, text: hookScript(hook), executable: true }
  const blocked = (why: string): Change[] => [{ ...ours, action: "blocked", why }]
  const obstacle = await obstacleOf(place, there.file)
  if (obstacle !== undefined) return blocked(obstacle)
  switch (there.author) {
    case undefined:
      return [{ ...ours, action: "create", why: reasons[hook] }]
    case "current":
      return [there.executable ? { ...ours, action: "keep", why: "already there" } : { ...ours, action: "update", why: "was not executable" }]
    case "former":
      return [{ ...ours, action: "update", why: "was written by another version" }]
    case "changed":
      return blocked(`was changed by hand; move what was added to ${hook}${beforeSuffix}, remove ${hook}, then install again`)
    case "foreign":
      if (there.before) return blocked(`another hook stands there, and ${hook}${beforeSuffix} as well; keep one of them, then install again`)
      return [
        {
          path: `${there.path}${beforeSuffix}`,
          file: there.file + beforeSuffix,
          from: there.file,
          action: "move",
          why: `the hook that stands at ${there.path}; it is called first`,
        },
        { ...ours, action: "create", why: reasons[hook] },
      ]
  }
}

/** The hooks folder may be a link too: then it is somebody else's. */
async function obstacleOf(place: HookPlace, file: string): Promise<string | undefined> {
  const base = isInside(place.commonDir, file) ? place.commonDir : place.root
  return obstacleTo(base, relative(base, file).split(sep).join("/"))
}

export async function planGitHooksAway(place: HookPlace): Promise<Change[]> {
  const changes: Change[] = []
  for (const hook of hookNames) {
    const { path, file, author, before } = await readGitHook(place, hook)
    if (author === "changed") changes.push({ path, file, action: "blocked", why: "was changed by hand; remove it yourself" })
    else if (author === "foreign") changes.push({ path, file, action: "keep", why: "not written by tipstaff" })
    else if (before) changes.push({ path, file, from: file + beforeSuffix, action: "move", why: "what was there before" })
    else if (author !== undefined) changes.push({ path, file, action: "remove", why: "written by tipstaff" })
  }
  return changes
}

/** Under these names lefthook and the pre-commit framework put aside the hook that they found; the latter goes on calling it. */
const asideSuffixes = [".old", ".legacy"]

/** Hooks of ours that a manager has put aside, and those in Git's own folder where it looks in another one. */
export async function planOvertakenAway(place: HookPlace): Promise<Change[]> {
  const own = join(place.commonDir, "hooks")
  const changes = own === place.folder ? [] : (await planGitHooksAway({ ...place, folder: own })).filter(({ action }) => action !== "keep")
  for (const hook of hookNames) {
    for (const suffix of asideSuffixes) {
      const file = join(own, hook + suffix)
      if ((await statOf(file))?.isFile() !== true) continue
      const author = authorship(hook, (await readTextIfPresent(file).catch(() => "")) ?? "")
      if (author !== "current" && author !== "former") continue
      changes.push({ path: shownPath(place.root, file), file, action: "remove", why: "written by tipstaff, put aside by a hook manager" })
    }
  }
  return changes
}
