/** security-review-report.md: the whole review on one page, for the quality audit. Pure. */
import { isoTime, type Instant } from "../../../base/clock.ts"
import { printable } from "../../../base/mask.ts"
import { countSeverities } from "../../../base/severity.ts"
import { isUnresolved, type RegisterRow } from "../../findings/register.ts"
import { isLate } from "../../findings/sla.ts"
import type { ScanResults } from "../../scans/run-results.ts"
import type { DecisionRecord } from "./decision-record.ts"

export interface ClassifiedWork {
  readonly label: string
  readonly level: string
  readonly trigger: string
}

export interface ReportFacts {
  readonly decision: DecisionRecord
  readonly results: ScanResults
  readonly rows: readonly RegisterRow[]
  readonly controls: readonly { readonly name: string; readonly status: string; readonly assessor: string; readonly evidence: string }[]
  readonly regulations: readonly { readonly control: string; readonly items: readonly string[]; readonly skipped: string }[]
  readonly work: readonly ClassifiedWork[]
  readonly excluded: readonly { readonly path: string; readonly reason: string }[]
  readonly council: string | undefined
  readonly exceptions: readonly { readonly id: string; readonly rule: string; readonly state: string }[]
  readonly now: Instant
}

export function renderReviewReport(facts: ReportFacts): string {
  const { decision } = facts
  return [
    `# Security review ${decision.review_id}`,
    "",
    ...(decision.policy_pack.status === "Draft"
      ? [`> The policy pack ${decision.policy_pack.id} ${decision.policy_pack.version} is a draft: not yet mandatory until the COO activates it.`, ""]
      : []),
    `**${decision.recommendation}** for ${line(decision.subject.name)} (${decision.subject.kind}), commit ${decision.subject.commit ?? "none"}${decision.subject.dirty ? " with uncommitted changes" : ""}.`,
    "",
    ...bullets(
      decision.reasons.map(
        (reason) => `${reason.basis === "refused" ? "Checked and refused" : "Could not check"}: ${reason.text}. Next: ${reason.next}`,
      ),
      "No reason stands against it.",
    ),
    "",
    "## What made the review necessary",
    "",
    ...bullets(
      facts.work.map((work) => `${work.level}: ${work.label} (${work.trigger})`),
      "No listed kind of work was found in the change.",
    ),
    "",
    "## Security",
    "",
    "| Scan class | Outcome | Critical | High | Medium | Low | Why |",
    "|---|---|---|---|---|---|---|",
    ...Object.entries(facts.results.classes).map(
      ([name, status]) =>
        `| ${name} | ${status.outcome}${status.incomplete ? ", incomplete" : ""} | ${status.counts.critical} | ${status.counts.high} | ${status.counts.medium} | ${status.counts.low} | ${line(status.reasons.slice(0, 3).join("; "))} |`,
    ),
    "",
    "| Tool | Version | Outcome | Files | Seconds |",
    "|---|---|---|---|---|",
    ...facts.results.tools
      .filter((tool) => tool.absent !== true)
      .map((tool) => `| ${tool.tool} | ${line(tool.version)} | ${tool.outcome} | ${tool.examined.files} | ${(tool.duration_ms / 1000).toFixed(1)} |`),
    "",
    ...(facts.excluded.length > 0
      ? [
          `${facts.excluded.length} file(s) were excluded by settings, with the reasons given there: ${line([...new Set(facts.excluded.map((entry) => entry.reason))].join("; "))}.`,
          "",
        ]
      : []),
    "## Privacy and controls",
    "",
    "| Control | Status | Assessor | Evidence |",
    "|---|---|---|---|",
    ...facts.controls.map((control) => `| ${line(control.name)} | ${line(control.status)} | ${line(control.assessor)} | ${line(control.evidence)} |`),
    "",
    "## Compliance",
    "",
    ...bullets(
      facts.regulations.map((one) => `${one.control}: ${one.skipped === "" ? one.items.join(", ") : `skipped, ${one.skipped}`}`),
      "No regulatory control was named.",
    ),
    "",
    "## Residual risks",
    "",
    "| Finding | Severity | Title | Where | Owner | Due | Mitigation |",
    "|---|---|---|---|---|---|---|",
    ...facts.rows.filter(isUnresolved).map((row) => residual(row, facts.now)),
    "",
    "## Exceptions",
    "",
    ...bullets(
      facts.exceptions.map((exception) => `${exception.id} for ${exception.rule}: ${exception.state}`),
      "None.",
    ),
    "",
    ...(facts.council === undefined ? [] : ["## Council", "", facts.council, ""]),
    `Findings: ${JSON.stringify(countSeverities(facts.rows.filter(isUnresolved)))}`,
    "",
  ].join("\n")
}

function residual(row: RegisterRow, now: Instant): string {
  const due = row.dueAt === undefined ? "no SLA" : `${isoTime(row.dueAt)}${isLate(row.dueAt, now) ? " (late)" : ""}`
  const mitigation = row.acceptance === "" ? row.remediationPlan || "none" : `accepted: ${row.acceptance}`
  return `| ${row.id} | ${row.severity} | ${line(row.title)} | ${line(row.where)} | ${line(row.owner) || "nobody"} | ${due} | ${line(mitigation)} |`
}

function bullets(items: readonly string[], none: string): string[] {
  return items.length === 0 ? [none] : items.map((item) => `- ${line(item)}`)
}

function line(text: string): string {
  return printable(text.replace(/\s+/g, " ").trim()).replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("<", "&lt;")
}
