/** A signed approval: who decided what about exactly which facts, and whether that still holds. Pure. */
import { randomBytes } from "node:crypto"
import { z } from "zod"
import { canonicalJson, type Json } from "../../base/canonical-json.ts"
import { isoTime, type Instant } from "../../base/clock.ts"
import { Refusal, TipstaffError, type ErrorCode } from "../../base/errors.ts"
import { sha256 } from "../../base/hash.ts"
import type { Signer } from "../../platform/keys.ts"
import { verifySignature, type Person, type SignatureFault } from "../identity/people.ts"
import { approvalKinds, phraseFault, phraseFor, type ApprovalKind, type Decision } from "./phrase.ts"

export const approvalType = "application/vnd.tipstaff.approval+json"

/** Longer lives would outlast the facts they were given on (product default). */
export const maxFactsBytes = 256 * 1024

const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
const wellFormed = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed(), "must be well-formed Unicode")

export const approvalRecord = z.strictObject({
  schema: z.literal("tipstaff.approval/1"),
  id: z.string().regex(/^A-[0-9a-f]{16}$/),
  kind: z.enum(approvalKinds as [ApprovalKind, ...ApprovalKind[]]),
  /** SHA-256 of the canonical JSON of `facts`. */
  subject: z.string().regex(/^[0-9a-f]{64}$/),
  /** What was decided on, so that the record can be read without anything else. */
  facts: z.record(z.string(), z.unknown()),
  /** What the phrase names: a review, a gate, a finding. */
  target: wellFormed(200).min(1),
  role: z.string().max(64),
  person: z.string().max(100),
  decision: z.enum(["approve", "reject", "acknowledge"]),
  /** As typed, trimmed. */
  phrase: wellFormed(400),
  statement: wellFormed(4000),
  created_at: time,
  expires_at: time,
  key_id: z.string().max(64),
  signature: z.string().max(200),
})

export type ApprovalRecord = z.output<typeof approvalRecord>

