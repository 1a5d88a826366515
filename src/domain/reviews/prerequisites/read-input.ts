/** Opens an input inside the repository, also when its path or a link in it tries to lead out. */
import { createHash } from "node:crypto"
import { constants } from "node:fs"
import { open, realpath } from "node:fs/promises"
import { TipstaffError, systemCode } from "../../../base/errors.ts"
import { inside, readBytes, statOf } from "../../../platform/files.ts"

/** The real path, or undefined when nothing is there. Throws `file/outside`, `file/unreadable`. */
export async function locate(root: string, path: string): Promise<string | undefined> {
  const at = inside(root, path)
  if ((await statOf(at)) === undefined) return undefined
  try {
    const [realRoot, real] = await Promise.all([realpath(root), realpath(at)])
    return inside(realRoot, real)
  } catch (cause) {
    if (cause instanceof TipstaffError)
      throw new TipstaffError("file/outside", `${path} is a link that leads out of the repository`, { file: path, cause })
    if (systemCode(cause) === "ENOENT") throw new TipstaffError("file/unreadable", `${path} is a link to nothing`, { file: path, cause })
    throw new TipstaffError("file/unreadable", `${path} could not be examined`, { file: path, cause })
  }
}

/** Most bytes of an input that is read as a whole. */
const maxInputBytes = 16 * 1024 * 1024

export interface ReadInput {
  readonly bytes: Buffer
  readonly sha256: string
}

/** Undefined when there is no such file. Throws as locate and readBytes. */
export async function readInput(root: string, path: string): Promise<ReadInput | undefined> {
  const real = await locate(root, path)
  if (real === undefined) return undefined
  try {
    const bytes = await readBytes(real, maxInputBytes)
    return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") }
  } catch (cause) {
    if (!(cause instanceof TipstaffError)) throw cause
    // The person knows the file by the configured path.
    throw new TipstaffError(cause.code, cause.message.replace(real, path), {
      file: path,
      cause,
      ...(cause.next === undefined ? {} : { next: cause.next }),
    })
  }
}

/** SHA-256 of a file of any size, read in pieces. Throws `file/unreadable`. */
export async function digestOf(root: string, path: string): Promise<{ readonly sha256: string; readonly bytes: number } | undefined> {
  const real = await locate(root, path)
  if (real === undefined) return undefined
  const hash = createHash("sha256")
  let bytes = 0
  try {
    const handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      if (!(await handle.stat()).isFile()) throw new TipstaffError("file/unreadable", `${path} is not a regular file`, { file: path })
      const piece = Buffer.allocUnsafe(1024 * 1024)
      for (;;) {
        const { bytesRead } = await handle.read(piece, 0, piece.length)
        if (bytesRead === 0) break
        hash.update(piece.subarray(0, bytesRead))
        bytes += bytesRead
      }
    } finally {
      await handle.close()
    }
  } catch (cause) {
    if (cause instanceof TipstaffError) throw cause
    throw new TipstaffError("file/unreadable", `${path} could not be read`, { file: path, cause })
  }
  return { sha256: hash.digest("hex"), bytes }
}
