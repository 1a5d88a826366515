/** Files what the review produces for others: reports, exports, handoff, metrics, and at last the manifest. */
import { countSeverities } from "../../../base/severity.ts"
import { readTextIfPresent } from "../../../platform/files.ts"
import { isUnresolved } from "../../findings/register.ts"
import { join } from "node:path"
import { gateFailedBlock, announcement, completeAnnouncement, confirmationBlock, errorAnnouncement } from "../announcements.ts"
import { updateRiskLog } from "../prerequisites/risk-log.ts"
import { artefacts } from "../records/artefacts.ts"
import { renderDispositionRecord } from "../records/disposition-record.ts"
import { renderBacklog, riskRegister } from "../records/exports.ts"
import { handoffItems, isHandedOff, renderHandoff, type HandoffItem } from "../records/handoff.ts"
import { buildManifest, completeness, type EvidenceManifest, type ValidatorRun } from "../records/manifest.ts"
import { missingInOrder } from "../records/communication-log.ts"
import { gatePassRate, renderMetrics, scorecard, type Ratio } from "../records/metrics.ts"
import { renderReviewReport } from "../records/review-report.ts"
import type { Review } from "../run-review.ts"
import { failedControls } from "./assess.ts"
import { announce, digestOfEvidence, readAnnouncements, writeEvidence, writeState, type ReviewState } from "../store.ts"
import { fileSopReport } from "./sop-report.ts"

/** What the log of a complete review holds, in this order. */
const requiredEvents = ["begin", "scope", "baseline", "scans", "assessment", "analysed", "consolidate", "disposition", "validation", "approved"]

export const manifestFile = "evidence-manifest.json"

export async function fileEvidence(review: Review): Promise<void> {
  const { session, decided, rows, approvals } = review
  const { evidence, state, settings } = session
  const { entries, numbers } = riskRegister(rows, state.risk_numbers)
  await writeEvidence(evidence, "risk-register.json", `${JSON.stringify(entries, undefined, 2)}\n`)
  await writeEvidence(evidence, "security-remediation-backlog.csv", renderBacklog(rows))
  await writeEvidence(evidence, "updated-security-risk-log.csv", await riskLog(review))
  const recorded = approvals.valid.map((one) => ({
    role: one.role,
    person: one.person,
    decision: `${one.decision} (${one.kind})`,
    at: one.created_at,
    outcome: "signature verified",
  }))
  const refused = approvals.invalid.map((one) => ({ role: "", person: one.file, decision: "", at: "", outcome: one.reason }))
  await writeEvidence(evidence, "disposition-record.md", renderDispositionRecord(decided.record, [...recorded, ...refused]))
  await writeEvidence(evidence, "security-review-report.md", reportOf(review))
  await fileSopReport(review)
  await announceOutcome(review)
  const next = await remember(review, numbers)
  await writeState(evidence, next)
  const draft = await manifestOf(review)
  const items = await handoff(review, draft)
  await writeEvidence(evidence, "handoff-checklist.md", renderHandoff(items, settings.review.announcements, settings.review.nextProtocol))
  const ratios = metrics(next, draft)
  await writeEvidence(evidence, "quality-metrics.md", renderMetrics(ratios))
  const open = countSeverities(rows.filter(isUnresolved))
  await writeEvidence(evidence, "quality-scorecard.json", `${JSON.stringify(scorecard(state.id, ratios, open), undefined, 2)}\n`)
  await writeEvidence(evidence, manifestFile, `${JSON.stringify(await manifestOf(review), undefined, 2)}\n`)
}

async function riskLog({ session, rows }: Review): Promise<string> {
  const path = session.settings.prerequisites.inputs.riskLog
  // A log that cannot be read is a missing prerequisite by now; the new one then starts empty.
  const old = await readTextIfPresent(join(session.root, path)).catch(() => undefined)
  const changes = rows.map((row) => ({
    finding: { fingerprint: row.id.slice("F-".length), severity: row.severity, title: row.title },
    status: row.status,
    mitigation: row.acceptance === "" ? row.remediationPlan : `accepted: ${row.acceptance}`,
  }))
  try {
    return updateRiskLog(old, path, changes)
  } catch {
    return updateRiskLog(undefined, path, changes)
  }
}

