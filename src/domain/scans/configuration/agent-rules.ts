/** What gives a coding agent more than its task needs. Keys are the folders of rules/configuration. */
import { printable } from "../../../base/mask.ts"
import type { AgentSettings, McpServer } from "./agent.ts"
import { valueAt, listOf, recordOf, textOf, textsOf, type DataFile, type Path } from "./document.ts"
import { isFloating, parseImage } from "./image-name.ts"
import type { Hit, RuleTable } from "./rule.ts"
import { isLiteralSecret, namesSecret } from "./secret-name.ts"
import { isLocalHost, pipesToShell } from "./shell-text.ts"

export const agentRules: RuleTable<AgentSettings> = {
  *"agent-shell-unrestricted"({ file, allowed }) {
    for (const { path, entry } of allowed) {
      if (/^(?:(?:Bash|PowerShell|Shell)(?:\((?:\*|:\*|\*:\*|\*\*|\s*)\))?|\*)$/i.test(entry)) yield hit(file, path, entry, entry)
    }
    // Gemini CLI: tools that run without a question.
    for (const list of [["tools", "allowed"], ["allowedTools"]]) {
      for (const [index, entry] of listOf(valueAt(file.value, ...list)).entries()) {
        if (entry === "run_shell_command" || entry === "ShellTool") yield hit(file, [...list, index], entry, entry)
      }
    }
  },
  *"agent-shell-risky-command"({ file, allowed }) {
    for (const { path, entry } of allowed) {
      const command = /^(?:Bash|PowerShell)\(([^)]{1,300})\)$/.exec(entry)?.[1] ?? ""
      const program = /^(?:\S{0,100}\/)?([A-Za-z0-9_.+-]{1,60})(?:\s*:?\*|\s+-c\b.*\*|\s+\*)$/.exec(command)?.[1]
      if (program !== undefined && riskyPrograms.has(program.toLowerCase())) yield hit(file, path, entry, printable(entry))
    }
  },
  *"agent-approval-bypass"({ file }) {
    for (const { path, is, detail } of bypassSettings) {
      const value = valueAt(file.value, ...path)
      if (value !== undefined && is(value)) yield hit(file, path, detail, detail)
    }
    const tables: readonly (readonly [Path, unknown])[] = [
      [[], file.value],
      ...Object.entries(recordOf(valueAt(file.value, "profiles"))).map(([name, profile]): readonly [Path, unknown] => [["profiles", name], profile]),
    ]
    for (const [path, table] of tables) {
      if (valueAt(table, "approval_policy") === "never" && valueAt(table, "sandbox_mode") === "danger-full-access") {
        yield hit(
          file,
          [...path, "approval_policy"],
          [...path, "approval_policy"].join("."),
          "approval_policy never with sandbox_mode danger-full-access",
        )
      }
    }
  },
  *"agent-sandbox-off"({ file }) {
    for (const path of [
      ["sandbox_mode"],
      ...Object.keys(recordOf(valueAt(file.value, "profiles"))).map((name) => ["profiles", name, "sandbox_mode"]),
    ]) {
      if (valueAt(file.value, ...path) === "danger-full-access") yield hit(file, path, path.join("."), "sandbox_mode danger-full-access")
    }
    if (valueAt(file.value, "sandbox", "enabled") === false) yield hit(file, ["sandbox", "enabled"], "sandbox.enabled", "sandbox.enabled false")
  },
  *"agent-all-mcp-servers"({ file }) {
    if (valueAt(file.value, "enableAllProjectMcpServers") === true) yield hit(file, ["enableAllProjectMcpServers"], "enableAllProjectMcpServers")
  },
  *"agent-hooks-disabled"({ file }) {
    if (valueAt(file.value, "disableAllHooks") === true) yield hit(file, ["disableAllHooks"], "disableAllHooks")
  },
  *"agent-mcp-plain-http"({ file, servers }) {
    for (const server of servers) {
      const host = /^(?:http|ws):\/\/(?:[^/?#@]{0,300}@)?([^/?#]{1,300})/i.exec(server.url ?? "")?.[1]
      if (host !== undefined && !host.includes("$") && !isLoopback(host))
        yield hit(file, server.path, server.name, `server ${printable(server.name)}, host ${printable(host)}`)
    }
  },
  *"agent-mcp-unpinned-package"({ file, servers }) {
    for (const server of servers) {
      const found = unpinnedPackage(server.words)
      if (found !== undefined) yield hit(file, server.path, `${server.name} ${found}`, `server ${printable(server.name)} starts ${printable(found)}`)
    }
  },
  *"agent-mcp-literal-secret"({ file, servers }) {
    for (const server of servers) yield* literalSecrets(file, server)
  },
  *"agent-hook-pipe-to-shell"({ file, hooks }) {
    for (const { path, command } of hooks) {
      for (const found of pipesToShell(command)) yield hit(file, path, found.what, `download from ${found.what}`)
    }
  },
  *"agent-outside-repository"({ file, servers, allowed }) {
    for (const { path, entry } of allowed) {
      const target = /^(?:Read|Edit|Write|MultiEdit|Glob|Grep)\(([^)]{1,300})\)$/.exec(entry)?.[1]
      if (target !== undefined && /^(?:~(?:\/|$)|\/\/|\/\*\*$|\.\.\/)/.test(target)) yield hit(file, path, entry, printable(entry))
    }
    for (const key of [["permissions", "additionalDirectories"], ["additionalDirectories"], ["context", "includeDirectories"]]) {
      for (const [index, folder] of listOf(valueAt(file.value, ...key)).entries()) {
        if (typeof folder === "string" && leadsOut(folder)) yield hit(file, [...key, index], folder, printable(folder.slice(0, 200)))
      }
    }
    for (const server of servers) {
      if (!server.words.some((word) => /filesystem/.test(word))) continue
      for (const word of server.words) {
        if (/^(?:\/|~\/?|\$HOME\/?|\$\{HOME\}\/?|\$\{env:HOME\}\/?|\/(?:home|Users|root|etc)(?:\/[^/]*)?\/?|[A-Za-z]:[\\/]?)$/.test(word)) {
          yield hit(file, server.path, `${server.name} ${word}`, `server ${printable(server.name)} may use ${printable(word)}`)
        }
      }
    }
  },
  *"agent-env-files-readable"({ file }) {
    if (!/(?:^|\/)\.claude\/settings\.json$/.test(file.path)) return
    const denied = textsOf(valueAt(file.value, "permissions", "deny"))
    if (!denied.some((entry) => /^Read(?:\(.*\.env.*\))?$/.test(entry.slice(0, 300))))
      yield hit(file, ["permissions"], "permissions.deny", "no deny entry covers .env files")
  },
  *"agent-auto-approve"({ file, servers }) {
    for (const server of servers) {
      for (const key of ["autoApprove", "alwaysAllow", "trust"]) {
        const value = server.body[key]
        if (value === true || (Array.isArray(value) && value.length > 0))
          yield hit(file, [...server.path, key], `${server.name} ${key}`, `server ${printable(server.name)}: ${key}`)
      }
    }
  },
  *"agent-endpoint-replaced"({ file }) {
    for (const [name, value] of Object.entries(recordOf(valueAt(file.value, "env")))) {
      if (!/^(?:ANTHROPIC|OPENAI|GOOGLE_GEMINI|GEMINI|AZURE_OPENAI|CLAUDE_CODE_API)_(?:BEDROCK_|VERTEX_)?BASE_URL$/.test(name)) continue
      const host = /^https?:\/\/(?:[^/?#@]{0,300}@)?([^/?#]{1,300})/i.exec(textOf(value) ?? "")?.[1] ?? ""
      if (host !== "" && !isLoopback(host) && !/(?:^|\.)(?:anthropic\.com|openai\.com|googleapis\.com)$/i.test(host))
        yield hit(file, ["env", name], name, `${name} points to ${printable(host)}`)
    }
  },
  *"agent-key-command"({ file }) {
    for (const key of ["apiKeyHelper", "awsAuthRefresh", "awsCredentialExport", "otelHeadersHelper"]) {
      if (typeof valueAt(file.value, key) === "string") yield hit(file, [key], key, key)
    }
  },
}

/** Interpreters and tools with which an allowed prefix becomes any command, or which reach the network or other users. */
const riskyPrograms = new Set(
  (
    "sudo su doas rm dd mkfs chmod chown curl wget nc ncat ssh scp rsync bash sh zsh fish eval exec source python python3 node deno bun perl ruby php lua awk xargs env find npx uvx " +
    "docker podman kubectl terraform aws gcloud az psql mysql iex powershell pwsh cmd osascript"
  ).split(" "),
)

const isTrue = (value: unknown): boolean => value === true

/** Settings that switch the host's own questions off. Sources: the vendors' settings references. */
const bypassSettings: readonly { readonly path: Path; readonly is: (value: unknown) => boolean; readonly detail: string }[] = [
  { path: ["permissions", "defaultMode"], is: (value) => value === "bypassPermissions", detail: "permissions.defaultMode bypassPermissions" },
  { path: ["skipDangerousModePermissionPrompt"], is: isTrue, detail: "skipDangerousModePermissionPrompt" },
  { path: ["dangerouslySkipPermissions"], is: isTrue, detail: "dangerouslySkipPermissions" },
  { path: ["claudeCode.allowDangerouslySkipPermissions"], is: isTrue, detail: "claudeCode.allowDangerouslySkipPermissions" },
  {
    path: ["claudeCode.initialPermissionMode"],
    is: (value) => value === "bypassPermissions",
    detail: "claudeCode.initialPermissionMode bypassPermissions",
  },
  { path: ["chat.tools.autoApprove"], is: isTrue, detail: "chat.tools.autoApprove" },
  { path: ["chat.tools.global.autoApprove"], is: isTrue, detail: "chat.tools.global.autoApprove" },
  { path: ["general", "defaultApprovalMode"], is: (value) => value === "yolo", detail: "general.defaultApprovalMode yolo" },
  { path: ["approvalMode"], is: (value) => value === "yolo", detail: "approvalMode yolo" },
  { path: ["tools", "approvalMode"], is: (value) => value === "yolo", detail: "tools.approvalMode yolo" },
  { path: ["autoAccept"], is: isTrue, detail: "autoAccept" },
  { path: ["tools", "autoAccept"], is: isTrue, detail: "tools.autoAccept" },
  { path: ["yolo"], is: isTrue, detail: "yolo" },
]

function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, "").replaceAll(/[[\]]/g, "")
  // A single-label name is a neighbour in a container network, which plain HTTP may serve; public names and addresses are not.
  return (
    name === "::1" ||
    name === "localhost" ||
    name.startsWith("127.") ||
    name.endsWith(".localhost") ||
    name === "host.docker.internal" ||
    (isLocalHost(name) && !/\d/.test(name))
  )
}

