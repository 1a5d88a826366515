/** Reads the settings of coding agents into one shape: permissions, MCP servers, hook commands. */
import { valueAt, listOf, recordOf, textOf, textsOf, type DataFile, type Path } from "./document.ts"

export interface McpServer {
  readonly name: string
  readonly path: Path
  readonly body: Readonly<Record<string, unknown>>
  /** Command and arguments as words. */
  readonly words: readonly string[]
  readonly url: string | undefined
}

export interface AgentSettings {
  readonly file: DataFile
  readonly servers: readonly McpServer[]
  readonly hooks: readonly { readonly path: Path; readonly command: string }[]
  /** `permissions.allow` of Claude Code. */
  readonly allowed: readonly { readonly path: Path; readonly entry: string }[]
}

export function agentSettings(file: DataFile): AgentSettings {
  const servers: McpServer[] = []
  for (const key of ["mcpServers", "servers", "mcp_servers", "mcp.servers"]) {
    for (const [name, value] of Object.entries(recordOf(valueAt(file.value, key)))) servers.push(server(name, [key, name], value))
  }
  for (const [name, value] of Object.entries(recordOf(valueAt(file.value, "mcp", "servers"))))
    servers.push(server(name, ["mcp", "servers", name], value))
  // A plugin's .mcp.json may be the map of servers itself.
  if (servers.length === 0 && file.path.endsWith(".mcp.json") && valueAt(file.value, "mcpServers") === undefined) {
    for (const [name, value] of Object.entries(recordOf(file.value))) {
      if (valueAt(value, "command") !== undefined || valueAt(value, "url") !== undefined) servers.push(server(name, [name], value))
    }
  }
  const allowed = listOf(valueAt(file.value, "permissions", "allow")).flatMap((entry, index) =>
    typeof entry === "string" ? [{ path: ["permissions", "allow", index], entry: entry.trim() }] : [],
  )
  return { file, servers, hooks: [...hookCommands(valueAt(file.value, "hooks"), ["hooks"], 0)], allowed }
}

function server(name: string, path: Path, value: unknown): McpServer {
  const body = recordOf(value)
  const command = Array.isArray(body["command"]) ? textsOf(body["command"]) : [textOf(body["command"]) ?? ""]
  const words = [...command, ...textsOf(body["args"])].filter((word) => word !== "")
  return { name, path, body, words, url: textOf(body["url"] ?? body["httpUrl"] ?? body["serverUrl"] ?? body["endpoint"]) }
}

const commandKeys = new Set(["command", "bash", "powershell", "windows", "linux", "osx"])

function* hookCommands(value: unknown, path: Path, depth: number): Generator<{ path: Path; command: string }> {
  if (depth > 8) return
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* hookCommands(item, [...path, index], depth + 1)
    return
  }
  for (const [key, inner] of Object.entries(recordOf(value))) {
    if (typeof inner !== "string") yield* hookCommands(inner, [...path, key], depth + 1)
    else if (commandKeys.has(key)) yield { path: [...path, key], command: inner }
  }
}
