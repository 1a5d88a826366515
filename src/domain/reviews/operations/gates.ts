/** Handlers of `tipstaff gate …`: each reads evidence, judges it, and writes nothing. */
import { basename, dirname, resolve } from "node:path"
import { exitCode, type ExitCode } from "../../../base/exit-code.ts"
import { TipstaffError, messageOf } from "../../../base/errors.ts"
import { sha256 } from "../../../base/hash.ts"
import type { Handler, Result } from "../../../base/operation.ts"
import type { World } from "../../../base/world.ts"
import { readTextIfPresent } from "../../../platform/files.ts"
import { openRepository } from "../../../platform/git.ts"
import { verifyApproval } from "../../approvals/approval.ts"
import { readApprovals } from "../../approvals/store.ts"
import { parseRegister, type RegisterRow } from "../../findings/register.ts"
import { gateControlsVerified } from "../../gates/controls-gate.ts"
import { gateDisposition } from "../../gates/disposition-gate.ts"
import type { GateResult } from "../../gates/gate.ts"
import { parseScanResults, type ScanResults } from "../../scans/run-results.ts"
import { readTarget } from "../../scans/target.ts"
import { gateFailedBlock } from "../announcements.ts"
import { recordedFindings } from "../records/disposition-record.ts"
import { loadSettings } from "../settings.ts"
import { openEvidence, readState, type Evidence, type ReviewState } from "../store.ts"
import { parseAssessment } from "../assessment/markdown.ts"
import { controlsIn, controlsOf } from "../steps/assess.ts"
import { peopleOf } from "../steps/authority.ts"
import { acceptedFindings, activeWaivers, loadExceptions, type Exceptions } from "../steps/exceptions.ts"
import { ownFolders } from "../steps/open.ts"
import { disposedRows, judgeGates } from "../steps/judge.ts"

interface GateOutput {
  readonly gate: string
  readonly status: "pass" | "fail"
  readonly outcome: GateResult["outcome"]
  readonly score: number
  readonly notes: readonly string[]
  readonly criteria: string
  readonly actual: string
  readonly required_action: string
  readonly waiver: string | null
}

/** The facts beside the evidence that a gate is asked about. */
interface Surroundings {
  readonly folder: string
  readonly exceptions: Exceptions
  readonly rows: readonly RegisterRow[] | undefined
  readonly results: ScanResults | undefined
  /** Digest of the tree as it is now; undefined outside a repository or for evidence that lies elsewhere. */
  readonly current: string | undefined
  /** Digest of the content that the assessment with these words speaks of; undefined when no review has said so. */
  readonly assessed: string | undefined
  /** What earlier reviews with this evidence remember. */
  readonly state: ReviewState | undefined
}

export const handleGateScans: Handler<{ readonly input: string; readonly register?: string | undefined }, GateOutput> = async (world, input) =>
  guarded("Scan Cleanliness", "Automated scans yield zero critical and ≤3 high severity findings.", async () => {
    const file = resolve(world.cwd, input.input)
    const results = parseScanResults(await required(file), file)
    const around = await surroundings(world, dirname(file), { results, register: input.register })
    if (around.current !== undefined && around.current !== results.target_digest) throw stale(file)
    const { gates } = judgeGates({ results, rows: around.rows ?? [], controls: [], exceptions: around.exceptions, recorded: undefined })
    return gates[0] as GateResult
  })

export const handleGateControls: Handler<{ readonly report: string }, GateOutput> = async (world, input) =>
  guarded("Manual Control Verification", "All critical controls verified.", async () => {
    const file = resolve(world.cwd, input.report)
    const text = await required(file)
    const around = await surroundings(world, dirname(file), { assessed: sha256(text) })
    if (around.current !== undefined && around.assessed !== undefined && around.current !== around.assessed) throw stale(file)
    const now = world.clock.now()
    const refused = Object.keys(around.state?.failed_controls ?? {}).length > 0
    const controls = around.state && refused ? controlsOf(text, parseAssessment(text, file), around.state, now) : controlsIn(text, now)
    return gateControlsVerified({ controls, waivers: activeWaivers(around.exceptions) })
  })

export const handleGateDisposition: Handler<{ readonly register: string; readonly record?: string | undefined }, GateOutput> = async (world, input) =>
  guarded("Risk Disposition Integrity", "Each finding has owner, remediation plan or approved risk acceptance documented.", async () => {
    const file = resolve(world.cwd, input.register)
    const rows = parseRegister(await required(file), file)
    const record = await readTextIfPresent(
      input.record === undefined ? resolve(dirname(file), "disposition-record.md") : resolve(world.cwd, input.record),
    )
    const around = await surroundings(world, dirname(file), { register: file })
    return gateDisposition({
      rows: disposedRows(rows, acceptedFindings(around.exceptions)),
      recorded: record === undefined ? undefined : recordedFindings(record),
      found: around.results?.findings.map((finding) => finding.id) ?? [],
      waivers: activeWaivers(around.exceptions),
    })
  })

export const handleGateAll: Handler<
  { readonly path?: string | undefined },
  { readonly status: string; readonly gates: readonly GateOutput[] }
