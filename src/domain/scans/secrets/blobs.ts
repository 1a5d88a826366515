/** Examines the contents that a repository's commits hold: each once, however many commits hold it. */
import { setImmediate as nextTurn } from "node:timers/promises"
import { streamBlobs, type BlobSink } from "../../../platform/git-objects.ts"
import type { GitOptions } from "../../../platform/git.ts"
import type { SecretScanner } from "../../secrets/scanner.ts"
import { addReading, emptyResult, type BatchResult } from "./batch.ts"
import type { ExposedSecret } from "./finding.ts"
import { createPieces, feed } from "./pieces.ts"

/** A secret, and the content that holds it. */
export interface CommittedSecret extends ExposedSecret {
  readonly blob: string
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
  let wanted = true
  const sink: BlobSink = {
    begin(id, name) {
      blob = id
      path = name
      wanted = true
      pieces.begin(path)
    },
    chunk(bytes) {
      wanted = wanted && feed(pieces, bytes)
    },
    end() {
      addReading(result, path, pieces.end())
      for (const secret of result.secrets.splice(0)) secrets.push({ ...secret, blob })
      onFiles(1)
      return options.signal?.aborted !== true
    },
    missing(_, name) {
      result.unexamined.push({ path: name, reason: "its content is not in this clone (a partial clone)" })
    },
  }
  await streamBlobs(root, revisions, sink, options)
  await nextTurn()
  return { ...result, secrets }
}
