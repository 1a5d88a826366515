/**
 * Cursor. An event takes its own keys only, and one it does not take blocks; silence counts as a failed hook, so no opinion is
 * said. The event may arrive as a here-document behind the command line, with the line break that ends it. Source: the hook
 * engine in its SDK 1.0.18 and its hooks reference.
 */
import { isRecord } from "../../../base/json.ts"
import { refusal, refusalByJson } from "./answer.ts"
import { commandLine } from "./command-line.ts"
import { jsonConfiguration } from "./configuration.ts"
import { flatHooks } from "./our-hooks.ts"
import type { Host, HostEvent, HookDecision, HookOutput, Phase, Tool, ToolInput } from "./event.ts"
import { type Fields, badEvent, field, list, parseEvent, present, requiredText, text, texts } from "./fields.ts"
import { agentOf, phaseOf } from "./snake-case.ts"
import { textOf } from "./tool-output.ts"
import { type ToolTable, argumentsOf, readInput, shapeOf } from "./tools.ts"
import { capped, deniedInstead, reasonOf } from "./wording.ts"

const phases: Readonly<Record<string, Phase>> = {
  preToolUse: "pre",
  beforeShellExecution: "pre",
  beforeMCPExecution: "pre",
  beforeReadFile: "pre",
  beforeTabFileRead: "pre",
  subagentStart: "pre",
  postToolUse: "post",
  postToolUseFailure: "post",
  afterShellExecution: "post",
  afterMCPExecution: "post",
  afterFileEdit: "post",
  afterTabFileEdit: "post",
  beforeSubmitPrompt: "prompt",
  sessionStart: "session",
  sessionEnd: "session",
  stop: "session",
  subagentStop: "session",
}

const path = ["file_path", "path", "target_file"]

const tools: ToolTable = {
  Shell: { kind: "shell", command: ["command"], directory: ["working_directory"], background: ["is_background"] },
  Read: { kind: "file_read", path },
  Write: {
    kind: "file_write",
    path,
    content: ["content", "contents", "code_edit"],
    edit: [["old_string", "new_string"]],
    editLists: ["edits"],
  },
  Delete: { kind: "file_write", path, deletes: true },
  Grep: { kind: "search", path: ["path"] },
  WebFetch: { kind: "web", url: ["url"] },
  WebSearch: { kind: "web" },
  Task: { kind: "subagent" },
}

type Call = { readonly tool: Tool; readonly input: ToolInput }

/** Where an event other than preToolUse keeps its call. */
const calls: Readonly<Record<string, (fields: Fields, required: boolean) => Call>> = {
  beforeShellExecution: shellCall,
  afterShellExecution: shellCall,
  beforeMCPExecution: serverCall,
  afterMCPExecution: serverCall,
  beforeReadFile: (fields) => fileCall("file_read", "Read", fields),
  beforeTabFileRead: (fields) => fileCall("file_read", "TabRead", fields),
  afterFileEdit: (fields) => fileCall("file_edit", "Write", fields),
  afterTabFileEdit: (fields) => fileCall("file_edit", "TabWrite", fields),
  subagentStart: (fields) => ({ tool: { kind: "subagent", name: text(fields, "subagent_type") ?? "Task" }, input: { args: fields } }),
}

function parse(stdin: string): HostEvent {
  const fields = parseEvent(stdin)
  const event = requiredText(fields, "hook_event_name")
  const phase = phaseOf(event, phases)
  const output = field(fields, "tool_output") ?? field(fields, "result_json") ?? field(fields, "output") ?? field(fields, "error_message")
  return present({
    host: "cursor" as const,
    event,
    phase,
    sessionId: text(fields, "session_id") ?? text(fields, "conversation_id"),
    cwd: text(fields, "cwd") || undefined,
    workspaceRoots: texts(fields, "workspace_roots") ?? [],
    agent: agentOf(text(fields, "subagent_id"), text(fields, "subagent_type")),
    ...callOf(event, fields, phase),
    prompt: phase === "prompt" ? { text: text(fields, "prompt") ?? "", typedByPerson: false } : undefined,
    output: phase === "post" ? textOf(answerOf(output)) : undefined,
    toolUseId: text(fields, "tool_use_id"),
    raw: fields,
  }) as HostEvent
}

function callOf(event: string, fields: Fields, phase: Phase): { tool: Tool | undefined; input: ToolInput } {
  const call = Object.hasOwn(calls, event) ? calls[event] : undefined
  if (call !== undefined) return call(fields, phase === "pre")
  const name = text(fields, "tool_name")
  if (name === undefined && phase === "pre") throw badEvent("tool_name is missing")
  if (name === undefined) return { tool: undefined, input: phase === "prompt" ? attachmentsOf(fields) : {} }
  const args = argumentsOf(field(fields, "tool_input"), "tool_input")
  if (name.startsWith("MCP:")) return { tool: { kind: "mcp", name: name.slice(4) }, input: { args } }
  const shape = shapeOf(name, tools)
  return { tool: { kind: shape.kind, name }, input: readInput(shape, args, phase === "pre") }
}

