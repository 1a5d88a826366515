/** Our hooks in the files of a host, beside those of others. */
import { isRecord, parseJson } from "../../../base/json.ts"
import { badConfiguration } from "./command-line.ts"
import type { HookCommand, HostConfiguration, Scope } from "./event.ts"
import { isOurs, isOurHook, type HookEntry } from "./our-hooks.ts"
import { type JsonNode, jsonNode, member, valueOf, withChild, withoutChild } from "./json-text.ts"

interface JsonHooks {
  readonly files: Readonly<Record<Scope, readonly string[]>>
  /** Of the format, for hosts that want to read one. */
  readonly version?: number
  readonly hooks: (command: HookCommand) => readonly HookEntry[]
}

const maxLength = 4 * 1024 * 1024

export function jsonConfiguration(host: JsonHooks): HostConfiguration {
  return {
    files: (scope) => host.files[scope],
    executable: false,
    install: (existing, command) => install(existing, host.hooks(command), host.version),
    uninstall,
  }
}

function install(existing: string | undefined, entries: readonly HookEntry[], version: number | undefined): string {
  if (!entries.every((entry) => isOurs(entry.value)))
    throw badConfiguration("the hook's command does not run tipstaff guard", "install the hook with tipstaff")
  const fresh = existing === undefined || existing.trim() === ""
  let text = fresh ? "{}\n" : existing
  if (version !== undefined && member(rootOf(text), "version") === undefined) text = withChild(text, rootOf(text), "version", version)
  for (const entry of entries) text = withEntry(text, entry)
  return text
}

function withEntry(text: string, { event, value }: HookEntry): string {
  const present = eventList(text, event)
  const ours = (present?.children ?? []).map((child) => valueOf(text, child.node)).filter((entry) => containsOurs(entry))
  if (ours.length === 1 && JSON.stringify(ours[0]) === JSON.stringify(value)) return text
  return append(withoutOurs(text, event), event, value)
}

function append(text: string, event: string, value: unknown): string {
  const list = eventList(text, event)
  if (list !== undefined) return withChild(text, list, undefined, value)
  const hooks = hooksOf(text)
  return hooks === undefined ? withChild(text, rootOf(text), "hooks", { [event]: [value] }) : withChild(text, hooks, event, [value])
}

function uninstall(existing: string): string | undefined {
  const before = hooksOf(existing)
  let text = existing
  for (const event of new Set((before?.children ?? []).map((child) => child.name ?? ""))) text = withoutEvent(text, event)
  if (text === existing) return existing
  text = withoutEmpty(text, "hooks")
  const left = rootOf(text).children
  return left.every((child) => child.name === "version") ? undefined : text
}

/** The list goes with the last of its entries when that was ours. What was empty before stays. */
function withoutEvent(text: string, event: string): string {
  if (hooksMember(text, event)?.kind !== "array") return text
  const without = withoutOurs(text, event)
  const [hooks, list] = [hooksOf(without), eventList(without, event)]
  if (without === text || hooks === undefined || list === undefined || list.children.length > 0) return without
  const child = hooks.children.findLast((one) => one.name === event)
  return child === undefined ? without : withoutChild(without, hooks, child)
}

function withoutEmpty(text: string, name: string): string {
  const root = rootOf(text)
  const child = root.children.findLast((one) => one.name === name)
  return child === undefined || child.node.children.length > 0 ? text : withoutChild(text, root, child)
}

function withoutOurs(text: string, event: string): string {
  let left = text
  for (;;) {
    const next = withoutFirst(left, event)
    if (next === undefined) return left
    left = next
  }
}

/** An entry of ours, or ours within a group that holds hooks of others too; undefined when there is none. */
function withoutFirst(text: string, event: string): string | undefined {
  const list = eventList(text, event)
  for (const child of list?.children ?? []) {
    const value = valueOf(text, child.node)
    if (list !== undefined && isOurs(value)) return withoutChild(text, list, child)
    const group = member(child.node, "hooks")
    const ours = group?.kind === "array" ? group.children.find((hook) => isOurHook(valueOf(text, hook.node))) : undefined
    if (group !== undefined && ours !== undefined) return withoutChild(text, group, ours)
  }
  return undefined
}

function containsOurs(entry: unknown): boolean {
  if (isOurs(entry)) return true
  return isRecord(entry) && Array.isArray(entry.hooks) && entry.hooks.some(isOurHook)
}

const repair = "correct the file, or move it away, then install again"

function rootOf(text: string): JsonNode {
  if (text.length > maxLength) throw badConfiguration("the host's settings are too large", repair)
  try {
    parseJson(text, "the host's settings")
  } catch {
    throw badConfiguration("the host's settings are not JSON", repair)
  }
  const root = jsonNode(text)
  if (root.kind !== "object") throw badConfiguration("the host's settings are not a JSON object", repair)
  return root
}

function hooksOf(text: string): JsonNode | undefined {
  const hooks = member(rootOf(text), "hooks")
  if (hooks !== undefined && hooks.kind !== "object") throw badConfiguration("hooks in the host's settings is not an object", repair)
  return hooks
}

function hooksMember(text: string, event: string): JsonNode | undefined {
  const hooks = hooksOf(text)
  return hooks === undefined ? undefined : member(hooks, event)
}

function eventList(text: string, event: string): JsonNode | undefined {
  const list = hooksMember(text, event)
  if (list !== undefined && list.kind !== "array") throw badConfiguration(`hooks.${event} in the host's settings is not a list`, repair)
  return list
}
