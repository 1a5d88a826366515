/** The Security Review Report, in the review procedure's own layout and under its rules. Pure. */
import { Refusal } from "../../../base/errors.ts"
import { printable } from "../../../base/mask.ts"
import { recommendations, type Condition, type Recommendation } from "../decide.ts"
import { isCalendarDate } from "./assessment.ts"
import type { AssessmentReport } from "./judge.ts"

export const reportVerdicts = ["PASS", "FAIL", "N/A"] as const

export type ReportVerdict = (typeof reportVerdicts)[number]

export interface Verdict {
  readonly verdict: ReportVerdict
  readonly notes: string
}

export interface AcceptedRisk {
  readonly risk: string
  readonly rationale: string
}

export interface SopReport {
  /** Integration, vendor or code change under review. */
  readonly subject: string
  /** `2026-11-20`. */
  readonly date: string
  readonly scope: string
  readonly credentialHandling: Verdict
  readonly minimumPermission: Verdict
  readonly attackSurface: { readonly description: string; readonly verdict: "ACCEPTABLE" | "NEEDS MITIGATION" }
  readonly vendorAssessment: Verdict
  readonly openRisks: readonly AcceptedRisk[]
  readonly recommendation: Recommendation
  readonly conditions: readonly Condition[]
}

const rule = "─".repeat(30)

/** Everything that the procedure forbids in this report; empty when it may be filed. */
export function sopReportProblems(report: SopReport): string[] {
  const problems: string[] = []
  const filled = { Subject: report.subject, Scope: report.scope, "Attack surface": report.attackSurface.description }
  for (const [label, value] of Object.entries(filled)) if (value.trim() === "") problems.push(`${label} is empty`)
  if (!isCalendarDate(report.date)) problems.push("Date is not a date as YYYY-MM-DD")
  const verdicts = {
    "Credential handling": report.credentialHandling,
    "Minimum permission": report.minimumPermission,
    "Vendor assessment": report.vendorAssessment,
  }
  for (const [label, { verdict, notes }] of Object.entries(verdicts)) {
    if (!reportVerdicts.includes(verdict)) problems.push(`${label} must be PASS, FAIL or N/A`)
    if (notes.trim() === "") problems.push(`${label} has no notes`)
  }
  if (report.attackSurface.verdict !== "ACCEPTABLE" && report.attackSurface.verdict !== "NEEDS MITIGATION")
    problems.push("Attack surface must be ACCEPTABLE or NEEDS MITIGATION")
  for (const { risk, rationale } of report.openRisks) {
    if (risk.trim() === "") problems.push("an accepted risk is not named")
    else if (rationale.trim() === "") problems.push(`the accepted risk ${printable(risk)} has no rationale`)
  }
  if (!recommendations.includes(report.recommendation)) problems.push(`Recommendation must be ${recommendations.join(", ")}`)
  if (report.recommendation === "APPROVE") {
    const failed = Object.entries(verdicts)
      .filter(([, { verdict }]) => verdict === "FAIL")
      .map(([label]) => label)
    if (failed.length > 0) problems.push(`${failed.join(" and ")} FAIL: a plain APPROVE is not possible`)
    // Product default: a mitigation that is needed is a condition.
    if (report.attackSurface.verdict === "NEEDS MITIGATION") problems.push("the attack surface needs mitigation: a plain APPROVE is not possible")
    if (report.conditions.length > 0) problems.push("an approval with conditions is an APPROVE WITH CONDITIONS")
  }
  if (report.recommendation === "APPROVE WITH CONDITIONS" && report.conditions.length === 0)
    problems.push("APPROVE WITH CONDITIONS needs at least one condition")
  for (const { text, owner, due } of report.conditions) {
    if (text.trim() === "") problems.push("a condition says nothing")
    else if (owner.trim() === "") problems.push(`the condition ${printable(text)} has no owner`)
    else if (!isCalendarDate(due.slice(0, 10))) problems.push(`the condition ${printable(text)} has no due date`)
  }
  return problems
}

/** The text of the report, ending with a line break. Throws the refusal `report/not-allowed` with every problem. */
export function renderSopReport(report: SopReport): string {
  const problems = sopReportProblems(report)
  if (problems.length > 0)
    throw new Refusal("report/not-allowed", `this report cannot be filed: ${problems.join("; ")}`, {
      next: "correct what it names, then file it again",
    })
  const risks = report.openRisks.map(({ risk, rationale }) => `${line(risk)} (${line(rationale)})`).join("; ")
  const conditions = report.conditions.map(({ text, owner, due }) => `- ${line(text)} (owner: ${line(owner)}, due: ${due.slice(0, 10)})`)
  return [
    "SECURITY REVIEW REPORT",
    rule,
    `Subject: ${line(report.subject)}`,
    `Date: ${report.date}`,
    "Reviewer: security.ops",
    `Scope: ${line(report.scope)}`,
    `Credential handling: ${verdictText(report.credentialHandling)}`,
    `Minimum permission: ${verdictText(report.minimumPermission)}`,
    `Attack surface: ${line(report.attackSurface.description)} — ${report.attackSurface.verdict}`,
    `Vendor assessment: ${verdictText(report.vendorAssessment)}`,
    `Open risks: ${risks === "" ? "none" : risks}`,
    `Recommendation: ${report.recommendation}`,
    `Conditions (if any):${conditions.length === 0 ? " none" : ""}`,
    ...conditions,
  ]
    .join("\n")
    .concat("\n")
}

// One line to a field: a note with a line break could forge the field below it.
function line(text: string): string {
  return printable(text.replaceAll(/\s+/g, " ").trim())
}

function verdictText({ verdict, notes }: Verdict): string {
  return `${verdict} — ${line(notes)}`
}

const reportItems = {
  credentialHandling: ["credential-store", "no-hardcoded", "rotation", "plaintext-patterns", "error-exposure"],
  minimumPermission: ["minimum-permission"],
  vendorAssessment: ["residency", "soc2", "deletion", "assessment-note", "legal-forward"],
} as const

/** The three verdicts as the assessed items give them; an item that nobody answered is a FAIL, never a pass. */
export function sopVerdicts(report: Pick<AssessmentReport, "items">): Pick<SopReport, keyof typeof reportItems> {
  const verdictOf = (ids: readonly string[]): Verdict => {
    const items = report.items.filter((item) => ids.includes(item.id))
    const bad = items.filter((item) => item.outcome === "fail" || item.outcome === "not_run")
    if (bad.length > 0) return { verdict: "FAIL", notes: bad.map((item) => `${item.id}: ${item.detail}`).join("; ") }
    const passed = items.filter((item) => item.outcome === "pass")
    if (passed.length > 0) return { verdict: "PASS", notes: passed.map((item) => `${item.id}: ${item.detail}`).join("; ") }
    return items.length === 0
      ? { verdict: "FAIL", notes: "not assessed" }
      : { verdict: "N/A", notes: [...new Set(items.map((item) => item.detail))].join("; ") }
  }
  return {
    credentialHandling: verdictOf(reportItems.credentialHandling),
    minimumPermission: verdictOf(reportItems.minimumPermission),
    vendorAssessment: verdictOf(reportItems.vendorAssessment),
  }
}
