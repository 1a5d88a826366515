import { expect, test } from "vitest"
import { type HostName, hosts } from "./hosts.ts"
import claude from "./test-data/claude-code.json" with { type: "json" }
import cline from "./test-data/cline.json" with { type: "json" }
import codex from "./test-data/codex.json" with { type: "json" }
import copilot from "./test-data/copilot.json" with { type: "json" }
import cursor from "./test-data/cursor.json" with { type: "json" }
import gemini from "./test-data/gemini.json" with { type: "json" }
import vscode from "./test-data/vscode.json" with { type: "json" }
import windsurf from "./test-data/windsurf.json" with { type: "json" }
import { writtenTexts } from "./written.ts"

/** Without the event and the arguments as they came. */
function parsed(host: HostName, shape: unknown) {
  const { raw, host: name, input, ...rest } = hosts[host].parse(JSON.stringify(shape))
  const { args: _args, ...known } = input
  expect([raw, name]).toEqual([shape, host])
  return { ...rest, input: known }
}

const claudeSession = { sessionId: "s-17", cwd: "/home/ada/shop", workspaceRoots: [] }

test.each([
  [
    "shell",
    claude.shell,
    {
      ...claudeSession,
      event: "PreToolUse",
      phase: "pre",
      permissionMode: "acceptEdits",
      tool: { kind: "shell", name: "Bash" },
      input: { command: "make clean", dialect: "posix", background: true },
      toolUseId: "toolu_77",
    },
  ],
  [
    "PowerShell",
    claude.powershell,
    {
      ...claudeSession,
      cwd: "C:\\shop",
      event: "PreToolUse",
      phase: "pre",
      tool: { kind: "shell", name: "PowerShell" },
      input: { command: "Remove-Item -Recurse out", dialect: "powershell" },
      toolUseId: "toolu_78",
    },
  ],
  [
    "a subagent's write",
    claude.subagentWrite,
    {
      ...claudeSession,
      event: "PreToolUse",
      phase: "pre",
      agent: { id: "a-2", type: "builder" },
      tool: { kind: "file_write", name: "Write" },
      input: { path: "/home/ada/shop/a.txt", paths: ["/home/ada/shop/a.txt"], content: "one\ntwo\n" },
      toolUseId: "toolu_79",
    },
  ],
  [
    "several edits",
    claude.multiEdit,
    {
      ...claudeSession,
      event: "PreToolUse",
      phase: "pre",
      tool: { kind: "file_edit", name: "MultiEdit" },
      input: {
        path: "/home/ada/shop/a.txt",
        paths: ["/home/ada/shop/a.txt"],
        edits: [
          { oldText: "one", newText: "1" },
          { oldText: "two", newText: "2" },
        ],
      },
      toolUseId: "toolu_80",
    },
  ],
  [
    "a notebook",
    claude.notebook,
    {
      ...claudeSession,
      event: "PreToolUse",
      phase: "pre",
      tool: { kind: "file_edit", name: "NotebookEdit" },
      input: { path: "/home/ada/shop/n.ipynb", paths: ["/home/ada/shop/n.ipynb"], content: "print(1)" },
      toolUseId: "toolu_81",
    },
  ],
  [
    "a server's tool",
    claude.server,
    {
      ...claudeSession,
      event: "PreToolUse",
      phase: "pre",
      tool: { kind: "mcp", name: "close", server: "tickets" },
      input: {},
      toolUseId: "toolu_82",
    },
  ],
  [
    "a result",
    claude.result,
    {
      ...claudeSession,
      event: "PostToolUse",
      phase: "post",
      tool: { kind: "shell", name: "Bash" },
      input: { command: "make clean", dialect: "posix" },
      output: "done\nwarned",
      toolUseId: "toolu_77",
    },
  ],
  [
    "a typed prompt",
    claude.prompt,
    { ...claudeSession, event: "UserPromptSubmit", phase: "prompt", input: {}, prompt: { text: "go on", typedByPerson: true } },
  ],
  [
    "a timer's prompt",
    claude.scheduledPrompt,
    { ...claudeSession, event: "UserPromptSubmit", phase: "prompt", input: {}, prompt: { text: "go on", typedByPerson: false } },
  ],
  [
    "changed settings",
    claude.settings,
    { ...claudeSession, event: "ConfigChange", phase: "config", input: {}, changedFile: "/home/ada/shop/.claude/settings.json" },
  ],
  ["a new session", claude.start, { ...claudeSession, event: "SessionStart", phase: "session", input: {} }],
  [
    "an unknown event",
    claude.unknown,
    { ...claudeSession, event: "MoonPhase", phase: "other", tool: { kind: "other", name: "Teleport" }, input: {} },
  ],
])("Claude Code: %s", (_name, shape, expected) => {
  expect(parsed("claude-code", shape)).toEqual(expected)
})

const codexSession = { sessionId: "c-1", cwd: "/home/ada/shop", workspaceRoots: [] }

