/** Digests the files of an evidence folder; a link or anything but a regular file proves nothing. */
import { createHash } from "node:crypto"
import { constants } from "node:fs"
import { lstat, open, readdir } from "node:fs/promises"
import { join } from "node:path"
import { systemCode } from "../../base/errors.ts"
import { envelopeName, markdownName } from "./certificate.ts"

export type ArtefactState = { readonly sha256: string } | { readonly state: "missing" } | { readonly state: "unsafe"; readonly reason: string }

export interface EvidenceReader {
  /** `path` has passed isSafePath. */
  read(path: string): Promise<ArtefactState>
  /** Paths of everything in the folder, sorted; what the certificate itself adds is left out. */
  list(): Promise<{ readonly paths: readonly string[]; readonly complete: boolean }>
}

const maxListed = 20_000
const maxDepth = 32

export function evidenceIn(folder: string): EvidenceReader {
  return { read: (path) => digestOf(folder, path.split("/")), list: () => listFolder(folder) }
}

async function digestOf(folder: string, parts: readonly string[]): Promise<ArtefactState> {
  let path = folder
  try {
    for (const [index, part] of parts.entries()) {
      path = join(path, part)
      const stats = await lstat(path)
      if (stats.isSymbolicLink()) return { state: "unsafe", reason: "a symbolic link" }
      const last = index === parts.length - 1
      if (last ? !stats.isFile() : !stats.isDirectory()) return { state: "unsafe", reason: "not a regular file" }
    }
    const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    try {
      if (!(await handle.stat()).isFile()) return { state: "unsafe", reason: "not a regular file" }
      const hash = createHash("sha256")
      for await (const chunk of handle.createReadStream({ autoClose: false })) hash.update(chunk as Buffer)
      return { sha256: hash.digest("hex") }
    } finally {
      await handle.close()
    }
  } catch (cause) {
    const code = systemCode(cause)
    if (code === "ENOENT" || code === "ENOTDIR") return { state: "missing" }
    return { state: "unsafe", reason: `could not be read (${code ?? "unknown"})` }
  }
}

async function listFolder(folder: string): Promise<{ paths: string[]; complete: boolean }> {
  const paths: string[] = []
  let complete = true
  const visit = async (relative: string, depth: number): Promise<void> => {
    if (depth > maxDepth || paths.length > maxListed) {
      complete = false
      return
    }
    const entries = await readdir(join(folder, relative), { withFileTypes: true }).catch(() => {
      complete = false
      return []
    })
    for (const entry of entries) {
      const path = relative === "" ? entry.name : `${relative}/${entry.name}`
      if (relative === "" && isOwn(entry.name)) continue
      if (entry.isDirectory()) await visit(path, depth + 1)
      else paths.push(path)
    }
  }
  await visit("", 0)
  return { paths: paths.sort(), complete }
}

function isOwn(name: string): boolean {
  return name === envelopeName || name === markdownName || name === "revocations"
}
