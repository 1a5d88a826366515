/** The hooks as files of the repository, `.tipstaff/hooks`: what husky, lefthook, the pre-commit framework and others call. */
import { join } from "node:path"
import { readTextIfPresent, statOf } from "../../platform/files.ts"
import { obstacleTo } from "../obstacle.ts"
import type { Change } from "./change.ts"
import { authorship, hookNames, hookScript, type HookName } from "./scripts.ts"

const scriptsFolder = ".tipstaff/hooks"

/** Relative to the repository, where Git runs every hook. */
export function scriptPath(hook: HookName): string {
  return `${scriptsFolder}/${hook}`
}

// A shell cannot run a script whose lines end as Windows ends them.
const attributes = { path: `${scriptsFolder}/.gitattributes`, text: "* text eol=lf\n" }

export async function planScripts(root: string): Promise<Change[]> {
  const changes: Change[] = []
  for (const hook of hookNames) changes.push(await planScript(root, hook))
  const file = join(root, attributes.path)
  const present = (await statOf(file)) !== undefined
  const why = "keeps the scripts' line ends as a shell reads them"
  changes.push({ path: attributes.path, file, action: present ? "keep" : "create", why, text: attributes.text })
  return changes
}

async function planScript(root: string, hook: HookName): Promise<Change> {
  const path = scriptPath(hook)
  const base = { path, file: join(root, path), text: hookScript(hook), executable: true }
  const obstacle = await obstacleTo(root, path)
  if (obstacle !== undefined) return { ...base, action: "blocked", why: obstacle }
  const there = await readScript(root, hook)
  if (there === undefined) return { ...base, action: "create", why: "what the hook manager calls" }
  if (there === "current") return { ...base, action: "keep", why: "already there" }
  if (there === "former") return { ...base, action: "update", why: "was written by another version" }
  return { ...base, action: "blocked", why: "was changed by hand; move it away, then install again" }
}

/** Undefined when there is none; a link or a program counts as somebody else's. */
export async function readScript(root: string, hook: HookName): Promise<ReturnType<typeof authorship> | undefined> {
  const file = join(root, scriptPath(hook))
  const stats = await statOf(file)
  if (stats === undefined) return undefined
  if (!stats.isFile()) return "foreign"
  const text = await readTextIfPresent(file).catch(() => "")
  return authorship(hook, text ?? "")
}

export async function planScriptsAway(root: string): Promise<Change[]> {
  const changes: Change[] = []
  for (const hook of hookNames) {
    const there = await readScript(root, hook)
    const base = { path: scriptPath(hook), file: join(root, scriptPath(hook)) }
    if (there === "current" || there === "former") changes.push({ ...base, action: "remove", why: "written by tipstaff" })
    else if (there !== undefined) changes.push({ ...base, action: "blocked", why: "was changed by hand; remove it yourself" })
  }
  const file = join(root, attributes.path)
  if ((await readTextIfPresent(file).catch(() => "")) === attributes.text)
    changes.push({ path: attributes.path, file, action: "remove", why: "written by tipstaff" })
  return changes
}
