/** The part that people answer: the form is made once, then read, checked and turned into findings. */
import { parseAssessment, readControlWords, renderAssessment } from "../assessment/markdown.ts"
import { blankAssessment, type Assessment } from "../assessment/assessment.ts"
import { assessmentFindings } from "../assessment/findings.ts"
import { openAnswers } from "../assessment/completeness.ts"
import type { Finding } from "../../findings/finding.ts"
import type { AssessedControl } from "../../gates/controls-gate.ts"
import { controlAreas } from "../assessment/checklist.ts"
import type { Reason } from "../decide.ts"
import type { Intake } from "../intake.ts"
import { evidencePath, readEvidence, writeEvidence, type Evidence } from "../store.ts"

export const assessmentFile = "manual-assessment.md"

export interface Assessed {
  readonly assessment: Assessment
  readonly controls: readonly AssessedControl[]
  readonly findings: readonly Finding[]
  /** Unanswered and failing items, each with its name. */
  readonly open: readonly Reason[]
}

/** Throws with file and line when the form was edited into something that cannot be read. */
export async function assessStep(evidence: Evidence, intake: Intake, touchesAuth: boolean, now: number): Promise<Assessed> {
  const file = evidencePath(evidence, assessmentFile)
  let text = await readEvidence(evidence, assessmentFile)
  if (text === undefined) {
    text = renderAssessment(blankAssessment({ kind: intake.kind, name: intake.subject, scope: intake.scope, touches_auth: touchesAuth ? "yes" : "no" }))
    await writeEvidence(evidence, assessmentFile, text)
  }
  const assessment = parseAssessment(text, file)
  return {
    assessment,
    controls: controlsIn(text),
    findings: assessmentFindings(assessment, now),
    open: [...kindMismatch(assessment, intake), ...openAnswers(assessment, now)],
  }
}

/** The words in the form as they stand, for the gate; one that is not in our list is not critical by our judgement. */
export function controlsIn(text: string): AssessedControl[] {
  return (readControlWords(text) ?? []).map((word) => ({ name: word.name, critical: controlAreas.some((area) => area.name === word.name && area.critical), status: word.status }))
}

function kindMismatch(assessment: Assessment, intake: Intake): Reason[] {
  const { kind } = assessment.subject
  if (kind === "" || kind === intake.kind) return []
  return [{ basis: "could_not_check", text: `the assessment is for the subject ${kind}, the intake says ${intake.kind}`, next: "make them agree: edit intake.yaml, or move manual-assessment.md away to get the right form" }]
}
