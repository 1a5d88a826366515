/** The decision as approvers sign it: the content that a certificate will carry, with the digests of its evidence. */
import { isoTime } from "../../../base/clock.ts"
import type { Json } from "../../../base/canonical-json.ts"
import { day } from "../../../base/duration.ts"
import type { AuthorityRule } from "../../approvals/authority.ts"
import type { ApprovalRecord } from "../../approvals/approval.ts"
import { dispositionFacts, type DispositionContent } from "../../certificates/facts.ts"
import type { CertifiedGate } from "../../certificates/certificate.ts"
import { isCleared, type GateResult } from "../../gates/gate.ts"
import { isUnresolved, renderRegister, type RegisterRow } from "../../findings/register.ts"
import { sensitivityOf } from "../intake.ts"
import { packDigest, packFacts, policyPack, type PackStatus } from "../policy-pack.ts"
import { parseDecision, renderDecision, type DecisionRecord } from "../records/decision-record.ts"
import { councilFile } from "../council/record.ts"
import { digestOfEvidence, evidencePath, readEvidence, writeEvidence } from "../store.ts"
import { subjectOf } from "../../approvals/approval.ts"
import type { Review } from "../run-review.ts"
import type { JudgedException } from "./exceptions.ts"

export interface Decided {
  readonly record: DecisionRecord
  /** What a certificate would say; undefined while no commit is under review. */
  readonly content: DispositionContent | undefined
  readonly facts: { readonly [key: string]: Json } | undefined
}

/** What lies before the approvers; each must be there when they sign. */
const decidedOn = [
  "scope-register.json",
  "risk-baseline-report.md",
  "scan-results.json",
  "manual-assessment.md",
  "threat-simulation-log.json",
  "findings-register.csv",
  "sbom.cdx.json",
  councilFile,
  "intake.yaml",
]

const unreadableName = "decision.unreadable.json"

type Draft = Omit<Review, "approvals" | "decided">

export async function decisionOf(draft: Draft, rule: AuthorityRule, approvals: readonly ApprovalRecord[]): Promise<Decided> {
  const { session, decision } = draft
  await writeEvidence(session.evidence, "findings-register.csv", renderRegister(draft.rows))
  const evidence = await digests(draft)
  const record = recordOf(draft, rule, approvals, evidence)
  const before = await earlierExpiry(draft, record)
  const expiresAt = before ?? isoTime(session.now + session.settings.review.certificateDays * day)
  await writeEvidence(session.evidence, "decision.json", renderDecision({ ...record, expires_at: expiresAt }))
  const final = { ...record, expires_at: expiresAt }
  if (session.repository.head === undefined || session.dirty) return { record: final, content: undefined, facts: undefined }
  const content: DispositionContent = {
    reviewId: session.state.id,
    repository: record.subject.repository,
    commit: session.repository.head,
    recommendation: decision.recommendation,
    conditions: decision.conditions.map(({ text, owner, due }) => ({ text, owner: owner || "nobody", due })),
    gates: draft.judgement.gates.map((gate) => certifiedGate(gate, draft.exceptions.judged)),
    policyPack: { id: policyPack.id, version: policyPack.version, sha256: packDigest },
    authority: {
      rows: [...rule.rows],
      steps: rule.steps.map((step) => ({ ...step })),
      ...(rule.consultFirst ? { consultFirst: { ...rule.consultFirst } } : {}),
      samePerson: rule.samePerson,
      ownRequest: "refuse",
    },
    requesters: session.requesters,
    expiresAt,
    evidence,
  }
  return { record: final, content, facts: dispositionFacts(content) }
}

async function digests({ session }: Draft): Promise<{ path: string; sha256: string; stage: "decided-on" }[]> {
  const found = await Promise.all(decidedOn.map(async (path) => ({ path, digest: await digestOfEvidence(session.evidence, path) })))
  return found.flatMap(({ path, digest }) => (digest ? [{ path, sha256: digest.sha256, stage: "decided-on" as const }] : []))
}

