/** Paths count from where the call began, however the shell has moved since. */
import type { Effect } from "../effect.ts"
import { normalPath } from "../paths.ts"
import type { Scope } from "./scope.ts"

export function located(effects: readonly Effect[], scope: Scope): readonly Effect[] {
  if (scope.cwd === scope.start) return effects
  return effects.map((effect) => {
    if (!effect.kind.startsWith("file.") || !("path" in effect)) return effect
    return { ...effect, path: from(effect.path, scope), ...("to" in effect ? { to: from(effect.to, scope) } : {}) }
  })
}

function from(path: string, { cwd }: Scope): string {
  if (/^(?:[/~$]|[A-Za-z]:)/.test(path)) return path
  return cwd === undefined ? `$PWD/${path}` : normalPath(path, cwd)
}

/** The name under which a file is remembered. */
export function fileKey(path: string, { cwd, start }: Scope): string {
  return normalPath(path, cwd ?? start)
}
