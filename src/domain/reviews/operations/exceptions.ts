/** Handlers of `tipstaff exceptions …`: asks for a waiver or an acceptance, grants it with a signature, lists what holds. */
import { randomBytes } from "node:crypto"
import { isoTime } from "../../../base/clock.ts"
import { day } from "../../../base/duration.ts"
import { exitCode } from "../../../base/exit-code.ts"
import { Refusal, TipstaffError } from "../../../base/errors.ts"
import type { Handler } from "../../../base/operation.ts"
import { askForApproval } from "../../approvals/ask.ts"
import { exceptionKinds, parseException, type ExceptionRecord } from "../../exceptions/exception.ts"
import { parseRegister } from "../../findings/register.ts"
import { gateNames } from "../../gates/gate.ts"
import { trustedPeople } from "../../identity/store.ts"
import { parseScanResults } from "../../scans/run-results.ts"
import { currentFacts, exceptionFacts, exceptionsFolder, loadExceptions } from "../steps/exceptions.ts"
import { approvalsOf, authorityOf } from "../steps/authority.ts"
import { openReview, type Session } from "../steps/open.ts"
import { evidencePath, readEvidence, writeEvidence } from "../store.ts"
import { assessmentSchema } from "../assessment/assessment.ts"
import { withPhrase } from "./phrase.ts"

export const requestableKinds = exceptionKinds

interface RequestInput {
  readonly rule: string
  readonly kind?: (typeof exceptionKinds)[number] | undefined
  readonly reason: string
  readonly control: string
  readonly requester: string
  readonly days: number
  readonly approver?: string | undefined
  readonly repo?: string | undefined
}

const maxDays = 365

export const handleExceptionRequest: Handler<RequestInput, { readonly exception: ExceptionRecord }> = async (world, input) => {
  const session = await openReview(world, { path: input.repo, offline: true, rescan: false })
  const isGate = (gateNames as readonly string[]).includes(input.rule)
  const kind = input.kind ?? (isGate ? "gate_waiver" : input.control === "" ? "risk_acceptance" : "compensating_control")
  if (isGate !== (kind === "gate_waiver"))
    throw new TipstaffError("exceptions/invalid", `${kind} does not fit ${input.rule}`, {
      next: `a gate is one of: ${gateNames.join(", ")}; anything else is a finding id`,
    })
  if (input.days < 1 || input.days > maxDays)
    throw new Refusal("exceptions/too-long", `an exception lasts 1 to ${maxDays} days`, { next: "ask for a shorter time and renew it" })
  const facts = currentFacts(input.rule, await factsOf(session))
  if (facts === undefined)
    throw new TipstaffError("exceptions/unknown-rule", `${input.rule} is neither a gate nor a finding of this review`, {
      next: "tipstaff findings list",
    })
  const now = session.now
  const record: ExceptionRecord = {
    schema: "tipstaff.exception/1",
    id: `EX-${randomBytes(6).toString("hex")}`,
    kind,
    rule: input.rule,
    scope: session.state.id,
    reason: input.reason,
    compensating_control: input.control,
    requester: input.requester,
    approver_role: input.approver ?? (kind === "gate_waiver" ? "security.lead" : "coo"),
    created_at: isoTime(now),
    expires_at: isoTime(now + input.days * day),
    review_at: isoTime(now + Math.ceil(input.days / 2) * day),
    facts_digest: facts,
  }
  await writeEvidence(session.evidence, `${exceptionsFolder}/${record.id}.json`, `${JSON.stringify(record, undefined, 2)}\n`)
  return {
    exitCode: exitCode.ok,
    data: { exception: record },
    text: `${record.id} asks ${record.approver_role} for a ${kind.replace("_", " ")} of ${record.rule} until ${record.expires_at}.\nNext: tipstaff exceptions grant ${record.id}\n`,
  }
}

