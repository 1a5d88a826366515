/** What an assessment proves, item by item: passes, fails, and what nobody has answered. Pure. */
import { isoDate, type Instant } from "../../../base/clock.ts"
import { day } from "../../../base/duration.ts"
import type { Outcome } from "../../../base/outcome.ts"
import type { Severity } from "../../../base/severity.ts"
import { fingerprintOf, type Finding } from "../../findings/finding.ts"
import type { Condition, Halt, Reason } from "../decide.ts"
import { cooProceeds, isUnknown, unconfirmed, vendorHalts } from "../vendor/tasks.ts"
import { applicability, type AssessedArea, type Assessment, type ChecklistAnswer } from "./assessment.ts"
import { checklistItems, controlAreas, whyNotApplicable, type ChecklistItem, type ChecklistItemId, type ControlArea } from "./checklist.ts"
import { checkCredential, defaultCredentialPolicy, type CredentialCheck, type CredentialPolicy } from "./credentials.ts"

/** What a scanner says about a question that is also answered by hand. */
export interface MachineFact {
  readonly item: ChecklistItemId
  readonly outcome: Outcome
  readonly detail: string
}

export interface AssessmentFacts {
  readonly now: Instant
  readonly policy?: CredentialPolicy
  readonly machine: readonly MachineFact[]
}

export interface JudgedItem {
  readonly id: string
  readonly label: string
  readonly outcome: Outcome
  readonly detail: string
}

export interface GapFinding {
  readonly finding: Finding
  readonly owner: string
}

export interface AssessmentReport {
  readonly items: readonly JudgedItem[]
  /** True when nothing applicable is unanswered; the answers may still be bad. */
  readonly complete: boolean
  /** What fails and what is unanswered, for the decision. */
  readonly reasons: readonly Reason[]
  readonly halts: readonly Halt[]
  /** Duties that stay open when a vendor is taken without a confirmation. */
  readonly conditions: readonly Condition[]
  readonly findings: readonly GapFinding[]
}

export function judgeAssessment(assessment: Assessment, facts: AssessmentFacts): AssessmentReport {
  const credentials = assessment.credentials.flatMap((credential) => checkCredential(credential, facts.policy ?? defaultCredentialPolicy, facts.now))
  const controls = assessment.subject.form === "light" ? [] : controlAreas.map((area) => judgeControl(area, assessment, facts.now))
  const checklist = checklistItems.map((item) => judgeItem(item, assessment, credentials, facts))
  const items = [...judgeScope(assessment), ...controls, ...checklist]
  return {
    items,
    complete: items.every((item) => item.outcome !== "not_run"),
    reasons: items.flatMap(reasonOf),
    halts: [...pauses(assessment), ...(assessment.subject.kind === "vendor" ? vendorHalts(assessment.vendor) : [])],
    conditions: vendorConditions(assessment, facts.now),
    findings: [...controlGaps(assessment), ...failedItems(checklist, assessment, facts.machine)],
  }
}

function reasonOf(item: JudgedItem): Reason[] {
  if (item.outcome === "fail")
    return [{ basis: "refused", text: `${item.label}: ${item.detail}`, next: "remedy it, then assess it again in manual-assessment.md" }]
  if (item.outcome === "not_run")
    return [{ basis: "could_not_check", text: `${item.label}: ${item.detail}`, next: "answer it in manual-assessment.md, or run tipstaff assess" }]
  return []
}