function shellCall(fields: Fields, required: boolean): Call {
  return { tool: { kind: "shell", name: "Shell" }, input: readInput({ kind: "shell", command: ["command"] }, fields, required) }
}

/** The server is told by its address, or by the command that starts it: that one is not what the call runs. */
function serverCall(fields: Fields): Call {
  const server = text(fields, "url") ?? text(fields, "command")
  const args = argumentsOf(field(fields, "tool_input"), "tool_input")
  return { tool: { kind: "mcp", name: requiredText(fields, "tool_name"), ...(server === undefined ? {} : { server }) }, input: { args } }
}

function fileCall(kind: "file_read" | "file_edit", name: string, fields: Fields): Call {
  const shape = { kind, path: ["file_path"], content: ["content"], edit: [["old_string", "new_string"]], editLists: ["edits"] } as const
  const input = readInput(shape, fields, true)
  const attached = attachmentsOf(fields).paths ?? []
  return { tool: { kind, name }, input: { ...input, paths: [...new Set([...(input.paths ?? []), ...attached])] } }
}

function attachmentsOf(fields: Fields): ToolInput {
  const paths = (list(fields, "attachments") ?? []).flatMap((entry) =>
    isRecord(entry) ? (text(entry, "file_path") ?? text(entry, "filePath") ?? []) : [],
  )
  return paths[0] === undefined ? {} : { path: paths[0], paths }
}

/** Answers of tools are JSON within JSON; what only looks like it is text. */
function answerOf(value: unknown): unknown {
  try {
    return argumentsOf(value, "tool_output")
  } catch {
    return value
  }
}

/** What an event takes beside `permission`. */
const permissionKeys: Readonly<Record<string, readonly ("user_message" | "agent_message")[]>> = {
  beforeShellExecution: ["user_message", "agent_message"],
  beforeMCPExecution: ["user_message", "agent_message"],
  preToolUse: ["user_message", "agent_message"],
  beforeReadFile: ["user_message"],
  beforeTabFileRead: [],
  subagentStart: ["user_message"],
}

const canAsk = new Set(["beforeShellExecution", "beforeMCPExecution"])

function render(event: HostEvent | undefined, asked: HookDecision): HookOutput {
  if (event === undefined) return refusal(asked, { permission: "deny", continue: false, user_message: reasonOf(asked) })
  const decision = canAsk.has(event.event) ? asked : deniedInstead(asked)
  const keys = Object.hasOwn(permissionKeys, event.event) ? permissionKeys[event.event] : undefined
  if (keys !== undefined) return renderPermission(keys, decision)
  if (event.event === "beforeSubmitPrompt") return renderPrompt(decision)
  if (event.event === "postToolUse") return renderResult(event, decision)
  const context = event.event === "sessionStart" && decision.context !== undefined ? { additional_context: capped(decision.context) } : {}
  return decision.decision === "deny" ? refusal(decision, {}) : said(context)
}

function said(json: object): HookOutput {
  return { stdout: JSON.stringify(json), stderr: "", exitCode: 0 }
}

function renderPermission(keys: readonly string[], decision: HookDecision): HookOutput {
  if (decision.decision === "allow" || decision.decision === "none") return said({ permission: "allow" })
  const messages = Object.fromEntries(keys.map((key) => [key, reasonOf(decision)]))
  const json = { permission: decision.decision, ...messages }
  return decision.decision === "deny" ? refusal(decision, json) : said(json)
}

function renderPrompt(decision: HookDecision): HookOutput {
  if (decision.decision !== "deny") return said({ continue: true })
  return refusal(decision, { continue: false, user_message: reasonOf(decision) })
}

/** Only what a server's tool has returned can be replaced. */
function renderResult(event: HostEvent, decision: HookDecision): HookOutput {
  const refused = decision.decision === "deny"
  const hidden = decision.replaceOutput ?? (refused ? reasonOf(decision) : undefined)
  const notes = [...(refused ? [reasonOf(decision)] : []), ...(decision.context === undefined ? [] : [decision.context])]
  const json = {
    ...(event.tool?.kind === "mcp" && hidden !== undefined ? { updated_mcp_tool_output: hidden } : {}),
    ...(notes.length === 0 ? {} : { additional_context: capped(notes.join("\n")) }),
  }
  return refused ? refusalByJson(decision, json) : said(json)
}

export const cursor: Host = {
  name: "cursor",
  parse,
  render,
  configuration: jsonConfiguration({
    files: { project: [".cursor/hooks.json"], user: ["~/.cursor/hooks.json"] },
    version: 1,
    // Some versions run a tool without preToolUse, and only the events of one kind of call can ask: both are hooked.
    hooks: flatHooks(
      ["beforeShellExecution", "beforeMCPExecution", "beforeReadFile", "beforeTabFileRead", "preToolUse", "beforeSubmitPrompt", "postToolUse"],
      (command) => ({ command: commandLine(command), timeout: 10, failClosed: true }),
    ),
  }),
}
