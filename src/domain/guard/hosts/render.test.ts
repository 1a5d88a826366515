import { expect, test } from "vitest"
import { type HostName, hostNames, hosts } from "./hosts.ts"
import type { HookDecision } from "./event.ts"
import claude from "./test-data/claude-code.json" with { type: "json" }
import cline from "./test-data/cline.json" with { type: "json" }
import codex from "./test-data/codex.json" with { type: "json" }
import copilot from "./test-data/copilot.json" with { type: "json" }
import cursor from "./test-data/cursor.json" with { type: "json" }
import gemini from "./test-data/gemini.json" with { type: "json" }
import vscode from "./test-data/vscode.json" with { type: "json" }
import windsurf from "./test-data/windsurf.json" with { type: "json" }

const why = "No."
const how =
  "No. This agent cannot ask a person here, so it is blocked: a person has to approve it with tipstaff outside of the agent, then try again."
const [allow, deny, ask, none] = (["allow", "deny", "ask", "none"] as const).map((decision) => ({ decision, reason: why })) as [
  HookDecision,
  HookDecision,
  HookDecision,
  HookDecision,
]

/** Standard output, standard error and exit code. */
function answer(host: HostName, shape: unknown, decision: HookDecision): readonly [string, string, number] {
  const { stdout, stderr, exitCode } = hosts[host].render(shape === undefined ? undefined : hosts[host].parse(JSON.stringify(shape)), decision)
  return [stdout, stderr, exitCode]
}

type Row = readonly [what: string, shape: unknown, decision: HookDecision, stdout: string, stderr: string, exitCode: number]

const silent = ["", "", 0] as const
const claudeCall = (verdict: string) =>
  `{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"${verdict}","permissionDecisionReason":"No."}}`

const claudeRows: readonly Row[] = [
  ["a call, allowed", claude.shell, allow, claudeCall("allow"), "", 0],
  ["a call, denied", claude.shell, deny, claudeCall("deny"), why, 2],
  ["a call, asked", claude.shell, ask, claudeCall("ask"), "", 0],
  ["a call, no opinion", claude.shell, none, ...silent],
  [
    "a call, context alone",
    claude.shell,
    { ...none, context: "Mind the gap." },
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","additionalContext":"Mind the gap."}}',
    "",
    0,
  ],
  [
    "a permission, allowed",
    claude.permission,
    allow,
    '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow"}}}',
    "",
    0,
  ],
  [
    "a permission, denied",
    claude.permission,
    deny,
    '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"deny","message":"No.","interrupt":false}}}',
    why,
    0,
  ],
  ["a permission, asked", claude.permission, ask, '{"systemMessage":"No."}', "", 0],
  ["a permission, no opinion", claude.permission, none, ...silent],
  ["a result, no opinion", claude.result, none, ...silent],
  ["a result, allowed", claude.result, allow, ...silent],
  [
    "a result, denied",
    claude.result,
    deny,
    '{"decision":"block","reason":"No.","hookSpecificOutput":{"hookEventName":"PostToolUse","updatedToolOutput":{"stdout":"No.","stderr":"","interrupted":false,"isImage":false}}}',
    why,
    0,
  ],
  [
    "a result, replaced in its shape",
    claude.read,
    { ...none, replaceOutput: "***" },
    '{"hookSpecificOutput":{"hookEventName":"PostToolUse","updatedToolOutput":{"type":"text","file":{"filePath":"/home/ada/shop/a.txt","content":"***","numLines":1}}}}',
    "",
    0,
  ],
  ["a prompt, no opinion", claude.prompt, none, ...silent],
  ["a prompt, denied", claude.prompt, deny, '{"decision":"block","reason":"No."}', why, 2],
  [
    "a prompt, denied and hidden",
    claude.prompt,
    { ...deny, hidePrompt: true },
    '{"decision":"block","reason":"No.","hookSpecificOutput":{"hookEventName":"UserPromptSubmit","suppressOriginalPrompt":true}}',
    why,
    2,
  ],
  ["a prompt, asked", claude.prompt, ask, `{"decision":"block","reason":"${how}"}`, how, 2],
  ["settings, denied", claude.settings, deny, '{"decision":"block","reason":"No."}', why, 2],
  ["settings, no opinion", claude.settings, none, ...silent],
  [
    "a session, with context",
    claude.start,
    { ...none, context: "Hello." },
    '{"hookSpecificOutput":{"hookEventName":"SessionStart","additionalContext":"Hello."}}',
    "",
    0,
  ],
  ["an elicitation, denied", claude.elicitation, deny, '{"hookSpecificOutput":{"hookEventName":"Elicitation","action":"decline"}}', why, 2],
  ["an unknown event, denied", claude.unknown, deny, '{"decision":"block","reason":"No."}', why, 2],
  ["an unknown event, allowed", claude.unknown, allow, ...silent],
  ["no event", undefined, deny, '{"decision":"block","reason":"No."}', why, 2],
]

const codexCall = (reason: string) =>
  `{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"${reason}"}}`
