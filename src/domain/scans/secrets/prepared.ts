/** The scanner as the product uses it: with the automaton that the build has laid beside the bundle. */
import { readFileSync } from "node:fs"
import type { Instant } from "../../../base/clock.ts"
import type { Automaton } from "../../secrets/automaton.ts"
import { unpackAutomaton } from "../../secrets/prepared-automaton.ts"
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

function prepare(stems: readonly string[]): Automaton | undefined {
  try {
    return unpackAutomaton(readFileSync(new URL("./secret-automaton.bin", import.meta.url)), stems)
  } catch {
    // Run from the sources, there is none; it is made anew, as it is when the file is damaged.
    return undefined
  }
}
