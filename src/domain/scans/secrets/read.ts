/** Reads one file of a tree, piece by piece, without leaving the thread. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs"
import { messageOf, systemCode } from "../../../base/errors.ts"
import { inside } from "../../../platform/files.ts"
import type { SecretScanner } from "../../secrets/scanner.ts"
import { createPieces, type Reading } from "./pieces.ts"

export interface FileReader {
  /** Yields between the pieces of a large file; whoever goes on decides whether other work gets a turn. */
  read(root: string, path: string): Generator<undefined, Reading>
}

export function createFileReader(scanner: SecretScanner, pieceBytes?: number): FileReader {
  const pieces = createPieces(scanner, pieceBytes)

  function* read(root: string, path: string): Generator<undefined, Reading> {
    const file = openRegular(root, path)
    if ("unexamined" in file) return { detections: [], bytes: 0, unexamined: file.unexamined }
    try {
      return yield* readPieces(file.descriptor, file.size, path)
    } catch (cause) {
      return { detections: [], bytes: 0, unexamined: reasonOf(cause) }
    } finally {
      closeSync(file.descriptor)
    }
  }

  /** A full first read of the known size saves the read that finds the end. */
  function* readPieces(descriptor: number, size: number, path: string): Generator<undefined, Reading> {
    pieces.begin(path)
    for (let total = 0; ;) {
      const room = pieces.room()
      const count = readSync(descriptor, room, 0, room.length, null)
      total += count
      if (!pieces.took(count)) return pieces.end()
      if (count === 0 || total === size) return pieces.end()
      if (count === room.length) yield
    }
  }

  return { read }
}

/** A file of a tree, or why it cannot be read. The descriptor is the caller's to close. */
export function openRegular(root: string, path: string): { readonly descriptor: number; readonly size: number } | { readonly unexamined: string } {
  let descriptor: number | undefined
  try {
    // O_NOFOLLOW, O_NONBLOCK: a link or a pipe may have taken the file's place since it was listed.
    descriptor = openSync(placeOf(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    const stats = fstatSync(descriptor)
    if (stats.isFile()) return { descriptor, size: stats.size }
    closeSync(descriptor)
    return { unexamined: "not a regular file" }
  } catch (cause) {
    if (descriptor !== undefined) closeSync(descriptor)
    return { unexamined: reasonOf(cause) }
  }
}

/** Joining takes a tenth of the time of a check that the path stays inside, so only paths that could leave are checked. */
function placeOf(root: string, path: string): string {
  return path.startsWith("/") || path.includes("..") || path.includes(":") || path.includes("\\") ? inside(root, path) : `${root}/${path}`
}

/** The system's code only: a message may quote what it was given. */
export function reasonOf(cause: unknown): string {
  const code = systemCode(cause)
  if (code === "ELOOP") return "a symbolic link; its target is read where it stands"
  if (code === "ENOENT") return "it was there when files were listed and is gone now"
  return code === undefined ? messageOf(cause).slice(0, 200) : `it cannot be read (${code})`
}
