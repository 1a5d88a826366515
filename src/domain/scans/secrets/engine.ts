/** The embedded secret engine: reads the files under review and reports the secrets in them. */
import { existsSync } from "node:fs"
import { availableParallelism } from "node:os"
import { canonicalJson } from "../../../base/canonical-json.ts"
import { findingId, type Finding } from "../../findings/finding.ts"
import { ruleSetVersion, secretRules } from "../../secrets/rules.ts"
import { createSecretScanner } from "../../secrets/scanner.ts"
import type { Engine, EngineReport, ScanContext, ScanTarget } from "../engine.ts"
import { createBatchRunner, type BatchResult } from "./batch.ts"
import { findingsOf, type ExposedSecret } from "./finding.ts"
import { pathGrouper, pathGroups, type PathGroupGlobs } from "./groups.ts"
import { scanWithWorkers } from "./pool.ts"

export const secretsEngineId = "tipstaff-secrets"

export interface SecretsEngineOptions {
  /** Key of the fingerprints; keep it, so that a secret is recognised from one review to the next. */
  readonly key: Uint8Array | string
  /** Globs added to the default path groups. */
  readonly extraGroups?: Partial<PathGroupGlobs>
  /** Threads for a large tree; 1 keeps everything in this one. */
  readonly workers?: number
  /** The worker's bundled file; absent files mean that this thread does the work. */
  readonly workerScript?: URL
}

/** Below this a second thread costs more than it saves. */
const workersFromBytes = 48 * 1024 * 1024

export function secretsEngine(options: SecretsEngineOptions): Engine {
  const version = ruleSetVersion()
  const tool = { id: secretsEngineId, version }
  const rules = new Map(secretRules.map((rule) => [rule.id, rule]))

  async function scan(target: ScanTarget, context: ScanContext): Promise<EngineReport> {
    const result = await examine(target, context, options)
    const findings = findingsOf(result.secrets.sort(byPlace), rules, tool)
    return {
      findings,
      examined: { files: result.files, bytes: result.bytes },
      unexamined: result.unexamined.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
      artefacts: [{ name: "secrets-by-path-group.json", text: groupReport(target, result, findings, options.extraGroups) }],
    }
  }

  return { id: secretsEngineId, class: "secrets", kind: "embedded", probe: async () => ({ version }), scan }
}

async function examine(target: ScanTarget, context: ScanContext, options: SecretsEngineOptions): Promise<BatchResult> {
  const total = target.files.length
  let done = 0
  const onFiles = (count: number) => {
    done += count
    context.progress(done, total)
  }
  const script = options.workerScript ?? new URL("./secrets-worker.js", import.meta.url)
  const workers = Math.min(options.workers ?? availableParallelism(), 8)
  const bytes = target.files.reduce((sum, file) => sum + file.size, 0)
  if (workers > 1 && bytes >= workersFromBytes && existsSync(script)) {
    return scanWithWorkers(target.files, { script, workers, start: { key: options.key, root: target.root }, signal: context.signal, onFiles })
  }
  const runner = createBatchRunner(createSecretScanner({ key: options.key }))
  const paths = target.files.map((file) => file.path)
  return runner.run(target.root, paths, context.signal, () => onFiles(1))
}

function byPlace(a: ExposedSecret, b: ExposedSecret): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column
}

/** What the review attaches for step 2 of the procedure: each group with its files, findings and gaps. */
function groupReport(target: ScanTarget, result: BatchResult, findings: readonly Finding[], extra: Partial<PathGroupGlobs> | undefined): string {
  const groupsOf = pathGrouper(extra)
  const report = Object.fromEntries(pathGroups.map((group) => [group, { files: 0, findings: [] as string[], unexamined: [] as string[] }]))
  for (const { path } of target.files) for (const group of groupsOf(path)) report[group]!.files += 1
  for (const finding of findings) for (const group of groupsOf(finding.location?.path ?? "")) report[group]!.findings.push(findingId(finding))
  for (const { path } of result.unexamined) for (const group of groupsOf(path)) report[group]!.unexamined.push(path.toWellFormed())
  return `${canonicalJson(report)}\n`
}
