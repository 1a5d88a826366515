/** Reports in SARIF 2.1.0 (OASIS), for every tool that has no reader of its own. */
import { fileURLToPath } from "node:url"
import { z } from "zod"
import { severityOfCvss, type Severity } from "../../../base/severity.ts"
import type { Unexamined } from "../engine.ts"
import type { Draft } from "./draft.ts"
import { readReport } from "./drive.ts"
import type { ImportReading } from "./imports.ts"
import { scrub } from "./scrub.ts"

const text = z.looseObject({ text: z.string().optional(), id: z.string().optional() })
const bag = z
  .looseObject({
    tags: z.array(z.string()).optional().catch(undefined),
    "security-severity": z.union([z.string(), z.number()]).optional().catch(undefined),
  })
  .optional()
const level = z.enum(["none", "note", "warning", "error"])

const rule = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  shortDescription: text.optional(),
  fullDescription: text.optional(),
  help: text.optional(),
  helpUri: z.string().optional(),
  messageStrings: z.record(z.string(), text).optional(),
  defaultConfiguration: z.looseObject({ level: level.optional() }).optional(),
  properties: bag,
})

const component = z.looseObject({
  name: z.string(),
  version: z.string().optional(),
  semanticVersion: z.string().optional(),
  rules: z.array(rule).optional(),
})

const region = z.looseObject({
  startLine: z.int().positive().optional(),
  startColumn: z.int().positive().optional(),
  endLine: z.int().positive().optional(),
  endColumn: z.int().positive().optional(),
})

