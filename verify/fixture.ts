/** Builds a certified review with fresh keys for the tests of both verifiers. */
import { generateKeyPairSync } from "node:crypto"
import { mkdir, mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { canonicalJson, type Json } from "../src/base/canonical-json.ts"
import { sha256 } from "../src/base/hash.ts"
import { signApproval, type ApprovalDraft, type ApprovalRecord } from "../src/domain/approvals/approval.ts"
import { phraseFor } from "../src/domain/approvals/phrase.ts"
import { dispositionFacts, waiverFacts } from "../src/domain/certificates/facts.ts"
import { issueCertificate, type Certificate, type CertificateContent } from "../src/domain/certificates/issue.ts"
import type { Person } from "../src/domain/identity/people.ts"
import { formatTrust, trustIn } from "../src/domain/identity/trust.ts"
import { signerOf, type Signer } from "../src/platform/keys.ts"

export const issuedAt = Date.parse("2026-11-20T12:00:00Z")
export const checkedAt = Date.parse("2026-11-25T12:00:00Z")
export const commit = "1f".repeat(20)
export const otherCommit = "2e".repeat(20)
export const packageSha256 = "3d".repeat(32)

export interface World {
  readonly people: readonly Person[]
  readonly signers: Readonly<Record<string, Signer>>
}

const cast: readonly [id: string, roles: readonly string[]][] = [
  ["ada", ["security.ops"]],
  ["ben", ["coo"]],
  ["cleo", ["legal.exec"]],
  ["dov", ["ceo"]],
  ["eve", ["security.lead"]],
  ["fay", ["product.owner"]],
]

export function makeWorld(): World {
  const signers: Record<string, Signer> = {}
  const people = cast.map(([id, roles]): Person => {
    const signer = signerOf(generateKeyPairSync("ed25519").privateKey)
    signers[id] = signer
    return { id, name: id, roles: [...roles], keys: [{ id: signer.keyId, publicKey: signer.publicKey }] }
  })
  return { people, signers }
}

export function trustOf(people: readonly Person[]): string {
  return formatTrust(trustIn(people, "exported", issuedAt))
}

export const evidenceFiles: Readonly<Record<string, string>> = {
  "scan-results.json": '{"summary":{"critical":0}}\n',
  "findings-register.csv": "finding_id,severity\n",
  "reports/manual-assessment.md": "# Assessment\n",
}

export async function makeEvidence(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tipstaff-certificate-"))
  for (const [path, text] of Object.entries(evidenceFiles)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

export function approve(
  world: World,
  draft: Pick<ApprovalDraft, "kind" | "role" | "person" | "facts" | "target"> & Partial<ApprovalDraft>,
): ApprovalRecord {
  const decision = draft.decision ?? "approve"
  const signer = world.signers[draft.person]
  if (signer === undefined) throw new Error(`no key for ${draft.person}`)
  return signApproval(signer, {
    statement: "looked at and agreed",
    createdAt: issuedAt - 3_600_000,
    expiresAt: issuedAt + 3_600_000,
    phrase: phraseFor(draft.kind, decision, draft.target),
    ...draft,
    decision,
  })
}

/** Everything but the approvals. */
export function draftContent(change: Partial<CertificateContent> = {}): CertificateContent {
  return {
    reviewId: "SR-2026-014",
    repository: "git+https://git.example/shop/checkout",
    commit,
    packageSha256,
    packageName: "checkout-1.4.0.tgz",
    recommendation: "APPROVE WITH CONDITIONS",
    conditions: [{ text: "Rotate the deploy token", owner: "fay", due: "2026-12-01" }],
    gates: [
      { name: "scans", outcome: "pass" },
      { name: "controls", outcome: "waived", waiver: { reason: "the pen test is booked", approval: "", expiresAt: "2026-12-31T00:00:00Z" } },
      { name: "disposition", outcome: "pass" },
    ],
    policyPack: { id: "SOP-OPS-security-review", version: "v1.0", sha256: "4c".repeat(32) },
    policyUri: "https://git.example/policies/SOP-OPS-security-review",
    authority: {
      rows: ["S1.5-3"],
      steps: ["coo", "legal.exec", "ceo"].map((role) => ({ role, kind: "disposition", decision: "approve" })),
      samePerson: "refuse",
      ownRequest: "refuse",
    },
    requesters: ["fay"],
    expiresAt: "2026-12-20T12:00:00Z",
    evidence: Object.entries(evidenceFiles).map(([path, text]) => ({ path, sha256: sha256(text), stage: "decided-on" as const })),
    approvals: [],
    ...change,
  }
}

/** The content with its waiver and its three approvals signed. */
export function signedContent(world: World, change: Partial<CertificateContent> = {}): CertificateContent {
  const content = draftContent(change)
  const extra: ApprovalRecord[] = []
  const gates = content.gates.map((gate) => {
    if (gate.waiver === undefined || gate.waiver.approval !== "") return gate
    const { reason, expiresAt } = gate.waiver
    const facts = waiverFacts({ reviewId: content.reviewId, commit: content.commit, gate: gate.name, reason, expiresAt })
    const waiver = approve(world, { kind: "waiver", role: "security.lead", person: "eve", facts, target: `${gate.name} OF ${content.reviewId}` })
    extra.push(waiver)
    return { ...gate, waiver: { ...gate.waiver, approval: waiver.id } }
  })
  const complete = { ...content, gates }
  const facts = dispositionFacts(complete)
  const approvals = [
    ["ben", "coo"],
    ["cleo", "legal.exec"],
    ["dov", "ceo"],
  ].map(([person, role]) => approve(world, { kind: "disposition", role: role!, person: person!, facts, target: content.reviewId }))
  return { ...complete, approvals: [...content.approvals, ...extra, ...approvals] }
}

export function issue(world: World, content: CertificateContent = signedContent(world), at = issuedAt): Certificate {
  const how = { people: world.people, issuer: { person: "ada", role: "security.ops" }, at, version: "0.1.0", unansweredCriticals: [] }
  return issueCertificate(content, how, world.signers["ada"]!)
}

export const payloadType = "application/vnd.in-toto+json"

/** Signs any payload as an issuer could who does not use our code. */
export function seal(payload: string | Uint8Array, signer: Signer, type = payloadType): string {
  const bytes = typeof payload === "string" ? Buffer.from(payload) : payload
  return JSON.stringify({
    payload: Buffer.from(bytes).toString("base64"),
    payloadType: type,
    signatures: [{ keyid: signer.keyId, sig: signer.sign(type, bytes) }],
  })
}

// oxlint-disable-next-line typescript/no-explicit-any -- the tests break the types on purpose
export type Loose = any

/** The statement with a change, signed again by the issuer. */
export function reseal(world: World, certificate: Certificate, change: (statement: Loose, review: Loose) => void, by = "ada"): string {
  const statement = structuredClone(certificate.statement) as Loose
  change(statement, statement.predicate["https://tipstaff.dev/review/v1"])
  return seal(canonicalJson(statement as Json), world.signers[by]!)
}
