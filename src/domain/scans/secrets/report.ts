/** Exposed secrets as the findings that `tipstaff secrets` reports. */
import { hmacSha256, type HmacKey } from "../../../base/hash.ts"
import type { SecretFinding } from "../../secrets/report.ts"
import type { RulesById } from "../../secrets/rule.ts"
import { severityOf, type ExposedSecret } from "./finding.ts"

/** The key is the one under which the secret was fingerprinted. */
export function secretFinding(secret: ExposedSecret & Pick<SecretFinding, "commit">, rules: RulesById, key: HmacKey): SecretFinding {
  const rule = rules.get(secret.rules[0] ?? "")
  if (rule === undefined) throw new RangeError("an exposed secret names a rule that is not in the set")
  const { path, line, column, endLine, endColumn, masked, confidence, envVar } = secret
  return {
    rule: rule.id,
    rules: secret.rules,
    tag: rule.tag,
    provider: rule.provider,
    title: rule.title,
    path,
    line,
    column,
    endLine,
    endColumn,
    masked,
    fingerprint: hmacSha256(key, `${rule.id}\0${path}\0${secret.fingerprint}`),
    confidence,
    severity: severityOf(rule, confidence),
    envVar,
    remediation: rule.remediation,
    help: rule.help,
    decoded: secret.decoded ?? [],
    ...(secret.commit === undefined ? {} : { commit: secret.commit }),
  }
}

type Placed = Pick<SecretFinding, "path" | "line" | "column">

export function byPlace(a: Placed, b: Placed): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column
}
