/** The scanner as the product uses it: with the automaton that the build has laid beside the bundle. */
import { readFileSync } from "node:fs"
import type { Instant } from "../../../base/clock.ts"
import type { Automaton } from "../../secrets/automaton.ts"
import { importedCompanion } from "../../secrets/gitleaks/companion.ts"
import { unpackAutomaton } from "../../secrets/prepared-automaton.ts"
import { secretRules } from "../../secrets/rules.ts"
import { createSecretScanner, type SecretScanner } from "../../secrets/scanner.ts"
import { importedRuleSet, type ImportedTexts } from "./imported.ts"

/** What a scan is told, in a form that can be handed to a thread. */
export interface ScanSettings {
  /** Key of the fingerprints. */
  readonly key: Uint8Array | string
  /** Comments beside a secret may allow it, judged at this time; without it none counts. */
  readonly allowAt?: Instant
  /** A configuration whose rules and allowlists count as well. */
  readonly imported?: ImportedTexts
}

/** Its `rules` are those that count. Throws as importGitleaks does. */
export function productScanner({ key, allowAt, imported }: ScanSettings): SecretScanner {
  const set = imported === undefined ? undefined : importedRuleSet(imported)
  const rules = set?.rules ?? secretRules
  const scanner = createSecretScanner({
    key,
    prepare,
    ...(allowAt === undefined ? {} : { allow: { now: allowAt, rules: new Set(rules.map(({ id }) => id)) } }),
    ...(set === undefined || imported === undefined ? {} : { beside: importedCompanion(set, imported.prefix) }),
  })
  return { ...scanner, rules }
}

function prepare(stems: readonly string[]): Automaton | undefined {
  let text: string
  try {
    text = readFileSync(new URL("./secret-automaton.json", import.meta.url), "utf8")
  } catch {
    // Run from the sources, there is none; it is made anew.
    return undefined
  }
  return unpackAutomaton(text, stems)
}