const codexPermission = (reason: string) =>
  `{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"deny","message":"${reason}"}}}`

const codexRows: readonly Row[] = [
  ["a call, allowed", codex.shell, allow, ...silent],
  ["a call, denied", codex.shell, deny, codexCall(why), why, 2],
  ["a call, asked", codex.shell, ask, codexCall(how), how, 2],
  ["a call, no opinion", codex.shell, none, ...silent],
  [
    "a permission, allowed",
    codex.permission,
    allow,
    '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow"}}}',
    "",
    0,
  ],
  ["a permission, denied", codex.permission, deny, codexPermission(why), why, 2],
  ["a permission, asked", codex.permission, ask, codexPermission(how), how, 2],
  ["a permission, no opinion", codex.permission, none, ...silent],
  [
    "a result, replaced",
    codex.result,
    { ...none, replaceOutput: "***" },
    '{"hookSpecificOutput":{"hookEventName":"PostToolUse","updatedToolOutput":"***"}}',
    "",
    0,
  ],
  [
    "a result, denied",
    codex.result,
    deny,
    '{"decision":"block","reason":"No.","hookSpecificOutput":{"hookEventName":"PostToolUse","updatedToolOutput":"No."}}',
    why,
    0,
  ],
  ["a result, no opinion", codex.result, none, ...silent],
  ["a prompt, denied; nothing hides it", codex.prompt, { ...deny, hidePrompt: true }, '{"decision":"block","reason":"No."}', why, 2],
  ["a prompt, allowed", codex.prompt, allow, ...silent],
  ["another event, denied", codex.compact, deny, "", why, 2],
  ["no event", undefined, deny, '{"decision":"block","reason":"No."}', why, 2],
]

const cursorRows: readonly Row[] = [
  ["a shell command, allowed", cursor.shell, allow, '{"permission":"allow"}', "", 0],
  ["a shell command, no opinion", cursor.shell, none, '{"permission":"allow"}', "", 0],
  ["a shell command, denied", cursor.shell, deny, '{"permission":"deny","user_message":"No.","agent_message":"No."}', why, 2],
  ["a shell command, asked", cursor.shell, ask, '{"permission":"ask","user_message":"No.","agent_message":"No."}', "", 0],
  ["a server's tool, asked", cursor.server, ask, '{"permission":"ask","user_message":"No.","agent_message":"No."}', "", 0],
  ["a write, asked", cursor.write, ask, `{"permission":"deny","user_message":"${how}","agent_message":"${how}"}`, how, 2],
  ["a read, asked", cursor.read, ask, `{"permission":"deny","user_message":"${how}"}`, how, 2],
  ["a read, denied", cursor.read, deny, '{"permission":"deny","user_message":"No."}', why, 2],
  ["a read by Tab, denied", cursor.tabRead, deny, '{"permission":"deny"}', why, 2],
  ["a subagent, denied", cursor.subagent, deny, '{"permission":"deny","user_message":"No."}', why, 2],
  ["a prompt, denied", cursor.prompt, deny, '{"continue":false,"user_message":"No."}', why, 2],
  ["a prompt, no opinion", cursor.prompt, none, '{"continue":true}', "", 0],
  ["a result, no opinion", cursor.result, none, "{}", "", 0],
  ["a result, replaced", cursor.result, { ...none, replaceOutput: "***" }, '{"updated_mcp_tool_output":"***"}', "", 0],
  ["a result, denied", cursor.result, deny, '{"updated_mcp_tool_output":"No.","additional_context":"No."}', why, 0],
  ["an edit that has happened, denied", cursor.edited, deny, "{}", why, 2],
  ["a session, with context", cursor.start, { ...none, context: "Hello." }, '{"additional_context":"Hello."}', "", 0],
  ["no event", undefined, deny, '{"permission":"deny","continue":false,"user_message":"No."}', why, 2],
]

const geminiRows: readonly Row[] = [
  ["a call, allowed", gemini.shell, allow, '{"decision":"allow","reason":"No."}', "", 0],
  ["a call, denied", gemini.shell, deny, '{"decision":"deny","reason":"No."}', why, 2],
  ["a call, asked", gemini.shell, ask, `{"decision":"deny","reason":"${how}"}`, how, 2],
  ["a call, no opinion", gemini.shell, none, ...silent],
  ["a result, replaced", gemini.result, { ...none, replaceOutput: "***" }, '{"decision":"deny","reason":"***"}', "", 0],
  ["a result, denied", gemini.result, deny, '{"decision":"deny","reason":"No."}', why, 2],
  ["a prompt, denied", gemini.prompt, deny, '{"decision":"deny","reason":"No."}', why, 2],
  ["no event", undefined, deny, '{"decision":"deny","reason":"No."}', why, 2],
]

const copilotCall = (verdict: string, reason = why) => `{"permissionDecision":"${verdict}","permissionDecisionReason":"${reason}"}`

