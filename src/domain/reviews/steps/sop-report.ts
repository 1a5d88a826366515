/** Files the procedure's own Security Review Report, and the vendor note, once the assessment is complete. */
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { isoDate } from "../../../base/clock.ts"
import { Refusal } from "../../../base/errors.ts"
import { readTextIfPresent } from "../../../platform/files.ts"
import { fileReport, reportName, type ReportKind } from "../assessment/filing.ts"
import { renderSopReport, sopVerdicts, type SopReport } from "../assessment/sop-report.ts"
import type { Review } from "../run-review.ts"
import { renderVendorNote } from "../vendor/note.ts"

/** Nothing is filed while an applicable item is unanswered: the procedure files at its end. */
export async function fileSopReport(review: Review): Promise<void> {
  const { session, assessed } = review
  if (!assessed.report.complete) return
  const { root, reportsFolder, intake, now, world } = session
  try {
    await fileOnce(root, reportsFolder, "security-review", intake.subject, now, renderSopReport(sopReportOf(review)))
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    world.terminal.note(`the Security Review Report was not filed: ${thrown.message}`)
  }
  const { vendor, subject } = assessed.assessment
  if (subject.kind === "vendor") await fileOnce(root, reportsFolder, "vendor-assessment", vendor.name, now, renderVendorNote(vendor, now))
}

export function sopReportOf({ session, assessed, decision, exceptions, rows }: Review): SopReport {
  const { exposure } = assessed.assessment
  const surfaces = [...exposure.attack_surface, ...(exposure.other_surface === "" ? [] : [exposure.other_surface])]
  const accepted = exceptions.judged.filter(({ record, active }) => active && record.kind !== "gate_waiver")
  return {
    subject: session.intake.subject,
    date: isoDate(session.now),
    scope: session.intake.scope,
    ...sopVerdicts(assessed.report),
    attackSurface: {
      description: surfaces.length === 0 ? "none" : surfaces.join(", "),
      verdict: exposure.verdict === "ACCEPTABLE" ? "ACCEPTABLE" : "NEEDS MITIGATION",
    },
    openRisks: accepted.map(({ record }) => ({
      risk: `${record.rule} ${rows.find((row) => row.id === record.rule)?.title ?? ""}`.trim(),
      rationale: record.reason,
    })),
    recommendation: decision.recommendation,
    conditions: decision.conditions,
  }
}

/** A second run with the same result adds no second report. */
async function fileOnce(root: string, folder: string, kind: ReportKind, name: string, at: number, text: string): Promise<void> {
  const stem = reportName(kind, name, at).replace(/\.md$/, "")
  const present = await readdir(join(root, folder)).catch(() => [])
  for (const file of present.filter((entry) => entry.startsWith(stem))) {
    if ((await readTextIfPresent(join(root, folder, file))) === text) return
  }
  await fileReport(root, folder, kind, name, at, text)
}
