/** Reads every lockfile under review, and names every manifest whose versions no lockfile tells. */
import { posix } from "node:path"
import picomatch from "picomatch"
import { TipstaffError, messageOf } from "../../../base/errors.ts"
import { inside, readText } from "../../../platform/files.ts"
import type { ScanTarget, Unexamined } from "../engine.ts"
import { kindOf, lockKinds, requirementsKind, type LockKind } from "./lock-kinds.ts"
import { manifestKinds, unreadKinds, type ManifestFacts, type ManifestKind } from "./manifests.ts"
import { shown, type LockReading } from "./package.ts"

export interface ReadLockfile {
  /** Relative to the root. */
  readonly path: string
  readonly reading: LockReading
}

export interface Inventory {
  readonly lockfiles: readonly ReadLockfile[]
  readonly unexamined: readonly Unexamined[]
  readonly examined: { readonly files: number; readonly bytes: number }
}

const maxFileBytes = 64 * 1024 * 1024
// Beyond this the reasons of one file are summed up, so that a hostile file cannot flood the report.
const maxReasonsPerFile = 1000
// Installed copies of packages: the project's own lockfile speaks for them.
const installed = /(?:^|\/)(?:node_modules|vendor|bower_components|\.venv|site-packages)\//

/** Undefined when the target holds no list of packages at all. Throws `scan/cancelled`. */
export async function takeInventory(
  target: ScanTarget,
  signal: AbortSignal,
  progress: (done: number, total: number | undefined) => void = () => {},
): Promise<Inventory | undefined> {
  const paths = target.files.map((file) => file.path).filter((path) => !installed.test(path))
  const locks = ofKind(paths, lockKinds)
  const manifests = ofKind(paths, manifestKinds)
  const unread = ofKind(paths, unreadKinds)
  const total = locks.length + manifests.length
  if (total + unread.length === 0) return undefined

  const files = new TargetFiles(target)
  const unexamined: Unexamined[] = unread.map(({ path, kind }) => ({ path, reason: kind.reason }))
  const lockfiles = new Map<string, LockReading>()
  let done = 0

  const waiting = locks.map((lock) => ({ ...lock, from: undefined as Unexamined | undefined }))
  const seen = new Set<string>()
  for (const { path, kind, from } of waiting) {
    stopIfAborted(signal)
    if (seen.has(path)) continue
    if (!files.has(path)) {
      if (from) unexamined.push(from)
      continue
    }
    seen.add(path)
    progress((done += 1), total)
    const reading = await attempt(path, unexamined, async () => kind.read(await files.text(path), path, await companionsOf(path, kind, files)))
    if (reading === undefined) continue
    lockfiles.set(path, reading)
    unexamined.push(...reasonsOf(path, reading))
    // The list grows while it is walked; `seen` ends circles.
    for (const include of reading.includes ?? []) waiting.push(included(path, include))
  }

  const facts = new Map<string, ManifestFacts>()
  for (const { path, kind } of manifests) {
    stopIfAborted(signal)
    progress((done += 1), total)
    const read = await attempt(path, unexamined, async () => kind.read(await files.text(path), path))
    if (read !== undefined) facts.set(path, read)
  }
  const answers = answersOf(lockfiles)
  for (const { path, kind } of manifests) {
    const own = facts.get(path)
    if (own?.asks !== true || isAnswered(path, kind, own, answers, facts)) continue
    unexamined.push({ path, reason: `no lockfile tells the versions of its dependencies: ${kind.next}` })
  }
  return {
    lockfiles: [...lockfiles].map(([path, reading]) => ({ path, reading })).sort((a, b) => (a.path < b.path ? -1 : 1)),
    unexamined,
    examined: { files: lockfiles.size + facts.size, bytes: files.bytesRead },
  }
}

/** The files under review as text, and nothing else on the disk. */
class TargetFiles {
  bytesRead = 0
  readonly #root: string
  readonly #sizes: ReadonlyMap<string, number>

  constructor(target: ScanTarget) {
    this.#root = target.root
    this.#sizes = new Map(target.files.map((file) => [file.path, file.size]))
  }

  has(path: string): boolean {
    return this.#sizes.has(path)
  }

