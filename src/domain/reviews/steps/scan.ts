/** Runs the engines over the repository, keeps what finished, and uses results again while nothing has changed. */
import { rm } from "node:fs/promises"
import { isoTime } from "../../../base/clock.ts"
import { canonicalJson, type Json } from "../../../base/canonical-json.ts"
import { hour } from "../../../base/duration.ts"
import { hmacSha256, sha256 } from "../../../base/hash.ts"
import type { World } from "../../../base/world.ts"
import type { Finding } from "../../findings/finding.ts"
import { mergeFindings, type MergedFinding } from "../../findings/merge.ts"
import type { Engine, ToolRun } from "../../scans/engine.ts"
import { externalEngines, requiredTools, timeoutsOf } from "../../scans/adapters/adapters.ts"
import { codeEngine } from "../../scans/code/engine.ts"
import { configurationEngine } from "../../scans/configuration/engine.ts"
import { dependenciesEngine } from "../../scans/dependencies/engine.ts"
import { runEngines } from "../../scans/runner.ts"
import { formatScanResults, parseScanResults, summarize, type ScanResults } from "../../scans/run-results.ts"
import { secretsEngine } from "../../scans/secrets/engine.ts"
import { toSarif } from "../../scans/summary/sarif-write.ts"
import type { Listed, Target } from "../../scans/target.ts"
import type { TipstaffSettings } from "../settings.ts"
import { evidencePath, listEvidence, readEvidence, writeEvidence, writeStamped, type Evidence } from "../store.ts"

export interface ScanOptions {
  readonly settings: TipstaffSettings
  readonly listed: Listed
  /** The same files with their digest: engines need not wait for it. */
  readonly target: Promise<Target>
  readonly offline: boolean
  readonly rescan: boolean
  readonly version: string
  /** Keys the fingerprints of secrets: the same on every machine that has the repository. */
  readonly fingerprintKey: string
  /** This machine's own key: only results that it marked are used again, so an edited file is scanned anew. */
  readonly stateKey: Uint8Array
  /** Digests of results on which the scan gate has failed: approval then waits for a newer scan. */
  readonly failedOn: ReadonlySet<string>
  /** Aborted when the review cannot go on: then nothing is written. */
  readonly stop?: AbortSignal
  readonly onFinished?: (run: ToolRun) => void
}

export interface ScanOutcome {
  readonly results: ScanResults
  readonly reused: boolean
}

const resultsFile = "scan-results.json"
const keyFile = "scan-key.json"
const partialFolder = "partial"

/** The engines of a review, in the order in which their results are listed. */
export function reviewEngines(root: string, settings: TipstaffSettings, offline: boolean, fingerprintKey: string): Engine[] {
  const dependencies = offline ? { ...settings.dependencies, online: false } : settings.dependencies
  return [
    secretsEngine({ key: fingerprintKey }),
    codeEngine(),
    configurationEngine(),
    dependenciesEngine(dependencies),
    ...externalEngines(settings.scans, root),
  ]
}

export async function scanStep(world: World, evidence: Evidence, options: ScanOptions): Promise<ScanOutcome> {
  const kept = options.rescan ? undefined : await reusable(world, evidence, options)
  if (kept) return { results: kept, reused: true }
  const runs = await runAll(world, evidence, options)
  options.stop?.throwIfAborted()
  const target = await options.target
  const results = summarize(withTarget(runs, target), {
    at: world.clock.now(),
    targetDigest: target.digest,
    findings: mergeFindings(runs.flatMap((run) => run.findings)).map(plain),
    requiredTools: requiredTools(options.settings.scans),
    ...(options.settings.scans.dast.notApplicable === undefined ? {} : { notApplicable: { dast: options.settings.scans.dast.notApplicable } }),
  })
  // Two machines that find the same must hold the same bytes: an approval given on one counts on the other.
  const text = await writeStamped(evidence, resultsFile, formatScanResults(results), "generated_at", "started_at", "duration_ms")
  await writeStamped(evidence, "scan-results.sarif", toSarif(runs), "startTimeUtc", "endTimeUtc")
  for (const artefact of runs.flatMap((run) => run.artefacts)) await writeStamped(evidence, artefact.name, artefact.text, "timestamp")
  await writeEvidence(evidence, keyFile, markOf(options.stateKey, await scanKey(options), isoTime(world.clock.now()), text))
  // Everything ran: there is nothing left to resume.
  if (!world.signal.aborted) await rm(evidencePath(evidence, partialFolder), { recursive: true, force: true })
  return { results: parseScanResults(text, resultsFile), reused: false }
}

