/** Which exceptions hold: each record with its signature, its expiry and the facts it was decided on. */
import type { Instant } from "../../../base/clock.ts"
import type { Json } from "../../../base/canonical-json.ts"
import { messageOf } from "../../../base/errors.ts"
import type { ApprovalRecord } from "../../approvals/approval.ts"
import { subjectOf } from "../../approvals/approval.ts"
import { waiverFacts } from "../../certificates/facts.ts"
import { factsDigest, judgeException, parseException, type ExceptionRecord } from "../../exceptions/exception.ts"
import type { RegisterRow } from "../../findings/register.ts"
import { gateNames, type ActiveWaiver } from "../../gates/gate.ts"
import { evidencePath, listEvidence, readEvidence, type Evidence } from "../store.ts"

export const exceptionsFolder = "exceptions"

export interface JudgedException {
  readonly record: ExceptionRecord
  readonly active: boolean
  readonly reason: string
  /** Id of the approval that carries it. */
  readonly approval: string | undefined
}

export interface Exceptions {
  readonly judged: readonly JudgedException[]
  /** Files that are not exception records, with the reason; none of them holds. */
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[]
}

export interface ExceptionContext {
  readonly now: Instant
  readonly review: string
  readonly commit: string
  readonly targetDigest: string
  readonly rows: readonly RegisterRow[]
  /** Verified ones. */
  readonly approvals: readonly ApprovalRecord[]
}

/** What a waiver or an acceptance was decided on, as it is now; undefined when it is gone. */
export function currentFacts(rule: string, context: Pick<ExceptionContext, "rows" | "targetDigest">): string | undefined {
  if ((gateNames as readonly string[]).includes(rule)) return factsDigest({ gate: rule, target: context.targetDigest })
  const row = context.rows.find((candidate) => candidate.id === rule)
  return row && factsDigest({ id: row.id, severity: row.severity, title: row.title, where: row.where })
}

/** What the approver of an exception signs. */
export function exceptionFacts(record: ExceptionRecord, review: string, commit: string): { readonly [key: string]: Json } {
  if (record.kind === "gate_waiver")
    return waiverFacts({ reviewId: review, commit, gate: record.rule, reason: record.reason, expiresAt: record.expires_at })
  return { ...record }
}

export async function loadExceptions(evidence: Evidence, context: ExceptionContext): Promise<Exceptions> {
  const judged: JudgedException[] = []
  const unreadable: { file: string; reason: string }[] = []
  for (const name of await listEvidence(evidence, exceptionsFolder)) {
    try {
      const record = parseException((await readEvidence(evidence, name)) ?? "", evidencePath(evidence, name))
      judged.push(judge(record, context))
    } catch (thrown) {
      unreadable.push({ file: name, reason: messageOf(thrown) })
    }
  }
  return { judged, unreadable }
}

function judge(record: ExceptionRecord, context: ExceptionContext): JudgedException {
  const subject = subjectOf(exceptionFacts(record, context.review, context.commit))
  const kind = record.kind === "gate_waiver" ? "waiver" : record.kind === "risk_acceptance" ? "acceptance" : "exception"
  const approval = context.approvals.find(
    (candidate) =>
      candidate.kind === kind && candidate.decision === "approve" && candidate.subject === subject && candidate.role === record.approver_role,
  )
  const verdict = judgeException(record, { now: context.now, factsDigest: currentFacts(record.rule, context), approver: approval?.person })
  return { record, active: verdict.active, reason: verdict.reason, approval: approval?.id }
}

export function activeWaivers(exceptions: Exceptions): ActiveWaiver[] {
  return exceptions.judged
    .filter(({ record, active }) => active && record.kind === "gate_waiver")
    .map(({ record }) => ({ id: record.id, gate: record.rule, expiresAt: record.expires_at }))
}

/** The active exception of each finding. */
export function acceptedFindings(exceptions: Exceptions): ReadonlyMap<string, string> {
  return new Map(
    exceptions.judged.filter(({ record, active }) => active && record.kind !== "gate_waiver").map(({ record }) => [record.rule, record.id]),
  )
}