  async text(path: string): Promise<string> {
    const text = await readText(inside(this.#root, path), maxFileBytes)
    this.bytesRead += this.#sizes.get(path) ?? 0
    return text
  }
}

function ofKind<Kind extends { readonly matches: RegExp }>(paths: readonly string[], kinds: readonly Kind[]): { path: string; kind: Kind }[] {
  return paths.flatMap((path) => {
    const kind = kindOf(path, kinds)
    return kind === undefined ? [] : [{ path, kind }]
  })
}

async function companionsOf(path: string, kind: LockKind, files: TargetFiles): Promise<ReadonlyMap<string, string>> {
  const companions = new Map<string, string>()
  for (const name of kind.companions ?? []) {
    const beside = posix.join(posix.dirname(path), name)
    if (files.has(beside)) companions.set(name, await files.text(beside))
  }
  return companions
}

function included(from: string, include: { readonly path: string; readonly line: number }): { path: string; kind: LockKind; from: Unexamined } {
  const path = posix.join(posix.dirname(from), include.path.slice(0, 1000))
  const reason = `it includes ${shown(include.path)}, which is not among the files under review`
  return { path, kind: requirementsKind, from: { path: from, line: include.line, reason } }
}

async function attempt<Value>(path: string, unexamined: Unexamined[], read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read()
  } catch (thrown) {
    const line = thrown instanceof TipstaffError && thrown.line !== undefined ? { line: thrown.line } : {}
    unexamined.push({ path, ...line, reason: reasonOf(thrown) })
    return undefined
  }
}

const fileReasons: Readonly<Record<string, string>> = {
  "file/missing": "the file is gone",
  "file/unreadable": "the file could not be read",
  "file/too-large": `the file is larger than ${maxFileBytes} bytes`,
  "file/not-utf8": "the file is not valid UTF-8",
}

// Messages about files name the absolute path, which differs between machines; a report must not.
function reasonOf(thrown: unknown): string {
  const code = thrown instanceof TipstaffError ? thrown.code : ""
  return fileReasons[code] ?? shown(messageOf(thrown))
}

function reasonsOf(path: string, reading: LockReading): Unexamined[] {
  const reasons = reading.unpinned.slice(0, maxReasonsPerFile).map((one) => ({
    path: one.file === undefined ? path : posix.join(posix.dirname(path), one.file),
    line: one.line,
    reason: one.reason,
  }))
  const more = reading.unpinned.length - reasons.length
  return more > 0
    ? [...reasons, { path, line: reading.unpinned[reasons.length]?.line ?? 1, reason: `and ${more} more entries without a usable version` }]
    : reasons
}

interface Answer {
  /** The lockfile's own name. */
  readonly name: string
  readonly folders: ReadonlySet<string> | undefined
  readonly projects: ReadonlySet<string>
}

function answersOf(lockfiles: ReadonlyMap<string, LockReading>): ReadonlyMap<string, readonly Answer[]> {
  const answers = new Map<string, Answer[]>()
  for (const [path, { members }] of lockfiles) {
    const folder = posix.dirname(path)
    const folders = members === undefined ? undefined : new Set(members.folders?.map((member) => posix.join(folder, member, ".")))
    const answer = { name: posix.basename(path), folders, projects: new Set(members?.names) }
    const known = answers.get(folder)
    if (known) known.push(answer)
    else answers.set(folder, [answer])
  }
  return answers
}

/** A lockfile in the manifest's folder, or one above that names this project as its member. */
function isAnswered(
  path: string,
  kind: ManifestKind,
  own: ManifestFacts,
  answers: ReadonlyMap<string, readonly Answer[]>,
  facts: ReadonlyMap<string, ManifestFacts>,
): boolean {
  const folder = posix.dirname(path)
  for (let above = folder; ; above = posix.dirname(above)) {
    for (const answer of answers.get(above) ?? []) {
      if (!kind.locks.test(answer.name)) continue
      if (above === folder || answer.folders?.has(folder) === true) return true
      if (own.name !== undefined && answer.projects.has(own.name)) return true
      // yarn 1 keeps no list of members: the manifest beside the lockfile has it.
      const patterns = facts.get(posix.join(above, posix.basename(path)))?.workspaces ?? []
      if (answer.folders === undefined && matchesAny(posix.relative(above, folder), patterns)) return true
    }
    if (above === "." || above === "/") return false
  }
}

// The patterns come from the repository: few, short and with few stars, so that matching them stays cheap.
function matchesAny(way: string, patterns: readonly string[]): boolean {
  return patterns.slice(0, 100).some((pattern) => {
    if (pattern.length > 200 || pattern.split("*").length > 5) return false
    return picomatch.isMatch(way, posix.join(pattern, "."), { noextglob: true, nobrace: true, strictSlashes: false })
  })
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new TipstaffError("scan/cancelled", "the scan was cancelled")
}
