/** The scanner of a repository: with its baseline's key, its suppressions, and its word on comments. */
import { join } from "node:path"
import type { HmacKey } from "../../base/hash.ts"
import type { World } from "../../base/world.ts"
import { readTextIfPresent } from "../../platform/files.ts"
import { stateKey } from "../../platform/state-key.ts"
import type { Imported, ImportedTexts } from "../../domain/scans/secrets/imported.ts"
import { productScanner, type ScanSettings } from "../../domain/scans/secrets/prepared.ts"
import { baselinePath, type Baseline } from "../../domain/secrets/baseline.ts"
import { parseBaseline } from "../../domain/secrets/baseline-file.ts"
import type { LeavingOut } from "../../domain/secrets/exclusions.ts"
import { fingerprintKey, type FingerprintKey } from "../../domain/secrets/fingerprint-key.ts"
import type { ImportedRuleSet } from "../../domain/secrets/gitleaks/rule-set.ts"
import type { SecretScanner } from "../../domain/secrets/scanner.ts"
import type { ImportRequest } from "./import.ts"
import { secretRulesOf, settingsPath, type RepositoryRules } from "./set-aside.ts"

export interface RepositoryScanner {
  readonly scanner: SecretScanner
  readonly settings: ScanSettings
  readonly key: HmacKey
  readonly keySource: FingerprintKey["source"]
  readonly baseline: Baseline | undefined
  readonly rules: RepositoryRules
  /** Undefined where the settings exclude nothing, and where nothing is to be left out. */
  readonly leavingOut: LeavingOut | undefined
  /** What a gitleaks configuration makes of the rules. */
  readonly imported: ImportedRuleSet | undefined
}

export interface OpenOptions extends ImportRequest {
  /** Read no comment that allows a secret, and leave out no path. */
  readonly noIgnore: boolean
  /** From the root to the folder of the scan: empty, or ending with a slash. */
  readonly prefix?: string
  /** The key of the fingerprints, where it is not to be the repository's. */
  readonly key?: HmacKey
}

/** Throws what the settings, the baseline and an imported configuration say when they cannot be used. */
export async function openScanner(root: string, options: OpenOptions, world: World): Promise<RepositoryScanner> {
  const { noIgnore, key: given } = options
  const text = await readTextIfPresent(join(root, baselinePath))
  const baseline = text === undefined ? undefined : parseBaseline(text)
  const { key, source: keySource } = given === undefined ? await keyOf(baseline, world) : ({ key: given, source: "baseline" } as const)
  const rules = await secretRulesOf(root)
  const imported = await importFor(root, rules.settings.gitleaks, options, world)
  const settings: ScanSettings = {
    key,
    ...(rules.settings.inlineAllow && !noIgnore ? { allowAt: world.clock.now() } : {}),
    ...(imported === undefined ? {} : { imported: imported.texts }),
  }
  const leavingOut = noIgnore ? undefined : await leavingOutOf(rules, options.prefix ?? "")
  return { scanner: productScanner(settings, imported), settings, key, keySource, baseline, rules, leavingOut, imported: imported?.set }
}

/** What reads such a configuration is a third of all that scans, and few repositories have one. */
async function importFor(root: string, setting: string | undefined, options: OpenOptions, world: World): Promise<(Imported & Texts) | undefined> {
  if (setting === undefined && options.config === undefined && options.lenient !== true) return undefined
  const [{ importOf }, { importedRules }] = await Promise.all([import("./import.ts"), import("../../domain/scans/secrets/imported.ts")])
  const texts = importOf(root, setting, options, world)
  return { ...importedRules(texts), texts }
}

interface Texts {
  readonly texts: ImportedTexts
}

async function leavingOutOf({ exclusions, exclusionLineOf }: RepositoryRules, prefix: string): Promise<LeavingOut | undefined> {
  if (exclusions.length === 0) return undefined
  const { leavingOut } = await import("../../domain/secrets/exclusions.ts")
  return leavingOut(exclusions, { prefix, file: settingsPath, lineOf: exclusionLineOf })
}

async function keyOf(baseline: Baseline | undefined, world: World): Promise<FingerprintKey> {
  const environment = world.env["TIPSTAFF_FINGERPRINT_KEY"]
  return fingerprintKey({ environment, salt: baseline?.salt, machine: () => stateKey(world.stateDir, "scan") })
}
