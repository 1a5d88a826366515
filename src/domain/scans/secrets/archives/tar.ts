/** Files of a tar archive, read from a stream: what comes out is held in memory one file at a time. */
import type { ByteStream } from "./byte-stream.ts"
import { type ArchiveEntry, entryPath, nameText } from "./entry.ts"
import { type Allowance, reasons } from "./limits.ts"
import { blockBytes, paxRecords, readHeader, TarDamage, type TarHeader } from "./tar-header.ts"

const mostExtension = 1024 * 1024

/** What extended headers say about the next file. */
interface Extension {
  name?: string
  size?: number
  sparse?: boolean
}

export async function* readTar(path: string, stream: ByteStream, allowance: Allowance): AsyncGenerator<ArchiveEntry> {
  let extension: Extension = {}
  try {
    for (;;) {
      const block = await stream.take(blockBytes)
      if (block.length === 0) return
      if (block.length < blockBytes) throw new TarDamage("it is cut short")
      const header = readHeader(block)
      if (header === undefined) continue
      if (allowance.entries < 1) return yield { path, notScanned: reasons.entries(allowance.limits) }
      allowance.entries -= 1
      if ("xgLK".includes(header.type)) extension = await readExtension(header, stream, extension)
      else {
        yield* readFile(path, { ...header, size: extension.size ?? header.size, name: extension.name ?? header.name }, extension, stream, allowance)
        extension = {}
      }
    }
  } catch (damage) {
    if (!(damage instanceof TarDamage)) throw damage
    yield { path, notScanned: `damaged tar archive: ${damage.message}` }
  }
}

async function* readFile(
  archive: string,
  { name, size, type }: TarHeader,
  { sparse }: Extension,
  stream: ByteStream,
  { limits }: Allowance,
): AsyncGenerator<ArchiveEntry> {
  // Links and devices have no content; some writers give them the size of what they point to.
  if ("123456".includes(type)) {
    if (type === "5") await passBy(stream, size)
    return
  }
  const path = entryPath(archive, name)
  if (type === "S" || sparse === true) yield { path, notScanned: "sparse files are not supported" }
  else if (size > limits.entryBytes) yield { path, notScanned: reasons.entry(limits) }
  else {
    const bytes = await stream.take(size)
    if (bytes.length < size) throw new TarDamage("it is cut short")
    yield { path, bytes }
    return void (await stream.skip(padding(size)))
  }
  await passBy(stream, size)
}

async function readExtension({ type, size }: TarHeader, stream: ByteStream, before: Extension): Promise<Extension> {
  if (size > mostExtension) throw new TarDamage("an extended header is larger than 1 MiB")
  const bytes = await stream.take(size)
  if (bytes.length < size) throw new TarDamage("it is cut short")
  await stream.skip(padding(size))
  if (type === "L") return { ...before, name: nameText(bytes).replace(/\0.*$/s, "") }
  // Global headers speak of owners and times; a name or a size for all files would make no sense.
  if (type !== "x") return before
  const records = paxRecords(bytes)
  const [name, written] = [records.get("GNU.sparse.name") ?? records.get("path"), records.get("size")]
  if (written !== undefined && !/^\d{1,15}$/.test(written)) throw new TarDamage("an extended header makes no sense")
  const sparse = [...records.keys()].some((key) => key.startsWith("GNU.sparse."))
  return {
    ...before,
    ...(name === undefined ? {} : { name }),
    ...(written === undefined ? {} : { size: Number(written) }),
    ...(sparse ? { sparse } : {}),
  }
}

async function passBy(stream: ByteStream, size: number): Promise<void> {
  if ((await stream.skip(size)) < size) throw new TarDamage("it is cut short")
  await stream.skip(padding(size))
}

function padding(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes
}
