/** What the call of a host's event does. */
import type { Effect } from "./effect.ts"
import type { HostEvent } from "./hosts/event.ts"
import { hostOf } from "./programs/network.ts"
import { changeEffects, shellQuoted, toolEffects, type Tools } from "./tools.ts"

/** `cwd` is absolute, and counts where the event names no folder. Never throws. */
export function eventEffects({ tool, input, cwd: given }: HostEvent, cwd: string, tools: Tools): readonly Effect[] {
  if (tool === undefined) return []
  const folder = input.directory ?? given ?? cwd
  switch (tool.kind) {
    case "shell": {
      const text = input.command ?? input.argv?.map(shellQuoted).join(" ")
      if (text === undefined) return [{ kind: "unknown", why: "the call names no command" }]
      return tools.analyser.command(input.dialect === "powershell" ? `pwsh -Command ${shellQuoted(text)}` : text, folder)
    }
    case "file_read":
      return (input.paths ?? []).map((path) => ({ kind: "file.read", path }))
    case "file_write":
    case "file_edit":
      return input.changes === undefined ? (input.paths ?? []).map((path) => ({ kind: "file.write", path })) : input.changes.flatMap(changeEffects)
    case "web":
      return [{ kind: "net.receive", host: hostOf(input.url ?? "") }]
    case "search":
    case "subagent":
      return [{ kind: "program.run", program: tool.name }]
    default:
      return toolEffects(tool.server === undefined ? tool.name : `mcp__${tool.server}__${tool.name}`, input.args, folder, tools)
  }
}
