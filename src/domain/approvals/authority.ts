/** Whose approval a decision needs: the table of S1 section 5, and what stands in for the rows it leaves out. Pure. */
import type { ApprovalKind, Decision } from "./phrase.ts"

export interface AuthorityStep {
  readonly role: string
  readonly kind: ApprovalKind
  readonly decision: Exclude<Decision, "reject">
}

export interface AuthorityRule {
  /** The rows of the table that apply, by requirement id. */
  readonly rows: readonly string[]
  /** All are needed. */
  readonly steps: readonly AuthorityStep[]
  /** Must be recorded before any of the steps is decided. */
  readonly consultFirst?: AuthorityStep
  /** One person in two roles: counted once, or counted and flagged. */
  readonly samePerson: "refuse" | "flag"
  /** Roles that are told; nothing waits for them. */
  readonly notify: readonly string[]
  readonly opensIncident?: "SEV2"
  /** No row of the seed fits; the product decided on a stricter one. */
  readonly productDefault: boolean
  readonly reason: string
}

export interface AuthorityFacts {
  /** A kind that the table does not know needs the COO. */
  readonly kind: string
  readonly risk?: "low" | "medium" | "high" | "critical" | undefined
  /** An absent answer counts as the less favourable one. */
  readonly readOnlyApi?: boolean | undefined
  readonly internalUseOnly?: boolean | undefined
  readonly customerData?: boolean | undefined
  /** Wants more than the table of rights grants the agent (S1.6-3). */
  readonly exceedsRights?: boolean | undefined
  /** The vendor cannot confirm residency or deletion (S1.6-2). */
  readonly vendorUnconfirmed?: boolean | undefined
  readonly overridesRejection?: boolean | undefined
}

interface Row {
  readonly id: string
  readonly applies: (facts: AuthorityFacts) => boolean
  readonly roles: readonly string[]
  readonly productDefault: boolean
  readonly reason: string
}

const codeKinds: ReadonlySet<string> = new Set(["code-change", "auth-code-change", "repository", "release"])

/** First match wins; the last row matches everything. */
const rows: readonly Row[] = [
  {
    id: "S1.5-3",
    applies: (facts) => facts.kind === "vendor" && facts.customerData !== false,
    roles: ["coo", "legal.exec", "ceo"],
    productDefault: false,
    reason: "a vendor that holds customer data",
  },
  {
    id: "S1.5-1",
    applies: (facts) => facts.kind === "integration" && isLow(facts) && facts.readOnlyApi === true && facts.internalUseOnly === true,
    roles: ["security.ops"],
    productDefault: false,
    reason: "an integration of low risk: read-only API, internal use only",
  },
  {
    id: "S1.5-2",
    applies: (facts) => facts.kind === "integration" && (isLow(facts) || facts.risk === "medium"),
    roles: ["coo"],
    productDefault: false,
    reason: "an integration with write access or an external service",
  },
  {
    id: "S1.5-5",
    applies: (facts) => codeKinds.has(facts.kind) && (facts.risk === "low" || facts.risk === "medium"),
    roles: ["security.ops"],
    productDefault: true,
    reason: "a code change of low or medium risk, approved by someone other than its author",
  },
  { id: "S1.5-5", applies: () => true, roles: ["coo"], productDefault: true, reason: "no row of the table fits, so the stricter one holds" },
]

function isLow(facts: AuthorityFacts): boolean {
  return facts.risk === undefined || facts.risk === "low"
}

/** S1.5 and the escalations S1.6-2 and S1.6-3. There is always at least one step. */
export function requiredAuthority(facts: AuthorityFacts): AuthorityRule {
  if (facts.overridesRejection === true) {
    return {
      rows: ["S1.5-4"],
      steps: [{ role: "coo", kind: "override", decision: "approve" }],
      samePerson: "refuse",
      notify: [],
      opensIncident: "SEV2",
      productDefault: false,
      reason: "a rejection is to be overridden: only the COO decides, and it opens a SEV2 incident",
    }
  }
  const row = rows.find((candidate) => candidate.applies(facts))!
  const roles = new Set(row.roles)
  const ids = [row.id]
  const reasons = [row.reason]
  if (facts.vendorUnconfirmed === true) {
    roles.add("coo")
    ids.push("S1.6-2")
    reasons.push("residency or deletion is not confirmed, so legal.exec is consulted first and the COO decides")
  }
  if (facts.exceedsRights === true) {
    roles.add("coo")
    ids.push("S1.6-3")
    reasons.push("the agent would gain rights beyond its table, so chief.staff is told and the COO decides")
  }
  return {
    rows: ids,
    steps: [...roles].map((role) => ({ role, kind: "disposition", decision: "approve" })),
    ...(facts.vendorUnconfirmed === true ? { consultFirst: { role: "legal.exec", kind: "legal-consult", decision: "acknowledge" } } : {}),
    samePerson: "refuse",
    notify: facts.exceedsRights === true ? ["chief.staff"] : [],
    productDefault: row.productDefault,
    reason: reasons.join("; "),
  }
}

/** S4 section 1: what must be on record before the first step. Small teams may combine roles; that is flagged. */
export const initiationAuthority: AuthorityRule = {
  rows: ["S4.1-9", "S4.1-10", "S4.1-11"],
  steps: [
    { role: "security.lead", kind: "initiate", decision: "approve" },
    { role: "compliance.officer", kind: "regulatory-scope", decision: "acknowledge" },
    { role: "product.owner", kind: "exposure", decision: "approve" },
  ],
  samePerson: "flag",
  notify: [],
  productDefault: false,
  reason: "a review begins with three approvals",
}