/** The scan results keep the finding; the register knows its other fingerprints. */
function plain(merged: MergedFinding): Finding {
  const { fingerprints, ...finding } = merged
  return fingerprints.length > 0 ? finding : merged
}

/** What must be equal for results to be used again. */
async function scanKey({ settings, target, offline, version }: ScanOptions): Promise<string> {
  const { digest } = await target
  return sha256(canonicalJson({ target: digest, scans: settings.scans, dependencies: settings.dependencies, offline, version } as unknown as Json))
}

async function reusable(world: World, evidence: Evidence, options: ScanOptions): Promise<ScanResults | undefined> {
  const stamp = await readEvidence(evidence, keyFile)
  const text = await readEvidence(evidence, resultsFile)
  if (stamp === undefined || text === undefined) return undefined
  const scannedAt = String(safely(() => JSON.parse(stamp) as { scanned_at?: unknown })?.scanned_at)
  const age = world.clock.now() - Date.parse(scannedAt)
  if (!(age >= 0 && age <= options.settings.review.rescanHours * hour)) return undefined
  if (stamp !== markOf(options.stateKey, await scanKey(options), scannedAt, text)) return undefined
  if (options.failedOn.has(sha256(text))) return undefined
  const results = safely(() => parseScanResults(text, resultsFile))
  // What did not finish last time may finish now.
  const unfinished = results?.tools.some((tool) => tool.outcome === "not_run" && tool.absent !== true)
  return results === undefined || unfinished === true || results.target_digest !== (await options.target).digest ? undefined : results
}

function markOf(stateKey: Uint8Array, key: string, scannedAt: string, text: string): string {
  const mark = hmacSha256(stateKey, `${key}\n${scannedAt}\n${sha256(text)}`)
  return `${JSON.stringify({ scanned_at: scannedAt, mark }, undefined, 2)}\n`
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

async function runAll(world: World, evidence: Evidence, options: ScanOptions): Promise<ToolRun[]> {
  const engines = reviewEngines(options.listed.root, options.settings, options.offline, options.fingerprintKey)
  const finished = options.rescan ? new Map<string, ToolRun>() : await finishedRuns(evidence, options)
  const waiting = engines.filter((engine) => !finished.has(engine.id))
  const writes: Promise<void>[] = []
  const keep = async (run: ToolRun) => {
    const text = keptRun(options.stateKey, await scanKey(options), run)
    await writeEvidence(evidence, `${partialFolder}/${run.tool}.json`, text)
  }
  const digest = options.target.then((target) => target.digest)
  const runs = await runEngines(
    waiting,
    { ...options.listed, digest },
    {
      clock: world.clock,
      env: world.env,
      signal: world.signal,
      fetch: world.fetch,
      timeoutsMs: timeoutsOf(options.settings.scans),
      onProgress: (tool, done, total) => world.terminal.progress(tool, done, total),
      onFinished: (run) => {
        if (run.outcome !== "not_run") writes.push(keep(run))
        options.onFinished?.(run)
      },
    },
  )
  await Promise.all(writes)
  const byTool = new Map([...finished, ...runs.map((run): [string, ToolRun] => [run.tool, run])])
  return engines.flatMap((engine) => byTool.get(engine.id) ?? [])
}

/** Runs that an interrupted review finished on the same content. */
async function finishedRuns(evidence: Evidence, options: ScanOptions): Promise<Map<string, ToolRun>> {
  const runs = new Map<string, ToolRun>()
  for (const name of await listEvidence(evidence, partialFolder)) {
    const text = await readEvidence(evidence, name)
    const kept = safely(() => JSON.parse(text ?? "") as { run: ToolRun })
    if (kept && text === keptRun(options.stateKey, await scanKey(options), kept.run)) runs.set(kept.run.tool, kept.run)
  }
  return runs
}

function keptRun(stateKey: Uint8Array, key: string, run: ToolRun): string {
  const body = JSON.stringify(run)
  return JSON.stringify({ mark: hmacSha256(stateKey, `${key}\n${body}`), run })
}

/** What the listing could not read belongs to every engine's account, so it is added to the first run of ours. */
function withTarget(runs: readonly ToolRun[], target: Target): ToolRun[] {
  if (target.unreadable.length === 0) return [...runs]
  return runs.map((run) => {
    if (run.kind !== "embedded") return run
    const known = new Set(run.unexamined.map((entry) => entry.path))
    const added = target.unreadable.filter((entry) => !known.has(entry.path))
    return {
      ...run,
      outcome: "not_run",
      reason: run.reason ?? `${added.length} file(s) could not be read`,
      unexamined: [...run.unexamined, ...added],
    }
  })
}
