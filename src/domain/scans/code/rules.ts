/** The rule pack that ships with the product, from the file that `scripts/generate-code-rules.ts` makes of `rules/code`. */
import { sha256 } from "../../../base/hash.ts"
import type { CodeRule } from "./rule.ts"
import generated from "./rules.generated.json" with { type: "json" }

/** Validated when it was generated; a test holds that the file is up to date. */
export function builtInRules(): readonly CodeRule[] {
  return generated as unknown as readonly CodeRule[]
}

/** Changes whenever any rule does: `1.0.0+` and the first digits of the digest of all rules. */
export function packVersion(rules: readonly CodeRule[]): string {
  return `1.0.0+${sha256(JSON.stringify(rules)).slice(0, 12)}`
}
