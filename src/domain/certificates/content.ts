/** Whether what a certificate says may be certified at all; asked before it is issued and whenever it is verified. Pure. */
import type { ErrorCode } from "../../base/errors.ts"
import { approvalKinds, type ApprovalKind } from "../approvals/phrase.ts"
import { subjectOf, verifyApproval, type ApprovalRecord } from "../approvals/approval.ts"
import type { AuthorityRule, AuthorityStep } from "../approvals/authority.ts"
import { judgeAuthority } from "../approvals/judge.ts"
import type { Person } from "../identity/people.ts"
import {
  commitOf,
  issuerRoles,
  levels,
  packageOf,
  reviewOf,
  waiverRoles,
  type CertifiedAuthority,
  type CertifiedGate,
  type Review,
  type Statement,
} from "./certificate.ts"
import { dispositionFacts, waiverFacts } from "./facts.ts"

export interface Reason {
  readonly code: ErrorCode
  readonly message: string
}

/** Kinds that must still be in force when the certificate is issued; the others had their effect earlier. */
const decisive: ReadonlySet<string> = new Set<ApprovalKind>(["disposition", "override", "waiver", "acceptance", "exception"])

/** The parts of the statement must tell one story. */
export function shapeFaults(statement: Statement): Reason[] {
  const review = reviewOf(statement)
  const faults: Reason[] = []
  const [first, second] = statement.subject
  if (first?.digest.gitCommit === undefined || first.digest.sha256 !== undefined) faults.push(malformed("the first subject must be one Git commit"))
  if (second !== undefined && (second.digest.sha256 === undefined || second.digest.gitCommit !== undefined)) {
    faults.push(malformed("the second subject must be one package"))
  }
  if (first?.name !== statement.predicate.resourceUri) faults.push(malformed("the subject and resourceUri name different repositories"))
  const inputs = statement.predicate.inputAttestations
  const same = inputs.length === review.evidence.length && review.evidence.every((one, index) => sameInput(one, inputs[index]))
  if (!same) faults.push(malformed("inputAttestations and the evidence list differ"))
  if (Date.parse(review.expiresAt) <= Date.parse(statement.predicate.timeVerified)) faults.push(malformed("it expires before it begins"))
  if (!review.authority.steps.some((step) => step.kind === "disposition" || step.kind === "override")) {
    faults.push(malformed("its authority names nobody who decides"))
  }
  return faults
}

function malformed(message: string): Reason {
  return { code: "certificate/malformed", message }
}

function rejected(message: string): Reason[] {
  return [{ code: "certificate/rejected", message }]
}

function sameInput(artefact: { path: string; sha256: string }, input: { uri: string; digest: { sha256: string } } | undefined): boolean {
  return input?.uri === artefact.path && input.digest.sha256 === artefact.sha256
}

/** Only an approval is certified, and conditions go with APPROVE WITH CONDITIONS alone. */
export function recommendationFaults(statement: Statement): Reason[] {
  const review = reviewOf(statement)
  if (statement.predicate.verificationResult !== "PASSED") return rejected("its result is not PASSED")
  if (!Object.hasOwn(levels, review.recommendation)) return rejected("its recommendation is not an approval")
  const level = levels[review.recommendation as keyof typeof levels]
  if (statement.predicate.verifiedLevels[0] !== level) return rejected("its level does not belong to its recommendation")
  const conditional = review.recommendation === "APPROVE WITH CONDITIONS"
  if (conditional !== review.conditions.length > 0) {
    return rejected(conditional ? "it is approved with conditions and lists none" : "it lists conditions and claims to have none")
  }
  return []
}

export function issuerFaults(statement: Statement, signer: Person): Reason[] {
  const { person, role } = reviewOf(statement).issuer
  const may = (issuerRoles as readonly string[]).includes(role) && signer.id === person && signer.roles.includes(role)
  return may ? [] : [{ code: "certificate/role-missing", message: `${signer.id} may not issue certificates as ${role}` }]
}

/** Every gate passed or is waived by a signed waiver that outlives the certificate. */
export function gateFaults(statement: Statement, approvals: readonly ApprovalRecord[]): Reason[] {
  const review = reviewOf(statement)
  const faults: Reason[] = []
  const seen = new Set<string>()
  for (const gate of review.gates) {
    if (seen.has(gate.name)) faults.push({ code: "certificate/malformed", message: `the gate ${gate.name} is listed twice` })
    seen.add(gate.name)
    if (gate.outcome === "pass" && gate.waiver === undefined) continue
    if (gate.outcome !== "waived" || gate.waiver === undefined) {
      faults.push({ code: "certificate/gate-not-passed", message: `the gate ${gate.name} ended ${gate.outcome}` })
    } else if (!waiverHolds(statement, gate, approvals)) {
      faults.push({ code: "certificate/waiver-invalid", message: `the waiver of the gate ${gate.name} does not hold` })
    }
  }
  return faults
}

function waiverHolds(statement: Statement, gate: CertifiedGate, approvals: readonly ApprovalRecord[]): boolean {
  const review = reviewOf(statement)
  const waiver = gate.waiver
  const commit = commitOf(statement)
  const record = approvals.find((one) => one.id === waiver?.approval)
  if (waiver === undefined || commit === undefined || record === undefined) return false
  const { reason, expiresAt } = waiver
  const subject = subjectOf(waiverFacts({ reviewId: review.reviewId, commit, gate: gate.name, reason, expiresAt }))
  return (
    record.kind === "waiver" &&
    record.decision === "approve" &&
    record.subject === subject &&
    (waiverRoles as readonly string[]).includes(record.role) &&
    !review.requesters.includes(record.person) &&
    Date.parse(review.expiresAt) <= Date.parse(expiresAt)
  )
}

