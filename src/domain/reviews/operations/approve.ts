/** Handlers of `tipstaff approve` and `tipstaff certificate issue`: a person signs what the review decided. */
import { basename } from "node:path"
import type { Json } from "../../../base/canonical-json.ts"
import { day } from "../../../base/duration.ts"
import { exitCode } from "../../../base/exit-code.ts"
import { Refusal, TipstaffError } from "../../../base/errors.ts"
import type { Handler } from "../../../base/operation.ts"
import type { World } from "../../../base/world.ts"
import { openRepository } from "../../../platform/git.ts"
import { unlockKey } from "../../../platform/keys.ts"
import { askPassphrase } from "../../../platform/passphrase.ts"
import { askForApproval, chooseKey } from "../../approvals/ask.ts"
import { initiationAuthority } from "../../approvals/authority.ts"
import type { Decision, ApprovalKind } from "../../approvals/phrase.ts"
import { envelopeName, markdownName, type issuerRoles } from "../../certificates/certificate.ts"
import { evidenceIn } from "../../certificates/evidence.ts"
import { certifiedFolder, keepCertified } from "../../certificates/kept.ts"
import { issueCertificate } from "../../certificates/issue.ts"
import { renderCertificate } from "../../certificates/markdown.ts"
import { requireHolders } from "../../identity/people.ts"
import { trustedPeople } from "../../identity/store.ts"
import type { ApprovalRecord } from "../../approvals/approval.ts"
import { inside, writeNew } from "../../../platform/files.ts"
import { incidentPath, renderIncident } from "../escalation/incident.ts"
import { packFacts, packUri, policyPack } from "../policy-pack.ts"
import { runReview, type Review } from "../run-review.ts"
import { openReview } from "../steps/open.ts"
import { openEvidence, writeEvidence } from "../store.ts"
import type { approvableKinds } from "./approvable.ts"
import { withPhrase } from "./phrase.ts"
import { summaryOf } from "./summary.ts"

interface ApproveInput {
  readonly role: string
  readonly kind: (typeof approvableKinds)[number]
  readonly reject: boolean
  readonly statement: string
  readonly phrase?: string | undefined
  readonly key?: string | undefined
  readonly offline: boolean
  readonly repo?: string | undefined
}

interface ApproveOutput {
  readonly approval: string
  readonly person: string
  readonly role: string
  readonly decision: string
  readonly target: string
}

interface Matter {
  readonly summary: readonly string[]
  readonly facts: { readonly [key: string]: Json }
  readonly target: string
  readonly lifetimeMs: number
  readonly requesters: readonly string[]
  readonly folder: string
  readonly root: string
}

export function approveHandler(version: string): Handler<ApproveInput, ApproveOutput> {
  return async (world, input) => {
    if (input.kind === "policy-activation" && input.role !== "coo")
      throw new Refusal("policy/not-coo", "only the COO activates a policy pack", { next: "tipstaff approve --kind policy-activation --role coo" })
    // Before the review runs: the approvals on record count only by the people trusted here.
    const { root } = await openRepository(input.repo ?? world.cwd, { env: world.env, signal: world.signal })
    const { trust, firstUse } = await trustedPeople(world.stateDir, root, world.clock.now())
    if (firstUse)
      world.terminal.warn("the people in tipstaff.yaml are trusted from now on; a later change needs tipstaff trust sign or tipstaff trust accept")
    const decisive = input.kind === "disposition" || input.kind === "override"
    const matter = decisive ? await dispositionMatter(world, input, version) : await openingMatter(world, input)
    const decision: Decision = input.reject ? "reject" : decisionFor(input.kind)
    const { record } = await askForApproval(withPhrase(world, input.phrase), trust.people, matter.folder, {
      kind: input.kind,
      role: input.role,
      decision,
      facts: matter.facts,
      target: matter.target,
      statement: input.statement,
      summary: matter.summary,
      lifetimeMs: matter.lifetimeMs,
      ...(input.key === undefined ? {} : { key: input.key }),
      requesters: matter.requesters,
    })
    const incident = input.kind === "override" && !input.reject ? await fileOverride(matter, record) : undefined
    const data = { approval: record.id, person: record.person, role: record.role, decision: record.decision, target: record.target }
    return {
      exitCode: exitCode.ok,
      data,
      text: `${record.id}: ${record.person} (${record.role}) signed "${record.phrase}".\n${incident === undefined ? "" : `SEV2 incident: ${incident}\n`}Next: tipstaff review\n`,
    }
  }
}

