/** scan-results.json: what was run, on what, and what it found; a document whose numbers do not add up is refused. */
import { z } from "zod"
import { isoTime, type Instant } from "../../base/clock.ts"
import { TipstaffError, messageOf } from "../../base/errors.ts"
import { parseJson } from "../../base/json.ts"
import { outcomes } from "../../base/outcome.ts"
import { countSeverities, severities } from "../../base/severity.ts"
import { parseYaml } from "../../base/yaml.ts"
import { findingId, scanClasses, type Finding, type ScanClass } from "../findings/finding.ts"
import type { ToolRun } from "./engine.ts"
import { classStatus } from "./run-class.ts"
import { blocks, sortFindings } from "./run-record.ts"

const count = z.int().nonnegative()
const digest = z.string().regex(/^[0-9a-f]{40,64}$/)
const time = z.iso.datetime()
const severity = z.enum(severities)
const counts = z.strictObject({ critical: count, high: count, medium: count, low: count, info: count })

const unexamined = z.strictObject({ path: z.string(), line: z.int().positive().optional(), reason: z.string().min(1) })

const classResult = z.strictObject({ outcome: z.enum(outcomes), reasons: z.array(z.string()), incomplete: z.boolean(), counts })

const toolResult = z.strictObject({
  tool: z.string().min(1),
  version: z.string(),
  class: z.enum(scanClasses),
  kind: z.enum(["embedded", "external", "import"]),
  outcome: z.enum(outcomes),
  reason: z.string().min(1).optional(),
  /** The tool was looked for and is not there. */
  absent: z.literal(true).optional(),
  command: z.array(z.string()).optional(),
  started_at: time,
  duration_ms: count,
  target_digest: z.string().min(1),
  result_digest: digest,
  examined: z.strictObject({ files: count, bytes: count }),
  unexamined: z.array(unexamined),
  findings: count,
})

const finding = z.strictObject({
  id: z.string().regex(/^F-[0-9a-f]{12}$/),
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  class: z.enum([...scanClasses, "manual", "import"]),
  severity,
  confidence: z.enum(["high", "medium", "low"]),
  title: z.string(),
  message: z.string(),
  remediation: z.string().optional(),
  location: z
    .strictObject({
      path: z.string(),
      line: z.int().positive(),
      column: z.int().positive().optional(),
      end_line: z.int().positive().optional(),
      end_column: z.int().positive().optional(),
    })
    .optional(),
  component: z.strictObject({ purl: z.string(), name: z.string(), version: z.string(), fixed_in: z.string().optional() }).optional(),
  cwe: z.array(z.string()),
  owasp: z.array(z.string()),
  aliases: z.array(z.string()),
  sources: z.array(z.strictObject({ tool: z.string(), version: z.string(), rule: z.string() })),
  help: z.string().optional(),
})

const document = z.strictObject({
  schema: z.literal("tipstaff.scan-results/1"),
  generated_at: time,
  target_digest: z.string().min(1),
  summary: counts,
  classes: z.strictObject({ sast: classResult, dast: classResult, dependencies: classResult, secrets: classResult }),
  tools: z.array(toolResult),
  findings: z.array(finding),
})

/** The document as it stands in the file. */
export type ScanResults = z.output<typeof document>

export interface SummarizeOptions {
  readonly at: Instant
  readonly targetDigest: string
  /** Merged findings of the runs and of people; the findings of the runs when not given. */
  readonly findings?: readonly Finding[]
  readonly requiredTools?: readonly string[]
  /** Reasons for classes that do not apply here. */
  readonly notApplicable?: Partial<Record<ScanClass, string>>
}

/** The document for these runs. */
export function summarize(runs: readonly ToolRun[], options: SummarizeOptions): ScanResults {
  const findings = sortFindings(options.findings ?? runs.flatMap((run) => run.findings))
  const classes = Object.fromEntries(
    scanClasses.map((cls) => {
      const status = classStatus(cls, runs, options.requiredTools, options.notApplicable?.[cls])
      return [cls, { ...status, reasons: [...status.reasons], counts: countSeverities(findings.filter((one) => one.class === cls)) }]
    }),
  ) as ScanResults["classes"]
  return {
    schema: "tipstaff.scan-results/1",
    generated_at: isoTime(options.at),
    target_digest: options.targetDigest,
    summary: countSeverities(findings),
    classes,
    tools: runs.map(toolOf),
    findings: findings.map(findingOf),
  }
}

/** The text of the document; the same document always has the same text. */
export function formatScanResults(results: ScanResults): string {
  return `${JSON.stringify(results, undefined, 2)}\n`
}

/**
 * Reads a document from outside. Throws `json/invalid`, `scans/invalid` (with the line of the first wrong value),
 * `scans/summary-mismatch` when the summary or the counts of a class are not those of the findings, and
 * `scans/class-mismatch` when a class claims a better answer than its tools and findings allow.
 */