test("Codex: a shell command", () => {
  expect(parsed("codex", codex.shell)).toEqual({
    ...codexSession,
    event: "PreToolUse",
    phase: "pre",
    permissionMode: "dontAsk",
    tool: { kind: "shell", name: "Bash" },
    input: { command: "git status" },
    toolUseId: "call_1",
  })
})

test("Codex: every file of a patch, and what is written to each", () => {
  const event = hosts.codex.parse(JSON.stringify(codex.patch))
  expect(event.tool).toEqual({ kind: "file_edit", name: "apply_patch" })
  expect(event.input.paths).toEqual(["new.txt", "src/a.ts", "src/b.ts", "gone.txt"])
  expect(event.input.changes).toEqual([
    { change: "add", path: "new.txt", content: "hello\nthere\n" },
    { change: "move", path: "src/a.ts", to: "src/b.ts", edits: [{ oldText: "keep\nold\n", newText: "keep\nnew\n" }] },
    { change: "delete", path: "gone.txt" },
  ])
  expect(writtenTexts(event.input)).toEqual([
    { path: "new.txt", text: "hello\nthere\n" },
    { path: "src/b.ts", text: "keep\nnew\n" },
  ])
})

test("Codex: a patch within a shell command is both", () => {
  expect(parsed("codex", codex.patchInShell)).toMatchObject({
    tool: { kind: "shell", name: "Bash" },
    input: { paths: ["gone.txt"], changes: [{ change: "delete", path: "gone.txt" }] },
  })
})

test.each([
  ["a server's tool", codex.server, { phase: "pre", tool: { kind: "mcp", name: "close", server: "tickets" } }],
  ["a question for permission", codex.permission, { phase: "pre", input: { command: "git push" } }],
  ["a result", codex.result, { phase: "post", output: "clean" }],
  ["a prompt", codex.prompt, { phase: "prompt", prompt: { text: "go on", typedByPerson: false } }],
  ["another event", codex.compact, { phase: "other", input: {} }],
])("Codex: %s", (_name, shape, expected) => {
  expect(parsed("codex", shape)).toMatchObject(expected)
})

test.each([
  [
    "a shell command without a folder",
    cursor.shell,
    { phase: "pre", sessionId: "k-1", tool: { kind: "shell", name: "Shell" }, input: { command: "npm ci" } },
  ],
  [
    "a server's tool, its arguments as text",
    cursor.server,
    { phase: "pre", tool: { kind: "mcp", name: "close", server: "npx tickets-server" }, input: {} },
  ],
  [
    "a tool",
    cursor.tool,
    { phase: "pre", tool: { kind: "shell", name: "Shell" }, input: { command: "npm ci", directory: "/home/ada/shop/web" }, toolUseId: "tu-1" },
  ],
  ["a write", cursor.write, { tool: { kind: "file_write", name: "Write" }, input: { path: "/home/ada/shop/a.txt", content: "one" } }],
  [
    "a deletion",
    cursor.delete,
    { tool: { kind: "file_write", name: "Delete" }, input: { path: "a.txt", changes: [{ change: "delete", path: "a.txt" }] } },
  ],
  ["a server's tool as any tool", cursor.toolOfServer, { tool: { kind: "mcp", name: "close" } }],
  [
    "a read, with what is attached",
    cursor.read,
    {
      phase: "pre",
      tool: { kind: "file_read", name: "Read" },
      input: { paths: ["/home/ada/shop/a.txt", "/home/ada/shop/RULES.md"], content: "one" },
    },
  ],
  ["a read by Tab", cursor.tabRead, { phase: "pre", tool: { kind: "file_read", name: "TabRead" }, input: { path: "/home/ada/shop/a.txt" } }],
  ["a subagent", cursor.subagent, { phase: "pre", tool: { kind: "subagent", name: "explore" }, agent: { id: "u-1", type: "explore" } }],
  ["a prompt", cursor.prompt, { phase: "prompt", prompt: { text: "go on", typedByPerson: false } }],
  ["a result as text", cursor.result, { phase: "post", output: "closed" }],
  ["an edit that has happened", cursor.edited, { phase: "post", input: { edits: [{ oldText: "a", newText: "b" }] } }],
])("Cursor: %s", (_name, shape, expected) => {
  expect(parsed("cursor", shape)).toMatchObject(expected)
})

test("Cursor: the command that starts a server is not the call's command, and the arguments are parsed", () => {
  expect(hosts.cursor.parse(JSON.stringify(cursor.server)).input).toEqual({ args: { id: 9 } })
})

test("Cursor: the line break that ends a here-document is no part of the event", () => {
  expect(hosts.cursor.parse(`${JSON.stringify(cursor.shell)}\n`).input.command).toBe("npm ci")
})

