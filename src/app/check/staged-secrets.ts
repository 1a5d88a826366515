/** The secrets in what is staged, those in archives included. */
import { printable } from "../../base/mask.ts"
import type { World } from "../../base/world.ts"
import { archiveKind } from "../../domain/scans/secrets/archives/kind.ts"
import type { Detection, SecretScanner } from "../../domain/secrets/scanner.ts"
import type { StagedFile } from "../../platform/git-index.ts"

/** For each staged file, or entry of one, what was found in it. What could not be looked at is said, and blocks nothing. */
export async function stagedDetections(files: readonly StagedFile[], scanner: SecretScanner, world: World): Promise<Detection[][]> {
  const found: Detection[][] = []
  const unexamined = (path: string, reason: string) => world.terminal.warn(`${printable(path)} was not examined in full: ${reason}`)
  for (const { path, bytes } of files) {
    if (archiveKind(bytes) !== undefined) found.push(...(await inArchive(path, bytes, scanner, world.signal, unexamined)))
    else found.push(scanner.scanBytes(bytes, path, (reason) => unexamined(path, reason)))
  }
  return found
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
