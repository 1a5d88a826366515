/** The event as Claude Code spells it, which Codex, Gemini CLI, VS Code and one of Copilot's two styles share. */
import type { HostEvent, HostName, Phase, Tool, ToolInput } from "./event.ts"
import { type Fields, badEvent, field, present, record, requiredText, text, texts } from "./fields.ts"
import { textOf } from "./tool-output.ts"
import { type ToolTable, argumentsOf, mcpTool, readInput, shapeOf } from "./tools.ts"

export interface SnakeCaseProtocol {
  readonly host: HostName
  readonly phases: Readonly<Record<string, Phase>>
  readonly tools: ToolTable
  /** Besides `mcp__<server>__<tool>`. */
  readonly serverTool?: (name: string, fields: Fields) => Tool | undefined
  readonly typedByPerson?: (fields: Fields) => boolean
}

/** An event that is not in `phases` is of phase other, and still has its tool. */
export function readSnakeCase(fields: Fields, protocol: SnakeCaseProtocol): HostEvent {
  const event = requiredText(fields, "hook_event_name")
  const phase = phaseOf(event, protocol.phases)
  return present({
    host: protocol.host,
    event,
    phase,
    sessionId: text(fields, "session_id"),
    cwd: text(fields, "cwd"),
    workspaceRoots: texts(fields, "workspace_roots") ?? [],
    permissionMode: text(fields, "permission_mode"),
    agent: agentOf(text(fields, "agent_id"), text(fields, "agent_type")),
    ...toolOf(fields, phase, protocol),
    prompt: promptOf(fields, phase, protocol),
    output: phase === "post" ? textOf([field(fields, "tool_response"), field(fields, "tool_result"), field(fields, "error")]) : undefined,
    toolUseId: text(fields, "tool_use_id"),
    changedFile: phase === "config" ? text(fields, "file_path") : undefined,
    raw: fields,
  }) as HostEvent
}

export function phaseOf(event: string, phases: Readonly<Record<string, Phase>>): Phase {
  return (Object.hasOwn(phases, event) ? phases[event] : undefined) ?? "other"
}

export function agentOf(id: string | undefined, type: string | undefined): { id?: string; type?: string } | undefined {
  return id === undefined && type === undefined ? undefined : present({ id, type })
}

function toolOf(fields: Fields, phase: Phase, protocol: SnakeCaseProtocol): { tool: Tool | undefined; input: ToolInput } {
  const name = text(fields, "tool_name")
  if (name === undefined && phase === "pre") throw badEvent("tool_name is missing")
  if (name === undefined) return { tool: undefined, input: {} }
  const args = argumentsOf(field(fields, "tool_input"), "tool_input")
  const served = mcpTool(name, serverOf(fields)) ?? protocol.serverTool?.(name, fields)
  if (served !== undefined) return { tool: served, input: { args } }
  const shape = shapeOf(name, protocol.tools)
  return { tool: { kind: shape.kind, name }, input: readInput(shape, args, phase === "pre") }
}

function serverOf(fields: Fields): string | undefined {
  const server = record(fields, "mcp_server")
  return server === undefined ? undefined : text(server, "name")
}

function promptOf(fields: Fields, phase: Phase, protocol: SnakeCaseProtocol): HostEvent["prompt"] {
  if (phase !== "prompt") return undefined
  return { text: text(fields, "prompt") ?? "", typedByPerson: protocol.typedByPerson?.(fields) ?? false }
}
