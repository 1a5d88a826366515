/** The emergency rotation of a credential that stood in plain text: one task for each, open until a person says it is done. */
import { z } from "zod"
import { isoTime, type Instant } from "../../../base/clock.ts"
import { isUnresolved, type RegisterRow } from "../../findings/register.ts"
import { slaTable } from "../../findings/sla.ts"
import { readSettings } from "../../policy/settings-file.ts"
import type { Halt } from "../decide.ts"
import { evidencePath, listEvidence, readEvidence, writeEvidence, type Evidence } from "../store.ts"

const folder = "emergency-rotation"

const task = z.strictObject({
  finding: z.string(),
  credential: z.string(),
  location: z.string(),
  severity: z.literal("SEV2"),
  opened_at: z.string(),
  due_at: z.string(),
  rotated_at: z.string().default(""),
  rotated_by: z.string().default(""),
})

/** Opens a task for every plain-text credential and answers what still halts the review. */
export async function rotationHalts(evidence: Evidence, rows: readonly RegisterRow[], now: Instant): Promise<Halt[]> {
  for (const row of rows) if (isPlaintext(row)) await openRotation(evidence, { finding: row.id, credential: row.title, location: row.where }, now)
  const open: Halt[] = []
  for (const { name, settings } of await readTasks(evidence)) {
    const row = rows.find((candidate) => candidate.id === settings.finding)
    // Someone with a name looked and says that it never was a credential.
    if (row?.status === "false_positive" && row.owner !== "" && row.notes !== "") continue
    const stillThere = row !== undefined && isUnresolved(row)
    const rotated = isRotated(settings)
    if (rotated && !stillThere) continue
    open.push({
      state: "HALTED",
      reason: `${settings.credential} at ${settings.location} (${settings.finding}); rotation ${rotated ? "recorded, but it still stands there" : `due ${settings.due_at}`}`,
      next: stillThere
        ? `remove it from ${settings.location}, rotate the credential, and fill in rotated_by and rotated_at in ${evidence.path}/${name}`
        : `rotate the credential and fill in rotated_by and rotated_at in ${evidence.path}/${name}`,
    })
  }
  const [first] = open
  if (first === undefined || open.length === 1) return open
  return [
    {
      ...first,
      reason: `${open.length} credentials in plain text, among them ${first.reason}`,
      next: `${first.next}; the others: ${evidence.path}/${folder}`,
    },
  ]
}

export function isPlaintext(row: RegisterRow): boolean {
  // Also one that was removed meanwhile: whoever has the history has the credential, and a deleted task comes back.
  return row.class === "secrets" && row.status !== "false_positive" && (row.severity === "critical" || row.severity === "high")
}

export interface Exposed {
  /** Names the task: the finding's id, or one made from the fingerprint. Letters, digits and hyphens. */
  readonly finding: string
  readonly credential: string
  readonly location: string
}

/** Opens a task unless it is there already, done or not; answers its file, relative to the repository. */
export async function openRotation(evidence: Evidence, exposed: Exposed, now: Instant): Promise<string> {
  const name = `${folder}/${exposed.finding}.yaml`
  const path = `${evidence.path}/${name}`
  if ((await readEvidence(evidence, name)) !== undefined) return path
  const due = now + (slaTable.critical.within ?? 0)
  await writeEvidence(
    evidence,
    name,
    `# A credential stood in plain text: rotate it at its issuer, then say who did it and when. The review halts until then.
finding: ${exposed.finding}
credential: ${JSON.stringify(exposed.credential)}
location: ${JSON.stringify(exposed.location)}
severity: SEV2
opened_at: ${JSON.stringify(isoTime(now))}
due_at: ${JSON.stringify(isoTime(due))}
rotated_at: ""
rotated_by: ""
`,
  )
  return path
}

export interface OpenRotation {
  readonly credential: string
  readonly location: string
  /** ISO time as it stands in the task. */
  readonly dueAt: string
  /** Relative to the repository. */
  readonly path: string
}

/** Tasks that nobody has said are done. */
export async function openRotations(evidence: Evidence): Promise<OpenRotation[]> {
  const tasks = (await readTasks(evidence)).filter(({ settings }) => !isRotated(settings))
  return tasks.map(({ name, settings }) => ({
    credential: settings.credential,
    location: settings.location,
    dueAt: settings.due_at,
    path: `${evidence.path}/${name}`,
  }))
}

type Task = z.output<typeof task>

async function readTasks(evidence: Evidence): Promise<{ readonly name: string; readonly settings: Task }[]> {
  const tasks: { name: string; settings: Task }[] = []
  for (const name of await listEvidence(evidence, folder)) {
    const { settings } = readSettings(task, (await readEvidence(evidence, name)) ?? "", evidencePath(evidence, name))
    tasks.push({ name, settings })
  }
  return tasks
}

function isRotated({ rotated_by: by, rotated_at: at }: Task): boolean {
  return by.trim() !== "" && !Number.isNaN(Date.parse(at))
}
