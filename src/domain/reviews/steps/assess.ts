/** The part that people answer: the form is made once, then read, judged beside what the scans say, and turned into findings. */
import { isoDate, type Instant } from "../../../base/clock.ts"
import { sha256 } from "../../../base/hash.ts"
import type { Outcome } from "../../../base/outcome.ts"
import type { AssessedControl } from "../../gates/controls-gate.ts"
import type { ScanResults } from "../../scans/run-results.ts"
import { blankAssessment, type Assessment } from "../assessment/assessment.ts"
import { storePolicy, type CredentialPolicy } from "../assessment/credentials.ts"
import { judgeAssessment, notRepeated, type AssessmentReport, type MachineFact } from "../assessment/judge.ts"
import { parseAssessment, readControlWords, renderAssessment } from "../assessment/markdown.ts"
import type { Reason } from "../decide.ts"
import type { Intake } from "../intake.ts"
import { evidencePath, readEvidence, writeEvidence, type Evidence, type ReviewState } from "../store.ts"
import type { Session } from "./open.ts"

export const assessmentFile = "manual-assessment.md"

export interface Assessed {
  readonly assessment: Assessment
  readonly spokenOf: NonNullable<ReviewState["assessed"]>
  readonly controls: readonly AssessedControl[] | undefined
  readonly report: AssessmentReport
  /** Unanswered and failing items, each with its name. */
  readonly open: readonly Reason[]
}

/** What the scans say, beside what people have answered to it. */
export interface ScannedFacts {
  readonly results: ScanResults
  /** Ids of findings with an owner and a plan, or an exception that holds. */
  readonly answered: ReadonlySet<string>
}

/** Throws with file and line when the form was edited into something that cannot be read. */
export async function assessStep(session: Session, touchesAuth: boolean, scan: ScannedFacts): Promise<Assessed> {
  const { evidence, intake, now, state } = session
  const { text, assessment } = await openAssessment(evidence, intake, touchesAuth)
  const report = judgeAssessment(assessment, { now, policy: policyOf(session), machine: machineFacts(scan) })
  const controls = controlsOf(text, assessment, state, now)
  const spokenOf = contentOf(state.assessed, text, scan.results.target_digest)
  const stale = spokenOf.target_digest === scan.results.target_digest || report.reasons.length > 0 ? [] : [otherContent]
  return { assessment, spokenOf, controls, report, open: [...kindMismatch(assessment, intake), ...report.reasons, ...stale] }
}

const otherContent: Reason = {
  basis: "could_not_check",
  text: "the manual assessment was made for other content than this",
  next: "look at what has changed, then tipstaff assess --confirm, or assess anew",
}

/** New words speak of what lies there now; the same words keep to what they were said of. */
export function contentOf(before: ReviewState["assessed"], text: string, targetDigest: string): NonNullable<ReviewState["assessed"]> {
  const digest = sha256(text)
  return before?.sha256 === digest ? before : { sha256: digest, target_digest: targetDigest }
}

/** The words in the form for the gate, without those that a refusal still holds back. */
export function controlsOf(
  text: string,
  assessment: Assessment,
  { failed_controls: failed }: Pick<ReviewState, "failed_controls">,
  now: Instant,
): AssessedControl[] | undefined {
  return controlsIn(text, now)?.map((control) => heldBack(control, notRepeated(failed, assessment)))
}

/** A refused control is not cleared by another word under the old date. */
function heldBack(control: AssessedControl, notYet: readonly string[]): AssessedControl {
  return control.status === "Verified" && notYet.includes(control.name) ? { ...control, status: "Verified before the gate refused it" } : control
}

/** The refusals to remember after this run: new ones get today's day, cleared ones go. */
export function failedControls(before: Readonly<Record<string, string>>, controls: readonly AssessedControl[], now: Instant): Record<string, string> {
  const answered = new Set(["", "Not Assessed", "Not Applicable", "Verified"])
  const refused = controls.filter((control) => !answered.has(control.status))
  return Object.fromEntries(refused.map(({ name }) => [name, before[name] ?? isoDate(now)]))
}

