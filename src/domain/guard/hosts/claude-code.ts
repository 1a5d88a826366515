/** Claude Code. Source: its hooks reference and the types of its agent SDK, 0.3.329. */
import { answer, filled, refusal, refusalByJson } from "./answer.ts"
import { jsonConfiguration } from "./configuration.ts"
import { groupedHooks } from "./our-hooks.ts"
import type { Host, HostEvent, HookDecision, HookOutput, Phase } from "./event.ts"
import { type Fields, field, parseEvent } from "./fields.ts"
import { readSnakeCase } from "./snake-case.ts"
import { withText } from "./tool-output.ts"
import type { ToolTable } from "./tools.ts"
import { capped, contextOf, deniedInstead, reasonOf } from "./wording.ts"

const phases: Readonly<Record<string, Phase>> = {
  PreToolUse: "pre",
  PermissionRequest: "pre",
  PostToolUse: "post",
  PostToolUseFailure: "post",
  UserPromptSubmit: "prompt",
  UserPromptExpansion: "prompt",
  SessionStart: "session",
  SessionEnd: "session",
  Stop: "session",
  StopFailure: "session",
  SubagentStart: "session",
  SubagentStop: "session",
  ConfigChange: "config",
}

const replaced = [["old_string", "new_string"]] as const

export const claudeTools: ToolTable = {
  Bash: { kind: "shell", dialect: "posix", command: ["command"], background: ["run_in_background"] },
  PowerShell: { kind: "shell", dialect: "powershell", command: ["command"], background: ["run_in_background"] },
  Write: { kind: "file_write", path: ["file_path"], content: ["content"] },
  Edit: { kind: "file_edit", path: ["file_path"], edit: replaced },
  MultiEdit: { kind: "file_edit", path: ["file_path"], edit: replaced, editLists: ["edits"] },
  NotebookEdit: { kind: "file_edit", path: ["notebook_path"], content: ["new_source"] },
  Read: { kind: "file_read", path: ["file_path"] },
  NotebookRead: { kind: "file_read", path: ["notebook_path"] },
  Glob: { kind: "search", path: ["path"] },
  Grep: { kind: "search", path: ["path"] },
  LS: { kind: "search", path: ["path"] },
  WebFetch: { kind: "web", url: ["url"] },
  WebSearch: { kind: "web" },
  Agent: { kind: "subagent" },
  Task: { kind: "subagent" },
}

/** `source` tells what a person typed in the composer from what a program or a timer sent. */
function typedByPerson(fields: Fields): boolean {
  return field(fields, "source") === "user" && field(fields, "agent_id") === undefined
}

export function renderLikeClaude(event: HostEvent | undefined, decision: HookDecision): HookOutput {
  if (event === undefined) return refusal(decision, { decision: "block", reason: reasonOf(decision) })
  return (Object.hasOwn(renderers, event.event) ? renderers[event.event] : undefined)?.(event, decision) ?? renderOther(event, decision)
}

const renderers: Readonly<Record<string, (event: HostEvent, decision: HookDecision) => HookOutput>> = {
  PreToolUse: renderCall,
  PermissionRequest: renderPermission,
  PostToolUse: renderResult,
  UserPromptSubmit: renderPrompt,
  UserPromptExpansion: renderPrompt,
  Elicitation: renderElicitation,
  ElicitationResult: renderElicitation,
}

function specific(event: HostEvent, fields: object): { hookSpecificOutput?: object } {
  return filled(fields) === undefined ? {} : { hookSpecificOutput: { hookEventName: event.event, ...fields } }
}

function renderCall(event: HostEvent, decision: HookDecision): HookOutput {
  if (decision.decision === "none") return answer(filled(specific(event, contextOf(decision))))
  const verdict = { permissionDecision: decision.decision, permissionDecisionReason: reasonOf(decision), ...contextOf(decision) }
  const json = specific(event, verdict)
  return decision.decision === "deny" ? refusal(decision, json) : answer(json)
}

/** Exit code 2 means nothing here. The host is about to ask the person, so `ask` leaves it to that and says why. */
function renderPermission(event: HostEvent, decision: HookDecision): HookOutput {
  if (decision.decision === "none") return answer(undefined)
  if (decision.decision === "ask") return answer({ systemMessage: reasonOf(decision) })
  if (decision.decision === "allow") return answer(specific(event, { decision: { behavior: "allow" } }))
  return refusalByJson(decision, specific(event, { decision: { behavior: "deny", message: reasonOf(decision), interrupt: false } }))
}

/** The call has happened: what can be stopped is that the model reads its output. */
function renderResult(event: HostEvent, asked: HookDecision): HookOutput {
  const decision = deniedInstead(asked)
  const hidden = decision.replaceOutput ?? (decision.decision === "deny" ? reasonOf(decision) : undefined)
  const output = hidden === undefined ? {} : { updatedToolOutput: withText(responseOf(event), capped(hidden)) }
  const json = specific(event, { ...output, ...contextOf(decision) })
  if (decision.decision !== "deny") return answer(filled(json))
  return refusalByJson(decision, { decision: "block", reason: reasonOf(decision), ...json })
}

export function responseOf(event: HostEvent): unknown {
  return field(event.raw as Fields, "tool_response")
}

function renderPrompt(event: HostEvent, asked: HookDecision): HookOutput {
  const decision = deniedInstead(asked)
  const json = specific(event, { ...contextOf(decision), ...(decision.hidePrompt === true ? { suppressOriginalPrompt: true } : {}) })
  if (decision.decision !== "deny") return answer(filled(json))
  return refusal(decision, { decision: "block", reason: reasonOf(decision), ...json })
}

function renderElicitation(event: HostEvent, asked: HookDecision): HookOutput {
  const decision = deniedInstead(asked)
  return decision.decision === "deny" ? refusal(decision, specific(event, { action: "decline" })) : answer(undefined)
}

const takesContext = new Set(["SessionStart", "SubagentStart", "Stop", "SubagentStop", "PostToolUseFailure", "PostToolBatch"])

function renderOther(event: HostEvent, asked: HookDecision): HookOutput {
  const decision = deniedInstead(asked)
  if (decision.decision === "deny") return refusal(decision, { decision: "block", reason: reasonOf(decision) })
  return answer(takesContext.has(event.event) ? filled(specific(event, contextOf(decision))) : undefined)
}

export const claudeCode: Host = {
  name: "claude-code",
  parse: (stdin) => readSnakeCase(parseEvent(stdin), { host: "claude-code", phases, tools: claudeTools, typedByPerson }),
  render: renderLikeClaude,
  configuration: jsonConfiguration({
    files: { project: [".claude/settings.json"], user: ["~/.claude/settings.json"] },
    hooks: groupedHooks(
      [{ event: "PreToolUse", matcher: "*" }, { event: "PostToolUse", matcher: "*" }, { event: "UserPromptSubmit" }, { event: "ConfigChange" }],
      // With args the host starts the program itself, without a shell.
      ({ program, args }) => ({ type: "command", command: program, args: [...args], timeout: 10, onFailure: "block", statusMessage: "Tipstaff" }),
    ),
  }),
}