const copilotRows: readonly Row[] = [
  ["a call, allowed", copilot.shell, allow, copilotCall("allow"), "", 0],
  ["a call, denied", copilot.shell, deny, copilotCall("deny"), why, 2],
  ["a call in the other spelling, denied", copilot.pascal, deny, copilotCall("deny"), why, 2],
  ["a call, asked", copilot.shell, ask, copilotCall("ask"), "", 0],
  ["a call in the cloud, asked", copilot.cloud, ask, copilotCall("deny", how), how, 2],
  ["a call, no opinion", copilot.shell, none, ...silent],
  ["a permission, denied", copilot.permission, deny, '{"behavior":"deny","message":"No."}', why, 0],
  ["a permission, allowed", copilot.permission, allow, '{"behavior":"allow"}', "", 0],
  ["a permission, asked", copilot.permission, ask, ...silent],
  [
    "a result, replaced",
    copilot.result,
    { ...none, replaceOutput: "***" },
    '{"modifiedResult":{"resultType":"success","textResultForLlm":"***"}}',
    "",
    0,
  ],
  ["a result, denied", copilot.result, deny, '{"modifiedResult":{"resultType":"success","textResultForLlm":"No."}}', why, 0],
  ["a prompt, denied", copilot.prompt, deny, "", why, 2],
  ["no event", undefined, deny, copilotCall("deny"), why, 2],
]

const otherRows: readonly (readonly [HostName, ...Row])[] = [
  ["vscode", "a call, denied", vscode.edit, deny, claudeCall("deny"), why, 2],
  ["vscode", "a call, asked", vscode.edit, ask, claudeCall("ask"), "", 0],
  ["vscode", "a call, no opinion", vscode.edit, none, ...silent],
  ["vscode", "no event", undefined, deny, '{"decision":"block","reason":"No."}', why, 2],
  ["windsurf", "a call, denied", windsurf.shell, deny, "", why, 2],
  ["windsurf", "a call, asked", windsurf.write, ask, "", how, 2],
  ["windsurf", "a call, allowed", windsurf.shell, allow, ...silent],
  ["windsurf", "a prompt, denied", windsurf.prompt, deny, "", why, 2],
  ["windsurf", "no event", undefined, deny, "", why, 2],
  ["cline", "a call, denied", cline.shell, deny, '{"cancel":true,"errorMessage":"No."}', why, 0],
  ["cline", "a call, asked", cline.shell, ask, `{"cancel":true,"errorMessage":"${how}"}`, how, 0],
  ["cline", "a call, no opinion", cline.shell, none, '{"cancel":false}', "", 0],
  ["cline", "a prompt, with context", cline.prompt, { ...none, context: "Hello." }, '{"cancel":false,"contextModification":"Hello."}', "", 0],
  ["cline", "no event", undefined, deny, '{"cancel":true,"errorMessage":"No."}', why, 0],
]

const of = (host: HostName, rows: readonly Row[]) => rows.map((row) => [host, ...row] as const)

test.each([
  ...of("claude-code", claudeRows),
  ...of("codex", codexRows),
  ...of("cursor", cursorRows),
  ...of("gemini", geminiRows),
  ...of("copilot", copilotRows),
  ...otherRows,
])("%s: %s", (host, _what, shape, decision, ...expected) => {
  expect(answer(host, shape, decision)).toEqual(expected)
})

const calls: Readonly<Record<HostName, unknown>> = {
  "claude-code": claude.shell,
  codex: codex.shell,
  cursor: cursor.shell,
  gemini: gemini.shell,
  copilot: copilot.shell,
  vscode: vscode.terminal,
  windsurf: windsurf.shell,
  cline: cline.shell,
}

test.each(hostNames)("[S5.11-4] %s: without an event every decision blocks", (host) => {
  const blocked = answer(host, undefined, deny)
  for (const decision of [allow, ask, none]) expect(answer(host, undefined, decision)).toEqual(blocked)
})

test.each(hostNames)("%s: a refusal says why, in one line, even when the reason is empty or hostile", (host) => {
  expect(answer(host, calls[host], { decision: "deny", reason: " \n" })[1]).toBe("Tipstaff has blocked this.")
  const [stdout, stderr] = answer(host, calls[host], { decision: "deny", reason: "one\r\ntwo\u001b[2J\u0007\u202e\ud800" })
  expect(stderr).toBe("one two\\u{1b}[2J\\u{7}\\u{202e}\ufffd")
  expect(`${stdout}${stderr}`).not.toMatch(/\p{Cc}/u)
})

test.each(hostNames)("%s: no text is longer than 10 000 characters, and instructions stay at the end", (host) => {
  expect(answer(host, calls[host], { decision: "deny", reason: "é".repeat(30_000) })[1]).toHaveLength(10_000)
  const [, asked, exitCode] = answer(host, calls[host], { decision: "ask", reason: "é".repeat(30_000) })
  if (asked === "" && exitCode === 0) return
  expect([asked.length, asked.endsWith("then try again.")]).toEqual([10_000, true])
})
