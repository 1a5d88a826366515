/** Which hook is active, through whom, and what would keep it from running. Reads, never writes. */
import { access, constants } from "node:fs/promises"
import { isAbsolute, join, resolve } from "node:path"
import { printable } from "../../base/mask.ts"
import { readTextIfPresent, statOf } from "../../platform/files.ts"
import { gitRaw, type GitOptions } from "../../platform/git.ts"
import { findProgram } from "../../domain/scans/adapters/program.ts"
import { readGitHook } from "./git-hooks.ts"
import { hasHuskyBlock } from "./husky.ts"
import { readScript } from "./own-scripts.ts"
import { isInside, type HookPlace, type Manager } from "./place.ts"
import { callsUs } from "./plan.ts"
import { hookNames, type Authorship, type HookName } from "./scripts.ts"
import { hasEntry, hasForeignEntry } from "./yaml-managers.ts"

export interface HookState {
  readonly hook: HookName
  readonly active: boolean
  readonly by: Manager
  readonly detail: string
}

export interface HooksStatus {
  readonly hooks: readonly HookState[]
  readonly program: { readonly found: boolean; readonly detail: string; readonly file: string | null }
  /** Ways around the hooks that are open now: one sentence each. */
  readonly bypasses: readonly string[]
}

export async function hooksStatus(place: HookPlace, options: GitOptions): Promise<HooksStatus> {
  const hooks: HookState[] = []
  for (const hook of hookNames) {
    const { active, detail } = await judges[place.manager](place, hook)
    hooks.push({ hook, active, by: place.manager, detail })
  }
  const env = options.env ?? {}
  return { hooks, program: await findTipstaff(env, place.root), bypasses: await findBypasses(place, env, options) }
}

interface Judged {
  readonly active: boolean
  readonly detail: string
}

const authors: Readonly<Record<Authorship, string>> = {
  current: "as it was installed",
  former: "installed by another version; tipstaff hooks install brings it up to date",
  changed: "changed by hand; what it does now is not known",
  foreign: "a hook that tipstaff did not write",
}

const judges: Readonly<Record<Manager, (place: HookPlace, hook: HookName) => Promise<Judged>>> = {
  async git(place, hook) {
    const { author, executable, before } = await readGitHook(place, hook)
    if (author === undefined) return { active: false, detail: "not installed" }
    if (!executable) return { active: false, detail: "not executable, so Git passes it over" }
    const chained = before ? "; calls the earlier hook first" : ""
    return { active: author === "current" || author === "former", detail: `${authors[author]}${chained}` }
  },
  async husky(place, hook) {
    if (!(await hasHuskyBlock(place, hook))) return { active: false, detail: `.husky/${hook} does not call it` }
    if (place.hooksPath === undefined || !isInside(join(place.root, ".husky"), place.folder))
      return { active: false, detail: "husky is not set up on this machine: run its install (npm install, or npx husky)" }
    return script(place, hook, `.husky/${hook} calls it`)
  },
  lefthook: (place, hook) => managed(place, hook, "lefthook", "lefthook install"),
  "pre-commit": (place, hook) => managed(place, hook, "pre-commit", `pre-commit install --hook-type ${hook}`),
  async elsewhere(place, hook) {
    if (!(await callsUs(place, hook))) return { active: false, detail: `the hook in ${place.hooksPath ?? ""} does not call it` }
    return script(place, hook, `the hook in ${place.hooksPath ?? ""} calls it`)
  },
}

async function managed(place: HookPlace, hook: HookName, name: string, setUp: string): Promise<Judged> {
  if (!(await hasEntry(place, hook))) return { active: false, detail: `${place.config ?? ""} does not name it` }
  const stub = await readTextIfPresent(join(place.folder, hook)).catch(() => "")
  if (stub?.includes(name) !== true) return { active: false, detail: `${name} is not set up on this machine: ${setUp}` }
  if (await hasForeignEntry(place, hook)) return { active: true, detail: `${place.config ?? ""} names it, from its own repository` }
  return script(place, hook, `${place.config ?? ""} names it`)
}

async function script(place: HookPlace, hook: HookName, detail: string): Promise<Judged> {
  const author = await readScript(place.root, hook)
  if (author === undefined) return { active: false, detail: "its script in .tipstaff/hooks is gone; tipstaff hooks install writes it" }
  return { active: author === "current" || author === "former", detail: `${detail}, ${authors[author]}` }
}

/** In the order in which the hooks look. */
async function findTipstaff(env: Readonly<Record<string, string | undefined>>, root: string): Promise<HooksStatus["program"]> {
  const chosen = env["TIPSTAFF_BIN"]
  if (chosen !== undefined && chosen !== "") {
    const file = isAbsolute(chosen) || /[\\/]/.test(chosen) ? resolve(root, chosen) : chosen
    const usable = await isProgram(file)
    return { found: usable, detail: `TIPSTAFF_BIN names ${chosen}${usable ? "" : ", which is not a program"}`, file: usable ? file : null }
  }
  const local = join(root, "node_modules", ".bin", process.platform === "win32" ? "tipstaff.cmd" : "tipstaff")
  if (await isProgram(local)) return { found: true, detail: "node_modules/.bin/tipstaff", file: local }
  const onPath = await findProgram("tipstaff", env, root)
  if ("missing" in onPath) return { found: false, detail: `${onPath.missing}; every commit and push is blocked until it is`, file: null }
  return { found: true, detail: onPath.installed, file: onPath.installed }
}

async function isProgram(file: string): Promise<boolean> {
  return access(file, process.platform === "win32" ? constants.F_OK : constants.X_OK).then(
    () => true,
    () => false,
  )
}

const switches: readonly { readonly name: string; readonly value: RegExp; readonly manager: Manager }[] = [
  { name: "HUSKY", value: /^0$/, manager: "husky" },
  { name: "LEFTHOOK", value: /^(?:0|false)$/i, manager: "lefthook" },
  { name: "LEFTHOOK_EXCLUDE", value: /tipstaff/, manager: "lefthook" },
  { name: "SKIP", value: /tipstaff-/, manager: "pre-commit" },
]

async function findBypasses(place: HookPlace, env: Readonly<Record<string, string | undefined>>, options: GitOptions): Promise<string[]> {
  const found = switches.flatMap(({ name, value, manager }) =>
    manager === place.manager && value.test(env[name] ?? "") ? [`${name}=${env[name]} switches the hooks off`] : [],
  )
  const aliases = await gitRaw(place.root, ["config", "-z", "--get-regexp", "^alias\\."], options)
  for (const entry of aliases.stdout.toString("utf8").split("\0")) {
    const [name = "", command = ""] = entry.split("\n", 2)
    if (/--no-verify\b|\bcommit\b.*\s-[a-zA-Z]*n\b|core\.hooksPath/i.test(command))
      found.push(`${printable(name)} commits or pushes without hooks: git config --unset ${printable(name)}`)
  }
  if (place.manager !== "git" && place.manager !== "elsewhere") return found
  if (place.manager === "git" && place.hooksPath !== undefined && (await statOf(join(place.commonDir, "hooks", "pre-commit"))) !== undefined)
    found.push(`core.hooksPath is ${place.hooksPath}: the hooks in .git/hooks are passed over`)
  return found
}
