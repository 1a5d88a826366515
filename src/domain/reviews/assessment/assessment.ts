/** What people assess by hand in a review, as one record. Blank text means that nobody has answered. */
import { z } from "zod"
import { isoDate } from "../../../base/clock.ts"
import { severities } from "../../../base/severity.ts"
import {
  answers,
  checklistItems,
  controlAreas,
  controlStatuses,
  subjectKinds,
  whyNotApplicable,
  type ChecklistItemId,
  type ControlName,
} from "./checklist.ts"

export const dataKinds = ["credentials", "customer data", "internal configs", "code"] as const
export const attackSurfaces = ["external API", "webhook", "agent tool call", "file write"] as const
export const blastRadii = ["isolated", "cross-system"] as const
export const surfaceVerdicts = ["ACCEPTABLE", "NEEDS MITIGATION"] as const

const maxText = 20_000
const text = z.string().max(maxText).default("")
const yesNo = z.enum(["yes", "no", ""]).default("")

/** `2026-11-20`, a day of the calendar, or blank. */
const date = z
  .string()
  .refine((value) => value === "" || isCalendarDate(value), "must be a date as YYYY-MM-DD")
  .default("")

export function isCalendarDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const at = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(at) && isoDate(at) === value
}

const scope = z
  .string()
  .max(200)
  .regex(/^[^\s,]+$/, "a scope is one word without commas")

/** `90 days`, `never`, or blank, which means the default of 90 days. */
const rotation = z
  .string()
  .regex(/^(?:|never|[1-9]\d{0,3} days)$/, 'must be a number of days such as "90 days", or "never"')
  .default("")

const unique = <T>(list: readonly T[]): boolean => new Set(list).size === list.length

export const controlSchema = z.strictObject({
  name: z.enum(controlAreas.map((area) => area.name) as [ControlName, ...ControlName[]]),
  status: z.enum(controlStatuses).default("Not Assessed"),
  evidence: text,
  /** Why it does not apply, or what the gap is. */
  reason: text,
  assessor: text,
  date,
  /** Who closes the gap. */
  owner: text,
  /** Of the gap; blank takes the default of the control. */
  severity: z.enum([...severities, ""]).default(""),
})

export const checklistSchema = z.strictObject({
  id: z.enum(checklistItems.map((item) => item.id) as [ChecklistItemId, ...ChecklistItemId[]]),
  answer: z.enum(answers).default(""),
  notes: text,
  assessor: text,
  date,
})

export const credentialSchema = z.strictObject({
  name: z.string().min(1).max(200),
  /** A reference into a secret store; never the value. */
  location: z.string().max(500).default(""),
  needed_scopes: z.array(scope).max(200).default([]),
  granted_scopes: z.array(scope).max(200).default([]),
  rotation,
  /** Issued or last rotated. */
  rotated_on: date,
  /** Why it is never rotated. */
  reason: text,
})

export const vendorSchema = z.strictObject({
  name: text,
  /** A holds our or customer data; B integrates without storage; C tool without persistence; D free and internal. */
  class: z.enum(["A", "B", "C", "D", ""]).default(""),
  residency: text,
  soc2_evidence: text,
  soc2_gap: text,
  deletion_policy: text,
  holds_customer_data: yesNo,
  /** legal.exec was consulted because residency or deletion could not be confirmed. */
  legal_consulted_by: text,
  legal_consulted_on: date,
  /** legal.exec reviewed the contract because the vendor will hold customer data. */
  contract_reviewed_by: text,
  contract_reviewed_on: date,
  coo_decision: z.enum(["proceed", "do not proceed", ""]).default(""),
  coo_decided_by: text,
  coo_decided_on: date,
  coo_reason: text,
})

export const assessmentSchema = z.strictObject({
  subject: z
    .strictObject({
      kind: z.enum([...subjectKinds, ""]).default(""),
      name: text,
      scope: text,
      form: z.enum(["full", "light"]).default("full"),
      touches_auth: yesNo,
      reviewer: text,
    })
    .prefault({}),
  exposure: z
    .strictObject({
      data: z.array(z.enum(dataKinds)).refine(unique, "each kind of data once").default([]),
      attack_surface: z.array(z.enum(attackSurfaces)).refine(unique, "each surface once").default([]),
      other_surface: text,
      blast_radius: z.enum([...blastRadii, ""]).default(""),
      verdict: z.enum([...surfaceVerdicts, ""]).default(""),
    })
    .prefault({}),
  controls: z
    .array(controlSchema)
    .refine((list) => unique(list.map((each) => each.name)), "each control once")
    .default([]),
  checklist: z
    .array(checklistSchema)
    .refine((list) => unique(list.map((each) => each.id)), "each item once")
    .default([]),
  credentials: z
    .array(credentialSchema)
    .max(500)
    .refine((list) => unique(list.map((each) => each.name)), "each credential once")
    .default([]),
  vendor: vendorSchema.prefault({}),
})

export type Assessment = z.output<typeof assessmentSchema>
export type AssessedArea = z.output<typeof controlSchema>
export type ChecklistAnswer = z.output<typeof checklistSchema>
export type Credential = z.output<typeof credentialSchema>
export type Vendor = z.output<typeof vendorSchema>

/** Every question of the form, unanswered; what does not apply to the subject says so from the start. */
export function blankAssessment(subject: Partial<Assessment["subject"]>): Assessment {
  const blank = assessmentSchema.parse({ subject: { reviewer: "security.ops", ...subject } })
  const facts = applicability(blank)
  const controls = blank.subject.form === "light" ? [] : controlAreas.map((area) => controlSchema.parse({ name: area.name }))
  const checklist = checklistItems.map((item) => {
    const reason = whyNotApplicable(item, facts)
    return checklistSchema.parse(reason === undefined ? { id: item.id } : { id: item.id, answer: "N/A", notes: reason })
  })
  return { ...blank, controls, checklist }
}

export function applicability(assessment: Pick<Assessment, "subject">) {
  const { kind, form, touches_auth: touchesAuth } = assessment.subject
  return { kind, form, touchesAuth }
}
