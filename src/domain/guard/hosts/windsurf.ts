/** Windsurf's Cascade: exit code 2 on an event that comes before is its only answer. Source: its hooks page. */
import { refusal, silence } from "./answer.ts"
import { commandLine } from "./command-line.ts"
import { jsonConfiguration } from "./configuration.ts"
import { flatHooks } from "./our-hooks.ts"
import type { Host, HostEvent, HookDecision, HookOutput, Phase, Tool, ToolInput } from "./event.ts"
import { type Fields, badEvent, field, parseEvent, present, record, requiredText, text } from "./fields.ts"
import { phaseOf } from "./snake-case.ts"
import { textOf } from "./tool-output.ts"
import { type ToolShape, argumentsOf, readInput } from "./tools.ts"
import { deniedInstead } from "./wording.ts"

const phases: Readonly<Record<string, Phase>> = {
  pre_run_command: "pre",
  pre_write_code: "pre",
  pre_read_code: "pre",
  pre_mcp_tool_use: "pre",
  post_run_command: "post",
  post_write_code: "post",
  post_read_code: "post",
  post_mcp_tool_use: "post",
  pre_user_prompt: "prompt",
}

/** By the event without its `pre_` or `post_`. */
const shapes: Readonly<Record<string, ToolShape>> = {
  run_command: { kind: "shell", command: ["command_line"] },
  write_code: { kind: "file_edit", path: ["file_path"], edit: [["old_string", "new_string"]], editLists: ["edits"] },
  read_code: { kind: "file_read", path: ["file_path"] },
}

function parse(stdin: string): HostEvent {
  const fields = parseEvent(stdin)
  const event = requiredText(fields, "agent_action_name")
  const phase = phaseOf(event, phases)
  const info = record(fields, "tool_info")
  if (info === undefined && (phase === "pre" || phase === "prompt")) throw badEvent("tool_info is missing")
  const details = info ?? {}
  return present({
    host: "windsurf" as const,
    event,
    phase,
    sessionId: text(fields, "trajectory_id"),
    cwd: text(details, "cwd"),
    workspaceRoots: [],
    ...callOf(event, details, phase),
    prompt: phase === "prompt" ? { text: text(details, "user_prompt") ?? "", typedByPerson: false } : undefined,
    output: phase === "post" ? textOf([field(details, "mcp_result"), field(details, "result"), field(details, "output")]) : undefined,
    toolUseId: text(fields, "execution_id"),
    raw: fields,
  }) as HostEvent
}

function callOf(event: string, info: Fields, phase: Phase): { tool: Tool | undefined; input: ToolInput } {
  const name = event.replace(/^(?:pre|post)_/, "")
  if (name === "mcp_tool_use") return serverCall(info)
  const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined
  if (shape === undefined) return { tool: undefined, input: {} }
  return { tool: { kind: shape.kind, name }, input: readInput(shape, info, phase === "pre") }
}

function serverCall(info: Fields): { tool: Tool; input: ToolInput } {
  const server = text(info, "mcp_server_name")
  const args = argumentsOf(field(info, "mcp_tool_arguments"), "mcp_tool_arguments")
  return { tool: { kind: "mcp", name: requiredText(info, "mcp_tool_name"), ...(server === undefined ? {} : { server }) }, input: { args } }
}

function render(event: HostEvent | undefined, asked: HookDecision): HookOutput {
  if (event === undefined) return refusal(asked)
  const decision = deniedInstead(asked)
  return decision.decision === "deny" ? refusal(decision) : silence
}

export const windsurf: Host = {
  name: "windsurf",
  parse,
  render,
  configuration: jsonConfiguration({
    // The second of the user's is that of the JetBrains plugin.
    files: { project: [".windsurf/hooks.json"], user: ["~/.codeium/windsurf/hooks.json", "~/.codeium/hooks.json"] },
    hooks: flatHooks(["pre_run_command", "pre_write_code", "pre_read_code", "pre_mcp_tool_use", "pre_user_prompt"], (command) => ({
      command: commandLine(command),
      show_output: true,
    })),
  }),
}
