/** What a person reads at the end of a review: the verdict, the evidence in short, every reason, and the next step. Pure. */
import { humanDuration } from "../../base/duration.ts"
import { printable } from "../../base/mask.ts"
import type { Outcome } from "../../base/outcome.ts"
import type { Paint } from "../../base/paint.ts"
import { isUnresolved } from "../findings/register.ts"
import type { Unexamined } from "../scans/engine.ts"
import type { Review } from "./run-review.ts"

const signs: Readonly<Record<Outcome, string>> = { pass: "✓", fail: "✗", not_run: "?", not_applicable: "–" }
const meanings: Readonly<Record<Outcome, Parameters<Paint>[0]>> = { pass: "good", fail: "bad", not_run: "unsure", not_applicable: "faint" }

const maxFindings = 8
const maxReasons = 12

export function renderReview(review: Review, paint: Paint): string {
  const { session, decision, scan, judgement } = review
  const sign = (outcome: Outcome) => paint(meanings[outcome], signs[outcome])
  return [
    "",
    `  ${verdict(review, paint)}`,
    `  ${paint("faint", subjectLine(review))}`,
    "",
    paint("strong", "  Scans"),
    ...Object.entries(scan.results.classes).map(([name, status]) => {
      const { critical, high, medium, low } = status.counts
      // Zeros of a scan that did not finish would read like a clean result.
      const silent = status.outcome === "not_applicable" || (status.outcome === "not_run" && critical + high + medium + low === 0)
      const counts = silent ? "" : `${critical} critical, ${high} high, ${medium} medium, ${low} low${status.incomplete ? ", incomplete" : ""}`
      return `  ${sign(status.outcome)} ${name.padEnd(13)} ${counts.padEnd(40)} ${paint("faint", status.outcome === "pass" ? toolsOf(review, name) : shorten(status.reasons[0] ?? "", 90))}`.trimEnd()
    }),
    "",
    paint("strong", "  Gates"),
    ...judgement.gates.map(
      (gate) =>
        `  ${gate.waiver === undefined ? sign(gate.outcome) : paint("unsure", "w")} ${gate.gate.padEnd(28)} ${shorten(gate.actual, 100)}${gate.waiver === undefined ? "" : ` (waived: ${gate.waiver})`}`,
    ),
    ...notReadLines(review, paint),
    ...findingLines(review, paint),
    ...reasonLines(review, paint),
    ...conditionLines(review, paint),
    "",
    `  ${paint("strong", "Evidence")}  ${session.evidence.path}/${scan.reused ? paint("faint", "  (scan results of unchanged content used again; --rescan runs them anew)") : ""}`,
    `  ${paint("strong", "Next")}      ${nextStep(review)}`,
    "",
  ].join("\n")

  function verdictColour(): Parameters<Paint>[0] {
    return decision.recommendation === "REJECT" ? "bad" : "good"
  }
  function verdict(one: Review, painted: Paint): string {
    const waiting = decision.recommendation === "REJECT" ? "" : approvalText(one)
    return `${painted(verdictColour(), decision.recommendation)}${waiting === "" ? "" : `  ${painted(one.approvals.verdict.outcome === "pass" ? "good" : "unsure", waiting)}`}`
  }
}

function approvalText({ approvals }: Review): string {
  const { verdict } = approvals
  if (verdict.outcome === "pass") return `approved by ${verdict.counted.map((one) => `${one.person} (${one.role})`).join(", ")}`
  if (verdict.outcome === "fail") return `PAUSED: rejected by ${verdict.rejectedBy.map((one) => `${one.person} (${one.role})`).join(", ")}`
  return `waiting for ${verdict.missing.map((step) => step.role).join(", ")}`
}

