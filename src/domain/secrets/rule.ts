/** What a secret rule is: data only, so that the rule set needs no parsing when a hook starts. */
import { once } from "../../base/once.ts"
import type { Severity } from "../../base/severity.ts"

export type Confidence = "high" | "medium" | "low"

/**
 * `policy` rules are the eight patterns of the security policy, word for word; `extended` rules are the project's own.
 * The two are never mixed, so that a report can say what the policy itself asked for.
 */
export type RuleTag = "policy" | "extended"

/**
 * `provider`: a vendor's own token format. `structure`: recognisable by its build (PEM, JWT, URL with a password).
 * `generic`: only the name beside the value says that it is a secret.
 */
export type RuleKind = "provider" | "structure" | "generic"

/** A check that a value must pass to keep its confidence; see validators.ts. */
export type ValidatorId =
  | "crc32-base62"
  | "bech32"
  | "jwt"
  | "private-key"
  | "basic-credentials"
  | "base64-64-bytes"
  | "onepassword"
  | "pypi-macaroon"
  | "nats-seed"
  | "wireguard-key"
  | "cloudflare-tunnel"
  | "supabase-service-role"
  | "elastic-api-key"
  | "ecr-login"
  | "qstash-token"
  | "crc32-hex"
  | "grafana-api-key"
  | "neptune-token"
  | "base58check"
  | "stellar-seed"
  | "ed25519-key-pair"
  | "secp256k1-scalar"
  | "mnemonic"
  | "base64-32-bytes"
  | "intercom-token"
  | "atlassian-pat"
  | "ses-smtp-password"

export interface SecretRule {
  /** Unique and stable: baselines and waivers name it. */
  readonly id: string
  readonly tag: RuleTag
  readonly kind: RuleKind
  readonly provider: string
  /** What was found, as the alert names it: "GitHub personal access token". */
  readonly title: string
  /**
   * Every match starts with one of these, compared without case unless the pattern minds case.
   * None stands inside another of the same rule except at its beginning or end: matches would come out of order.
   */
  readonly keywords: readonly string[]
  /** JavaScript regular expression over bytes read as Latin-1; bounded quantifiers, except in the policy's own patterns. */
  readonly pattern: string
  readonly ignoreCase: boolean
  /** The pattern as it is run (expressionOf), where it was made before. */
  readonly expression?: string
  /** The capture group that holds the secret; 0 for the whole match; `assigned` for what follows the first = or :. */
  readonly capture: number | "assigned"
  /**
   * In every match, one of these stands behind the word that the keyword begins or ends in (letters, digits, . _ - and what
   * is beyond ASCII). Most words are told apart by that one byte, without a try of the pattern.
   */
  readonly follows?: string
  /** The rule speaks only of files whose path this regular expression finds. */
  readonly paths?: string
  /**
   * Nothing in the value could be searched for: the expression is tried on the whole of the few files that `paths` names. It
   * matches the secret alone, and `keywords` is empty.
   */
  readonly byPath?: true
  readonly validator?: ValidatorId
  /** Shannon entropy in bits per character below which the value is no random secret. */
  readonly minEntropy?: number
  readonly confidence: Confidence
  /** Severity at medium or high confidence; see severityOf. */
  readonly severity: Severity
  readonly remediation: string
  /** The vendor's or the standard's own page. */
  readonly help: string
  /** Name for the environment variable that the alert suggests; a name found beside the value wins. */
  readonly envVar: string
}

type Common = Pick<SecretRule, "provider" | "help" | "remediation" | "envVar"> & Partial<Pick<SecretRule, "kind" | "severity" | "confidence">>
type Row = Pick<SecretRule, "id" | "title" | "keywords" | "pattern"> & Partial<Omit<SecretRule, "tag">>

/** Rules of one vendor: what they share is written once. */
export function family(common: Common, rows: readonly Row[]): readonly SecretRule[] {
  return rows.map((row) => ({
    tag: "extended",
    kind: "provider",
    ignoreCase: false,
    capture: 0,
    confidence: "high",
    severity: "critical",
    ...common,
    ...row,
  }))
}

export interface RulesById {
  get(id: string): SecretRule | undefined
}

/** Read through when something is first asked for: most scans find nothing. */
export function rulesById(rules: readonly SecretRule[]): RulesById {
  const known = once(() => new Map(rules.map((rule) => [rule.id, rule])))
  return { get: (id) => known().get(id) }
}
