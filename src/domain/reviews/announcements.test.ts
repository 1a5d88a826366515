import { expect, test } from "vitest"
import { announcement, completeAnnouncement, confirmationBlock, errorAnnouncement, gateFailedBlock, nextProtocol } from "./announcements.ts"

test.each([
  ["[S4.8-1]", "begin", '[MASTER RAY™ | PHASE 1 START] - "Beginning security review. Scope and baseline risk assessment underway."'],
  ["[S4.3-2]", "scope", "[MASTER RAY™ | PHASE 1 START] - Validating security review scope, artifacts, and regulatory controls..."],
  ["[S4.3-6]", "baseline", "[PHASE 1] Reviewing baseline risk posture and active vulnerabilities..."],
  ["[S4.4-2]", "scans", "[MASTER RAY™ | PHASE 2 START] - Running automated security scans across code, dependencies, and configurations..."],
  ["[S4.4-6]", "assessment", "[PHASE 2] Conducting manual security assessment for high-risk areas..."],
  [
    "[S4.8-2]",
    "analysed",
    '[MASTER RAY™ | PHASE 2 COMPLETE] - "Security scans and manual assessments complete. Evidence: scan-results.json, manual-assessment.md."',
  ],
  ["[S4.5-2]", "consolidate", "[MASTER RAY™ | PHASE 3 START] - Consolidating security findings and assigning remediation owners..."],
  ["[S4.5-6]", "disposition", "[PHASE 3] Recording security disposition and communicating required actions..."],
  ["[S4.8-3]", "validation", '[RAY VALIDATION REQUEST] - "Requesting confirmation on risk disposition before issuing approval."'],
] as const)("%s the compatibility profile announces %s verbatim", (_id, name, expected) => {
  expect(announcement(name, "verbatim")).toBe(expected)
})

test("[S4.3-2] the brand is left out by default", () => {
  expect(announcement("scope", "neutral")).toBe("[PHASE 1 START] - Validating security review scope, artifacts, and regulatory controls...")
  expect(announcement("baseline", "neutral")).toBe("[PHASE 1] Reviewing baseline risk posture and active vulnerabilities...")
})

test("[S4.8-4] a failure names its step and its reason", () => {
  expect(errorAnnouncement("scan cleanliness", "Critical vulnerability detected", "verbatim")).toBe(
    '[RAY ERROR] - "Failed at scan cleanliness. Reason: Critical vulnerability detected. Awaiting instructions."',
  )
})

test("[S4.8-5] the confirmation block lists its evidence", () => {
  expect(confirmationBlock("verbatim")).toBe(
    '[RAY CONFIRMATION REQUIRED]\n> "Security disposition documented. Evidence ready:\n> - findings-register.csv\n> - disposition-record.md\n>\n> Please confirm approval or provide additional directives."\n',
  )
})

test("[S4.8-6] [S4.8-7] a failing gate says what it wanted, what it got, and the three ways on", () => {
  const block = gateFailedBlock(
    {
      gate: "Manual Control Verification",
      outcome: "fail",
      score: 0.8,
      criteria: "All critical controls verified.",
      actual: "Multi-tenant authorization gap detected.",
      requiredAction: "Implement control fix or compensating control, then rerun assessment.",
      notes: [],
      waiver: undefined,
    },
    "verbatim",
  )
  expect(block).toBe(`[RAY GATE FAILED: Manual Control Verification]
> "Quality gate 'Manual Control Verification' failed.
> Criteria: All critical controls verified.
> Actual: Multi-tenant authorization gap detected.
> Required action: Implement control fix or compensating control, then rerun assessment.
>
> Options:
> 1. Fix issues and retry validation
> 2. Request gate waiver with justification
> 3. Halt protocol execution"
`)
})

test("[S4.10-8] [S4.10-10] the handoff names the next protocol", () => {
  expect(completeAnnouncement("verbatim")).toBe(
    "**[MASTER RAY™ | PROTOCOL COMPLETE]** Ready for Protocol 11: Production Deployment & Release Management",
  )
  expect(nextProtocol(".cursor/ai-driven-workflow/11-production-deployment.md")).toBe("@apply .cursor/ai-driven-workflow/11-production-deployment.md")
})
