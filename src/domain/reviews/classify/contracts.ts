/** Whether the contract of an agent grants more than before: tools, permissions, decisions, hosts, paths, autonomy. */
import { messageOf } from "../../../base/errors.ts"
import type { ChangedFile } from "../../../platform/git-diff.ts"
import { covers } from "./agent-settings.ts"
import type { Capability } from "./rights.ts"
import { entriesOf, fieldAt, lineHolding, parseFields, parseFrontMatter, type Fields } from "./structured.ts"
import type { Reason } from "./work-types.ts"

interface Granted {
  readonly fields: readonly string[]
  readonly what: string
  readonly kind: Capability["kind"]
}

const granted: readonly Granted[] = [
  { fields: ["tools", "permissions.tools", "mcp_servers", "mcpServers"], what: "tool", kind: "tool" },
  { fields: ["permissions.allow", "permissions"], what: "permission", kind: "tool" },
  { fields: ["decision_rights", "decisionRights", "decisions"], what: "decision right", kind: "decision" },
  { fields: ["hosts", "permissions.hosts", "network"], what: "host", kind: "host" },
  { fields: ["paths", "permissions.paths"], what: "path", kind: "path" },
]
const forbidden = ["permissions.deny", "disallowedTools", "forbidden", "prohibited", "denied"]
const autonomyFields = ["autonomy", "autonomy_level", "autonomyLevel", "level"]
const statusFields = ["status", "state"]

export interface ContractFacts {
  readonly reasons: readonly Reason[]
  /** Tools and hosts that are new: a new capability of the agent as well (S1.2-2). */
  readonly capabilities: readonly Capability[]
  readonly unread: string | undefined
}

/** `file` is one of the configured agent contracts. */
export function contractFacts(file: ChangedFile): ContractFacts {
  const none = { reasons: [], capabilities: [], unread: undefined }
  if (!file.after) return none
  const text = file.after.text
  if (file.after.type !== "file" || text === undefined) return closed(file, file.after.unread ?? "it is not a text file")
  let after: Fields
  try {
    after = read(text, file.path)
  } catch (error) {
    return closed(file, messageOf(error))
  }
  let before: Fields = {}
  try {
    if (file.before?.text !== undefined) before = read(file.before.text, file.oldPath ?? file.path)
  } catch {
    // What could not be read granted nothing that is known.
  }
  const reasons: Reason[] = []
  const capabilities: Capability[] = []
  const say = (sentence: string, needle: string) => {
    const line = lineHolding(text, file.before?.text, needle)
    reasons.push({ path: file.path, ...(line === undefined ? {} : { line }), text: sentence })
  }
  for (const { fields, what, kind } of granted) {
    const held = collect(before, fields)
    for (const entry of collect(after, fields)) {
      if (held.some((right) => covers(right, entry))) continue
      say(`${what} granted: ${entry}`, entry.slice(entry.lastIndexOf(": ") === -1 ? 0 : entry.lastIndexOf(": ") + 2))
      if (!capabilities.some((known) => known.kind === kind && known.value === entry)) capabilities.push({ kind, value: entry })
    }
  }
  const stillForbidden = collect(after, forbidden)
  for (const entry of collect(before, forbidden)) {
    if (!stillForbidden.includes(entry)) reasons.push({ path: file.path, text: `no longer forbidden: ${entry}` })
  }
  for (const field of autonomyFields) {
    const [from, to] = [levelOf(fieldAt(before, field)), levelOf(fieldAt(after, field))]
    if (to !== undefined && to > (from ?? (file.before ? to : -1))) say(`${field} raised${from === undefined ? "" : ` from ${from}`} to ${to}`, field)
  }
  for (const field of statusFields) {
    const [from, to] = [fieldAt(before, field), fieldAt(after, field)]
    if (isStatus(to, "active") && !isStatus(from, "active")) say(`${field} becomes Active${typeof from === "string" ? ` (was ${from})` : ""}`, field)
  }
  return { reasons, capabilities, unread: undefined }
}

function read(text: string, path: string): Fields {
  return path.toLowerCase().endsWith(".md") ? parseFrontMatter(text, path) : parseFields(text, path)
}

function collect(fields: Fields, names: readonly string[]): string[] {
  return [
    ...new Set(
      names.flatMap((name) => {
        const value = fieldAt(fields, name)
        // `permissions` may be a list; its known groups are collected under their own names.
        if (name === "permissions" && typeof value === "object" && value !== null && !Array.isArray(value)) {
          const { allow: _allow, tools: _tools, hosts: _hosts, paths: _paths, deny: _deny, ask: _ask, ...rest } = value as Fields
          return entriesOf(rest)
        }
        return entriesOf(value)
      }),
    ),
  ]
}

// L0 … L4, or a number.
function levelOf(value: unknown): number | undefined {
  if (typeof value === "number") return value
  const digits = typeof value === "string" ? /^L?(\d)\b/i.exec(value.trim())?.[1] : undefined
  return digits === undefined ? undefined : Number(digits)
}

function isStatus(value: unknown, wanted: string): boolean {
  return typeof value === "string" && value.trim().toLowerCase() === wanted
}

function closed(file: ChangedFile, why: string): ContractFacts {
  return {
    reasons: [{ path: file.path, text: "an agent contract that could not be read counts as widened" }],
    capabilities: [],
    unread: `could not be read: ${why}`,
  }
}
