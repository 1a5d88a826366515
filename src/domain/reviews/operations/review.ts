/** Handler of `tipstaff review`. */
import { appendFile } from "node:fs/promises"
import type { Handler } from "../../../base/operation.ts"
import { painter } from "../../../base/paint.ts"
import type { ReviewRequest } from "../steps/open.ts"
import { renderReview, nextStep } from "../render-review.ts"
import { exitCodeOf, runReview, type Review } from "../run-review.ts"

export interface ReviewInput extends ReviewRequest {
  readonly githubSummary: boolean
}

export function reviewHandler(version: string): Handler<ReviewInput, Readonly<Record<string, unknown>>> {
  return async (world, input) => {
    const review = await runReview(world, input, version)
    const text = renderReview(review, painter(world.terminal.colour))
    const summary = world.env["GITHUB_STEP_SUMMARY"]
    if (input.githubSummary && summary) await appendFile(summary, githubSummary(review))
    return { exitCode: exitCodeOf(review), data: dataOf(review), text }
  }
}

function dataOf(review: Review): Readonly<Record<string, unknown>> {
  const { session, decided, scan, approvals, rows, target } = review
  const { record } = decided
  return {
    review_id: record.review_id,
    recommendation: record.recommendation,
    approved: approvals.verdict.outcome === "pass" && record.recommendation !== "REJECT",
    waiting_for: approvals.verdict.missing.map((step) => step.role),
    subject: record.subject,
    level: record.level,
    sensitivity: record.sensitivity,
    profile: record.profile,
    policy_pack: record.policy_pack,
    reasons: record.reasons,
    conditions: record.conditions,
    gates: record.gates,
    classes: scan.results.classes,
    summary: scan.results.summary,
    findings: rows.map((row) => ({
      id: row.id,
      severity: row.severity,
      status: row.status,
      title: row.title,
      where: row.where,
      owner: row.owner,
      class: row.class,
      source: row.source,
    })),
    not_read: [...target.skipped, ...target.excluded],
    evidence: { folder: session.evidence.path, files: record.evidence },
    scan_reused: scan.reused,
    next: nextStep(review),
  }
}

/** Markdown for the summary page of a GitHub job. */
export function githubSummary(review: Review): string {
  const { decided, scan, rows } = review
  const { record } = decided
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replace(/\s+/g, " ")
  const worst = rows.filter((row) => row.severity === "critical" || row.severity === "high").slice(0, 20)
  return [
    `## Security review: ${record.recommendation}`,
    "",
    "| Scan class | Outcome | Critical | High | Medium | Low |",
    "|---|---|---|---|---|---|",
    ...Object.entries(scan.results.classes).map(
      ([name, { outcome, counts }]) => `| ${name} | ${outcome} | ${counts.critical} | ${counts.high} | ${counts.medium} | ${counts.low} |`,
    ),
    "",
    "| Gate | Outcome | Actual |",
    "|---|---|---|",
    ...record.gates.map((gate) => `| ${gate.gate} | ${gate.outcome} | ${cell(gate.actual)} |`),
    "",
    ...record.reasons.slice(0, 20).map((reason) => `- **${reason.basis === "refused" ? "refused" : "could not check"}** ${cell(reason.text)}`),
    "",
    ...(worst.length > 0
      ? [
          "| Finding | Severity | Title | Where |",
          "|---|---|---|---|",
          ...worst.map((row) => `| ${row.id} | ${row.severity} | ${cell(row.title)} | ${cell(row.where)} |`),
          "",
        ]
      : []),
    `Next: ${cell(nextStep(review))}`,
    "",
  ].join("\n")
}
