/** A signed word that a certificate no longer holds. Pure. */
import { z } from "zod"
import { canonicalJson, type Json } from "../../base/canonical-json.ts"
import { isoTime, type Instant } from "../../base/clock.ts"
import { Refusal } from "../../base/errors.ts"
import type { Signer } from "../../platform/keys.ts"
import { verifySignature, type Person } from "../identity/people.ts"
import { revocationRoles, timeText } from "./certificate.ts"
import { readStrictJson } from "./strict-json.ts"

export const revocationType = "application/vnd.tipstaff.revocation+json"

const revocationRecord = z.strictObject({
  schema: z.literal("tipstaff.revocation/1"),
  /** Digest of the certificate's payload. */
  certificate: z.string().regex(/^[0-9a-f]{64}$/),
  reason: z.string().min(1).max(4000),
  person: z.string(),
  role: z.string(),
  created_at: timeText,
  key_id: z.string(),
  signature: z.string(),
})

export type Revocation = z.output<typeof revocationRecord>

/** Throws Refusal `approvals/reason-missing`, `approvals/role-not-held`. */
export function signRevocation(
  signer: Signer,
  draft: { certificate: string; reason: string; person: string; role: string; at: Instant },
): Revocation {
  if (draft.reason.trim() === "") throw new Refusal("approvals/reason-missing", "a revocation needs a reason", { next: "say why with --reason" })
  if (!(revocationRoles as readonly string[]).includes(draft.role)) {
    throw new Refusal("approvals/role-not-held", `${draft.role} may not revoke`, { next: `ask one of: ${revocationRoles.join(", ")}` })
  }
  const unsigned = {
    schema: "tipstaff.revocation/1" as const,
    certificate: draft.certificate,
    reason: draft.reason,
    person: draft.person,
    role: draft.role,
    created_at: isoTime(draft.at),
    key_id: signer.keyId,
  }
  return { ...unsigned, signature: signer.sign(revocationType, canonicalJson(unsigned)) }
}

/**
 * What the file named after the certificate says. A file that cannot be verified is no reason to pass: it may be the
 * remains of a real revocation.
 */
export function judgeRevocation(
  bytes: Uint8Array,
  certificate: string,
  people: readonly Person[],
): { readonly revoked?: Revocation; readonly invalid?: string } {
  const read = readStrictJson(bytes)
  const parsed = revocationRecord.safeParse("value" in read ? read.value : undefined)
  if (!parsed.success) return { invalid: "it is not a revocation" }
  const { signature, ...unsigned } = parsed.data
  if (unsigned.certificate !== certificate) return { invalid: "it names another certificate" }
  let payload: string
  try {
    payload = canonicalJson(unsigned as unknown as Json)
  } catch {
    return { invalid: "it is not a revocation" }
  }
  const verdict = verifySignature(people, {
    person: unsigned.person,
    keyId: unsigned.key_id,
    payloadType: revocationType,
    payload,
    signature,
    at: Date.parse(unsigned.created_at),
  })
  if ("fault" in verdict) return { invalid: `its signature proves nothing (${verdict.fault})` }
  if (!(revocationRoles as readonly string[]).includes(unsigned.role) || !verdict.person.roles.includes(unsigned.role)) {
    return { invalid: `${unsigned.person} may not revoke as ${unsigned.role}` }
  }
  return { revoked: parsed.data }
}
