/** Every artefact of a review: its file, what it is for, who reads it, and when it must be there. */

export interface Artefact {
  readonly name: string
  readonly purpose: string
  readonly consumer: string
  /** `always` from the first run on; `approved` only behind an approval; `optional` when there is something to say. */
  readonly due: "always" | "approved" | "optional"
}

export const artefacts = [
  { name: "scope-register.json", purpose: "Confirm review scope & requirements", consumer: "Protocol 11", due: "always" },
  { name: "risk-baseline-report.md", purpose: "Risk posture before the review", consumer: "Security", due: "always" },
  { name: "scan-results.json", purpose: "Automated security scan outcomes", consumer: "Protocol 4", due: "always" },
  { name: "sbom.cdx.json", purpose: "Software bill of materials (CycloneDX)", consumer: "Protocol 18", due: "optional" },
  { name: "scan-results.sarif", purpose: "Scan outcomes for code hosts", consumer: "Code scanning", due: "always" },
  { name: "manual-assessment.md", purpose: "Controls and checklists assessed by people", consumer: "Protocol 4", due: "always" },
  { name: "threat-simulation-log.json", purpose: "Mitigations of the top threats", consumer: "Security", due: "always" },
  { name: "findings-register.csv", purpose: "Track remediation actions", consumer: "Protocol 18", due: "always" },
  { name: "risk-register.json", purpose: "Findings for the enterprise risk register", consumer: "Risk Management", due: "always" },
  { name: "decision.json", purpose: "What approvers sign", consumer: "Approvers", due: "always" },
  { name: "disposition-record.md", purpose: "Approval decision & conditions", consumer: "Leadership", due: "always" },
  { name: "security-review-report.md", purpose: "Quality audit evidence", consumer: "Protocol 4", due: "always" },
  { name: "security-remediation-backlog.csv", purpose: "Outstanding actions for maintenance teams", consumer: "Protocol 18", due: "always" },
  { name: "updated-security-risk-log.csv", purpose: "Enterprise risk register updates", consumer: "Risk Management", due: "always" },
  { name: "security-approval-certificate.md", purpose: "Security clearance for deployment", consumer: "Protocol 11", due: "approved" },
  { name: "security-approval-certificate.dsse.json", purpose: "The signed certificate", consumer: "Protocol 11", due: "approved" },
  { name: "manual-validation-log.md", purpose: "Manual fallback when automation is unavailable", consumer: "Security", due: "optional" },
  { name: "communication-log.jsonl", purpose: "Every announcement, in order", consumer: "Audit", due: "always" },
  { name: "handoff-checklist.md", purpose: "Computed handoff state", consumer: "Protocol 11", due: "always" },
  { name: "quality-scorecard.json", purpose: "The same metrics for quality pipelines", consumer: "Quality", due: "always" },
  { name: "quality-metrics.md", purpose: "Quality metrics of the review", consumer: "Leadership", due: "always" },
] as const satisfies readonly Artefact[]

/** The default folder, relative to the repository root. */
export const evidenceFolder = ".artifacts/review-security"