function subjectLine({ session, target, scan }: Review): string {
  const { intake, repository, classification } = session
  const commit =
    repository.head === undefined ? "no commit yet" : `${repository.head.slice(0, 12)}${session.dirty ? " with uncommitted changes" : ""}`
  const scanned = scan.results.tools.reduce((longest, tool) => Math.max(longest, tool.duration_ms), 0)
  return `${printable(intake.subject)} · ${intake.kind} · ${commit} · review ${classification.level === "None" ? "not demanded by the change" : classification.level.toLowerCase()} · ${target.files.length} files, ${(target.bytes / 1e6).toFixed(1)} MB in ${humanDuration(scanned)}`
}

function toolsOf({ scan }: Review, name: string): string {
  return scan.results.tools
    .filter((tool) => tool.class === name && tool.outcome === "pass")
    .map((tool) => tool.tool)
    .join(", ")
}

/** What no engine looked at, by reason: a submodule, a link, a path that the settings leave out. */
function notReadLines({ target }: Review, paint: Paint): string[] {
  const byReason = new Map<string, Unexamined[]>()
  for (const entry of [...target.skipped, ...target.excluded]) {
    const alike = byReason.get(entry.reason)
    if (alike) alike.push(entry)
    else byReason.set(entry.reason, [entry])
  }
  if (byReason.size === 0) return []
  return [
    "",
    paint("strong", "  Not read"),
    ...[...byReason].map(([reason, entries]) => {
      const names = entries.slice(0, 3).map((entry) => printable(entry.path))
      return `  ${names.join(", ")}${entries.length > names.length ? ` and ${entries.length - names.length} more` : ""}: ${shorten(printable(reason), 100)}`
    }),
  ]
}

function findingLines({ rows }: Review, paint: Paint): string[] {
  const open = rows.filter((row) => isUnresolved(row) && row.severity !== "info")
  if (open.length === 0) return []
  const shown = open.slice(0, maxFindings)
  return [
    "",
    paint("strong", "  Findings"),
    ...shown.map(
      (row) =>
        `  ${row.id}  ${paint(row.severity === "critical" || row.severity === "high" ? "bad" : "unsure", row.severity.padEnd(8))} ${shorten(printable(row.title), 60).padEnd(60)} ${paint("faint", printable(row.where))}`,
    ),
    ...(open.length > shown.length ? [paint("faint", `  and ${open.length - shown.length} more: tipstaff findings list`)] : []),
  ]
}

function reasonLines({ decision }: Review, paint: Paint): string[] {
  if (decision.reasons.length === 0) return []
  const shown = decision.reasons.slice(0, maxReasons)
  return [
    "",
    paint("strong", "  Why"),
    ...shown.map(
      (reason) =>
        `  ${reason.basis === "refused" ? paint("bad", "refused        ") : paint("unsure", "could not check")}  ${shorten(printable(reason.text), 160)}`,
    ),
    ...(decision.reasons.length > shown.length
      ? [paint("faint", `  and ${decision.reasons.length - shown.length} more in disposition-record.md`)]
      : []),
  ]
}

function conditionLines({ decision }: Review, paint: Paint): string[] {
  if (decision.conditions.length === 0) return []
  return [
    "",
    paint("strong", "  Conditions"),
    ...decision.conditions
      .slice(0, maxReasons)
      .map((condition) => `  ${condition.due}  ${printable(condition.owner || "nobody")}: ${shorten(printable(condition.text), 120)}`),
  ]
}

export function nextStep(review: Review): string {
  const { decision, approvals, session } = review
  const first = decision.reasons.find((reason) => reason.basis === "refused") ?? decision.reasons[0]
  if (first) return printable(first.next)
  const [step] = approvals.verdict.missing
  if (approvals.verdict.outcome === "fail") return "settle the disagreement; the one who rejected approves, or the evidence changes"
  if (step && session.people.unpinned && approvals.invalid.length > 0)
    return "tipstaff trust accept, when the people tipstaff.yaml lists are the right ones: nobody is trusted on this machine yet"
  if (step) return session.people.problem ?? `tipstaff approve --role ${step.role}`
  return "tipstaff certificate issue"
}

function shorten(text: string, length: number): string {
  const flat = text.replace(/\s+/g, " ")
  return flat.length <= length ? flat : `${flat.slice(0, length - 1)}…`
}