function reportOf(review: Review): string {
  const { session, decided, scan, rows, assessed, scope, exceptions, council, target } = review
  return renderReviewReport({
    decision: decided.record,
    results: scan.results,
    rows,
    controls: assessed.assessment.controls,
    regulations: scope.regulations.map((one) => ({
      control: `${one.framework} ${one.control}`.trim(),
      items: one.items,
      skipped: one.status === "mapped" ? "" : one.reason,
    })),
    work: session.classification.workTypes.map(({ label, level, trigger }) => ({ label, level, trigger })),
    excluded: target.excluded,
    council: council.required || council.summary !== undefined ? (council.summary ?? "Required, and not held.") : undefined,
    exceptions: [
      ...exceptions.judged.map(({ record, active, reason }) => ({
        id: record.id,
        rule: record.rule,
        state: `${active ? "active" : "not active"}: ${reason}`,
      })),
      ...exceptions.unreadable.map(({ file, reason }) => ({ id: file, rule: "unknown", state: `unreadable: ${reason}` })),
    ],
    now: Date.parse(session.state.started_at),
  })
}

/** Failing gates, or the request for confirmation, or the completion: what is true, and once for each decision. */
async function announceOutcome(review: Review): Promise<void> {
  const { session, judgement, decision, approvals } = review
  const style = session.settings.review.announcements
  const entries: { event: string; text: string }[] = []
  for (const gate of judgement.gates)
    if (gate.outcome === "fail" && gate.waiver === undefined) entries.push({ event: "gate-failed", text: gateFailedBlock(gate, style) })
  if (judgement.unansweredCriticals.length > 0)
    entries.push({ event: "error", text: errorAnnouncement("scan cleanliness", "Critical vulnerability detected", style) })
  if (decision.recommendation !== "REJECT") {
    entries.push({ event: "validation", text: announcement("validation", style) }, { event: "confirmation", text: confirmationBlock(style) })
    if (approvals.verdict.outcome === "pass")
      entries.push({ event: "approved", text: `approved by ${approvals.verdict.counted.map((one) => `${one.person} (${one.role})`).join(", ")}` })
  }
  for (const entry of entries) await announce(session.evidence, { at: session.world.clock.now(), review: session.state.id, ...entry })
}

async function remember({ session, scan, target, judgement, assessed }: Review, numbers: Record<string, number>): Promise<ReviewState> {
  const digest = (await digestOfEvidence(session.evidence, "scan-results.json"))?.sha256 ?? ""
  const gate1 = judgement.gates[0]?.outcome === "pass" ? "pass" : judgement.gates[0]?.outcome === "fail" ? "fail" : "not_run"
  const history = session.state.history.some((entry) => entry.scan_digest === digest)
    ? session.state.history.map((entry) => (entry.scan_digest === digest ? { ...entry, gate1 } : entry))
    : [...session.state.history, { target_digest: target.digest, scan_digest: digest, at: scan.results.generated_at, gate1 }]
  const failed = failedControls(session.state.failed_controls, assessed.controls ?? [], session.now)
  return { ...session.state, risk_numbers: numbers, failed_controls: failed, assessed: assessed.spokenOf, history: history as ReviewState["history"] }
}

async function manifestOf(review: Review): Promise<EvidenceManifest> {
  const { session, approvals } = review
  const states = await Promise.all(
    artefacts.map(async ({ name }) => ({ name, sha256: undefined, bytes: 0, ...(await digestOfEvidence(session.evidence, name)) })),
  )
  const validators = validatorRuns(review)
  return buildManifest({
    review: session.state.id,
    now: session.now,
    approved: approvals.verdict.outcome === "pass" && review.decision.recommendation !== "REJECT",
    states,
    inputs: review.scope.report.inputs.cited.map(({ path, sha256 }) => ({ path, sha256 })),
    validators,
    scripts: { referenced: validators.map((validator) => validator.command), missing: [] },
  })
}

