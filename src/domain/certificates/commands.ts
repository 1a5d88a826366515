/** Handlers of `tipstaff certificate`. */
import { realpath } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { isoTime, type Instant } from "../../base/clock.ts"
import { Refusal, TipstaffError } from "../../base/errors.ts"
import { exitCode } from "../../base/exit-code.ts"
import { printable } from "../../base/mask.ts"
import type { Handler } from "../../base/operation.ts"
import type { World } from "../../base/world.ts"
import { readBytes, readText } from "../../platform/files.ts"
import { openRepository, resolveCommit, type Repository, isDirty } from "../../platform/git.ts"
import { unlockKey } from "../../platform/keys.ts"
import { askPassphrase } from "../../platform/passphrase.ts"
import { chooseKey } from "../approvals/ask.ts"
import type { Person } from "../identity/people.ts"
import { examineTrust, trustChanged } from "../identity/store.ts"
import { notPinned } from "../identity/trust-commands.ts"
import { parseTrust } from "../identity/trust.ts"
import { commitOf, reviewOf, revocationRoles, type Condition } from "./certificate.ts"
import type { Reason } from "./content.ts"
import { openEnvelope } from "./envelope.ts"
import { evidenceIn } from "./evidence.ts"
import { otherPlacesOf } from "./kept.ts"
import { readRevocation, revocationsFolder, writeRevocation } from "./revocations.ts"
import { signRevocation } from "./revocation.ts"
import { verifyCertificate, type Check, type Verification } from "./verify.ts"

interface VerifyInput {
  readonly file: string
  readonly commit?: string | undefined
  readonly subject?: string | undefined
  readonly trust?: string | undefined
  readonly evidence?: string | undefined
  readonly withoutEvidence: boolean
  readonly revocations?: string | undefined
  readonly at?: string | undefined
  readonly repo?: string | undefined
}

interface VerifyOutput {
  readonly outcome: Verification["outcome"]
  /** SHA-256 of the signed payload. */
  readonly certificate?: string
  readonly review?: {
    readonly id: string
    readonly recommendation: string
    readonly commit: string
    readonly conditions: readonly Condition[]
    readonly expiresAt: string
  }
  /** What it was compared with, in words. */
  readonly comparedWith: string
  /** Whose signatures counted. */
  readonly trust: string
  readonly at: string
  readonly checks: readonly Check[]
  readonly reasons: readonly Reason[]
  readonly unlisted: readonly string[]
}

const exitCodes = { pass: exitCode.ok, fail: exitCode.refused, not_run: exitCode.couldNotRun } as const
const verdicts = {
  pass: "The certificate holds.",
  fail: "The certificate does not hold.",
  not_run: "The certificate could not be checked completely.",
} as const
const fullCommit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i

export const handleVerify: Handler<VerifyInput, VerifyOutput> = async (world, input) => {
  const at = instantOf(world, input.at)
  const path = resolve(world.cwd, input.file)
  const envelope = await readBytes(path)
  const repository = await repositoryHere(world, input.repo)
  const trusted = await peopleToTrust(world, input.trust, repository, at)
  const subject = await subjectOf(world, input, repository)
  const evidence = input.evidence === undefined ? dirname(await realpath(path)) : resolve(world.cwd, input.evidence)
  const revocations = input.revocations === undefined ? revocationsFolder(evidence) : resolve(world.cwd, input.revocations)
  const answer = await verifyCertificate(envelope, {
    people: trusted.people,
    at,
    commit: subject.commit,
    subject: input.subject,
    evidence: input.withoutEvidence ? "skip" : evidenceIn(evidence),
    revocation: (digest) => readRevocation(revocations, digest),
  })
  const { statement, certificate, ...rest } = answer
  const data: VerifyOutput = {
    ...rest,
    ...(certificate === undefined ? {} : { certificate }),
    ...(statement === undefined ? {} : { review: summaryOf(statement) }),
    comparedWith: subject.words,
    trust: trusted.words,
    at: isoTime(at),
  }
  return { exitCode: exitCodes[answer.outcome], data, text: describe(data) }
}

function summaryOf(statement: NonNullable<Verification["statement"]>): NonNullable<VerifyOutput["review"]> {
  const review = reviewOf(statement)
  return {
    id: review.reviewId,
    recommendation: review.recommendation,
    commit: commitOf(statement) ?? "",
    conditions: review.conditions,
    expiresAt: review.expiresAt,
  }
}

function describe(data: VerifyOutput): string {
  const lines = [`compared with  ${data.comparedWith}`, `trusting       ${data.trust}`, `as of          ${data.at}`, ""]
  for (const check of data.checks) lines.push(`${check.outcome.padEnd(15)}${check.name.padEnd(12)}${check.detail}`)
  for (const path of data.unlisted.slice(0, 20)) lines.push(`not covered    ${path}`)
  if (data.review?.conditions.length)
    lines.push("", ...data.review.conditions.map((one) => `condition      ${one.text} (${one.owner}, due ${one.due})`))
  if (data.reasons.length > 0) lines.push("", ...data.reasons.map((reason) => `${reason.code}: ${reason.message}`))
  return `${[...lines, "", verdicts[data.outcome]].map(printable).join("\n")}\n`
}

