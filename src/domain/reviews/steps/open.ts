/** Opens a review: repository, settings, evidence folder, state, people, what changed, and the intake. */
import { basename, resolve } from "node:path"
import { isoDate, isoTime, type Instant } from "../../../base/clock.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { sha256 } from "../../../base/hash.ts"
import type { World } from "../../../base/world.ts"
import { git, isDirty, openRepository, type GitOptions, type Repository } from "../../../platform/git.ts"
import type { SubjectKind } from "../assessment/checklist.ts"
import { certifiedFolder } from "../../certificates/kept.ts"
import { loadSecurityFile } from "../../policy/load-security.ts"
import { chooseRange, type DiffRange } from "../../../platform/git-diff.ts"
import { classifyChanges, type RangeClassification, type RangeRequest } from "../classify/classify-range.ts"
import { integrationsFolder } from "../integrations/folder.ts"
import { openIncidents } from "../escalation/incident.ts"
import { intakeFile, intakeTemplate, kindOfWork, parseIntake, type Intake } from "../intake.ts"
import { loadSettings, type TipstaffSettings } from "../settings.ts"
import { classifyBy } from "../settings-at-base.ts"
import { evidencePath, openEvidence, readEvidence, readState, writeEvidence, writeState, type Evidence, type ReviewState } from "../store.ts"
import { recordPatterns } from "../../scans/target.ts"
import { peopleOf, requestersOf, type People } from "./authority.ts"

export interface ReviewRequest {
  readonly path?: string | undefined
  readonly base?: string | undefined
  readonly kind?: SubjectKind | undefined
  readonly subject?: string | undefined
  readonly profile?: "default" | "sr" | undefined
  readonly offline: boolean
  readonly rescan: boolean
  /** Exported trust, relative to the current folder, for a machine that has pinned nobody. */
  readonly trust?: string | undefined
}

/** What is known before the change is read: enough for the scans to begin. */
export interface Opened {
  readonly world: World
  readonly now: Instant
  readonly repository: Repository
  readonly root: string
  readonly settings: TipstaffSettings
  readonly profile: "default" | "sr"
  readonly evidence: Evidence
  /** Where the reports of the procedure are filed, relative to the root. */
  readonly reportsFolder: string
  readonly state: ReviewState
  readonly people: People
  readonly range: DiffRange
  readonly gitOptions: GitOptions
}

/** Everything that is known before the first check. */
export interface Session extends Opened {
  readonly dirty: boolean
  readonly requesters: readonly string[]
  readonly classification: RangeClassification
  readonly intake: Intake
}

/** Folder of the procedure's reports below the configured one. */
const reportsBelow = "Claude/operations/reports/security"

/** The folders that reviews write into, relative to the root: evidence, what was certified, reports, incidents, integrations. */
export function ownFolders(settings: TipstaffSettings): string[] {
  return [settings.review.evidence, certifiedFolder(settings.review.evidence), reportsFolderOf(settings), openIncidents, integrationsFolder]
}

/** Relative to the repository root, with forward slashes. */
export function reportsFolderOf(settings: TipstaffSettings): string {
  return [settings.review.reports, reportsBelow].filter((part) => part !== "" && part !== ".").join("/")
}

export async function openReview(world: World, request: ReviewRequest): Promise<Session> {
  return classified(await beginReview(world, request), request)
}

export async function beginReview(world: World, request: ReviewRequest): Promise<Opened> {
  const gitOptions: GitOptions = { env: world.env, signal: world.signal }
  const repository = await openRepository(request.path ?? world.cwd, gitOptions)
  const { root } = repository
  const { settings } = await loadSettings(root)
  // A policy file that cannot be read protects nothing: said now, not passed over.
  await loadSecurityFile(root)
  const range = await chooseRange(repository, { base: request.base }, gitOptions)
  const evidence = await openEvidence(root, settings.review.evidence)
  const now = world.clock.now()
  return {
    world,
    now,
    repository,
    root,
    settings,
    profile: request.profile ?? settings.review.profile,
    evidence,
    reportsFolder: reportsFolderOf(settings),
    state: (await readState(evidence)) ?? (await startReview(evidence, root, now)),
    people: await peopleOf(world.stateDir, root, now, request.trust === undefined ? undefined : resolve(world.cwd, request.trust)),
    range,
    gitOptions,
  }
}

/** Reads the change, says which work it is, and opens the intake for it. */
export async function classified(opened: Opened, request: ReviewRequest): Promise<Session> {
  const { repository, root, settings, evidence, people, range, gitOptions } = opened
  const own = ownFolders(settings)
  const classification = await classifyChanges(repository, range, { settings: changeSettings(settings, gitOptions) }, gitOptions)
  return {
    ...opened,
    intake: await openIntakeFile(evidence, root, classification, request),
    dirty: await isDirty(root, own, gitOptions),
    requesters: await requestersOf(repository, classification.range.base, people.known),
    classification,
  }
}

/** The settings that a change is classified by. What the review itself writes is no change. */
export function changeSettings(settings: TipstaffSettings, options: GitOptions): RangeRequest["settings"] {
  return async (repository, range) => {
    const chosen = await classifyBy(repository, range, settings.classify, options)
    return { ...chosen, ignoredPaths: [...chosen.ignoredPaths, ...recordPatterns(ownFolders(settings))] }
  }
}

async function startReview(evidence: Evidence, root: string, now: Instant): Promise<ReviewState> {
  const id = `SR-${isoDate(now).replaceAll("-", "")}-${sha256(`${root}\n${now}`).slice(0, 6)}`
  const state: ReviewState = { schema: "tipstaff.review-state/1", id, started_at: isoTime(now), risk_numbers: {}, failed_controls: {}, history: [] }
  await writeState(evidence, state)
  return state
}

async function openIntakeFile(evidence: Evidence, root: string, classification: RangeClassification, request: ReviewRequest): Promise<Intake> {
  const text = await readEvidence(evidence, intakeFile)
  if (text !== undefined) return matched(parseIntake(text, evidencePath(evidence, intakeFile)).settings, request)
  const strictest = classification.workTypes.find((type) => type.level === "Mandatory") ?? classification.workTypes[0]
  const kind = request.kind ?? (strictest ? kindOfWork[strictest.id] : "code-change")
  const template = intakeTemplate(request.subject ?? basename(root), describeRange(classification), kind)
  await writeEvidence(evidence, intakeFile, template)
  return parseIntake(template, intakeFile).settings
}

function matched(intake: Intake, request: ReviewRequest): Intake {
  const differs =
    (request.kind !== undefined && request.kind !== intake.kind) || (request.subject !== undefined && request.subject !== intake.subject)
  if (!differs) return intake
  throw new TipstaffError("review/other-subject", `this evidence folder belongs to the review of ${intake.subject} (${intake.kind})`, {
    next: "set review.evidence to another folder, or move this one away",
  })
}

function describeRange({ range, files }: RangeClassification): string {
  return `${range.base.slice(0, 12)}..${range.head}, ${files} changed file(s)`
}

/** The first commit without parents: the same on every machine that has the history. */
export async function rootCommit(session: Pick<Opened, "repository" | "gitOptions">): Promise<string | undefined> {
  const { root, head } = session.repository
  if (head === undefined) return undefined
  const roots = await git(root, ["rev-list", "--max-parents=0", "HEAD"], session.gitOptions)
  return roots
    .split("\n")
    .filter((line) => line !== "")
    .sort()[0]
}
