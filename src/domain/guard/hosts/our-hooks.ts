/** The entries that we write, and how we know them again: by the command that they run, since hosts refuse keys of others. */
import { isRecord } from "../../../base/json.ts"
import type { HookCommand } from "./event.ts"

export interface HookEntry {
  readonly event: string
  readonly value: object
}

/** One hook per event. */
export function flatHooks(events: readonly string[], hook: (command: HookCommand) => object): (command: HookCommand) => readonly HookEntry[] {
  return (command) => events.map((event) => ({ event, value: hook(command) }))
}

/** A group per event, with a matcher where the event has something to match. */
export function groupedHooks(
  events: readonly { readonly event: string; readonly matcher?: string }[],
  hook: (command: HookCommand) => object,
): (command: HookCommand) => readonly HookEntry[] {
  return (command) =>
    events.map(({ event, matcher }) => ({ event, value: { ...(matcher === undefined ? {} : { matcher }), hooks: [hook(command)] } }))
}

/** An entry in which nothing is of others. */
export function isOurs(entry: unknown): boolean {
  if (!isRecord(entry)) return false
  if (!Array.isArray(entry.hooks)) return isOurHook(entry)
  return entry.hooks.length > 0 && entry.hooks.every(isOurHook)
}

const program = /(?:^|[\\/\s"'])tipstaff(?:\.[a-z]{1,4})?(?=["'\s]|$)/
const subcommand = /[\s"']guard(?=["'\s]|$)/

export function isOurHook(hook: unknown): boolean {
  if (!isRecord(hook)) return false
  return [hook.command, hook.bash].some((command) => typeof command === "string" && runsGuard([command, ...argumentsIn(hook.args)].join(" ")))
}

function argumentsIn(args: unknown): readonly string[] {
  return Array.isArray(args) ? args.filter((word) => typeof word === "string") : []
}

function runsGuard(command: string): boolean {
  return program.test(command) && subcommand.test(command)
}
