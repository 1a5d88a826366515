/** Handler of `tipstaff status`: what is open, late or due, without scanning anything. */
import { join } from "node:path"
import { isoQuarter, isoTime, type Instant } from "../../../base/clock.ts"
import { day } from "../../../base/duration.ts"
import { exitCode } from "../../../base/exit-code.ts"
import { printable } from "../../../base/mask.ts"
import type { Handler } from "../../../base/operation.ts"
import { statOf } from "../../../platform/files.ts"
import { openRepository } from "../../../platform/git.ts"
import { isUnresolved, parseRegister } from "../../findings/register.ts"
import { isLate } from "../../findings/sla.ts"
import { readNotifications, unacknowledged } from "../escalation/notifications.ts"
import { openRotations } from "../escalation/rotation.ts"
import { parseDecision } from "../records/decision-record.ts"
import { loadSettings } from "../settings.ts"
import { evidencePath, openEvidence, readEvidence } from "../store.ts"
import { reportsFolderOf } from "../steps/open.ts"

interface Item {
  readonly kind: "finding" | "condition" | "notification" | "rotation" | "quarterly audit"
  readonly state: "open" | "overdue"
  readonly text: string
  readonly next: string
}

interface StatusOutput {
  readonly recommendation: string | null
  readonly items: readonly Item[]
}

export const handleStatus: Handler<{ readonly path?: string | undefined }, StatusOutput> = async (world, input) => {
  const { root } = await openRepository(input.path ?? world.cwd, { env: world.env, signal: world.signal })
  const { settings } = await loadSettings(root)
  const evidence = await openEvidence(root, settings.review.evidence)
  const now = world.clock.now()
  const register = await readEvidence(evidence, "findings-register.csv")
  const decisionText = await readEvidence(evidence, "decision.json")
  const decision = decisionText === undefined ? undefined : parseDecision(decisionText, evidencePath(evidence, "decision.json"))
  const rows = register === undefined ? [] : parseRegister(register, evidencePath(evidence, "findings-register.csv"))
  const audit = await auditState(
    now,
    async (quarter) => (await statOf(join(root, reportsFolderOf(settings), `quarterly-posture-${quarter}.md`))) !== undefined,
  )
  const items: Item[] = [
    ...rows
      .filter((row) => isUnresolved(row) && isLate(row.dueAt, now))
      .map((row): Item => ({
        kind: "finding",
        state: "overdue",
        text: `${row.id} ${row.severity} was due ${isoTime(row.dueAt ?? 0)}: ${row.title}`,
        next: `tipstaff findings set ${row.id} ...`,
      })),
    ...(decision?.conditions ?? []).map((condition): Item => ({
      kind: "condition",
      state: now > Date.parse(`${condition.due}T23:59:59Z`) ? "overdue" : "open",
      text: `${condition.owner} until ${condition.due}: ${condition.text}`,
      next: "fulfil it, then tipstaff review",
    })),
    ...unacknowledged(await readNotifications(evidence)).map((notice): Item => ({
      kind: "notification",
      state: "open",
      text: `${notice.id} ${notice.severity} for ${notice.who}: ${notice.text}`,
      next: `tipstaff notifications --acknowledge ${notice.id} --as NAME`,
    })),
    ...(await openRotations(evidence)).map((rotation): Item => ({
      kind: "rotation",
      state: now > Date.parse(rotation.dueAt) ? "overdue" : "open",
      text: `${rotation.credential} at ${rotation.location}, due ${rotation.dueAt}`,
      next: `rotate it at its issuer, then fill in rotated_by and rotated_at in ${rotation.path}`,
    })),
    ...audit,
  ]
  const late = items.some((item) => item.state === "overdue")
  const lines = items.map((item) => `  ${item.state.padEnd(8)} ${item.kind}: ${printable(item.text)}`)
  const head =
    decision === undefined
      ? "No review yet. Next: tipstaff review"
      : `${decision.recommendation} for ${printable(decision.subject.name)} (${decision.review_id})`
  return {
    exitCode: late ? exitCode.refused : exitCode.ok,
    data: { recommendation: decision?.recommendation ?? null, items },
    text: `${[head, ...lines, ...(items.length === 0 ? ["  nothing is open"] : [])].join("\n")}\n`,
  }
}

/** One credential and access audit each quarter: due on the quarter's last day, overdue from that day on. Pure but for the look. */
export async function auditState(now: Instant, isFiled: (quarter: string) => Promise<boolean>): Promise<Item[]> {
  const quarter = isoQuarter(now)
  if (await isFiled(quarter)) return []
  const lastDay = isoQuarter(now + day) !== quarter
  const text = `no credential and access audit is filed for ${quarter}`
  return [{ kind: "quarterly audit", state: lastDay ? "overdue" : "open", text, next: `file quarterly-posture-${quarter}.md` }]
}