function decisionFor(kind: ApprovalKind): "approve" | "acknowledge" {
  const step = initiationAuthority.steps.find((one) => one.kind === kind)
  return step?.decision ?? (kind === "legal-consult" ? "acknowledge" : "approve")
}

/** Runs the review again first: what is signed is what the evidence says now. */
async function dispositionMatter(world: World, input: ApproveInput, version: string): Promise<Matter> {
  const review = await runReview(world, { path: input.repo, offline: input.offline, rescan: false }, version)
  if (input.kind === "override") assertOverridable(input, review)
  else if (!input.reject && review.decision.recommendation === "REJECT") {
    const [first] = review.decision.reasons
    throw new Refusal("review/rejected", `the review says REJECT: ${first?.text ?? ""}`, { next: first?.next ?? "tipstaff review" })
  }
  if (review.decided.facts === undefined)
    throw new Refusal("review/no-commit", "there is no clean commit to approve", { next: "commit what is to be approved, then run tipstaff review" })
  return {
    summary: summaryOf(review),
    facts: review.decided.facts,
    target: review.session.state.id,
    lifetimeMs: 30 * day,
    requesters: review.session.requesters,
    folder: review.session.evidence.folder,
    root: review.session.root,
  }
}

/** A rejection under pressure: only the COO has the final word, and gives a reason. The REJECT stands; nothing is certified. */
function assertOverridable(input: ApproveInput, review: Review): void {
  if (input.role !== "coo")
    throw new Refusal("review/not-coo", "only the COO decides about a rejection", {
      next: "tipstaff approve --kind override --role coo --statement ...",
    })
  if (review.decision.recommendation !== "REJECT")
    throw new Refusal("review/not-rejected", "there is no rejection to override", { next: "tipstaff approve --role ROLE" })
}

/** Overriding a rejection is a SEV2 incident by itself. */
async function fileOverride(matter: Matter, record: ApprovalRecord): Promise<string> {
  const incident = {
    severity: "high",
    title: `override of ${matter.target} ${record.id}`,
    owner: "security.ops",
    filedBy: `${record.person} (${record.role})`,
    filedAt: Date.parse(record.created_at),
    whatFailed: `the rejection of ${matter.target} was overridden`,
    where: matter.target,
    why: record.statement,
    mitigation: "the rejection stands in the record, and no certificate is issued",
  } as const
  await writeNew(inside(matter.root, incidentPath(incident)), renderIncident(incident))
  return incidentPath(incident)
}

async function openingMatter(world: World, input: ApproveInput): Promise<Matter> {
  const session = await openReview(world, { path: input.repo, offline: true, rescan: false })
  const { intake, state } = session
  const review = {
    schema: "tipstaff.initiation/1",
    review: state.id,
    kind: input.kind,
    subject: intake.subject,
    scope: intake.scope,
    regulatory_scope: intake.regulatory_scope,
    risk: intake.risk,
  }
  const isPack = input.kind === "policy-activation"
  if (input.kind === "regulatory-scope" && intake.regulatory_scope.length === 0) {
    throw new TipstaffError("review/scope-unnamed", "the regulatory scope is not named", {
      next: "fill in regulatory_scope in intake.yaml; [none] is an answer",
    })
  }
  return {
    summary: [`You sign: ${isPack ? `the policy pack ${policyPack.id} ${policyPack.version}` : `${input.kind} of ${intake.subject}`}`],
    facts: isPack ? packFacts : review,
    target: isPack ? `${policyPack.id} ${policyPack.version}` : state.id,
    lifetimeMs: isPack ? 365 * day : 90 * day,
    requesters: [],
    folder: session.evidence.folder,
    root: session.root,
  }
}

interface IssueInput {
  readonly role: (typeof issuerRoles)[number]
  readonly key?: string | undefined
  readonly offline: boolean
  readonly repo?: string | undefined
}

interface IssueOutput {
  readonly file: string
  /** Folder of the certificate with its evidence, which no later review writes into. */
  readonly kept: string
  readonly digest: string
  readonly commit: string
  readonly recommendation: string
  readonly expires_at: string
}

