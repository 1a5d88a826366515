import { expect, test } from "vitest"
import { approve, commit, draftContent, issue, issuedAt, makeWorld, signedContent } from "../../../verify/fixture.ts"
import { levels, reviewOf } from "./certificate.ts"
import { isSafePath } from "./content.ts"
import { dispositionFacts, evidenceDigest } from "./facts.ts"
import { buildStatement, issueCertificate, type CertificateContent, type Issue } from "./issue.ts"

const world = makeWorld()
const how: Issue = { people: world.people, issuer: { person: "ada", role: "security.ops" }, at: issuedAt, version: "0.1.0", unansweredCriticals: [] }

function refusal(content: CertificateContent, change: Partial<Issue> = {}): unknown {
  try {
    buildStatement(content, { ...how, ...change })
    return "issued"
  } catch (thrown) {
    return (thrown as { code?: string }).code
  }
}

test("[S4.6-5] the statement is an in-toto statement with a verification summary about the commit and the package", () => {
  const { statement, digest, text } = issue(world)
  expect(statement).toMatchObject({
    _type: "https://in-toto.io/Statement/v1",
    predicateType: "https://slsa.dev/verification_summary/v1",
    subject: [
      { name: "git+https://git.example/shop/checkout", digest: { gitCommit: commit } },
      { name: "checkout-1.4.0.tgz", digest: { sha256: "3d".repeat(32) } },
    ],
    predicate: {
      timeVerified: "2026-11-20T12:00:00Z",
      resourceUri: "git+https://git.example/shop/checkout",
      verificationResult: "PASSED",
      verifiedLevels: ["TIPSTAFF_REVIEW_APPROVED_WITH_CONDITIONS"],
      slsaVersion: "1.1",
    },
  })
  expect(reviewOf(statement).conditions).toEqual([{ text: "Rotate the deploy token", owner: "fay", due: "2026-12-01" }])
  expect(digest).toMatch(/^[0-9a-f]{64}$/)
  expect(JSON.parse(text)).toMatchObject({ payloadType: "application/vnd.in-toto+json", signatures: [{ keyid: world.signers["ada"]!.keyId }] })
  // SLSA reserves its own prefix for its own levels.
  for (const level of Object.values(levels)) expect(level).not.toMatch(/^SLSA_/)
})

test("[S4.6-5] [S1.5-3] nothing is certified that is not approved", () => {
  const cases: [string, string, CertificateContent, Partial<Issue>?][] = [
    ["as it should be", "issued", signedContent(world)],
    ["a rejection", "certificate/rejected", signedContent(world, { recommendation: "REJECT", conditions: [] })],
    ["an unknown recommendation", "certificate/rejected", signedContent(world, { recommendation: "FINE" })],
    ["conditions without any", "certificate/rejected", signedContent(world, { conditions: [] })],
    ["a plain approval with conditions", "certificate/rejected", signedContent(world, { recommendation: "APPROVE" })],
    ["a failed gate", "certificate/gate-not-passed", signedContent(world, { gates: [{ name: "scans", outcome: "fail" }] })],
    ["a gate that did not run", "certificate/gate-not-passed", signedContent(world, { gates: [{ name: "scans", outcome: "not_run" }] })],
    ["a gate that does not apply", "certificate/gate-not-passed", signedContent(world, { gates: [{ name: "scans", outcome: "not_applicable" }] })],
    ["no gates", "certificate/invalid-content", signedContent(world, { gates: [] })],
    ["no approvals", "certificate/approval-missing", { ...draftContent({ gates: [{ name: "scans", outcome: "pass" }] }), approvals: [] }],
    ["approvals of other facts", "certificate/approval-invalid", { ...signedContent(world), expiresAt: "2026-12-21T12:00:00Z" }],
    ["[S1.5-6] the requester approved", "certificate/approval-missing", signedContent(world, { requesters: ["dov"] })],
    ["[S4.2-2] an unanswered critical", "certificate/unanswered-critical", signedContent(world), { unansweredCriticals: ["F-0123456789ab"] }],
    ["an issuer nobody trusts", "certificate/role-missing", signedContent(world), { issuer: { person: "zoe", role: "security.ops" } }],
    ["an issuer in a role not held", "certificate/role-missing", signedContent(world), { issuer: { person: "ada", role: "coo" } }],
    [
      "an issuer in a role that issues nothing",
      "certificate/role-missing",
      signedContent(world),
      { issuer: { person: "fay", role: "product.owner" } },
    ],
    ["a shortened commit", "certificate/invalid-content", signedContent(world, { commit: "1f1f1f1" })],
    [
      "a path that leads out",
      "certificate/unsafe-path",
      signedContent(world, { evidence: [{ path: "../x", sha256: "0".repeat(64), stage: "decided-on" }] }),
    ],
    ["an end in the past", "certificate/malformed", signedContent(world, { expiresAt: "2026-11-20T11:00:00Z" })],
  ]
  for (const [what, code, content, change] of cases) {
    expect([what, refusal(content, change)]).toEqual([what, code])
  }
  const complete = signedContent(world)
  for (const person of ["ben", "cleo", "dov"]) {
    expect(refusal({ ...complete, approvals: complete.approvals.filter((one) => one.person !== person) })).toBe("certificate/approval-missing")
  }
})

