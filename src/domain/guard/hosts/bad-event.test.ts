import * as fc from "fast-check"
import { expect, test } from "vitest"
import { TipstaffError } from "../../../base/errors.ts"
import { hostNames, hosts } from "./hosts.ts"
import claude from "./test-data/claude-code.json" with { type: "json" }
import cline from "./test-data/cline.json" with { type: "json" }
import codex from "./test-data/codex.json" with { type: "json" }
import copilot from "./test-data/copilot.json" with { type: "json" }
import cursor from "./test-data/cursor.json" with { type: "json" }
import windsurf from "./test-data/windsurf.json" with { type: "json" }

const badEvent = expect.objectContaining({ code: "guard/bad-event" })

test.each(hostNames)("[S5.11-4] %s: what is no event is named as such", (name) => {
  const deep = `{"a":${"[".repeat(150)}${"]".repeat(150)}}`
  for (const text of ["", "{", "[]", "null", '"text"', "{}", "{} {}", deep, "[".repeat(300_000)]) {
    expect(() => hosts[name].parse(text), text.slice(0, 20)).toThrow(badEvent)
  }
})

test.each(hostNames)("%s: more than 8 MB is not read", (name) => {
  const text = JSON.stringify({ hook_event_name: "PreToolUse", padding: "é".repeat(4 * 1024 * 1024) })
  expect(() => hosts[name].parse(text)).toThrow(badEvent)
})

test("an error quotes nothing of the event", () => {
  let thrown: unknown
  try {
    hosts["claude-code"].parse('{"tool_input": {"command": "echo private words"}, x}')
  } catch (error) {
    thrown = error
  }
  expect(String(thrown)).not.toContain("private")
  expect((thrown as TipstaffError).cause).toBeUndefined()
})

test.each([
  ["Claude Code: a command that is a number", "claude-code", { ...claude.shell, tool_input: { command: 7 } }],
  ["Claude Code: a command that is an object", "claude-code", { ...claude.shell, tool_input: { command: { sh: "ls" } } }],
  ["Claude Code: no command", "claude-code", { ...claude.shell, tool_input: {} }],
  ["Claude Code: no arguments", "claude-code", { ...claude.shell, tool_input: null }],
  ["Claude Code: a write to nowhere", "claude-code", { ...claude.subagentWrite, tool_input: { content: "x" } }],
  ["Claude Code: a path that is a list", "claude-code", { ...claude.subagentWrite, tool_input: { file_path: ["a"], content: "x" } }],
  ["Claude Code: no tool", "claude-code", { ...claude.shell, tool_name: undefined }],
  ["Claude Code: edits that are none", "claude-code", { ...claude.multiEdit, tool_input: { file_path: "a", edits: ["x"] } }],
  ["Claude Code: a folder that is none", "claude-code", { ...claude.shell, cwd: 3 }],
  ["Codex: a patch of no file", "codex", { ...codex.patch, tool_input: { command: "*** Begin Patch\n*** End Patch" } }],
  ["Codex: a patch that is none", "codex", { ...codex.patch, tool_input: { command: "rm a" } }],
  ["Cursor: arguments that are broken JSON", "cursor", { ...cursor.server, tool_input: '{"id":' }],
  ["Cursor: no command", "cursor", { ...cursor.shell, command: undefined }],
  ["Copilot: arguments that are broken JSON", "copilot", { ...copilot.shell, toolArgs: '{"command":' }],
  ["Copilot: arguments that nest too deep", "copilot", { ...copilot.shell, toolArgs: "[".repeat(150) + "]".repeat(150) }],
  ["Windsurf: no details", "windsurf", { ...windsurf.shell, tool_info: undefined }],
  ["Cline: no details", "cline", { ...cline.shell, preToolUse: undefined }],
] as const)("[S5.11-4] %s", (_name, host, shape) => {
  expect(() => hosts[host].parse(JSON.stringify(shape))).toThrow(badEvent)
})

test("a command as a list of words is a program with arguments", () => {
  const event = hosts.codex.parse(JSON.stringify({ ...codex.shell, tool_input: { command: ["bash", "-lc", "ls"] } }))
  expect([event.input.argv, event.input.command]).toEqual([["bash", "-lc", "ls"], undefined])
})

test("prototype keys are keys like any other", () => {
  const event = hosts["claude-code"].parse(
    '{"hook_event_name":"PreToolUse","tool_name":"constructor","__proto__":{"cwd":"/evil"},"tool_input":{"__proto__":{"command":"x"},"constructor":1}}',
  )
  expect([event.tool, event.cwd, event.input.command]).toEqual([{ kind: "other", name: "constructor" }, undefined, undefined])
  expect(({} as Record<string, unknown>).command).toBeUndefined()
  expect(hosts["claude-code"].parse('{"hook_event_name":"__proto__"}').phase).toBe("other")
})

const names = fc.constantFrom(
  "PreToolUse",
  "PostToolUse",
  "beforeShellExecution",
  "beforeReadFile",
  "preToolUse",
  "BeforeTool",
  "pre_run_command",
  "pre_write_code",
  "UserPromptSubmit",
)
const toolNames = fc.constantFrom(
  "Bash",
  "Write",
  "apply_patch",
  "MultiEdit",
  "execute_command",
  "bash",
  "Shell",
  "editFiles",
  "mcp__a__b",
  "mcp__",
  "MCP:x",
  "valueOf",
)
const argument = fc.oneof(fc.jsonValue(), fc.constant("*** Begin Patch\n*** Add File: a\n+b"))
const args = fc.oneof(
  argument,
  fc.dictionary(fc.constantFrom("command", "file_path", "path", "edits", "files", "content", "url", "old_string", "__proto__"), argument),
)
const nearlyAnEvent = fc.record({
  hook_event_name: fc.oneof(names, fc.jsonValue()),
  agent_action_name: fc.oneof(names, fc.jsonValue()),
  hookName: fc.oneof(names, fc.jsonValue()),
  tool_name: fc.oneof(toolNames, fc.jsonValue()),
  toolName: fc.oneof(toolNames, fc.jsonValue()),
  tool_input: args,
  toolArgs: args,
  tool_info: args,
  preToolUse: fc.record({ toolName: toolNames, parameters: args }),
  tool_response: fc.jsonValue(),
  attachments: fc.jsonValue(),
})

test.each(hostNames)("%s: any JSON is an event or a TipstaffError, and every event can be answered", (name) => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), nearlyAnEvent), fc.constantFrom("allow", "deny", "ask", "none"), (value, decision) => {
      try {
        const event = hosts[name].parse(JSON.stringify(value))
        expect([0, 2]).toContain(hosts[name].render(event, { decision, reason: "r", replaceOutput: "x" }).exitCode)
      } catch (thrown) {
        if (!(thrown instanceof TipstaffError)) throw thrown
      }
    }),
    { numRuns: 150 },
  )
})
