/** The embedded configuration engine: finds configuration files, judges them by kind, and names what it could not read. */
import { join } from "node:path"
import { systemCode, TipstaffError, messageOf } from "../../../base/errors.ts"
import { printable } from "../../../base/mask.ts"
import { readBytes } from "../../../platform/files.ts"
import { fingerprintOf, type Finding } from "../../findings/finding.ts"
import type { Engine, EngineAbsence, EngineReport, ScanContext, ScanTarget, SourceFile, Unexamined } from "../engine.ts"
import { ruleDescriptions } from "./rule.ts"
import { judge, subjectScanners, workflowSet, type RuleHit, type SubjectScanner } from "./subjects.ts"
import type { Workflow } from "./workflow.ts"

const engineId = "tipstaff-configuration"
/** Raised when a rule or a parser changes what is found. */
const engineVersion = "1.1.0"

/** A parser is not run on more than this. */
const maxFileBytes = 5 * 1024 * 1024
/** Plain data files (JSON, YAML) may be large; they are read to see whether they are configuration. */
const maxDataBytes = 64 * 1024 * 1024

export function configurationEngine(): Engine {
  return {
    id: engineId,
    class: "sast",
    kind: "embedded",
    probe: () => Promise.resolve({ version: engineVersion }),
    scan,
  }
}

async function scan(target: ScanTarget, context: ScanContext): Promise<EngineReport | EngineAbsence> {
  const files = target.files.flatMap((file) => {
    const scanners = subjectScanners.filter((scanner) => scanner.matches(file.path))
    return scanners.length === 0 ? [] : [{ file, scanners }]
  })
  if (files.length === 0) return { outcome: "not_applicable", reason: "the target has no configuration file of a kind this engine knows" }
  const paths = new Set(target.files.map((file) => file.path))
  const findings: Finding[] = []
  const unexamined: Unexamined[] = []
  const workflows: Workflow[] = []
  const examined = { files: 0, bytes: 0 }
  for (const [index, { file, scanners }] of files.entries()) {
    context.signal.throwIfAborted()
    const result = await scanFile(target.root, file, scanners, (path) => paths.has(path))
    findings.push(...findingsOf(file.path, result.hits))
    unexamined.push(...result.unexamined)
    workflows.push(...result.workflows)
    if (result.read) {
      examined.files += 1
      examined.bytes += file.size
    }
    context.progress(index + 1, files.length)
  }
  const together = judge(workflowSet.rules, workflows, ".github/workflows")
  for (const { rule, hit } of together.hits) findings.push(...findingsOf(hit.path ?? ".github/workflows", [{ rule, hit }]))
  unexamined.push(...together.unexamined)
  return { findings: findings.toSorted(byPlace), examined, unexamined }
}

interface FileResult {
  readonly hits: readonly RuleHit[]
  readonly unexamined: readonly Unexamined[]
  readonly workflows: readonly Workflow[]
  readonly read: boolean
}

async function scanFile(root: string, file: SourceFile, scanners: readonly SubjectScanner[], has: (path: string) => boolean): Promise<FileResult> {
  const nothing = { hits: [], workflows: [], read: false }
  const dedicated = scanners.some((scanner) => scanner.sniff === undefined)
  if (dedicated && file.size > maxFileBytes) return { ...nothing, unexamined: [tooLarge(file, maxFileBytes)] }
  if (file.size > maxDataBytes) return { ...nothing, unexamined: [tooLarge(file, maxDataBytes)] }
  let text: string
  try {
    text = decode(await readBytes(join(root, file.path), maxDataBytes), file.path, dedicated)
  } catch (thrown) {
    return { ...nothing, unexamined: [{ path: file.path, reason: readFailure(thrown) }] }
  }
  const hits: RuleHit[] = []
  const unexamined: Unexamined[] = []
  const workflows: Workflow[] = []
  for (const scanner of scanners) {
    if (scanner.sniff && !scanner.sniff(text)) continue
    if (text.length > maxFileBytes && scanner.anySize !== true) {
      unexamined.push(tooLarge(file, maxFileBytes))
      continue
    }
    const report = scanner.scan(file.path, text, has)
    hits.push(...report.hits)
    unexamined.push(...report.unexamined)
    if (report.workflow) workflows.push(report.workflow)
  }
  return { hits, unexamined, workflows, read: true }
}

/**
 * UTF-8, or UTF-16 with its mark. Files that only may be configuration are read even with broken bytes in them:
 * what the rules look for is ASCII. A file that is configuration by its name must be right.
 */
function decode(bytes: Buffer, path: string, dedicated: boolean): string {
  const mark = bytes.subarray(0, 2).toString("hex")
  if (mark === "fffe" || mark === "feff") return new TextDecoder(mark === "fffe" ? "utf-16le" : "utf-16be").decode(bytes)
  try {
    return new TextDecoder("utf-8", { fatal: dedicated }).decode(bytes)
  } catch (cause) {
    throw new TipstaffError("file/not-utf8", `${path} is not valid UTF-8`, { file: path, cause })
  }
}

function tooLarge(file: SourceFile, limit: number): Unexamined {
  return { path: file.path, reason: `larger than ${limit / 1024 / 1024} MiB` }
}

// The path of the machine is left out: reports travel.
function readFailure(thrown: unknown): string {
  if (thrown instanceof TipstaffError) {
    const words: Readonly<Record<string, string>> = {
      "file/missing": "no longer there",
      "file/not-utf8": "not valid UTF-8",
      "file/too-large": "larger than when it was listed",
    }
    const system = systemCode(thrown.cause)
    return words[thrown.code] ?? `could not be read${system === undefined ? "" : ` (${system})`}`
  }
  return messageOf(thrown)
}

function findingsOf(path: string, hits: readonly RuleHit[]): Finding[] {
  const seen = new Map<string, number>()
  return hits.flatMap(({ rule, hit }): Finding[] => {
    const description = ruleDescriptions.get(rule)
    if (!description) throw new TipstaffError("configuration/rule-undescribed", `rule ${rule} has no description`)
    const subject = withoutUserInfo(hit.subject)
    const key = `${rule}\n${subject}`
    const nth = (seen.get(key) ?? 0) + 1
    seen.set(key, nth)
    const parts = [engineId, rule, path, subject, ...(nth === 1 ? [] : [String(nth)])]
    const help = description.references[0]
    return [
      {
        fingerprint: fingerprintOf(...parts),
        class: "sast",
        severity: description.severity,
        confidence: description.confidence,
        title: description.title,
        message:
          hit.detail === undefined ? description.message : `${description.message} Here: ${printable(withoutUserInfo(hit.detail).slice(0, 300))}.`,
        remediation: description.remediation,
        location: { path, line: hit.line },
        cwe: description.cwe,
        owasp: description.owasp,
        aliases: [],
        sources: [{ tool: engineId, version: engineVersion, rule }],
        ...(help === undefined ? {} : { help }),
      },
    ]
  })
}

// An address in a configuration may carry a password: https://user:password@host.
function withoutUserInfo(text: string): string {
  return text.slice(0, 2000).replaceAll(/:\/\/[^/\s@]{1,300}@/g, "://")
}

function byPlace(a: Finding, b: Finding): number {
  const [left, right] = [a.location!, b.location!]
  if (left.path !== right.path) return left.path < right.path ? -1 : 1
  return left.line - right.line || (a.fingerprint < b.fingerprint ? -1 : 1)
}
