/** What approvers sign: the facts of a disposition and of a waiver. A change to any of them voids the approval. Pure. */
import { canonicalJson, type Json } from "../../base/canonical-json.ts"
import { sha256 } from "../../base/hash.ts"
import type { Artefact, CertifiedAuthority, CertifiedGate, Condition } from "./certificate.ts"

export interface DispositionContent {
  readonly reviewId: string
  /** URI of the repository. */
  readonly repository: string
  readonly commit: string
  /** SHA-256 of the release package. */
  readonly packageSha256?: string | undefined
  readonly recommendation: string
  readonly conditions: readonly Condition[]
  readonly gates: readonly CertifiedGate[]
  readonly policyPack: { readonly id: string; readonly version: string; readonly sha256: string }
  readonly authority: CertifiedAuthority
  readonly requesters: readonly string[]
  /** As in the certificate. */
  readonly expiresAt: string
  readonly evidence: readonly Artefact[]
}

/** The facts of an approval of the kind disposition or override. */
export function dispositionFacts(content: DispositionContent): { readonly [key: string]: Json } {
  return {
    schema: "tipstaff.disposition/1",
    review: content.reviewId,
    repository: content.repository,
    commit: content.commit,
    package: content.packageSha256 ?? null,
    recommendation: content.recommendation,
    conditions: content.conditions as unknown as Json,
    gates: content.gates as unknown as Json,
    policy_pack: content.policyPack,
    authority: content.authority as unknown as Json,
    requesters: content.requesters,
    expires_at: content.expiresAt,
    evidence: evidenceDigest(content.evidence),
  }
}

/** Over what lay before the approvers, whatever the order; what was recorded afterwards does not change it. */
export function evidenceDigest(evidence: readonly Artefact[]): string {
  const seen = evidence.filter((one) => one.stage === "decided-on").map(({ path, sha256: digest }) => ({ path, sha256: digest }))
  return sha256(canonicalJson(seen.sort((a, b) => (a.path < b.path ? -1 : 1))))
}

/** The facts of an approval of the kind waiver. */
export function waiverFacts(waiver: {
  readonly reviewId: string
  readonly commit: string
  readonly gate: string
  readonly reason: string
  readonly expiresAt: string
}): { readonly [key: string]: Json } {
  return {
    schema: "tipstaff.waiver/1",
    review: waiver.reviewId,
    commit: waiver.commit,
    gate: waiver.gate,
    reason: waiver.reason,
    expires_at: waiver.expiresAt,
  }
}
