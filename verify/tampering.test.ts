/** Both verifiers meet the same tamperings and must give the same literal reasons. */
import { generateKeyPairSync, type KeyObject } from "node:crypto"
import { mkdir, rename, rm, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { canonicalJson, type Json } from "../src/base/canonical-json.ts"
import { sha256 } from "../src/base/hash.ts"
import type { ApprovalRecord } from "../src/domain/approvals/approval.ts"
import { evidenceIn } from "../src/domain/certificates/evidence.ts"
import { dispositionFacts } from "../src/domain/certificates/facts.ts"
import type { Certificate } from "../src/domain/certificates/issue.ts"
import { readRevocation } from "../src/domain/certificates/revocations.ts"
import { signRevocation, type Revocation } from "../src/domain/certificates/revocation.ts"
import { verifyCertificate as verifyInProduct } from "../src/domain/certificates/verify.ts"
import type { Person } from "../src/domain/identity/people.ts"
import { parseTrust } from "../src/domain/identity/trust.ts"
import { signerOf } from "../src/platform/keys.ts"
import {
  approve,
  checkedAt,
  commit,
  draftContent,
  issue,
  issuedAt,
  makeEvidence,
  makeWorld,
  otherCommit,
  packageSha256,
  payloadType,
  reseal,
  seal,
  signedContent,
  trustOf,
} from "./fixture.ts"
import type { Loose } from "./fixture.ts"
import { verifyCertificate as verifyOffline } from "./verify.mjs"

const world = makeWorld()
const stranger = signerOf(generateKeyPairSync("ed25519").privateKey)
const certificate = issue(world)
const other = issue(world, signedContent(world, { reviewId: "SR-2026-015", commit: otherCommit }))

interface Situation {
  envelope: string | Uint8Array
  people: readonly Person[]
  at: number
  commit: string | undefined
  subject: string | undefined
  folder: string
  evidence: string | undefined
  revocations: string | undefined
  certificate: Certificate
}

type Case = readonly [name: string, expected: readonly string[], change: (situation: Situation) => void | Promise<void>]

const outer = (change: (envelope: Loose) => void) => (situation: Situation) => {
  const envelope = JSON.parse(certificate.text) as Loose
  change(envelope)
  situation.envelope = JSON.stringify(envelope)
}

/** An issuer who holds a real key and edits the content. */
const inner = (change: (statement: Loose, review: Loose) => void, by?: string) => (situation: Situation) => {
  situation.envelope = reseal(world, certificate, change, by)
}

const payloadEdit = (change: (payload: string) => string) =>
  outer((envelope) => {
    envelope.payload = Buffer.from(change(Buffer.from(envelope.payload, "base64").toString())).toString("base64")
  })

const without = (id: string) => (review: Loose) => {
  review.approvals = review.approvals.filter((record: ApprovalRecord) => record.person !== id)
}

const withPerson = (id: string, change: (person: Loose) => void) => (situation: Situation) => {
  situation.people = world.people.map((person) => {
    const copy = structuredClone(person) as Loose
    if (person.id === id) change(copy)
    return copy as Person
  })
}

async function revoke(
  situation: Situation,
  by: string,
  role: string,
  change: (record: Loose) => void = () => {},
  key = world.signers[by]!,
): Promise<void> {
  const record = signRevocation(key, { certificate: certificate.digest, reason: "a key leaked", person: by, role: "coo", at: issuedAt })
  const draft = { ...record, role } as Revocation
  const { signature: _, ...unsigned } = draft
  const signed =
    role === "coo" ? draft : { ...unsigned, signature: key.sign("application/vnd.tipstaff.revocation+json", canonicalJson(unsigned as Json)) }
  change(signed)
  await mkdir(join(situation.folder, "revocations"))
  await writeFile(join(situation.folder, "revocations", `${certificate.digest}.json`), JSON.stringify(signed))
}

/** Everything signed anew by the right people, for a content that our own code would refuse to certify. */
const resigned =
  (change: Parameters<typeof signedContent>[1], adjust: (approvals: ApprovalRecord[]) => ApprovalRecord[] = (all) => all) =>
  (situation: Situation) => {
    const wanted = signedContent(world, change)
    situation.envelope = reseal(world, certificate, (_, review) => {
      review.requesters = wanted.requesters
      review.authority = wanted.authority
      review.gates = wanted.gates
      review.approvals = adjust([...wanted.approvals])
    })
  }

const authority = draftContent().authority
const consulted = { ...authority, consultFirst: { role: "legal.exec", kind: "legal-consult", decision: "acknowledge" } }
const consult = (at: number): ApprovalRecord =>
  approve(world, {
    kind: "legal-consult",
    role: "legal.exec",
    person: "cleo",
    decision: "acknowledge",
    facts: { review: "SR-2026-014" },
    target: "SR-2026-014",
    createdAt: at,
  })

const cases: readonly Case[] = [
  ["nothing changed", [], () => {}],
  ["the package's digest instead of the commit", [], (s) => void ((s.commit = undefined), (s.subject = `sha256:${packageSha256}`))],
  ["the commit as subject", [], (s) => void ((s.commit = undefined), (s.subject = commit.toUpperCase()))],
  ["formatted differently outside the payload", [], outer(() => {})],
  ["an unlisted file beside the evidence", [], (s) => writeFile(join(s.folder, "extra.txt"), "x")],
  // The envelope
  ["an empty file", ["certificate/malformed"], (s) => void (s.envelope = "")],
  ["a truncated file", ["certificate/malformed"], (s) => void (s.envelope = certificate.text.slice(0, -40))],
  ["not UTF-8", ["certificate/not-utf8"], (s) => void (s.envelope = Buffer.concat([Buffer.from(certificate.text), Buffer.from([0xff])]))],
  ["larger than 4 MiB", ["certificate/oversized"], (s) => void (s.envelope = certificate.text + " ".repeat(4 * 1024 * 1024))],
  ["deep nesting", ["certificate/too-deep"], (s) => void (s.envelope = "[".repeat(100_000))],
  ["a name twice in the envelope", ["certificate/duplicate-keys"], (s) => void (s.envelope = certificate.text.replace("{", '{"payloadType":"x",'))],
  [
    "a name twice, once escaped",
    ["certificate/duplicate-keys"],
    (s) => void (s.envelope = certificate.text.replace("{", '{"payload\\u0054ype":"x",')),
  ],
  ["a member called __proto__", ["certificate/malformed"], (s) => void (s.envelope = certificate.text.replace("{", '{"__proto__":{},'))],
  ["an unsigned member beside the payload", ["certificate/malformed"], outer((e) => void (e.note = "approved"))],
  ["an array instead of an envelope", ["certificate/malformed"], (s) => void (s.envelope = `[${certificate.text}]`)],
  ["null", ["certificate/malformed"], (s) => void (s.envelope = "null")],
  ["another payload type", ["certificate/wrong-type"], outer((e) => void (e.payloadType = "application/json"))],
  ["another payload type, signed so", ["certificate/wrong-type"], (s) => void (s.envelope = seal("{}", world.signers["ada"]!, "text/plain"))],
  ["no signature", ["certificate/unsigned"], outer((e) => void (e.signatures = []))],
  ["signatures as an object", ["certificate/malformed"], outer((e) => void (e.signatures = {}))],
  ["the signature twice", ["certificate/malformed"], outer((e) => e.signatures.push(e.signatures[0]))],
  ["an empty signature", ["certificate/bad-signature"], outer((e) => void (e.signatures[0].sig = ""))],
  ["a short signature", ["certificate/bad-signature"], outer((e) => void (e.signatures[0].sig = e.signatures[0].sig.slice(0, 40)))],
  ["a signature with spare bits set", ["certificate/bad-signature"], outer((e) => void (e.signatures[0].sig = spareBit(e.signatures[0].sig)))],
  ["a signature with a space in it", ["certificate/bad-signature"], outer((e) => void (e.signatures[0].sig += " "))],
  ["the signature of another certificate", ["certificate/bad-signature"], outer((e) => void (e.signatures = JSON.parse(other.text).signatures))],
  ["the payload of another certificate", ["certificate/bad-signature"], outer((e) => void (e.payload = JSON.parse(other.text).payload))],
  ["URL-safe base64 without padding", ["certificate/malformed"], outer((e) => void (e.payload = `${e.payload.replace(/=+$/, "")}-_`))],
  ["an empty payload", ["certificate/bad-signature"], outer((e) => void (e.payload = ""))],
  [
    "a key nobody trusts",
    ["certificate/unknown-key"],
    (s) => void (s.envelope = seal(canonicalJson(certificate.statement as unknown as Json), stranger)),
  ],
  [
    "the key id of a trusted person on a stranger's signature",
    ["certificate/bad-signature"],
    outer((e) => void (e.signatures[0].sig = stranger.sign(payloadType, Buffer.from(e.payload, "base64")))),
  ],
  ["the key id of another trusted person", ["certificate/bad-signature"], outer((e) => void (e.signatures[0].keyid = world.signers["ben"]!.keyId))],
  ["an empty key id", ["certificate/unknown-key"], outer((e) => void (e.signatures[0].keyid = ""))],
  [
    "a signature over the bare payload, without its type",
    ["certificate/bad-signature"],
    outer((e) => void (e.signatures[0].sig = world.signers["ada"]!.sign("", Buffer.from(e.payload, "base64")))),
  ],
  // The payload, edited without the key
  ["an approval dropped", ["certificate/bad-signature"], payloadEdit((p) => p.replace(/"approvals":\[\{.*?\},/, '"approvals":['))],
  ["a condition edited", ["certificate/bad-signature"], payloadEdit((p) => p.replace("Rotate", "Ignore"))],
  ["the expiry moved", ["certificate/bad-signature"], payloadEdit((p) => p.replaceAll("2026-12-20T", "2036-12-20T"))],
  ["the commit replaced", ["certificate/bad-signature"], payloadEdit((p) => p.replaceAll(commit, otherCommit))],
  [
    "an artefact added to the list",
    ["certificate/bad-signature"],
    payloadEdit((p) => p.replace('"evidence":[', '"evidence":[{"path":"a","sha256":"","stage":"decided-on"},')),
  ],
  // Time, subject, issuer
  ["one second before it expires", [], (s) => void (s.at = Date.parse("2026-12-20T11:59:59Z"))],
  ["the second it expires", ["certificate/expired"], (s) => void (s.at = Date.parse("2026-12-20T12:00:00Z"))],
  ["a clock four minutes behind", [], (s) => void (s.at = issuedAt - 240_000)],
  ["a clock six minutes behind", ["certificate/not-yet-valid"], (s) => void (s.at = issuedAt - 360_000)],
  ["another commit", ["certificate/wrong-commit"], (s) => void (s.commit = otherCommit)],
  ["a shortened commit", ["certificate/wrong-commit"], (s) => void (s.commit = commit.slice(0, 12))],
  ["another package", ["certificate/wrong-subject"], (s) => void ((s.commit = undefined), (s.subject = "00".repeat(32)))],
  ["the right commit and another package", ["certificate/wrong-subject"], (s) => void (s.subject = "00".repeat(32))],
  ["the issuer lost the role", ["certificate/role-missing"], withPerson("ada", (p) => void (p.roles = ["product.owner"]))],
  ["signed by someone other than the named issuer", ["certificate/role-missing"], inner(() => {}, "ben")],
  [
    "issued in a role that issues nothing",
    ["certificate/role-missing"],
    inner((_, r) => void (r.issuer = { person: "fay", role: "product.owner" }), "fay"),
  ],
  ["the issuer's key had ended", ["certificate/expired-key"], withPerson("ada", (p) => void (p.keys[0].notAfter = "2026-11-19"))],
  ["the issuer's key ends on the day", [], withPerson("ada", (p) => void (p.keys[0].notAfter = "2026-11-20"))],
  [
    "an approver's key had ended",
    ["certificate/approval-invalid", "certificate/waiver-invalid"],
    withPerson("eve", (p) => void (p.keys[0].notAfter = "2026-11-20T10:59:59Z")),
  ],
  ["an approver lost the role", ["certificate/approval-invalid"], withPerson("dov", (p) => void (p.roles = []))],
  ["an approver is gone", ["certificate/approval-invalid"], (s) => void (s.people = world.people.filter((person) => person.id !== "cleo"))],
  // The payload, edited by an issuer who signs again
  ["another predicate", ["certificate/unknown-predicate"], inner((s) => void (s.predicateType = "https://slsa.dev/provenance/v1"))],
  ["another statement type", ["certificate/unknown-predicate"], inner((s) => void (s["_type"] = "https://in-toto.io/Statement/v0.1"))],
  ["an unknown member in the statement", ["certificate/malformed"], inner((s) => void (s.extra = true))],
  [
    "a payload that gives a name twice",
    ["certificate/duplicate-keys"],
    (s) => void (s.envelope = seal(canonicalJson(certificate.statement as unknown as Json).replace("{", '{"_type":"x",'), world.signers["ada"]!)),
  ],
  [
    "a payload that is not UTF-8",
    ["certificate/not-utf8"],
    (s) => void (s.envelope = seal(Buffer.from([0x22, 0xc3, 0x28, 0x22]), world.signers["ada"]!)),
  ],
  ["a payload that is not JSON", ["certificate/malformed"], (s) => void (s.envelope = seal("approved", world.signers["ada"]!))],
  [
    "a lone surrogate in a condition",
    ["certificate/malformed"],
    (s) => void (s.envelope = seal(canonicalJson(certificate.statement as unknown as Json).replaceAll("Rotate", "\\ud800"), world.signers["ada"]!)),
  ],
  ["a result of FAILED", ["certificate/rejected"], inner((s) => void (s.predicate.verificationResult = "FAILED"))],
  ["a recommendation of REJECT", ["certificate/rejected", "certificate/approval-invalid"], inner((_, r) => void (r.recommendation = "REJECT"))],
  ["conditions removed", ["certificate/rejected", "certificate/approval-invalid"], inner((_, r) => void (r.conditions = []))],
  ["a condition reworded", ["certificate/approval-invalid"], inner((_, r) => void (r.conditions[0].text = "none"))],
  ["a condition due later", ["certificate/approval-invalid"], inner((_, r) => void (r.conditions[0].due = "2027-12-01"))],
  ["an expiry the approvers did not see", ["certificate/approval-invalid"], inner((_, r) => void (r.expiresAt = "2026-12-25T12:00:00Z"))],
  [
    "an expiry beyond the waiver",
    ["certificate/approval-invalid", "certificate/waiver-invalid"],
    inner((_, r) => void (r.expiresAt = "2027-06-01T12:00:00Z")),
  ],
  [
    "an expiry before the issue",
    ["certificate/malformed", "certificate/expired", "certificate/approval-invalid"],
    inner((_, r) => void (r.expiresAt = "2026-11-01T12:00:00Z")),
  ],
  ["a failed gate", ["certificate/approval-invalid", "certificate/gate-not-passed"], inner((_, r) => void (r.gates[0].outcome = "fail"))],
  [
    "a gate that did not run",
    ["certificate/approval-invalid", "certificate/gate-not-passed"],
    inner((_, r) => void (r.gates[0].outcome = "not_run")),
  ],
  [
    "a waiver without its approval",
    ["certificate/approval-invalid", "certificate/waiver-invalid"],
    inner((_, r) => void (r.gates[1].waiver.approval = "A-0000000000000000")),
  ],
  [
    "the waiver moved to another gate",
    ["certificate/approval-invalid", "certificate/waiver-invalid"],
    inner((_, r) => void ((r.gates[0] = { ...r.gates[1], name: "scans" }), (r.gates[1] = { name: "controls", outcome: "pass" }))),
  ],
  ["the gates removed", ["certificate/malformed"], inner((_, r) => void (r.gates = []))],
  ["an approval dropped by the issuer", ["certificate/approval-missing"], inner((_, r) => without("dov")(r))],
  ["the waiver's approval dropped by the issuer", ["certificate/waiver-invalid"], inner((_, r) => without("eve")(r))],
  ["all approvals dropped", ["certificate/approval-missing", "certificate/waiver-invalid"], inner((_, r) => void (r.approvals = []))],
  ["an authority that asks for less", ["certificate/approval-invalid"], inner((_, r) => void (r.authority.steps = r.authority.steps.slice(0, 1)))],
  ["an authority that asks for nothing", ["certificate/malformed"], inner((_, r) => void (r.authority.steps = []))],
  ["an approval used twice", ["certificate/approval-invalid"], inner((_, r) => r.approvals.push(r.approvals[0]))],
  [
    "an approval of another review",
    ["certificate/approval-invalid"],
    inner((_, r) => r.approvals.push((other.statement.predicate as Loose)["https://tipstaff.dev/review/v1"].approvals[1])),
  ],
  [
    "approvals of another review instead of its own",
    ["certificate/approval-invalid", "certificate/waiver-invalid"],
    inner((_, r) => void (r.approvals = (other.statement.predicate as Loose)["https://tipstaff.dev/review/v1"].approvals)),
  ],
  ["an approval's role edited", ["certificate/approval-invalid"], inner((_, r) => void (r.approvals[1].role = "ceo"))],
  ["an approval's person edited", ["certificate/approval-invalid"], inner((_, r) => void (r.approvals[1].person = "cleo"))],
  ["an approval's facts edited", ["certificate/approval-invalid"], inner((_, r) => void (r.approvals[1].facts.commit = otherCommit))],
  ["an approval turned from a rejection", ["certificate/approval-invalid"], inner((_, r) => void (r.approvals[1].decision = "acknowledge"))],
  ["an approval that is a number", ["certificate/approval-invalid"], inner((_, r) => r.approvals.push(7))],
  ["an approval that is null", ["certificate/approval-invalid"], inner((_, r) => r.approvals.push(null))],
  ["a requester added by the issuer", ["certificate/approval-invalid"], inner((_, r) => void (r.requesters = ["ben"]))],
  [
    "the commit replaced and signed again",
    ["certificate/wrong-commit", "certificate/approval-invalid", "certificate/waiver-invalid"],
    inner((s) => void (s.subject[0].digest.gitCommit = otherCommit)),
  ],
  ["the package replaced and signed again", ["certificate/approval-invalid"], inner((s) => void (s.subject[1].digest.sha256 = "00".repeat(32)))],
  ["the repository replaced in one place", ["certificate/malformed"], inner((s) => void (s.subject[0].name = "git+https://git.example/other"))],
  [
    "the commit as a package",
    ["certificate/malformed", "certificate/wrong-commit", "certificate/approval-invalid", "certificate/waiver-invalid"],
    inner((s) => void (s.subject[0].digest = { sha256: "00".repeat(32) })),
  ],
  ["a third subject", ["certificate/malformed"], inner((s) => s.subject.push(s.subject[1]))],
  ["the policy replaced", ["certificate/approval-invalid"], inner((s) => void (s.predicate.policy.digest.sha256 = "00".repeat(32)))],
  [
    "evidence replaced in one list",
    ["certificate/malformed", "certificate/approval-invalid", "certificate/artefact-changed"],
    inner((_, r) => void (r.evidence[0].sha256 = "00".repeat(32))),
  ],
  [
    "an artefact added by the issuer as seen",
    ["certificate/approval-invalid", "certificate/artefact-missing"],
    inner((s, r) => addArtefact(s, r, "late.md", "decided-on")),
  ],
  ["an artefact added by the issuer as later", ["certificate/artefact-missing"], inner((s, r) => addArtefact(s, r, "late.md", "recorded-after"))],
  ["an artefact path that leads out", ["certificate/unsafe-path"], inner((s, r) => addArtefact(s, r, "../secret", "recorded-after"))],
  ["an absolute artefact path", ["certificate/unsafe-path"], inner((s, r) => addArtefact(s, r, "/etc/passwd", "recorded-after"))],
  ["an artefact path for Windows", ["certificate/unsafe-path"], inner((s, r) => addArtefact(s, r, "..\\secret", "recorded-after"))],
  ["an artefact path with a line break", ["certificate/unsafe-path"], inner((s, r) => addArtefact(s, r, "a\nb", "recorded-after"))],
  ["an artefact listed twice", ["certificate/malformed"], inner((s, r) => addArtefact(s, r, "scan-results.json", "recorded-after"))],
  // Approvals signed by the right people, and still not enough
  [
    "an approval that had expired at the issue",
    ["certificate/approval-invalid"],
    otherwiseApproved((draft) => ({ ...draft, expiresAt: issuedAt - 1000 })),
  ],
  ["an approval signed after the issue", ["certificate/approval-invalid"], otherwiseApproved((draft) => ({ ...draft, createdAt: issuedAt + 1000 }))],
  ["a rejection among the approvals", ["certificate/rejected"], otherwiseApproved((draft) => ({ ...draft, decision: "reject" as const }))],
  ["a disposition worded for another review", ["certificate/approval-invalid"], otherwiseApproved((draft) => ({ ...draft, target: "SR-2026-099" }))],
  ["[S1.5-6] the requester among the approvers", ["certificate/approval-missing"], resigned({ requesters: ["ben"] })],
  [
    "the requester among the approvers, where the settings only flag it",
    [],
    resigned({ requesters: ["ben"], authority: { ...authority, ownRequest: "flag" } }),
  ],
  ["the requester granted the waiver", ["certificate/waiver-invalid"], resigned({ requesters: ["eve"] })],
  ["[S1.5-3] two of three roles", ["certificate/approval-missing"], resigned({}, (all) => all.filter((one) => one.person !== "cleo"))],
  ["[S1.6-2] legal.exec consulted first", [], resigned({ authority: consulted }, (all) => [...all, consult(issuedAt - 7_200_000)])],
  [
    "[S1.6-2] legal.exec consulted after the COO decided",
    ["certificate/approval-missing"],
    resigned({ authority: consulted }, (all) => [...all, consult(issuedAt - 1_800_000)]),
  ],
  [
    "an accepted risk that names no review",
    [],
    resigned({}, (all) => [...all, approve(world, { kind: "acceptance", role: "coo", person: "ben", facts: { finding: "F-1" }, target: "F-1" })]),
  ],
  [
    "an accepted risk of another review",
    ["certificate/approval-invalid"],
    resigned({}, (all) => [...all, approve(world, { kind: "acceptance", role: "coo", person: "ben", facts: { review: "SR-1" }, target: "F-1" })]),
  ],
  ["[S1.6-2] legal.exec never consulted", ["certificate/approval-missing"], resigned({ authority: consulted })],
  [
    "an authority of an unknown kind",
    ["certificate/malformed"],
    resigned({ authority: { ...authority, steps: [...authority.steps, { role: "coo", kind: "wish", decision: "approve" }] } }),
  ],
  [
    "a waiver that ends before the certificate",
    ["certificate/waiver-invalid"],
    resigned({ gates: [{ name: "scans", outcome: "waived", waiver: { reason: "booked", approval: "", expiresAt: "2026-12-01T00:00:00Z" } }] }),
  ],
  // Evidence
  ["an artefact edited", ["certificate/artefact-changed"], (s) => writeFile(join(s.folder, "scan-results.json"), '{"summary":{"critical":9}}\n')],
  [
    "an artefact with one more byte",
    ["certificate/artefact-changed"],
    (s) => writeFile(join(s.folder, "scan-results.json"), '{"summary":{"critical":0}}\n\n'),
  ],
  ["an artefact removed", ["certificate/artefact-missing"], (s) => rm(join(s.folder, "findings-register.csv"))],
  ["a folder of artefacts removed", ["certificate/artefact-missing"], (s) => rm(join(s.folder, "reports"), { recursive: true })],
  ["an artefact behind a link", ["certificate/artefact-unsafe"], (s) => linkAway(s, "scan-results.json")],
  ["a folder of artefacts behind a link", ["certificate/artefact-unsafe"], (s) => linkAway(s, "reports")],
  [
    "a folder in an artefact's place",
    ["certificate/artefact-unsafe"],
    async (s) => void (await rm(join(s.folder, "scan-results.json")), await mkdir(join(s.folder, "scan-results.json"))),
  ],
  [
    "a file in a folder's place",
    ["certificate/artefact-unsafe"],
    async (s) => void (await rm(join(s.folder, "reports"), { recursive: true }), await writeFile(join(s.folder, "reports"), "")),
  ],
  [
    "one artefact edited and one removed",
    ["certificate/artefact-missing", "certificate/artefact-changed"],
    async (s) => void (await writeFile(join(s.folder, "scan-results.json"), ""), await rm(join(s.folder, "findings-register.csv"))),
  ],
  // Revocation
  ["revoked", ["certificate/revoked"], (s) => revoke(s, "ben", "coo")],
  ["revoked by security.ops", ["certificate/revoked"], (s) => revoke(s, "ada", "security.ops")],
  ["revoked, and looked at as of before", ["certificate/revoked"], (s) => ((s.at = issuedAt), revoke(s, "ben", "coo"))],
  ["a revocation by someone who may not", ["certificate/revocation-invalid"], (s) => revoke(s, "fay", "product.owner")],
  ["a revocation in a role that is not held", ["certificate/revocation-invalid"], (s) => revoke(s, "fay", "coo")],
  ["a revocation with another reason than signed", ["certificate/revocation-invalid"], (s) => revoke(s, "ben", "coo", (r) => void (r.reason = "x"))],
  [
    "a revocation of another certificate under this name",
    ["certificate/revocation-invalid"],
    (s) => revoke(s, "ben", "coo", (r) => void (r.certificate = other.digest)),
  ],
  ["a revocation signed by a stranger", ["certificate/revocation-invalid"], (s) => revoke(s, "ben", "coo", () => {}, stranger)],
  [
    "an empty revocation",
    ["certificate/revocation-invalid"],
    async (s) => void (await mkdir(join(s.folder, "revocations")), await writeFile(join(s.folder, "revocations", `${certificate.digest}.json`), "")),
  ],
  [
    "revoked and expired",
    ["certificate/expired", "certificate/revoked"],
    (s) => ((s.at = Date.parse("2027-01-01T00:00:00Z")), revoke(s, "ben", "coo")),
  ],
]

function spareBit(signature: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  const last = signature[85]!
  return `${signature.slice(0, 85)}${alphabet[alphabet.indexOf(last) + 1]}==`
}

function addArtefact(statement: Loose, review: Loose, path: string, stage: string): void {
  review.evidence.push({ path, sha256: "00".repeat(32), stage })
  statement.predicate.inputAttestations.push({ uri: path, digest: { sha256: "00".repeat(32) } })
}

async function linkAway(situation: Situation, path: string): Promise<void> {
  await rename(join(situation.folder, path), join(situation.folder, `${path}.real`))
  await symlink(join(situation.folder, `${path}.real`), join(situation.folder, path))
}

/** The COO's approval is signed otherwise; the issuer adds it all the same. */
function otherwiseApproved(change: (draft: Parameters<typeof approve>[1]) => Parameters<typeof approve>[1]): Case[2] {
  return (situation) => {
    const content = signedContent(world)
    const facts = dispositionFacts(content)
    const record = approve(world, change({ kind: "disposition", role: "coo", person: "ben", facts, target: content.reviewId }))
    const good = issue(world, content)
    situation.envelope = reseal(world, good, (_, review) => {
      review.approvals = review.approvals.map((one: ApprovalRecord) => (one.person === "ben" ? record : one))
    })
  }
}

async function situationOf(): Promise<Situation> {
  const folder = await makeEvidence()
  return {
    envelope: certificate.text,
    people: world.people,
    at: checkedAt,
    commit,
    subject: undefined,
    folder,
    evidence: folder,
    revocations: join(folder, "revocations"),
    certificate,
  }
}

const trustText = trustOf(world.people)
const readPeople = parseTrust(trustText, "trust.json").people

async function askBoth(situation: Situation) {
  const bytes = typeof situation.envelope === "string" ? Buffer.from(situation.envelope) : situation.envelope
  const trust = situation.people === world.people ? trustText : trustOf(situation.people)
  const subject = {
    ...(situation.commit === undefined ? {} : { commit: situation.commit }),
    ...(situation.subject === undefined ? {} : { subject: situation.subject }),
  }
  const { evidence, revocations } = situation
  const product = await verifyInProduct(bytes, {
    people: situation.people === world.people ? readPeople : parseTrust(trust, "trust.json").people,
    at: situation.at,
    ...subject,
    evidence: evidence === undefined || evidence === "skip" ? evidence : evidenceIn(evidence),
    ...(revocations === undefined ? {} : { revocation: (digest) => readRevocation(revocations, digest) }),
  })
  const offline = verifyOffline(bytes, {
    trust: Buffer.from(trust),
    at: situation.at,
    ...subject,
    ...(evidence === undefined ? {} : { evidence }),
    ...(revocations === undefined ? {} : { revocations }),
  })
  return { product, offline }
}

const codes = (reasons: readonly { readonly code: string }[]) => [...new Set(reasons.map((reason) => reason.code))]

test.each(cases)("[S4.6-5] %s: both verifiers say the same", async (_name, expected, change) => {
  const situation = await situationOf()
  try {
    await change(situation)
    const { product, offline } = await askBoth(situation)
    expect({ product: codes(product.reasons), offline: codes(offline.reasons) }).toEqual({ product: expected, offline: expected })
    expect([product.outcome, offline.outcome]).toEqual(expected.length === 0 ? ["pass", "pass"] : ["fail", "fail"])
    expect(offline.checks.map((check) => [check.name, check.outcome])).toEqual(product.checks.map((check) => [check.name, check.outcome]))
    expect(offline.unlisted).toEqual(product.unlisted)
  } finally {
    await rm(situation.folder, { recursive: true, force: true })
  }
})

test("[SX.1-8] what could not be compared is not_run, never a pass", async () => {
  const base = await situationOf()
  const missing: [Partial<Situation>, string][] = [
    [{ commit: undefined }, "subject"],
    [{ evidence: undefined }, "evidence"],
    [{ revocations: undefined }, "revocation"],
  ]
  for (const [change, check] of missing) {
    const { product, offline } = await askBoth({ ...base, ...change })
    for (const answer of [product, offline]) {
      expect(answer.outcome).toBe("not_run")
      expect(answer.checks.filter((one) => one.outcome === "not_run").map((one) => one.name)).toEqual([check])
    }
  }
  const skipped = await askBoth({ ...base, evidence: "skip" })
  for (const answer of [skipped.product, skipped.offline]) {
    expect(answer.outcome).toBe("pass")
    expect(answer.checks.find((one) => one.name === "evidence")?.outcome).toBe("not_applicable")
  }
  await rm(base.folder, { recursive: true, force: true })
})

test("a trust file with a key that is not Ed25519, is weak, or is not what it says stops both verifiers", () => {
  const good = JSON.parse(trustOf(world.people)) as Loose
  const weak = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(`01${"00".repeat(31)}`, "hex")])
  const keys: [string, Loose][] = [
    ["RSA", ofKey(spki(generateKeyPairSync("rsa", { modulusLength: 2048 })))],
    ["P-256", ofKey(spki(generateKeyPairSync("ec", { namedCurve: "P-256" })))],
    ["X25519", ofKey(spki(generateKeyPairSync("x25519")))],
    ["a point of small order", ofKey(weak)],
    ["another id", { id: "0".repeat(16), publicKey: stranger.publicKey }],
    ["another person's key", { id: world.signers["ben"]!.keyId, publicKey: world.signers["ben"]!.publicKey }],
    ["an end that is no time", { id: stranger.keyId, publicKey: stranger.publicKey, notAfter: "soon" }],
    ["an end that is a number", { id: stranger.keyId, publicKey: stranger.publicKey, notAfter: 20261120 }],
    ["a key the digest does not cover", { id: stranger.keyId, publicKey: stranger.publicKey }],
  ]
  for (const [what, key] of keys) {
    const trust = structuredClone(good)
    trust.people[0].keys.push(key)
    const text = JSON.stringify(trust)
    expect([what, codeOf(() => parseTrust(text, "trust.json"))]).toEqual([what, "identity/trust-invalid"])
    expect([what, codeOf(() => verifyOffline(Buffer.from(certificate.text), { trust: Buffer.from(text), at: checkedAt }))]).toEqual([
      what,
      "identity/trust-invalid",
    ])
  }
  for (const text of [
    "",
    "null",
    "[]",
    "{}",
    '{"schema":"tipstaff.trust/1","people":[null]}',
    '{"schema":"tipstaff.trust/1","people":[{"id":"a","roles":[],"keys":[null]}]}',
  ]) {
    expect([text, codeOf(() => parseTrust(text, "trust.json"))]).toEqual([text, "identity/trust-invalid"])
    expect([text, codeOf(() => verifyOffline(Buffer.from(certificate.text), { trust: Buffer.from(text), at: checkedAt }))]).toEqual([
      text,
      "identity/trust-invalid",
    ])
  }
})

