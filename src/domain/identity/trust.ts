/**
 * Whether the people that a repository lists are the people this machine trusts. Pure.
 *
 * tipstaff.yaml lies where agents write. The people section is therefore pinned in the state folder; a change counts
 * only after a trusted person has signed it, or a person at the keyboard has accepted it.
 */
import { z } from "zod"
import { canonicalJson, type Json } from "../../base/canonical-json.ts"
import { isoTime, type Instant } from "../../base/clock.ts"
import { TipstaffError } from "../../base/errors.ts"
import { parseJson } from "../../base/json.ts"
import type { Signer } from "../../platform/keys.ts"
import { peopleDigest, peopleSettings, verifySignature, type Person } from "./people.ts"

/** Who may sign a new people section (product default). Others could promote themselves. */
export const trustRoles = ["security.ops", "security.lead", "coo", "ceo"] as const

const digest = z.string().regex(/^[0-9a-f]{64}$/)

const trustFile = z
  .strictObject({
    schema: z.literal("tipstaff.trust/1"),
    /** How these people came to be trusted. */
    basis: z.enum(["first-use", "accepted", "signed", "exported"]),
    since: z.iso.datetime(),
    digest,
    people: peopleSettings,
  })
  .superRefine((value, context) => {
    if (peopleDigest(value.people) !== value.digest) {
      context.addIssue({ code: "custom", path: ["digest"], message: "the digest does not belong to these people" })
    }
  })

/** The pin in the state folder, and what `tipstaff trust export` writes for verifiers elsewhere. */
export type TrustFile = z.output<typeof trustFile>

/** Throws `identity/trust-invalid`, naming the file. */
export function parseTrust(text: string, file: string): TrustFile {
  const parsed = trustFile.safeParse(readJson(text, file))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new TipstaffError("identity/trust-invalid", `${file} is not a trust file: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`, {
    file,
    next: "make a new one with tipstaff trust export",
  })
}

function readJson(text: string, file: string): unknown {
  try {
    return parseJson(text, file)
  } catch (cause) {
    throw new TipstaffError("identity/trust-invalid", `${file} is not a trust file: it is not JSON`, { file, cause })
  }
}

export function trustIn(people: readonly Person[], basis: TrustFile["basis"], at: Instant): TrustFile {
  return { schema: "tipstaff.trust/1", basis, since: isoTime(at), digest: peopleDigest(people), people: [...people] }
}

export function formatTrust(trust: TrustFile): string {
  return `${JSON.stringify(trust, null, 2)}\n`
}

export const trustChangeType = "application/vnd.tipstaff.trust-change+json"

const trustChange = z.strictObject({
  schema: z.literal("tipstaff.trust-change/1"),
  from: digest,
  to: digest,
  people: peopleSettings,
  person: z.string(),
  created_at: z.iso.datetime(),
  key_id: z.string(),
  signature: z.string(),
})

/** A trusted person's word that the people section may change from one digest to another. */
export type TrustChange = z.output<typeof trustChange>

export function signTrustChange(signer: Signer, person: string, from: string, people: readonly Person[], at: Instant): TrustChange {
  const draft = {
    schema: "tipstaff.trust-change/1" as const,
    from,
    to: peopleDigest(people),
    people: [...people],
    person,
    created_at: isoTime(at),
    key_id: signer.keyId,
  }
  return { ...draft, signature: signer.sign(trustChangeType, canonicalJson(draft as unknown as Json)) }
}

/** Undefined when the text is no such record. */
export function parseTrustChange(text: string, file: string): TrustChange | undefined {
  let value: unknown
  try {
    value = parseJson(text, file)
  } catch {
    return undefined
  }
  const parsed = trustChange.safeParse(value)
  return parsed.success ? parsed.data : undefined
}

const maxSteps = 100

/**
 * Follows signed changes from the pinned people to the listed ones; each is checked with the people trusted before it.
 * Answers undefined when no unbroken way exists.
 */
export function followChanges(pinned: TrustFile, target: string, changes: readonly TrustChange[], at: Instant): readonly Person[] | undefined {
  const way: TrustChange[] = []
  for (let wanted = target; wanted !== pinned.digest;) {
    const step = changes.find((change) => change.to === wanted)
    if (step === undefined || way.length >= maxSteps) return undefined
    way.unshift(step)
    wanted = step.from
  }
  let people: readonly Person[] = pinned.people
  for (const step of way) {
    if (!changeHolds(step, people, at)) return undefined
    people = step.people
  }
  return people
}

function changeHolds(change: TrustChange, people: readonly Person[], at: Instant): boolean {
  const { signature, ...signed } = change
  const created = Date.parse(change.created_at)
  if (created > at || peopleDigest(change.people) !== change.to || peopleDigest(people) !== change.from) return false
  const verdict = verifySignature(people, {
    person: change.person,
    keyId: change.key_id,
    payloadType: trustChangeType,
    payload: canonicalJson(signed as unknown as Json),
    signature,
    at: created,
  })
  return "person" in verdict && trustRoles.some((role) => verdict.person.roles.includes(role))
}

/** What changed, one line each, for the person who decides. */
export function describeChange(before: readonly Person[], after: readonly Person[]): string[] {
  const lines: string[] = []
  for (const one of after) {
    const old = before.find((candidate) => candidate.id === one.id)
    if (old === undefined) lines.push(`+ ${one.id}, roles ${one.roles.join(", ") || "none"}, keys ${keyIds(one)}`)
    else if (peopleDigest([old]) !== peopleDigest([one])) {
      lines.push(`~ ${one.id}, roles ${old.roles.join(", ") || "none"} -> ${one.roles.join(", ") || "none"}, keys ${keyIds(old)} -> ${keyIds(one)}`)
    }
  }
  for (const one of before)
    if (!after.some((candidate) => candidate.id === one.id)) lines.push(`- ${one.id}, roles ${one.roles.join(", ") || "none"}`)
  return lines
}

function keyIds(one: Person): string {
  return one.keys.map((key) => key.id).join(", ") || "none"
}
