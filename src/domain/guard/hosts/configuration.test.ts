import * as fc from "fast-check"
import { expect, test } from "vitest"
import type { HookCommand, HostName } from "./event.ts"
import { hostNames, hosts } from "./hosts.ts"

const command: HookCommand = { program: "tipstaff", args: ["guard", "hook"] }
const elsewhere: HookCommand = { program: "node", args: ["/opt/my tools/tipstaff.js", "guard", "hook"] }
const jsonHosts = hostNames.filter((name) => name !== "cline")
const install = (host: HostName, existing?: string, what = command) => hosts[host].configuration.install(existing, what)
const uninstall = (host: HostName, existing: string) => hosts[host].configuration.uninstall(existing)
const badConfiguration = expect.objectContaining({ code: "guard/bad-configuration" })

const claudeHook = { type: "command", command: "tipstaff", args: ["guard", "hook"], timeout: 10, onFailure: "block", statusMessage: "Tipstaff" }
const codexHook = { type: "command", command: "tipstaff guard hook", timeout: 10, statusMessage: "Tipstaff" }
const cursorHook = { command: "tipstaff guard hook", timeout: 10, failClosed: true }
const geminiHook = { type: "command", name: "tipstaff", command: "tipstaff guard hook", timeout: 10_000 }
const copilotHook = { type: "command", bash: "tipstaff guard hook", powershell: "tipstaff guard hook", timeoutSec: 10 }
const vscodeHook = { type: "command", command: "tipstaff guard hook", timeout: 10 }
const windsurfHook = { command: "tipstaff guard hook", show_output: true }

test.each<[HostName, object]>([
  [
    "claude-code",
    {
      hooks: {
        PreToolUse: [{ matcher: "*", hooks: [claudeHook] }],
        PostToolUse: [{ matcher: "*", hooks: [claudeHook] }],
        UserPromptSubmit: [{ hooks: [claudeHook] }],
        ConfigChange: [{ hooks: [claudeHook] }],
      },
    },
  ],
  [
    "codex",
    {
      hooks: {
        PreToolUse: [{ matcher: ".*", hooks: [codexHook] }],
        PermissionRequest: [{ matcher: ".*", hooks: [codexHook] }],
        PostToolUse: [{ matcher: ".*", hooks: [codexHook] }],
        UserPromptSubmit: [{ hooks: [codexHook] }],
      },
    },
  ],
  [
    "cursor",
    {
      version: 1,
      hooks: {
        beforeShellExecution: [cursorHook],
        beforeMCPExecution: [cursorHook],
        beforeReadFile: [cursorHook],
        beforeTabFileRead: [cursorHook],
        preToolUse: [cursorHook],
        beforeSubmitPrompt: [cursorHook],
        postToolUse: [cursorHook],
      },
    },
  ],
  [
    "gemini",
    {
      hooks: {
        BeforeTool: [{ matcher: ".*", hooks: [geminiHook] }],
        AfterTool: [{ matcher: ".*", hooks: [geminiHook] }],
        BeforeAgent: [{ hooks: [geminiHook] }],
      },
    },
  ],
  ["copilot", { version: 1, hooks: { preToolUse: [copilotHook], postToolUse: [copilotHook], userPromptSubmitted: [copilotHook] } }],
  ["vscode", { hooks: { PreToolUse: [vscodeHook], PostToolUse: [vscodeHook], UserPromptSubmit: [vscodeHook] } }],
  [
    "windsurf",
    {
      hooks: {
        pre_run_command: [windsurfHook],
        pre_write_code: [windsurfHook],
        pre_read_code: [windsurfHook],
        pre_mcp_tool_use: [windsurfHook],
        pre_user_prompt: [windsurfHook],
      },
    },
  ],
])("%s: a new file", (host, expected) => {
  const text = install(host)
  expect(text).toBe(`${JSON.stringify(expected, null, 2)}\n`)
  expect(uninstall(host, text)).toBeUndefined()
})

test.each<[HostName, readonly string[], readonly string[]]>([
  ["claude-code", [".claude/settings.json"], ["~/.claude/settings.json"]],
  ["codex", [".codex/hooks.json"], ["~/.codex/hooks.json"]],
  ["cursor", [".cursor/hooks.json"], ["~/.cursor/hooks.json"]],
  ["gemini", [".gemini/settings.json"], ["~/.gemini/settings.json"]],
  ["copilot", [".github/hooks/tipstaff.json"], ["~/.copilot/hooks/tipstaff.json"]],
  ["vscode", [".github/hooks/tipstaff-vscode.json"], []],
  ["windsurf", [".windsurf/hooks.json"], ["~/.codeium/windsurf/hooks.json", "~/.codeium/hooks.json"]],
  [
    "cline",
    [".clinerules/hooks/PreToolUse", ".clinerules/hooks/PostToolUse", ".clinerules/hooks/UserPromptSubmit"],
    ["~/Documents/Cline/Hooks/PreToolUse", "~/Documents/Cline/Hooks/PostToolUse", "~/Documents/Cline/Hooks/UserPromptSubmit"],
  ],
])("%s: the places of its files", (host, project, user) => {
  const { files } = hosts[host].configuration
  expect([files("project", "linux"), files("user", "darwin")]).toEqual([project, user])
  expect(files("project", "win32")).toEqual(host === "cline" ? [] : project)
})

