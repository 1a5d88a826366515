/** The rule set, in the order in which reports list it: the policy's eight patterns first, then the project's own. */
import { canonicalJson } from "../../base/canonical-json.ts"
import { sha256 } from "../../base/hash.ts"
import type { SecretRule } from "./rule.ts"
import { cloudRules } from "./rules/cloud.ts"
import { developmentRules } from "./rules/development.ts"
import { genericRules } from "./rules/generic.ts"
import { namedRules } from "./rules/named.ts"
import { placedRules } from "./rules/placed.ts"
import { policyRules } from "./rules/policy.ts"
import { serviceRules } from "./rules/services.ts"
import { structureRules } from "./rules/structures.ts"

export const secretRules: readonly SecretRule[] = [
  ...policyRules,
  ...cloudRules,
  ...developmentRules,
  ...serviceRules,
  ...structureRules,
  ...genericRules,
  ...namedRules,
  ...placedRules,
]

/** Names a rule set in records: the number of rules and the beginning of their digest. Any changed rule changes it. */
export function ruleSetVersion(rules: readonly SecretRule[] = secretRules): string {
  const digest = sha256(canonicalJson(rules.map((rule) => ({ ...rule }))))
  return `${rules.length}.${digest.slice(0, 12)}`
}
