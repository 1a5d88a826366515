/** Whether the approvals on record satisfy the rule. Pure; takes only approvals that verified. */
import type { Outcome } from "../../base/outcome.ts"
import type { ApprovalRecord } from "./approval.ts"
import type { AuthorityRule, AuthorityStep } from "./authority.ts"

export interface AuthorityFlag {
  readonly code: "same-person" | "own-request" | "before-consult"
  readonly person: string
  /** For people. */
  readonly text: string
}

export interface AuthorityVerdict {
  /** `pass`: all are there. `fail`: someone rejected. `not_run`: still waiting. */
  readonly outcome: Outcome
  readonly missing: readonly AuthorityStep[]
  readonly flagged: readonly AuthorityFlag[]
  readonly rejectedBy: readonly ApprovalRecord[]
  /** The approvals that were counted, in the order of the steps. */
  readonly counted: readonly ApprovalRecord[]
}

export interface AuthorityContext {
  /** Ids of the people who asked for it or wrote it: separation of duties. */
  readonly requesters: readonly string[]
  /** S1.5-6: `refuse` unless the configuration says otherwise. */
  readonly ownRequest?: "refuse" | "flag"
}

export function judgeAuthority(rule: AuthorityRule, approvals: readonly ApprovalRecord[], context: AuthorityContext): AuthorityVerdict {
  const flagged: AuthorityFlag[] = []
  const latest = latestWord(approvals)
  const wanted = rule.consultFirst === undefined ? rule.steps : [rule.consultFirst, ...rule.steps]
  const rejectedBy = latest.filter(
    (record) => record.decision === "reject" && wanted.some((step) => record.role === step.role && record.kind === step.kind),
  )
  const eligible = latest.filter((record) => {
    if (!context.requesters.includes(record.person)) return true
    flagged.push({ code: "own-request", person: record.person, text: `${record.person} asked for this and cannot be the one who approves it` })
    return context.ownRequest === "flag"
  })
  const consult = rule.consultFirst === undefined ? undefined : eligible.find((record) => meets(rule.consultFirst!, record))
  const inTime = eligible.filter((record) => {
    if (rule.consultFirst === undefined || !rule.steps.some((step) => meets(step, record))) return true
    if (consult !== undefined && record.created_at > consult.created_at) return true
    flagged.push({ code: "before-consult", person: record.person, text: `${record.person} decided before ${rule.consultFirst.role} was consulted` })
    return false
  })
  flagged.push(...doubleRoles(rule, inTime))
  const counted =
    rule.samePerson === "refuse" ? matchDistinct(rule.steps, inTime) : rule.steps.map((step) => inTime.find((record) => meets(step, record)))
  const missing = rule.steps.filter((_, index) => counted[index] === undefined)
  if (rule.consultFirst !== undefined && consult === undefined) missing.unshift(rule.consultFirst)
  const outcome = rejectedBy.length > 0 ? "fail" : missing.length > 0 || rule.steps.length === 0 ? "not_run" : "pass"
  return { outcome, missing, flagged, rejectedBy, counted: counted.filter((record) => record !== undefined) }
}

function meets(step: AuthorityStep, record: ApprovalRecord): boolean {
  return record.role === step.role && record.kind === step.kind && record.decision === step.decision
}

// A person may change their mind; the last word counts. At the same second the rejection does.
function latestWord(approvals: readonly ApprovalRecord[]): ApprovalRecord[] {
  const last = new Map<string, ApprovalRecord>()
  for (const record of approvals) {
    const key = JSON.stringify([record.person, record.role, record.kind])
    const known = last.get(key)
    if (known === undefined || supersedes(record, known)) last.set(key, record)
  }
  return [...last.values()].sort((a, b) => (a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : a.id < b.id ? -1 : 1))
}

function supersedes(record: ApprovalRecord, known: ApprovalRecord): boolean {
  if (record.created_at !== known.created_at) return record.created_at > known.created_at
  if ((record.decision === "reject") !== (known.decision === "reject")) return record.decision === "reject"
  return record.id < known.id
}

function doubleRoles(rule: AuthorityRule, records: readonly ApprovalRecord[]): AuthorityFlag[] {
  const roles = new Map<string, Set<string>>()
  for (const record of records) {
    if (!rule.steps.some((step) => meets(step, record))) continue
    const own = roles.get(record.person) ?? new Set()
    roles.set(record.person, own.add(record.role))
  }
  return [...roles]
    .filter(([, own]) => own.size > 1)
    .map(([person, own]) => ({ code: "same-person" as const, person, text: `${person} approved in two roles: ${[...own].join(", ")}` }))
}

/** One approval for each step, no person twice, as many steps as can be filled (augmenting paths). */
function matchDistinct(steps: readonly AuthorityStep[], records: readonly ApprovalRecord[]): (ApprovalRecord | undefined)[] {
  const holder = new Map<string, number>()
  const chosen: (ApprovalRecord | undefined)[] = steps.map(() => undefined)
  const place = (index: number, tried: Set<string>): boolean => {
    const step = steps[index]
    if (step === undefined) return false
    for (const record of records) {
      if (!meets(step, record) || tried.has(record.person)) continue
      tried.add(record.person)
      const taken = holder.get(record.person)
      if (taken === undefined || place(taken, tried)) {
        holder.set(record.person, index)
        chosen[index] = record
        return true
      }
    }
    return false
  }
  for (const index of steps.keys()) place(index, new Set())
  return chosen
}