/** Where credentials may live, for the environment of this review. */
export function policyOf({ settings, intake }: Pick<Session, "settings" | "intake">): CredentialPolicy {
  return storePolicy(settings.review.secretStores, intake.environment)
}

/** The form in the folder; a new one with what is known already when there is none. */
export async function openAssessment(
  evidence: Evidence,
  intake: Intake,
  touchesAuth: boolean,
): Promise<{ readonly text: string; readonly assessment: Assessment }> {
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
  {
    item: "injection-paths",
    cwe: ["CWE-89", "CWE-78", "CWE-77", "CWE-94", "CWE-95", "CWE-22", "CWE-79", "CWE-1336", "CWE-1427", "CWE-943", "CWE-90"],
  },
  {
    item: "coding-injection",
    cwe: ["CWE-89", "CWE-78", "CWE-77", "CWE-94", "CWE-95", "CWE-22", "CWE-79", "CWE-1336", "CWE-1427", "CWE-943", "CWE-90"],
  },
  { item: "error-exposure", cwe: ["CWE-532", "CWE-209"] },
  { item: "file-scope", cwe: ["CWE-732", "CWE-276", "CWE-377"] },
  { item: "coding-access", cwe: ["CWE-862", "CWE-306", "CWE-285"] },
  { item: "coding-crypto", cwe: ["CWE-327", "CWE-328", "CWE-295", "CWE-330", "CWE-338", "CWE-916"] },
] as const satisfies readonly { item: MachineFact["item"]; cwe: readonly string[] }[]

/**
 * What the scans say about the same questions. A person's PASS does not outweigh a finding; a finding that has been
 * answered counts at the gates and as a condition, and does not fail the question as well.
 */
export function machineFacts({ results, answered }: ScannedFacts): MachineFact[] {
  const secrets = classFact(results, "secrets", new Set())
  const sast = classFact(results, "sast", answered)
  return [
    { item: "plaintext-patterns", ...secrets },
    { item: "no-hardcoded", ...secrets },
    ...questionsByCwe.map(({ item, cwe }): MachineFact => {
      if (sast.outcome === "not_run") return { item, ...sast }
      const hits = serious(results, "sast").filter((finding) => finding.cwe.some((id) => (cwe as readonly string[]).includes(id)))
      return {
        item,
        ...hitsFact(
          hits.map((finding) => finding.id),
          answered,
          "no critical or high finding of the code scan",
        ),
      }
    }),
    { item: "coding-supply-chain", ...classFact(results, "dependencies", answered) },
  ]
}

interface Fact {
  readonly outcome: Outcome
  readonly detail: string
}

function classFact(results: ScanResults, name: "secrets" | "sast" | "dependencies", answered: ReadonlySet<string>): Fact {
  const { outcome, reasons, incomplete } = results.classes[name]
  if (incomplete && outcome !== "fail") return { outcome: "not_run", detail: reasons[0] ?? `the ${name} scan is not complete` }
  if (outcome !== "fail") return { outcome, detail: reasons[0] ?? `the ${name} scan found nothing critical or high` }
  const hits = serious(results, name).map((finding) => finding.id)
  // A class that fails for anything but its findings fails for something that nobody can have answered.
  return hits.length === 0 || incomplete ? { outcome, detail: reasons[0] ?? `the ${name} scan failed` } : hitsFact(hits, answered, "")
}

function serious(results: ScanResults, name: "secrets" | "sast" | "dependencies") {
  return results.findings.filter((finding) => finding.class === name && (finding.severity === "critical" || finding.severity === "high"))
}

function hitsFact(hits: readonly string[], answered: ReadonlySet<string>, none: string): Fact {
  const open = hits.filter((id) => !answered.has(id))
  if (open.length > 0) return { outcome: "fail", detail: open.slice(0, 5).join(", ") }
  return { outcome: "pass", detail: hits.length === 0 ? none : `${hits.length} finding(s), each answered: ${hits.slice(0, 5).join(", ")}` }
}
