/** The scanner as the product uses it: with the automaton that the build has laid beside the bundle. */
import { readFileSync } from "node:fs"
import type { Automaton } from "../../secrets/automaton.ts"
import { unpackAutomaton } from "../../secrets/prepared-automaton.ts"
import { createSecretScanner, type ScannerOptions, type SecretScanner } from "../../secrets/scanner.ts"

export function productScanner(options: Omit<ScannerOptions, "prepare">): SecretScanner {
  return createSecretScanner({ ...options, prepare })
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
