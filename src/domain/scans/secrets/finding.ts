/** Turns exposed secrets into findings: how severe, in which words, under which fingerprint. */
import { printable } from "../../../base/mask.ts"
import type { Severity } from "../../../base/severity.ts"
import { fingerprintOf, type Finding } from "../../findings/finding.ts"
import type { Exposure } from "../../secrets/collapse.ts"
import type { Confidence, SecretRule } from "../../secrets/rule.ts"

/** The wire form of an exposure: what a worker may hand over, rules by their ids. */
export interface ExposedSecret {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly masked: string
  readonly fingerprint: string
  readonly confidence: Confidence
  readonly envVar: string
  /** The most specific rule first. */
  readonly rules: readonly string[]
  /** A comment beside it says that it may stand there. */
  readonly allowed?: true
  /** A comment beside it wants to allow it and does not. */
  readonly allowNote?: string
  /** The encodings that hide it, the outermost first; absent for a secret in the clear. */
  readonly decoded?: readonly string[]
}

export function exposedSecret({ detection, rules, confidence }: Exposure): ExposedSecret {
  const { path, line, column, endLine, endColumn, masked, fingerprint, envVar } = detection
  return {
    path,
    line,
    column,
    endLine,
    endColumn,
    masked,
    fingerprint,
    envVar,
    confidence,
    rules: rules.map((rule) => rule.id),
    ...(detection.allowed === undefined ? {} : { allowed: detection.allowed }),
    ...(detection.allowNote === undefined ? {} : { allowNote: detection.allowNote }),
    ...(detection.decoded === undefined ? {} : { decoded: detection.decoded }),
  }
}

const downgraded: Readonly<Record<Severity, Severity>> = { critical: "medium", high: "low", medium: "low", low: "info", info: "info" }

/**
 * A vendor's token or a private key is critical unless its checksum fails or it stands in test material. A value that only
 * its name gives away is high when it looks random, medium when it could be a chosen password, low otherwise.
 */
export function severityOf(rule: SecretRule, confidence: Confidence): Severity {
  if (confidence === "low") return downgraded[rule.severity]
  if (rule.kind === "generic" && confidence === "medium") return rule.severity === "high" ? "medium" : downgraded[rule.severity]
  return rule.severity
}

/** `secrets` in the order of their place in one file: the second appearance of a secret has a fingerprint of its own. */
export function findingsOf(
  secrets: readonly ExposedSecret[],
  rules: ReadonlyMap<string, SecretRule>,
  tool: { readonly id: string; readonly version: string },
): Finding[] {
  const seen = new Map<string, number>()
  return secrets.map((secret) => {
    const key = `${secret.path}\0${secret.fingerprint}`
    const nth = (seen.get(key) ?? 0) + 1
    seen.set(key, nth)
    return findingOf(secret, nth, rules, tool)
  })
}

function findingOf(
  secret: ExposedSecret,
  nth: number,
  rules: ReadonlyMap<string, SecretRule>,
  tool: { readonly id: string; readonly version: string },
): Finding {
  const rule = rules.get(secret.rules[0] ?? "")
  if (rule === undefined) throw new RangeError("an exposed secret names a rule that is not in the set")
  return {
    fingerprint: fingerprintOf("secret", secret.fingerprint, secret.path, ...(nth === 1 ? [] : [String(nth)])),
    class: "secrets",
    severity: severityOf(rule, secret.confidence),
    confidence: secret.confidence,
    title: secret.decoded === undefined ? `${rule.title} in the clear` : `${rule.title} under an encoding`,
    message: `${rule.title} ${secret.masked} stands in ${printable(secret.path)} on line ${secret.line}${hiddenBy(secret)}: whoever can read the repository can use it.`,
    remediation: `${rule.remediation} In code, use os.getenv('${secret.envVar}') or its like.`,
    location: { path: secret.path, line: secret.line, column: secret.column, endLine: secret.endLine, endColumn: secret.endColumn },
    cwe: [
      rule.kind === "structure" && rule.provider === "keys" && rule.id !== "jwt" ? "CWE-321" : rule.id === "password-hash" ? "CWE-312" : "CWE-798",
    ],
    owasp: ["A07:2021"],
    aliases: [],
    sources: secret.rules.map((id) => ({ tool: tool.id, version: tool.version, rule: id })),
    help: rule.help,
  }
}

function hiddenBy({ decoded }: ExposedSecret): string {
  return decoded === undefined ? "" : `, hidden in ${decoded.join(", then ")}`
}
