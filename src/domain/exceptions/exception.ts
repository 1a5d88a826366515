/** One record for waivers, accepted risks, compensating controls and policy exceptions. Pure. */
import { z } from "zod"
import { isoTime, type Instant } from "../../base/clock.ts"
import { canonicalJson, type Json } from "../../base/canonical-json.ts"
import { TipstaffError } from "../../base/errors.ts"
import { sha256 } from "../../base/hash.ts"
import { parseJson } from "../../base/json.ts"

export const exceptionKinds = ["gate_waiver", "risk_acceptance", "compensating_control", "policy_exception"] as const

const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, "must be a UTC time such as 2026-11-30T12:00:00Z")
  // A time that no calendar knows compares with nothing, and would never be over.
  .refine((text) => !Number.isNaN(Date.parse(text)) && isoTime(Date.parse(text)) === text, "is not a time of the calendar")

export const exceptionRecord = z.strictObject({
  schema: z.literal("tipstaff.exception/1"),
  id: z.string().regex(/^EX-[0-9a-f]{12}$/),
  kind: z.enum(exceptionKinds),
  /** The gate, the finding or the policy rule that does not apply as written. */
  rule: z.string().min(1).max(200),
  /** What it covers: a review, a path, a component. */
  scope: z.string().min(1).max(500),
  reason: z.string().min(1).max(4000),
  /** What protects instead; empty only for an accepted risk or a waiver. */
  compensating_control: z.string().max(4000),
  requester: z.string().min(1).max(200),
  /** Role that must approve. */
  approver_role: z.string().min(1).max(100),
  created_at: time,
  expires_at: time,
  review_at: time,
  /** SHA-256 of the facts decided on; the exception is void as soon as they change. */
  facts_digest: z.string().regex(/^[0-9a-f]{64}$/),
})

export type ExceptionRecord = z.output<typeof exceptionRecord>

/** Throws `exceptions/invalid` naming the file and the wrong fields. */
export function parseException(text: string, file: string): ExceptionRecord {
  const parsed = exceptionRecord.safeParse(parseJson(text, file))
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".") || "the record"}: ${issue.message}`).join("; ")
  throw new TipstaffError("exceptions/invalid", `${file} is not an exception record: ${wrong}`, { file })
}

export function factsDigest(facts: Json): string {
  return sha256(canonicalJson(facts))
}

export interface ExceptionFacts {
  readonly now: Instant
  /** Digest of the facts as they are today; undefined when they are gone. */
  readonly factsDigest: string | undefined
  /** The approver whose signature over the record was verified; undefined when there is none. */
  readonly approver: string | undefined
}

export interface ExceptionVerdict {
  readonly active: boolean
  readonly reason: string
}

/** Whether the exception holds now, with the reason when it does not. */
export function judgeException(record: ExceptionRecord, facts: ExceptionFacts): ExceptionVerdict {
  if (facts.approver === undefined) return inactive(`not approved by ${record.approver_role}`)
  if (samePerson(facts.approver, record.requester)) return inactive(`requested and approved by the same person, ${record.requester}`)
  if (facts.now < Date.parse(record.created_at)) return inactive(`created ${record.created_at}, which lies ahead`)
  // Written so that a time that cannot be read is over, too.
  if (!(facts.now <= Date.parse(record.expires_at))) return inactive(`expired ${record.expires_at}`)
  if (facts.factsDigest !== record.facts_digest) return inactive("void: the facts it was decided on have changed")
  if (record.kind === "compensating_control" && record.compensating_control.trim() === "") return inactive("names no compensating control")
  return { active: true, reason: `approved by ${facts.approver} until ${record.expires_at}` }
}

// The requester is what a person typed.
function samePerson(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

function inactive(reason: string): ExceptionVerdict {
  return { active: false, reason }
}
