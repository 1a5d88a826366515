/** The scanner as the product uses it: with the keyword index that the build has laid beside the bundle. */
import { readFileSync } from "node:fs"
import type { Instant } from "../../../base/clock.ts"
import type { HmacKey } from "../../../base/hash.ts"
import { once } from "../../../base/once.ts"
import type { KeywordIndex } from "../../secrets/keyword-index.ts"
import { createKernel, type Kernel } from "../../secrets/kernel.ts"
import { unpackIndex } from "../../secrets/prepared-index.ts"
import type { SecretRule } from "../../secrets/rule.ts"
import { secretRules } from "../../secrets/rules.ts"
import { createSecretScanner, type SecretScanner } from "../../secrets/scanner.ts"
import type { Imported, ImportedTexts } from "./imported.ts"

/** What a scan is told, in a form that can be handed to a thread. */
export interface ScanSettings {
  /** Key of the fingerprints. */
  readonly key: HmacKey
  /** Comments beside a secret may allow it, judged at this time; without it none counts. */
  readonly allowAt?: Instant
  /** A configuration whose rules and allowlists count as well. */
  readonly imported?: ImportedTexts
}

/** `imported` is what importedRules makes of the texts in the settings. The scanner's `rules` are those that count. */
export function productScanner({ key, allowAt }: ScanSettings, imported?: Imported): SecretScanner {
  const rules = imported?.rules ?? secretRules
  const ids = once(() => new Set(rules.map(({ id }) => id)))
  const kernel = compiledKernel()
  const scanner = createSecretScanner({
    key,
    prepare,
    ...(kernel === undefined ? {} : { kernel }),
    ...(allowAt === undefined ? {} : { allow: { now: allowAt, rules: ids } }),
    ...(imported === undefined ? {} : { beside: imported.beside }),
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
