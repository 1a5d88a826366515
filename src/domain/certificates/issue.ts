/** Issues a certificate: builds the statement, refuses what may not be certified, and seals it. Pure. */
import { canonicalJson, type Json } from "../../base/canonical-json.ts"
import { isoTime, type Instant } from "../../base/clock.ts"
import { Refusal, TipstaffError } from "../../base/errors.ts"
import { sha256 } from "../../base/hash.ts"
import type { Signer } from "../../platform/keys.ts"
import type { ApprovalRecord } from "../approvals/approval.ts"
import { personById, type Person } from "../identity/people.ts"
import { extension, levels, payloadType, predicateType, statementSchema, statementType, type Artefact, type Statement } from "./certificate.ts"
import { approvalFaults, gateFaults, issuerFaults, pathFaults, recommendationFaults, shapeFaults } from "./content.ts"
import type { DispositionContent } from "./facts.ts"

export interface CertificateContent extends DispositionContent {
  readonly approvals: readonly ApprovalRecord[]
  /** File name of the release package, when there is one. */
  readonly packageName?: string
  /** URI of the policy pack. */
  readonly policyUri: string
}

export interface Issue {
  /** The trusted people. */
  readonly people: readonly Person[]
  readonly issuer: { readonly person: string; readonly role: string }
  readonly at: Instant
  /** Version of Tipstaff. */
  readonly version: string
  /** Critical findings without remediation, compensating control or approved acceptance; S4.2-2 cannot be switched off. */
  readonly unansweredCriticals: readonly string[]
}

/**
 * Throws Refusal `certificate/unanswered-critical` or the code of the first reason that verification would give:
 * `certificate/rejected`, `gate-not-passed`, `waiver-invalid`, `approval-invalid`, `approval-missing`, `role-missing` …
 */
export function buildStatement(content: CertificateContent, issue: Issue): Statement {
  if (issue.unansweredCriticals.length > 0) {
    throw new Refusal("certificate/unanswered-critical", `critical findings have no answer: ${issue.unansweredCriticals.join(", ")}`, {
      next: "remediate each, record a compensating control, or have its risk accepted",
    })
  }
  const statement = parseOwn(draft(content, issue))
  const issuer = personById(issue.people, issue.issuer.person)
  const approvals = approvalFaults(statement, issue.people)
  const faults = [
    ...recommendationFaults(statement),
    ...shapeFaults(statement),
    ...pathFaults(statement),
    ...(issuer === undefined
      ? [{ code: "certificate/role-missing" as const, message: `${issue.issuer.person} is not a trusted person` }]
      : issuerFaults(statement, issuer)),
    ...approvals.faults,
    ...gateFaults(statement, approvals.valid),
  ]
  const first = faults[0]
  if (first !== undefined) {
    throw new Refusal(first.code, `no certificate: ${first.message}`, { next: "settle this, then ask for the certificate again" })
  }
  return statement
}

function draft(content: CertificateContent, issue: Issue): Json {
  const evidence: readonly Artefact[] = [...content.evidence].sort((a, b) => (a.path < b.path ? -1 : 1))
  const pack = content.packageSha256
  const level = Object.hasOwn(levels, content.recommendation) ? levels[content.recommendation as keyof typeof levels] : "NONE"
  return {
    _type: statementType,
    subject: [
      { name: content.repository, digest: { gitCommit: content.commit } },
      ...(pack === undefined ? [] : [{ name: content.packageName ?? "release-package", digest: { sha256: pack } }]),
    ],
    predicateType,
    predicate: {
      verifier: { id: "https://tipstaff.dev/review", version: { tipstaff: issue.version } },
      timeVerified: isoTime(issue.at),
      resourceUri: content.repository,
      policy: { uri: content.policyUri, digest: { sha256: content.policyPack.sha256 } },
      inputAttestations: evidence.map((one) => ({ uri: one.path, digest: { sha256: one.sha256 } })),
      verificationResult: content.recommendation === "REJECT" ? "FAILED" : "PASSED",
      verifiedLevels: [level],
      slsaVersion: "1.1",
      [extension]: {
        reviewId: content.reviewId,
        recommendation: content.recommendation,
        conditions: content.conditions as unknown as Json,
        expiresAt: content.expiresAt,
        issuer: issue.issuer,
        requesters: content.requesters,
        authority: content.authority as unknown as Json,
        gates: content.gates as unknown as Json,
        approvals: content.approvals as unknown as Json,
        evidence: evidence as unknown as Json,
        policyPack: { id: content.policyPack.id, version: content.policyPack.version },
      },
    },
  }
}

function parseOwn(value: Json): Statement {
  const parsed = statementSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new TipstaffError("certificate/invalid-content", `the certificate cannot be built: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`)
}

export interface Certificate {
  /** The file `security-approval-certificate.dsse.json`. */
  readonly text: string
  /** SHA-256 of the signed payload: names the certificate, whatever the file around it looks like. */
  readonly digest: string
  readonly statement: Statement
}

/** Signs; the key must be the issuer's own. Throws Refusal `certificate/role-missing`. */
export function issueCertificate(content: CertificateContent, issue: Issue, signer: Signer): Certificate {
  const statement = buildStatement(content, issue)
  if (!personById(issue.people, issue.issuer.person)?.keys.some((key) => key.id === signer.keyId)) {
    throw new Refusal("certificate/role-missing", `the key ${signer.keyId} does not belong to ${issue.issuer.person}`, {
      next: "sign with the issuer's own key",
    })
  }
  const payload = canonicalJson(statement as unknown as Json)
  const envelope = {
    payload: Buffer.from(payload, "utf8").toString("base64"),
    payloadType,
    signatures: [{ keyid: signer.keyId, sig: signer.sign(payloadType, payload) }],
  }
  return { text: `${JSON.stringify(envelope, null, 2)}\n`, digest: sha256(payload), statement }
}
