/** Why a finding is believed, and how much: in words, from its rule and its place. */
import { factsOf } from "../file-facts.ts"
import { shown } from "../formats/outside.ts"
import type { SecretFinding } from "../report.ts"
import type { Confidence, RuleKind, SecretRule, ValidatorId } from "../rule.ts"

const kindWords: Readonly<Record<RuleKind, (provider: string) => string>> = {
  provider: (provider) => `the value has the format of ${provider}'s own tokens`,
  structure: () => "the value is recognised by its build, whatever stands around it",
  generic: () => "the name beside the value says that it is a secret, and the value looks like one",
}

/** What each check looked for; a value that fails one, other than the checksum of tokens, is not reported. */
const validatorWords: Readonly<Record<ValidatorId, string>> = {
  "crc32-base62": "such tokens end in a checksum (CRC-32), which was calculated",
  bech32: "its checksum (Bech32) is right",
  jwt: "its first two parts decode to JSON, and the first names an algorithm",
  "private-key": "its body begins as a key's does, or is encrypted",
  "basic-credentials": "it decodes to a user, a colon and a password",
  "base64-64-bytes": "it decodes to exactly 64 bytes",
  onepassword: "what it decodes to does not speak against it",
  "pypi-macaroon": "it decodes to a macaroon of PyPI",
  "nats-seed": "its checksum (CRC-16) is right, and its first bytes say that it is a seed",
  "wireguard-key": "it decodes to 32 bytes with the bits of a Curve25519 private key",
  "cloudflare-tunnel": "it decodes to the account, tunnel and secret of a tunnel",
  "supabase-service-role": "it decodes to a token of the service role",
  "elastic-api-key": "it decodes to an id, a colon and a key",
  "ecr-login": "it decodes to a login of the registry",
  "qstash-token": "it decodes to the fields of such a token",
  "crc32-hex": "it ends in a checksum (CRC-32), which is right",
  "grafana-api-key": "it decodes to the key, its name and the organisation",
  "neptune-token": "it decodes to the service's address and a key",
  base58check: "its checksum (Base58Check) is right",
  "stellar-seed": "its checksum (CRC-16) is right, and its first byte says that it is a seed",
  "ed25519-key-pair": "its second half is the public key of its first",
  "secp256k1-scalar": "it is a number that can be a private key, and none of the keys that test networks publish",
  mnemonic: "it has as many words as a recovery phrase has",
  "base64-32-bytes": "it decodes to exactly 32 bytes",
  "intercom-token": "it decodes to the form of such a token",
  "atlassian-pat": "it decodes to an id, a colon and random bytes",
  "ses-smtp-password": "it decodes to the version and the signature of such a password",
}

const ranks: Readonly<Record<Confidence, number>> = { high: 2, medium: 1, low: 0 }

/** One sentence each, without a period; the general before the special. */
export function whyBelieved(finding: SecretFinding, rule: SecretRule): string[] {
  const others = finding.rules.filter((id) => id !== rule.id).map(shown)
  return [
    kindWords[rule.kind](shown(rule.provider)),
    `pattern: ${shown(rule.pattern)}`,
    ...(rule.paths === undefined ? [] : [`the rule speaks of this file, whose path matches ${shown(rule.paths)}`]),
    ...(rule.validator === undefined ? [] : [validatorWords[rule.validator]]),
    ...(rule.minEntropy === undefined ? [] : [`it is random enough: at least ${rule.minEntropy} bits of entropy per character`]),
    "it is no placeholder, no reference and no documented example that we know",
    ...(others.length === 0 ? [] : [`also found by ${others.join(", ")}`]),
    ...(finding.decoded.length === 0 ? [] : [`it appeared when ${finding.decoded.map(shown).join(", then ")} was decoded`]),
    confidenceReason(finding, rule),
  ]
}

function confidenceReason(finding: SecretFinding, rule: SecretRule): string {
  const difference = ranks[finding.confidence] - ranks[rule.confidence]
  if (difference === 0) return `${finding.confidence} confidence, as the rule has by itself`
  if (difference > 0) return `${finding.confidence} confidence, more than the rule has by itself: its check passed, or another rule is sure`
  return `${finding.confidence} confidence, less than the rule's own ${rule.confidence}: ${loweredBecause(finding, rule)}`
}

function loweredBecause(finding: SecretFinding, rule: SecretRule): string {
  const facts = factsOf(finding.path)
  const reasons = [
    ...(facts.fixture ? ["the path is one of tests or examples, where values are often made up"] : []),
    ...(facts.documentation ? ["the path is one of documentation"] : []),
    ...(facts.generated ? ["the file is generated"] : []),
  ]
  if (reasons.length > 0) return reasons.join(", and ")
  if (rule.validator === "crc32-base62") return "its checksum is not right, so that it may be cut or made up"
  return rule.kind === "generic" ? "the value is short or regular, as words are" : "it may be a part of something longer"
}
