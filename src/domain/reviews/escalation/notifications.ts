/** notifications.jsonl: who was told what and when, and who has confirmed it. Lines are only added. */
import { appendFile, mkdir } from "node:fs/promises"
import { z } from "zod"
import { isoTime, type Instant } from "../../../base/clock.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { sha256 } from "../../../base/hash.ts"
import { parseJson } from "../../../base/json.ts"
import { evidencePath, readEvidence, type Evidence } from "../store.ts"

const file = "notifications.jsonl"

const line = z.strictObject({
  id: z.string(),
  at: z.string(),
  kind: z.enum(["notice", "acknowledgement"]),
  /** Role that is told, or person who confirms. */
  who: z.string(),
  severity: z.enum(["SEV1", "SEV2", "SEV3"]),
  text: z.string(),
})

export type NotificationLine = z.output<typeof line>

export interface Notice {
  readonly who: string
  readonly severity: "SEV1" | "SEV2" | "SEV3"
  readonly text: string
}

/** Throws `notifications/invalid` with file and line. */
export async function readNotifications(evidence: Evidence): Promise<NotificationLine[]> {
  const path = evidencePath(evidence, file)
  const lines = ((await readEvidence(evidence, file)) ?? "").split("\n")
  return lines.flatMap((text, index) => {
    if (text.trim() === "") return []
    const parsed = line.safeParse(parsedOrUndefined(text, path))
    if (parsed.success) return [parsed.data]
    throw new TipstaffError("notifications/invalid", `${path} line ${index + 1} is not a notification`, {
      file: path,
      line: index + 1,
      next: "restore the file from version control",
    })
  })
}

function parsedOrUndefined(text: string, path: string): unknown {
  try {
    return parseJson(text, path)
  } catch {
    return undefined
  }
}

/** Writes each notice once; the same notice again, in a later run, adds nothing. Returns the new ones. */
export async function notify(evidence: Evidence, notices: readonly Notice[], now: Instant): Promise<NotificationLine[]> {
  const known = new Set((await readNotifications(evidence)).map((entry) => entry.id))
  const added = notices
    .map((notice): NotificationLine => ({
      id: `N-${sha256(`${notice.who}\n${notice.text}`).slice(0, 12)}`,
      at: isoTime(now),
      kind: "notice",
      ...notice,
    }))
    .filter((entry) => !known.has(entry.id) && known.add(entry.id))
  await append(evidence, added)
  return added
}

export async function acknowledge(evidence: Evidence, id: string, person: string, now: Instant): Promise<void> {
  const notice = (await readNotifications(evidence)).find((entry) => entry.id === id && entry.kind === "notice")
  if (!notice) throw new TipstaffError("notifications/unknown", `there is no notification ${id}`, { next: "tipstaff notifications" })
  await append(evidence, [{ ...notice, at: isoTime(now), kind: "acknowledgement", who: person }])
}

export function unacknowledged(lines: readonly NotificationLine[]): NotificationLine[] {
  const confirmed = new Set(lines.filter((entry) => entry.kind === "acknowledgement").map((entry) => entry.id))
  return lines.filter((entry) => entry.kind === "notice" && !confirmed.has(entry.id))
}

async function append(evidence: Evidence, lines: readonly NotificationLine[]): Promise<void> {
  if (lines.length === 0) return
  const path = evidencePath(evidence, file)
  try {
    await mkdir(evidence.folder, { recursive: true })
    const before = (await readEvidence(evidence, file)) ?? ""
    const breakFirst = before === "" || before.endsWith("\n") ? "" : "\n"
    await appendFile(path, `${breakFirst}${lines.map((entry) => `${JSON.stringify(entry)}\n`).join("")}`)
  } catch (cause) {
    throw new TipstaffError("notifications/undelivered", `${lines.length} notification(s) could not be written`, {
      file: path,
      cause,
      next: `tell ${lines.map((entry) => entry.who).join(", ")} yourself, now`,
    })
  }
}