test("what stands in a file stays as it is, to the character", () => {
  const existing =
    '{\r\n\t"big": 12345678901234567890, "list": [1,2],\r\n\t"hooks": {\r\n\t\t"Stop": [],\r\n\t\t"PreToolUse": [\r\n\t\t\t{ "hooks": [] }\r\n\t\t]\r\n\t},\r\n\t"z": null\r\n}\r\n'
  const text = install("claude-code", existing)
  expect(
    text.startsWith(
      '{\r\n\t"big": 12345678901234567890, "list": [1,2],\r\n\t"hooks": {\r\n\t\t"Stop": [],\r\n\t\t"PreToolUse": [\r\n\t\t\t{ "hooks": [] },\r\n\t\t\t{\r\n\t\t\t\t"matcher": "*",\r\n',
    ),
  ).toBe(true)
  expect(text.endsWith('\r\n\t},\r\n\t"z": null\r\n}\r\n')).toBe(true)
  expect(text.replaceAll("\r\n", "")).not.toContain("\n")
  expect(uninstall("claude-code", text)).toBe(existing)
})

test("a file on one line stays on one line", () => {
  const text = install("windsurf", '{"hooks":{"pre_run_command":[{"command":"a"}]}}')
  expect(text).toContain('{"hooks":{"pre_run_command":[{"command":"a"},{"command":"tipstaff guard hook","show_output":true}],"pre_write_code":[')
  expect(uninstall("windsurf", text)).toBe('{"hooks":{"pre_run_command":[{"command":"a"}]}}')
})

test.each(jsonHosts)("%s: another command takes the place of the old one", (host) => {
  const text = install(host, install(host), elsewhere)
  expect(text).toBe(install(host, undefined, elsewhere))
  expect(uninstall(host, text)).toBeUndefined()
})

test("a hook of others in our group stays", () => {
  const mixed = JSON.stringify({ hooks: { PreToolUse: [{ matcher: "*", hooks: [claudeHook, { type: "command", command: "lint" }] }] } })
  expect(JSON.parse(uninstall("claude-code", mixed) ?? "")).toEqual({
    hooks: { PreToolUse: [{ matcher: "*", hooks: [{ type: "command", command: "lint" }] }] },
  })
})

test.each([
  ["another program in a folder of that name", "node /home/ada/tipstaff/guard.js"],
  ["another command of tipstaff", "tipstaff check --staged"],
  ["a word that begins alike", "tipstaff-like guard"],
])("not ours: %s", (_name, line) => {
  const text = JSON.stringify({ hooks: { PreToolUse: [{ hooks: [{ type: "command", command: line }] }] } })
  expect(uninstall("claude-code", text)).toBe(text)
})

test.each([
  ["no JSON", "{ // comment\n}"],
  ["a list", "[]"],
  ["a text", '"x"'],
  ["hooks that are a list", '{"hooks": []}'],
  ["an event that is no list", '{"hooks": {"PreToolUse": {}, "preToolUse": {}, "BeforeTool": {}, "pre_run_command": {}}}'],
])("refused and left alone: %s", (_name, text) => {
  for (const host of jsonHosts) expect(() => install(host, text)).toThrow(badConfiguration)
})

test.each(jsonHosts)("%s: a command that could not be found again, or that a shell would change, is refused", (host) => {
  expect(() => install(host, undefined, { program: "sh", args: ["x"] })).toThrow(badConfiguration)
  if (host !== "claude-code") expect(() => install(host, undefined, { program: "/a`b/tipstaff", args: ["guard"] })).toThrow(badConfiguration)
})

test("words with blanks are quoted for each shell", () => {
  const { hooks } = JSON.parse(install("copilot", undefined, elsewhere)) as { hooks: { preToolUse: object[] } }
  expect(hooks.preToolUse[0]).toMatchObject({
    bash: 'node "/opt/my tools/tipstaff.js" guard hook',
    powershell: "& 'node' '/opt/my tools/tipstaff.js' 'guard' 'hook'",
  })
})

test("Cline: a file that runs the guard, and no other file", () => {
  const text =
    "#!/bin/sh\n# The guard of tipstaff. tipstaff writes and removes this file as a whole.\nexec node '/opt/my tools/tipstaff.js' guard hook\n"
  expect(install("cline", undefined, elsewhere)).toBe(text)
  expect(install("cline", text, elsewhere)).toBe(text)
  expect(uninstall("cline", text)).toBeUndefined()
  expect(uninstall("cline", "#!/bin/sh\nlint\n")).toBe("#!/bin/sh\nlint\n")
  expect(() => install("cline", "#!/bin/sh\nlint\n")).toThrow(badConfiguration)
  expect(hosts.cline.configuration.executable).toBe(true)
})

const events = fc.constantFrom("PreToolUse", "preToolUse", "BeforeTool", "pre_run_command", "Stop")
const entry = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.record({ matcher: fc.string(), hooks: fc.array(fc.record({ type: fc.constant("command"), command: fc.string() })) }),
)
const settings = fc.record(
  {
    version: fc.constant(1),
    hooks: fc.dictionary(events, fc.array(entry, { minLength: 1 }), { minKeys: 1 }),
    other: fc.jsonValue(),
    "10": fc.jsonValue(),
  },
  { requiredKeys: ["version", "hooks"] },
)

test.each(jsonHosts)("%s: installing twice is installing once, and uninstalling gives back what was there", (host) => {
  fc.assert(
    fc.property(settings, fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
      const existing = JSON.stringify(value, null, indent)
      const once = install(host, existing)
      expect(install(host, once)).toBe(once)
      expect(uninstall(host, once)).toBe(existing)
    }),
    { numRuns: 30 },
  )
})
