/** Cline: its event stands in an object named after it, and an exit code other than 0 blocks nothing. Source: its hooks README and protocol. */
import { refusalByJson } from "./answer.ts"
import { scriptConfiguration } from "./script-configuration.ts"
import type { Host, HostEvent, HookDecision, HookOutput, Phase, Tool, ToolInput } from "./event.ts"
import { type Fields, badEvent, field, parseEvent, present, record, requiredText, text, texts } from "./fields.ts"
import { phaseOf } from "./snake-case.ts"
import { textOf } from "./tool-output.ts"
import { type ToolTable, argumentsOf, mcpTool, readInput, shapeOf } from "./tools.ts"
import { contextOf, deniedInstead, reasonOf } from "./wording.ts"

const phases: Readonly<Record<string, Phase>> = {
  PreToolUse: "pre",
  PostToolUse: "post",
  UserPromptSubmit: "prompt",
  TaskStart: "session",
  TaskResume: "session",
  TaskCancel: "session",
  TaskComplete: "session",
  TaskError: "session",
  SessionShutdown: "session",
}

const path = ["path", "absolutePath", "file_path"]

const tools: ToolTable = {
  execute_command: { kind: "shell", command: ["command"] },
  read_file: { kind: "file_read", path },
  write_to_file: { kind: "file_write", path, content: ["content"] },
  new_rule: { kind: "file_write", path, content: ["content"] },
  // The diff holds what is searched for and what replaces it.
  replace_in_file: { kind: "file_edit", path, content: ["diff"] },
  apply_patch: { kind: "file_edit", patch: ["input", "patch"] },
  list_files: { kind: "search", path },
  search_files: { kind: "search", path },
  list_code_definition_names: { kind: "search", path },
  web_fetch: { kind: "web", url: ["url"] },
  browser_action: { kind: "web", url: ["url"] },
  use_subagents: { kind: "subagent" },
}

function parse(stdin: string): HostEvent {
  const fields = parseEvent(stdin)
  const event = requiredText(fields, "hookName")
  const phase = phaseOf(event, phases)
  const details = detailsOf(event, fields, phase)
  const roots = texts(fields, "workspaceRoots") ?? []
  return present({
    host: "cline" as const,
    event,
    phase,
    sessionId: text(fields, "taskId"),
    // Commands start in the first folder of the workspace.
    cwd: roots[0],
    workspaceRoots: roots,
    ...toolOf(details, phase),
    prompt: phase === "prompt" ? { text: text(details, "prompt") ?? "", typedByPerson: false } : undefined,
    output: phase === "post" ? textOf(field(details, "result")) : undefined,
    raw: fields,
  }) as HostEvent
}

function detailsOf(event: string, fields: Fields, phase: Phase): Fields {
  const details = record(fields, `${event.charAt(0).toLowerCase()}${event.slice(1)}`)
  if (details === undefined && (phase === "pre" || phase === "prompt"))
    throw badEvent(`the details of ${phase === "pre" ? "the call" : "the prompt"} are missing`)
  return details ?? {}
}

function toolOf(details: Fields, phase: Phase): { tool: Tool | undefined; input: ToolInput } {
  const name = text(details, "toolName")
  if (name === undefined && phase === "pre") throw badEvent("toolName is missing")
  if (name === undefined) return { tool: undefined, input: {} }
  const args = argumentsOf(field(details, "parameters"), "parameters")
  const served = mcpTool(name, undefined) ?? serverTool(name, args as Fields)
  if (served !== undefined) return { tool: served, input: { args } }
  const shape = shapeOf(name, tools)
  return { tool: { kind: shape.kind, name }, input: readInput(shape, args, phase === "pre") }
}

/** One tool of its own calls those of all servers. */
function serverTool(name: string, args: unknown): Tool | undefined {
  if (name !== "use_mcp_tool" && name !== "access_mcp_resource") return undefined
  const fields = typeof args === "object" && args !== null ? (args as Fields) : {}
  const server = text(fields, "server_name")
  return { kind: "mcp", name: text(fields, "tool_name") ?? name, ...(server === undefined ? {} : { server }) }
}

function render(event: HostEvent | undefined, asked: HookDecision): HookOutput {
  const decision: HookDecision = event === undefined ? { ...asked, decision: "deny" } : deniedInstead(asked)
  const { additionalContext } = contextOf(decision)
  const context = additionalContext === undefined ? {} : { contextModification: additionalContext }
  if (decision.decision === "deny") return refusalByJson(decision, { cancel: true, ...context, errorMessage: reasonOf(decision) })
  return { stdout: JSON.stringify({ cancel: false, ...context }), stderr: "", exitCode: 0 }
}

export const cline: Host = {
  name: "cline",
  parse,
  render,
  configuration: scriptConfiguration({ project: ".clinerules/hooks", user: "~/Documents/Cline/Hooks" }, [
    "PreToolUse",
    "PostToolUse",
    "UserPromptSubmit",
  ]),
}
