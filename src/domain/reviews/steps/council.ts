/** Whether this review needs its council, and whether the one on record speaks for what is under review. */
import type { Reason } from "../decide.ts"
import { councilFile, dissent, isComplete, parseCouncil, split } from "../council/record.ts"
import { sensitivityOf } from "../intake.ts"
import { evidencePath, readEvidence } from "../store.ts"
import type { Session } from "./open.ts"

export interface CouncilState {
  readonly required: boolean
  readonly complete: boolean
  /** What the members said, for people. */
  readonly summary: string | undefined
  readonly open: readonly Reason[]
}

export async function councilState(session: Session, targetDigest: string): Promise<CouncilState> {
  const { level, reasons } = sensitivityOf(session.intake)
  const text = await readEvidence(session.evidence, councilFile)
  const record = text === undefined ? undefined : parseCouncil(text, evidencePath(session.evidence, councilFile))
  const complete = record !== undefined && isComplete(record, session.state.id, targetDigest)
  const summary =
    record &&
    `${split(record)}${
      dissent(record).length > 0
        ? `; dissent: ${dissent(record)
            .map((member) => `${member.model}: ${member.rationale}`)
            .join(" | ")}`
        : ""
    }`
  if (level !== "HIGH" || complete) return { required: level === "HIGH", complete, summary, open: [] }
  const why = record === undefined ? "no council has been held" : "the council on record spoke about other content, or too few members answered"
  return {
    required: true,
    complete,
    summary,
    open: [{ basis: "could_not_check", text: `HIGH sensitivity (${reasons.join(", ")}) and ${why}`, next: "tipstaff council" }],
  }
}
