/** What a path means to the guard: its own files, Git's, the machine's, the person's, or the work in hand. */
import { normalPath, standsFor } from "./paths.ts"

/** Where agents, and the guard in them, keep what decides over them. */
const ownFiles: readonly RegExp[] = [
  /(?:^|\/)\.claude\/(?:settings(?:\.local)?\.json|hooks(?:\/|$)|security\.yaml$|plugins(?:\/|$))/,
  /(?:^|\/)\.claude\/?$/,
  /(?:^|\/)\.(?:cursor|codex|gemini|windsurf|codeium)\/(?:.*\/)?(?:hooks\.json|hooks(?:\/|$)|config\.toml|settings\.json|cli-config\.json)/,
  /(?:^|\/)\.(?:cursor|codex|gemini|windsurf)\/?$/,
  /(?:^|\/)\.github\/hooks(?:\/|$)/,
  /(?:^|\/)\.github\/copilot\//,
  /(?:^|\/)\.copilot\//,
  /(?:^|\/)\.clinerules\/hooks(?:\/|$)/,
  /(?:^|\/)Cline\/Hooks(?:\/|$)/,
  /(?:^|\/)(?:\.tipstaff|tipstaff\.ya?ml|\.local\/state\/tipstaff|tipstaff\/(?:keys|approvals|trust))(?:\/|$)/,
  /(?:^|\/)node_modules\/(?:\.bin\/)?tipstaff(?:\/|$)/,
  /(?:managed-settings\.json|\/etc\/(?:claude-code|codex|gemini-cli|windsurf|github-copilot)(?:\/|$))/,
]

const gitHooks: readonly RegExp[] = [
  /(?:^|\/)\.git\/hooks(?:\/|$)/,
  /(?:^|\/)\.husky(?:\/|$)/,
  /(?:^|\/)(?:\.pre-commit-config\.yaml|lefthook\.ya?ml|\.lefthook(?:\/|$))/,
]

const gitFolder = /(?:^|\/)\.git(?:\/|$)/

/** Read at every start of a shell, of the session or of the machine. */
const startFiles: readonly RegExp[] = [
  /^(?:~|\/root|\/home\/[^/]+|\/Users\/[^/]+)\/\.(?:bash(?:rc|_profile|_login|_logout|_aliases)|profile|zshrc|zshenv|zprofile|zlogin|inputrc|gitconfig|npmrc|netrc|config\/(?:fish|autostart|systemd|git)(?:\/|$)|ssh(?:\/|$))/,
  /^(?:~|\/Users\/[^/]+)\/Library\/Launch(?:Agents|Daemons)/,
  /(?:^|\/)authorized_keys2?$/,
]

/** Never anybody's work, wherever a call is made. */
const core = /^(?:\/(?:etc|bin|sbin|lib(?:32|64)?|boot|dev|proc|sys|System)(?:\/|$)|[A-Za-z]:\/Windows(?:\/|$))/i
const machine =
  /^(?:\/(?:etc|usr|bin|sbin|lib(?:32|64)?|boot|dev|proc|sys|opt|var|root|System|Library|Applications)(?:\/|$)|[A-Za-z]:\/(?:Windows|Program Files|ProgramData)(?:\/|$))/i
const temporary = /^(?:\/tmp|\/var\/tmp|\/private\/tmp|\/var\/folders|\/dev\/shm|\$(?:\{?TMPDIR\}?|\(mktemp[^)]*\)))(?:\/|$)/

/** Paths that a pattern may stand for. */
const samples = [
  ".claude/settings.json",
  ".claude/settings.local.json",
  ".claude/hooks",
  ".cursor/hooks.json",
  ".codex/hooks.json",
  ".gemini/settings.json",
  ".git/hooks",
  ".github/hooks",
  ".husky/pre-commit",
  ".tipstaff/trust.json",
]

function sameShape(pattern: string, sample: string): boolean {
  const [parts, names] = [pattern.split("/").slice(-sample.split("/").length), sample.split("/")]
  return (
    parts.length === names.length &&
    parts.some((part) => /[A-Za-z.]/.test(part.replace(/[*?]/g, ""))) &&
    parts.every((part, index) => standsFor(part, names[index]!))
  )
}

export type Place = "guard" | "git-hooks" | "git" | "start" | "machine" | "temporary" | "home" | "elsewhere" | "work"

/** `cwd`: where relative paths count from, inside the work tree `root`. */
export function placeOf(path: string, cwd: string, root: string): Place {
  const normal = normalPath(path, cwd)
  const hidden = /[*?[]/.test(normal) ? samples.find((sample) => normal.split("/").length >= 2 && sameShape(normal, sample)) : undefined
  if (hidden !== undefined) return placeOf(hidden, cwd, root)
  if (ownFiles.some((pattern) => pattern.test(normal))) return "guard"
  if (gitHooks.some((pattern) => pattern.test(normal))) return "git-hooks"
  if (gitFolder.test(normal)) return "git"
  if (startFiles.some((pattern) => pattern.test(normal))) return "start"
  if (temporary.test(normal)) return "temporary"
  if (core.test(normal)) return "machine"
  const base = normalPath(root)
  if (normal === base || normal.startsWith(base.endsWith("/") ? base : `${base}/`)) return "work"
  if (normal === "/" || machine.test(normal) || /^[A-Za-z]:\/?$/.test(normal)) return "machine"
  return normal.startsWith("~") || /^\/(?:home|Users)(?:\/|$)/.test(normal) ? "home" : "elsewhere"
}
