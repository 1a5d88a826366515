/** The expressions of rules over text that holds one byte per character. */
import type { SecretRule } from "./rule.ts"
import { byteWhiteSpace } from "./shapes.ts"

export function bytePattern(rule: SecretRule): string {
  // Only the policy's own patterns need this; the others say [ \t] or mean ASCII white space.
  return rule.tag === "policy" ? rule.pattern.replaceAll("\\s", byteWhiteSpace) : rule.pattern
}
