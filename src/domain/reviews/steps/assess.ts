/** The part that people answer: the form is made once, then read, judged beside what the scans say, and turned into findings. */
import type { Instant } from "../../../base/clock.ts"
import type { Outcome } from "../../../base/outcome.ts"
import type { AssessedControl } from "../../gates/controls-gate.ts"
import type { ScanResults } from "../../scans/run-results.ts"
import { blankAssessment, type Assessment } from "../assessment/assessment.ts"
import { judgeAssessment, type AssessmentReport, type MachineFact } from "../assessment/judge.ts"
import { parseAssessment, readControlWords, renderAssessment } from "../assessment/markdown.ts"
import type { Reason } from "../decide.ts"
import type { Intake } from "../intake.ts"
import { evidencePath, readEvidence, writeEvidence, type Evidence } from "../store.ts"

export const assessmentFile = "manual-assessment.md"

export interface Assessed {
  readonly assessment: Assessment
  readonly controls: readonly AssessedControl[] | undefined
  readonly report: AssessmentReport
  /** Unanswered and failing items, each with its name. */
  readonly open: readonly Reason[]
}

/** Throws with file and line when the form was edited into something that cannot be read. */
export async function assessStep(evidence: Evidence, intake: Intake, touchesAuth: boolean, results: ScanResults, now: Instant): Promise<Assessed> {
  const { text, assessment } = await openAssessment(evidence, intake, touchesAuth)
  const report = judgeAssessment(assessment, { now, machine: machineFacts(results) })
  return { assessment, controls: controlsIn(text, now), report, open: [...kindMismatch(assessment, intake), ...report.reasons] }
}

/** The form in the folder; a new one with what is known already when there is none. */
export async function openAssessment(evidence: Evidence, intake: Intake, touchesAuth: boolean): Promise<{ readonly text: string; readonly assessment: Assessment }> {
  const file = evidencePath(evidence, assessmentFile)
  const present = await readEvidence(evidence, assessmentFile)
  if (present !== undefined) return { text: present, assessment: parseAssessment(present, file) }
  const blank = blankAssessment({ kind: intake.kind, name: intake.subject, scope: intake.scope, touches_auth: touchesAuth ? "yes" : "no" })
  const text = renderAssessment(blank)
  await writeEvidence(evidence, assessmentFile, text)
  return { text, assessment: parseAssessment(text, file) }
}

/** The words in the form as they stand, for the gate. */
export function controlsIn(text: string, now: Instant): AssessedControl[] | undefined {
  return readControlWords(text, now)
}

function kindMismatch(assessment: Assessment, intake: Intake): Reason[] {
  const { kind } = assessment.subject
  if (kind === "" || kind === intake.kind) return []
  const next = "make them agree: edit intake.yaml, or move manual-assessment.md away to get the right form"
  return [{ basis: "could_not_check", text: `the assessment is for the subject ${kind}, the intake says ${intake.kind}`, next }]
}

/** Weaknesses by the question that they answer: SQL, shell, template, path and prompt injection; secrets in output; files. */
const questionsByCwe = [
  { item: "injection-paths", cwe: ["CWE-89", "CWE-78", "CWE-77", "CWE-94", "CWE-95", "CWE-22", "CWE-79", "CWE-1336", "CWE-1427", "CWE-943", "CWE-90"] },
  { item: "coding-injection", cwe: ["CWE-89", "CWE-78", "CWE-77", "CWE-94", "CWE-95", "CWE-22", "CWE-79", "CWE-1336", "CWE-1427", "CWE-943", "CWE-90"] },
  { item: "error-exposure", cwe: ["CWE-532", "CWE-209"] },
  { item: "file-scope", cwe: ["CWE-732", "CWE-276", "CWE-377"] },
  { item: "coding-access", cwe: ["CWE-862", "CWE-306", "CWE-285"] },
  { item: "coding-crypto", cwe: ["CWE-327", "CWE-328", "CWE-295", "CWE-330", "CWE-338", "CWE-916"] },
] as const satisfies readonly { item: MachineFact["item"]; cwe: readonly string[] }[]

/** What the scans say about the same questions; a person's PASS does not outweigh a finding. */
export function machineFacts(results: ScanResults): MachineFact[] {
  const secrets = classFact(results, "secrets")
  const sast = classFact(results, "sast")
  return [
    { item: "plaintext-patterns", ...secrets },
    { item: "no-hardcoded", ...secrets },
    ...questionsByCwe.map(({ item, cwe }): MachineFact => {
      if (sast.outcome === "not_run") return { item, ...sast }
      const hits = results.findings.filter((finding) => finding.class === "sast" && (finding.severity === "critical" || finding.severity === "high") && finding.cwe.some((id) => (cwe as readonly string[]).includes(id)))
      return hits.length === 0 ? { item, outcome: "pass", detail: "no critical or high finding of the code scan" } : { item, outcome: "fail", detail: hits.slice(0, 5).map((finding) => finding.id).join(", ") }
    }),
    { item: "coding-supply-chain", ...classFact(results, "dependencies") },
  ]
}

function classFact(results: ScanResults, name: "secrets" | "sast" | "dependencies"): { outcome: Outcome; detail: string } {
  const { outcome, reasons, incomplete } = results.classes[name]
  return { outcome: incomplete && outcome !== "fail" ? "not_run" : outcome, detail: reasons[0] ?? `the ${name} scan found nothing critical or high` }
}
