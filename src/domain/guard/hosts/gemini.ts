/** Gemini CLI. Source: its hooks reference. */
import { answer, filled, refusal, refusalByJson } from "./answer.ts"
import { commandLine } from "./command-line.ts"
import { jsonConfiguration } from "./configuration.ts"
import { groupedHooks } from "./our-hooks.ts"
import type { Host, HostEvent, HookDecision, HookOutput, Phase, Tool } from "./event.ts"
import { type Fields, parseEvent, record, text } from "./fields.ts"
import { readSnakeCase } from "./snake-case.ts"
import type { ToolTable } from "./tools.ts"
import { contextOf, deniedInstead, reasonOf } from "./wording.ts"

const phases: Readonly<Record<string, Phase>> = {
  BeforeTool: "pre",
  AfterTool: "post",
  BeforeAgent: "prompt",
  SessionStart: "session",
  SessionEnd: "session",
  AfterAgent: "session",
}

const tools: ToolTable = {
  run_shell_command: { kind: "shell", command: ["command"], directory: ["directory", "dir_path"], background: ["is_background"] },
  read_file: { kind: "file_read", path: ["file_path", "absolute_path"] },
  read_many_files: { kind: "search", paths: ["paths", "include"] },
  list_directory: { kind: "search", path: ["dir_path", "path"] },
  write_file: { kind: "file_write", path: ["file_path"], content: ["content"] },
  replace: { kind: "file_edit", path: ["file_path"], edit: [["old_string", "new_string"]] },
  glob: { kind: "search", path: ["dir_path", "path"] },
  grep_search: { kind: "search", path: ["dir_path", "path"] },
  search_file_content: { kind: "search", path: ["dir_path", "path"] },
  web_fetch: { kind: "web", url: ["url"] },
  google_web_search: { kind: "web" },
}

/** `mcp_<server>_<tool>` does not say where the server's name ends; the context does. */
function serverTool(name: string, fields: Fields): Tool | undefined {
  const context = record(fields, "mcp_context")
  if (context === undefined && !name.startsWith("mcp_")) return undefined
  const server = context === undefined ? undefined : text(context, "server_name")
  const own = context === undefined ? undefined : text(context, "tool_name")
  return { kind: "mcp", name: own ?? name, ...(server === undefined ? {} : { server }) }
}

const takesContext = new Set(["AfterTool", "BeforeAgent", "SessionStart"])

/** It leaves questions to its policy engine, so a hook cannot ask. */
function render(event: HostEvent | undefined, asked: HookDecision): HookOutput {
  if (event === undefined) return refusal(asked, { decision: "deny", reason: reasonOf(asked) })
  const decision = deniedInstead(asked)
  if (event.phase === "post" && decision.replaceOutput !== undefined) return replaced(event, decision, decision.replaceOutput)
  if (decision.decision === "deny") return refusal(decision, { decision: "deny", reason: reasonOf(decision) })
  const approval = decision.decision === "allow" && event.phase === "pre" ? { decision: "allow", reason: reasonOf(decision) } : {}
  return answer(filled({ ...approval, ...specific(event, decision) }))
}

/** The reason of a refused result takes the place of the output. Exit code 2 would take standard error instead. */
function replaced(event: HostEvent, decision: HookDecision, output: string): HookOutput {
  const json = { decision: "deny", reason: output === "" ? reasonOf(decision) : output, ...specific(event, decision) }
  return decision.decision === "deny" ? refusalByJson(decision, json) : answer(json)
}

function specific(event: HostEvent, decision: HookDecision): { hookSpecificOutput?: object } {
  const told = contextOf(decision)
  return takesContext.has(event.event) && filled(told) !== undefined ? { hookSpecificOutput: { hookEventName: event.event, ...told } } : {}
}

export const gemini: Host = {
  name: "gemini",
  parse: (stdin) => readSnakeCase(parseEvent(stdin), { host: "gemini", phases, tools, serverTool }),
  render,
  configuration: jsonConfiguration({
    files: { project: [".gemini/settings.json"], user: ["~/.gemini/settings.json"] },
    hooks: groupedHooks(
      [{ event: "BeforeTool", matcher: ".*" }, { event: "AfterTool", matcher: ".*" }, { event: "BeforeAgent" }],
      // In milliseconds.
      (command) => ({ type: "command", name: "tipstaff", command: commandLine(command), timeout: 10_000 }),
    ),
  }),
}
