/** intake.yaml: what is reviewed and what it exposes, confirmed by the reviewer. Pure. */
import { z } from "zod"
import type { Classification } from "./classify/classification.ts"
import type { Reason } from "./decide.ts"
import { readSettings, type SettingsFile } from "../policy/settings-file.ts"

export const intakeFile = "intake.yaml"

export const subjectKinds = ["release", "integration", "agent-capability", "auth-code", "vendor", "agent-contract", "endpoint", "quarterly-audit"] as const

export type SubjectKind = (typeof subjectKinds)[number]

export const dataKinds = ["credentials", "customer data", "internal configs", "code"] as const
export const attackSurfaces = ["external API", "webhook", "agent tool call", "file write"] as const

const answer = z.boolean().nullable().default(null)

export const intakeSchema = z.strictObject({
  subject: z.string().default(""),
  kind: z.enum(subjectKinds).default("release"),
  scope: z.string().default(""),
  environment: z.string().default(""),
  regulatory_scope: z.array(z.string().min(1)).default([]),
  data: z.array(z.enum(dataKinds)).nullable().default(null),
  attack_surface: z.array(z.enum(attackSurfaces)).nullable().default(null),
  attack_surface_other: z.string().default(""),
  blast_radius: z.enum(["isolated", "cross-system"]).nullable().default(null),
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

/** HIGH sensitivity asks for a council before the recommendation (review procedure, section 4). */
export function sensitivityOf(intake: Intake): { readonly level: "HIGH" | "STANDARD"; readonly reasons: readonly string[] } {
  const reasons = [
    ...(intake.new_data_residency === true ? ["new data residency decision"] : []),
    ...(intake.kind === "vendor" && intake.customer_data !== false ? ["vendor accesses customer data"] : []),
    ...(intake.auth_architecture_change === true ? ["architectural change to authentication"] : []),
  ]
  return { level: reasons.length > 0 ? "HIGH" : "STANDARD", reasons }
}

/** The suggested risk; a blast radius across systems raises it by one step. */
export function suggestedRisk(intake: Pick<Intake, "data" | "attack_surface" | "blast_radius">): "low" | "medium" | "high" | "critical" {
  const steps = ["low", "medium", "high", "critical"] as const
  let step = 0
  if (intake.attack_surface === null || intake.attack_surface.length > 0) step = 1
  if (intake.data === null || intake.data.some((kind) => kind === "credentials" || kind === "customer data")) step = Math.max(step, 1)
  if (intake.data?.includes("customer data") && (intake.attack_surface?.length ?? 0) > 0) step = 2
  if (intake.blast_radius !== "isolated") step += 1
  return steps[Math.min(step, 3)] ?? "critical"
}

export function riskOf(intake: Intake): "low" | "medium" | "high" | "critical" {
  return intake.risk ?? suggestedRisk(intake)
}

/** What step 1 of the review still needs to know. */
export function openIntake(intake: Intake): Reason[] {
  const missing = [
    ...(intake.subject.trim() === "" ? ["subject"] : []),
    ...(intake.scope.trim() === "" ? ["scope"] : []),
    ...(intake.environment.trim() === "" ? ["environment"] : []),
    ...(intake.regulatory_scope.length === 0 ? ["regulatory_scope"] : []),
    ...(intake.data === null ? ["data"] : []),
    ...(intake.attack_surface === null ? ["attack_surface"] : []),
    ...(intake.blast_radius === null ? ["blast_radius"] : []),
    ...(intake.new_data_residency === null ? ["new_data_residency"] : []),
    ...(intake.auth_architecture_change === null ? ["auth_architecture_change"] : []),
    ...(intake.customer_data === null ? ["customer_data"] : []),
    ...(intake.confirmed_by.trim() === "" ? ["confirmed_by"] : []),
  ]
  if (missing.length === 0) return []
  return [{ basis: "could_not_check", text: `the scope is not confirmed: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not answered`, next: `answer in ${intakeFile} of the evidence folder, then run tipstaff review again` }]
}

/** The first intake.yaml, with what the change itself shows filled in. */
export function intakeTemplate(subject: string, scope: string, kind: SubjectKind, seen: Pick<Classification, "data" | "attackSurface">): string {
  const list = (values: readonly string[]) => `[${values.map((value) => JSON.stringify(value)).join(", ")}]`
  return `# What is reviewed. Lines marked "seen" were read from the change; correct them, fill in the rest, then sign with
# your name in confirmed_by. A line left at null counts as not answered.
subject: ${JSON.stringify(subject)}
# ${subjectKinds.join(" | ")}
kind: ${kind}
scope: ${JSON.stringify(scope)}
# Where it runs: production, staging, internal ...
environment: ""
# Regulations in scope, or [none].
regulatory_scope: []
# Any of: ${dataKinds.join(", ")}
data: ${seen.data.length > 0 ? `${list(seen.data)} # seen` : "null"}
# Any of: ${attackSurfaces.join(", ")}
attack_surface: ${seen.attackSurface.length > 0 ? `${list(seen.attackSurface)} # seen` : "null"}
attack_surface_other: ""
# isolated | cross-system
blast_radius: null
# low | medium | high | critical; null takes the suggested one
risk: null
read_only_api: null
internal_use_only: null
customer_data: null
new_data_residency: null
auth_architecture_change: null
# Who has read access to infrastructure configuration and secret-store logs, or why it is not needed.
infrastructure_access: ""
confirmed_by: ""
`
}
