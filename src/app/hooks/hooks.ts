/** Handlers of `tipstaff hooks`: show what would change, change it, say what is active. */
import { exitCode } from "../../base/exit-code.ts"
import { printable } from "../../base/mask.ts"
import type { Handler, Result } from "../../base/operation.ts"
import type { World } from "../../base/world.ts"
import { apply, isChange, type Change } from "./change.ts"
import { findPlace, type HookPlace } from "./place.ts"
import { planInstall, planUninstall } from "./plan.ts"
import { hooksStatus, type HooksStatus } from "./status.ts"

interface ChangeInput {
  readonly path?: string | undefined
  readonly dryRun: boolean
}

interface InstallInput extends ChangeInput {
  readonly uninstall: boolean
}

export interface ChangesOutput {
  readonly root: string
  readonly by: HookPlace["manager"]
  readonly written: boolean
  readonly changes: readonly Pick<Change, "path" | "action" | "why">[]
}

export const handleHooksInstall: Handler<InstallInput, ChangesOutput> = (world, input) =>
  input.uninstall ? uninstall(world, input) : install(world, input)

export const handleHooksUninstall: Handler<ChangeInput, ChangesOutput> = uninstall

async function install(world: World, input: ChangeInput): Promise<Result<ChangesOutput>> {
  const place = await placeOf(world, input.path)
  return carryOut(place, await planInstall(place), input.dryRun, "The hooks are in place. Next: tipstaff hooks status")
}

async function uninstall(world: World, input: ChangeInput): Promise<Result<ChangesOutput>> {
  const place = await placeOf(world, input.path)
  return carryOut(place, await planUninstall(place), input.dryRun, "No hook of tipstaff is left.")
}

function placeOf(world: World, path: string | undefined): Promise<HookPlace> {
  return findPlace(path ?? world.cwd, { env: world.env, signal: world.signal })
}

/** What hooks are called in a list for people. */
export const actionWords: Readonly<Record<Change["action"], string>> = {
  create: "create",
  update: "update",
  move: "move to",
  remove: "remove",
  keep: "keep",
  blocked: "cannot",
}

async function carryOut(place: HookPlace, changes: readonly Change[], dryRun: boolean, done: string): Promise<Result<ChangesOutput>> {
  const written = !dryRun && changes.some(isChange)
  if (!dryRun) await apply(changes)
  const blocked = changes.some((change) => change.action === "blocked")
  const lines = changes.map(({ action, path, why }) => `  ${actionWords[action].padEnd(7)} ${printable(path)}  (${printable(why)})\n`)
  const last = dryRun ? "Nothing was written." : blocked ? "Next: do what stands behind cannot, then tipstaff hooks status" : done
  return {
    exitCode: blocked ? exitCode.refused : exitCode.ok,
    data: { root: place.root, by: place.manager, written, changes: changes.map(({ path, action, why }) => ({ path, action, why })) },
    text: `${lines.join("")}${lines.length > 0 ? "\n" : ""}${last}\n`,
  }
}

export const handleHooksStatus: Handler<{ readonly path?: string | undefined }, HooksStatus> = async (world, input) => {
  const place = await placeOf(world, input.path)
  const status = await hooksStatus(place, { env: world.env, signal: world.signal })
  const { hooks, program, bypasses } = status
  const whole = hooks.every((hook) => hook.active) && program.found && bypasses.length === 0
  const lines = [
    ...hooks.map(({ hook, active, by, detail }) => `  ${active ? "active  " : "inactive"} ${hook.padEnd(11)} by ${by}: ${printable(detail)}`),
    `  ${program.found ? "found   " : "missing "} tipstaff: ${printable(program.detail)}`,
    ...bypasses.map((bypass) => `  bypass   ${bypass}`),
  ]
  const next = hooks.some((hook) => !hook.active) ? "\nNext: tipstaff hooks install" : ""
  return { exitCode: whole ? exitCode.ok : exitCode.refused, data: status, text: `${lines.join("\n")}\n${next}${next === "" ? "" : "\n"}` }
}