export interface ApprovalDraft {
  readonly kind: ApprovalKind
  readonly facts: { readonly [key: string]: Json }
  readonly target: string
  readonly role: string
  readonly person: string
  readonly decision: Decision
  readonly phrase: string
  /** Why, in the person's words; a rejection and an override need one. */
  readonly statement: string
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export function subjectOf(facts: { readonly [key: string]: Json }): string {
  return sha256(canonicalJson(facts))
}

/**
 * Throws Refusal `approvals/never-valid`, `approvals/phrase-mismatch`, `approvals/reason-missing`,
 * and `approvals/invalid` for a draft that could not be verified later.
 */
export function signApproval(signer: Signer, draft: ApprovalDraft): ApprovalRecord {
  const expected = phraseFor(draft.kind, draft.decision, draft.target)
  const fault = phraseFault(draft.phrase, expected)
  if (fault === "never-valid")
    throw new Refusal("approvals/never-valid", "this answer never approves anything", { next: `type exactly: ${expected}` })
  if (fault === "mismatch") throw new Refusal("approvals/phrase-mismatch", "the words differ from the phrase", { next: `type exactly: ${expected}` })
  if ((draft.decision === "reject" || draft.kind === "override" || draft.kind === "waiver") && draft.statement.trim() === "") {
    throw new Refusal("approvals/reason-missing", `${draft.kind} (${draft.decision}) needs a reason`, { next: "say why in one sentence" })
  }
  const unsigned = {
    schema: "tipstaff.approval/1" as const,
    id: `A-${randomBytes(8).toString("hex")}`,
    kind: draft.kind,
    subject: subjectOf(draft.facts),
    facts: draft.facts,
    target: draft.target,
    role: draft.role,
    person: draft.person,
    decision: draft.decision,
    phrase: draft.phrase.trim(),
    statement: draft.statement,
    created_at: isoTime(draft.createdAt),
    expires_at: isoTime(draft.expiresAt),
    key_id: signer.keyId,
  }
  const record = approvalRecord.safeParse({ ...unsigned, signature: signer.sign(approvalType, canonicalJson(unsigned)) })
  if (!record.success)
    throw new TipstaffError("approvals/invalid", `this approval cannot be recorded: ${record.error.issues[0]?.path.join(".") ?? ""}`)
  return record.data
}

export type ApprovalFault =
  | "malformed"
  | "wrong-kind"
  | "wrong-subject"
  | "never-valid"
  | "phrase-mismatch"
  | "not-yet-valid"
  | "expired"
  | "role-not-held"
  | "already-used"
  | SignatureFault

const faultWords: Readonly<Record<ApprovalFault, string>> = {
  malformed: "the record is not an approval",
  "wrong-kind": "it was given for something else",
  "wrong-subject": "it was given on other facts",
  "never-valid": "the answer never approves anything",
  "phrase-mismatch": "the words differ from the phrase",
  "not-yet-valid": "it is dated in the future",
  expired: "it has expired",
  "role-not-held": "the person does not hold the role",
  "already-used": "it has been used before",
  "unknown-person": "the person is not among the trusted people",
  "unknown-key": "the key does not belong to the person",
  "expired-key": "the key had ended when it was signed",
  "bad-signature": "the signature does not match the record",
}

export interface ApprovalContext {
  /** The trusted people, not the listed ones. */
  readonly people: readonly Person[]
  readonly at: Instant
  /** Digest of the facts as they are now; left out only by a caller that compares the facts itself. */
  readonly subject?: string
  readonly kind?: ApprovalKind
  /** Ids that have been spent. */
  readonly used?: ReadonlySet<string>
  /** The record's own expiry is not asked: it was used in time, and `at` is later. */
  readonly ignoreExpiry?: boolean
}

export type ApprovalVerdict =
  | { readonly outcome: "pass"; readonly approval: ApprovalRecord; readonly person: Person }
  | { readonly outcome: "fail"; readonly id: string | undefined; readonly fault: ApprovalFault; readonly code: ErrorCode; readonly reason: string }

/** Never throws on anything that JSON.parse returns. A rejection can verify too: read `approval.decision`. */
export function verifyApproval(value: unknown, context: ApprovalContext): ApprovalVerdict {
  const parsed = approvalRecord.safeParse(value)
  const id = parsed.success ? parsed.data.id : undefined
  const fail = (fault: ApprovalFault): ApprovalVerdict => ({
    outcome: "fail",
    id,
    fault,
    code: `approvals/${fault}`,
    reason: `${id ?? "an approval"}: ${faultWords[fault]}`,
  })
  if (!parsed.success) return fail("malformed")
  const record = parsed.data
  const payload = signedPart(record)
  if (payload === undefined) return fail("malformed")
  const created = Date.parse(record.created_at)
  const expires = Date.parse(record.expires_at)
  if (Number.isNaN(created) || Number.isNaN(expires) || expires <= created) return fail("malformed")
  const signer = verifySignature(context.people, {
    person: record.person,
    keyId: record.key_id,
    payloadType: approvalType,
    payload: payload.bytes,
    signature: record.signature,
    at: created,
  })
  if ("fault" in signer) return fail(signer.fault)
  if (!signer.person.roles.includes(record.role)) return fail("role-not-held")
  if (context.kind !== undefined && record.kind !== context.kind) return fail("wrong-kind")
  if (record.subject !== payload.subject || (context.subject !== undefined && record.subject !== context.subject)) return fail("wrong-subject")
  const words = phraseFault(record.phrase, phraseFor(record.kind, record.decision, record.target))
  if (words !== undefined) return fail(words === "never-valid" ? "never-valid" : "phrase-mismatch")
  if (created > context.at) return fail("not-yet-valid")
  if (context.ignoreExpiry !== true && context.at >= expires) return fail("expired")
  if (context.used?.has(record.id) === true) return fail("already-used")
  return { outcome: "pass", approval: record, person: signer.person }
}

// Facts come from outside: they may be too large, too deep, or hold a lone surrogate, which has no canonical form.
function signedPart(record: ApprovalRecord): { readonly bytes: string; readonly subject: string } | undefined {
  const { signature: _, ...unsigned } = record
  try {
    const facts = canonicalJson(record.facts as Json)
    if (facts.length > maxFactsBytes) return undefined
    return { bytes: canonicalJson(unsigned as unknown as Json), subject: sha256(facts) }
  } catch {
    return undefined
  }
}
