/** Suppressions of the settings: which findings are not reported, why, until when, and who answers for it. */
import picomatch from "picomatch"
import { z } from "zod"
import type { Instant } from "../../base/clock.ts"
import { suggest } from "../../base/suggest.ts"
import { shown } from "./formats/outside.ts"
import type { SecretFinding } from "./report.ts"
import { untilProblem } from "./until.ts"

/** Paths are matched as they are written; `**` crosses folders, and names with a leading dot are names like any other. */
const globOptions = { dot: true, noextglob: true, nonegate: true, regex: false } as const

/** What a pattern of paths may hold. */
export const pathGlob = z
  .string()
  .min(1)
  .max(300)
  .refine((glob) => !/[()|]|^!/.test(glob), "may hold * ? [ ] { } of the pattern signs, no parentheses, no | and no leading !")
  // A matcher tries every way to share a name among its stars: each star more multiplies the time by the name's length.
  .refine((glob) => glob.split("/").every((part) => (part.match(/[*?]+/g) ?? []).length <= 3), "may hold three * or ? in one part of the path")
  .refine((glob) => (glob.match(/\*\*/g) ?? []).length <= 3, "may hold ** three times")

export const suppressionSettings = z
  .strictObject({
    rule: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._/-]{0,99}$/)
      .optional()
      .meta({ description: "the rule that found it; tipstaff secrets rules lists them" }),
    path: pathGlob.optional().meta({ description: "pattern of the paths it holds for" }),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .meta({ description: "one secret at one place; the report in JSON names it" }),
    reason: z.string().min(3).max(1000).meta({ description: "why this is no danger" }),
    until: z.iso.date().meta({ description: "last day it holds, in UTC; at most a year ahead" }),
    owner: z.string().min(1).max(200).optional().meta({ description: "who answers for it" }),
  })
  .refine(({ rule, path, fingerprint }) => rule !== undefined || path !== undefined || fingerprint !== undefined, {
    message: "says neither rule nor path nor fingerprint: it would hold for everything",
  })
  .refine(({ rule, path, fingerprint }) => rule !== undefined || fingerprint !== undefined || path === undefined || !matchesAll(path), {
    message: "holds for every path: name a rule, or some paths",
    path: ["path"],
  })

export type Suppression = z.output<typeof suppressionSettings>

/** Names that have nothing in common: a pattern that takes one of each depth takes all. */
const probes = ["q", "q/w", "q/w/e"].flatMap((folder) => [`${folder}`, `${folder}.x7`, `.${folder}`])

export function matchesAll(glob: string): boolean {
  const matches = picomatch(glob, globOptions)
  return probes.filter((probe) => matches(probe)).length > probes.length / 2
}

export interface SuppressionContext {
  readonly now: Instant
  readonly rules: ReadonlySet<string>
  /** The settings file, for the notes. */
  readonly file: string
  /** Where entry `index` stands in it, 1-based. */
  readonly lineOf: (index: number) => number | undefined
}

export interface Suppressed {
  readonly kept: readonly SecretFinding[]
  readonly suppressed: readonly { readonly finding: SecretFinding; readonly by: Suppression }[]
  /** Entries that do not hold: ended, too far ahead, or of a rule that does not exist. One sentence each, with file and line. */
  readonly notes: readonly string[]
}

/** What several parts of an entry say must all be so. As with comments, `rule` means the finding's own rule. */
export function suppress(findings: readonly SecretFinding[], entries: readonly Suppression[], context: SuppressionContext): Suppressed {
  const notes: string[] = []
  const active: { readonly by: Suppression; readonly matches: (finding: SecretFinding) => boolean }[] = []
  for (const [index, by] of entries.entries()) {
    const problem = problemWith(by, context)
    if (problem === undefined) active.push({ by, matches: matcherOf(by) })
    else notes.push(`${shown(context.file)}:${context.lineOf(index) ?? 1}: the suppression ${problem}`)
  }
  const kept: SecretFinding[] = []
  const suppressed: { finding: SecretFinding; by: Suppression }[] = []
  for (const finding of findings) {
    const by = active.find(({ matches }) => matches(finding))?.by
    if (by === undefined) kept.push(finding)
    else suppressed.push({ finding, by })
  }
  return { kept, suppressed, notes }
}

function problemWith({ rule, until }: Suppression, { now, rules }: SuppressionContext): string | undefined {
  if (rule !== undefined && !rules.has(rule)) {
    const close = suggest(rule, rules)
    return `names the rule ${rule}, which does not exist${close === undefined ? "" : `; ${close} does`}`
  }
  return untilProblem(until, now)
}

function matcherOf({ rule, path, fingerprint }: Suppression): (finding: SecretFinding) => boolean {
  const onPath = path === undefined ? () => true : picomatch(path, globOptions)
  return (finding) =>
    (rule === undefined || finding.rule === rule) && (fingerprint === undefined || finding.fingerprint === fingerprint) && onPath(finding.path)
}
