/** husky (typicode.github.io/husky): a few lines of ours in `.husky/<hook>`, in front of what stands there. */
import { join } from "node:path"
import { readTextIfPresent, statOf } from "../../platform/files.ts"
import { obstacleTo } from "../obstacle.ts"
import type { Change } from "./change.ts"
import { planScripts, planScriptsAway, scriptPath } from "./own-scripts.ts"
import type { HookPlace } from "./place.ts"
import { hookNames, type HookName } from "./scripts.ts"

/** Ours comes first; what a push hook was told on standard input is given back to the lines that follow. */
function blockOf(hook: HookName): string {
  const call = `sh ${scriptPath(hook)} "$@"`
  const lines =
    hook === "pre-push"
      ? `tipstaff_refs=$(cat)\nprintf '%s\\n' "$tipstaff_refs" | ${call} || exit 1\nexec <<TIPSTAFF_REFS\n$tipstaff_refs\nTIPSTAFF_REFS\n`
      : `${call} || exit 1\n`
  return `# tipstaff hook ${hook}: begin\n${lines}# tipstaff hook ${hook}: end\n`
}

async function read(place: HookPlace, hook: HookName): Promise<{ path: string; file: string; text: string | undefined; executable: boolean }> {
  const path = `.husky/${hook}`
  const file = join(place.root, path)
  const stats = await statOf(file)
  const text = await readTextIfPresent(file)
  // Before version 9 Git runs these files itself.
  return { path, file, text, executable: stats === undefined || (stats.mode & 0o111) !== 0 }
}

export async function hasHuskyBlock(place: HookPlace, hook: HookName): Promise<boolean> {
  return (await read(place, hook)).text?.includes(blockOf(hook)) === true
}

export async function planHusky(place: HookPlace): Promise<Change[]> {
  const changes = await planScripts(place.root)
  for (const hook of hookNames) {
    const { text, ...base } = await read(place, hook)
    const obstacle = await obstacleTo(place.root, base.path)
    if (obstacle !== undefined) changes.push({ ...base, action: "blocked", why: obstacle })
    else if (text === undefined) changes.push({ ...base, action: "create", why: "calls the check", text: blockOf(hook) })
    else if (text.includes(blockOf(hook))) changes.push({ ...base, action: "keep", why: "already calls the check" })
    else if (text.includes(`# tipstaff hook ${hook}: begin`))
      changes.push({ ...base, action: "blocked", why: "tipstaff's lines were changed by hand; remove them, then install again" })
    else changes.push({ ...base, action: "update", why: "calls the check first, keeps the rest", text: withBlock(text, blockOf(hook)) })
  }
  return changes
}

/** Behind the interpreter and behind the line of older versions that starts the file anew. */
function withBlock(text: string, block: string): string {
  const lines = text.split(/(?<=\n)/)
  let at = lines[0]?.startsWith("#!") ? 1 : 0
  for (const [index, line] of lines.slice(0, 10).entries()) if (/^\s*\.\s.*husky\.sh/.test(line)) at = index + 1
  const head = lines.slice(0, at).join("")
  return `${head}${head === "" || head.endsWith("\n") ? "" : "\n"}${block}${lines.slice(at).join("")}`
}

export async function planHuskyAway(place: HookPlace): Promise<Change[]> {
  const changes: Change[] = []
  for (const hook of hookNames) {
    const { text, ...base } = await read(place, hook)
    if (text === undefined || !text.includes(`# tipstaff hook ${hook}: begin`)) continue
    const rest = text.replace(blockOf(hook), "")
    if (rest === text) changes.push({ ...base, action: "blocked", why: "tipstaff's lines were changed by hand; remove them yourself" })
    else if (rest === "") changes.push({ ...base, action: "remove", why: "held nothing else" })
    else changes.push({ ...base, action: "update", why: "takes the check out, keeps the rest", text: rest })
  }
  return [...changes, ...(await planScriptsAway(place.root))]
}
