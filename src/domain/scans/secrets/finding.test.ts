import { expect, test } from "vitest"
import type { SecretRule } from "../../secrets/rule.ts"
import { secretRules } from "../../secrets/rules.ts"
import { severityOf } from "./finding.ts"

function rule(id: string): SecretRule {
  return secretRules.find((candidate) => candidate.id === id)!
}

test.each([
  ["stripe-live-key", "high", "critical"],
  ["stripe-live-key", "medium", "critical"],
  ["stripe-live-key", "low", "medium"],
  ["stripe-test-key", "high", "low"],
  ["private-key-pem", "high", "critical"],
  ["private-key-pem", "low", "medium"],
  ["policy-8", "high", "critical"],
  ["policy-2", "high", "high"],
  ["policy-2", "medium", "medium"],
  ["policy-2", "low", "low"],
  ["url-password", "medium", "medium"],
  ["password-hash", "medium", "low"],
] as const)("%s at %s confidence is %s", (id, confidence, severity) => {
  expect(severityOf(rule(id), confidence)).toBe(severity)
})
