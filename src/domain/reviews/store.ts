/** The evidence folder of one repository: reads and writes its files, and nothing outside of it. */
import { appendFile, lstat, mkdir, readdir } from "node:fs/promises"
import { join, relative, sep } from "node:path"
import { z } from "zod"
import type { Instant } from "../../base/clock.ts"
import { TipstaffError } from "../../base/errors.ts"
import { sha256 } from "../../base/hash.ts"
import { parseJson } from "../../base/json.ts"
import { inside, readBytes, readTextIfPresent, statOf, writeWhole } from "../../platform/files.ts"
import { nextLine, parseLog, type LogEntry } from "./records/communication-log.ts"

const stateFile = "review.json"

const reviewState = z.strictObject({
  schema: z.literal("tipstaff.review-state/1"),
  id: z.string(),
  started_at: z.string(),
  /** Numbers of the risk register by finding id: SEC-n never changes its meaning. */
  risk_numbers: z.record(z.string(), z.int().positive()),
  /** The day on which the second gate refused a control, by its name: it counts again once it was assessed anew. */
  failed_controls: z.record(z.string(), z.string()).default({}),
  /** Which content the assessment in the folder speaks of: the one that lay there when its words last changed or were confirmed. */
  assessed: z.strictObject({ sha256: z.string(), target_digest: z.string() }).optional(),
  /** One entry for each content that was judged, for the pass rate. */
  history: z.array(
    z.strictObject({ target_digest: z.string(), scan_digest: z.string(), at: z.string(), gate1: z.enum(["pass", "fail", "not_run"]) }),
  ),
})

export type ReviewState = z.output<typeof reviewState>

export interface Evidence {
  /** Absolute. */
  readonly folder: string
  /** Relative to the repository root, with forward slashes. */
  readonly path: string
}

/** Throws `evidence/not-a-folder` when something else stands there; a link is not followed out of the repository. */
export async function openEvidence(root: string, path: string): Promise<Evidence> {
  const folder = inside(root, path)
  let at = root
  for (const part of path.split("/").filter((step) => step !== "" && step !== ".")) {
    at = join(at, part)
    const stats = await lstat(at).catch(() => undefined)
    if (stats?.isSymbolicLink())
      throw new TipstaffError("evidence/not-a-folder", `${at} is a symbolic link`, {
        file: at,
        next: "keep the evidence in a real folder of the repository",
      })
    if (stats && !stats.isDirectory()) throw new TipstaffError("evidence/not-a-folder", `${at} is not a folder`, { file: at })
  }
  return { folder, path }
}

export function evidencePath(evidence: Evidence, name: string): string {
  return inside(evidence.folder, name)
}

const maxBytes = 512 * 1024 * 1024

/** Throws `evidence/not-a-folder`, `evidence/linked` and what readText throws. */
export async function readEvidence(evidence: Evidence, name: string): Promise<string | undefined> {
  await assertNoLink(evidence, name)
  return readTextIfPresent(evidencePath(evidence, name), maxBytes)
}

// The folder may come with the repository: a link in it could make us read, or add to, any file of the person.
async function assertNoLink(evidence: Evidence, name: string): Promise<void> {
  let at = evidence.folder
  for (const part of relative(at, evidencePath(evidence, name)).split(sep)) {
    at = join(at, part)
    const stats = await statOf(at)
    if (stats === undefined) return
    if (stats.isSymbolicLink())
      throw new TipstaffError("evidence/linked", `${at} is a symbolic link`, { file: at, next: "remove the link; evidence is kept in real files" })
  }
}

/** Writes when the text differs, so that an unchanged artefact keeps its digest and its time. */
export async function writeEvidence(evidence: Evidence, name: string, text: string): Promise<void> {
  await assertNoLink(evidence, name)
  if ((await readEvidence(evidence, name).catch(() => undefined)) === text) return
  await writeWhole(evidencePath(evidence, name), text)
}

/** As writeEvidence for JSON whose stamps (times, durations) alone are no reason to write it again. */
export async function writeStamped(evidence: Evidence, name: string, text: string, ...stamps: readonly string[]): Promise<string> {
  const before = await readEvidence(evidence, name).catch(() => undefined)
  const plain = (value: string) => value.replace(new RegExp(`"(?:${stamps.join("|")})": (?:"[^"\\\\]*"|\\d+)`, "g"), "")
  if (before !== undefined && plain(before) === plain(text)) return before
  await writeEvidence(evidence, name, text)
  return text
}

/** SHA-256 and size of an artefact; undefined when it is not there. */
export async function digestOfEvidence(evidence: Evidence, name: string): Promise<{ readonly sha256: string; readonly bytes: number } | undefined> {
  await assertNoLink(evidence, name)
  const path = evidencePath(evidence, name)
  if ((await statOf(path)) === undefined) return undefined
  // Of the bytes: a text loses its byte order mark, and a report need not be text at all.
  const bytes = await readBytes(path, maxBytes)
  return { sha256: sha256(bytes), bytes: bytes.length }
}

/** Throws `review/state-invalid`: a state edited into nonsense is not guessed at. */
export async function readState(evidence: Evidence): Promise<ReviewState | undefined> {
  const text = await readEvidence(evidence, stateFile)
  if (text === undefined) return undefined
  const file = evidencePath(evidence, stateFile)
  const parsed = reviewState.safeParse(parseJson(text, file))
  if (parsed.success) return parsed.data
  throw new TipstaffError("review/state-invalid", `${file} is not the state of a review: ${parsed.error.issues[0]?.message}`, {
    file,
    next: "restore the file from version control, or move it away to start a new review",
  })
}

export async function writeState(evidence: Evidence, state: ReviewState): Promise<void> {
  await writeEvidence(evidence, stateFile, `${JSON.stringify(state, undefined, 2)}\n`)
}

const logFile = "communication-log.jsonl"

export async function readAnnouncements(evidence: Evidence): Promise<LogEntry[]> {
  return parseLog((await readEvidence(evidence, logFile)) ?? "", evidencePath(evidence, logFile))
}

/** Appends one line; a log that was edited is not continued (`communication/invalid`). */
export async function announce(
  evidence: Evidence,
  entry: { readonly at: Instant; readonly review: string; readonly event: string; readonly text: string },
): Promise<void> {
  const path = evidencePath(evidence, logFile)
  const log = (await readEvidence(evidence, logFile)) ?? ""
  parseLog(log, path)
  await mkdir(evidence.folder, { recursive: true })
  await appendFile(path, nextLine(log, entry))
}

/** Names of the files directly in a subfolder, sorted; none when there is no such folder. */
export async function listEvidence(evidence: Evidence, subfolder: string): Promise<string[]> {
  await assertNoLink(evidence, subfolder)
  const folder = evidencePath(evidence, subfolder)
  if ((await statOf(folder)) === undefined) return []
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${subfolder}/${entry.name}`)
    .sort()
}
