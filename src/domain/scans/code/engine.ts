/** The embedded static analysis of JavaScript, TypeScript, Python, Go and Java source. */
import { existsSync } from "node:fs"
import { availableParallelism } from "node:os"
import { messageOf } from "../../../base/errors.ts"
import { fingerprintOf, type Finding } from "../../findings/finding.ts"
import type { Engine, EngineAbsence, EngineReport, ScanContext, ScanTarget, SourceFile, Unexamined } from "../engine.ts"
import type { Answer, Batch } from "./examiner.ts"
import { excludedByPath, isTestCode, type Exclusion } from "./exclusions.ts"
import { languageOf, mayBeScript } from "./language.ts"
import { registerParsers } from "./languages.ts"
import type { Match } from "./match.ts"
import { examineAll } from "./pool.ts"
import type { CodeRule } from "./rule.ts"
import { builtInRules, packVersion } from "./rules.ts"

const codeEngineId = "tipstaff-code"

export interface CodeEngineOptions {
  readonly rules?: readonly CodeRule[]
  /** At most; default: what the machine has, four at most. */
  readonly threads?: number
  /** Address of the bundled worker; default: `code-worker.mjs` beside the bundle, when it is there. */
  readonly workerUrl?: URL
}

const fewFiles = 48
const fewBytes = 1024 * 1024
const batchFiles = 64
const batchBytes = 512 * 1024

/** Threads start only for trees that are worth them. */
export function codeEngine(options: CodeEngineOptions = {}): Engine {
  const rules = options.rules ?? builtInRules()
  const version = packVersion(rules)
  return {
    id: codeEngineId,
    class: "sast",
    kind: "embedded",
    probe: () => Promise.resolve(probe(version)),
    scan: (target, context) => scan(target, context, rules, version, options),
  }
}

function probe(version: string): { version: string } | EngineAbsence {
  try {
    registerParsers()
    return { version }
  } catch (cause) {
    return { outcome: "not_run", reason: `the parsers are not installed for this platform: ${messageOf(cause)}` }
  }
}

async function scan(
  target: ScanTarget,
  context: ScanContext,
  rules: readonly CodeRule[],
  version: string,
  options: CodeEngineOptions,
): Promise<EngineReport | EngineAbsence> {
  const tally = openTally()
  const candidates: SourceFile[] = []
  for (const file of target.files) {
    const mayMatter = languageOf(file.path) !== undefined || mayBeScript(file.path)
    if (!mayMatter) continue
    const excluded = languageOf(file.path) && excludedByPath(file.path)
    if (excluded) tally.exclude(excluded)
    else candidates.push(file)
  }
  const batches = batched(candidates)
  const bytes = candidates.reduce((sum, file) => sum + file.size, 0)
  const small = candidates.length <= fewFiles || bytes <= fewBytes
  let done = 0
  await examineAll({ root: target.root, rules }, batches, {
    workerUrl: small ? undefined : (options.workerUrl ?? bundledWorker()),
    threads: options.threads ?? Math.min(availableParallelism(), 4),
    signal: context.signal,
    onAnswer: (answer) => {
      tally.add(answer)
      done += answer.files.length
      context.progress(done, candidates.length)
    },
  })
  context.signal.throwIfAborted()
  if (tally.sourceFiles() === 0) {
    const others = tally.excludedFiles()
    const reason =
      others === 0
        ? "no JavaScript, TypeScript, Python, Go or Java source"
        : `no source of its own: ${others} files are installed, minified or generated code`
    return { outcome: "not_applicable", reason }
  }
  return tally.report(rules, version)
}

/** The worker beside the bundle; none when running from source, where a thread cannot read TypeScript. */
function bundledWorker(): URL | undefined {
  const url = new URL("./code-worker.mjs", import.meta.url)
  return existsSync(url) ? url : undefined
}

function batched(files: readonly SourceFile[]): Batch[] {
  const batches: { paths: string[] }[] = []
  let bytes = 0
  for (const file of files) {
    const current = batches.at(-1)
    if (!current || current.paths.length >= batchFiles || bytes + file.size > batchBytes) {
      batches.push({ paths: [file.path] })
      bytes = file.size
    } else {
      current.paths.push(file.path)
      bytes += file.size
    }
  }
  return batches
}

interface Tally {
  exclude(why: Exclusion): void
  add(answer: Answer): void
  sourceFiles(): number
  excludedFiles(): number
  report(rules: readonly CodeRule[], version: string): EngineReport
}

function openTally(): Tally {
  const excluded: Record<Exclusion, number> = { installed: 0, minified: 0, generated: 0 }
  const unexamined: Unexamined[] = []
  const matches: { readonly path: string; readonly match: Match }[] = []
  let files = 0
  let bytes = 0
  let parsedFiles = 0
  let parsedBytes = 0

  function add(answer: Answer): void {
    for (const { path, bytes: size, report: seen } of answer.files) {
      if (seen.is === "unexamined") unexamined.push({ path, reason: seen.reason })
      if (seen.is === "excluded") excluded[seen.why] += 1
      if (seen.is !== "examined") continue
      files += 1
      bytes += size
      if (seen.parsedBytes > 0) parsedFiles += 1
      parsedBytes += seen.parsedBytes
      for (const match of seen.matches) matches.push({ path, match })
    }
  }

  function report(rules: readonly CodeRule[], version: string): EngineReport {
    const findings = findingsOf(matches, rules, version)
    const statistics = { schema: "tipstaff.code-statistics/1", version, files, bytes, parsedFiles, parsedBytes, excluded }
    return {
      findings,
      examined: { files, bytes },
      unexamined: unexamined.sort((a, b) => (a.path < b.path ? -1 : 1)),
      artefacts: [{ name: "tipstaff-code.json", text: `${JSON.stringify(statistics, null, 2)}\n` }],
    }
  }

  return {
    exclude: (why) => {
      excluded[why] += 1
    },
    add,
    sourceFiles: () => files + unexamined.length,
    excludedFiles: () => excluded.installed + excluded.minified + excluded.generated,
    report,
  }
}

/** In an order that does not depend on threads; equal matches of a file are told apart by their rank. */
function findingsOf(matches: { readonly path: string; readonly match: Match }[], rules: readonly CodeRule[], version: string): Finding[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const ranks = new Map<string, number>()
  const findings: Finding[] = []
  const ordered = matches.sort((a, b) =>
    a.path === b.path ? a.match.line - b.match.line || a.match.column - b.match.column : a.path < b.path ? -1 : 1,
  )
  for (const { path, match } of ordered) {
    const rule = byId.get(match.ruleId)
    const inTests = isTestCode(path)
    if (!rule) continue
    const key = `${match.ruleId}\0${path}\0${match.text}`
    const rank = ranks.get(key) ?? 0
    ranks.set(key, rank + 1)
    findings.push({
      fingerprint: fingerprintOf(rule.id, path, match.text, String(rank)),
      class: "sast",
      severity: inTests && rule.tests === "lower" && rule.severity !== "info" ? "low" : rule.severity,
      confidence: rule.confidence,
      title: rule.title,
      message: rule.message,
      remediation: rule.remediation,
      location: { path, line: match.line, column: match.column, endLine: match.endLine, endColumn: match.endColumn },
      cwe: rule.cwe,
      owasp: rule.owasp,
      aliases: [],
      sources: [{ tool: codeEngineId, version, rule: rule.id }],
      ...(rule.references[0] === undefined ? {} : { help: rule.references[0] }),
    })
  }
  return findings
}