export function issueHandler(version: string): Handler<IssueInput, IssueOutput> {
  return async (world, input) => {
    const review = await runReview(world, { path: input.repo, offline: input.offline, rescan: false }, version)
    const { session, decided, approvals } = review
    if (review.decision.recommendation === "REJECT")
      throw new Refusal("certificate/rejected", "the review says REJECT, and nothing is certified", {
        next: review.decision.reasons[0]?.next ?? "tipstaff review",
      })
    if (approvals.verdict.outcome !== "pass")
      throw new Refusal("certificate/approval-missing", `the review waits for ${approvals.verdict.missing.map((step) => step.role).join(", ")}`, {
        next: `tipstaff approve --role ${approvals.verdict.missing[0]?.role ?? ""}`,
      })
    if (decided.content === undefined)
      throw new Refusal("review/no-commit", "there is no clean commit to certify", { next: "commit, then run tipstaff review" })
    // Before anything is signed: the copy must not lead out of the repository.
    const { path: certified } = await openEvidence(session.root, certifiedFolder(session.evidence.path))
    const { trust } = await trustedPeople(world.stateDir, session.root, session.now)
    const { key, person } = await chooseKey(world, requireHolders(trust.people, input.role), {
      role: input.role,
      ...(input.key === undefined ? {} : { key: input.key }),
    })
    const signer = await unlockKey(key, await askPassphrase(world, key.name))
    const approvalsUsed = approvals.valid.filter((record) => isPartOf(record.id, review))
    const content = { ...decided.content, approvals: approvalsUsed, policyUri: packUri, evidence: await allEvidence(review) }
    const issue = {
      people: trust.people,
      issuer: { person: person.id, role: input.role },
      at: world.clock.now(),
      version,
      unansweredCriticals: review.judgement.unansweredCriticals,
    }
    const certificate = issueCertificate(content, issue, signer)
    await writeEvidence(session.evidence, envelopeName, certificate.text)
    await writeEvidence(session.evidence, markdownName, renderCertificate(certificate))
    const file = `${session.evidence.path}/${envelopeName}`
    const kept = `${certified}/${basename(await keepCertified(session.evidence.folder, content.commit))}`
    return {
      exitCode: exitCode.ok,
      data: { file, kept, digest: certificate.digest, commit: content.commit, recommendation: content.recommendation, expires_at: content.expiresAt },
      text: `${content.recommendation}: certificate for ${content.commit} until ${content.expiresAt}\n  ${file}\n  kept with its evidence in ${kept}\nNext: tipstaff certificate verify ${file}\n`,
    }
  }
}

/** The approvals that decided, and those that carry a waiver of a gate. */
function isPartOf(id: string, { approvals, exceptions, decided }: Review): boolean {
  if (approvals.verdict.counted.some((record) => record.id === id)) return true
  const waived = new Set(decided.content?.gates.flatMap((gate) => gate.waiver?.approval ?? []))
  return waived.has(id) || exceptions.judged.some((one) => one.active && one.approval === id && one.record.kind === "gate_waiver")
}

/** Files that go on after the certificate, so that a later run with the same result leaves it in force. */
const goesOn: ReadonlySet<string> = new Set([
  "communication-log.jsonl",
  "notifications.jsonl",
  "evidence-manifest.json",
  "quality-metrics.md",
  "quality-scorecard.json",
  "handoff-checklist.md",
  "review.json",
  "scan-key.json",
])

/** Everything else in the folder: what the approvers saw, and what was recorded afterwards. */
async function allEvidence({ session, decided }: Review): Promise<{ path: string; sha256: string; stage: "decided-on" | "recorded-after" }[]> {
  const reader = evidenceIn(session.evidence.folder)
  const { paths, complete } = await reader.list()
  if (!complete)
    throw new TipstaffError("certificate/evidence-incomplete", "the evidence folder could not be listed in full", { file: session.evidence.folder })
  const seen = new Set(decided.content?.evidence.map((artefact) => artefact.path))
  const artefacts = []
  for (const path of paths.filter((name) => !goesOn.has(name))) {
    const state = await reader.read(path)
    if (!("sha256" in state))
      throw new TipstaffError("certificate/evidence-unreadable", `${path} cannot be certified: ${"reason" in state ? state.reason : state.state}`, {
        file: path,
      })
    artefacts.push({ path, sha256: state.sha256, stage: seen.has(path) ? ("decided-on" as const) : ("recorded-after" as const) })
  }
  return artefacts
}
