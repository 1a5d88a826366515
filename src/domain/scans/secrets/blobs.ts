/** Examines the contents that a repository's commits hold: each once, however many commits hold it. */
import { TipstaffError } from "../../../base/errors.ts"
import { streamBlobs, type BlobSink } from "../../../platform/git-objects.ts"
import { gitRaw, type GitOptions } from "../../../platform/git.ts"
import type { LeavingOut } from "../../secrets/exclusions.ts"
import type { SecretScanner } from "../../secrets/scanner.ts"
import { utf16Order } from "../../secrets/utf16.ts"
import { createArchiveScan, maxHeldBytes, tooLargeToHold } from "./archive-scan.ts"
import { archiveKind } from "./archives/kind.ts"
import { bytesSource } from "./archives/source.ts"
import { addReading, emptyResult, type BatchResult } from "./batch.ts"
import type { ExposedSecret } from "./finding.ts"
import { createPieces, feed, limited, withHidden, type Reading } from "./pieces.ts"
import type { LeftOutBlobs } from "./left-out-blobs.ts"
import { createVersions } from "./versions.ts"

/** A secret, and the content that holds it. */
export interface CommittedSecret extends ExposedSecret {
  readonly blob: string
  /** Where that content stands; of a secret in an archive, the archive's path. */
  readonly file: string
}

export interface HistoryResult extends Omit<BatchResult, "secrets"> {
  readonly secrets: readonly CommittedSecret[]
}

/** Larger ones are examined as a whole, each time. */
const maxComparedBytes = 1024 * 1024

/** `revisions` as git rev-list takes them: `--all`, or `B --not A`; `leavingOut` counts paths from the root. Throws as streamBlobs does. */
export async function scanBlobs(
  root: string,
  revisions: readonly string[],
  scanner: SecretScanner,
  onFiles: (count: number) => void,
  options: GitOptions = {},
  leavingOut?: LeavingOut,
): Promise<HistoryResult> {
  const pieces = createPieces(scanner)
  const result = emptyResult()
  const secrets: CommittedSecret[] = []
  let blob = ""
  let path = ""
  let size = 0
  let wanted = true
  /** The content of a blob that is compared with the version before it; undefined for a large one. */
  let content: Buffer | undefined
  let filled = 0
  const versions = createVersions()
  const archives: { readonly blob: string; readonly path: string; readonly size: number }[] = []
  const aside: LeftOutBlobs | undefined =
    leavingOut && (await import("./left-out-blobs.ts")).leftOutBlobs(root, revisions, leavingOut, scanner, options)
  const sink: BlobSink = {
    wants: (id, name) => aside === undefined || aside.wants(id, name),
    begin(id, name, bytes) {
      size = bytes
      blob = id
      path = name
      wanted = true
      filled = 0
      content = bytes <= maxComparedBytes ? Buffer.allocUnsafe(bytes) : undefined
      if (content === undefined) pieces.begin(path)
    },
    chunk(bytes) {
      if (content === undefined) wanted = wanted && feed(pieces, bytes)
      else {
        content.set(bytes, filled)
        filled += bytes.length
      }
    },
    end() {
      const reading = content === undefined ? pieces.end() : readNew(content)
      if (reading.archive === true) archives.push({ blob, path, size })
      else addReading(result, path, reading)
      for (const secret of result.secrets.splice(0)) secrets.push({ ...secret, blob, file: path })
      onFiles(1)
      return options.signal?.aborted !== true
    },
    missing(id, name) {
      result.unexamined.push({ path: name === "" ? `(object ${id})` : name, reason: "its content is not in this clone (a partial clone)" })
    },
  }
  await streamBlobs(root, revisions, sink, options)
  await new Promise((resolve) => setImmediate(resolve))
  const unpacking = createArchiveScan(scanner)
  for (const archive of archives) {
    await addArchive(archive)
    for (const secret of result.secrets.splice(0)) secrets.push({ ...secret, blob: archive.blob, file: archive.path })
  }
  if (aside !== undefined) secrets.push(...(await aside.finish(result)))
  return { ...result, secrets }

  function readNew(whole: Buffer): Reading {
    if (archiveKind(whole) !== undefined || utf16Order(whole) !== undefined) {
      pieces.begin(path)
      feed(pieces, whole)
      return pieces.end()
    }
    const [from, to] = versions.changedIn(path, whole)
    const scan = scanner.begin(path)
    try {
      return withHidden(limited(scan.examine(whole, 0, from, to, true), whole.length, scan.unexamined()), scan.hidden())
    } catch (thrown) {
      // An imported rule may be too slow for this content.
      if (!(thrown instanceof TipstaffError)) throw thrown
      return { detections: [], bytes: 0, unexamined: thrown.message }
    }
  }

  /** Read once more, on its own: the stream does not wait for an archive to be unpacked. */
  async function addArchive(archive: (typeof archives)[number]): Promise<void> {
    if (archive.size > maxHeldBytes) return void result.unexamined.push({ path: archive.path, reason: tooLargeToHold })
    const again = await gitRaw(root, ["cat-file", "blob", archive.blob], { ...options, maxOutputBytes: archive.size + 1024 })
    if (again.exitCode !== 0) result.unexamined.push({ path: archive.path, reason: "Git could not read it a second time" })
    else await unpacking.add(result, archive.path, bytesSource(again.stdout), options.signal)
  }
}
