/**
 * One folder for each integration or vendor that may be used: the certificate of its review with the two records that say what was
 * reviewed. Both are bound to the certificate by their digests, so a folder proves itself and an edited one proves nothing.
 */
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import { isoTime, type Instant } from "../../../base/clock.ts"
import { messageOf, TipstaffError } from "../../../base/errors.ts"
import { sha256 } from "../../../base/hash.ts"
import { parseJson } from "../../../base/json.ts"
import { slugOf } from "../../../base/slug.ts"
import { readBytes, readText, readTextIfPresent, statOf, writeWhole } from "../../../platform/files.ts"
import { commitOf, reviewOf } from "../../certificates/certificate.ts"
import type { EvidenceReader } from "../../certificates/evidence.ts"
import { readRevocation, revocationsFolder } from "../../certificates/revocations.ts"
import { verifyCertificate, type Verification } from "../../certificates/verify.ts"
import type { Person } from "../../identity/people.ts"
import { credentialSchema, type Credential } from "../assessment/assessment.ts"
import { parseAssessment } from "../assessment/markdown.ts"
import { intakeFile, parseIntake } from "../intake.ts"
import { assessmentFile } from "../steps/assess.ts"
import { openEvidence } from "../store.ts"
import { integrationsFolder } from "./folder.ts"

const certificateName = "certificate.dsse.json"
const addedName = "credentials.json"

/** Kinds of review that clear something outside for use. */
export const activatedKinds = ["integration", "vendor", "agent-capability", "endpoint"] as const

export type ActivatedKind = (typeof activatedKinds)[number]

export interface Integration {
  readonly subject: string
  readonly kind: string
  /** Only an active one may be used. */
  readonly state: "active" | "blocked"
  /** Why it is blocked; empty when it is active. */
  readonly reason: string
  readonly review: string
  readonly commit: string
  readonly expiresAt: string
  readonly environment: string
  /** Those of the review, then those registered since. */
  readonly credentials: readonly Credential[]
}

export interface JudgeOptions {
  readonly people: readonly Person[]
  readonly at: Instant
  /** Absolute; a revocation is written there, beside the certificate as it was issued. */
  readonly evidence: string
}

/** Throws `integrations/no-name`, and `evidence/not-a-folder` where a link stands in its place. */
export async function folderOf(root: string, subject: string): Promise<string> {
  const slug = slugOf(subject)
  if (slug === undefined) throw new TipstaffError("integrations/no-name", "the name has no letter and no digit", { next: "give it a name" })
  return (await openEvidence(root, `${integrationsFolder}/${slug}`)).folder
}

export async function saveIntegration(root: string, subject: string, evidence: string, envelope: string): Promise<void> {
  const folder = await folderOf(root, subject)
  await writeWhole(join(folder, certificateName), await readBytes(envelope))
  for (const name of [intakeFile, assessmentFile]) await writeWhole(join(folder, name), await readBytes(join(evidence, name)))
}

export async function addCredential(root: string, subject: string, credential: Credential): Promise<void> {
  const file = join(await folderOf(root, subject), addedName)
  const added = await readAdded(file)
  if (added.some((one) => one.name === credential.name))
    throw new TipstaffError("integrations/credential-known", `${credential.name} is registered already`, { file, next: "give it another name" })
  await writeWhole(file, `${JSON.stringify([...added, credential], undefined, 2)}\n`)
}

export async function listIntegrations(root: string): Promise<string[]> {
  const { folder } = await openEvidence(root, integrationsFolder)
  if ((await statOf(folder)) === undefined) return []
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** Every folder, sorted; one that cannot be read is blocked, with the reason. */
export async function readIntegrations(root: string, options: JudgeOptions): Promise<Integration[]> {
  const names = await listIntegrations(root)
  return Promise.all(names.map((name) => readIntegration(join(root, integrationsFolder, name), name, options)))
}

export async function readIntegration(folder: string, name: string, options: JudgeOptions): Promise<Integration> {
  const nothing = { subject: name, kind: "", review: "", commit: "", expiresAt: "", environment: "", credentials: [] }
  try {
    return await judged(folder, options)
  } catch (thrown) {
    return { ...nothing, state: "blocked", reason: messageOf(thrown) }
  }
}

/** The commit does not matter here: what was reviewed is a service, not this tree. `evidence` is what lies beside the certificate. */
export async function verifyReview(file: string, options: JudgeOptions, evidence: EvidenceReader | "skip"): Promise<Verification> {
  const { people, at } = options
  const revocation = (digest: string) => readRevocation(revocationsFolder(options.evidence), digest)
  return verifyCertificate(await readBytes(file), { people, at, commit: undefined, subject: undefined, evidence, revocation })
}

async function judged(folder: string, options: JudgeOptions): Promise<Integration> {
  const verified = await verifyReview(join(folder, certificateName), options, "skip")
  const { statement } = verified
  if (statement === undefined)
    throw new TipstaffError("integrations/unproven", verified.reasons[0]?.message ?? "its certificate cannot be read", { file: folder })
  const review = reviewOf(statement)
  const proven = async (name: string): Promise<string> => {
    const text = await readText(join(folder, name))
    const listed = review.evidence.find((artefact) => artefact.path === name)
    if (listed?.sha256 !== sha256(text))
      throw new TipstaffError("integrations/unproven", `${name} is not the one that the certificate names`, { file: join(folder, name) })
    return text
  }
  const intake = parseIntake(await proven(intakeFile), join(folder, intakeFile)).settings
  const assessment = parseAssessment(await proven(assessmentFile), join(folder, assessmentFile))
  const faults = verified.reasons
  return {
    subject: intake.subject,
    kind: intake.kind,
    state: faults.length === 0 ? "active" : "blocked",
    reason: faults.map((reason) => `${reason.code}: ${reason.message}`).join("; "),
    review: review.reviewId,
    commit: commitOf(statement) ?? "",
    expiresAt: isoTime(Date.parse(review.expiresAt)),
    environment: intake.environment,
    credentials: [...assessment.credentials, ...(await readAdded(join(folder, addedName)))],
  }
}

async function readAdded(file: string): Promise<Credential[]> {
  const text = await readTextIfPresent(file)
  if (text === undefined) return []
  const parsed = z.array(credentialSchema).max(500).safeParse(parseJson(text, file))
  if (parsed.success) return parsed.data
  throw new TipstaffError("integrations/unproven", `${addedName} is not a list of credentials: ${parsed.error.issues[0]?.message ?? ""}`, { file })
}
