/** Where the inputs of a review lie; the defaults are the names that the security check protocol gives them. */
import { z } from "zod"

const path = (name: string, description: string) => z.string().min(1).max(4096).default(name).meta({ description })

/** Part of `tipstaff.yaml`. Paths are relative to the repository root and stay inside it. */
export const prerequisiteSettings = z.strictObject({
  inputs: z
    .strictObject({
      riskLog: path("security-risk-log.csv", "security findings backlog of earlier reviews"),
      threatModel: path("threat-model.md", "threat scenarios and their mitigations"),
      deploymentConfiguration: path("deployment-configuration.yaml", "snapshot of the production configuration"),
      observabilityAlerts: path("observability-alerts.json", "history of security alerts"),
      incidentPostmortems: path("incident-postmortems", "folder of incident reports"),
      codeDiff: path("code-diff", "the change under review, when it is not a range of commits"),
      releasePackage: path("release-package", "the package under review"),
      complianceRequirements: path("compliance-requirements.xlsx", "regulatory controls; .csv or .yaml in its place is accepted"),
      architectureReview: path("architecture-review-findings.csv", "findings of an architecture review, when there is one"),
      designIssues: path("design-issues.json", "findings of a code review, when there is one"),
      feedbackLog: path("feedback-log.csv", "comments of a code review, when there are some"),
    })
    .prefault({}),
})

export type PrerequisiteSettings = z.output<typeof prerequisiteSettings>
