/** What an agent's host asks and is answered, in one form for all hosts. */

export const hostNames = ["claude-code", "codex", "cursor", "gemini", "copilot", "vscode", "windsurf", "cline"] as const
export type HostName = (typeof hostNames)[number]

/** `pre`: a call can still be stopped. `config`: the host's own settings change. */
export type Phase = "pre" | "post" | "prompt" | "session" | "config" | "other"

export type ToolKind = "shell" | "file_read" | "file_write" | "file_edit" | "search" | "web" | "mcp" | "subagent" | "other"

export interface Tool {
  readonly kind: ToolKind
  /** As the server calls it for a tool of a server, as the host calls it otherwise. */
  readonly name: string
  /** The MCP server by its name, or by its address or command where the host tells no name. */
  readonly server?: string
}

export interface Edit {
  readonly oldText: string
  readonly newText: string
}

/** What a call does to one file, where the call says so itself: the files of a patch, a tool that deletes. */
export type FileChange =
  | { readonly change: "add"; readonly path: string; readonly content: string }
  | { readonly change: "update"; readonly path: string; readonly edits: readonly Edit[] }
  | { readonly change: "move"; readonly path: string; readonly to: string; readonly edits: readonly Edit[] }
  | { readonly change: "delete"; readonly path: string }

export interface ToolInput {
  readonly command?: string
  /** Instead of `command` where the host starts a program without a shell. */
  readonly argv?: readonly string[]
  /** Whose grammar `command` follows; unset when the host does not say. */
  readonly dialect?: "posix" | "powershell"
  /** The call goes on after the tool has answered. */
  readonly background?: boolean
  /** Where the command runs, when that is not `cwd` of the event. */
  readonly directory?: string
  /** The first of `paths`. */
  readonly path?: string
  /** Every file or folder that the call names, in the order of the call, without repeats. */
  readonly paths?: readonly string[]
  readonly content?: string
  readonly edits?: readonly Edit[]
  readonly changes?: readonly FileChange[]
  readonly url?: string
  /** The call's arguments as they came, parsed. */
  readonly args?: unknown
}

export interface HostEvent {
  readonly host: HostName
  /** As the host spells it. */
  readonly event: string
  readonly phase: Phase
  readonly sessionId?: string
  readonly cwd?: string
  readonly workspaceRoots: readonly string[]
  readonly permissionMode?: string
  /** Set when a subagent makes the call. */
  readonly agent?: { readonly id?: string; readonly type?: string }
  readonly tool?: Tool
  readonly input: ToolInput
  /** `typedByPerson` only where the host states that a person typed it: an approval may rest on it. */
  readonly prompt?: { readonly text: string; readonly typedByPerson: boolean }
  /** The texts of what a tool has returned. */
  readonly output?: string
  readonly toolUseId?: string
  /** The file that changed, for an event of phase config. */
  readonly changedFile?: string
  /** The event as it came, parsed. */
  readonly raw: unknown
}

export interface HookDecision {
  /** `allow` only for what was really approved, since hosts then skip their own question; `none` for no opinion. */
  readonly decision: "allow" | "deny" | "ask" | "none"
  readonly reason: string
  /** What the model sees instead of the tool's output (phase post). */
  readonly replaceOutput?: string
  /** Keeps a refused prompt off the person's screen, where the host can. */
  readonly hidePrompt?: boolean
  /** Told to the model beside the decision, where the host can. */
  readonly context?: string
}

export interface HookOutput {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export interface HookCommand {
  readonly program: string
  readonly args: readonly string[]
}

export type Scope = "project" | "user"

/** Where a host keeps its hooks, and how ours come in and out. */
export interface HostConfiguration {
  /** With forward slashes: from the root of the project, or from `~/`. Empty where the host has no place for that scope. */
  readonly files: (scope: Scope, platform: NodeJS.Platform) => readonly string[]
  /** The file must be executable. */
  readonly executable: boolean
  /** The text with our hooks in it, all else as it was. Throws `guard/bad-configuration`. */
  readonly install: (existing: string | undefined, command: HookCommand) => string
  /** The text without our hooks; undefined when nothing of others is left in it. Throws `guard/bad-configuration`. */
  readonly uninstall: (existing: string) => string | undefined
}

export interface Host {
  readonly name: HostName
  /** Throws `guard/bad-event`: whoever calls it answers with `render(undefined, …)`. */
  readonly parse: (stdin: string) => HostEvent
  /** With no event the answer blocks, whatever the decision is. */
  readonly render: (event: HostEvent | undefined, decision: HookDecision) => HookOutput
  readonly configuration: HostConfiguration
}
