/** `.claude/security.yaml`: what a repository says about secrets, protected files, drift and HIPAA. Pure. */
import { z } from "zod"
import { TipstaffError } from "../../base/errors.ts"
import { policyProtectedFiles } from "./protected-files.ts"
import type { SettingsFile } from "./settings-file.ts"

export { securityFilePath } from "./protected-files.ts"

/** The organisation's policy that every repository file extends. */
export const parentPolicy = "MissionControl/governance/policies/security.md"

/** What counts as protected health information where a marked repository names nothing else. */
const phiPatterns = ["patient_name", "date_of_birth", "ssn", "medical_record", "diagnosis", "treatment"]

const patterns = z.array(z.string().min(1)).default([])

export const securityFile = z.strictObject({
  version: z.literal("1.0", 'must be "1.0"'),
  extends: z.string().default(parentPolicy).meta({ description: "the policy that this file tightens" }),
  secrets: z
    .strictObject({
      detection: z.enum(["enabled", "disabled"]).default("enabled").meta({ description: "whether secrets are looked for" }),
      pre_commit_hook: z.string().default(".claude/hooks/scripts/secret-scanner.py").meta({ description: "the hook that scans before a commit" }),
    })
    .prefault({}),
  protected_files: z
    .strictObject({ infrastructure: patterns, database: patterns, security: patterns, ssot: patterns })
    .prefault({})
    .meta({ description: "patterns added to the policy's own lists" }),
  drift_check: z
    .strictObject({
      enabled: z.boolean().default(true),
      environments: z.array(z.string().min(1)).default(["staging", "production"]),
    })
    .prefault({}),
  hipaa: z.strictObject({ enabled: z.boolean().default(false) }).prefault({}),
  compliance: z.strictObject({ hipaa: z.boolean(), phi_patterns: z.array(z.string().min(1)).default(phiPatterns) }).optional(),
})

export type SecurityFile = z.output<typeof securityFile>

interface Tightening {
  /** Key in the file. */
  readonly key: readonly string[]
  /** The parent's rule, as it is named to the person. */
  readonly rule: string
  readonly loosens: (child: SecurityFile, parent: SecurityFile) => boolean
}

// A child may only tighten. One row for each value that could loosen the parent; lists add to the parent's and cannot.
const tightenings: readonly Tightening[] = [
  {
    key: ["secrets", "detection"],
    rule: "secrets.detection: enabled",
    loosens: (child, parent) => parent.secrets.detection === "enabled" && child.secrets.detection === "disabled",
  },
  {
    key: ["drift_check", "enabled"],
    rule: "drift_check.enabled: true",
    loosens: (child, parent) => parent.drift_check.enabled && !child.drift_check.enabled,
  },
  {
    key: ["drift_check", "environments"],
    rule: "drift_check.environments",
    loosens: (child, parent) => parent.drift_check.environments.some((environment) => !child.drift_check.environments.includes(environment)),
  },
  { key: ["hipaa", "enabled"], rule: "hipaa.enabled: true", loosens: (child, parent) => hipaaOf(parent) === true && hipaaOf(child) !== true },
]

/** Throws `policy/loosened`, naming the parent's rule and the line. */
export function assertTightens(child: SettingsFile<SecurityFile>, parent: SecurityFile, parentName: string): void {
  for (const { key, rule, loosens } of tightenings) {
    if (!loosens(child.settings, parent)) continue
    const line = child.lineOf(key)
    throw new TipstaffError("policy/loosened", `${key.join(".")} loosens the rule "${rule}" of ${parentName}`, {
      file: child.file,
      ...(line === undefined ? {} : { line }),
      next: "remove the line; a repository may only tighten the policy it extends",
    })
  }
}

/** The two spellings of the HIPAA marker, either of which switches it on; undefined when a `true` meets a written `false`. */
export function hipaaOf(file: SecurityFile): boolean | undefined {
  if (file.compliance === undefined) return file.hipaa.enabled
  return file.compliance.hipaa === file.hipaa.enabled || !file.hipaa.enabled ? file.compliance.hipaa : undefined
}

/** The organisation's policy: everything on, both environments, HIPAA only where marked, and its own protected files. */
export const basePolicy: SecurityFile = securityFile.parse({
  version: "1.0",
  protected_files: policyProtectedFiles,
})

/** What `tipstaff init` writes, in the seed's own layout. */
export const securityFileTemplate = `# .claude/security.yaml
version: "1.0"
extends: "${parentPolicy}"

secrets:
  detection: enabled
  pre_commit_hook: .claude/hooks/scripts/secret-scanner.py

protected_files:
  infrastructure: [docker-compose.yml, .github/workflows/*]
  database: [alembic/versions/*, migrations/*]
  security: [auth/*, .env.production]
  ssot: [] # Repository-specific

drift_check:
  enabled: true
  environments: [staging, production]

hipaa:
  enabled: false  # Set to true for HIPAA repos
`
