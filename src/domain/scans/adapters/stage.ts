/**
 * The copy of the files under review that a scanner is shown.
 *
 * A scanner reads configuration and ignore lists from the folder it examines, and the author of a hostile change writes
 * those. In the copy they stand under another name: still examined, no longer obeyed. Ignored files, other people's
 * packages and the repository's history are not in it, and nothing changes while the scanner reads.
 */
import { constants } from "node:fs"
import { copyFile, lstat, mkdir, realpath } from "node:fs/promises"
import { dirname, join, posix, relative, resolve, sep } from "node:path"
import { TipstaffError } from "../../../base/errors.ts"
import type { ScanContext, ScanTarget, SourceFile, Unexamined } from "../engine.ts"

export interface Stage {
  /** Absolute, real; the scanner's working folder or the parent of it. */
  readonly folder: string
  readonly files: readonly SourceFile[]
  readonly bytes: number
  readonly unexamined: readonly Unexamined[]
  /** Absolute path in the copy of what a tool calls by this name. */
  absolute(path: string, from?: string): string
  /** The path under review that a path of the copy stands for; undefined when it is none of ours. */
  original(path: string, from?: string): string | undefined
}

// Names that one of the scanners takes its orders from.
const orders =
  /^(?:\.semgrepignore|\.semgrep_?settings\.yml|\.gitleaks\.toml|\.gitleaksignore|\.bandit|osv-scanner\.toml|\.trivyignore(?:\..+)?|trivy(?:-secret)?\.ya?ml|\.checkov\.ya?ml|\.npmrc|\.safety-policy\.yml|\.safety-project\.ini|\.gitignore|\.gitattributes)$/i

const plainSuffix = ".under-review"

/** Copies the wanted files below the scratch folder. Throws `scans/cancelled`. */
export async function stageFiles(target: ScanTarget, wanted: readonly SourceFile[], context: ScanContext): Promise<Stage> {
  const folder = join(context.scratchDir, "files")
  await mkdir(folder, { mode: 0o700 })
  const root = await realpath(target.root)
  const originals = new Map<string, string>()
  const unexamined: Unexamined[] = []
  const staged: SourceFile[] = []
  const folders = new Map<string, Promise<string | undefined>>()
  for (const [index, file] of wanted.entries()) {
    if (context.signal.aborted) throw new TipstaffError("scans/cancelled", "cancelled while the files were made ready")
    const name = orders.test(posix.basename(file.path)) ? file.path + plainSuffix : file.path
    const problem = await place(root, file.path, folder, name, folders)
    if (problem === undefined) {
      originals.set(name, file.path)
      staged.push(file)
    } else unexamined.push({ path: file.path, reason: problem })
    if (index % 64 === 0) context.progress(index, wanted.length * 2)
  }
  return {
    folder,
    files: staged,
    bytes: staged.reduce((sum, file) => sum + file.size, 0),
    unexamined,
    absolute: (path, from = folder) => resolve(from, path),
    original: (path, from = folder) => originals.get(relative(folder, resolve(from, path)).split(sep).join("/")),
  }
}

async function place(
  root: string,
  path: string,
  folder: string,
  name: string,
  folders: Map<string, Promise<string | undefined>>,
): Promise<string | undefined> {
  const from = resolve(root, path)
  const parent = dirname(from)
  let real = folders.get(parent)
  if (real === undefined) {
    real = realpath(parent).catch(() => undefined)
    folders.set(parent, real)
  }
  // A folder that became a symbolic link would lead the copy, and the scanner, out of the repository.
  if ((await real) !== parent) return "stands behind a symbolic link"
  const to = join(folder, name)
  try {
    if (!(await lstat(from)).isFile()) return "is not a regular file any more"
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    return undefined
  } catch {
    return "could not be read"
  }
}
