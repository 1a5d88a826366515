/** Examines the contents that a repository's commits hold: each once, however many commits hold it. */
import { setImmediate as nextTurn } from "node:timers/promises"
import { streamBlobs, type BlobSink } from "../../../platform/git-objects.ts"
import { gitRaw, type GitOptions } from "../../../platform/git.ts"
import type { SecretScanner } from "../../secrets/scanner.ts"
import { createArchiveScan, maxHeldBytes, tooLargeToHold } from "./archive-scan.ts"
import { bytesSource } from "./archives/source.ts"
import { addReading, emptyResult, type BatchResult } from "./batch.ts"
import type { ExposedSecret } from "./finding.ts"
import { createPieces, feed } from "./pieces.ts"

/** A secret, and the content that holds it. */
export interface CommittedSecret extends ExposedSecret {
  readonly blob: string
  /** Where that content stands; of a secret in an archive, the archive's path. */
  readonly file: string
}

export interface HistoryResult extends Omit<BatchResult, "secrets"> {
  readonly secrets: readonly CommittedSecret[]
}

/** `revisions` as git rev-list takes them: `--all`, or `B --not A`. Throws as streamBlobs does. */
export async function scanBlobs(
  root: string,
  revisions: readonly string[],
  scanner: SecretScanner,
  onFiles: (count: number) => void,
  options: GitOptions = {},
): Promise<HistoryResult> {
  const pieces = createPieces(scanner)
  const result = emptyResult()
  const secrets: CommittedSecret[] = []
  let blob = ""
  let path = ""
  let size = 0
  let wanted = true
  const archives: { readonly blob: string; readonly path: string; readonly size: number }[] = []
  const sink: BlobSink = {
    begin(id, name, bytes) {
      size = bytes
      blob = id
      path = name
      wanted = true
      pieces.begin(path)
    },
    chunk(bytes) {
      wanted = wanted && feed(pieces, bytes)
    },
    end() {
      const reading = pieces.end()
      if (reading.archive === true) archives.push({ blob, path, size })
      else addReading(result, path, reading)
      for (const secret of result.secrets.splice(0)) secrets.push({ ...secret, blob, file: path })
      onFiles(1)
      return options.signal?.aborted !== true
    },
    missing(_, name) {
      result.unexamined.push({ path: name, reason: "its content is not in this clone (a partial clone)" })
    },
  }
  await streamBlobs(root, revisions, sink, options)
  await nextTurn()
  const scan = createArchiveScan(scanner)
  for (const archive of archives) {
    await addArchive(archive)
    for (const secret of result.secrets.splice(0)) secrets.push({ ...secret, blob: archive.blob, file: archive.path })
  }
  return { ...result, secrets }

  /** Read once more, on its own: the stream does not wait for an archive to be unpacked. */
  async function addArchive(archive: (typeof archives)[number]): Promise<void> {
    if (archive.size > maxHeldBytes) return void result.unexamined.push({ path: archive.path, reason: tooLargeToHold })
    const content = await gitRaw(root, ["cat-file", "blob", archive.blob], { ...options, maxOutputBytes: archive.size + 1024 })
    if (content.exitCode !== 0) result.unexamined.push({ path: archive.path, reason: "Git could not read it a second time" })
    else await scan.add(result, archive.path, bytesSource(content.stdout), options.signal)
  }
}
