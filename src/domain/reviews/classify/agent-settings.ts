/** Which capabilities a change of agent settings adds: MCP servers, tools, permissions, weaker modes, lost hooks. */
import { messageOf } from "../../../base/errors.ts"
import { isRecord } from "../../../base/json.ts"
import type { ChangedFile } from "../../../platform/git-diff.ts"
import { entriesOf, fieldAt, lineHolding, parseFields, parseFrontMatter, type Fields } from "./structured.ts"
import type { Capability } from "./rights.ts"
import type { Reason } from "./work-types.ts"

type Rule =
  /** New entries of a list widen; `covered` entries say nothing new. */
  | { readonly field: string; readonly gains: string; readonly tools?: boolean }
  /** Lost entries of a list widen. */
  | { readonly field: string; readonly loses: string }
  /** Later values of the list are wider; a value that is not in it counts as widest. */
  | { readonly field: string; readonly ranks: readonly string[]; readonly unset: string }
  /** Becoming this value widens. */
  | { readonly field: string; readonly becomes: unknown; readonly says: string }
  /** MCP servers by name. */
  | { readonly servers: string }
  /** Hooks by event. */
  | { readonly hooks: string }

const claudeModes = ["plan", "default", "acceptEdits", "dontAsk", "auto", "bypassPermissions"] as const

// Facts from the hosts' own settings references: Claude Code, Cursor, VS Code, Gemini CLI, Codex, Claude Desktop.
const claude: readonly Rule[] = [
  { field: "permissions.allow", gains: "permission allowed", tools: true },
  { field: "permissions.deny", loses: "denied permission removed" },
  { field: "permissions.ask", loses: "permission no longer asked for" },
  { field: "permissions.additionalDirectories", gains: "folder opened to the agent" },
  { field: "permissions.defaultMode", ranks: claudeModes, unset: "default" },
  { field: "permissions.disableBypassPermissionsMode", loses: "lock of the bypass mode removed" },
  { field: "enableAllProjectMcpServers", becomes: true, says: "every MCP server of the project is trusted" },
  { field: "enabledMcpjsonServers", gains: "MCP server enabled" },
  { field: "disabledMcpjsonServers", loses: "MCP server no longer disabled" },
  { field: "enabledPlugins", gains: "plugin enabled" },
  { field: "disableAllHooks", becomes: true, says: "all hooks are switched off" },
  { field: "sandbox.enabled", becomes: false, says: "the sandbox is switched off" },
  { field: "sandbox.autoAllowBashIfSandboxed", becomes: true, says: "sandboxed shell commands are no longer asked for" },
  { field: "sandbox.allowUnsandboxedCommands", becomes: true, says: "commands may leave the sandbox" },
  { field: "sandbox.excludedCommands", gains: "command leaves the sandbox" },
  { field: "sandbox.network.allowedDomains", gains: "host opened to the agent" },
  { field: "sandbox.filesystem.allowWrite", gains: "folder opened to the agent" },
  { field: "skipDangerousModePermissionPrompt", becomes: true, says: "the warning before the bypass mode is skipped" },
  { servers: "mcpServers" },
  { hooks: "hooks" },
]
const servers: readonly Rule[] = [{ servers: "mcpServers" }, { servers: "servers" }]
const gemini: readonly Rule[] = [
  { servers: "mcpServers" },
  { field: "tools.allowed", gains: "tool allowed without asking", tools: true },
  { field: "tools.core", gains: "tool enabled", tools: true },
  { field: "coreTools", gains: "tool enabled", tools: true },
  { field: "allowedTools", gains: "tool allowed without asking", tools: true },
  { field: "tools.exclude", loses: "excluded tool removed from the list" },
  { field: "excludeTools", loses: "excluded tool removed from the list" },
  { field: "mcp.allowed", gains: "MCP server enabled" },
  { field: "mcp.excluded", loses: "MCP server no longer excluded" },
  { field: "general.defaultApprovalMode", ranks: ["plan", "default", "auto_edit", "yolo"], unset: "default" },
  { field: "security.disableYoloMode", becomes: false, says: "the mode without questions is no longer locked" },
  { field: "tools.sandbox", becomes: false, says: "the sandbox is switched off" },
  { hooks: "hooks" },
]
const codex: readonly Rule[] = [
  { servers: "mcp_servers" },
  { field: "approval_policy", ranks: ["untrusted", "on-request", "granular", "on-failure", "never"], unset: "on-request" },
  { field: "sandbox_mode", ranks: ["read-only", "workspace-write", "danger-full-access"], unset: "read-only" },
  { field: "sandbox_workspace_write.network_access", becomes: true, says: "the agent gets network access" },
  { field: "sandbox_workspace_write.writable_roots", gains: "folder opened to the agent" },
  { field: "tools.web_search", becomes: true, says: "the agent gets web search" },
]
const openCode: readonly Rule[] = [
  { servers: "mcp" },
  { field: "permission", gains: "permission set", tools: true },
  { field: "tools", gains: "tool enabled", tools: true },
]
const agentFile: readonly Rule[] = [
  { field: "tools", gains: "tool added to an agent", tools: true },
  { field: "allowed-tools", gains: "tool allowed to a command or skill", tools: true },
  { field: "disallowedTools", loses: "denied tool removed" },
  { field: "mcpServers", gains: "MCP server added to an agent" },
  { field: "permissionMode", ranks: claudeModes, unset: "default" },
  { hooks: "hooks" },
]

