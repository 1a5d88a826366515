/** decision.json: what approvers sign. It holds no clock, so that the same evidence gives the same digest. Pure. */
import { z } from "zod"
import { canonicalJson, type Json } from "../../../base/canonical-json.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { sha256 } from "../../../base/hash.ts"
import { parseJson } from "../../../base/json.ts"
import { outcomes } from "../../../base/outcome.ts"
import { severities } from "../../../base/severity.ts"
import { recommendations } from "../decide.ts"

export const decisionRecord = z.strictObject({
  schema: z.literal("tipstaff.decision/1"),
  review_id: z.string(),
  policy_pack: z.strictObject({ id: z.string(), version: z.string(), status: z.enum(["Draft", "Active"]) }),
  profile: z.string(),
  subject: z.strictObject({
    name: z.string(),
    kind: z.string(),
    scope: z.string(),
    repository: z.string(),
    commit: z.string().nullable(),
    dirty: z.boolean(),
    target_digest: z.string(),
  }),
  level: z.string(),
  sensitivity: z.enum(["HIGH", "STANDARD"]),
  requester: z.string(),
  /** Until when a certificate for this decision is valid. */
  expires_at: z.string(),
  recommendation: z.enum(recommendations),
  reasons: z.array(z.strictObject({ basis: z.enum(["refused", "could_not_check"]), text: z.string(), next: z.string() })),
  conditions: z.array(z.strictObject({ text: z.string(), owner: z.string(), due: z.string() })),
  gates: z.array(
    z.strictObject({ gate: z.string(), outcome: z.enum(outcomes), score: z.number(), actual: z.string(), waiver: z.string().nullable() }),
  ),
  findings: z.array(z.strictObject({ id: z.string(), severity: z.enum(severities), status: z.string(), disposition: z.string() })),
  authority: z.strictObject({ rule: z.string(), roles: z.array(z.string()) }),
  council: z.strictObject({ required: z.boolean(), record: z.string().nullable() }),
  evidence: z.array(z.strictObject({ path: z.string(), sha256: z.string() })),
})

export type DecisionRecord = z.output<typeof decisionRecord>

export function renderDecision(record: DecisionRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`
}

/** Throws `decision/invalid` naming the file and the wrong field. */
export function parseDecision(text: string, file: string): DecisionRecord {
  const parsed = decisionRecord.safeParse(parseJson(text, file))
  if (parsed.success) return parsed.data
  const first = parsed.error.issues[0]
  throw new TipstaffError("decision/invalid", `${file} is not a decision: ${first?.path.join(".")}: ${first?.message}`, {
    file,
    next: "run tipstaff review again",
  })
}

/** What an approval is bound to. */
export function decisionDigest(record: DecisionRecord): string {
  return sha256(canonicalJson(record as unknown as Json))
}
