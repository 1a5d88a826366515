/**
 * GitHub Copilot: command line and cloud agent. The style of an event follows the spelling of its key in the settings. Source:
 * its hooks reference and the types of its SDK 1.0.14.
 */
import { answer, refusal, refusalByJson } from "./answer.ts"
import { claudeTools } from "./claude-code.ts"
import { commandLine, powershellLine } from "./command-line.ts"
import { jsonConfiguration } from "./configuration.ts"
import { flatHooks } from "./our-hooks.ts"
import type { Host, HostEvent, HookDecision, HookOutput, Phase, Tool, ToolInput } from "./event.ts"
import { type Fields, badEvent, field, parseEvent, present, text } from "./fields.ts"
import { phaseOf, readSnakeCase } from "./snake-case.ts"
import { textOf } from "./tool-output.ts"
import { type ToolTable, argumentsOf, mcpTool, readInput, shapeOf } from "./tools.ts"
import { contextOf, deniedInstead, reasonOf } from "./wording.ts"

const camelPhases: Readonly<Record<string, Phase>> = {
  preToolUse: "pre",
  permissionRequest: "pre",
  postToolUse: "post",
  postToolUseFailure: "post",
  userPromptSubmitted: "prompt",
  userPromptTransformed: "prompt",
  sessionStart: "session",
  sessionEnd: "session",
  agentStop: "session",
  subagentStart: "session",
  subagentStop: "session",
}

const pascalPhases: Readonly<Record<string, Phase>> = {
  ...Object.fromEntries(Object.entries(camelPhases).map(([event, phase]) => [`${event.charAt(0).toUpperCase()}${event.slice(1)}`, phase])),
  UserPromptSubmit: "prompt",
  Stop: "session",
}

const path = ["path", "file_path", "filePath"]
const content = ["file_text", "content"]
const edit = [
  ["old_str", "new_str"],
  ["old_string", "new_string"],
] as const
const patch = ["input", "patch", "command"]

const camelTools: ToolTable = {
  bash: { kind: "shell", dialect: "posix", command: ["command"], background: ["async"] },
  powershell: { kind: "shell", dialect: "powershell", command: ["command"], background: ["async"] },
  // What is typed into a shell that runs already.
  write_bash: { kind: "shell", dialect: "posix", command: ["input"] },
  write_powershell: { kind: "shell", dialect: "powershell", command: ["input"] },
  view: { kind: "file_read", path },
  create: { kind: "file_write", path, content },
  edit: { kind: "file_edit", path, edit, content },
  str_replace_editor: { kind: "file_edit", path, edit, content },
  apply_patch: { kind: "file_edit", patch },
  grep: { kind: "search", path },
  glob: { kind: "search", path },
  web_fetch: { kind: "web", url: ["url"] },
  task: { kind: "subagent" },
}

/** Claude Code's names for the tools, with the arguments that Copilot's tools have. */
const pascalTools: ToolTable = {
  ...claudeTools,
  // Also PowerShell under this name.
  Bash: { kind: "shell", command: ["command"], background: ["async", "run_in_background"] },
  Read: { kind: "file_read", path },
  Write: { kind: "file_write", path, content },
  Edit: { kind: "file_edit", path, edit, content, patch },
}

function parse(stdin: string): HostEvent {
  const fields = parseEvent(stdin)
  if (field(fields, "hook_event_name") !== undefined) return readSnakeCase(fields, { host: "copilot", phases: pascalPhases, tools: pascalTools })
  return readCamelCase(fields)
}

/** This style does not name its event: what is in it tells. */
function readCamelCase(fields: Fields): HostEvent {
  const event = text(fields, "hookEventName") ?? text(fields, "hookName") ?? eventOf(fields)
  const phase = phaseOf(event, camelPhases)
  return present({
    host: "copilot" as const,
    event,
    phase,
    sessionId: text(fields, "sessionId"),
    cwd: text(fields, "cwd"),
    workspaceRoots: [],
    ...toolOf(fields, phase),
    prompt: phase === "prompt" ? { text: text(fields, "prompt") ?? "", typedByPerson: false } : undefined,
    output: phase === "post" ? textOf([field(fields, "toolResult"), field(fields, "error")]) : undefined,
    toolUseId: text(fields, "toolCallId"),
    raw: fields,
  }) as HostEvent
}

