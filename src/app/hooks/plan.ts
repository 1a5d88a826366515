/** What installing or taking away the hooks would change, by who manages them. */
import { join } from "node:path"
import { readTextIfPresent } from "../../platform/files.ts"
import type { Change } from "./change.ts"
import { planGitHooks, planGitHooksAway, planOvertakenAway } from "./git-hooks.ts"
import { planHusky, planHuskyAway } from "./husky.ts"
import { planScripts, planScriptsAway, scriptPath } from "./own-scripts.ts"
import { shownPath, type HookPlace, type Manager } from "./place.ts"
import { hookNames, type HookName } from "./scripts.ts"
import { planYaml, planYamlAway } from "./yaml-managers.ts"

type Planner = (place: HookPlace) => Promise<Change[]>

const planners: Readonly<Record<Manager, { readonly install: Planner; readonly uninstall: Planner }>> = {
  git: { install: planGitHooks, uninstall: planGitHooksAway },
  husky: { install: planHusky, uninstall: planHuskyAway },
  lefthook: { install: planYaml, uninstall: planYamlAway },
  "pre-commit": { install: planYaml, uninstall: planYamlAway },
  elsewhere: { install: planElsewhere, uninstall: planElsewhereAway },
}

export function planInstall(place: HookPlace): Promise<Change[]> {
  return planners[place.manager].install(place)
}

/** Also what an installation wrote before a manager came into the repository. */
export async function planUninstall(place: HookPlace): Promise<Change[]> {
  const own = await planners[place.manager].uninstall(place)
  const overtaken = await planOvertakenAway(place)
  if (place.manager === "git") return [...own, ...(await planScriptsAway(place.root)), ...overtaken]
  if (place.manager === "elsewhere") return [...own, ...overtaken]
  const left = (await planGitHooksAway(place)).filter((change) => change.action !== "keep")
  return [...own, ...left, ...overtaken]
}

/** The line that a person adds to a hook outside of the repository: other repositories, which have no such file, go on. */
export function lineToAdd(hook: HookName): string {
  return `[ ! -f ${scriptPath(hook)} ] || sh ${scriptPath(hook)} "$@" || exit 1`
}

export async function callsUs(place: HookPlace, hook: HookName): Promise<boolean> {
  const text = await readTextIfPresent(join(place.folder, hook)).catch(() => "")
  return text?.split(/\r?\n/).includes(lineToAdd(hook)) === true
}

async function planElsewhere(place: HookPlace): Promise<Change[]> {
  const changes = await planScripts(place.root)
  for (const hook of hookNames) {
    const file = join(place.folder, hook)
    const base = { path: shownPath(place.root, file), file }
    if (await callsUs(place, hook)) changes.push({ ...base, action: "keep", why: "already calls the check" })
    else
      changes.push({
        ...base,
        action: "blocked",
        why: `core.hooksPath is ${place.hooksPath ?? ""}, which is not this repository's to change; add the line: ${lineToAdd(hook)}`,
      })
  }
  return changes
}

async function planElsewhereAway(place: HookPlace): Promise<Change[]> {
  const changes = await planScriptsAway(place.root)
  for (const hook of hookNames) {
    const file = join(place.folder, hook)
    if (await callsUs(place, hook))
      changes.push({ path: shownPath(place.root, file), file, action: "blocked", why: `remove the line: ${lineToAdd(hook)}` })
  }
  return changes
}
