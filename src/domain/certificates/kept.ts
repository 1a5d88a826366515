/** Certificates kept with their evidence: the next review writes the evidence folder anew, and a certificate needs what it was issued on. */
import { cp, readdir, rename, rm } from "node:fs/promises"
import { dirname, join } from "node:path"
import { systemCode } from "../../base/errors.ts"
import { readBytes, statOf } from "../../platform/files.ts"
import { envelopeName } from "./certificate.ts"

const suffix = "-certified"

/** Beside the evidence folder: one folder for each certified commit. */
export function certifiedFolder(evidence: string): string {
  return `${evidence}${suffix}`
}

/** Copies the evidence folder, an absolute path, to the place of that commit; what stood there for the same commit is replaced. */
export async function keepCertified(evidence: string, commit: string): Promise<string> {
  const folder = join(certifiedFolder(evidence), commit.slice(0, 12))
  const copy = `${folder}.new`
  await rm(copy, { recursive: true, force: true })
  await cp(evidence, copy, { recursive: true, verbatimSymlinks: true })
  await rm(folder, { recursive: true, force: true })
  await rename(copy, folder)
  return folder
}

/** The other folders in which this very certificate lies: a revocation must be found in each, so what cannot be read is thrown. */
export async function otherPlacesOf(folder: string, same: (envelope: Uint8Array) => boolean): Promise<string[]> {
  const parent = dirname(folder)
  const evidence = parent.endsWith(suffix) ? parent.slice(0, -suffix.length) : folder
  const candidates = [evidence, ...(await namesIn(certifiedFolder(evidence))).map((name) => join(certifiedFolder(evidence), name))]
  const found: string[] = []
  for (const place of candidates) {
    const envelope = join(place, envelopeName)
    if (place !== folder && (await statOf(envelope)) !== undefined && same(await readBytes(envelope))) found.push(place)
  }
  return found
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return []
    throw thrown
  }
}
