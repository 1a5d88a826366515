/** Which rules count once a gitleaks configuration was taken over: its own, the policy's eight, and those of ours that it leaves on. */
import { TipstaffError } from "../../../base/errors.ts"
import { envVarFromName } from "../alert.ts"
import type { SecretRule } from "../rule.ts"
import { once } from "../../../base/once.ts"
import { secretRules } from "../rules.ts"
import type { GitleaksImport, ImportedRule } from "./import.ts"

export interface ImportedRuleSet {
  readonly imported: GitleaksImport
  /** The configuration's file, as messages name it. */
  readonly file: string
  /** All rules that count; the policy's first, the imported ones last. */
  readonly rules: readonly SecretRule[]
  /** The imported ones among them, by their id. */
  readonly importedRules: ReadonlyMap<string, SecretRule>
  /** Ids of our rules that do not count. */
  readonly off: ReadonlySet<string>
  /** What the import could not take over, and what it changes of our own rules. */
  readonly notes: readonly string[]
}

/** Throws `rules/invalid-value`, unless lenient, for a rule that has the id of one of the policy's. */
export function ruleSetOf(imported: GitleaksImport, file: string, lenient: boolean): ImportedRuleSet {
  const notes = [...imported.notes]
  const taken = withoutPolicyIds(imported, lenient ? notes : undefined)
  const importedRules = new Map(taken.rules.filter(({ skipReport }) => !skipReport).map((rule) => [rule.id, secretRuleOf(rule)]))
  const off = new Set(secretRules.filter((rule) => isOff(rule, imported, importedRules)).map(({ id }) => id))
  notes.push(...notesOnOwn(imported, file, importedRules))
  return { imported: taken, file, rules: [...secretRules.filter(({ id }) => !off.has(id)), ...importedRules.values()], importedRules, off, notes }
}

/** The policy's patterns are no setting: no file turns them off. */
function isOff({ id, tag }: SecretRule, { useDefault, disabledRules }: GitleaksImport, importedRules: ReadonlyMap<string, SecretRule>): boolean {
  return tag !== "policy" && (!useDefault || disabledRules.includes(id) || importedRules.has(id))
}

const policyIds = once((): ReadonlySet<string> => new Set(secretRules.filter(({ tag }) => tag === "policy").map(({ id }) => id)))
const ownIds = once((): ReadonlySet<string> => new Set(secretRules.map(({ id }) => id)))

function withoutPolicyIds(imported: GitleaksImport, notes: string[] | undefined): GitleaksImport {
  const refused = imported.rules.filter(({ id }) => policyIds().has(id))
  for (const { id, file, line } of refused) {
    const message = `rule ${id} has the id of one of the security policy's own rules`
    if (notes === undefined) throw new TipstaffError("rules/invalid-value", message, { file, line, next: "give it another id" })
    notes.push(`${file}:${line}: ${message}; give it another id`)
  }
  return refused.length === 0 ? imported : { ...imported, rules: imported.rules.filter(({ id }) => !policyIds().has(id)) }
}

function notesOnOwn({ useDefault, disabledRules }: GitleaksImport, file: string, importedRules: ReadonlyMap<string, SecretRule>): string[] {
  if (!useDefault) return [`${file}: of our own rules only the security policy's eight are on; set useDefault under [extend] to keep the others`]
  const kept = disabledRules.filter((id) => policyIds().has(id))
  const replaced = [...importedRules.keys()].filter((id) => ownIds().has(id))
  return [
    ...kept.map((id) => `${file}: ${id} is one of the security policy's eight rules, which stay on; take it out of disabledRules`),
    ...replaced.map((id) => `${file}: its rule ${id} stands in place of ours; give it another id to keep both`),
  ]
}

/** As reports name it. Its pattern is Go's and is searched by find.ts alone. */
function secretRuleOf(rule: ImportedRule): SecretRule {
  return {
    id: rule.id,
    tag: "extended",
    kind: "provider",
    provider: rule.tags[0] ?? "gitleaks import",
    title: rule.title.slice(0, 200),
    keywords: rule.keywords,
    pattern: rule.pattern?.source ?? "",
    ignoreCase: false,
    capture: rule.secretGroup,
    ...(rule.path === undefined ? {} : { paths: rule.path.source }),
    ...(rule.entropy === 0 ? {} : { minEntropy: rule.entropy }),
    confidence: "medium",
    severity: "high",
    remediation: "Revoke it where it was issued, issue a new one, and keep that outside of the repository.",
    help: "https://github.com/gitleaks/gitleaks#configuration",
    envVar: envVarFromName(rule.id) ?? "APP_SECRET",
  }
}