test("the issuer signs with their own key and no other", () => {
  expect(() => issueCertificate(signedContent(world), how, world.signers["ben"]!)).toThrow(
    expect.objectContaining({ code: "certificate/role-missing" }),
  )
})

test("[S1.5-4] an overridden rejection is certified by the COO's override alone", () => {
  const content = draftContent({
    gates: [{ name: "scans", outcome: "pass" }],
    authority: { rows: ["S1.5-4"], steps: [{ role: "coo", kind: "override", decision: "approve" }], samePerson: "refuse", ownRequest: "refuse" },
  })
  const facts = dispositionFacts(content)
  const by = (person: string, role: string, kind: "override" | "disposition") =>
    approve(world, { kind, role, person, facts, target: content.reviewId })
  expect(refusal({ ...content, approvals: [by("ben", "coo", "override")] })).toBe("issued")
  expect(refusal({ ...content, approvals: [by("ben", "coo", "disposition")] })).toBe("certificate/approval-missing")
  expect(refusal({ ...content, approvals: [by("dov", "ceo", "override")] })).toBe("certificate/approval-missing")
})

test("what was recorded after the decision may be added, what was decided on may not change", () => {
  const one = { path: "a", sha256: "0".repeat(64), stage: "decided-on" as const }
  const two = { path: "b", sha256: "1".repeat(64), stage: "decided-on" as const }
  expect(evidenceDigest([two, one])).toBe(evidenceDigest([one, two]))
  expect(evidenceDigest([one, { ...two, stage: "recorded-after" }])).toBe(evidenceDigest([one]))
  expect(evidenceDigest([one, two])).not.toBe(evidenceDigest([one]))
  const content = signedContent(world)
  const later = { path: "security-review-report.md", sha256: "2".repeat(64), stage: "recorded-after" as const }
  expect(refusal({ ...content, evidence: [...content.evidence, later] })).toBe("issued")
  expect(refusal({ ...content, evidence: [...content.evidence, { ...later, stage: "decided-on" }] })).toBe("certificate/approval-invalid")
})

test("a path of an artefact stays inside and means the same everywhere", () => {
  for (const path of ["a", "a/b.json", ".hidden/x", "ü/ß", "a b"]) expect([path, isSafePath(path)]).toEqual([path, true])
  const unsafe = [
    "",
    "/",
    "/a",
    "a/",
    "a//b",
    ".",
    "..",
    "../a",
    "a/../b",
    "a/.",
    "a\\b",
    "C:a",
    "C:/a",
    "a\0b",
    "a\nb",
    "a\u001bb",
    "a?",
    "x".repeat(1001),
  ]
  for (const path of unsafe) expect([path, isSafePath(path)]).toEqual([path, false])
})
