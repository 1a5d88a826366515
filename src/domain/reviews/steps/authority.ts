/** Whose approval this review needs, and which of the approvals on record count. */
import type { Instant } from "../../../base/clock.ts"
import { TipstaffError } from "../../../base/errors.ts"
import type { Json } from "../../../base/canonical-json.ts"
import { git, gitRaw, type Repository } from "../../../platform/git.ts"
import { subjectOf, verifyApproval, type ApprovalRecord } from "../../approvals/approval.ts"
import { requiredAuthority, type AuthorityRule } from "../../approvals/authority.ts"
import { judgeAuthority, type AuthorityVerdict } from "../../approvals/judge.ts"
import { readApprovals } from "../../approvals/store.ts"
import type { Person } from "../../identity/people.ts"
import { examineTrust } from "../../identity/store.ts"
import { parseTrust } from "../../identity/trust.ts"
import { readText } from "../../../platform/files.ts"
import type { Assessment } from "../assessment/assessment.ts"
import { riskOf, type Intake } from "../intake.ts"
import type { Evidence } from "../store.ts"

export interface People {
  /** The people whose signatures count; empty while this machine has pinned nobody, because anyone can list themselves. */
  readonly trusted: readonly Person[]
  /** Who stands behind the address of a commit: the same people whether they are pinned here or not. */
  readonly known: readonly Person[]
  /** The list waits to be pinned: by the first approval given here, or by tipstaff trust accept. */
  readonly unpinned: boolean
  /** Why nobody is trusted; undefined when the list is in order. */
  readonly problem: string | undefined
}

/** Reads only: pinning the first list of people is left to the first approval. A trust file stands in for what this machine has pinned. */
export async function peopleOf(stateDir: string, root: string, now: Instant, trustFile?: string): Promise<People> {
  if (trustFile !== undefined) {
    const { people } = parseTrust(await readText(trustFile), trustFile)
    return { trusted: people, known: people, unpinned: false, problem: undefined }
  }
  try {
    const trust = await examineTrust(stateDir, root, now)
    switch (trust.state) {
      case "trusted":
      case "advanced":
        return { trusted: trust.trust.people, known: trust.trust.people, unpinned: false, problem: undefined }
      case "unpinned": {
        const problem = trust.listed.length === 0 ? "tipstaff.yaml names nobody under people:" : undefined
        return { trusted: [], known: trust.listed, unpinned: true, problem }
      }
      case "changed": {
        const problem = "the people in tipstaff.yaml differ from the trusted ones: tipstaff trust sign, or tipstaff trust accept"
        return { trusted: [], known: trust.listed, unpinned: false, problem }
      }
    }
  } catch (thrown) {
    if (thrown instanceof TipstaffError) return { trusted: [], known: [], unpinned: false, problem: thrown.message }
    throw thrown
  }
}

/** The authors of the commits under review, as people where the addresses are known: they cannot approve their own work. */
export async function requestersOf({ root, head }: Repository, base: string, people: readonly Person[]): Promise<string[]> {
  if (head === undefined) return []
  const isCommit = (await gitRaw(root, ["cat-file", "-e", `${base}^{commit}`])).exitCode === 0
  // A first review has no base: whoever wrote any of it is an author.
  const span = isCommit ? [`${base}..${head}`] : [head]
  const authors = await git(root, ["log", "--format=%ae%n%ce", "--max-count=2000", "--end-of-options", ...span])
  const addresses = new Set(
    authors
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.toLowerCase()),
  )
  const known = people.filter((person) => person.email !== undefined && addresses.has(person.email.toLowerCase()))
  return known.map((person) => person.id).sort()
}

export function authorityOf(
  intake: Intake,
  exposure: Assessment["exposure"],
  facts: { readonly exceedsRights: boolean; readonly vendorUnconfirmed: boolean },
): AuthorityRule {
  return requiredAuthority({
    kind: intake.kind,
    risk: riskOf(intake, exposure),
    readOnlyApi: intake.read_only_api ?? undefined,
    internalUseOnly: intake.internal_use_only ?? undefined,
    customerData: intake.customer_data ?? undefined,
    ...facts,
  })
}

export interface StoredApprovals {
  /** Every record that verified, whatever it is for. */
  readonly valid: readonly ApprovalRecord[]
  readonly invalid: readonly { readonly file: string; readonly reason: string }[]
}

export interface ApprovalState extends StoredApprovals {
  readonly verdict: AuthorityVerdict
}

export async function validApprovals(evidence: Evidence, people: readonly Person[], now: Instant): Promise<StoredApprovals> {
  const stored = await readApprovals(evidence.folder)
  const valid: ApprovalRecord[] = []
  const invalid = [...stored.unreadable]
  for (const { file, value } of stored.records) {
    const verdict = verifyApproval(value, { people, at: now, used: stored.used })
    if (verdict.outcome === "pass") valid.push(verdict.approval)
    else invalid.push({ file, reason: verdict.reason })
  }
  return { valid, invalid }
}

/** All approvals in the folder, and the verdict over those that were given on exactly these facts. */
export async function approvalsOf(
  evidence: Evidence,
  people: readonly Person[],
  rule: AuthorityRule,
  requesters: readonly string[],
  now: Instant,
  decided: { readonly [key: string]: Json } | undefined,
): Promise<ApprovalState> {
  const { valid, invalid } = await validApprovals(evidence, people, now)
  const subject = decided === undefined ? undefined : subjectOf(decided)
  const onThis = valid.filter((record) => record.subject === subject || record.kind === "legal-consult")
  return { valid, invalid, verdict: judgeAuthority(rule, onThis, { requesters }) }
}