function spki(pair: { publicKey: KeyObject }): Buffer {
  return pair.publicKey.export({ type: "spki", format: "der" })
}

function ofKey(der: Buffer) {
  return { id: sha256(der).slice(0, 16), publicKey: der.toString("base64") }
}

function codeOf(work: () => unknown): unknown {
  try {
    work()
    return "no error"
  } catch (thrown) {
    return (thrown as { code?: string }).code
  }
}

test("a certificate with a plain approval by one role verifies in both", async () => {
  const content = signedContent(world, {
    recommendation: "APPROVE",
    conditions: [],
    gates: [{ name: "scans", outcome: "pass" }],
    authority: { ...draftContent().authority, rows: ["S1.5-2"], steps: [{ role: "coo", kind: "disposition", decision: "approve" }] },
  })
  const situation = { ...(await situationOf()), envelope: issue(world, content).text }
  const { product, offline } = await askBoth(situation)
  expect([product.outcome, offline.outcome]).toEqual(["pass", "pass"])
  await rm(situation.folder, { recursive: true, force: true })
})

test("flipping any single byte of the payload or the signature never verifies", async () => {
  const envelope = JSON.parse(certificate.text) as { payload: string; payloadType: string; signatures: { keyid: string; sig: string }[] }
  const quick = { evidence: "skip", revocations: undefined } as const
  const folder = await makeEvidence()
  const base = { ...(await situationOf()), ...quick, folder }
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("payload", "signature"), fc.nat(), fc.integer({ min: 1, max: 255 }), async (part, place, mask) => {
      const text = part === "payload" ? envelope.payload : envelope.signatures[0]!.sig
      const bytes = Buffer.from(text, "latin1")
      bytes[place % bytes.length]! ^= mask
      const changed = bytes.toString("latin1")
      const copy = structuredClone(envelope)
      if (part === "payload") copy.payload = changed
      else copy.signatures[0]!.sig = changed
      const { product, offline } = await askBoth({ ...base, envelope: JSON.stringify(copy) })
      expect(product.outcome).toBe("fail")
      expect(codes(offline.reasons)).toEqual(codes(product.reasons))
    }),
    { numRuns: 80 },
  )
  await rm(folder, { recursive: true, force: true })
})