function leadsOut(folder: string): boolean {
  return /^(?:\/|~|\$HOME|\$\{HOME\}|[A-Za-z]:[\\/]|\.\.(?:[\\/]|$))/.test(folder)
}

/** The package an MCP server is started from, when the next start may bring another version. */
function unpinnedPackage(words: readonly string[]): string | undefined {
  let rest = words.length === 1 ? (words[0] ?? "").split(/\s+/) : [...words]
  if (/^cmd(?:\.exe)?$/i.test(rest[0] ?? "") && /^\/c$/i.test(rest[1] ?? "")) rest = rest.slice(2)
  if (/^env$/.test(rest[0] ?? "")) rest = rest.slice(1)
  const program = (rest[0] ?? "")
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.(?:cmd|exe)$/i, "")
  let args = rest.slice(1)
  if (/^(?:docker|podman)$/.test(program)) return unpinnedContainer(args)
  if (/^(?:pnpm|yarn)$/.test(program) && args[0] === "dlx") args = args.slice(1)
  else if (program === "npm" && (args[0] === "exec" || args[0] === "x")) args = args.slice(1)
  else if (program === "pipx" && args[0] === "run") args = args.slice(1)
  else if (program === "uv" && args[0] === "tool" && args[1] === "run") args = args.slice(2)
  else if (!/^(?:npx|bunx|pnpx|uvx)$/.test(program)) return undefined
  const chosen = args.findIndex((arg) => /^(?:-p|--package|--from|--spec)$/.test(arg))
  const inline = args.find((arg) => /^--(?:package|from|spec)=/.test(arg))
  const name = inline?.slice(inline.indexOf("=") + 1) ?? (chosen < 0 ? args.find((arg) => !arg.startsWith("-")) : args[chosen + 1])
  if (name === undefined || /^[.~/]|\$|^[A-Za-z]:\\/.test(name)) return undefined
  const pinned = /^@?[^@]{1,300}@v?\d+\.\d+\.\d+[\w.+-]{0,60}$|==\d|[@#][0-9a-f]{40}$/.test(name.slice(0, 500))
  return pinned ? undefined : name
}