function validatorRuns({ scope, judgement, session }: Review): ValidatorRun[] {
  const folder = session.evidence.path
  const commands = [
    `tipstaff gate scans --input ${folder}/scan-results.json`,
    `tipstaff gate controls --report ${folder}/manual-assessment.md`,
    `tipstaff gate disposition --register ${folder}/findings-register.csv`,
  ]
  return [
    {
      name: "prerequisites",
      command: "tipstaff prerequisites",
      status: scope.report.met ? "pass" : "fail",
      notes: scope.missing.map((reason) => reason.text).join("; "),
    },
    ...judgement.gates.map((gate, index): ValidatorRun => ({
      name: gate.gate,
      command: commands[index] ?? "",
      status: gate.outcome,
      notes: gate.notes.slice(0, 20).join("; "),
    })),
  ]
}

async function handoff(review: Review, manifest: EvidenceManifest): Promise<HandoffItem[]> {
  const { session, scope, decision, judgement, approvals } = review
  const entries = await readAnnouncements(session.evidence)
  const silent = missingInOrder(entries, session.state.id, requiredEvents)
  const written = new Set([
    "handoff-checklist.md",
    "quality-metrics.md",
    "quality-scorecard.json",
    "security-approval-certificate.md",
    "security-approval-certificate.dsse.json",
  ])
  const missing = manifest.artifacts
    .filter((artefact) => artefact.status === "missing" && !written.has(artefact.path))
    .map((artefact) => artefact.path)
  const integration = ["security-review-report.md", "security-remediation-backlog.csv", "updated-security-risk-log.csv"].filter((name) =>
    missing.includes(name),
  )
  const open = judgement.gates.filter((gate) => gate.outcome !== "pass" && gate.waiver === undefined).map((gate) => gate.gate)
  const answers: Readonly<Record<(typeof handoffItems)[number], string>> = {
    "All prerequisites were met": scope.report.met ? "" : `${scope.missing.length} missing`,
    "All workflow steps completed successfully":
      decision.recommendation !== "REJECT" && approvals.verdict.outcome === "pass" ? "" : "the review has no approved decision",
    "All quality gates passed (or waivers documented)": open.join(", "),
    "All evidence artifacts captured and stored": missing.join(", "),
    "All integration outputs generated": integration.join(", "),
    "All automation hooks executed successfully": manifest.validators
      .filter((validator) => validator.status === "not_run")
      .map((validator) => validator.name)
      .join(", "),
    "Communication log complete": silent.length === 0 ? "" : `not announced: ${silent.join(", ")}`,
  }
  const items = handoffItems.map((text): HandoffItem => ({ text, done: answers[text] === "", detail: answers[text] }))
  if (isHandedOff(items)) {
    await announce(session.evidence, {
      at: session.world.clock.now(),
      review: session.state.id,
      event: "complete",
      text: completeAnnouncement(session.settings.review.announcements),
    })
  }
  return items
}

function metrics(state: ReviewState, manifest: EvidenceManifest): Ratio[] {
  const { present, required } = completeness(manifest)
  const outputs = ["security-review-report.md", "security-remediation-backlog.csv", "updated-security-risk-log.csv"]
  const valid = outputs.filter((name) => manifest.artifacts.some((artefact) => artefact.path === name && artefact.status === "generated"))
  return [
    gatePassRate(state.history.map((entry) => ({ gate1Passed: entry.gate1 === "pass" }))),
    { name: "Evidence Completeness", target: 100, have: present, of: required },
    { name: "Integration Integrity", target: 100, have: valid.length, of: outputs.length },
  ]
}
