/** intake.yaml: what is reviewed, in which setting, confirmed by the reviewer. What it exposes stands in the assessment. Pure. */
import { z } from "zod"
import { readSettings, type SettingsFile } from "../policy/settings-file.ts"
import type { Assessment } from "./assessment/assessment.ts"
import { subjectKinds, type SubjectKind } from "./assessment/checklist.ts"
import type { WorkTypeId } from "./classify/work-types.ts"
import type { Reason } from "./decide.ts"

export const intakeFile = "intake.yaml"

const answer = z.boolean().nullable().default(null)

export const intakeSchema = z.strictObject({
  subject: z.string().default(""),
  kind: z.enum(subjectKinds).default("code-change"),
  scope: z.string().default(""),
  environment: z.string().default(""),
  regulatory_scope: z.array(z.string().min(1)).default([]),
  risk: z.enum(["low", "medium", "high", "critical"]).nullable().default(null),
  read_only_api: answer,
  internal_use_only: answer,
  customer_data: answer,
  new_data_residency: answer,
  auth_architecture_change: answer,
  infrastructure_access: z.string().default(""),
  confirmed_by: z.string().default(""),
})

export type Intake = z.output<typeof intakeSchema>

/** Throws `config/unknown-key` and `config/invalid-value` with file and line. */
export function parseIntake(text: string, file: string): SettingsFile<Intake> {
  return readSettings(intakeSchema, text, file)
}

/** The subject of a review that a work type of the classification asks for. */
export const kindOfWork: Readonly<Record<WorkTypeId, SubjectKind>> = {
  integration: "integration",
  "agent-capability": "agent-capability",
  "auth-code": "code-change",
  vendor: "vendor",
  "agent-contract": "contract-change",
  endpoint: "endpoint",
  "quarterly-audit": "quarterly-audit",
}

/** HIGH sensitivity asks for a council before the recommendation (review procedure, section 4). */
export function sensitivityOf(intake: Intake): { readonly level: "HIGH" | "STANDARD"; readonly reasons: readonly string[] } {
  const reasons = [
    ...(intake.new_data_residency === true ? ["new data residency decision"] : []),
    ...(intake.kind === "vendor" && intake.customer_data !== false ? ["vendor accesses customer data"] : []),
    ...(intake.auth_architecture_change === true ? ["architectural change to authentication"] : []),
  ]
  return { level: reasons.length > 0 ? "HIGH" : "STANDARD", reasons }
}

export type Risk = "low" | "medium" | "high" | "critical"

/** The suggested risk; a blast radius across systems, or an unknown one, raises it by one step. */
export function suggestedRisk(exposure: Assessment["exposure"]): Risk {
  const steps = ["low", "medium", "high", "critical"] as const
  const exposed = exposure.attack_surface.length > 0 || exposure.other_surface !== ""
  const sensitive = exposure.data.includes("credentials") || exposure.data.includes("customer data")
  const step = Number(exposed) + Number(sensitive) + Number(exposure.blast_radius !== "isolated")
  return steps[step] ?? "critical"
}

export function riskOf(intake: Intake, exposure: Assessment["exposure"]): Risk {
  return intake.risk ?? suggestedRisk(exposure)
}

/** What step 1 of the review still needs to know. */
export function openIntake(intake: Intake): Reason[] {
  const missing = [
    ...(["subject", "scope", "environment", "confirmed_by"] as const).filter((key) => intake[key].trim() === ""),
    ...(intake.regulatory_scope.length === 0 ? ["regulatory_scope"] : []),
    ...(["customer_data", "new_data_residency", "auth_architecture_change"] as const).filter((key) => intake[key] === null),
  ]
  if (missing.length === 0) return []
  const next = `answer in ${intakeFile} of the evidence folder, then run tipstaff review again`
  return [{ basis: "could_not_check", text: `the scope is not confirmed: no answer for ${missing.join(", ")}`, next }]
}

/** The first intake.yaml, with what the change itself shows filled in. */
export function intakeTemplate(subject: string, scope: string, kind: SubjectKind): string {
  return `# What is reviewed, and in which setting. A line left empty or at null counts as not answered.
subject: ${JSON.stringify(subject)}
# ${subjectKinds.join(" | ")}
kind: ${kind}
scope: ${JSON.stringify(scope)}
# Where it runs: production, staging, internal ...
environment: ""
# Regulations in scope, such as [SOC2, GDPR], or [none].
regulatory_scope: []
# low | medium | high | critical; null takes the suggested one.
risk: null
# Of an integration: does it only read, and is it used only inside?
read_only_api: null
internal_use_only: null
# Does the subject hold or reach customer data? Does it decide where data is stored? Does it change how sign-in works?
customer_data: null
new_data_residency: null
auth_architecture_change: null
# Who has read access to infrastructure configuration and secret-store logs, or why it is not needed.
infrastructure_access: ""
# The reviewer who stands for these answers.
confirmed_by: ""
`
}
