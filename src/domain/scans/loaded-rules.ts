/** Every rule that the embedded engines know, in one shape: for explanations and for the checks of a threat model. */
import type { Severity } from "../../base/severity.ts"
import type { ScanClass } from "../findings/finding.ts"
import { secretRules } from "../secrets/rules.ts"
import { builtInRules } from "./code/rules.ts"
import { ruleDescriptions } from "./configuration/rule.ts"

export interface LoadedRule {
  readonly id: string
  readonly class: ScanClass
  readonly title: string
  readonly message: string
  readonly remediation: string
  readonly severity: Severity
  readonly cwe: readonly string[]
  readonly owasp: readonly string[]
  readonly references: readonly string[]
}

/** Use of Hard-coded Credentials. */
const hardcoded = ["CWE-798"]

export function loadedRules(): LoadedRule[] {
  return [
    ...builtInRules().map((rule): LoadedRule => ({ ...rule, class: "sast" })),
    ...[...ruleDescriptions.values()].map((rule): LoadedRule => ({ ...rule, class: "sast" })),
    ...secretRules.map((rule): LoadedRule => ({
      id: rule.id,
      class: "secrets",
      title: rule.title,
      message: `${rule.provider}: ${rule.title} (${rule.tag} rule, ${rule.confidence} confidence).`,
      remediation: rule.remediation,
      severity: rule.severity,
      cwe: hardcoded,
      owasp: ["A07:2021"],
      references: [rule.help],
    })),
  ]
}