function eventOf(fields: Fields): string {
  const tool = field(fields, "toolName") !== undefined
  if (tool && field(fields, "toolResult") !== undefined) return "postToolUse"
  if (tool && field(fields, "error") !== undefined) return "postToolUseFailure"
  if (tool) return "preToolUse"
  if (field(fields, "prompt") !== undefined) return "userPromptSubmitted"
  if (field(fields, "timestamp") === undefined && field(fields, "sessionId") === undefined) throw badEvent("the hook's input is no event")
  return "unknown"
}

function toolOf(fields: Fields, phase: Phase): { tool: Tool | undefined; input: ToolInput } {
  const name = text(fields, "toolName")
  if (name === undefined && phase === "pre") throw badEvent("toolName is missing")
  if (name === undefined) return { tool: undefined, input: {} }
  const args = argumentsOf(field(fields, "toolArgs"), "toolArgs")
  const served = mcpTool(name, undefined)
  if (served !== undefined) return { tool: served, input: { args } }
  const shape = shapeOf(name, camelTools)
  return { tool: { kind: shape.kind, name }, input: readInput(shape, args, phase === "pre") }
}

/** The cloud agent works here, with nobody to ask. */
const cloudFolder = /^\/workspace(?:\/|$)/

/** Flat in both styles. An exit code other than 0 refuses a call, and loses the JSON of every other event. */
function render(event: HostEvent | undefined, asked: HookDecision): HookOutput {
  if (event === undefined) return refusal(asked, { permissionDecision: "deny", permissionDecisionReason: reasonOf(asked) })
  const camel = `${event.event.charAt(0).toLowerCase()}${event.event.slice(1)}`
  if (camel === "preToolUse") return renderCall(cloudFolder.test(event.cwd ?? "") ? deniedInstead(asked) : asked)
  if (camel === "permissionRequest") return renderPermission(asked)
  const decision = deniedInstead(asked)
  if (camel === "postToolUse") return renderResult(decision)
  if (decision.decision !== "deny") return answer(undefined)
  const stop = camel === "agentStop" || camel === "subagentStop" || camel === "stop"
  return stop ? refusalByJson(decision, { decision: "block", reason: reasonOf(decision) }) : refusal(decision)
}

function renderCall(decision: HookDecision): HookOutput {
  if (decision.decision === "none") return answer(undefined)
  const json = { permissionDecision: decision.decision, permissionDecisionReason: reasonOf(decision) }
  return decision.decision === "deny" ? refusal(decision, json) : answer(json)
}

/** The host is about to ask the person: `ask` leaves it to that. */
function renderPermission(decision: HookDecision): HookOutput {
  if (decision.decision === "allow") return answer({ behavior: "allow" })
  if (decision.decision === "deny") return refusalByJson(decision, { behavior: "deny", message: reasonOf(decision) })
  return answer(undefined)
}

function renderResult(decision: HookDecision): HookOutput {
  const hidden = decision.replaceOutput ?? (decision.decision === "deny" ? reasonOf(decision) : undefined)
  const result = hidden === undefined ? {} : { modifiedResult: { resultType: "success", textResultForLlm: hidden } }
  const json = { ...result, ...contextOf(decision) }
  if (decision.decision === "deny") return refusalByJson(decision, json)
  return answer(Object.keys(json).length === 0 ? undefined : json)
}

export const copilot: Host = {
  name: "copilot",
  parse,
  render,
  configuration: jsonConfiguration({
    files: { project: [".github/hooks/tipstaff.json"], user: ["~/.copilot/hooks/tipstaff.json"] },
    version: 1,
    hooks: flatHooks(["preToolUse", "postToolUse", "userPromptSubmitted"], (command) => ({
      type: "command",
      bash: commandLine(command),
      powershell: powershellLine(command),
      timeoutSec: 10,
    })),
  }),
}