> = async (world, input) => {
  const { root } = await openRepository(input.path ?? world.cwd, { env: world.env, signal: world.signal })
  const { settings } = await loadSettings(root)
  const { folder } = await openEvidence(root, settings.review.evidence)
  const judged = [
    await handleGateScans(world, { input: resolve(folder, "scan-results.json") }),
    await handleGateControls(world, { report: resolve(folder, "manual-assessment.md") }),
    await handleGateDisposition(world, { register: resolve(folder, "findings-register.csv") }),
  ]
  const worst = Math.max(...judged.map((one) => one.exitCode)) as ExitCode
  return {
    exitCode: worst,
    data: { status: worst === 0 ? "pass" : "fail", gates: judged.map((one) => one.data) },
    text: judged.map((one) => one.text).join("\n"),
  }
}

async function required(file: string): Promise<string> {
  const text = await readTextIfPresent(file, 512 * 1024 * 1024)
  if (text === undefined)
    throw new TipstaffError("gate/no-evidence", `${file} does not exist`, {
      file,
      next: "run tipstaff review; a gate never makes the evidence it judges",
    })
  return text
}

function stale(file: string): TipstaffError {
  return new TipstaffError("gate/stale-evidence", `${file} speaks of other content than the work tree holds now`, {
    file,
    next: "run tipstaff review again; it says what has to be assessed or confirmed anew",
  })
}

async function surroundings(
  world: World,
  folder: string,
  known: { readonly results?: ScanResults; readonly register?: string | undefined; readonly assessed?: string },
): Promise<Surroundings> {
  const evidence: Evidence = { folder, path: basename(folder) }
  const registerFile = known.register === undefined ? resolve(folder, "findings-register.csv") : resolve(world.cwd, known.register)
  const registerText = await readTextIfPresent(registerFile)
  const rows = registerText === undefined ? undefined : parseRegister(registerText, registerFile)
  const resultsFile = resolve(folder, "scan-results.json")
  const resultsText = known.results ? undefined : await readTextIfPresent(resultsFile, 512 * 1024 * 1024)
  const results = known.results ?? (resultsText === undefined ? undefined : parseScanResults(resultsText, resultsFile))
  const repository = await openRepository(folder, { env: world.env, signal: world.signal }).catch(() => undefined)
  const now = world.clock.now()
  const people = repository === undefined ? [] : (await peopleOf(world.stateDir, repository.root, now)).trusted
  const stored = await readApprovals(folder)
  const approvals = stored.records.flatMap(({ value }) => {
    const verdict = verifyApproval(value, { people, at: now, used: stored.used })
    return verdict.outcome === "pass" ? [verdict.approval] : []
  })
  const state = await readState(evidence)
  const review = state?.id ?? ""
  const assessed = known.assessed !== undefined && state?.assessed?.sha256 === known.assessed ? state.assessed.target_digest : undefined
  const context = { now, review, commit: repository?.head ?? "", targetDigest: results?.target_digest ?? "", rows: rows ?? [], approvals }
  return {
    folder,
    exceptions: await loadExceptions(evidence, context),
    rows,
    results,
    state,
    assessed,
    current: repository && (known.results || assessed !== undefined) ? await currentDigest(world, repository.root, folder) : undefined,
  }
}

/** Only evidence in its own place speaks of the tree around it. */
async function currentDigest(world: World, root: string, folder: string): Promise<string | undefined> {
  const { settings } = await loadSettings(root)
  if (resolve(root, settings.review.evidence) !== folder) return undefined
  return (await readTarget(root, ownFolders(settings), settings.review.exclude, { env: world.env, signal: world.signal })).digest
}

/** A gate whose evidence cannot be read fails with exit code 2: it could not check. */
async function guarded(gate: GateResult["gate"], criteria: string, judge: () => Promise<GateResult>): Promise<Result<GateOutput>> {
  try {
    const result = await judge()
    const cleared = result.outcome === "pass" || result.waiver !== undefined
    const code = cleared ? exitCode.ok : result.outcome === "fail" ? exitCode.refused : exitCode.couldNotRun
    return answer(result, code)
  } catch (thrown) {
    if (!(thrown instanceof TipstaffError)) throw thrown
    const where = thrown.line === undefined || thrown.message.includes(`line ${thrown.line}`) ? "" : ` (line ${thrown.line})`
    const result: GateResult = {
      gate,
      outcome: "not_run",
      score: 0,
      criteria,
      actual: `${messageOf(thrown)}${where}.`,
      requiredAction: thrown.next ?? "Provide the evidence, then run the gate again.",
      notes: [`${thrown.code}: ${thrown.message}${where}`],
      waiver: undefined,
    }
    return answer(result, exitCode.couldNotRun)
  }
}

function answer(result: GateResult, code: ExitCode): Result<GateOutput> {
  const { gate, outcome, score, notes, criteria, actual, requiredAction, waiver } = result
  const data: GateOutput = {
    gate,
    status: code === exitCode.ok ? "pass" : "fail",
    outcome,
    score,
    notes,
    criteria,
    actual,
    required_action: requiredAction,
    waiver: waiver ?? null,
  }
  const details = notes.map((note) => `  - ${note}\n`).join("")
  if (code === exitCode.ok) return { exitCode: code, data, text: `${gate}: ${waiver === undefined ? "pass" : `waived (${waiver})`}: ${actual}\n` }
  if (outcome === "fail") return { exitCode: code, data, text: `${gateFailedBlock(result, "neutral")}${details}` }
  return { exitCode: code, data, text: `${gate}: could not be judged: ${actual}\n${details}next: ${requiredAction}\n` }
}
