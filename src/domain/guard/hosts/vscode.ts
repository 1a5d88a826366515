/** The agent in Visual Studio Code: Claude Code's events and answers, its own tools. Source: its hooks reference. */
import { claudeTools, renderLikeClaude } from "./claude-code.ts"
import { commandLine } from "./command-line.ts"
import { jsonConfiguration } from "./configuration.ts"
import { flatHooks } from "./our-hooks.ts"
import type { Host, Phase } from "./event.ts"
import { parseEvent } from "./fields.ts"
import { readSnakeCase } from "./snake-case.ts"
import type { ToolTable } from "./tools.ts"

const phases: Readonly<Record<string, Phase>> = {
  PreToolUse: "pre",
  PostToolUse: "post",
  UserPromptSubmit: "prompt",
  SessionStart: "session",
  Stop: "session",
  SubagentStart: "session",
  SubagentStop: "session",
}

const path = ["filePath", "file_path", "path"]
const edit = [
  ["oldString", "newString"],
  ["old_string", "new_string"],
] as const

const tools: ToolTable = {
  ...claudeTools,
  run_in_terminal: { kind: "shell", command: ["command"], background: ["isBackground"] },
  runInTerminal: { kind: "shell", command: ["command"], background: ["isBackground"] },
  editFiles: { kind: "file_edit", path, paths: ["files"] },
  create_file: { kind: "file_write", path, content: ["content"] },
  createFile: { kind: "file_write", path, content: ["content"] },
  replace_string_in_file: { kind: "file_edit", path, edit },
  multi_replace_string_in_file: { kind: "file_edit", path, edit, editLists: ["replacements"] },
  insert_edit_into_file: { kind: "file_edit", path, content: ["code"] },
  apply_patch: { kind: "file_edit", patch: ["input", "patch"] },
  read_file: { kind: "file_read", path },
  readFile: { kind: "file_read", path },
  list_dir: { kind: "search", path },
  file_search: { kind: "search" },
  grep_search: { kind: "search" },
  fetch_webpage: { kind: "web" },
}

export const vscode: Host = {
  name: "vscode",
  parse: (stdin) => readSnakeCase(parseEvent(stdin), { host: "vscode", phases, tools }),
  render: renderLikeClaude,
  configuration: jsonConfiguration({
    // It reads Claude Code's settings as well: those of the user are installed there.
    files: { project: [".github/hooks/tipstaff-vscode.json"], user: [] },
    hooks: flatHooks(["PreToolUse", "PostToolUse", "UserPromptSubmit"], (command) => ({
      type: "command",
      command: commandLine(command),
      timeout: 10,
    })),
  }),
}
