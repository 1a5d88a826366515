/** The review, step by step: each step reads the evidence, adds to it, and says what it found. */
import picomatch from "picomatch"
import type { World } from "../../base/world.ts"
import { mergeFindings, type MergedFinding } from "../findings/merge.ts"
import { parseRegister, updateRegister, type RegisterRow } from "../findings/register.ts"
import type { Finding, FindingClass } from "../findings/finding.ts"
import { findingsOf } from "../scans/run-results.ts"
import type { Target } from "../scans/target.ts"
import { announcement, type AnnouncementName } from "./announcements.ts"
import { decide, exitCodeOfReview, type Decision, type Reason } from "./decide.ts"
import { escalate, type Escalation } from "./escalation/escalate.ts"
import { openIntake } from "./intake.ts"
import { announce, evidencePath, readEvidence } from "./store.ts"
import { answeredFindings } from "./steps/answered.ts"
import { assessStep, type Assessed } from "./steps/assess.ts"
import { approvalsOf, authorityOf, type ApprovalState } from "./steps/authority.ts"
import { councilState } from "./steps/council.ts"
import { decisionOf, type Decided } from "./steps/decision.ts"
import { acceptedFindings, loadExceptions, type Exceptions } from "./steps/exceptions.ts"
import { fileEvidence } from "./steps/file.ts"
import { conditionsOf, incompleteScans, judgeGates, ownerless, type Judgement } from "./steps/judge.ts"
import { beginReview, classified, type Opened, type ReviewRequest, type Session } from "./steps/open.ts"
import type { ScanOutcome } from "./steps/scan.ts"
import { scopeStep, type Scope } from "./steps/scope.ts"
import { startScan } from "./steps/start-scan.ts"
import { simulate } from "./steps/threats.ts"
import { unconfirmed } from "./vendor/tasks.ts"

/** Everything a review knows at its end. */
export interface Review {
  readonly session: Session
  readonly scope: Scope
  readonly target: Target
  readonly scan: ScanOutcome
  readonly assessed: Assessed
  readonly rows: readonly RegisterRow[]
  readonly exceptions: Exceptions
  readonly judgement: Judgement
  readonly escalation: Escalation
  readonly council: { readonly required: boolean; readonly complete: boolean; readonly summary: string | undefined }
  readonly approvals: ApprovalState
  readonly decision: Decision
  readonly decided: Decided
}

export async function runReview(world: World, request: ReviewRequest, version: string): Promise<Review> {
  const opened = await beginReview(world, request)
  // The scans need no classification: both run side by side, and a first commit of a large tree costs no second wait.
  const scanning = startScan(opened, request, version)
  const { session, scope } = await scanning.beside(async () => {
    const known = await classified(opened, request)
    await say(known, "begin", "scope")
    return { session: known, scope: await scopeStep(known) }
  })
  await say(session, "baseline", "scans")
  const { target, scan } = await scanning.done
  const { findings } = await simulate({
    evidence: session.evidence,
    threats: scope.report.inputs.threats,
    modelPath: scope.report.inputs.paths.threatModel,
    now: session.now,
  })
  await say(session, "assessment")
  const touchesAuth = session.classification.workTypes.some((type) => type.id === "auth-code")
  const answered = await answeredFindings(session, target.digest)
  const assessed = await assessStep(session, touchesAuth, { results: scan.results, answered })
  if (assessed.open.length === 0 && incompleteScans(scan.results).length === 0) await say(session, "analysed")
  await say(session, "consolidate")
  const gaps = assessed.report.findings.map((gap) => gap.finding)
  const rows = await registerStep(session, scan, scope, [...gaps, ...findings])
  const review = await judgeStep(session, scope, target, scan, assessed, rows)
  await say(session, "disposition")
  await fileEvidence(review)
  return review
}

