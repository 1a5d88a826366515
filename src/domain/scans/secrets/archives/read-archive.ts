/**
 * The files in an archive and in the archives inside it, one after another, without writing anything to disk. What cannot be
 * read is told with its reason; nothing that an archive holds makes this throw. Only the source's own failures do.
 */
import { ByteStream } from "./byte-stream.ts"
import { type ArchiveEntry, entryPath } from "./entry.ts"
import { gunzipChunks, UnpackStop } from "./gunzip.ts"
import { type ArchiveKind, archiveKind, isRead, type ReadKind, signatureBytes } from "./kind.ts"
import { type Allowance, allowanceOf, type ArchiveLimits, defaultLimits, reasons } from "./limits.ts"
import { type ArchiveSource, bytesSource, chunksOf } from "./source.ts"
import { readTar } from "./tar.ts"
import { readZip } from "./zip.ts"

/** Nothing for a source that is no archive; see archiveKind. `path` begins the path of each entry. */
export function readArchive(path: string, source: ArchiveSource, limits: ArchiveLimits = defaultLimits): AsyncGenerator<ArchiveEntry> {
  return openArchive(path, source, archiveKind(source.read(0, signatureBytes)), allowanceOf(limits), 1)
}

async function* openArchive(
  path: string,
  source: ArchiveSource,
  kind: ArchiveKind | undefined,
  allowance: Allowance,
  depth: number,
): AsyncGenerator<ArchiveEntry> {
  if (kind === undefined) return
  if (!isRead(kind)) return yield { path, notScanned: `${kind} archives are not supported` }
  if (depth > allowance.limits.depth) return yield { path, notScanned: reasons.depth(allowance.limits) }
  for await (const entry of readers[kind](path, source, allowance)) {
    const inner = "bytes" in entry ? archiveKind(entry.bytes) : undefined
    if ("bytes" in entry && inner !== undefined) yield* openArchive(entry.path, bytesSource(entry.bytes), inner, allowance, depth + 1)
    else yield entry
  }
}

type Reader = (path: string, source: ArchiveSource, allowance: Allowance) => Iterable<ArchiveEntry> | AsyncIterable<ArchiveEntry>

const readers: Readonly<Record<ReadKind, Reader>> = {
  zip: readZip,
  gzip: readGzip,
  // Nothing is unpacked here, so no limit but that of a single file applies: the source's own size is the work.
  tar: (path, source, allowance) => readTar(path, new ByteStream(chunksOf(source)), allowance),
}

/** A packed tar file counts as one archive, as people see it. */
async function* readGzip(path: string, source: ArchiveSource, allowance: Allowance): AsyncGenerator<ArchiveEntry> {
  const stream = new ByteStream(gunzipChunks(source, allowance))
  try {
    if (archiveKind(await stream.peek(signatureBytes)) === "tar") yield* readTar(path, stream, allowance)
    else yield* readSingle(path, stream, allowance)
  } catch (stop) {
    if (!(stop instanceof UnpackStop)) throw stop
    yield { path, notScanned: stop.message }
  } finally {
    await stream.close()
  }
}

/** What came out before a damaged place is worth a look as well. */
async function* readSingle(archive: string, stream: ByteStream, { limits }: Allowance): AsyncGenerator<ArchiveEntry> {
  const path = entryPath(archive, unpackedName(archive))
  const chunks: Buffer[] = []
  let length = 0
  let stopped: unknown
  try {
    for (let chunk = await stream.next(); chunk !== undefined && length <= limits.entryBytes; chunk = await stream.next()) {
      chunks.push(chunk)
      length += chunk.length
    }
  } catch (stop) {
    stopped = stop
  }
  if (length > limits.entryBytes) yield { path, notScanned: reasons.entry(limits) }
  else if (length > 0 || stopped === undefined) yield { path, bytes: Buffer.concat(chunks) }
  if (stopped !== undefined) throw stopped
}

/** The name without its last `.gz`; what the header says may be anything. */
function unpackedName(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.gz$/i, "")
  return name.replace(/\.tgz$/i, ".tar") || "content"
}