test("flipping any single decoded byte of the payload or the signature never verifies", async () => {
  const envelope = JSON.parse(certificate.text) as { payload: string; payloadType: string; signatures: { keyid: string; sig: string }[] }
  const base = { ...(await situationOf()), evidence: "skip" }
  const signature = Buffer.from(envelope.signatures[0]!.sig, "base64")
  for (const place of signature.keys()) {
    const changed = Buffer.from(signature)
    changed[place]! ^= 1
    const { product, offline } = await askBoth({
      ...base,
      envelope: JSON.stringify({ ...envelope, signatures: [{ ...envelope.signatures[0], sig: changed.toString("base64") }] }),
    })
    expect([codes(product.reasons), codes(offline.reasons)]).toEqual([["certificate/bad-signature"], ["certificate/bad-signature"]])
  }
  await rm(base.folder, { recursive: true, force: true })
})

test("neither verifier throws on garbage, and both name the same reason", async () => {
  const base = { ...(await situationOf()), evidence: "skip" }
  const garbage = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => Buffer.from(text)),
    fc.string().map((text) => Buffer.from(text)),
  )
  await fc.assert(
    fc.asyncProperty(garbage, async (bytes) => {
      const { product, offline } = await askBoth({ ...base, envelope: bytes })
      expect(product.outcome).toBe("fail")
      expect(codes(offline.reasons)).toEqual(codes(product.reasons))
    }),
    { numRuns: 80 },
  )
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
      const { product, offline } = await askBoth({ ...base, envelope: seal(JSON.stringify(value), world.signers["ada"]!) })
      expect(codes(offline.reasons)).toEqual(codes(product.reasons))
    }),
    { numRuns: 60 },
  )
  await rm(base.folder, { recursive: true, force: true })
})

test("any value in any place of a signed statement is judged alike by both, without throwing", async () => {
  const base = await situationOf()
  const places = placesIn(certificate.statement)
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom("", "x".repeat(5000), "\ud800", 1e300, "2026-11-20T12:00:00Z", sha256("x")))
  await fc.assert(
    fc.asyncProperty(fc.nat(), value, async (choice, replacement) => {
      const path = places[choice % places.length]!
      const statement = structuredClone(certificate.statement) as Loose
      let holder = statement
      for (const step of path.slice(0, -1)) holder = holder[step]
      holder[path.at(-1)!] = replacement
      const { product, offline } = await askBoth({ ...base, envelope: seal(JSON.stringify(statement), world.signers["ada"]!) })
      expect({ path, codes: codes(offline.reasons) }).toEqual({ path, codes: codes(product.reasons) })
    }),
    { numRuns: 120 },
  )
  await rm(base.folder, { recursive: true, force: true })
})

function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return path.length === 0 ? [] : [[...path]]
  const below = Object.entries(value).flatMap(([name, member]) => placesIn(member, [...path, name]))
  return path.length === 0 ? below : [[...path], ...below]
}
