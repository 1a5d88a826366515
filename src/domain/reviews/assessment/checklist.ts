/** The fixed questions of a review: control areas, procedure steps and coding topics, and to whom each applies. Data. */

/** What a review can be about (security review procedure, sections 1 and 2). */
export const subjectKinds = ["integration", "vendor", "code-change", "agent-capability", "endpoint", "contract-change", "quarterly-audit"] as const

export type SubjectKind = (typeof subjectKinds)[number]

export interface ControlArea {
  readonly name: string
  readonly critical: boolean
  /** The four controls of the gate can not be left out. */
  readonly mayBeNotApplicable: boolean
  readonly question: string
}

export const controlAreas = [
  { name: "authentication", critical: true, mayBeNotApplicable: false, question: "Who is let in, how is that proved, and how does a session end?" },
  {
    name: "authorization",
    critical: true,
    mayBeNotApplicable: false,
    question: "Is each action checked on the server against the rights of the one who asks?",
  },
  {
    name: "data protection",
    critical: true,
    mayBeNotApplicable: false,
    question: "Is sensitive data encrypted in transit and at rest, kept no longer than needed, and kept out of logs?",
  },
  { name: "multi-tenancy", critical: true, mayBeNotApplicable: true, question: "Can one tenant reach another tenant's data, keys, caches or jobs?" },
  {
    name: "configuration",
    critical: false,
    mayBeNotApplicable: true,
    question: "Are defaults, debug switches, open ports, headers and cloud settings safe in production?",
  },
  {
    name: "secrets management",
    critical: true,
    mayBeNotApplicable: false,
    question: "Do all secrets come from the store, with the least scope and a rotation date?",
  },
] as const satisfies readonly ControlArea[]

export type ControlName = (typeof controlAreas)[number]["name"]

export const controlStatuses = ["Verified", "Gap", "Not Applicable", "Not Assessed"] as const

/** The answers of the review report, and the blank of a question that nobody has answered. */
export const answers = ["PASS", "FAIL", "N/A", ""] as const

export type ChecklistGroup = "credentials" | "code" | "vendor" | "coding" | "light"

export interface ChecklistItem {
  readonly id: string
  readonly group: ChecklistGroup
  readonly question: string
}

/** Steps 2 to 4 of the procedure, the four topics of a secure coding review, and the light form. */
export const checklistItems = [
  { id: "credential-store", group: "credentials", question: "Credentials live in an allowed secret store" },
  { id: "minimum-permission", group: "credentials", question: "Each credential or token has only the access it needs" },
  { id: "no-hardcoded", group: "credentials", question: "No credential is hardcoded in agent prompts, config files or session directories" },
  { id: "rotation", group: "credentials", question: "A rotation schedule is defined (90 days by default, or vendor-specific)" },
  { id: "plaintext-patterns", group: "code", question: "The change holds no plaintext credential pattern" },
  { id: "injection-paths", group: "code", question: "User-controlled input paths are free of injection" },
  { id: "error-exposure", group: "code", question: "Error handling exposes no credential value in logs or outputs" },
  { id: "file-scope", group: "code", question: "No sensitive data is written to files accessible outside the intended scope" },
  { id: "residency", group: "vendor", question: "It is known where the vendor stores data" },
  { id: "soc2", group: "vendor", question: "SOC 2 or an equivalent is at hand, or the gap is documented" },
  { id: "deletion", group: "vendor", question: "It is known how data is deleted when the relationship ends" },
  { id: "assessment-note", group: "vendor", question: "The assessment note is filed" },
  { id: "legal-forward", group: "vendor", question: "The contract went to legal.exec, if the vendor will hold customer data" },
  { id: "coding-injection", group: "coding", question: "Injection: data never becomes code, query, command, path or prompt" },
  { id: "coding-access", group: "coding", question: "Broken access control: every new path checks who may" },
  { id: "coding-crypto", group: "coding", question: "Cryptographic failures: known algorithms, verified certificates, random from the system" },
  { id: "coding-supply-chain", group: "coding", question: "Software supply chain: new or changed dependencies are known, pinned and needed" },
  {
    id: "light-not-sensitive",
    group: "light",
    question: "The change touches neither authentication, credentials, personal data, nor a public endpoint",
  },
] as const satisfies readonly ChecklistItem[]

export type ChecklistItemId = (typeof checklistItems)[number]["id"]

export interface ApplicabilityFacts {
  /** Blank while step 1 is open: then everything applies. */
  readonly kind: SubjectKind | ""
  readonly form: "full" | "light"
  /** The change touches authentication or credential handling; blank counts as yes. */
  readonly touchesAuth: "yes" | "no" | ""
}

interface GroupRule {
  readonly applies: (facts: ApplicabilityFacts) => boolean
  /** Why the group does not apply, when it does not. */
  readonly reason: string
}

const groupRules: Readonly<Record<ChecklistGroup, GroupRule>> = {
  credentials: {
    applies: ({ kind }) => kind === "" || kind === "integration" || kind === "vendor",
    reason: "step 2 is for new integrations and vendors",
  },
  code: {
    applies: ({ kind, touchesAuth }) => kind === "" || (kind === "code-change" && touchesAuth !== "no"),
    reason: "step 3 is for code that touches authentication or credential handling",
  },
  vendor: { applies: ({ kind }) => kind === "" || kind === "vendor", reason: "step 4 is for new vendor relationships" },
  coding: {
    applies: ({ kind }) => kind === "" || kind === "code-change" || kind === "endpoint" || kind === "agent-capability",
    reason: "the subject changes no code",
  },
  light: { applies: ({ form }) => form === "light", reason: "the full form is used" },
}

/** Undefined when the item must be answered with PASS or FAIL; otherwise why it need not be. */
export function whyNotApplicable(item: Pick<ChecklistItem, "group">, facts: ApplicabilityFacts): string | undefined {
  const rule = groupRules[item.group]
  return rule.applies(facts) ? undefined : rule.reason
}
