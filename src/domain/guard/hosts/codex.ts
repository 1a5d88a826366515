/**
 * OpenAI Codex. It drops the whole answer over one key that it does not know, over an empty reason and over an empty standard
 * error, and then makes the call: nothing here is sent on the chance. Source: its hooks' output parser and schemas.
 */
import { answer, filled, refusal, refusalByJson } from "./answer.ts"
import { claudeTools, responseOf } from "./claude-code.ts"
import { commandLine } from "./command-line.ts"
import { jsonConfiguration } from "./configuration.ts"
import { groupedHooks } from "./our-hooks.ts"
import type { Host, HostEvent, HookDecision, HookOutput, Phase } from "./event.ts"
import { parseEvent } from "./fields.ts"
import { readSnakeCase } from "./snake-case.ts"
import { withText } from "./tool-output.ts"
import type { ToolTable } from "./tools.ts"
import { contextOf, deniedInstead, reasonOf } from "./wording.ts"

const phases: Readonly<Record<string, Phase>> = {
  PreToolUse: "pre",
  PermissionRequest: "pre",
  PostToolUse: "post",
  UserPromptSubmit: "prompt",
  SessionStart: "session",
  SessionEnd: "session",
  Stop: "session",
  StopFailure: "session",
  SubagentStart: "session",
  SubagentStop: "session",
}

const tools: ToolTable = {
  ...claudeTools,
  // A patch in a shell command is applied as a patch.
  Bash: { kind: "shell", command: ["command"], directory: ["workdir"], patch: ["command"] },
  apply_patch: { kind: "file_edit", patch: ["command", "input", "patch"] },
}

function render(event: HostEvent | undefined, asked: HookDecision): HookOutput {
  if (event === undefined) return refusal(asked, { decision: "block", reason: reasonOf(asked) })
  const decision = deniedInstead(asked)
  return (Object.hasOwn(renderers, event.event) ? renderers[event.event] : undefined)?.(event, decision) ?? renderOther(decision)
}

const renderers: Readonly<Record<string, (event: HostEvent, decision: HookDecision) => HookOutput>> = {
  PreToolUse: renderCall,
  PermissionRequest: renderPermission,
  PostToolUse: renderResult,
  UserPromptSubmit: renderTurn,
  Stop: renderTurn,
  SubagentStop: renderTurn,
  SessionStart: (event, decision) => (decision.decision === "deny" ? refusal(decision) : answer(filled(specific(event, contextOf(decision))))),
}

function specific(event: HostEvent, fields: object): { hookSpecificOutput?: object } {
  return filled(fields) === undefined ? {} : { hookSpecificOutput: { hookEventName: event.event, ...fields } }
}

/** A bare `allow` is an error to Codex, so approval is silence. */
function renderCall(event: HostEvent, decision: HookDecision): HookOutput {
  if (decision.decision !== "deny") return answer(filled(specific(event, contextOf(decision))))
  return refusal(decision, specific(event, { permissionDecision: "deny", permissionDecisionReason: reasonOf(decision) }))
}

function renderPermission(event: HostEvent, decision: HookDecision): HookOutput {
  if (decision.decision === "allow") return answer(specific(event, { decision: { behavior: "allow" } }))
  if (decision.decision !== "deny") return answer(undefined)
  return refusal(decision, specific(event, { decision: { behavior: "deny", message: reasonOf(decision) } }))
}

function renderResult(event: HostEvent, decision: HookDecision): HookOutput {
  const hidden = decision.replaceOutput ?? (decision.decision === "deny" ? reasonOf(decision) : undefined)
  const output = hidden === undefined ? {} : { updatedToolOutput: withText(responseOf(event), hidden) }
  const json = specific(event, { ...output, ...contextOf(decision) })
  if (decision.decision !== "deny") return answer(filled(json))
  return refusalByJson(decision, { decision: "block", reason: reasonOf(decision), ...json })
}

function renderTurn(event: HostEvent, decision: HookDecision): HookOutput {
  if (decision.decision === "deny") return refusal(decision, { decision: "block", reason: reasonOf(decision) })
  return answer(event.event === "UserPromptSubmit" ? filled(specific(event, contextOf(decision))) : undefined)
}

function renderOther(decision: HookDecision): HookOutput {
  return decision.decision === "deny" ? refusal(decision) : answer(undefined)
}

export const codex: Host = {
  name: "codex",
  parse: (stdin) => readSnakeCase(parseEvent(stdin), { host: "codex", phases, tools }),
  render,
  configuration: jsonConfiguration({
    files: { project: [".codex/hooks.json"], user: ["~/.codex/hooks.json"] },
    hooks: groupedHooks(
      [
        { event: "PreToolUse", matcher: ".*" },
        { event: "PermissionRequest", matcher: ".*" },
        { event: "PostToolUse", matcher: ".*" },
        { event: "UserPromptSubmit" },
      ],
      (command) => ({ type: "command", command: commandLine(command), timeout: 10, statusMessage: "Tipstaff" }),
    ),
  }),
}
