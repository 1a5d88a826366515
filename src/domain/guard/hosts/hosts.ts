/** All hosts of agents that Tipstaff guards. */
import { claudeCode } from "./claude-code.ts"
import { cline } from "./cline.ts"
import { codex } from "./codex.ts"
import { copilot } from "./copilot.ts"
import { cursor } from "./cursor.ts"
import type { Host, HostName } from "./event.ts"
import { gemini } from "./gemini.ts"
import { vscode } from "./vscode.ts"
import { windsurf } from "./windsurf.ts"

export { hostNames, type HostName } from "./event.ts"

export const hosts: Readonly<Record<HostName, Host>> = {
  "claude-code": claudeCode,
  codex,
  cursor,
  gemini,
  copilot,
  vscode,
  windsurf,
  cline,
}
