export type Outcome = "pass" | "fail" | "not_run" | "not_applicable"

export interface VerifyOptions {
  /** Content of the trust file. */
  readonly trust: Uint8Array
  /** Milliseconds since the Unix epoch. */
  readonly at: number
  readonly commit?: string
  readonly subject?: string
  /** Folder of the artefacts, or `skip`. */
  readonly evidence?: string
  /** Folder of the revocations. */
  readonly revocations?: string
}

export interface Verification {
  readonly outcome: "pass" | "fail" | "not_run"
  /** SHA-256 of the signed payload; absent until the signature holds. */
  readonly certificate?: string
  readonly review?: {
    readonly id: string
    readonly recommendation: string
    readonly conditions: readonly { readonly text: string; readonly owner: string; readonly due: string }[]
    readonly commit: string
    readonly expiresAt: string
  }
  readonly checks: readonly { readonly name: string; readonly outcome: Outcome; readonly detail: string }[]
  readonly reasons: readonly { readonly code: string; readonly message: string }[]
  readonly unlisted: readonly string[]
}

/** `identity/trust-invalid`. */
export class TrustError extends Error {
  readonly code: "identity/trust-invalid"
}

/** Throws TrustError. */
export function verifyCertificate(envelope: Uint8Array, options: VerifyOptions): Verification