// Our own settings decide what is looked at. The first version of the file widens nothing: before it nothing was guarded. Whose
// signature counts is no matter of this table: a change of people counts nowhere before someone trusted has signed it.
const ownSettings: readonly Rule[] = [
  { field: "classify.ignoredPaths", gains: "path left out of classification" },
  { field: "classify.ignoredHosts", gains: "host that is no longer a new integration" },
  { field: "classify.authPaths", loses: "path no longer counted as authentication" },
  { field: "classify.agentContracts", loses: "path no longer read as an agent contract" },
  { field: "review.exclude", gains: "path left out of the scans" },
  { field: "review.profile", ranks: ["sr", "default"], unset: "default" },
  { field: "review.evidence", gains: "other folder of the evidence" },
  { field: "review.secretStores", loses: "rule about secret stores given up" },
  { field: "secrets.suppress", gains: "secrets no longer reported" },
  // Its allowlists hide secrets, and it turns rules off.
  { field: "secrets.gitleaks", gains: "secrets judged by an imported configuration" },
  { field: "secrets.inlineAllow", ranks: ["false", "true"], unset: "true" },
  { field: "secrets.stores", loses: "rule about secret stores given up" },
  { field: "scans.tools", gains: "scanner setting changed" },
  { field: "scans.tools", loses: "scanner setting given up" },
  { field: "scans.dast", gains: "dynamic scan report or exemption" },
  { field: "scans.sarif", gains: "report taken for a scan" },
  { field: "dependencies.apiUrl", gains: "advisories asked from another address" },
  { field: "dependencies.advisories", gains: "advisories taken from another folder" },
]

interface Kind {
  readonly rules: readonly Rule[]
  /** A new file is a beginning, not a widening. */
  readonly onlyChanges?: boolean
  readonly frontMatter?: boolean
  /** Front matter without `tools:` inherits every tool. */
  readonly inheritsTools?: boolean
}

const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^tipstaff\.yaml$/, { rules: ownSettings, onlyChanges: true }],
  [/(?:^|\/)\.claude\/(?:[\w-]{1,60}\.)?settings(?:\.[\w-]{1,60})?\.json$|(?:^|\/)managed-settings\.json$/, { rules: claude }],
  [
    /(?:^|\/)\.mcp\.json$|(?:^|\/)\.(?:cursor|vscode|roo|kilocode|windsurf|amazonq)\/mcp(?:_config)?\.json$|(?:^|\/)mcp\.json$|(?:^|\/)claude_desktop_config\.json$|(?:^|\/)\.claude\.json$/,
    { rules: servers },
  ],
  [/(?:^|\/)\.gemini\/settings\.json$/, { rules: gemini }],
  [/(?:^|\/)\.codex\/config\.toml$/, { rules: codex }],
  [/(?:^|\/)opencode\.jsonc?$/, { rules: openCode }],
  [/(?:^|\/)\.claude\/agents\/.{1,400}\.md$/, { rules: agentFile, frontMatter: true, inheritsTools: true }],
  [/(?:^|\/)\.claude\/(?:commands|skills)\/.{1,400}\.md$/, { rules: agentFile, frontMatter: true }],
]

export function isAgentSettings(path: string): boolean {
  return kindOf(path) !== undefined
}

function kindOf(path: string): Kind | undefined {
  // Hosts on case-insensitive disks find the file under any spelling.
  const lower = path.toLowerCase()
  return kinds.find(([pattern]) => pattern.test(lower))?.[1]
}

export interface AgentFacts {
  readonly reasons: readonly Reason[]
  readonly capabilities: readonly Capability[]
  /** The file is there but could not be understood; it then counts as a new capability. */
  readonly unread: string | undefined
}

