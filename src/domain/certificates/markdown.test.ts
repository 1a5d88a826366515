import { expect, test } from "vitest"
import { issue, makeWorld, signedContent } from "../../../verify/fixture.ts"
import { renderCertificate } from "./markdown.ts"

const world = makeWorld()

test("[S4.6-5] [S4.10-9] the page names commit, package, conditions, expiry, digest and what counts", () => {
  const certificate = issue(world)
  const ids = new Map<string, string>()
  const page = renderCertificate(certificate)
    .replaceAll(certificate.digest, "<digest>")
    .replace(/A-[0-9a-f]{16}/g, (id) => {
      if (!ids.has(id)) ids.set(id, `<approval ${ids.size + 1}>`)
      return ids.get(id) ?? id
    })
  expect(page).toBe(`# Security approval certificate

> This page is a rendering for people. What counts is the signed file \`security-approval-certificate.dsse.json\` beside it.
> Check it with \`tipstaff certificate verify security-approval-certificate.dsse.json\` or with the offline verifier.

| Field | Value |
| --- | --- |
| Review | SR-2026-014 |
| Recommendation | **APPROVE WITH CONDITIONS** |
| Repository | git+https://git.example/shop/checkout |
| Commit | \`1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f\` |
| Release package (SHA-256) | \`3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d\` |
| Issued | 2026-11-20T12:00:00Z |
| Expires | 2026-12-20T12:00:00Z |
| Issued by | ada as security.ops |
| Policy | SOP-OPS-security-review v1.0, \`4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c\` |
| Certificate digest | \`<digest>\` |

## Conditions

| Condition | Owner | Due |
| --- | --- | --- |
| Rotate the deploy token | fay | 2026-12-01 |

## Gates

| Gate | Outcome | Waiver |
| --- | --- | --- |
| scans | pass |  |
| controls | waived | the pen test is booked (until 2026-12-31T00:00:00Z, approval <approval 1>) |
| disposition | pass |  |

## Approvals

Authority: S1.5-3.

| Role | Person | For | Decision | Signed at | Record |
| --- | --- | --- | --- | --- | --- |
| security.lead | eve | waiver | approve | 2026-11-20T11:00:00Z | <approval 1> |
| coo | ben | disposition | approve | 2026-11-20T11:00:00Z | <approval 2> |
| legal.exec | cleo | disposition | approve | 2026-11-20T11:00:00Z | <approval 3> |
| ceo | dov | disposition | approve | 2026-11-20T11:00:00Z | <approval 4> |

## Evidence

| Artefact | SHA-256 | Stage |
| --- | --- | --- |
| findings-register.csv | \`223a792e7b944a3af3ac3e2092268e6e9ec83326b85fc48669ea91d0048087f4\` | decided-on |
| reports/manual-assessment.md | \`90c343fa948ed0da6d915e6a4fde8daef20081037caeb7c252fc35c0e3bf8c93\` | decided-on |
| scan-results.json | \`0f3f60d9bba78d0849b6736dcbe1b80eb132dac551971e5070fd334496775e73\` | decided-on |
`)
})

test("outside text cannot add rows, markup or control codes to the page", () => {
  const text = "a | b\n| forged | pass | <script> **x** [l](u) `c` \u001b[31m\u202e"
  const page = renderCertificate(issue(world, signedContent(world, { conditions: [{ text, owner: "fay", due: "2026-12-01" }] })))
  expect(page).toContain(
    "| a \\| b \\| forged \\| pass \\| &lt;script> \\*\\*x\\*\\* \\[l\\](u) \\`c\\` \\\\u{1b}\\[31m\\\\u{202e} | fay | 2026-12-01 |",
  )
})