test.each([
  ["a shell command", gemini.shell, { phase: "pre", tool: { kind: "shell", name: "run_shell_command" }, input: { command: "ls", directory: "web" } }],
  ["a replacement", gemini.replace, { tool: { kind: "file_edit", name: "replace" }, input: { edits: [{ oldText: "a", newText: "b" }] } }],
  ["a server's tool", gemini.server, { tool: { kind: "mcp", name: "close", server: "my_tickets" } }],
  ["a server's tool whose server is not told", gemini.serverWithoutContext, { tool: { kind: "mcp", name: "mcp_my_tickets_close" } }],
  ["a result", gemini.result, { phase: "post", output: "one\nRead a.txt" }],
  ["a prompt", gemini.prompt, { phase: "prompt", prompt: { text: "go on", typedByPerson: false } }],
])("Gemini CLI: %s", (_name, shape, expected) => {
  expect(parsed("gemini", shape)).toMatchObject(expected)
})

test.each([
  [
    "a shell command",
    copilot.shell,
    {
      event: "preToolUse",
      phase: "pre",
      sessionId: "z-1",
      tool: { kind: "shell", name: "bash" },
      input: { command: "ls", dialect: "posix", background: true },
    },
  ],
  ["arguments as text", copilot.shellAsText, { tool: { kind: "shell", name: "powershell" }, input: { command: "dir", dialect: "powershell" } }],
  ["a patch as text", copilot.patch, { tool: { kind: "file_edit", name: "apply_patch" }, input: { paths: ["gone.txt"] } }],
  [
    "the other spelling",
    copilot.pascal,
    { event: "PreToolUse", phase: "pre", tool: { kind: "file_write", name: "Write" }, input: { path: "a.txt", content: "one" } },
  ],
  ["an edit", copilot.cloud, { tool: { kind: "file_edit", name: "edit" }, input: { path: "a.txt", edits: [{ oldText: "a", newText: "b" }] } }],
  ["a question for permission", copilot.permission, { event: "permissionRequest", phase: "pre" }],
  ["a result", copilot.result, { event: "postToolUse", phase: "post", output: "one" }],
  ["a prompt", copilot.prompt, { event: "userPromptSubmitted", phase: "prompt", prompt: { text: "go on", typedByPerson: false } }],
])("Copilot: %s", (_name, shape, expected) => {
  expect(parsed("copilot", shape)).toMatchObject(expected)
})

test.each([
  ["several files", vscode.edit, { phase: "pre", tool: { kind: "file_edit", name: "editFiles" }, input: { paths: ["src/a.ts", "src/b.ts"] } }],
  ["a terminal", vscode.terminal, { tool: { kind: "shell", name: "run_in_terminal" }, input: { command: "npm test", background: false } }],
  [
    "replacements in several files",
    vscode.replace,
    {
      input: {
        paths: ["/s/a.ts", "/s/b.ts"],
        edits: [
          { oldText: "a", newText: "b" },
          { oldText: "c", newText: "d" },
        ],
      },
    },
  ],
])("VS Code: %s", (_name, shape, expected) => {
  expect(parsed("vscode", shape)).toMatchObject(expected)
})

test.each([
  [
    "a shell command",
    windsurf.shell,
    { phase: "pre", sessionId: "w-1", cwd: "/home/ada/shop", tool: { kind: "shell", name: "run_command" }, input: { command: "ls -l" } },
  ],
  ["a write", windsurf.write, { phase: "pre", tool: { kind: "file_edit", name: "write_code" }, input: { edits: [{ oldText: "", newText: "one" }] } }],
  ["a read", windsurf.read, { phase: "pre", tool: { kind: "file_read", name: "read_code" }, input: { path: "/home/ada/shop/a.txt" } }],
  ["a server's tool", windsurf.server, { phase: "pre", tool: { kind: "mcp", name: "close", server: "tickets" } }],
  ["a prompt", windsurf.prompt, { phase: "prompt", prompt: { text: "go on", typedByPerson: false } }],
  ["another event", windsurf.worktree, { phase: "other", input: {} }],
])("Windsurf: %s", (_name, shape, expected) => {
  expect(parsed("windsurf", shape)).toMatchObject(expected)
})

test.each([
  [
    "a shell command",
    cline.shell,
    { phase: "pre", sessionId: "n-1", cwd: "/home/ada/shop", tool: { kind: "shell", name: "execute_command" }, input: { command: "ls" } },
  ],
  ["a write", cline.write, { tool: { kind: "file_write", name: "write_to_file" }, input: { path: "a.txt", content: "one" } }],
  ["a server's tool", cline.server, { tool: { kind: "mcp", name: "close", server: "tickets" } }],
  ["a result", cline.result, { phase: "post", output: "one" }],
  ["a prompt", cline.prompt, { phase: "prompt", prompt: { text: "go on", typedByPerson: false } }],
  ["a new task", cline.start, { phase: "session", input: {} }],
])("Cline: %s", (_name, shape, expected) => {
  expect(parsed("cline", shape)).toMatchObject(expected)
})
