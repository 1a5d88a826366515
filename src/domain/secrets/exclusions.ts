/** Paths that the settings leave out of every scan: which they are, why, and how many files that were. */
import picomatch from "picomatch"
import { shown } from "./formats/outside.ts"
import type { LeftOut } from "./report.ts"
import { matchesAll, pathGlob } from "./suppressions.ts"

export interface Exclusion {
  /** Pattern of paths from the repository's root. */
  readonly path: string
  readonly reason: string
}

/** Paths count from the folder of the scan. */
export interface LeavingOut {
  /** Whether an exclusion holds for the path. Asking counts nothing. */
  holdsFor(path: string): boolean
  /** A file at this path, for which an exclusion holds, was not looked at. */
  count(path: string): void
  /** In the order of the settings; exclusions that met nothing are left away. */
  counted(): LeftOut[]
  /** Exclusions that do not hold here: one sentence each, with file and line. */
  readonly notes: readonly string[]
}

export interface ExclusionContext {
  /** From the repository's root to the folder of the scan: empty, or ending with a slash. */
  readonly prefix: string
  /** The settings file, for the notes. */
  readonly file: string
  /** Where entry `index` stands in it, 1-based. */
  readonly lineOf: (index: number) => number | undefined
}

export function leavingOut(entries: readonly Exclusion[], { prefix, file, lineOf }: ExclusionContext): LeavingOut {
  const notes: string[] = []
  const active: { readonly entry: Exclusion; readonly matches: (path: string) => boolean; files: number }[] = []
  for (const [index, entry] of entries.entries()) {
    const problem = problemWith(entry)
    // The same options as in a review, so that both leave out the same files.
    if (problem === undefined) active.push({ entry, matches: picomatch(entry.path, { dot: true }), files: 0 })
    else notes.push(`${shown(file)}:${lineOf(index) ?? 1}: the exclusion ${problem}, so the scan for secrets does not heed it`)
  }
  const ruleFor = (path: string) => active.find(({ matches }) => matches(prefix + path))
  return {
    holdsFor: (path) => ruleFor(path) !== undefined,
    count(path) {
      const rule = ruleFor(path)
      if (rule !== undefined) rule.files += 1
    },
    counted: () => active.filter(({ files }) => files > 0).map(({ entry, files }) => ({ pattern: entry.path, reason: entry.reason, files })),
    notes,
  }
}

/** A repository may be anybody's: its patterns must not take for ever, and none switches the scan off. */
function problemWith({ path }: Exclusion): string | undefined {
  const parsed = pathGlob.safeParse(path)
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "has a pattern that cannot be used"
  return matchesAll(path) ? "holds for every path" : undefined
}