const result = z.looseObject({
  ruleId: z.string().optional(),
  ruleIndex: z.int().optional(),
  rule: z
    .looseObject({ id: z.string().optional(), index: z.int().optional(), toolComponent: z.looseObject({ index: z.int().optional() }).optional() })
    .optional(),
  kind: z.enum(["notApplicable", "pass", "fail", "review", "open", "informational"]).default("fail"),
  level: level.optional(),
  message: text,
  locations: z
    .array(
      z.looseObject({
        physicalLocation: z
          .looseObject({
            artifactLocation: z.looseObject({ uri: z.string().optional(), index: z.int().optional() }).optional(),
            region: region.optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  baselineState: z.string().optional(),
  suppressions: z.array(z.unknown()).nullish(),
  properties: bag,
})

const run = z.looseObject({
  tool: z.looseObject({ driver: component, extensions: z.array(component).optional() }),
  // null says that the tool could not produce results (3.14.23).
  results: z.array(result).nullish(),
  artifacts: z.array(z.looseObject({ location: z.looseObject({ uri: z.string().optional() }).optional() })).optional(),
  invocations: z
    .array(
      z.looseObject({
        executionSuccessful: z.boolean(),
        endTimeUtc: z.string().optional(),
        startTimeUtc: z.string().optional(),
        toolExecutionNotifications: z.array(z.looseObject({ level: level.optional() })).optional(),
      }),
    )
    .optional(),
})

type Run = z.output<typeof run>
type Result = z.output<typeof result>
type Rule = z.output<typeof rule>

const log = z.looseObject({ version: z.literal("2.1.0"), runs: z.array(run) })

const levels: Readonly<Record<z.output<typeof level>, Severity>> = { error: "high", warning: "medium", note: "low", none: "info" }

export function readSarif(source: string, file: string): ImportReading {
  const { runs } = readReport(log, source, file)
  const drivers = runs.map((one) => one.tool.driver)
  const times = runs
    .flatMap((one) => one.invocations ?? [])
    .flatMap((one) => [one.endTimeUtc ?? one.startTimeUtc].filter((time) => time !== undefined))
  const ends = times.map((time) => Date.parse(time)).filter((at) => !Number.isNaN(at))
  return {
    version: [...new Set(drivers.map((driver) => `${driver.name} ${driver.semanticVersion ?? driver.version ?? ""}`.trim()))]
      .map((name) => scrub(name, 100))
      .join(", "),
    // The oldest run decides: one fresh run does not refresh the others.
    at: ends.length === 0 ? undefined : ends.reduce((a, b) => Math.min(a, b)),
    sites: [],
    unexamined: runs.length === 0 ? [{ path: file, reason: "the report holds no run" }] : runs.flatMap((one) => failuresOf(one, file)),
    drafts: runs.flatMap((one) => (one.results ?? []).filter(counts).map((found) => draftOf(found, one))),
  }
}

// A suppression by the author of the code is no waiver of ours, so suppressed results stay.
function counts(found: Result): boolean {
  return found.baselineState !== "absent" && found.kind !== "pass" && found.kind !== "notApplicable"
}

function failuresOf(one: Run, file: string): Unexamined[] {
  const name = scrub(one.tool.driver.name, 100)
  const failures: Unexamined[] = []
  if (one.results === null || one.results === undefined) failures.push({ path: file, reason: `${name} produced no results` })
  for (const invocation of one.invocations ?? []) {
    if (!invocation.executionSuccessful) failures.push({ path: file, reason: `${name} says that its run failed` })
    const errors = (invocation.toolExecutionNotifications ?? []).filter((notification) => notification.level === "error").length
    if (errors > 0) failures.push({ path: file, reason: `${name} met ${errors} errors while it ran` })
  }
  return failures
}

function draftOf(found: Result, one: Run): Draft {
  const declared = ruleOf(found, one)
  const id = found.ruleId ?? found.rule?.id ?? declared?.id ?? "unnamed"
  const place = found.locations?.[0]?.physicalLocation
  const uri = place?.artifactLocation?.uri ?? one.artifacts?.[place?.artifactLocation?.index ?? -1]?.location?.uri
  const tags = [...(declared?.properties?.tags ?? []), ...(found.properties?.tags ?? [])]
  const message = found.message.text ?? declared?.messageStrings?.[found.message.id ?? ""]?.text ?? declared?.fullDescription?.text ?? id
  return {
    rule: id,
    severity: severityOf(found, declared),
    confidence: found.kind === "fail" ? "medium" : "low",
    title: declared?.shortDescription?.text ?? message,
    message,
    ...(uri === undefined
      ? {}
      : {
          place: {
            path: pathOf(uri),
            line: place?.region?.startLine ?? 1,
            column: place?.region?.startColumn,
            endLine: place?.region?.endLine,
            endColumn: place?.region?.endColumn,
          },
        }),
    cwe: tags.flatMap((tag) => /(?:^|\/)cwe-0*(\d{1,5})$/i.exec(tag.slice(-60))?.[1] ?? []),
    owasp: tags,
    aliases: /^(?:CVE-\d{4}-\d{4,}|GHSA-[\w-]{14,20})$/.test(id) ? [id] : [],
    help: declared?.helpUri,
  }
}

function ruleOf(found: Result, one: Run): Rule | undefined {
  const extension = found.rule?.toolComponent?.index
  const rules = (extension === undefined ? one.tool.driver : one.tool.extensions?.[extension])?.rules ?? []
  return rules[found.rule?.index ?? found.ruleIndex ?? -1] ?? rules.find((candidate) => candidate.id === (found.ruleId ?? found.rule?.id))
}

function severityOf(found: Result, declared: Rule | undefined): Severity {
  const score = found.properties?.["security-severity"] ?? declared?.properties?.["security-severity"]
  const band = score === undefined ? undefined : severityOfCvss(Number(score))
  if (band !== undefined) return band
  if (found.kind === "informational") return "info"
  // SARIF 3.27.10: without a level of its own or of its rule a result is a warning.
  return levels[found.level ?? declared?.defaultConfiguration?.level ?? "warning"]
}

/** `src/a%20b.ts`, `file:///home/ci/src/a.ts`; what is no valid address stays as it is and will not be found. */
function pathOf(uri: string): string {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : decodeURIComponent(uri)
  } catch {
    return uri
  }
}
