/** What a review sets off beyond itself: emergency rotation, notices to the roles that must know (procedure, section 6). */
import { TipstaffError } from "../../../base/errors.ts"
import { inside, writeNew } from "../../../platform/files.ts"
import { isUnresolved, type RegisterRow } from "../../findings/register.ts"
import type { Halt } from "../decide.ts"
import type { Session } from "../steps/open.ts"
import { notify, readNotifications, unacknowledged, type Notice, type NotificationLine } from "./notifications.ts"
import { incidentPath, renderIncident, type Incident } from "./incident.ts"
import { isPlaintext, rotationHalts } from "./rotation.ts"

export interface EscalationFacts {
  readonly rows: readonly RegisterRow[]
  /** Roles that the authority of this review wants told. */
  readonly notify: readonly string[]
  readonly exceedsRights: boolean
}

export interface Escalation {
  readonly halts: readonly Halt[]
  /** Notices that nobody has confirmed. */
  readonly open: readonly NotificationLine[]
}

export async function escalate(session: Session, facts: EscalationFacts): Promise<Escalation> {
  const { evidence, now, world } = session
  const halts = await rotationHalts(evidence, facts.rows, now)
  for (const row of facts.rows.filter(isPlaintext)) await fileIncident(session, row)
  const added = await notify(evidence, noticesOf(session, facts), now)
  for (const who of new Set(added.map((notice) => notice.who))) {
    const own = added.filter((notice) => notice.who === who)
    const [first] = own
    if (first)
      world.terminal.note(
        `${first.severity}: ${who} is to be told: ${first.text}${own.length > 1 ? `, and ${own.length - 1} more` : ""} (tipstaff notifications)`,
      )
  }
  return { halts, open: unacknowledged(await readNotifications(evidence)) }
}

/** A credential in plain text is a SEV2 incident; it is filed once, on the day it is found. */
async function fileIncident({ root, state }: Session, row: RegisterRow): Promise<void> {
  const incident: Incident = {
    severity: "high",
    title: `plaintext credential ${row.id}`,
    owner: "security.ops",
    filedBy: `tipstaff review ${state.id}`,
    filedAt: row.foundAt,
    whatFailed: row.title,
    where: row.where,
    why: "not known yet",
    mitigation: "the review is halted; rotate the credential",
  }
  try {
    await writeNew(inside(root, incidentPath(incident)), renderIncident(incident))
  } catch (thrown) {
    if (!(thrown instanceof TipstaffError) || thrown.code !== "file/exists") throw thrown
  }
}

function noticesOf(session: Session, { rows, notify: roles, exceedsRights }: EscalationFacts): Notice[] {
  const subject = session.intake.subject || session.state.id
  const critical = rows.filter((row) => row.severity === "critical" && isUnresolved(row))
  return [
    // A critical finding is a SEV1 condition: the CEO is told at once.
    ...critical.map((row): Notice => ({
      who: "ceo",
      severity: "SEV1",
      text: `${session.state.id} ${subject}: ${row.id} ${row.title} at ${row.where}`,
    })),
    ...(exceedsRights
      ? roles.map((who): Notice => ({ who, severity: "SEV3", text: `${session.state.id} ${subject}: an agent would gain rights beyond its table` }))
      : []),
  ]
}