function judgeScope({ subject, exposure }: Assessment): JudgedItem[] {
  const surfaces = [...exposure.attack_surface, ...(exposure.other_surface.trim() === "" ? [] : [exposure.other_surface])]
  const named = [
    ...(subject.kind === "" ? ["kind of subject"] : []),
    ...(subject.name.trim() === "" ? ["subject"] : []),
    ...(subject.scope.trim() === "" ? ["scope"] : []),
    ...(subject.reviewer.trim() === "" ? ["reviewer"] : []),
  ]
  const wrongReviewer = subject.reviewer.trim() !== "" && subject.reviewer.trim() !== "security.ops"
  return [
    {
      id: "scope.subject",
      label: "step 1, what is reviewed",
      outcome: named.length > 0 ? "not_run" : wrongReviewer ? "fail" : "pass",
      detail: named.length > 0 ? `not named: ${named.join(", ")}` : wrongReviewer ? "the reviewer is not security.ops" : subject.name,
    },
    answered("scope.data", "step 1, data touched", exposure.data.join(", ")),
    answered("scope.attack-surface", "step 1, attack surface", surfaces.join(", ")),
    answered("scope.blast-radius", "step 1, blast radius", exposure.blast_radius),
    answered("scope.attack-surface-verdict", "step 1, verdict on the attack surface", exposure.verdict),
  ]
}

function answered(id: string, label: string, answer: string): JudgedItem {
  return answer === "" ? { id, label, outcome: "not_run", detail: "not answered" } : { id, label, outcome: "pass", detail: answer }
}

function judgeControl(area: ControlArea, assessment: Assessment, now: Instant): JudgedItem {
  const base = { id: `control.${area.name.replaceAll(" ", "-")}`, label: `control ${area.name}` }
  const control = assessment.controls.find((each) => each.name === area.name)
  if (!control) return { ...base, outcome: "not_run", detail: "missing from the assessment" }
  return { ...base, ...judgeStatus(area, control, now) }
}

function judgeStatus(area: ControlArea, control: AssessedArea, now: Instant): Pick<JudgedItem, "outcome" | "detail"> {
  switch (control.status) {
    case "Not Assessed":
      return { outcome: "not_run", detail: "not assessed" }
    case "Gap":
      return { outcome: "fail", detail: `gap: ${control.reason.trim() || "not described"}${control.owner.trim() === "" ? " (no owner)" : ""}` }
    case "Not Applicable":
      if (!area.mayBeNotApplicable) return { outcome: "fail", detail: "this control cannot be left out as not applicable" }
      return control.reason.trim() === ""
        ? { outcome: "not_run", detail: "Not Applicable without a reason" }
        : { outcome: "not_applicable", detail: control.reason }
    case "Verified": {
      const unproven = unprovenBy(control, now, control.evidence)
      return unproven === undefined
        ? { outcome: "pass", detail: `Verified by ${control.assessor} on ${control.date}` }
        : { outcome: "not_run", detail: `Verified ${unproven}` }
    }
  }
}

/** Undefined when somebody answers for it on a day that has come. */
function unprovenBy({ assessor, date }: { readonly assessor: string; readonly date: string }, now: Instant, evidence?: string): string | undefined {
  const missing = [
    ...(evidence !== undefined && evidence.trim() === "" ? ["evidence"] : []),
    ...(assessor.trim() === "" ? ["assessor"] : []),
    ...(date === "" ? ["date"] : []),
  ]
  if (missing.length > 0) return `without ${missing.join(", ")}`
  // A date is written in the assessor's own zone, which may be a day ahead of UTC.
  return date > isoDate(now + day) ? `on ${date}, which has not come` : undefined
}

// Where a person's word alone is not the answer: the scanner's result must be attached.
const needsScanner: ReadonlySet<ChecklistItemId> = new Set(["no-hardcoded", "plaintext-patterns"])

