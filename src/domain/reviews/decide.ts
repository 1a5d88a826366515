/** From evidence to a recommendation, with every reason. Pure: the same facts give the same decision. */
import type { ExitCode } from "../../base/exit-code.ts"
import { exitCode } from "../../base/exit-code.ts"
import { isCleared, type GateResult } from "../gates/gate.ts"

export const recommendations = ["APPROVE", "APPROVE WITH CONDITIONS", "REJECT"] as const

export type Recommendation = (typeof recommendations)[number]

/** A finding or a duty that stays open after an approval, with the person who answers for it. */
export interface Condition {
  readonly text: string
  readonly owner: string
  /** ISO date or time. */
  readonly due: string
}

/** Why the review cannot go on at all until something outside of it has happened. */
export interface Halt {
  readonly state: "HALTED" | "PAUSED" | "STOPPED"
  readonly reason: string
  readonly next: string
}

export interface Reason {
  /** `refused`: checked, and the answer is no. `could_not_check`: the evidence is not there. */
  readonly basis: "refused" | "could_not_check"
  readonly text: string
  /** One sentence: what to do about it. */
  readonly next: string
}

export interface DecisionFacts {
  readonly halts: readonly Halt[]
  readonly missingPrerequisites: readonly Reason[]
  readonly incompleteScans: readonly Reason[]
  readonly gates: readonly GateResult[]
  readonly unansweredCriticals: readonly string[]
  /** Applicable checklist items that nobody has answered, and answers that fail. */
  readonly checklist: readonly Reason[]
  /** A HIGH-sensitivity review without its council. */
  readonly council: readonly Reason[]
  readonly conditions: readonly Condition[]
}

export interface Decision {
  readonly recommendation: Recommendation
  readonly reasons: readonly Reason[]
  readonly conditions: readonly Condition[]
}

/** Any reason makes it a REJECT; open conditions make it an APPROVE WITH CONDITIONS; adding evidence never improves it. */
export function decide(facts: DecisionFacts): Decision {
  const reasons: Reason[] = [
    ...facts.halts.map((halt): Reason => ({ basis: "refused", text: `${halt.state}: ${halt.reason}`, next: halt.next })),
    ...facts.missingPrerequisites,
    ...facts.incompleteScans,
    ...criticalReasons(facts.unansweredCriticals),
    ...facts.gates.filter((gate) => !isCleared(gate)).map(gateReason),
    ...facts.checklist,
    ...facts.council,
  ]
  if (reasons.length > 0) return { recommendation: "REJECT", reasons, conditions: [] }
  const recommendation = facts.conditions.length > 0 ? "APPROVE WITH CONDITIONS" : "APPROVE"
  return { recommendation, reasons: [], conditions: facts.conditions }
}

/** The rule that nothing switches off, told once however many findings break it. */
function criticalReasons(ids: readonly string[]): Reason[] {
  const [first] = ids
  if (first === undefined) return []
  const subject = ids.length === 1 ? `${first} is critical and has` : `${ids.length} critical findings, first ${first}, have`
  return [
    {
      basis: "refused",
      text: `${subject} no remediation, compensating control or approved risk acceptance`,
      next: `fix ${first}, or ask for an exception: tipstaff exceptions request ${first} --reason "..." --requester NAME`,
    },
  ]
}

const nextByGate: Readonly<Record<GateResult["gate"], string>> = {
  "Scan Cleanliness": "tipstaff findings list; fix the critical ones, plan the high ones, then tipstaff review",
  "Manual Control Verification": "tipstaff assess, or edit manual-assessment.md in the evidence folder",
  "Risk Disposition Integrity": 'tipstaff findings set ID --owner NAME --plan "..." (all instead of ID for every open one)',
}

function gateReason(gate: GateResult): Reason {
  return {
    basis: gate.outcome === "fail" ? "refused" : "could_not_check",
    text: `gate ${gate.gate}: ${gate.outcome === "fail" ? "failed" : "could not be judged"}: ${gate.actual}`,
    next: nextByGate[gate.gate],
  }
}

/** An incomplete scan ends with 2, a refusal or a missing approval with 1, an approval with 0. */
export function exitCodeOfReview(decision: Decision, scansComplete: boolean, approved: boolean): ExitCode {
  if (!scansComplete) return exitCode.couldNotRun
  return decision.recommendation !== "REJECT" && approved ? exitCode.ok : exitCode.refused
}
