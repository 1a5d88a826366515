/** A random key in the person's state folder, made at first use: marks what this machine itself has written. */
import { join } from "node:path"
import { TipstaffError, systemCode } from "../base/errors.ts"
import { readBytes, writeNew } from "./files.ts"

const keyBytes = 32

/** 32 bytes. Throws `file/unreadable`, `file/unwritable`. */
export async function stateKey(stateDir: string, name: string): Promise<Uint8Array> {
  const path = join(stateDir, `${name}.key`)
  try {
    return await existing(path)
  } catch (thrown) {
    if (!(thrown instanceof TipstaffError) || thrown.code !== "file/missing") throw thrown
  }
  const { link, mkdir, rm } = process.getBuiltinModule("node:fs/promises")
  await mkdir(stateDir, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new TipstaffError("file/unwritable", `the state folder ${stateDir} could not be made`, {
      file: stateDir,
      cause,
      next: "make it, or name another one in TIPSTAFF_STATE_DIR",
    })
  })
  const { randomBytes } = process.getBuiltinModule("node:crypto")
  // Written aside, then linked: another process sees no key or a whole one, and the first one made is the one that counts.
  const aside = join(stateDir, `.${randomBytes(6).toString("hex")}.key`)
  await writeNew(aside, randomBytes(keyBytes), 0o600)
  try {
    await link(aside, path)
  } catch (cause) {
    if (systemCode(cause) !== "EEXIST") throw new TipstaffError("file/unwritable", `${path} could not be written`, { file: path, cause })
  } finally {
    await rm(aside, { force: true })
  }
  return existing(path)
}

async function existing(path: string): Promise<Uint8Array> {
  const key = await readBytes(path, 4096)
  if (key.length !== keyBytes)
    throw new TipstaffError("file/unreadable", `${path} is not a key`, { file: path, next: "remove the file; a new key is made" })
  return key
}
