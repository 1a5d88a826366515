/** Reads with a bound, writes that are whole or absent, and paths that stay inside their folder. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readFile, readFileSync, readSync, type Stats } from "node:fs"
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path"
import { TipstaffError, systemCode } from "../base/errors.ts"

/** Larger than any record people write; a bigger one is refused instead of filling memory. */
export const maxRecordBytes = 64 * 1024 * 1024

/**
 * The text of a record. Throws `file/missing`, `file/unreadable`, `file/too-large`, `file/not-utf8`, each naming the file.
 */
export async function readText(path: string, maxBytes = maxRecordBytes): Promise<string> {
  const bytes = await readBytes(path, maxBytes)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new TipstaffError("file/not-utf8", `${path} is not valid UTF-8`, { file: path, cause, next: "save the file as UTF-8" })
  }
}

/** Loaded when first needed: a hook reads a few small files, and is done before the other way would have begun. */
const later = () => process.getBuiltinModule("node:fs/promises")

/** A record of usual size is read at once; the round through the pool of file threads would take longer. */
const readAtOnceBytes = 256 * 1024

/** The bytes of a regular file. Errors as for readText. */
export async function readBytes(path: string, maxBytes = maxRecordBytes): Promise<Buffer> {
  const stats = await statOf(path)
  if (stats === undefined) throw new TipstaffError("file/missing", `${path} does not exist`, { file: path })
  if (!stats.isFile() && !stats.isSymbolicLink()) throw new TipstaffError("file/unreadable", `${path} is not a regular file`, { file: path })
  try {
    // O_NONBLOCK: opening a named pipe that took the file's place must not hang.
    const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      // Asked of what was opened: a link has a size of its own, and says nothing about its target's.
      const opened = fstatSync(handle)
      if (!opened.isFile()) throw new TipstaffError("file/unreadable", `${path} is not a regular file`, { file: path })
      if (opened.size > maxBytes) throw new TipstaffError("file/too-large", `${path} is larger than ${maxBytes} bytes`, { file: path })
      return opened.size <= readAtOnceBytes ? readFileSync(handle) : await readOpened(handle)
    } finally {
      closeSync(handle)
    }
  } catch (cause) {
    if (cause instanceof TipstaffError) throw cause
    throw new TipstaffError("file/unreadable", `${path} could not be read`, { file: path, cause })
  }
}

function readOpened(handle: number): Promise<Buffer> {
  return new Promise((done, fail) => readFile(handle, (error, bytes) => (error === null ? done(bytes) : fail(error))))
}

/** Memory that is used again for one file after the other. */
export interface Reusable {
  buffer: Buffer
}

/**
 * As readBytes, without leaving the thread, for threads that do nothing else; not through a link. The bytes are valid
 * until the next call with the same memory.
 */
export function readBytesNow(path: string, maxBytes: number, memory: Reusable): Buffer {
  const handle = openNow(path)
  try {
    const stats = fstatSync(handle)
    if (!stats.isFile()) throw new TipstaffError("file/unreadable", `${path} is not a regular file`, { file: path })
    if (stats.size > maxBytes) throw new TipstaffError("file/too-large", `${path} is larger than ${maxBytes} bytes`, { file: path })
    if (stats.size > memory.buffer.length) memory.buffer = Buffer.allocUnsafe(stats.size)
    let length = 0
    while (length < stats.size) {
      const read = readSync(handle, memory.buffer, length, stats.size - length, null)
      if (read === 0) break
      length += read
    }
    return memory.buffer.subarray(0, length)
  } finally {
    closeSync(handle)
  }
}

function openNow(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
  } catch (cause) {
    const code = systemCode(cause)
    if (code === "ENOENT" || code === "ENOTDIR") throw new TipstaffError("file/missing", `${path} does not exist`, { file: path, cause })
    throw new TipstaffError("file/unreadable", `${path} could not be read`, { file: path, cause })
  }
}

/** As readText, or undefined when there is no such file. */
export async function readTextIfPresent(path: string, maxBytes = maxRecordBytes): Promise<string | undefined> {
  return (await statOf(path)) === undefined ? undefined : readText(path, maxBytes)
}

/** lstat, or undefined when nothing is there. */
export async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return lstatSync(path)
  } catch (cause) {
    const code = systemCode(cause)
    if (code === "ENOENT" || code === "ENOTDIR") return undefined
    throw new TipstaffError("file/unreadable", `${path} could not be examined`, { file: path, cause })
  }
}

/** Replaces a file in one step: readers see the old content or the new, also after a crash or on a full disk. */
export async function writeWhole(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const temporary = join(dirname(path), `.${process.getBuiltinModule("node:crypto").randomBytes(6).toString("hex")}.tmp`)
  const { mkdir, open, rename, rm } = later()
  try {
    await mkdir(dirname(path), { recursive: true })
    const handle = await open(temporary, "wx", mode)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {})
    throw new TipstaffError("file/unwritable", `${path} could not be written`, {
      file: path,
      cause,
      next: "check the folder's permissions and the free space",
    })
  }
}

/** Creates a file that must not exist yet. Throws `file/exists`. */
export async function writeNew(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const { mkdir, open } = later()
  try {
    await mkdir(dirname(path), { recursive: true })
    const handle = await open(path, "wx", mode)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (cause) {
    if (systemCode(cause) === "EEXIST") throw new TipstaffError("file/exists", `${path} already exists`, { file: path, cause })
    throw new TipstaffError("file/unwritable", `${path} could not be written`, { file: path, cause })
  }
}

/** Joins and refuses to leave the folder; throws `file/outside`. */
export function inside(folder: string, ...parts: readonly string[]): string {
  const path = resolve(folder, ...parts)
  const way = relative(resolve(folder), path)
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw new TipstaffError("file/outside", `${parts.join("/")} leads out of ${folder}`)
  }
  return path
}

/** The path as records spell it: relative to the root, with forward slashes. */
export function recordPath(root: string, path: string): string {
  return relative(root, path).split(sep).join("/")
}
