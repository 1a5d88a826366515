import { expect, test } from "vitest"
import { painter } from "../../base/paint.ts"
import { renderReview } from "./render-review.ts"
import type { Review } from "./run-review.ts"

const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }

/** The parts that the screen reads, of a review that is otherwise whole. */
function review(change: {
  readonly recommendation?: string
  readonly verdict?: object
  readonly dast?: object
  readonly skipped?: readonly object[]
}): Review {
  const parts = {
    session: {
      evidence: { path: ".artifacts/review-security" },
      intake: { subject: "shop\u001b[31m", kind: "code-change" },
      repository: { head: "a".repeat(40) },
      dirty: false,
      classification: { level: "None" },
      people: { problem: undefined },
    },
    scan: {
      reused: false,
      results: {
        tools: [{ tool: "tipstaff-code", class: "sast", outcome: "pass", duration_ms: 1200 }],
        classes: {
          sast: { outcome: "pass", incomplete: false, reasons: [], counts: none },
          dast: { outcome: "not_run", incomplete: true, reasons: ["no report"], counts: none, ...change.dast },
        },
      },
    },
    target: { files: [{}, {}], bytes: 2_500_000, skipped: change.skipped ?? [], excluded: [] },
    judgement: { gates: [{ gate: "Scan Cleanliness", outcome: "pass", actual: "0 critical.", waiver: undefined }] },
    rows: [],
    decision: {
      recommendation: change.recommendation ?? "REJECT",
      reasons: [{ basis: "could_not_check", text: "dast", next: "import a report" }],
      conditions: [],
    },
    approvals: { verdict: change.verdict ?? { outcome: "not_run", missing: [{ role: "coo" }], counted: [], rejectedBy: [] } },
  }
  if (change.recommendation !== undefined) parts.decision.reasons = []
  return parts as unknown as Review
}

test("[SX.1-8] a scan that did not run shows no zeros, which would read like a clean result", () => {
  expect(renderReview(review({}), painter(false))).toBe(`
  REJECT
  shop\\u{1b}[31m · code-change · aaaaaaaaaaaa · review not demanded by the change · 2 files, 2.5 MB in 1.2 s

  Scans
  ✓ sast          0 critical, 0 high, 0 medium, 0 low      tipstaff-code
  ? dast                                                   no report

  Gates
  ✓ Scan Cleanliness             0 critical.

  Why
  could not check  dast

  Evidence  .artifacts/review-security/
  Next      import a report
`)
})

test("[S1.5-2] an approval that is still missing names its role", () => {
  const lines = renderReview(review({ recommendation: "APPROVE" }), painter(false)).split("\n")
  expect(lines[1]).toBe("  APPROVE  waiting for coo")
  expect(lines.at(-2)).toBe("  Next      tipstaff approve --role coo")
})

test("[S4.5-7] a stakeholder who rejects pauses the review until the disagreement is settled", () => {
  const verdict = { outcome: "fail", missing: [], counted: [], rejectedBy: [{ person: "carl", role: "coo" }] }
  const lines = renderReview(review({ recommendation: "APPROVE", verdict }), painter(false)).split("\n")
  expect(lines[1]).toBe("  APPROVE  PAUSED: rejected by carl (coo)")
  expect(lines.at(-2)).toBe("  Next      settle the disagreement; the one who rejected approves, or the evidence changes")
})

test("what was not read is named with its reason, and many of one kind in one line", () => {
  const submodule = (path: string) => ({ path, reason: "a submodule; review it in its own repository" })
  const skipped = [...["a", "b\u001b", "c", "d"].map(submodule), { path: "link", reason: "a symbolic link" }]
  expect(renderReview(review({ skipped }), painter(false))).toContain(`
  Not read
  a, b\\u{1b}, c and 1 more: a submodule; review it in its own repository
  link: a symbolic link
`)
})
