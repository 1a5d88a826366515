/** The embedded secret engine: reads the files under review and reports the secrets in them. */
import { canonicalJson } from "../../../base/canonical-json.ts"
import { findingId, type Finding } from "../../findings/finding.ts"
import { ruleSetVersion } from "../../secrets/rule-set.ts"
import { secretRules } from "../../secrets/rules.ts"
import type { Engine, EngineReport, ScanContext, ScanTarget } from "../engine.ts"
import type { BatchResult } from "./batch.ts"
import { findingsOf } from "./finding.ts"
import { pathGrouper, pathGroups, type PathGroupGlobs } from "./groups.ts"
import { createTreeScan } from "./pool.ts"
import { byPlace } from "./report.ts"

export const secretsEngineId = "tipstaff-secrets"

export interface SecretsEngineOptions {
  /** Key of the fingerprints; keep it, so that a secret is recognised from one review to the next. */
  readonly key: Uint8Array | string
  /** Globs added to the default path groups. */
  readonly extraGroups?: Partial<PathGroupGlobs>
  /** Threads for a large tree; 1 keeps everything in this one. */
  readonly threads?: number
  /** The worker's bundled file; absent files mean that this thread does the work. */
  readonly workerScript?: URL
}

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
  const scan = createTreeScan({
    root: target.root,
    settings: { key: options.key },
    signal: context.signal,
    onFiles(count) {
      done += count
      context.progress(done, total)
    },
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    ...(options.workerScript === undefined ? {} : { workerScript: options.workerScript }),
  })
  scan.add(target.files.map((file) => file.path))
  return scan.finish()
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
