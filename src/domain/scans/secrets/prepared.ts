/** The scanner as the product uses it: with the keyword index that the build has laid beside the bundle. */
import { readFileSync } from "node:fs"
import type { Instant } from "../../../base/clock.ts"
import type { KeywordIndex } from "../../secrets/keyword-index.ts"
import { unpackIndex } from "../../secrets/prepared-index.ts"
import type { SecretRule } from "../../secrets/rule.ts"
import { secretRules } from "../../secrets/rules.ts"
import { createSecretScanner, type SecretScanner } from "../../secrets/scanner.ts"

/** What a scan is told, in a form that can be handed to a thread. */
export interface ScanSettings {
  /** Key of the fingerprints. */
  readonly key: Uint8Array | string
  /** Comments beside a secret may allow it, judged at this time; without it none counts. */
  readonly allowAt?: Instant
}

export function productScanner({ key, allowAt }: ScanSettings): SecretScanner {
  return createSecretScanner({ key, prepare, ...(allowAt === undefined ? {} : { allow: { now: allowAt, rules: ruleIds } }) })
}

const ruleIds: ReadonlySet<string> = new Set(secretRules.map((rule) => rule.id))

function prepare(rules: readonly SecretRule[]): KeywordIndex | undefined {
  try {
    return unpackIndex(readFileSync(new URL("./secret-index.bin", import.meta.url)), rules)
  } catch {
    // Run from the sources, there is none; it is made anew, as it is when the file is damaged.
    return undefined
  }
}