/** The widening that a changed settings file brings. A reordered or shortened list of permissions brings none. */
export function agentFacts(file: ChangedFile): AgentFacts {
  const kind = kindOf(file.path)
  if (!kind || !file.after) return removedFile(file)
  if (file.after.type !== "file" || file.after.text === undefined)
    return closed(file, file.after.unread ?? `it is ${file.after.type === "file" ? "not text" : `a ${file.after.type}`}`)
  let after: Fields
  try {
    after = read(file.after.text, file.path, kind)
  } catch (error) {
    return closed(file, messageOf(error))
  }
  let before: Fields = {}
  try {
    // A file that was moved into place is new there.
    if (file.before?.text !== undefined && isAgentSettings(file.oldPath ?? file.path))
      before = read(file.before.text, file.oldPath ?? file.path, kind)
  } catch {
    // The host could not read the old file either: everything in the new one is new.
  }
  const fresh = kind.onlyChanges === true && file.before === undefined
  const found = fresh ? [] : kind.rules.flatMap((rule) => applyRule(rule, before, after))
  if (kind.inheritsTools && after["tools"] === undefined && (file.before === undefined || before["tools"] !== undefined))
    found.push({ text: "an agent without a list of tools inherits every tool", needle: "name:", capability: { kind: "tool", value: "*" } })
  const text = file.after.text
  return {
    reasons: found.map(({ text: sentence, needle }) => {
      const line = needle === undefined ? undefined : lineHolding(text, file.before?.text, needle)
      return { path: file.path, ...(line === undefined ? {} : { line }), text: sentence }
    }),
    capabilities: found.flatMap(({ capability }) => (capability ? [capability] : [])),
    unread: undefined,
  }
}

function read(text: string, path: string, kind: Kind): Fields {
  return kind.frontMatter ? parseFrontMatter(text, path) : parseFields(text, path)
}

// Deleting settings takes their restrictions away: lists of denials, hooks, a sandbox.
function removedFile(file: ChangedFile): AgentFacts {
  const path = file.oldPath ?? file.path
  const kind = kindOf(path)
  const none = { reasons: [], capabilities: [], unread: undefined }
  if (!kind || kind.frontMatter || file.before?.text === undefined) return none
  try {
    const before = read(file.before.text, path, kind)
    const lost = kind.rules.flatMap((rule) => ("loses" in rule || "hooks" in rule ? applyRule(rule, before, {}) : []))
    return { ...none, reasons: lost.map(({ text }) => ({ path, text: `${text}, because the file was deleted` })) }
  } catch {
    return none
  }
}

function closed(file: ChangedFile, why: string): AgentFacts {
  return {
    reasons: [{ path: file.path, text: "agent settings that could not be read count as a new capability" }],
    capabilities: [],
    unread: `could not be read: ${why}`,
  }
}

interface Widening {
  readonly text: string
  readonly needle?: string
  readonly capability?: Capability
}

function applyRule(rule: Rule, before: Fields, after: Fields): Widening[] {
  if ("servers" in rule) return serverChanges(fieldAt(before, rule.servers), fieldAt(after, rule.servers))
  if ("hooks" in rule) return hookLosses(fieldAt(before, rule.hooks), fieldAt(after, rule.hooks))
  const old = fieldAt(before, rule.field)
  const now = fieldAt(after, rule.field)
  if ("becomes" in rule) return now === rule.becomes && old !== rule.becomes ? [{ text: rule.says, needle: lastStep(rule.field) }] : []
  if ("ranks" in rule) {
    const [from, to] = [old ?? rule.unset, now ?? rule.unset].map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    return from === undefined || to === undefined || rankOf(to, rule.ranks) <= rankOf(from, rule.ranks) || from === to
      ? []
      : [{ text: `${lastStep(rule.field)} widened from ${from} to ${to}`, needle: lastStep(rule.field) }]
  }
  const [oldEntries, newEntries] = [entriesOf(old), entriesOf(now)]
  if ("gains" in rule) {
    return newEntries
      .filter((entry) => !oldEntries.some((held) => covers(held, entry)))
      .map((entry) => ({
        text: `${rule.gains}: ${entry.slice(0, 200)}`,
        needle: entry,
        ...(rule.tools ? { capability: { kind: "tool", value: entry } as const } : {}),
      }))
  }
  return oldEntries.filter((entry) => !newEntries.some((held) => covers(held, entry))).map((entry) => ({ text: `${rule.loses}: ${entry}` }))
}

function lastStep(field: string): string {
  return field.slice(field.lastIndexOf(".") + 1)
}

function rankOf(value: string, ranks: readonly string[]): number {
  const rank = ranks.indexOf(value)
  return rank === -1 ? ranks.length : rank
}

