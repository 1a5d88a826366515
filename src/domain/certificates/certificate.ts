/** The certificate: an in-toto Statement with a SLSA verification summary and our own extension inside. Types and schema. */
import { z } from "zod"

export const statementType = "https://in-toto.io/Statement/v1"
export const predicateType = "https://slsa.dev/verification_summary/v1"
export const payloadType = "application/vnd.in-toto+json"
/** Extension fields of a predicate are named by URI (in-toto attestation framework, parsing rules). */
export const extension = "https://tipstaff.dev/review/v1"

export const envelopeName = "security-approval-certificate.dsse.json"
export const markdownName = "security-approval-certificate.md"

/** A bigger one is refused unread. Bytes. */
export const maxEnvelopeBytes = 4 * 1024 * 1024

/** Who may issue and sign a certificate (product default). */
export const issuerRoles = ["security.ops", "security.lead", "coo"] as const
/** Who may grant the waiver of a gate (product default). */
export const waiverRoles = ["security.lead", "security.ops", "coo"] as const
/** Who may revoke. */
export const revocationRoles = ["security.ops", "coo"] as const

export const levels = {
  APPROVE: "TIPSTAFF_REVIEW_APPROVED",
  "APPROVE WITH CONDITIONS": "TIPSTAFF_REVIEW_APPROVED_WITH_CONDITIONS",
} as const

// A lone surrogate (`\\ud800` in JSON) has no canonical form, so nothing that holds one can be compared.
const string = z.string().refine((value) => value.isWellFormed(), "must be well-formed Unicode")
const text = string.max(4000)
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)
const commitHex = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
export const timeText = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  .refine((value) => !Number.isNaN(Date.parse(value)))
const list = <T extends z.ZodType>(item: T) => z.array(item).max(20_000)

const condition = z.strictObject({ text: text.min(1), owner: text.min(1), due: z.string().regex(/^\d{4}-\d\d-\d\d$/) })

const gate = z.strictObject({
  name: text.min(1),
  outcome: text,
  /** `approval` is the id of a signed approval of the kind waiver in the same certificate. */
  waiver: z.strictObject({ reason: text.min(1), approval: text, expiresAt: timeText }).optional(),
})

const step = z.strictObject({ role: text, kind: text, decision: text })

const authority = z.strictObject({
  rows: list(text),
  steps: z.array(step).min(1).max(12),
  consultFirst: step.optional(),
  samePerson: z.enum(["refuse", "flag"]),
  ownRequest: z.enum(["refuse", "flag"]),
})

const artefact = z.strictObject({
  /** Relative to the evidence folder, with forward slashes. */
  path: string,
  sha256: sha256Hex,
  /** Whether the approvers had it before them, or it was written afterwards. */
  stage: z.enum(["decided-on", "recorded-after"]),
})

const review = z.strictObject({
  reviewId: text.min(1),
  recommendation: text,
  conditions: list(condition),
  expiresAt: timeText,
  issuer: z.strictObject({ person: text, role: text }),
  requesters: list(text),
  authority,
  gates: list(gate).min(1),
  /** Signed records; each is verified by itself. */
  approvals: z.array(z.unknown()).max(1000),
  evidence: list(artefact),
  policyPack: z.strictObject({ id: text, version: text }),
})

export const statementSchema = z.strictObject({
  _type: string,
  subject: z
    .array(z.strictObject({ name: text, digest: z.strictObject({ gitCommit: commitHex.optional(), sha256: sha256Hex.optional() }) }))
    .min(1)
    .max(2),
  predicateType: string,
  predicate: z.strictObject({
    verifier: z.strictObject({ id: text, version: z.strictObject({ tipstaff: text }) }),
    timeVerified: timeText,
    resourceUri: text,
    policy: z.strictObject({ uri: text, digest: z.strictObject({ sha256: sha256Hex }) }),
    inputAttestations: list(z.strictObject({ uri: string, digest: z.strictObject({ sha256: sha256Hex }) })),
    verificationResult: string,
    verifiedLevels: z.array(string).length(1),
    slsaVersion: string,
    [extension]: review,
  }),
})

export type Statement = z.output<typeof statementSchema>
export type Review = z.output<typeof review>
export type Artefact = z.output<typeof artefact>
export type Condition = z.output<typeof condition>
export type CertifiedGate = z.output<typeof gate>
export type CertifiedAuthority = z.output<typeof authority>

/** The commit that the certificate is for. */
export function commitOf(statement: Statement): string | undefined {
  return statement.subject[0]?.digest.gitCommit
}

/** SHA-256 of the release package, when one was reviewed with the commit. */
export function packageOf(statement: Statement): string | undefined {
  return statement.subject[1]?.digest.sha256
}

export function reviewOf(statement: Statement): Review {
  return statement.predicate[extension]
}
