/** `secrets rules`: what is looked for, by provider. */
import { TipstaffError } from "../../../base/errors.ts"
import { painter } from "../../../base/paint.ts"
import { suggest } from "../../../base/suggest.ts"
import { counted, harmlessJson, shown } from "../formats/outside.ts"
import type { SecretRule } from "../rule.ts"
import { ruleSetVersion } from "../rule-set.ts"

/** All rules without a provider; upper and lower case are the same. Throws `secrets/unknown-provider`. */
export function rulesOfProvider(rules: readonly SecretRule[], provider: string | undefined): readonly SecretRule[] {
  if (provider === undefined) return rules
  const found = rules.filter((rule) => rule.provider.toLowerCase() === provider.toLowerCase())
  if (found.length > 0) return found
  const close = suggest(provider, new Set(rules.map((rule) => rule.provider)))
  throw new TipstaffError("secrets/unknown-provider", "no rule for secrets is for that provider", {
    next: close === undefined ? "tipstaff secrets rules lists them" : `did you mean ${close}?`,
  })
}

/** Each column as wide as its longest cell; ends with a line break. `all` is the whole set, which the last line names. */
export function ruleTable(rules: readonly SecretRule[], all: readonly SecretRule[], options: { readonly colour: boolean }): string {
  const paint = painter(options.colour)
  const idWidth = longest(rules.map(({ id }) => shown(id)))
  const titleWidth = longest(rules.map(({ title }) => shown(title)))
  const groups = [...byProvider(rules)].map(([provider, group]) => [
    `${paint("strong", shown(provider))} ${paint("faint", `(${group.length})`)}`,
    ...group.map(
      (rule) => `  ${shown(rule.id).padEnd(idWidth)}  ${shown(rule.title).padEnd(titleWidth)}  ${rule.severity}, ${rule.confidence} confidence`,
    ),
  ])
  const policy = rules.filter(({ tag }) => tag === "policy").length
  const total = `${counted(rules.length, "rule")}, ${policy} of them the security policy's own; rule set ${ruleSetVersion(all)}`
  return `${[...groups, [total]].map((lines) => lines.join("\n")).join("\n\n")}\n`
}

function longest(cells: readonly string[]): number {
  return cells.reduce((width, cell) => Math.max(width, cell.length), 0)
}

function byProvider(rules: readonly SecretRule[]): ReadonlyMap<string, readonly SecretRule[]> {
  const groups = new Map<string, SecretRule[]>()
  for (const rule of rules) {
    const group = groups.get(rule.provider)
    if (group === undefined) groups.set(rule.provider, [rule])
    else group.push(rule)
  }
  return groups
}

/** Ends with a line break. */
export function ruleListJson(rules: readonly SecretRule[], all: readonly SecretRule[]): string {
  return harmlessJson({ schema: 1, ruleSet: ruleSetVersion(all), rules: rules.map(ruleJson) })
}

function ruleJson(rule: SecretRule): object {
  return {
    id: rule.id,
    title: rule.title,
    provider: rule.provider,
    tag: rule.tag,
    kind: rule.kind,
    severity: rule.severity,
    confidence: rule.confidence,
    keywords: rule.keywords,
    pattern: rule.pattern,
    ignoreCase: rule.ignoreCase,
    ...(rule.paths === undefined ? {} : { paths: rule.paths }),
    ...(rule.validator === undefined ? {} : { validator: rule.validator }),
    ...(rule.minEntropy === undefined ? {} : { minEntropy: rule.minEntropy }),
    envVar: rule.envVar,
    remediation: rule.remediation,
    help: rule.help,
  }
}
