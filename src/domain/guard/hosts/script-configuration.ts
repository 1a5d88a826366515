/** Hooks that are executable files named after their events. */
import { badConfiguration, posixLine } from "./command-line.ts"
import type { HookCommand, HostConfiguration, Scope } from "./event.ts"

const head = "#!/bin/sh\n# The guard of tipstaff. tipstaff writes and removes this file as a whole.\n"

/** The host runs such files on Windows in no documented way, so there is none to install. */
export function scriptConfiguration(folders: Readonly<Record<Scope, string>>, events: readonly string[]): HostConfiguration {
  return {
    files: (scope, platform) => (platform === "win32" ? [] : events.map((event) => `${folders[scope]}/${event}`)),
    executable: true,
    install,
    uninstall: (existing) => (existing.startsWith(head) ? undefined : existing),
  }
}

function install(existing: string | undefined, command: HookCommand): string {
  if (existing !== undefined && existing.trim() !== "" && !existing.startsWith(head))
    throw badConfiguration("there is a hook of somebody else in this file", "call tipstaff from that hook, or move it away and install again")
  return `${head}exec ${posixLine(command)}\n`
}
