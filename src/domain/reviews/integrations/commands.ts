/** Handlers of `tipstaff integrations`: nothing from outside gets a credential or becomes active before its review is certified. */
import { dirname, join, resolve } from "node:path"
import { isoDate } from "../../../base/clock.ts"
import { exitCode } from "../../../base/exit-code.ts"
import { Refusal, TipstaffError } from "../../../base/errors.ts"
import { printable } from "../../../base/mask.ts"
import type { Handler, Result } from "../../../base/operation.ts"
import type { World } from "../../../base/world.ts"
import { readTextIfPresent, statOf } from "../../../platform/files.ts"
import { openRepository, type Repository } from "../../../platform/git.ts"
import { envelopeName } from "../../certificates/certificate.ts"
import { peopleToTrust } from "../../certificates/commands.ts"
import { evidenceIn } from "../../certificates/evidence.ts"
import { credentialSchema, type Credential } from "../assessment/assessment.ts"
import { checkCredential, defaultRotationDays, nextDue, storePolicy, type CredentialCheck } from "../assessment/credentials.ts"
import { workTypes, type WorkTypeId } from "../classify/work-types.ts"
import { intakeFile, parseIntake } from "../intake.ts"
import { loadSettings, type TipstaffSettings } from "../settings.ts"
import {
  activatedKinds,
  addCredential,
  folderOf,
  listIntegrations,
  readIntegration,
  readIntegrations,
  saveIntegration,
  verifyReview,
  type ActivatedKind,
  type Integration,
  type JudgeOptions,
} from "./record.ts"

interface Place {
  readonly root: string
  readonly settings: TipstaffSettings
  readonly options: JudgeOptions
}

interface ActivateInput {
  readonly subject: string
  readonly kind?: ActivatedKind | undefined
  readonly certificate?: string | undefined
  readonly trust?: string | undefined
  readonly repo?: string | undefined
}

export const handleActivate: Handler<ActivateInput, { readonly integration: Shown }> = async (world, input) => {
  const here = await repositoryOf(world, input)
  const file = input.certificate === undefined ? join(here.evidence, envelopeName) : resolve(world.cwd, input.certificate)
  const evidence = dirname(file)
  if ((await statOf(file)) === undefined) throw unreviewed(input.subject, "there is no certificate in the evidence folder", input.kind)
  const place = await placeOf(world, input, here)
  await assertCertified(input.subject, place, file)
  const intakeText = await readTextIfPresent(join(evidence, intakeFile))
  const { subject, kind } = parseIntake(intakeText ?? "", join(evidence, intakeFile)).settings
  if (subject !== input.subject) throw unreviewed(input.subject, `the certificate here is for ${printable(subject)}`)
  const wanted: readonly string[] = input.kind === undefined ? activatedKinds : [input.kind]
  if (!wanted.includes(kind)) throw unreviewed(input.subject, `its review is of the kind ${kind}, not ${wanted.join(", ")}`, input.kind)
  await saveIntegration(place.root, subject, evidence, file)
  const integration = shown(await readIntegration(await folderOf(place.root, subject), subject, place.options), place)
  return answer({ integration }, [integration])
}

/** As `certificate verify`, with every file of the evidence. */
async function assertCertified(subject: string, { options }: Place, file: string): Promise<void> {
  const { outcome, reasons, checks } = await verifyReview(file, options, evidenceIn(dirname(file)))
  const unchecked = checks.filter((check) => check.outcome === "not_run" && check.name !== "subject").map((check) => `${check.name}: ${check.detail}`)
  const why = [...reasons.map((reason) => `${reason.code}: ${reason.message}`), ...unchecked]
  if (outcome === "fail" || why.length > 0) throw unreviewed(subject, why.join("; "))
}

interface CredentialInput extends ActivateInput {
  readonly name: string
  readonly location: string
  readonly needed: string
  readonly granted: string
  readonly rotation: string
  readonly issued?: string | undefined
  readonly reason: string
}

export const handleCredential: Handler<
  CredentialInput,
  { readonly credential: string; readonly checks: readonly CredentialCheck[]; readonly next_due: string | null }
> = async (world, input) => {
  const here = await repositoryOf(world, input)
  if ((await statOf(await folderOf(here.repository.root, input.subject))) === undefined) throw unreviewed(input.subject, "it was never activated")
  const place = await placeOf(world, input, here)
  const integration = await integrationCalled(place, input.subject)
  const credential = credentialFrom(input, place)
  const checks = checkCredential(credential, storePolicy(place.settings.review.secretStores, integration.environment), place.options.at)
  const failed = checks.filter((check) => check.outcome === "fail")
  if (failed.length > 0)
    throw new Refusal("integrations/credential-refused", failed.map((check) => `${check.item}: ${check.detail}`).join("; "), {
      next: "keep it in an allowed store, with the needed scopes only and a rotation",
    })
  await addCredential(place.root, input.subject, credential)
  const due = nextDue(credential) ?? null
  const rotation = credential.rotation === "" ? `${defaultRotationDays} days (default)` : credential.rotation
  return {
    exitCode: exitCode.ok,
    data: { credential: credential.name, checks, next_due: due },
    text: `${printable(credential.name)} is registered for ${printable(input.subject)}: rotation ${rotation}${due === null ? "" : `, next due on ${due}`}\n`,
  }
}

