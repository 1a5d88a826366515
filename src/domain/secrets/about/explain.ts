/** `secrets explain FINDING`: what was found, why it is believed, what to do about it, and how to say that it is harmless. */
import { isoDate, type Instant } from "../../../base/clock.ts"
import { day } from "../../../base/duration.ts"
import { painter } from "../../../base/paint.ts"
import { environmentAccess } from "../env-access.ts"
import type { FingerprintKey } from "../fingerprint-key.ts"
import { harmlessJson, readableList, shown } from "../formats/outside.ts"
import type { SecretFinding } from "../report.ts"
import type { SecretRule } from "../rule.ts"
import { whyBelieved } from "./belief.ts"

export interface Explanation {
  readonly title: string
  readonly path: string
  readonly line: number
  readonly column: number
  readonly masked: string
  readonly fingerprint: string
  readonly rule: string
  readonly provider: string
  readonly severity: SecretFinding["severity"]
  readonly confidence: SecretFinding["confidence"]
  /** One sentence each, without a period. */
  readonly why: readonly string[]
  /** In the order in which they are done. */
  readonly steps: readonly string[]
  readonly help: string
  readonly harmless: {
    /** For a comment on the secret's line or on the line above. */
    readonly comment: string
    /** Lines for tipstaff.yaml. */
    readonly suppression: string
    /** For whom those lines hold: a fingerprint depends on the key. */
    readonly suppressionHolds: string
    readonly baseline: string
  }
}

/** A time to come back and look again; the longest is a year. */
const suggestedDays = 90

const suppressionHolds: Readonly<Record<FingerprintKey["source"], string>> = {
  environment: "holds wherever TIPSTAFF_FINGERPRINT_KEY is the same, and nowhere else",
  baseline: "holds for everybody who has this baseline, whose key the fingerprint is made under",
  machine:
    "holds on this machine alone, whose own key the fingerprint is made under: make a baseline, or give everybody the same TIPSTAFF_FINGERPRINT_KEY, and explain again; or name rule and path instead",
}

/** `rule` is the finding's own; see findRule. `keySource` is where the key of its fingerprint came from. */
export function explainFinding(finding: SecretFinding, rule: SecretRule, now: Instant, keySource: FingerprintKey["source"]): Explanation {
  const until = isoDate(now + suggestedDays * day)
  return {
    title: finding.title,
    path: finding.path,
    line: finding.line,
    column: finding.column,
    masked: finding.masked,
    fingerprint: finding.fingerprint,
    rule: finding.rule,
    provider: finding.provider,
    severity: finding.severity,
    confidence: finding.confidence,
    why: whyBelieved(finding, rule),
    steps: stepsFor(finding),
    help: finding.help,
    harmless: {
      comment: `tipstaff:allow ${finding.rule} WHY IT IS HARMLESS until=${until}`,
      // The fingerprint says it all: a name from outside in YAML would need quoting, and could be a pattern.
      suppression: `secrets:\n  suppress:\n    - fingerprint: ${finding.fingerprint}\n      reason: WHY IT IS HARMLESS\n      until: ${until}`,
      suppressionHolds: suppressionHolds[keySource],
      baseline: "tipstaff secrets baseline",
    },
  }
}

function stepsFor(finding: SecretFinding): string[] {
  const place = `${shown(finding.path)}:${finding.line}`
  const known = finding.inHistory === true || finding.commit !== undefined
  return [
    ...(known ? ["Rotate it first: it is in the history, so everybody who has a copy of the repository has the secret."] : []),
    finding.remediation,
    finding.decoded.length === 0
      ? `Take the value out of ${place}, and read it from the environment variable ${finding.envVar}${readAs(finding)} or from the secret store.`
      : `Take the value out of what stands at ${place} in ${readableList(finding.decoded.map(shown))}, and read it from the environment variable ${finding.envVar}.`,
    ...(finding.inHistory === undefined && !known
      ? ["If it was ever committed, rotate it: deleting it from the file does not delete it from the history."]
      : []),
    "Scan again.",
  ]
}

function readAs({ path, envVar }: SecretFinding): string {
  const access = environmentAccess(path, envVar)
  return access === undefined ? "" : ` (${shown(access)})`
}

export function explanationText(explanation: Explanation, options: { readonly colour: boolean }): string {
  const paint = painter(options.colour)
  const { harmless } = explanation
  return [
    paint("strong", shown(explanation.title)),
    `  at ${shown(explanation.path)}:${explanation.line}:${explanation.column}`,
    `  ${shown(explanation.masked)}`,
    `  rule ${shown(explanation.rule)}, ${explanation.severity} severity, ${explanation.confidence} confidence`,
    `  fingerprint ${shown(explanation.fingerprint)}`,
    "",
    paint("strong", "Why it is believed"),
    ...explanation.why.map((reason) => `  - ${shown(reason)}`),
    "",
    paint("strong", "What to do"),
    ...explanation.steps.map((step, index) => `  ${index + 1}. ${shown(step)}`),
    `  See ${shown(explanation.help)}`,
    "",
    paint("strong", "If it is harmless"),
    "  in a comment on its line, or alone on the line above:",
    `    ${shown(harmless.comment)}`,
    "  or in tipstaff.yaml, where the file can hold no comment:",
    ...harmless.suppression.split("\n").map((line) => `    ${shown(line)}`),
    `    This entry ${harmless.suppressionHolds}.`,
    "  or, with everything else that is known today:",
    `    ${harmless.baseline}`,
    "",
  ].join("\n")
}

/** Ends with a line break. */
export function explanationJson(explanation: Explanation): string {
  return harmlessJson({ schema: 1, ...explanation })
}
