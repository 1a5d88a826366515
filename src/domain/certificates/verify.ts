/** Whether a certificate holds here and now: every reason why not, each with its own code. */
import type { Instant } from "../../base/clock.ts"
import { isoTime } from "../../base/clock.ts"
import { minute } from "../../base/duration.ts"
import type { Outcome } from "../../base/outcome.ts"
import { keyHasEnded, type Person } from "../identity/people.ts"
import { commitOf, packageOf, reviewOf, type Statement } from "./certificate.ts"
import { approvalFaults, gateFaults, issuerFaults, pathFaults, recommendationFaults, shapeFaults, type Reason } from "./content.ts"
import { openEnvelope, readStatement } from "./envelope.ts"
import type { EvidenceReader } from "./evidence.ts"
import { judgeRevocation } from "./revocation.ts"

export interface VerifyOptions {
  /** The trusted people. */
  readonly people: readonly Person[]
  readonly at: Instant
  /** The commit that is about to be used, in full. */
  readonly commit?: string | undefined
  /** Or a digest: of the commit or of the release package, with or without `sha256:`. */
  readonly subject?: string | undefined
  /** `skip` is a person's choice and is said in the answer; undefined means that the evidence could not be found. */
  readonly evidence?: EvidenceReader | "skip" | undefined
  /** The revocation file of a certificate by its digest. */
  readonly revocation?: (digest: string) => Promise<Uint8Array | undefined>
}

export const checkNames = ["envelope", "signature", "statement", "issuer", "time", "subject", "approvals", "gates", "evidence", "revocation"] as const

export interface Check {
  readonly name: (typeof checkNames)[number]
  readonly outcome: Outcome
  readonly detail: string
}

export interface Verification {
  /** `not_run` when nothing is wrong but something could not be compared. */
  readonly outcome: "pass" | "fail" | "not_run"
  /** SHA-256 of the payload; absent until the signature holds. */
  readonly certificate?: string
  readonly statement?: Statement
  readonly checks: readonly Check[]
  readonly reasons: readonly Reason[]
  /** Files in the evidence folder that the certificate does not cover. */
  readonly unlisted: readonly string[]
}

const clockSkew = 5 * minute
const signatureCodes: ReadonlySet<string> = new Set(["certificate/unknown-key", "certificate/bad-signature"])

/** Never throws on anything the envelope or the revocation holds. */
export async function verifyCertificate(envelope: Uint8Array, options: VerifyOptions): Promise<Verification> {
  const opening = openEnvelope(envelope, options.people)
  if ("reason" in opening) return stopped(signatureCodes.has(opening.reason.code) ? "signature" : "envelope", opening.reason)
  const { digest, payload, signer, key } = opening.opened
  const reading = readStatement(payload)
  if ("reason" in reading) return { ...stopped("statement", reading.reason), certificate: digest }
  const { statement } = reading
  const issued = Date.parse(statement.predicate.timeVerified)
  const issuer = issuerFaults(statement, signer)
  if (keyHasEnded(key, issued))
    issuer.push({ code: "certificate/expired-key", message: `the key ${key.id} had ended when the certificate was issued` })
  const approvals = approvalFaults(statement, options.people)
  const evidence = await evidenceCheck(statement, options.evidence)
  const checks: [Check["name"], Reason[] | Waiting, string][] = [
    ["envelope", [], "a DSSE envelope with one signature"],
    ["signature", [], `made by ${signer.id} with the key ${key.id}`],
    ["statement", [...shapeFaults(statement), ...recommendationFaults(statement)], `review ${reviewOf(statement).reviewId}`],
    ["issuer", issuer, `${signer.id} as ${reviewOf(statement).issuer.role}`],
    ["time", timeFaults(statement, options.at), `valid until ${reviewOf(statement).expiresAt}`],
    ["subject", subjectFaults(statement, options), `issued for ${commitOf(statement) ?? "no commit"}`],
    ["approvals", approvals.faults, `${approvals.valid.length} signed approvals`],
    ["gates", gateFaults(statement, approvals.valid), `${reviewOf(statement).gates.length} gates passed or waived`],
    ["evidence", evidence.faults, evidence.detail],
    ["revocation", await revocationFaults(digest, options), "not revoked, as far as the files here show"],
  ]
  const judged = checks.map(([name, found, detail]) => judge(name, found, detail))
  const skipped =
    options.evidence === "skip"
      ? judged.map((check) => (check.name === "evidence" ? { ...check, outcome: "not_applicable" as const } : check))
      : judged
  const reasons = checks.flatMap(([, found]) => (Array.isArray(found) ? found : []))
  const waiting = skipped.some((check) => check.outcome === "not_run")
  return {
    outcome: reasons.length > 0 ? "fail" : waiting ? "not_run" : "pass",
    certificate: digest,
    statement,
    checks: skipped,
    reasons,
    unlisted: evidence.unlisted,
  }
}