async function factsOf(session: Session): Promise<Parameters<typeof currentFacts>[1]> {
  const register = await readEvidence(session.evidence, "findings-register.csv")
  const results = await readEvidence(session.evidence, "scan-results.json")
  return {
    rows: register === undefined ? [] : parseRegister(register, evidencePath(session.evidence, "findings-register.csv")),
    targetDigest: results === undefined ? "" : parseScanResults(results, "scan-results.json").target_digest,
  }
}

interface GrantInput {
  readonly id: string
  readonly phrase?: string | undefined
  readonly key?: string | undefined
  readonly repo?: string | undefined
}

export const handleExceptionGrant: Handler<GrantInput, { readonly approval: string; readonly exception: string }> = async (world, input) => {
  const session = await openReview(world, { path: input.repo, offline: true, rescan: false })
  const name = `${exceptionsFolder}/${input.id}.json`
  const text = /^EX-[0-9a-f]{12}$/.test(input.id) ? await readEvidence(session.evidence, name) : undefined
  if (text === undefined) throw new TipstaffError("exceptions/unknown", `there is no exception ${input.id}`, { next: "tipstaff exceptions list" })
  const record = parseException(text, evidencePath(session.evidence, name))
  const { trust } = await trustedPeople(world.stateDir, session.root, session.now)
  const { record: approval } = await askForApproval(withPhrase(world, input.phrase), trust.people, session.evidence.folder, {
    kind: record.kind === "gate_waiver" ? "waiver" : record.kind === "risk_acceptance" ? "acceptance" : "exception",
    role: record.approver_role,
    decision: "approve",
    facts: exceptionFacts(record, session.state.id, session.repository.head ?? ""),
    // Only a waiver names its gate; the others name their own record.
    target: record.kind === "gate_waiver" ? record.rule : record.id,
    statement: record.reason,
    summary: [
      `You sign: ${record.kind} of ${record.rule} until ${record.expires_at}, asked for by ${record.requester}`,
      `  reason   ${record.reason}`,
      `  instead  ${record.compensating_control || "nothing protects meanwhile"}`,
    ],
    lifetimeMs: Math.max(1000, Date.parse(record.expires_at) - session.now),
    ...(input.key === undefined ? {} : { key: input.key }),
    requesters: [record.requester],
  })
  return {
    exitCode: exitCode.ok,
    data: { approval: approval.id, exception: record.id },
    text: `${record.id} granted by ${approval.person} (${approval.role}) until ${record.expires_at}.\nNext: tipstaff review\n`,
  }
}

interface ListedException {
  readonly id: string
  readonly kind: string
  readonly rule: string
  readonly expires_at: string
  readonly active: boolean
  readonly reason: string
}

export const handleExceptionList: Handler<{ readonly repo?: string | undefined }, { readonly exceptions: readonly ListedException[] }> = async (
  world,
  input,
) => {
  const session = await openReview(world, { path: input.repo, offline: true, rescan: false })
  const rule = authorityOf(session.intake, assessmentSchema.parse({}).exposure, { exceedsRights: false, vendorUnconfirmed: false })
  const { valid } = await approvalsOf(session.evidence, session.people.trusted, rule, session.requesters, session.now, undefined)
  const context = { now: session.now, review: session.state.id, commit: session.repository.head ?? "", approvals: valid, ...(await factsOf(session)) }
  const { judged, unreadable } = await loadExceptions(session.evidence, context)
  const exceptions = judged.map(({ record, active, reason }) => ({
    id: record.id,
    kind: record.kind,
    rule: record.rule,
    expires_at: record.expires_at,
    active,
    reason,
  }))
  const lines = [
    ...exceptions.map((one) => `${one.active ? "active    " : "not active"}  ${one.id}  ${one.kind}  ${one.rule}: ${one.reason}`),
    ...unreadable.map((one) => `unreadable  ${one.file}: ${one.reason}`),
  ]
  return {
    exitCode: unreadable.length > 0 ? exitCode.couldNotRun : exitCode.ok,
    data: { exceptions },
    text: lines.length === 0 ? "No exceptions.\n" : `${lines.join("\n")}\n`,
  }
}