function instantOf(world: World, at: string | undefined): Instant {
  if (at === undefined) return world.clock.now()
  const instant = Date.parse(at)
  if (Number.isNaN(instant))
    throw new TipstaffError("usage/invalid-input", `--at ${printable(at)} is not a time`, { next: "write it as 2026-11-20T12:00:00Z" })
  return instant
}

/** Undefined when this is no repository, unless one was named. */
async function repositoryHere(world: World, named: string | undefined): Promise<Repository | undefined> {
  try {
    return await openRepository(resolve(world.cwd, named ?? "."), { env: world.env, signal: world.signal })
  } catch (thrown) {
    if (named === undefined && thrown instanceof TipstaffError && thrown.code.startsWith("git/")) return undefined
    throw thrown
  }
}

/** From the named file, else what is pinned for this repository; never tipstaff.yaml alone, which anyone could have edited. */
export async function peopleToTrust(
  world: World,
  file: string | undefined,
  repository: Repository | undefined,
  at: Instant,
): Promise<{ readonly people: readonly Person[]; readonly words: string }> {
  if (file !== undefined) {
    const path = resolve(world.cwd, file)
    const trust = parseTrust(await readText(path), path)
    return { people: trust.people, words: `${trust.people.length} people from ${path}` }
  }
  const found = repository === undefined ? undefined : await examineTrust(world.stateDir, repository.root, at)
  if (found === undefined || found.state === "unpinned") throw notPinned()
  if (found.state === "changed") throw trustChanged()
  return { people: found.trust.people, words: `${found.trust.people.length} people pinned on this machine (${found.trust.basis})` }
}

async function subjectOf(
  world: World,
  input: VerifyInput,
  repository: Repository | undefined,
): Promise<{ readonly commit: string | undefined; readonly words: string }> {
  const options = { env: world.env, signal: world.signal }
  if (input.commit !== undefined) {
    // A full id needs no repository; it may name a commit that this clone does not hold.
    if (fullCommit.test(input.commit)) return { commit: input.commit, words: `commit ${input.commit}` }
    if (repository === undefined) {
      throw new TipstaffError("git/not-a-repository", `${printable(input.commit)} can only be looked up in a repository`, {
        next: "give the full commit id",
      })
    }
    const commit = await resolveCommit(repository, input.commit, options)
    return { commit, words: `commit ${commit} (${input.commit})` }
  }
  if (input.subject !== undefined) return { commit: undefined, words: `digest ${input.subject}` }
  if (repository?.head === undefined) return { commit: undefined, words: "nothing: give --commit or --subject" }
  const dirty = await isDirty(repository.root, [], options)
  if (dirty) world.terminal.warn("the work tree differs from HEAD; what is not committed is not covered by any certificate")
  return {
    commit: repository.head,
    words: `HEAD of ${repository.root}, commit ${repository.head}${dirty ? ", with uncommitted changes" : ""}`,
  }
}

interface RevokeInput {
  readonly file: string
  readonly reason: string
  readonly key?: string | undefined
  readonly trust?: string | undefined
  readonly revocations?: string | undefined
  readonly repo?: string | undefined
}

export const handleRevoke: Handler<
  RevokeInput,
  { readonly certificate: string; readonly file: string; readonly person: string; readonly role: string }
> = async (world, input) => {
  if (input.reason.trim() === "") throw new Refusal("approvals/reason-missing", "a revocation needs a reason", { next: "say why with --reason" })
  const path = resolve(world.cwd, input.file)
  const at = world.clock.now()
  const { people } = await peopleToTrust(world, input.trust, await repositoryHere(world, input.repo), at)
  const opening = openEnvelope(await readBytes(path), people)
  if ("reason" in opening)
    throw new Refusal(opening.reason.code, `nothing to revoke: ${opening.reason.message}`, { next: "it does not verify as it is" })
  const certificate = opening.opened.digest
  const holders = people.filter((person) => revocationRoles.some((role) => person.roles.includes(role)))
  const { key, person } = await chooseKey(world, holders, {
    role: revocationRoles.join(" or "),
    ...(input.key === undefined ? {} : { key: input.key }),
  })
  const role = revocationRoles.find((one) => person.roles.includes(one)) ?? ""
  const signer = await unlockKey(key, await askPassphrase(world, key.name))
  const revocation = signRevocation(signer, { certificate, reason: input.reason, person: person.id, role, at })
  const beside = dirname(await realpath(path))
  const folder = input.revocations === undefined ? revocationsFolder(beside) : resolve(world.cwd, input.revocations)
  const same = (envelope: Uint8Array) => {
    const other = openEnvelope(envelope, people)
    return "opened" in other && other.opened.digest === certificate
  }
  // The copies first: when one cannot be written, the command can be given again.
  for (const place of await otherPlacesOf(beside, same)) await writeRevocation(revocationsFolder(place), revocation).catch(unlessRevoked)
  const file = await writeRevocation(folder, revocation)
  return {
    exitCode: exitCode.ok,
    data: { certificate, file, person: person.id, role },
    text: `Revoked the certificate ${certificate.slice(0, 12)}. Commit and publish ${printable(file)}: verifiers see it only where it lies.\n`,
  }
}

function unlessRevoked(thrown: unknown): void {
  if (!(thrown instanceof TipstaffError && thrown.code === "certificate/already-revoked")) throw thrown
}
