/** The scanner as the product uses it: with the keyword index that the build has laid beside the bundle. */
import { readFileSync } from "node:fs"
import type { Instant } from "../../../base/clock.ts"
import type { HmacKey } from "../../../base/hash.ts"
import { once } from "../../../base/once.ts"
import { importedCompanion } from "../../secrets/gitleaks/companion.ts"
import type { KeywordIndex } from "../../secrets/keyword-index.ts"
import { createKernel, type Kernel } from "../../secrets/kernel.ts"
import { unpackIndex } from "../../secrets/prepared-index.ts"
import type { SecretRule } from "../../secrets/rule.ts"
import { secretRules } from "../../secrets/rules.ts"
import { createSecretScanner, type SecretScanner } from "../../secrets/scanner.ts"
import { importedRuleSet, type ImportedTexts } from "./imported.ts"

/** What a scan is told, in a form that can be handed to a thread. */
export interface ScanSettings {
  /** Key of the fingerprints. */
  readonly key: HmacKey
  /** Comments beside a secret may allow it, judged at this time; without it none counts. */
  readonly allowAt?: Instant
  /** A configuration whose rules and allowlists count as well. */
  readonly imported?: ImportedTexts
}

/** Its `rules` are those that count. Throws as importGitleaks does. */
export function productScanner({ key, allowAt, imported }: ScanSettings): SecretScanner {
  const set = imported === undefined ? undefined : importedRuleSet(imported)
  const rules = set?.rules ?? secretRules
  const ids = once(() => new Set(rules.map(({ id }) => id)))
  const kernel = compiledKernel()
  const scanner = createSecretScanner({
    key,
    prepare,
    ...(kernel === undefined ? {} : { kernel }),
    ...(allowAt === undefined ? {} : { allow: { now: allowAt, rules: ids } }),
    ...(set === undefined || imported === undefined ? {} : { beside: importedCompanion(set, imported.prefix) }),
  })
  return { ...scanner, rules }
}

function prepare(rules: readonly SecretRule[]): KeywordIndex | undefined {
  try {
    const index = rules === secretRules ? unpackIndex(readFileSync(new URL("./secret-index.bin", import.meta.url))) : undefined
    // One of another build would look for the wrong words.
    return index?.reaches.length === 2 * rules.length ? index : undefined
  } catch {
    // Run from the sources, there is none; it is made anew, as it is when the file is damaged.
    return undefined
  }
}

/** Undefined when run from the sources, or where WebAssembly is switched off: slower then, and the same. */
function compiledKernel(): Kernel | undefined {
  try {
    return createKernel(new WebAssembly.Module(readFileSync(new URL("./secret-kernel.wasm", import.meta.url))))
  } catch {
    return undefined
  }
}