async function integrationCalled({ root, options }: Place, subject: string): Promise<Integration> {
  const integration = await readIntegration(await folderOf(root, subject), subject, options)
  if (integration.subject !== subject) throw unreviewed(subject, `that name stands for ${printable(integration.subject)}`)
  if (integration.state === "blocked") throw unreviewed(subject, integration.reason, integration.kind)
  return integration
}

function credentialFrom(input: CredentialInput, { options }: Place): Credential {
  const words = (list: string) =>
    list
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== "")
  const parsed = credentialSchema.safeParse({
    name: input.name,
    location: input.location,
    needed_scopes: words(input.needed),
    granted_scopes: words(input.granted),
    rotation: input.rotation,
    rotated_on: input.issued ?? isoDate(options.at),
    reason: input.reason,
  })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new TipstaffError("usage/invalid-input", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`, {
    next: "tipstaff integrations credential --help",
  })
}

interface Shown extends Integration {
  readonly overdue: readonly string[]
}

export const handleList: Handler<Pick<ActivateInput, "trust" | "repo">, { readonly integrations: readonly Shown[] }> = async (world, input) => {
  const here = await repositoryOf(world, input)
  // Where nothing is registered nobody need be trusted.
  if ((await listIntegrations(here.repository.root)).length === 0) return answer({ integrations: [] }, [])
  const place = await placeOf(world, input, here)
  const integrations = (await readIntegrations(place.root, place.options)).map((one) => shown(one, place))
  return answer({ integrations }, integrations)
}

function answer<T>(data: T, integrations: readonly Shown[]): Result<T> {
  const wrong = integrations.some((one) => one.state === "blocked" || one.overdue.length > 0)
  const lines = integrations.flatMap((one) => [
    `${one.state.padEnd(8)} ${printable(one.subject)}${one.kind === "" ? "" : ` (${one.kind})`}${one.state === "active" ? `, review ${one.review}, until ${one.expiresAt}` : `: ${printable(one.reason)}`}`,
    ...one.credentials.map(
      (credential) =>
        `           ${printable(credential.name)}: ${nextDue(credential) === undefined ? "never rotated" : `rotation due on ${nextDue(credential)}`}`,
    ),
    ...one.overdue.map((text) => `           ${text}`),
  ])
  return {
    exitCode: wrong ? exitCode.refused : exitCode.ok,
    data,
    text: `${lines.length === 0 ? "No integration and no vendor is active. Next: tipstaff review --kind integration --subject NAME" : lines.join("\n")}\n`,
  }
}

function shown(integration: Integration, { settings, options }: Place): Shown {
  const policy = storePolicy(settings.review.secretStores, integration.environment)
  const checks = integration.credentials.flatMap((credential) => checkCredential(credential, policy, options.at))
  return { ...integration, overdue: checks.filter((check) => check.outcome === "fail").map((check) => `${check.credential}: ${check.detail}`) }
}

interface Here {
  readonly repository: Repository
  readonly settings: TipstaffSettings
  /** Absolute. */
  readonly evidence: string
}

async function repositoryOf(world: World, input: Pick<ActivateInput, "repo">): Promise<Here> {
  const repository = await openRepository(input.repo ?? world.cwd, { env: world.env, signal: world.signal })
  const { settings } = await loadSettings(repository.root)
  return { repository, settings, evidence: join(repository.root, settings.review.evidence) }
}

async function placeOf(world: World, input: Pick<ActivateInput, "trust">, { repository, settings, evidence }: Here): Promise<Place> {
  const at = world.clock.now()
  const { people } = await peopleToTrust(world, input.trust, repository, at)
  return { root: repository.root, settings, options: { people, at, evidence } }
}

/** Says the trigger of the review procedure, so that nobody has to look it up. */
function unreviewed(subject: string, why: string, kind = ""): Refusal {
  const rows = (["integration", "vendor", "agent-capability", "endpoint"] satisfies WorkTypeId[]).filter(
    (id) => id === (kind === "" ? "integration" : kind),
  )
  const triggers = rows.map((id) => `${workTypes[id].label}: ${workTypes[id].trigger} (${workTypes[id].triggerOrigin})`).join("; ")
  return new Refusal("integrations/not-reviewed", `${printable(subject)} has no review in force, so it is blocked: ${why}. ${triggers}`, {
    next: `tipstaff review --kind ${kind === "" ? "integration" : kind} --subject ${JSON.stringify(subject)}`,
  })
}