function judgeItem(
  item: ChecklistItem & { readonly id: ChecklistItemId },
  assessment: Assessment,
  credentials: readonly CredentialCheck[],
  facts: AssessmentFacts,
): JudgedItem {
  const base = { id: item.id, label: item.question }
  const given = assessment.checklist.find((each) => each.id === item.id)
  const machine = facts.machine.filter((fact) => fact.item === item.id)
  const failures = [
    ...(given?.answer === "FAIL" ? [given.notes.trim() || "answered FAIL"] : []),
    ...credentials.filter((check) => check.item === item.id && check.outcome === "fail").map((check) => `${check.credential}: ${check.detail}`),
    ...machine.filter((fact) => fact.outcome === "fail").map((fact) => fact.detail),
  ]
  const why = whyNotApplicable(item, applicability(assessment))
  if (why !== undefined)
    return failures.length > 0 ? { ...base, outcome: "fail", detail: failures.join("; ") } : { ...base, outcome: "not_applicable", detail: why }
  failures.push(...vendorFailures(item.id, assessment))
  if (failures.length > 0) return { ...base, outcome: "fail", detail: failures.join("; ") }
  const missing = unansweredBy(given, facts.now)
  if (missing !== undefined) return { ...base, outcome: "not_run", detail: missing }
  if (needsScanner.has(item.id) && !machine.some((fact) => fact.outcome === "pass")) {
    return { ...base, outcome: "not_run", detail: machine[0]?.detail ?? "no scan result is attached" }
  }
  const unfinished = machine.find((fact) => fact.outcome === "not_run")
  if (unfinished) return { ...base, outcome: "not_run", detail: unfinished.detail }
  if (item.group === "credentials" && item.id !== "no-hardcoded" && assessment.credentials.length === 0 && given!.notes.trim() === "") {
    return { ...base, outcome: "not_run", detail: "no credential is recorded, and no note says why there is none" }
  }
  return { ...base, outcome: "pass", detail: given!.notes.trim() || `PASS by ${given!.assessor} on ${given!.date}` }
}

function unansweredBy(given: ChecklistAnswer | undefined, now: Instant): string | undefined {
  if (!given || given.answer === "") return "not answered"
  if (given.answer === "N/A") return "applies to this subject, so N/A is no answer"
  const unproven = unprovenBy(given, now)
  return unproven === undefined ? undefined : `${given.answer} ${unproven}`
}

function vendorFailures(id: ChecklistItemId, { vendor }: Assessment): string[] {
  const proceeds = cooProceeds(vendor)
  switch (id) {
    case "residency":
      return isUnknown(vendor.residency) && !proceeds ? ["the vendor's data residency is not confirmed"] : []
    case "deletion":
      return isUnknown(vendor.deletion_policy) && !proceeds ? ["the vendor's data deletion policy is not confirmed"] : []
    case "soc2":
      return isUnknown(vendor.soc2_evidence) && isUnknown(vendor.soc2_gap) ? ["neither evidence of SOC 2 or an equivalent nor a documented gap"] : []
    case "legal-forward":
      if (vendor.holds_customer_data === "") return ["nobody has said whether the vendor will hold customer data"]
      return vendor.holds_customer_data === "yes" && (vendor.contract_reviewed_by.trim() === "" || vendor.contract_reviewed_on === "")
        ? ["legal.exec has not reviewed the contract"]
        : []
    default:
      return []
  }
}

const conditionDays = 90

function vendorConditions(assessment: Assessment, now: Instant): Condition[] {
  if (assessment.subject.kind !== "vendor" || !cooProceeds(assessment.vendor)) return []
  return unconfirmed(assessment.vendor).map((what) => ({
    text: `obtain the vendor's confirmed ${what} (the COO decided on ${assessment.vendor.coo_decided_on} to proceed without it)`,
    owner: "coo",
    due: isoDate(now + conditionDays * day),
  }))
}

/** A gap in a critical control pauses the review until the control is remedied and assessed again. */
function pauses(assessment: Assessment): Halt[] {
  return assessment.controls
    .filter((control) => control.status === "Gap" && areaOf(control).critical)
    .map((control) => ({
      state: "PAUSED",
      reason: `critical control gap: ${control.name}${control.reason.trim() === "" ? "" : `: ${control.reason.trim()}`}`,
      next: "implement the control or a compensating control, then repeat the assessment",
    }))
}

