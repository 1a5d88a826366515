/** Whether the words that were typed are the words that were asked for. Pure. */

/** What an approval is for; each kind has its own opening words. */
export const approvalPhrases = {
  initiate: "AUTHORIZE REVIEW",
  "regulatory-scope": "ACKNOWLEDGE REGULATORY SCOPE OF",
  exposure: "CONFIRM EXPOSURE AND RISK PROFILE OF",
  disposition: "APPROVE REVIEW",
  waiver: "WAIVE GATE",
  acceptance: "ACCEPT RISK",
  override: "OVERRIDE REJECTION OF",
  "legal-consult": "LEGAL CONSULTED ON",
  "condition-close": "CLOSE CONDITION",
  exception: "GRANT EXCEPTION",
  "policy-activation": "ACTIVATE POLICY",
} as const

export type ApprovalKind = keyof typeof approvalPhrases

export const approvalKinds = Object.keys(approvalPhrases) as readonly ApprovalKind[]

export type Decision = "approve" | "reject" | "acknowledge"

/** `APPROVE REVIEW SR-2026-014`: what the person must type. A refusal is `REJECT` and the same target. */
export function phraseFor(kind: ApprovalKind, decision: Decision, target: string): string {
  return decision === "reject" ? `REJECT ${target}` : `${approvalPhrases[kind]} ${target}`
}

// S2 section 2, INVALID_APPROVALS, without spaces and punctuation.
const neverValid: ReadonlySet<string> = new Set(["yes", "ok", "approved", "y", "sure", "doit"])

/** One of the six answers that approve nothing, in any case, spacing or punctuation. */
export function isNeverValid(typed: string): boolean {
  if (typed.length > 1000) return false
  return neverValid.has(
    typed
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ""),
  )
}

export type PhraseFault = "never-valid" | "mismatch"

/** Full match after trimming, case-sensitive; undefined when the words are right. */
export function phraseFault(typed: string, expected: string): PhraseFault | undefined {
  if (isNeverValid(typed) || isNeverValid(expected)) return "never-valid"
  return typed.trim() === expected ? undefined : "mismatch"
}
