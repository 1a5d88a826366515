/** The secrets in what is staged, those in archives included. */
import { TipstaffError } from "../../base/errors.ts"
import { printable } from "../../base/mask.ts"
import type { World } from "../../base/world.ts"
import { archiveKind } from "../../domain/scans/secrets/archives/kind.ts"
import type { Detection, SecretScanner } from "../../domain/secrets/scanner.ts"
import type { StagedFile } from "../../platform/git-index.ts"

export interface Staged {
  /** For each staged file, or entry of one, what was found in it. */
  readonly found: readonly (readonly Detection[])[]
  /** What could not be looked at, or not in full. */
  readonly gaps: readonly Gap[]
}

export interface Gap {
  readonly path: string
  readonly reason: string
}

/** Throws `check/incomplete` when there is one: what could not be checked does not pass. */
export function assertNoGap(gaps: readonly Gap[]): void {
  const [first] = gaps
  if (first === undefined) return
  const more = gaps.length === 1 ? "" : `, and ${gaps.length - 1} more`
  throw new TipstaffError("check/incomplete", `${printable(first.path)} could not be examined in full: ${printable(first.reason)}${more}`, {
    next: "correct what is named, leave it out of the commit, or name it with a reason under review.exclude in tipstaff.yaml; what could not be checked is not committed",
  })
}

/** A text that is in memory, with the gap that too much encoded text in it leaves. */
export function textDetections(scanner: SecretScanner, text: Uint8Array, path: string, gaps: Gap[]): Detection[] {
  return scanner.scanBytes(text, path, (reason) => void gaps.push({ path, reason }))
}

export async function stagedDetections(files: readonly StagedFile[], scanner: SecretScanner, world: World): Promise<Staged> {
  const found: (readonly Detection[])[] = []
  const gaps: Gap[] = []
  const unexamined = (path: string, reason: string) => void gaps.push({ path, reason })
  for (const { path, bytes } of files) {
    if (archiveKind(bytes) !== undefined) found.push(...(await inArchive(path, bytes, scanner, world.signal, unexamined)))
    else found.push(textDetections(scanner, bytes, path, gaps))
  }
  return { found, gaps }
}

/** What unpacks is loaded only now: a hook that meets no archive starts without it. */
async function inArchive(
  archive: string,
  bytes: Uint8Array,
  scanner: SecretScanner,
  signal: AbortSignal,
  onGap: (path: string, reason: string) => void,
): Promise<Detection[][]> {
  const { readEntries } = await import("../../domain/scans/secrets/archive-scan.ts")
  const { bytesSource } = await import("../../domain/scans/secrets/archives/source.ts")
  const { createPieces } = await import("../../domain/scans/secrets/pieces.ts")
  const found: Detection[][] = []
  for await (const { path, detections, unexamined } of readEntries(createPieces(scanner), archive, bytesSource(bytes), signal)) {
    found.push([...detections])
    if (unexamined !== undefined) onGap(path, unexamined)
  }
  return found
}
