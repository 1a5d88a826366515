/** The name of a rule set. */
import { canonicalJson } from "../../base/canonical-json.ts"
import { sha256 } from "../../base/hash.ts"
import type { SecretRule } from "./rule.ts"
import { secretRules } from "./rules.ts"

/** Names a rule set in records: the number of rules and the beginning of their digest. Any changed rule changes it. */
export function ruleSetVersion(rules: readonly SecretRule[] = secretRules): string {
  const digest = sha256(canonicalJson(rules.map((rule) => ({ ...rule }))))
  return `${rules.length}.${digest.slice(0, 12)}`
}