function areaOf(control: AssessedArea): ControlArea {
  return controlAreas.find((area) => area.name === control.name)!
}

/** MITRE CWE and OWASP Top 10 2021 classes of a gap, by control. */
const classes: Readonly<Record<string, { readonly cwe: readonly string[]; readonly owasp: readonly string[] }>> = {
  authentication: { cwe: ["CWE-287"], owasp: ["A07:2021"] },
  authorization: { cwe: ["CWE-862"], owasp: ["A01:2021"] },
  "data protection": { cwe: ["CWE-311"], owasp: ["A02:2021"] },
  "multi-tenancy": { cwe: ["CWE-668"], owasp: ["A01:2021"] },
  configuration: { cwe: ["CWE-1188"], owasp: ["A05:2021"] },
  "secrets management": { cwe: ["CWE-522"], owasp: ["A07:2021"] },
}

function controlGaps(assessment: Assessment): GapFinding[] {
  return assessment.controls
    .filter((control) => control.status === "Gap")
    .map((control) => {
      const severity: Severity = control.severity === "" ? (areaOf(control).critical ? "critical" : "medium") : control.severity
      return {
        owner: control.owner.trim(),
        finding: manualFinding(
          "control-gap",
          control.name,
          severity,
          `Gap in ${control.name}`,
          control.reason.trim() || "The assessment does not describe the gap.",
          classes[control.name],
        ),
      }
    })
}

// What a scanner found is a finding already; here is only what people and records add.
function failedItems(items: readonly JudgedItem[], assessment: Assessment, machine: readonly MachineFact[]): GapFinding[] {
  const answerTo = (id: string) => assessment.checklist.find((each) => each.id === id)?.answer
  const scanned = (id: string) => machine.some((fact) => fact.item === id && fact.outcome === "fail")
  return items
    .filter((item) => item.outcome === "fail" && (answerTo(item.id) === "FAIL" || !scanned(item.id)))
    .map((item) => ({
      owner: assessment.checklist.find((each) => each.id === item.id)?.assessor.trim() ?? "",
      finding: manualFinding("checklist", item.id, "high", `Failed: ${item.label}`, item.detail, undefined),
    }))
}

// Keyed by the question, not by the words of the answer: rewording a gap does not make it a new one.
function manualFinding(
  rule: string,
  id: string,
  severity: Severity,
  title: string,
  message: string,
  classified: { readonly cwe: readonly string[]; readonly owasp: readonly string[] } | undefined,
): Finding {
  return {
    fingerprint: fingerprintOf("manual", rule, id),
    class: "manual",
    severity,
    confidence: "high",
    title,
    message,
    remediation: "Implement the control or a compensating control, then repeat the assessment.",
    cwe: classified?.cwe ?? [],
    owasp: classified?.owasp ?? [],
    aliases: [],
    sources: [{ tool: "manual-assessment", version: "1", rule: `${rule}:${id}` }],
  }
}

/** Controls that the gate refused and that nobody has assessed since; `failed` holds the day of each refusal by the control's name. */
export function notRepeated(failed: Readonly<Record<string, string>>, { controls }: Pick<Assessment, "controls">): string[] {
  return Object.entries(failed)
    .filter(([name, refusedOn]) => (controls.find((control) => control.name === name)?.date ?? "") < refusedOn)
    .map(([name]) => name)
}

export const riskLevels = ["low", "medium", "high"] as const

export type RiskLevel = (typeof riskLevels)[number]

/** A suggestion: credentials or customer data raise it by one, a cross-system blast radius by one more. Blank counts as bad. */
export function suggestedRisk({ exposure }: Pick<Assessment, "exposure">): RiskLevel {
  const sensitive = exposure.data.length === 0 || exposure.data.includes("credentials") || exposure.data.includes("customer data")
  const wide = exposure.blast_radius !== "isolated"
  return riskLevels[Number(sensitive) + Number(wide)]!
}
