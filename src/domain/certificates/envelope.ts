/** Opens the DSSE envelope: nothing inside is believed before its signature holds. Pure. */
import { z } from "zod"
import type { ErrorCode } from "../../base/errors.ts"
import { sha256 } from "../../base/hash.ts"
import { parsePublicKey, signatureIsValid, strictBase64 } from "../../platform/keys.ts"
import type { Person } from "../identity/people.ts"
import { maxEnvelopeBytes, payloadType, predicateType, statementSchema, statementType, type Statement } from "./certificate.ts"
import type { Reason } from "./content.ts"
import { readStrictJson, type JsonFault } from "./strict-json.ts"

// Stricter than DSSE, which lets readers ignore unknown members and several signatures: nothing unsigned rides along.
const envelopeSchema = z.strictObject({
  payload: z.string(),
  payloadType: z.string(),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.string() })),
})

export interface Opened {
  readonly digest: string
  readonly payload: Uint8Array
  readonly signer: Person
  readonly key: Person["keys"][number]
}

const jsonFaultWords: Readonly<Record<JsonFault, string>> = {
  "not-utf8": "it is not valid UTF-8",
  "too-deep": "it nests too deeply",
  malformed: "it is not JSON",
  "duplicate-keys": "it gives one name twice in an object",
}

function fail(code: ErrorCode, message: string): { readonly reason: Reason } {
  return { reason: { code, message } }
}

/** The payload and its signer, or the one reason why there is none. */
export function openEnvelope(bytes: Uint8Array, people: readonly Person[]): { readonly opened: Opened } | { readonly reason: Reason } {
  if (bytes.length > maxEnvelopeBytes) return fail("certificate/oversized", `the envelope is larger than ${maxEnvelopeBytes} bytes`)
  const read = readStrictJson(bytes)
  if ("fault" in read) return fail(`certificate/${read.fault}`, `the envelope: ${jsonFaultWords[read.fault]}`)
  const parsed = envelopeSchema.safeParse(read.value)
  if (!parsed.success) return fail("certificate/malformed", "it is not a DSSE envelope with payload, payloadType and signatures alone")
  const envelope = parsed.data
  if (envelope.payloadType !== payloadType) return fail("certificate/wrong-type", "its payload is not an in-toto statement")
  const [signature, second] = envelope.signatures
  if (signature === undefined) return fail("certificate/unsigned", "it carries no signature")
  if (second !== undefined) return fail("certificate/malformed", "it carries more than one signature")
  let payload: Uint8Array
  try {
    payload = strictBase64(envelope.payload)
  } catch {
    return fail("certificate/malformed", "its payload is not base64")
  }
  const signer = people.find((person) => person.keys.some((key) => key.id === signature.keyid))
  const key = signer?.keys.find((candidate) => candidate.id === signature.keyid)
  if (signer === undefined || key === undefined) return fail("certificate/unknown-key", "its key belongs to no trusted person")
  if (!signatureIsValid(parsePublicKey(key.publicKey), payloadType, payload, signature.sig)) {
    return fail("certificate/bad-signature", "the signature does not match the content")
  }
  return { opened: { digest: sha256(payload), payload, signer, key } }
}

/** The typed content of a payload whose signature holds. */
export function readStatement(payload: Uint8Array): { readonly statement: Statement } | { readonly reason: Reason } {
  const read = readStrictJson(payload)
  if ("fault" in read) return fail(`certificate/${read.fault}`, `the payload: ${jsonFaultWords[read.fault]}`)
  const types = z.looseObject({ _type: z.literal(statementType), predicateType: z.literal(predicateType) }).safeParse(read.value)
  if (!types.success) return fail("certificate/unknown-predicate", "the payload is not a verification summary in an in-toto statement")
  const parsed = statementSchema.safeParse(read.value)
  if (parsed.success) return { statement: parsed.data }
  return fail("certificate/malformed", `the statement is not well formed at ${parsed.error.issues[0]?.path.join(".") ?? "its top"}`)
}