function recordOf(
  draft: Draft,
  rule: AuthorityRule,
  approvals: readonly ApprovalRecord[],
  evidence: readonly { path: string; sha256: string }[],
): Omit<DecisionRecord, "expires_at"> {
  const { session, decision, judgement, target, intake } = { ...draft, intake: draft.session.intake }
  return {
    schema: "tipstaff.decision/1",
    review_id: session.state.id,
    policy_pack: { id: policyPack.id, version: policyPack.version, status: packStatus(approvals) },
    profile: session.profile,
    subject: {
      name: intake.subject,
      kind: intake.kind,
      scope: intake.scope,
      repository: repositoryName(session.root),
      commit: session.repository.head ?? null,
      dirty: session.dirty,
      target_digest: target.digest,
    },
    level: session.classification.level,
    sensitivity: sensitivityOf(intake).level,
    requester: session.requesters.join(", "),
    recommendation: decision.recommendation,
    reasons: [...decision.reasons],
    conditions: [...decision.conditions],
    gates: judgement.gates.map(({ gate, outcome, score, actual, waiver }) => ({ gate, outcome, score, actual, waiver: waiver ?? null })),
    findings: draft.rows.map((row) => ({ id: row.id, severity: row.severity, status: row.status, disposition: dispositionText(row) })),
    authority: { rule: rule.reason, roles: rule.steps.map((step) => step.role) },
    council: { required: draft.council.required, record: draft.council.complete ? councilFile : null },
    evidence: evidence.map(({ path, sha256 }) => ({ path, sha256 })),
  }
}

/** The pack is active once the COO has signed for this id and version; a signature of anyone else changes nothing. */
export function packStatus(approvals: readonly ApprovalRecord[]): PackStatus {
  const subject = subjectOf(packFacts)
  const active = approvals.some(
    (record) => record.kind === "policy-activation" && record.role === "coo" && record.decision === "approve" && record.subject === subject,
  )
  return active ? "Active" : "Draft"
}

// The name, not the path: a certificate must say the same on every machine.
function repositoryName(root: string): string {
  return `git:${root.split(/[\\/]/).at(-1) ?? "repository"}`
}

function dispositionText(row: RegisterRow): string {
  if (!isUnresolved(row)) return row.status === "false_positive" ? `not a problem: ${row.notes}` : row.status
  if (row.acceptance !== "") return `accepted: ${row.acceptance}`
  return row.remediationPlan === "" ? "open, without a plan" : `planned: ${row.remediationPlan}`
}

function certifiedGate(gate: GateResult, judged: readonly JudgedException[]): CertifiedGate {
  if (gate.outcome === "pass") return { name: gate.gate, outcome: "pass" }
  const waiver = judged.find((one) => one.record.id === gate.waiver)
  if (!isCleared(gate) || waiver?.approval === undefined) return { name: gate.gate, outcome: gate.outcome }
  return {
    name: gate.gate,
    outcome: "waived",
    waiver: { reason: waiver.record.reason, approval: waiver.approval, expiresAt: waiver.record.expires_at },
  }
}

/**
 * The expiry that an earlier decision on the same content carries: it must not move between two approvals, nor because a machine
 * that trusts nobody came to another verdict in between. A date further away than a new one would be is somebody's edit.
 */
async function earlierExpiry(draft: Draft, record: Omit<DecisionRecord, "expires_at">): Promise<string | undefined> {
  const { session } = draft
  const text = await readEvidence(session.evidence, "decision.json")
  if (text === undefined) return undefined
  try {
    const before = parseDecision(text, evidencePath(session.evidence, "decision.json"))
    const same =
      before.review_id === record.review_id &&
      before.subject.commit === record.subject.commit &&
      before.subject.target_digest === record.subject.target_digest
    const left = Date.parse(before.expires_at) - session.now
    return same && left > 0 && left <= session.settings.review.certificateDays * day ? before.expires_at : undefined
  } catch {
    // Replaced, and its approvals do not count for the new one; what stood there is kept for whoever edited it.
    await writeEvidence(session.evidence, unreadableName, text)
    const where = evidencePath(session.evidence, unreadableName)
    session.world.terminal.warn(`decision.json could not be read: it is written anew, and what stood there is kept as ${where}`)
    return undefined
  }
}
