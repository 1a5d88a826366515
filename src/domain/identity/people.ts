/** Who exists, which roles they hold and with which keys they sign. Pure. */
import { z } from "zod"
import { canonicalJson, type Json } from "../../base/canonical-json.ts"
import type { Instant } from "../../base/clock.ts"
import { TipstaffError, messageOf } from "../../base/errors.ts"
import { sha256 } from "../../base/hash.ts"
import { keyIdOf, parsePublicKey, signatureIsValid } from "../../platform/keys.ts"

/** The roles that the procedures name; an organisation may add its own. */
export const knownRoles = {
  "security.ops": "reviews integrations, vendors and changes",
  coo: "approves medium risk and decides on overrides",
  "sop.manager": "keeps the review procedure",
  ceo: "approves vendors that hold customer data, with two others",
  "legal.exec": "is consulted on contracts, residency and deletion",
  "chief.staff": "keeps the rights of agents",
  "security.lead": "authorises a review to begin",
  "compliance.officer": "acknowledges the regulatory scope",
  "product.owner": "confirms feature exposure and risk profile",
  "security.engineer": "runs scans and assesses controls",
  security_team: "answers incidents under the governance contract",
  change_board: "approves planned exceptions under the governance contract",
} as const

export const rolePattern = /^[a-z][a-z0-9_]*(?:[.-][a-z0-9_]+)*$/

/** `2027-01-31` (the whole UTC day counts) or a time in UTC. */
const lastMoment = z.union([z.iso.date(), z.iso.datetime()], { error: "write a date such as 2027-01-31 or a UTC time" })

const key = z
  .strictObject({
    id: z.string().regex(/^[0-9a-f]{16}$/, "a key id is the 16 digits that tipstaff keys show prints"),
    /** Base64 SPKI DER or PEM; kept as base64. */
    publicKey: z.string().transform((text, context) => {
      try {
        return parsePublicKey(text).export({ type: "spki", format: "der" }).toString("base64")
      } catch (cause) {
        context.addIssue({ code: "custom", message: messageOf(cause) })
        return z.NEVER
      }
    }),
    notAfter: lastMoment.optional(),
  })
  .superRefine((value, context) => {
    const id = keyIdOf(parsePublicKey(value.publicKey))
    if (id !== value.id) context.addIssue({ code: "custom", path: ["id"], message: `the id of this public key is ${id}` })
  })

// A lone surrogate has no UTF-8 form, so it could not be signed.
const text = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((value) => value.isWellFormed(), "must be well-formed Unicode")

const person = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9._@+-]{0,99}$/, "an id is lower-case letters, digits and . _ @ + -"),
  name: text(200).refine((value) => value.trim() !== "", "must not be empty"),
  email: text(200).optional(),
  roles: z.array(z.string().max(64).regex(rolePattern, "a role is written as security.ops or change_board")).default([]),
  keys: z.array(key).default([]),
  team: text(100).optional(),
})

export type Person = z.output<typeof person>

/** The section `people` of tipstaff.yaml. */
export const peopleSettings = z
  .array(person)
  .max(5000)
  .superRefine((people, context) => {
    const ids = new Set<string>()
    const keys = new Set<string>()
    for (const [index, { id, keys: own }] of people.entries()) {
      if (ids.has(id)) context.addIssue({ code: "custom", path: [index, "id"], message: `the person ${id} is listed twice` })
      ids.add(id)
      for (const [place, one] of own.entries()) {
        // One key for two people would let one person approve as two.
        if (keys.has(one.id)) context.addIssue({ code: "custom", path: [index, "keys", place], message: `the key ${one.id} is listed twice` })
        keys.add(one.id)
      }
    }
  })

export function personById(people: readonly Person[], id: string): Person | undefined {
  return people.find((candidate) => candidate.id === id)
}

export function holdersOf(people: readonly Person[], role: string): readonly Person[] {
  return people.filter((candidate) => candidate.roles.includes(role))
}

/** As holdersOf; throws `identity/unbound-role` when nobody holds the role. */
export function requireHolders(people: readonly Person[], role: string): readonly Person[] {
  const holders = holdersOf(people, role)
  if (holders.length > 0) return holders
  throw new TipstaffError("identity/unbound-role", `nobody holds the role ${role}, which this approval needs`, {
    file: "tipstaff.yaml",
    next: `add ${role} to the roles of a person under people: in tipstaff.yaml`,
  })
}

/** Order of people, roles and keys does not change the digest; every field does. */
export function peopleDigest(people: readonly Person[]): string {
  const sorted = people
    .map((one) => ({ ...one, roles: [...new Set(one.roles)].sort(), keys: [...one.keys].sort((a, b) => compare(a.id, b.id)) }))
    .sort((a, b) => compare(a.id, b.id))
  return sha256(canonicalJson(sorted as unknown as Json))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export type SignatureFault = "unknown-person" | "unknown-key" | "expired-key" | "bad-signature"

export interface SignedBytes {
  readonly person: string
  readonly keyId: string
  readonly payloadType: string
  readonly payload: string | Uint8Array
  /** Base64. */
  readonly signature: string
  /** When the signature says it was made; the key must have been valid then. */
  readonly at: Instant
}

/** The signer, or why the signature proves nothing. */
export function verifySignature(people: readonly Person[], signed: SignedBytes): { readonly person: Person } | { readonly fault: SignatureFault } {
  const signer = personById(people, signed.person)
  if (signer === undefined) return { fault: "unknown-person" }
  const used = signer.keys.find((candidate) => candidate.id === signed.keyId)
  if (used === undefined) return { fault: "unknown-key" }
  if (!signatureIsValid(parsePublicKey(used.publicKey), signed.payloadType, signed.payload, signed.signature)) return { fault: "bad-signature" }
  if (keyHasEnded(used, signed.at)) return { fault: "expired-key" }
  return { person: signer }
}

export function keyHasEnded(used: { readonly notAfter?: string | undefined }, at: Instant): boolean {
  if (used.notAfter === undefined) return false
  const last = used.notAfter.length === 10 ? Date.parse(`${used.notAfter}T23:59:59.999Z`) : Date.parse(used.notAfter)
  return !(at <= last)
}
