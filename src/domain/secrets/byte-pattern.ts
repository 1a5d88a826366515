/** The expressions of rules over text that holds one byte per character. */
import { withoutCase } from "./ascii-case.ts"
import type { SecretRule } from "./rule.ts"
import { byteWhiteSpace } from "./shapes.ts"

export function bytePattern(rule: SecretRule): string {
  // Only the policy's own patterns need this; the others say [ \t] or mean ASCII white space.
  return rule.tag === "policy" ? rule.pattern.replaceAll("\\s", byteWhiteSpace) : rule.pattern
}

/** The same with upper and lower case written out, where the rule does not mind them: what is run. */
export function expressionOf(rule: SecretRule): string {
  const source = bytePattern(rule)
  return rule.ignoreCase ? withoutCase(source) : source
}