/** One register of scans, people, threats and other reviews. */
async function registerStep(session: Session, scan: ScanOutcome, scope: Scope, others: readonly Finding[]): Promise<RegisterRow[]> {
  const file = evidencePath(session.evidence, "findings-register.csv")
  const text = await readEvidence(session.evidence, "findings-register.csv")
  const old = text === undefined ? [] : parseRegister(text, file)
  const findings = mergeFindings([...findingsOf(scan.results), ...scope.findings, ...others])
  const completed = new Set<FindingClass>(["manual", "import"])
  for (const [name, status] of Object.entries(scan.results.classes)) {
    if (!status.incomplete && status.outcome !== "not_run") completed.add(name as FindingClass)
  }
  const handedOver = new Set(scope.report.inputs.cited.map((input) => input.path))
  return updateRegister(old, findings, { now: session.now, completed, handedOver, ownerOf: ownerFrom(session.settings.review.owners) })
}

async function judgeStep(
  session: Session,
  scope: Scope,
  target: Target,
  scan: ScanOutcome,
  assessed: Assessed,
  rows: readonly RegisterRow[],
): Promise<Review> {
  const { intake, evidence, people, requesters, now } = session
  const commit = session.repository.head ?? ""
  const rule = authorityOf(intake, assessed.assessment.exposure, {
    exceedsRights: scope.exceedsRights,
    vendorUnconfirmed: vendorUnconfirmed(assessed),
  })
  const known = await approvalsOf(evidence, people.trusted, rule, requesters, now, undefined)
  const exceptions = await loadExceptions(evidence, {
    now,
    review: session.state.id,
    commit,
    targetDigest: target.digest,
    rows,
    approvals: known.valid,
  })
  // The record is written from the register in this same run, so it disposes of every row; the gate command reads the file.
  const recorded = new Set(rows.map((row) => row.id))
  const judgement = judgeGates({ results: scan.results, rows, controls: assessed.controls, exceptions, recorded })
  const council = await councilState(session, target.digest)
  const escalation = await escalate(session, { rows, exceedsRights: scope.exceedsRights, notify: rule.notify })
  const decision = decide({
    halts: [...scope.halts, ...assessed.report.halts, ...escalation.halts, ...ownerless(rows, acceptedFindings(exceptions))],
    missingPrerequisites: session.profile === "sr" ? scope.missing : [],
    incompleteScans: incompleteScans(scan.results),
    gates: judgement.gates,
    unansweredCriticals: judgement.unansweredCriticals,
    checklist: [...openIntake(intake), ...assessed.open, ...uncommitted(session)],
    council: council.open,
    conditions: [...assessed.report.conditions, ...conditionsOf(rows, acceptedFindings(exceptions), now, session.settings.review.certificateDays)],
  })
  const draft = { session, scope, target, scan, assessed, rows, exceptions, judgement, escalation, council, decision }
  const decided = await decisionOf(draft, rule, known.valid)
  const approvals = await approvalsOf(evidence, people.trusted, rule, requesters, now, decided.facts)
  return { ...draft, approvals, decided }
}

/** The first pattern that matches a path names the owner. */
function ownerFrom(owners: Readonly<Record<string, string>>): (finding: MergedFinding) => string | undefined {
  const rules = Object.entries(owners).map(([pattern, owner]) => ({ matches: picomatch(pattern, { dot: true }), owner }))
  return (finding) => rules.find((rule) => finding.location !== undefined && rule.matches(finding.location.path))?.owner
}

/** A certificate names a commit, so what is reviewed must be one. */
function uncommitted(session: Session): Reason[] {
  if (session.repository.head === undefined)
    return [{ basis: "could_not_check", text: "the branch has no commit yet", next: "commit what is to be reviewed" }]
  if (!session.dirty) return []
  return [
    {
      basis: "could_not_check",
      text: "the work tree differs from the commit under review",
      next: "commit or put away the changes, then run tipstaff review again",
    },
  ]
}

function vendorUnconfirmed({ assessment }: Assessed): boolean {
  return assessment.subject.kind === "vendor" && unconfirmed(assessment.vendor).length > 0
}

async function say({ world, evidence, state, settings }: Opened, ...names: AnnouncementName[]): Promise<void> {
  for (const name of names) {
    await announce(evidence, { at: world.clock.now(), review: state.id, event: name, text: announcement(name, settings.review.announcements) })
  }
}

export function exitCodeOf(review: Review): 0 | 1 | 2 {
  const approved = review.approvals.verdict.outcome === "pass"
  return exitCodeOfReview(review.decision, incompleteScans(review.scan.results).length === 0, approved)
}
