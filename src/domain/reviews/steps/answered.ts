/** Which critical and high findings people have answered already: they are conditions then, not a failing question. */
import { parseRegister, isUnresolved, type RegisterRow } from "../../findings/register.ts"
import { evidencePath, readEvidence } from "../store.ts"
import { validApprovals } from "./authority.ts"
import { acceptedFindings, loadExceptions } from "./exceptions.ts"
import type { Session } from "./open.ts"

const registerFile = "findings-register.csv"

/** Ids by the register and the exceptions as they are before this run; a new finding is never among them. */
export async function answeredFindings(
  session: Pick<Session, "evidence" | "people" | "now" | "state" | "repository">,
  targetDigest: string,
): Promise<ReadonlySet<string>> {
  const { evidence, people, now, state, repository } = session
  const text = await readEvidence(evidence, registerFile)
  if (text === undefined) return new Set()
  const rows = parseRegister(text, evidencePath(evidence, registerFile))
  const { valid } = await validApprovals(evidence, people.trusted, now)
  const exceptions = await loadExceptions(evidence, { now, review: state.id, commit: repository.head ?? "", targetDigest, rows, approvals: valid })
  const accepted = acceptedFindings(exceptions)
  return new Set(rows.filter((row) => accepted.has(row.id) || isAnswered(row)).map((row) => row.id))
}

/** The same words that the gates accept: a critical finding takes a signed exception, everything else an owner and a plan. */
function isAnswered(row: RegisterRow): boolean {
  if (row.severity === "critical" || row.owner.trim() === "") return false
  if (row.status === "false_positive") return row.notes.trim() !== ""
  return isUnresolved(row) && row.remediationPlan.trim() !== ""
}
