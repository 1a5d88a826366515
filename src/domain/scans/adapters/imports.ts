/** Reports of scans that ran elsewhere: they count only when they are recent, about this target, and whole. */
import { resolve } from "node:path"
import { isoTime, type Instant } from "../../../base/clock.ts"
import { day, minute } from "../../../base/duration.ts"
import { messageOf } from "../../../base/errors.ts"
import { sha256 } from "../../../base/hash.ts"
import { printable } from "../../../base/mask.ts"
import { inside, readText, recordPath } from "../../../platform/files.ts"
import type { ScanClass } from "../../findings/finding.ts"

import type { Engine, EngineAbsence, EngineReport, ScanContext, ScanTarget, Unexamined } from "../engine.ts"
import { findingsOf, type Draft } from "./draft.ts"
import type { ImportedReport } from "./settings.ts"
import type { Stage } from "./stage.ts"

/** What one report says. */
export interface ImportReading {
  /** Of the tool that wrote it; empty when it does not say. */
  readonly version: string
  /** When the scan ended, by the report's own word. */
  readonly at: Instant | undefined
  /** Origins that were scanned, such as `https://staging.example`; empty for a scan of files. */
  readonly sites: readonly string[]
  readonly drafts: readonly Draft[]
  readonly unexamined: readonly Unexamined[]
}

export interface ReportImport {
  readonly id: string
  readonly class: ScanClass
  readonly reports: readonly ImportedReport[]
  readonly maxAgeDays: number
  /** Why there is nothing to import, when no report is named. */
  readonly withoutReports: EngineAbsence
  /** Throws when the text is not a whole report of the known form. */
  readonly read: (text: string, file: string) => ImportReading
}

/** root is the repository; reports stand inside it. */
export function importEngine(source: ReportImport, root: string): Engine {
  let versions: readonly string[] = []
  return {
    id: source.id,
    class: source.class,
    kind: "import",
    async probe() {
      if (source.reports.length === 0) return source.withoutReports
      versions = []
      for (const { report } of source.reports) {
        try {
          versions = [...versions, source.read(await readText(inside(root, report)), report).version]
        } catch (thrown) {
          return {
            outcome: "not_run",
            reason: `the ${source.id} report ${printable(report)} cannot be used: ${printable(messageOf(thrown).replaceAll(root, "."))}`,
          }
        }
      }
      return { version: [...new Set(versions)].join(", ") }
    },
    scan: (target, context) => importReports(source, target, context, root),
  }
}

async function importReports(source: ReportImport, target: ScanTarget, context: ScanContext, root: string): Promise<EngineReport> {
  const findings = []
  const unexamined: Unexamined[] = []
  let bytes = 0
  const digests: string[] = []
  for (const [index, declared] of source.reports.entries()) {
    const text = await readText(inside(root, declared.report))
    const reading = source.read(text, declared.report)
    bytes += Buffer.byteLength(text)
    digests.push(`${sha256(text)}  ${declared.report}\n`)
    const identity = { tool: source.id, version: reading.version, class: source.class }
    // Findings of a report that does not count are still worth knowing.
    const read = await findingsOf(reading.drafts, identity, placesOf(target))
    findings.push(...read.findings)
    unexamined.push(...reading.unexamined, ...read.unexamined)
    const objections = objectionsTo(declared, reading, await target.digest, source.maxAgeDays, context.clock.now())
    unexamined.push(...objections.map((reason) => ({ path: declared.report, reason })))
    context.progress(index + 1, source.reports.length)
  }
  return {
    findings,
    examined: { files: source.reports.length, bytes },
    unexamined,
    artefacts: [{ name: `${source.id}-output.sha256`, text: digests.join("") }],
  }
}

/** Why a report is no evidence about this target now; empty when it is. */
function objectionsTo(
  declared: ImportedReport,
  reading: Pick<ImportReading, "at" | "sites">,
  targetDigest: string,
  maxAgeDays: number,
  now: Instant,
): string[] {
  const objections: string[] = []
  const at = reading.at ?? (declared.scannedAt === undefined ? undefined : Date.parse(declared.scannedAt))
  if (at === undefined || Number.isNaN(at)) objections.push("the report does not say when the scan ran")
  else if (at > now + 5 * minute) objections.push(`the report is dated ${isoTime(at)}, which is in the future`)
  else if (now - at > maxAgeDays * day) objections.push(`the report is ${Math.floor((now - at) / day)} days old; at most ${maxAgeDays} are allowed`)
  if (declared.target !== undefined && !targetDigest.startsWith(declared.target)) {
    objections.push(`the report is about ${declared.target.slice(0, 12)}, under review is ${targetDigest.slice(0, 12)}`)
  }
  if (declared.site !== undefined) {
    const wanted = new URL(declared.site).origin
    if (!reading.sites.includes(wanted)) objections.push(`the report does not cover ${wanted}`)
  }
  return objections
}

/** Places in the repository itself: a report of a scan of files names them. */
function placesOf(target: ScanTarget): Stage {
  const paths = new Set(target.files.map((file) => file.path))
  return {
    folder: target.root,
    files: target.files,
    bytes: 0,
    unexamined: [],
    absolute: (path, from = target.root) => resolve(from, path),
    original(path, from = target.root) {
      const own = recordPath(target.root, resolve(from, path))
      return paths.has(own) ? own : undefined
    },
  }
}
