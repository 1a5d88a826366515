/** Keeps revocations beside the certificate, one file each, named after what it revokes. */
import { lstat } from "node:fs/promises"
import { join } from "node:path"
import { TipstaffError, systemCode } from "../../base/errors.ts"
import { readBytes, writeNew } from "../../platform/files.ts"
import type { Revocation } from "./revocation.ts"

const maxRevocationBytes = 4 * 1024 * 1024

export function revocationsFolder(evidenceFolder: string): string {
  return join(evidenceFolder, "revocations")
}

/** Undefined when there is none; empty when there is something that cannot be read, which no reader takes for none. */
export async function readRevocation(folder: string, certificate: string): Promise<Uint8Array | undefined> {
  const path = join(folder, `${certificate}.json`)
  try {
    await lstat(path)
  } catch (cause) {
    const code = systemCode(cause)
    return code === "ENOENT" || code === "ENOTDIR" ? undefined : new Uint8Array()
  }
  return readBytes(path, maxRevocationBytes).catch(() => new Uint8Array())
}

/** Throws `certificate/already-revoked`. */
export async function writeRevocation(folder: string, revocation: Revocation): Promise<string> {
  const path = join(folder, `${revocation.certificate}.json`)
  try {
    await writeNew(path, `${JSON.stringify(revocation, null, 2)}\n`)
  } catch (cause) {
    if (cause instanceof TipstaffError && cause.code === "file/exists") {
      throw new TipstaffError("certificate/already-revoked", "this certificate has been revoked before", { file: path, cause })
    }
    throw cause
  }
  return path
}
