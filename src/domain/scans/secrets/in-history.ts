/**
 * Whether a secret that was found stands in a commit already, at the same path: then taking it out of the file is not
 * enough. Compares keyed fingerprints in this process; no value becomes an argument of another program. Bounded, because
 * somebody waits for it: what was not looked at is left open.
 */
import { second } from "../../../base/duration.ts"
import { gitRaw, type GitOptions } from "../../../platform/git.ts"
import { readBlobs } from "../../../platform/git-index.ts"
import { broughtFiles, rawLog, type Brought } from "../../../platform/git-raw-diff.ts"
import type { SecretScanner } from "../../secrets/scanner.ts"
import { archiveKind } from "./archives/kind.ts"
import { scanContents } from "./contents.ts"

export interface PlacedSecret {
  /** From the repository's root; an entry of an archive follows the archive's path. */
  readonly path: string
  /** Of the value alone, under the scanner's key. */
  readonly fingerprint: string
}

const maxSecrets = 200
const maxMs = 5 * second
const maxVersionBytes = 2 * 1024 * 1024
const maxTotalBytes = 64 * 1024 * 1024
/** Versions of files that are read and examined in one go. */
const batchBytes = 4 * 1024 * 1024
/** Windows bounds a command line to 32,767 characters. */
const maxPathBytes = 24_000

/**
 * For each secret: true when a commit that a branch, a tag, a remote or HEAD reaches holds it at this path, false when all
 * versions of the path were looked at and none does, undefined when that is not known. Throws nothing that Git says.
 */
export async function inHistory(
  root: string,
  secrets: readonly PlacedSecret[],
  scanner: SecretScanner,
  options: GitOptions,
): Promise<(boolean | undefined)[]> {
  const looked = secrets.slice(0, maxSecrets)
  const search = createSearch(root, looked, scanner, { ...options, timeoutMs: maxMs })
  try {
    await search.examine(await search.atHead())
    if (search.open()) await search.examineAll()
  } catch {
    // Git failed or took too long: what was found so far stands.
    search.giveUp()
  }
  return secrets.map((secret, index) => (index < maxSecrets ? search.answer(secret) : undefined))
}

/** The file that would hold it: the path itself, or the archive whose entry it is. */
function filesOf(path: string): string[] {
  const entry = path.indexOf("!/")
  return entry === -1 ? [path] : [path, path.slice(0, entry)]
}

/** Git is asked for names; one that is not UTF-8 cannot be asked for. */
function isNameable(path: string): boolean {
  return !/[\0\n\ufffd]/.test(path)
}

function createSearch(root: string, secrets: readonly PlacedSecret[], scanner: SecretScanner, options: GitOptions) {
  const deadline = performance.now() + maxMs
  const files = withinBytes([...new Set(secrets.flatMap(({ path }) => filesOf(path)))].filter(isNameable))
  const wanted = new Set(secrets.map(({ fingerprint }) => fingerprint))
  /** `file\0fingerprint` of what a version holds. */
  const held = new Set<string>()
  /** Files with a version that was not looked at. */
  const gaps = new Set<string>()
  const examined = new Set<string>()
  let bytesLeft = maxTotalBytes
  let whole = false

  const isHeld = ({ path, fingerprint }: PlacedSecret) => filesOf(path).some((file) => held.has(`${file}\0${fingerprint}`))
  const open = () => secrets.some((secret) => !isHeld(secret))
  /** Files whose other versions may still tell something. */
  const openFiles = () => new Set(secrets.filter((secret) => !isHeld(secret)).flatMap(({ path }) => filesOf(path)))

  async function atHead(): Promise<Brought[]> {
    const asked = await asks(files.map((path) => `HEAD:${path}`))
    return files.flatMap((path, index) => {
      const blob = /^([0-9a-f]{40,64}) blob /.exec(asked[index] ?? "")?.[1]
      return blob === undefined ? [] : [{ blob, path }]
    })
  }

  async function asks(objects: readonly string[]): Promise<string[]> {
    if (objects.length === 0) return []
    const stdin = objects.map((object) => `${object}\n`).join("")
    return (await gitRaw(root, ["cat-file", "--batch-check"], { ...options, stdin })).stdout.toString("latin1").split("\n")
  }

  async function examineAll(): Promise<void> {
    const still = files.filter((file) => openFiles().has(file))
    if (still.length === 0) return
    // Nothing is simplified away: a branch may have brought the secret and taken it out again.
    const args = ["--literal-pathspecs", ...rawLog, "--full-history", "--exclude=refs/stash", "--all", "--", ...still]
    const [log, shallow] = await Promise.all([gitRaw(root, args, options), gitRaw(root, ["rev-parse", "--is-shallow-repository"], options)])
    await examine(broughtFiles(log.stdout.toString("utf8")))
    whole = log.exitCode === 0 && shallow.stdout.toString("latin1").trim() === "false"
  }

  async function examine(versions: readonly Brought[]): Promise<void> {
    const fresh = [...new Map(versions.map((version) => [`${version.path}\0${version.blob}`, version])).entries()].filter(([id]) => !examined.has(id))
    const sizes = (await asks(fresh.map(([, { blob }]) => blob))).map((line) => Number(/ blob (\d+)$/.exec(line)?.[1] ?? Number.NaN))
    let batch: Brought[] = []
    let bytes = 0
    for (const [index, [id, version]] of fresh.entries()) {
      examined.add(id)
      const size = sizes[index]!
      if (!(size <= maxVersionBytes && size <= bytesLeft) || performance.now() > deadline) gaps.add(version.path)
      else {
        bytesLeft -= size
        bytes += size
        batch.push(version)
      }
      if (bytes < batchBytes) continue
      await look(batch)
      batch = []
      bytes = 0
    }
    await look(batch)
  }

  async function look(batch: readonly Brought[]): Promise<void> {
    const still = openFiles()
    const chosen = batch.filter((version) => still.has(version.path))
    for (const { path, bytes } of await readBlobs(root, chosen, options)) {
      if (performance.now() > deadline || !(await holds(path, bytes))) gaps.add(path)
    }
  }

  /** False when it could not be examined in full. */
  async function holds(path: string, bytes: Uint8Array): Promise<boolean> {
    let complete = true
    const found =
      archiveKind(bytes) === undefined
        ? scanner.scanBytes(bytes, path, () => void (complete = false))
        : await scanContents(scanner, [{ path, bytes }], options.signal).then(({ secrets: inside, unexamined }) => {
            complete = unexamined.length === 0
            return inside
          })
    for (const { fingerprint } of found) if (wanted.has(fingerprint)) held.add(`${path}\0${fingerprint}`)
    return complete
  }

  function answer(secret: PlacedSecret): boolean | undefined {
    if (isHeld(secret)) return true
    const known = whole && filesOf(secret.path).every((file) => files.includes(file) && !gaps.has(file))
    return known ? false : undefined
  }

  return { atHead, examine, examineAll, open, answer, giveUp: () => void (whole = false) }
}

/** Those that fit on a command line. */
function withinBytes(paths: readonly string[]): string[] {
  let left = maxPathBytes
  return paths.filter((path) => (left -= Buffer.byteLength(path) + 3) >= 0)
}
