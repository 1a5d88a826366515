/** Which checklist items answer which regulatory control. Pure; what is not mapped is recorded, never dropped. */
import type { RegulatoryControl } from "./compliance.ts"

export interface ControlMapping {
  readonly control: string
  readonly framework: string
  readonly requirement: string
  /** Names of control areas and ids of checklist items. */
  readonly items: readonly string[]
  readonly status: "mapped" | "skipped" | "unmapped"
  /** How the mapping came about, or why there is none. */
  readonly reason: string
  readonly where: string
}

interface SeedControl {
  readonly framework: string
  readonly id: string
  readonly requirement: string
  readonly items: readonly string[]
}

/** The two examples that the security check protocol gives. */
export const seedControls: readonly SeedControl[] = [
  {
    framework: "SOC2",
    id: "CC6.1",
    requirement: "Access to infrastructure is restricted",
    items: ["authentication", "authorization", "configuration", "minimum-permission"],
  },
  { framework: "GDPR", id: "Art. 32", requirement: "Data encryption during transit and at rest", items: ["data protection", "configuration"] },
]

// Words of a requirement and the items that answer it. Each pattern is a plain alternation of words.
const keywords: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:authenticat\w*|password\w*|mfa|multi-?factor|log-?in|sign-?in|session\w*|identit\w+)\b/i, ["authentication"]],
  [/\b(?:authoriz\w*|authoris\w*|access\w*|permission\w*|privilege\w*|role\w*|rbac|segregation)\b/i, ["authorization", "minimum-permission"]],
  [/\b(?:encrypt\w*|cryptograph\w*|tls|transit|at rest|confidential\w*|personal data|privacy|pseudonymi\w*|retention|data)\b/i, ["data protection"]],
  [/\b(?:tenant\w*|multi-?tenan\w*|isolation|segmentation)\b/i, ["multi-tenancy"]],
  [/\b(?:configur\w*|harden\w*|infrastructure|firewall\w*|network\w*|patch\w*|baseline\w*|vulnerabilit\w*)\b/i, ["configuration"]],
  [/\b(?:secret\w*|credential\w*|keys?|token\w*|rotat\w*|vault\w*)\b/i, ["secrets management", "credential-store", "rotation"]],
  [/\b(?:vendor\w*|supplier\w*|third.part\w+|processor\w*|subprocessor\w*)\b/i, ["residency", "soc2", "deletion"]],
  [/\b(?:dependenc\w+|supply.chain|component\w*|sbom)\b/i, ["coding-supply-chain"]],
  [/\b(?:injection|input validation|sanitiz\w*|sanitis\w*)\b/i, ["coding-injection"]],
]

/** `skips` names controls that the reviewer leaves out (`SOC2 CC6.1` or `CC6.1`), with the reason. */
export function mapControls(controls: readonly RegulatoryControl[], skips: ReadonlyMap<string, string> = new Map()): ControlMapping[] {
  const listed = new Set(controls.map((control) => keyOf(control.framework, control.id)))
  const seeds = seedControls
    .filter((seed) => !listed.has(keyOf(seed.framework, seed.id)))
    .map((seed): RegulatoryControl => ({ id: seed.id, framework: seed.framework, requirement: seed.requirement, where: "product default" }))
  return [...seeds, ...controls].map((control) => mappingOf(control, skips))
}

function keyOf(framework: string, id: string): string {
  const full = id.toLowerCase().startsWith(framework.toLowerCase()) ? id : `${framework} ${id}`
  return full.toLowerCase().replaceAll(/[^a-z0-9]+/g, "")
}

function mappingOf(control: RegulatoryControl, skips: ReadonlyMap<string, string>): ControlMapping {
  const base = { control: control.id, framework: control.framework, requirement: control.requirement, where: control.where }
  const skip = skips.get(`${control.framework} ${control.id}`.trim()) ?? skips.get(control.id)
  if (skip !== undefined) return { ...base, items: [], status: "skipped", reason: skip.trim() === "" ? "skipped without a reason" : skip }
  const seed = seedControls.find((each) => keyOf(each.framework, each.id) === keyOf(control.framework, control.id))
  if (seed) return { ...base, items: seed.items, status: "mapped", reason: "example of the security check protocol" }
  const text = control.requirement.slice(0, 5000)
  const items = [...new Set(keywords.flatMap(([words, answers]) => (words.test(text) ? answers : [])))]
  if (items.length > 0) return { ...base, items, status: "mapped", reason: "by the words of the requirement" }
  return { ...base, items, status: "unmapped", reason: "no checklist item is known for it; the reviewer answers it by hand or skips it" }
}