/** Every approval verifies and belongs to this review, and together they satisfy the authority. */
export function approvalFaults(statement: Statement, people: readonly Person[]): { readonly faults: Reason[]; readonly valid: ApprovalRecord[] } {
  const review = reviewOf(statement)
  const commit = commitOf(statement)
  const faults: Reason[] = []
  const valid: ApprovalRecord[] = []
  const used = new Set<string>()
  const decided = subjectOf(dispositionFacts(contentOf(statement)))
  for (const value of review.approvals) {
    const kind = (value as { kind?: unknown } | null)?.kind
    const verdict = verifyApproval(value, {
      people,
      at: Date.parse(statement.predicate.timeVerified),
      used,
      ignoreExpiry: typeof kind === "string" && !decisive.has(kind),
    })
    if (verdict.outcome === "fail") {
      faults.push({ code: "certificate/approval-invalid", message: verdict.reason })
      continue
    }
    const record = verdict.approval
    used.add(record.id)
    const wrong = misplaced(record, review, commit, decided)
    if (wrong === undefined) valid.push(record)
    else faults.push({ code: "certificate/approval-invalid", message: `${record.id}: ${wrong}` })
  }
  if (faults.length === 0) faults.push(...authorityFaults(review, valid))
  return { faults, valid }
}

function misplaced(record: ApprovalRecord, review: Review, commit: string | undefined, decided: string): string | undefined {
  // An accepted risk or an exception may outlive one review; everything else belongs to exactly one.
  const shared = (record.kind === "acceptance" || record.kind === "exception") && record.facts["review"] === undefined
  if (!shared && record.facts["review"] !== review.reviewId) return "it was given for another review"
  if (record.facts["commit"] !== undefined && record.facts["commit"] !== commit) return "it was given for another commit"
  if (record.kind !== "disposition" && record.kind !== "override") return undefined
  if (record.target !== review.reviewId) return "its phrase names another review"
  return record.subject === decided ? undefined : "it was given on other facts than the certificate states"
}

function authorityFaults(review: Review, valid: readonly ApprovalRecord[]): Reason[] {
  const rule = ruleOf(review.authority)
  if (rule === undefined) return [{ code: "certificate/malformed", message: "its authority asks for a kind of approval that does not exist" }]
  const verdict = judgeAuthority(rule, valid, { requesters: review.requesters, ownRequest: review.authority.ownRequest })
  if (verdict.outcome === "pass") return []
  if (verdict.outcome === "fail") {
    return [{ code: "certificate/rejected", message: `rejected by ${verdict.rejectedBy.map((record) => record.person).join(", ")}` }]
  }
  const missing = verdict.missing.map((step) => `${step.role} (${step.kind})`).join(", ")
  const notes = verdict.flagged.map((flag) => `; ${flag.text}`).join("")
  return [{ code: "certificate/approval-missing", message: `no valid approval by ${missing}${notes}` }]
}

function ruleOf(authority: CertifiedAuthority): AuthorityRule | undefined {
  const steps = authority.steps.map(stepOf)
  const consult = authority.consultFirst === undefined ? undefined : stepOf(authority.consultFirst)
  if (steps.includes(undefined) || (authority.consultFirst !== undefined && consult === undefined)) return undefined
  return {
    rows: authority.rows,
    steps: steps.filter((step) => step !== undefined),
    ...(consult === undefined ? {} : { consultFirst: consult }),
    samePerson: authority.samePerson,
    notify: [],
    productDefault: false,
    reason: "",
  }
}

function stepOf(step: { role: string; kind: string; decision: string }): AuthorityStep | undefined {
  const kind = approvalKinds.find((known) => known === step.kind)
  const decision = (["approve", "acknowledge"] as const).find((known) => known === step.decision)
  return kind === undefined || decision === undefined ? undefined : { role: step.role, kind, decision }
}

function contentOf(statement: Statement): Parameters<typeof dispositionFacts>[0] {
  const review = reviewOf(statement)
  return {
    reviewId: review.reviewId,
    repository: statement.predicate.resourceUri,
    commit: commitOf(statement) ?? "",
    packageSha256: packageOf(statement),
    recommendation: review.recommendation,
    conditions: review.conditions,
    gates: review.gates,
    policyPack: { ...review.policyPack, sha256: statement.predicate.policy.digest.sha256 },
    authority: review.authority,
    requesters: review.requesters,
    expiresAt: review.expiresAt,
    evidence: review.evidence,
  }
}

/** `scans/results.json`: relative, forward slashes, no way up, nothing that a shell or Windows reads differently. */
export function isSafePath(path: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused here
  if (path.length === 0 || path.length > 1000 || /[\u0000-\u001f\u007f\\:*?"<>|]/.test(path)) return false
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..")
}

export function pathFaults(statement: Statement): Reason[] {
  const faults: Reason[] = []
  const seen = new Set<string>()
  for (const { path } of reviewOf(statement).evidence) {
    if (!isSafePath(path))
      faults.push({ code: "certificate/unsafe-path", message: `the evidence list names the unsafe path ${JSON.stringify(path.slice(0, 200))}` })
    else if (seen.has(path)) faults.push({ code: "certificate/malformed", message: `the evidence list names ${path} twice` })
    seen.add(path)
  }
  return faults
}