const valueOptions =
  /^(?:-e|--env|-v|--volume|--mount|--name|--network|--net|-p|--publish|-u|--user|-w|--workdir|--entrypoint|--env-file|--add-host|--platform|--memory|-m|--cpus|--label|-l)$/

function unpinnedContainer(args: readonly string[]): string | undefined {
  if (args[0] !== "run") return undefined
  for (let index = 1; index < args.length; index += 1) {
    const arg = args[index]!
    if (valueOptions.test(arg)) index += 1
    else if (!arg.startsWith("-")) {
      const image = parseImage(arg)
      return image && isFloating(image) ? arg : undefined
    }
  }
  return undefined
}

function* literalSecrets(file: DataFile, server: McpServer): Generator<Hit> {
  const about = `server ${printable(server.name)}`
  for (const [name, value] of Object.entries(recordOf(server.body["env"]))) {
    if (namesSecret(name) && isLiteralSecret(textOf(value)))
      yield hit(file, [...server.path, "env", name], `${server.name} env ${name}`, `${about}: env ${printable(name)}`)
  }
  for (const key of ["headers", "http_headers"]) {
    for (const [name, value] of Object.entries(recordOf(server.body[key]))) {
      const text = (textOf(value) ?? "").replace(/^(?:Bearer|Basic|Token)\s+/i, "")
      if ((/^(?:authorization|proxy-authorization|cookie)$/i.test(name) || namesSecret(name)) && isLiteralSecret(text)) {
        yield hit(file, [...server.path, key, name], `${server.name} header ${name}`, `${about}: header ${printable(name)}`)
      }
    }
  }
  for (const [index, word] of server.words.entries()) {
    const inline = /^--?([A-Za-z][\w-]{0,60})=(.{1,500})$/.exec(word)
    const name = inline?.[1] ?? /^--?([A-Za-z][\w-]{0,60})$/.exec(word)?.[1]
    const value = inline?.[2] ?? server.words[index + 1]
    if (name !== undefined && namesSecret(name) && isLiteralSecret(value) && !value.startsWith("-")) {
      yield hit(file, [...server.path, "args"], `${server.name} arg ${name}`, `${about}: argument ${name}`)
    }
  }
}

function hit(file: DataFile, path: Path, subject: string, detail?: string): Hit {
  return { line: file.lineOf(path), subject, ...(detail === undefined ? {} : { detail }) }
}
