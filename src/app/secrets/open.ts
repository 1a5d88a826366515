/** The scanner of a repository: with its baseline's key, its suppressions, and its word on comments. */
import { join } from "node:path"
import type { World } from "../../base/world.ts"
import { readTextIfPresent } from "../../platform/files.ts"
import { stateKey } from "../../platform/state-key.ts"
import { productScanner, type ScanSettings } from "../../domain/scans/secrets/prepared.ts"
import { baselinePath, type Baseline } from "../../domain/secrets/baseline.ts"
import { parseBaseline } from "../../domain/secrets/baseline-file.ts"
import { fingerprintKey } from "../../domain/secrets/fingerprint-key.ts"
import type { SecretScanner } from "../../domain/secrets/scanner.ts"
import { secretRulesOf, type RepositoryRules } from "./set-aside.ts"

export interface RepositoryScanner {
  readonly scanner: SecretScanner
  readonly settings: ScanSettings
  readonly key: Uint8Array
  readonly baseline: Baseline | undefined
  readonly rules: RepositoryRules
}

export interface OpenOptions {
  /** Read no comment that allows a secret. */
  readonly noIgnore: boolean
  /** The key of the fingerprints, where it is not to be the repository's. */
  readonly key?: Uint8Array
}

/** Throws what the settings and the baseline say when they cannot be used. */
export async function openScanner(root: string, { noIgnore, key: given }: OpenOptions, world: World): Promise<RepositoryScanner> {
  const text = await readTextIfPresent(join(root, baselinePath))
  const baseline = text === undefined ? undefined : parseBaseline(text)
  const key = given ?? (await keyOf(baseline, world))
  const rules = await secretRulesOf(root)
  const settings: ScanSettings = { key, ...(rules.settings.inlineAllow && !noIgnore ? { allowAt: world.clock.now() } : {}) }
  return { scanner: productScanner(settings), settings, key, baseline, rules }
}

async function keyOf(baseline: Baseline | undefined, world: World): Promise<Uint8Array> {
  const environment = world.env["TIPSTAFF_FINGERPRINT_KEY"]
  const { key } = await fingerprintKey({ environment, salt: baseline?.salt, machine: () => stateKey(world.stateDir, "scan") })
  return key
}
