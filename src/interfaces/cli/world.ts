/** The real world for the command line: this process's clock, folders, network and terminal. */
import { homedir } from "node:os"
import { join } from "node:path"
import { systemClock } from "../../base/clock.ts"
import type { World } from "../../base/world.ts"
import { processTerminal, type TerminalOptions } from "./terminal.ts"

export function processWorld(options: TerminalOptions): World & { readonly done: () => void } {
  const terminal = processTerminal(options)
  return {
    clock: systemClock,
    env: process.env,
    cwd: process.cwd(),
    stateDir: stateFolder(process.env, process.platform),
    signal: options.signal,
    fetch: globalThis.fetch,
    terminal,
    done: terminal.done,
  }
}

/** XDG Base Directory Specification on Linux and macOS; the local application data folder on Windows. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string {
  const chosen = env["TIPSTAFF_STATE_DIR"]
  if (chosen) return chosen
  if (platform === "win32") return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "tipstaff")
  return join(env["XDG_STATE_HOME"] || join(homedir(), ".local", "state"), "tipstaff")
}
