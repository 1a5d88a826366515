/** Which findings are not reported, and by whose word: a comment, a suppression, the baseline. */
import { join } from "node:path"
import type { HmacKey } from "../../base/hash.ts"
import type { World } from "../../base/world.ts"
import { readTextIfPresent } from "../../platform/files.ts"
import { applyBaseline, type Baseline } from "../../domain/secrets/baseline.ts"
import type { SecretRule } from "../../domain/secrets/rule.ts"
import type { SecretFinding, SetAside } from "../../domain/secrets/report.ts"
import type { Exclusion } from "../../domain/secrets/exclusions.ts"
import type { SecretSettings } from "../../domain/secrets/settings.ts"

export interface Found {
  /** The path as the report shows it. */
  readonly shown: string
  readonly allowed: boolean
  /** Keyed fingerprint of the value alone. */
  readonly value: string
  /** Its path counts from the root of the repository. */
  readonly finding: SecretFinding
}

export interface Kept {
  readonly findings: readonly Found[]
  readonly counts: Omit<SetAside, "imported">
  readonly notes: readonly string[]
}

export interface RepositoryRules {
  readonly settings: Pick<SecretSettings, "suppress" | "inlineAllow" | "gitleaks">
  readonly lineOf: (index: number) => number | undefined
  /** Paths that no scan looks at; the review heeds the same list. */
  readonly exclusions: readonly Exclusion[]
  readonly exclusionLineOf: (index: number) => number | undefined
}

export const settingsPath = "tipstaff.yaml"

const nothingSaid: RepositoryRules = {
  settings: { suppress: [], inlineAllow: true },
  lineOf: () => undefined,
  exclusions: [],
  exclusionLineOf: () => undefined,
}

/** Throws as loadSettings does. A file that says nothing of secrets and excludes nothing costs no reading of YAML. */
export async function secretRulesOf(root: string): Promise<RepositoryRules> {
  const text = await readTextIfPresent(join(root, settingsPath))
  if (text === undefined || !/secrets|exclude/.test(text)) return nothingSaid
  const { loadSettings } = await import("../../domain/reviews/settings.ts")
  const { settings, lineOf } = await loadSettings(root)
  return {
    settings: settings.secrets,
    lineOf: (index) => lineOf(["secrets", "suppress", index]),
    exclusions: settings.review.exclude,
    exclusionLineOf: (index) => lineOf(["review", "exclude", index]),
  }
}

export function noneAside(found: readonly Found[]): Kept {
  return { findings: found, counts: { allowed: 0, suppressed: 0, baseline: 0 }, notes: [] }
}

interface Scene {
  readonly rules: RepositoryRules
  readonly baseline: Baseline | undefined
  readonly key: HmacKey
  /** With the rules that count. */
  readonly scanner: { readonly rules: readonly SecretRule[] }
}

/** Throws `secrets/baseline-other-key`. */
export async function setAside(found: readonly Found[], { rules, baseline, key, scanner }: Scene, world: World): Promise<Kept> {
  const open = found.filter(({ allowed }) => !allowed)
  const { kept, suppressed, notes } = await withoutSuppressed(open, rules, scanner.rules, world)
  const fresh = baseline === undefined ? kept : applyBaseline(baseline, key, [...kept]).fresh
  const reported = new Set(fresh)
  return {
    findings: open.filter(({ finding }) => reported.has(finding)),
    counts: { allowed: found.length - open.length, suppressed, baseline: kept.length - fresh.length },
    notes,
  }
}

async function withoutSuppressed(
  open: readonly Found[],
  { settings, lineOf }: RepositoryRules,
  rules: readonly SecretRule[],
  world: World,
): Promise<{ readonly kept: readonly SecretFinding[]; readonly suppressed: number; readonly notes: readonly string[] }> {
  const findings = open.map(({ finding }) => finding)
  if (settings.suppress.length === 0) return { kept: findings, suppressed: 0, notes: [] }
  const { suppress } = await import("../../domain/secrets/suppressions.ts")
  const context = { now: world.clock.now(), rules: new Set(rules.map((rule) => rule.id)), file: settingsPath, lineOf }
  const { kept, suppressed, notes } = suppress(findings, settings.suppress, context)
  return { kept, suppressed: suppressed.length, notes }
}
