/** council-record.json: who was asked, what each member said, and where they disagree. The council advises; it never decides. */
import { z } from "zod"
import { TipstaffError } from "../../../base/errors.ts"
import { parseJson } from "../../../base/json.ts"
import { recommendations } from "../decide.ts"

export const councilFile = "council-record.json"

const member = z.strictObject({
  model: z.string(),
  /** Digest of the model's weights as the server names it; empty when the server does not say. */
  model_digest: z.string(),
  verdict: z.enum([...recommendations, "NO ANSWER"]),
  rationale: z.string(),
  started_at: z.string(),
  duration_ms: z.number(),
  prompt_sha256: z.string(),
  response_sha256: z.string(),
})

export const councilRecord = z.strictObject({
  schema: z.literal("tipstaff.council/1"),
  review_id: z.string(),
  /** What the council was asked about: it speaks for these facts only. */
  brief_sha256: z.string(),
  target_digest: z.string(),
  invoked_by: z.string(),
  invoked_at: z.string(),
  endpoint: z.string(),
  members: z.array(member),
  minimum: z.int(),
})

export type CouncilRecord = z.output<typeof councilRecord>
export type CouncilMember = z.output<typeof member>

/** Throws `council/invalid`. */
export function parseCouncil(text: string, file: string): CouncilRecord {
  const parsed = councilRecord.safeParse(parseJson(text, file))
  if (parsed.success) return parsed.data
  throw new TipstaffError("council/invalid", `${file} is not a council record: ${parsed.error.issues[0]?.message}`, {
    file,
    next: "run tipstaff council again",
  })
}

export function answered(record: CouncilRecord): CouncilMember[] {
  return record.members.filter((each) => each.verdict !== "NO ANSWER")
}

/** Enough different models gave a verdict, and about what is under review now. */
export function isComplete(record: CouncilRecord, review: string, targetDigest: string): boolean {
  const models = new Set(answered(record).map((each) => each.model))
  return record.review_id === review && record.target_digest === targetDigest && models.size >= record.minimum
}

/** `2 APPROVE, 1 REJECT`. */
export function split(record: CouncilRecord): string {
  const counts = new Map<string, number>()
  for (const each of record.members) counts.set(each.verdict, (counts.get(each.verdict) ?? 0) + 1)
  return [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(", ")
}

/** Members whose verdict differs from the most frequent one; all of them when there is no such verdict. */
export function dissent(record: CouncilRecord): CouncilMember[] {
  const voices = answered(record)
  const count = (verdict: string) => voices.filter((each) => each.verdict === verdict).length
  const most = Math.max(0, ...recommendations.map(count))
  const leading = recommendations.filter((verdict) => count(verdict) === most)
  return leading.length === 1 ? voices.filter((each) => each.verdict !== leading[0]) : voices
}
