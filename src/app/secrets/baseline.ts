/** Handler of `tipstaff secrets baseline`. */
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { exitCode } from "../../base/exit-code.ts"
import { TipstaffError } from "../../base/errors.ts"
import type { Handler } from "../../base/operation.ts"
import type { HmacKey } from "../../base/hash.ts"
import type { World } from "../../base/world.ts"
import { readTextIfPresent, writeWhole } from "../../platform/files.ts"
import { stateKey } from "../../platform/state-key.ts"
import { addToBaseline, baselinePath, newBaseline, staleEntries, withoutEntries, type Baseline } from "../../domain/secrets/baseline.ts"
import { formatBaseline } from "../../domain/secrets/baseline-file.ts"
import type { LeavingOut } from "../../domain/secrets/exclusions.ts"
import { fingerprintKey } from "../../domain/secrets/fingerprint-key.ts"
import { counted } from "../../domain/secrets/formats/outside.ts"
import { withUnionMerge } from "../../domain/secrets/union-merge.ts"
import type { ImportRequest } from "./import.ts"
import { scanForSecrets, type SecretScan } from "./run.ts"

interface BaselineInput extends ImportRequest {
  readonly path: string
  readonly prune: boolean
  readonly dryRun: boolean
}

interface BaselineOutput {
  readonly file: string
  readonly entries: number
  readonly added: number
  readonly dropped: number
  readonly written: boolean
}

export const handleSecretsBaseline: Handler<BaselineInput, BaselineOutput> = async (world, input) => {
  const request = { config: input.config, lenient: input.lenient, path: input.path, staged: false, range: [], history: false, noIgnore: false }
  const started = await begun(await scanForSecrets(request, world), world)
  const before = started.baseline
  const after = input.prune ? pruned(started, before) : addToBaseline(before, started.key, started.findings)
  const changed = after.entries.length !== before.entries.length || started.fresh
  if (changed && !input.dryRun) await write(started.root, after)
  const [added, dropped] = [Math.max(0, after.entries.length - before.entries.length), Math.max(0, before.entries.length - after.entries.length)]
  const data: BaselineOutput = { file: baselinePath, entries: after.entries.length, added, dropped, written: changed && !input.dryRun }
  return { exitCode: exitCode.ok, data, text: told(data, input) }
}

interface Begun {
  readonly root: string
  readonly key: HmacKey
  readonly baseline: Baseline
  /** There was none before. */
  readonly fresh: boolean
  /** What the scan would report, under the fingerprints of this baseline. */
  readonly findings: SecretScan["all"]
  readonly scan: SecretScan
}

/** The first baseline brings its own key, so the secrets are fingerprinted anew under it. */
async function begun(scan: SecretScan, world: World): Promise<Begun> {
  const { root, prefix } = scan.home
  if (prefix !== "" || scan.source.kind !== "folder")
    throw new TipstaffError("secrets/baseline-part", "a baseline speaks of a whole repository, and the path is a part of one", {
      next: `name ${root}`,
    })
  if (scan.report.notScanned.length > 0)
    throw new TipstaffError(
      "secrets/baseline-incomplete",
      `${counted(scan.report.notScanned.length, "path")} could not be scanned, so the baseline would not be whole`,
      {
        next: "tipstaff secrets scan names them; correct them or name them under review.exclude, then run this again",
      },
    )
  if (scan.baseline !== undefined) return { root, key: scan.key, baseline: scan.baseline, fresh: false, findings: scan.open, scan }
  const salt = randomBytes(16)
  const { key } = await fingerprintKey({
    environment: world.env["TIPSTAFF_FINGERPRINT_KEY"],
    salt: salt.toString("hex"),
    machine: () => stateKey(world.stateDir, "scan"),
  })
  const again = await scanForSecrets({ ...scan.request, key }, world)
  return { root, key, baseline: newBaseline(salt, key), fresh: true, findings: again.open, scan: again }
}

function pruned({ scan }: Begun, baseline: Baseline): Baseline {
  const stale = staleEntries(baseline, { findings: scan.all, notScanned: scan.report.notScanned }) ?? []
  // Where nobody looked, nothing is known to be gone.
  return withoutEntries(
    baseline,
    stale.filter(({ path }) => !wasLeftOut(path, scan.leavingOut)),
  )
}

/** An entry of an archive is left out with the archive. */
function wasLeftOut(path: string, leavingOut: LeavingOut | undefined): boolean {
  return leavingOut !== undefined && [path, path.split("!/", 1)[0]!].some((at) => leavingOut.holdsFor(at))
}

async function write(root: string, baseline: Baseline): Promise<void> {
  await writeWhole(join(root, baselinePath), formatBaseline(baseline))
  const attributes = join(root, ".gitattributes")
  const before = (await readTextIfPresent(attributes)) ?? ""
  const after = withUnionMerge(before)
  if (after !== before) await writeWhole(attributes, after)
}

function told({ entries, added, dropped, written }: BaselineOutput, { prune, dryRun }: BaselineInput): string {
  const change = prune ? `${counted(dropped, "entry", "entries")} dropped` : `${counted(added, "entry", "entries")} added`
  const lines = [`${baselinePath}: ${change}, ${entries} in all${written ? "" : dryRun ? " (nothing written)" : " (unchanged)"}`]
  if (written) lines.push("next: commit it together with .gitattributes; rotate what it holds, it is as exposed as before")
  return `${lines.join("\n")}\n`
}