export function parseScanResults(text: string, file: string): ScanResults {
  const parsed = document.safeParse(parseJson(text, file))
  if (!parsed.success) throw invalid(parsed.error, text, file)
  const results = parsed.data
  assertCounts("summary", results.summary, results.findings, file)
  for (const cls of scanClasses) {
    const own = results.findings.filter((one) => one.class === cls)
    assertCounts(`classes.${cls}.counts`, results.classes[cls].counts, own, file)
    const contradiction = contradictionIn(results, cls)
    if (contradiction !== undefined) throw new TipstaffError("scans/class-mismatch", `${file}: class ${cls} ${contradiction}`, { file, next: rescan })
  }
  const misnamed = results.findings.find((one) => one.id !== findingId(one))
  if (misnamed) throw new TipstaffError("scans/invalid", `${file}: ${misnamed.id} is not the id of its fingerprint`, { file, next: rescan })
  return results
}

/** The findings of a document, as the rest of the product speaks of them. */
export function findingsOf(results: ScanResults): Finding[] {
  return results.findings.map(({ location, component, ...rest }) => {
    const { end_line: endLine, end_column: endColumn, ...place } = location ?? {}
    const { fixed_in: fixedIn, ...part } = component ?? {}
    return dropUndefined({
      ...rest,
      id: undefined,
      location: location && dropUndefined({ ...place, endLine, endColumn }),
      component: component && dropUndefined({ ...part, fixedIn }),
    }) as unknown as Finding
  })
}

const rescan = "do not edit the file by hand; run the scans again"

function assertCounts(what: string, claimed: ScanResults["summary"], findings: ScanResults["findings"], file: string): void {
  const actual = countSeverities(findings)
  const wrong = severities.find((level) => claimed[level] !== actual[level])
  if (wrong === undefined) return
  const message = `${file}: ${what} says ${claimed[wrong]} ${wrong}, the findings are ${actual[wrong]}`
  throw new TipstaffError("scans/summary-mismatch", message, { file, next: rescan })
}

function contradictionIn(results: ScanResults, cls: ScanClass): string | undefined {
  const { outcome, incomplete, reasons } = results.classes[cls]
  const attempted = results.tools.filter((tool) => tool.class === cls && tool.absent !== true)
  const serious = results.findings.filter((one) => one.class === cls).filter(blocks).length
  if (outcome === "pass" && serious > 0) return `says pass with ${serious} critical or high findings`
  if (outcome === "pass" && !attempted.some((tool) => tool.outcome === "pass")) return "says pass, but none of its tools passed"
  if (outcome === "pass" && attempted.some((tool) => tool.outcome === "not_run")) return "says pass, but one of its tools did not finish"
  if (outcome === "pass" && incomplete) return "says pass and incomplete at once"
  if (outcome === "not_applicable" && attempted.some((tool) => tool.outcome !== "not_applicable")) return "says not_applicable, but a tool ran for it"
  if (outcome !== "pass" && reasons.length === 0) return `says ${outcome} without a reason`
  return undefined
}

function invalid(error: z.ZodError, text: string, file: string): TipstaffError {
  const issue = error.issues[0]
  const path = (issue?.path ?? []).filter((step) => typeof step !== "symbol")
  const line = lineOf(text, file, path)
  const message = `${file} is not a scan-results document: ${path.join(".") || "the document"}: ${issue?.message ?? messageOf(error)}`
  return new TipstaffError("scans/invalid", message, { file, ...(line === undefined ? {} : { line }), next: rescan })
}

function lineOf(text: string, file: string, path: readonly (string | number)[]): number | undefined {
  if (text.length > 1_000_000) return undefined // a second parse of a large file is not worth a line number
  try {
    return parseYaml(text, file).lineOf(path)
  } catch {
    return undefined // JSON that YAML reads otherwise: the path in the message must do
  }
}

function toolOf(run: ToolRun): ScanResults["tools"][number] {
  return {
    tool: run.tool,
    version: run.version,
    class: run.class,
    kind: run.kind,
    outcome: run.outcome,
    ...(run.reason === undefined ? {} : { reason: run.reason }),
    ...(run.absent === true ? { absent: true as const } : {}),
    ...(run.command === undefined ? {} : { command: [...run.command] }),
    started_at: isoTime(run.startedAt),
    duration_ms: run.durationMs,
    target_digest: run.targetDigest,
    result_digest: run.resultDigest,
    examined: { ...run.examined },
    unexamined: run.unexamined.map((entry) => ({ ...entry })),
    findings: run.findings.length,
  }
}

function findingOf(one: Finding): ScanResults["findings"][number] {
  const { location, component, cwe, owasp, aliases, sources, ...rest } = one
  return {
    id: findingId(one),
    ...rest,
    ...(location === undefined ? {} : { location: placeOf(location) }),
    ...(component === undefined ? {} : { component: partOf(component) }),
    cwe: [...cwe],
    owasp: [...owasp],
    aliases: [...aliases],
    sources: sources.map((source) => ({ ...source })),
  }
}

function placeOf({ endLine, endColumn, ...rest }: NonNullable<Finding["location"]>) {
  return { ...rest, ...(endLine === undefined ? {} : { end_line: endLine }), ...(endColumn === undefined ? {} : { end_column: endColumn }) }
}

function partOf({ fixedIn, ...rest }: NonNullable<Finding["component"]>) {
  return { ...rest, ...(fixedIn === undefined ? {} : { fixed_in: fixedIn }) }
}

function dropUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T
}
