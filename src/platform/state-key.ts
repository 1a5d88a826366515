/** A random key in the person's state folder, made at first use: marks what this machine itself has written. */
import { randomBytes } from "node:crypto"
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { TipstaffError } from "../base/errors.ts"
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
  await mkdir(stateDir, { recursive: true, mode: 0o700 })
  try {
    await writeNew(path, randomBytes(keyBytes), 0o600)
  } catch (thrown) {
    // Another process made it in the meantime; its key is the one that counts.
    if (!(thrown instanceof TipstaffError) || thrown.code !== "file/exists") throw thrown
  }
  return existing(path)
}

async function existing(path: string): Promise<Uint8Array> {
  const key = await readBytes(path, 4096)
  if (key.length !== keyBytes) throw new TipstaffError("file/unreadable", `${path} is not a key`, { file: path, next: "remove the file; a new key is made" })
  return key
}
