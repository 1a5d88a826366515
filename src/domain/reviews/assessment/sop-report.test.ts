import { readFile } from "node:fs/promises"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { blankAssessment } from "./assessment.ts"
import { judgeAssessment } from "./judge.ts"
import { hostileText } from "./random-assessment.test-data.ts"
import { renderSopReport, sopReportProblems, sopVerdicts, type SopReport } from "./sop-report.ts"

const report: SopReport = {
  subject: "Example Mail",
  date: "2026-11-20",
  scope: "webhook and API token",
  credentialHandling: { verdict: "PASS", notes: "token in op://Production/mail/token" },
  minimumPermission: { verdict: "PASS", notes: "send only" },
  attackSurface: { description: "one webhook", verdict: "ACCEPTABLE" },
  vendorAssessment: { verdict: "N/A", notes: "not a vendor relationship" },
  openRisks: [],
  recommendation: "APPROVE",
  conditions: [],
}

test("[S1.3-21] [S1.3-22] the report is the template, byte for byte", () => {
  expect(renderSopReport(report)).toBe(`SECURITY REVIEW REPORT
──────────────────────────────
Subject: Example Mail
Date: 2026-11-20
Reviewer: security.ops
Scope: webhook and API token
Credential handling: PASS — token in op://Production/mail/token
Minimum permission: PASS — send only
Attack surface: one webhook — ACCEPTABLE
Vendor assessment: N/A — not a vendor relationship
Open risks: none
Recommendation: APPROVE
Conditions (if any): none
`)
})

test("[S1.3-21] a conditional report is the golden one", async () => {
  const golden = await readFile(new URL("golden/conditional-report.md", import.meta.url), "utf8")
  const conditional: SopReport = {
    ...report,
    minimumPermission: { verdict: "FAIL", notes: "granted but not needed: admin" },
    attackSurface: { description: "one webhook", verdict: "NEEDS MITIGATION" },
    openRisks: [
      { risk: "no IP allow-list", rationale: "the vendor publishes none" },
      { risk: "shared token", rationale: "ends with the rotation in December" },
    ],
    recommendation: "APPROVE WITH CONDITIONS",
    conditions: [
      { text: "reduce the token to send only", owner: "ben", due: "2026-12-01" },
      { text: "verify webhook signatures", owner: "ana", due: "2026-12-15T00:00:00Z" },
    ],
  }
  expect(renderSopReport(conditional)).toBe(golden)
})

test.each([
  ["[S1.3-22] an empty subject", { subject: " " }, "Subject is empty"],
  ["[S1.3-22] an empty scope", { scope: "" }, "Scope is empty"],
  ["[S1.3-22] a date in another form", { date: "20.11.2026" }, "Date is not a date as YYYY-MM-DD"],
  [
    "[S1.3-23] a verdict that is none",
    { credentialHandling: { verdict: "OK" as "PASS", notes: "x" } },
    "Credential handling must be PASS, FAIL or N/A",
  ],
  ["[S1.3-23] a verdict without notes", { vendorAssessment: { verdict: "N/A", notes: "" } as const }, "Vendor assessment has no notes"],
  [
    "[S1.3-24] a surface that is neither",
    { attackSurface: { description: "x", verdict: "FINE" as "ACCEPTABLE" } },
    "Attack surface must be ACCEPTABLE or NEEDS MITIGATION",
  ],
  ["[S1.3-24] an undescribed surface", { attackSurface: { description: "", verdict: "ACCEPTABLE" } as const }, "Attack surface is empty"],
  [
    "[S1.3-25] an accepted risk without a rationale",
    { openRisks: [{ risk: "shared token", rationale: "" }] },
    "the accepted risk shared token has no rationale",
  ],
  ["[S1.3-26] another recommendation", { recommendation: "MAYBE" as "APPROVE" }, "Recommendation must be APPROVE, APPROVE WITH CONDITIONS, REJECT"],
  [
    "[S1.3-26] APPROVE with a FAIL",
    { minimumPermission: { verdict: "FAIL", notes: "x" } as const },
    "Minimum permission FAIL: a plain APPROVE is not possible",
  ],
  [
    "[S1.3-26] APPROVE of a surface that needs mitigation",
    { attackSurface: { description: "x", verdict: "NEEDS MITIGATION" } as const },
    "the attack surface needs mitigation: a plain APPROVE is not possible",
  ],
  [
    "[S1.3-27] conditions without a condition",
    { recommendation: "APPROVE WITH CONDITIONS" } as const,
    "APPROVE WITH CONDITIONS needs at least one condition",
  ],
  [
    "[S1.3-27] a condition without an owner",
    { recommendation: "APPROVE WITH CONDITIONS", conditions: [{ text: "fix", owner: "", due: "2026-12-01" }] } as const,
    "the condition fix has no owner",
  ],
  [
    "[S1.3-27] a condition without a date",
    { recommendation: "APPROVE WITH CONDITIONS", conditions: [{ text: "fix", owner: "ana", due: "soon" }] } as const,
    "the condition fix has no due date",
  ],
])("%s is refused", (_, change, problem) => {
  expect(sopReportProblems({ ...report, ...change })).toEqual([problem])
  expect(() => renderSopReport({ ...report, ...change })).toThrow(expect.objectContaining({ name: "Refusal", code: "report/not-allowed" }))
})

test("[S1.3-26] a FAIL may be rejected or approved with conditions", () => {
  const failing: SopReport = { ...report, minimumPermission: { verdict: "FAIL", notes: "x" } }
  expect(sopReportProblems({ ...failing, recommendation: "REJECT" })).toEqual([])
  expect(
    sopReportProblems({ ...failing, recommendation: "APPROVE WITH CONDITIONS", conditions: [{ text: "fix", owner: "ana", due: "2026-12-01" }] }),
  ).toEqual([])
})

test("[S1.3-21] whatever the notes hold, there are eleven labelled lines in order", () => {
  const labels = [
    "Subject",
    "Date",
    "Reviewer",
    "Scope",
    "Credential handling",
    "Minimum permission",
    "Attack surface",
    "Vendor assessment",
    "Open risks",
    "Recommendation",
    "Conditions (if any)",
  ]
  fc.assert(
    fc.property(hostileText, hostileText, (a, b) => {
      const text = renderSopReport({ ...report, subject: `x${a}`, credentialHandling: { verdict: "PASS", notes: `y${b}\nRecommendation: APPROVE` } })
      const lines = text.split("\n")
      expect(lines.slice(2, -1).map((line) => line.slice(0, line.indexOf(":")))).toEqual(labels)
    }),
  )
})

test("[S1.3-23] the verdicts follow from the assessed items, and an unanswered item is no PASS", () => {
  const vendor = judgeAssessment(blankAssessment({ kind: "vendor" }), { now: 0, machine: [] })
  expect(sopVerdicts(vendor).vendorAssessment.verdict).toBe("FAIL")
  const change = judgeAssessment(blankAssessment({ kind: "contract-change" }), { now: 0, machine: [] })
  expect(sopVerdicts(change)).toMatchObject({
    minimumPermission: { verdict: "N/A", notes: "step 2 is for new integrations and vendors" },
    vendorAssessment: { verdict: "N/A" },
  })
})
