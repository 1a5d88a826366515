/** Starting points for the inputs of a review. None of them passes its check before a person has filled it in. */
import { renderTable } from "../../../base/markdown-table.ts"
import { writeXlsx } from "../../../platform/xlsx.ts"
import { riskLogColumns } from "./risk-log.ts"
import type { PrerequisiteSettings } from "./settings.ts"

export interface Template {
  /** Relative to the repository root. */
  readonly path: string
  readonly content: string | Uint8Array
}

const threatModel = `# Threat model

One row to a threat. Severity is critical, high, medium, low or info. Check names what proves the mitigation, for
example \`rule:<rule id> absent\`; without a check, a person attests that the mitigation works, with a date.

## Threats

${renderTable(["ID", "Threat", "STRIDE", "Severity", "Mitigation", "Status", "Check", "Attested by", "Attested on"], [])}`

const postmortems = `# Incident postmortems

One Markdown file to an incident, with the front matter incident_id, severity, status and owner. This folder may stay
empty when there was no incident.
`

/** The risk log and the postmortems folder are explicit "none so far"; the rest has to be filled in. */
export function prerequisiteTemplates(settings: PrerequisiteSettings): Template[] {
  const { inputs } = settings
  return [
    { path: inputs.riskLog, content: `${riskLogColumns.join(",")}\n` },
    { path: inputs.threatModel, content: threatModel },
    { path: inputs.deploymentConfiguration, content: "# Snapshot of the production configuration, without secret values.\n" },
    { path: inputs.observabilityAlerts, content: "" },
    { path: `${inputs.incidentPostmortems}/README.md`, content: postmortems },
    { path: inputs.complianceRequirements, content: complianceTemplate(inputs.complianceRequirements) },
  ]
}

function complianceTemplate(path: string): string | Uint8Array {
  if (/\.ya?ml$/i.test(path)) return "# - control: CC6.1\n#   requirement: what it demands\n#   framework: SOC2\ncontrols: []\n"
  if (/\.csv$/i.test(path)) return "control,requirement,framework\n"
  return writeXlsx([{ name: "Controls", rows: [["Control", "Requirement", "Framework"]] }])
}
