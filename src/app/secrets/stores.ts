/** Handler of `tipstaff secrets stores`: the deployment check on where secrets come from. */
import { randomBytes } from "node:crypto"
import { realpath } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { exitCode } from "../../base/exit-code.ts"
import { TipstaffError } from "../../base/errors.ts"
import { printable } from "../../base/mask.ts"
import type { Handler } from "../../base/operation.ts"
import { recordPath, statOf } from "../../platform/files.ts"
import { openRepository } from "../../platform/git.ts"
import { listFiles } from "../../platform/walk.ts"
import { loadSettings } from "../../domain/reviews/settings.ts"
import { productScanner } from "../../domain/scans/secrets/prepared.ts"
import { storePolicyOf, type Environment, type SecretStore } from "../../domain/secrets/stores.ts"
import { checkStores, type ManifestFile, type StoreReport } from "../../domain/scans/stores/check.ts"

interface Input {
  readonly path?: string | undefined
  readonly environment: Exclude<Environment, "development">
}

interface Output extends StoreReport {
  readonly environment: Environment
  readonly stores: readonly SecretStore[]
}

export const handleSecretStores: Handler<Input, Output> = async (world, input) => {
  const options = { env: world.env, signal: world.signal }
  const named = resolve(world.cwd, input.path ?? ".")
  // Git names the repository by its real path.
  const asked = await realpath(named).catch(() => named)
  const single = (await statOf(asked))?.isFile() === true
  const { root } = await openRepository(single ? dirname(asked) : asked, options)
  const { settings } = await loadSettings(root)
  const policy = storePolicyOf(settings.secrets.stores, input.environment)
  const files = single ? [{ path: recordPath(root, asked), file: asked, chosen: true }] : await filesBelow(root, recordPath(root, asked), options)
  // Nothing is compared with another run: any key will do.
  const report = await checkStores(files, policy, productScanner({ key: randomBytes(32) }))
  if (report.examined.length === 0 && report.unread.length === 0)
    throw new TipstaffError("stores/nothing-to-check", `no manifest for ${input.environment} was found`, { next: "name the folder or the manifest" })
  const lines = [
    ...report.faults.map(({ path, line, name, reason }) => `${printable(path)}:${line}: ${printable(name)}: ${printable(reason)}\n`),
    ...report.unread.map(({ path, reason }) => `${printable(path)}: could not be checked: ${printable(reason)}\n`),
  ]
  const allowed = policy.stores.length === 0 ? "none; the policies that apply have no store in common" : policy.stores.join(", ")
  return {
    exitCode: report.unread.length > 0 ? exitCode.couldNotRun : report.faults.length > 0 ? exitCode.refused : exitCode.ok,
    data: { environment: input.environment, stores: policy.stores, ...report },
    text: `${lines.join("")}${report.examined.length} manifest(s) for ${input.environment}; stores: ${allowed}\n`,
  }
}

async function filesBelow(root: string, folder: string, options: Parameters<typeof listFiles>[1]): Promise<ManifestFile[]> {
  const { files } = await listFiles(root, options)
  const inside = folder === "" ? files : files.filter(({ path }) => path.startsWith(`${folder}/`))
  return inside.map(({ path }) => ({ path, file: join(root, path), chosen: false }))
}