/** Whether one permission entry includes another: `Bash` and `Bash(git:*)` include `Bash(git push)`; `mcp__a` its tools. */
export function covers(held: string, entry: string): boolean {
  if (held === entry || held === "*") return true
  const [tool, scope] = splitEntry(held)
  const [otherTool, otherScope] = splitEntry(entry)
  if (tool !== otherTool) return scope === undefined && tool.startsWith("mcp__") && otherTool.startsWith(`${tool.replace(/__\*$/, "")}__`)
  if (scope === undefined || scope === "*" || scope === "**") return true
  if (otherScope === undefined) return false
  const prefix = /^(.{1,1000}?)(?::\*| \*)$/.exec(scope)?.[1]
  if (prefix === undefined || /[;&|`$<>\n]/.test(otherScope)) return false
  return otherScope === prefix || otherScope.startsWith(`${prefix} `) || otherScope.startsWith(`${prefix}:`)
}

function splitEntry(entry: string): [tool: string, scope: string | undefined] {
  const open = entry.indexOf("(")
  return open === -1 || !entry.endsWith(")") ? [entry, undefined] : [entry.slice(0, open), entry.slice(open + 1, -1)]
}

// What decides which program or service a server is; values of env and headers may be secrets and are compared, never shown.
const identity = ["command", "args", "url", "httpUrl", "serverUrl", "type", "transport", "cwd", "env", "headers"] as const
const widens = ["autoApprove", "alwaysAllow", "includeTools", "tools", "enabledTools"] as const

function serverChanges(before: unknown, after: unknown): Widening[] {
  if (!isRecord(after)) return after === undefined || after === null ? [] : [{ text: "the list of MCP servers has an unknown form" }]
  const old = isRecord(before) ? before : {}
  return Object.entries(after).flatMap(([name, server]): Widening[] => {
    const capability = { kind: "tool", value: `mcp__${name}` } as const
    const was = Object.hasOwn(old, name) ? old[name] : undefined
    if (was === undefined) return [{ text: `MCP server added: ${name}`, needle: name, capability }]
    if (!isRecord(server) || !isRecord(was))
      return JSON.stringify(server) === JSON.stringify(was) ? [] : [{ text: `MCP server changed: ${name}`, needle: name, capability }]
    const found: Widening[] = []
    const differing = identity.filter((field) => JSON.stringify(server[field]) !== JSON.stringify(was[field]))
    if (differing.length > 0) found.push({ text: `MCP server changed: ${name} (${differing.join(", ")})`, needle: name, capability })
    if (isOff(was) && !isOff(server)) found.push({ text: `MCP server enabled: ${name}`, needle: name, capability })
    if (server["trust"] === true && was["trust"] !== true)
      found.push({ text: `MCP server trusted without asking: ${name}`, needle: name, capability })
    for (const field of widens) {
      const held = entriesOf(was[field])
      const gained = entriesOf(server[field]).filter((entry) => !held.includes(entry))
      for (const entry of gained)
        found.push({
          text: `MCP server ${name}: ${field} gained ${entry}`,
          needle: entry,
          capability: { kind: "tool", value: `mcp__${name}__${entry}` },
        })
    }
    const lost = entriesOf(was["excludeTools"]).filter((entry) => !entriesOf(server["excludeTools"]).includes(entry))
    for (const entry of lost) found.push({ text: `MCP server ${name}: excludeTools lost ${entry}` })
    return found
  })
}

function isOff(server: Fields): boolean {
  return server["disabled"] === true || server["enabled"] === false
}

function hookLosses(before: unknown, after: unknown): Widening[] {
  const now = new Set(handlersOf(after).map(({ id }) => id))
  return handlersOf(before)
    .filter(({ id }) => !now.has(id))
    .map(({ event, matcher }) => ({ text: `hook removed or changed: ${event}${matcher === "" ? "" : ` on ${matcher}`}` }))
}

function handlersOf(hooks: unknown): { id: string; event: string; matcher: string }[] {
  if (!isRecord(hooks)) return []
  return Object.entries(hooks).flatMap(([event, groups]) =>
    (Array.isArray(groups) ? groups : []).flatMap((group: unknown) => {
      if (!isRecord(group)) return []
      const matcher = typeof group["matcher"] === "string" ? group["matcher"] : ""
      const handlers: readonly unknown[] = Array.isArray(group["hooks"]) ? group["hooks"] : [group]
      return handlers.map((handler) => ({ id: JSON.stringify([event, matcher, handler]), event, matcher }))
    }),
  )
}