interface Waiting {
  readonly waiting: string
}

function judge(name: Check["name"], found: Reason[] | Waiting, detail: string): Check {
  if (!Array.isArray(found)) return { name, outcome: "not_run", detail: found.waiting }
  if (found.length === 0) return { name, outcome: "pass", detail }
  return { name, outcome: "fail", detail: found.map((reason) => reason.message).join("; ") }
}

function stopped(at: Check["name"], reason: Reason): Verification {
  const place = checkNames.indexOf(at)
  const checks = checkNames.map((name, index): Check => {
    if (index === place) return { name, outcome: "fail", detail: reason.message }
    return index < place
      ? { name, outcome: "pass", detail: "" }
      : { name, outcome: "not_run", detail: `not looked at, because the ${at} check failed` }
  })
  return { outcome: "fail", checks, reasons: [reason], unlisted: [] }
}

function timeFaults(statement: Statement, at: Instant): Reason[] {
  const review = reviewOf(statement)
  if (Date.parse(statement.predicate.timeVerified) > at + clockSkew) {
    return [{ code: "certificate/not-yet-valid", message: `it is dated ${statement.predicate.timeVerified}, after ${isoTime(at)}` }]
  }
  if (at >= Date.parse(review.expiresAt)) return [{ code: "certificate/expired", message: `it expired at ${review.expiresAt}` }]
  return []
}

function subjectFaults(statement: Statement, options: VerifyOptions): Reason[] | Waiting {
  if (options.commit === undefined && options.subject === undefined) return { waiting: "no commit and no digest was given to compare with" }
  const commit = commitOf(statement)
  if (options.commit !== undefined && options.commit.toLowerCase() !== commit) {
    return [{ code: "certificate/wrong-commit", message: `it was issued for ${commit ?? "no commit"}, not for ${options.commit}` }]
  }
  const wanted = options.subject?.toLowerCase().replace(/^sha256:/, "")
  if (wanted !== undefined && wanted !== commit && wanted !== packageOf(statement)) {
    return [{ code: "certificate/wrong-subject", message: "neither its commit nor its package has this digest" }]
  }
  return []
}

async function evidenceCheck(
  statement: Statement,
  reader: VerifyOptions["evidence"],
): Promise<{ readonly faults: Reason[] | Waiting; readonly detail: string; readonly unlisted: readonly string[] }> {
  const listed = reviewOf(statement).evidence
  const unsafe = pathFaults(statement)
  if (unsafe.length > 0) return { faults: unsafe, detail: "", unlisted: [] }
  if (reader === "skip") return { faults: [], detail: "left out on request: the artefacts were not compared", unlisted: [] }
  if (reader === undefined) return { faults: { waiting: "no evidence folder was given" }, detail: "", unlisted: [] }
  const faults: Reason[] = []
  for (const { path, sha256 } of listed) {
    const found = await reader.read(path)
    if ("sha256" in found) {
      if (found.sha256 !== sha256) faults.push({ code: "certificate/artefact-changed", message: `${path} differs from what was certified` })
    } else if (found.state === "missing") faults.push({ code: "certificate/artefact-missing", message: `${path} is missing` })
    else faults.push({ code: "certificate/artefact-unsafe", message: `${path}: ${found.reason}` })
  }
  const known = new Set(listed.map((one) => one.path))
  const folder = await reader.list()
  const unlisted = folder.paths.filter((path) => !known.has(path))
  const more =
    unlisted.length > 0 || !folder.complete ? `; ${unlisted.length}${folder.complete ? "" : " or more"} files beside them are not covered` : ""
  return { faults, detail: `${listed.length} artefacts unchanged${more}`, unlisted }
}

async function revocationFaults(digest: string, options: VerifyOptions): Promise<Reason[] | Waiting> {
  if (options.revocation === undefined) return { waiting: "no folder of revocations was given" }
  const bytes = await options.revocation(digest)
  if (bytes === undefined) return []
  const { revoked, invalid } = judgeRevocation(bytes, digest, options.people)
  if (revoked === undefined)
    return [{ code: "certificate/revocation-invalid", message: `a revocation lies here that cannot be verified: ${invalid ?? ""}` }]
  return [{ code: "certificate/revoked", message: `revoked by ${revoked.person} (${revoked.role}) at ${revoked.created_at}: ${revoked.reason}` }]
}
