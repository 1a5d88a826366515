/**
 * The eight secret patterns of the security policy (section 1), character for character, in the policy's order.
 * What they catch too much of is handled after the match, with a stated reason (judge.ts), never by changing a pattern.
 */
import type { SecretRule } from "../rule.ts"

const help = "https://cwe.mitre.org/data/definitions/798.html"
const useStore = "Remove the value, read it from the environment or the secret store, and rotate it if it was ever committed."

const shared = { tag: "policy", kind: "generic", provider: "policy", ignoreCase: true, capture: "assigned", help, remediation: useStore } as const
const vendor = { tag: "policy", kind: "provider", ignoreCase: false, capture: 0, severity: "critical", confidence: "high" } as const

export const policyRules: readonly SecretRule[] = [
  {
    ...shared,
    id: "policy-1",
    title: "API key",
    keywords: ["api_key", "api-key", "apikey"],
    pattern: String.raw`(api[_-]?key|apikey)\s*[=:]\s*["\']?[a-zA-Z0-9]{20,}`,
    confidence: "high",
    severity: "high",
    envVar: "API_KEY",
  },
  {
    ...shared,
    id: "policy-2",
    title: "Password or secret",
    keywords: ["secret", "password", "passwd", "pwd"],
    pattern: String.raw`(secret|password|passwd|pwd)\s*[=:]\s*["\'][^"\']+`,
    confidence: "high",
    severity: "high",
    envVar: "APP_SECRET",
  },
  {
    ...shared,
    id: "policy-3",
    title: "Token",
    keywords: ["token"],
    pattern: String.raw`(token)\s*[=:]\s*["\']?[a-zA-Z0-9_-]{20,}`,
    confidence: "high",
    severity: "high",
    envVar: "API_TOKEN",
  },
  {
    ...shared,
    id: "policy-4",
    title: "Connection string",
    keywords: ["connection_string", "connection-string", "connectionstring", "connstr"],
    pattern: String.raw`(connection[_-]?string|connstr)\s*[=:]\s*["\'][^"\']+`,
    confidence: "high",
    severity: "high",
    envVar: "CONNECTION_STRING",
  },
  {
    ...shared,
    id: "policy-5",
    title: "Private key",
    keywords: ["private_key", "private-key", "privatekey"],
    pattern: String.raw`(private[_-]?key)\s*[=:]\s*["\'][^"\']+`,
    confidence: "high",
    severity: "high",
    envVar: "PRIVATE_KEY",
  },
  {
    ...vendor,
    id: "policy-6",
    provider: "OpenAI",
    title: "OpenAI-style API key",
    keywords: ["sk-"],
    pattern: "sk-[a-zA-Z0-9]{20,}",
    help: "https://platform.openai.com/docs/api-reference/authentication",
    remediation: "Revoke the key on the provider's API keys page, issue a new one, and keep it in the secret store.",
    envVar: "OPENAI_API_KEY",
  },
  {
    ...vendor,
    id: "policy-7",
    provider: "GitHub",
    title: "GitHub personal access token",
    keywords: ["ghp_"],
    pattern: "ghp_[a-zA-Z0-9]{36}",
    validator: "crc32-base62",
    help: "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens",
    remediation: "Revoke the token under Settings, Developer settings, Personal access tokens, and issue a new one with fewer rights.",
    envVar: "GITHUB_TOKEN",
  },
  {
    ...vendor,
    id: "policy-8",
    provider: "AWS",
    title: "AWS access key",
    keywords: ["AKIA"],
    pattern: "AKIA[A-Z0-9]{16}",
    help: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    remediation: "Deactivate the access key in IAM, issue a new one or use a role, and look for its use in CloudTrail.",
    envVar: "AWS_ACCESS_KEY_ID",
  },
]
