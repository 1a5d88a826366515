import { expect, test } from "vitest"
import { isLocalEnvFile, localSecretVerdict, storeFault, storePolicyOf, vaultOf } from "./stores.ts"

test.each([
  [["policy"], "development", ["env-local", "onepassword", "vault", "aws", "azure", "gcp"]],
  [["policy"], "ci", ["github-secrets", "ci-environment", "onepassword", "vault", "aws", "azure", "gcp"]],
  [["policy"], "staging", ["onepassword", "vault", "aws", "azure", "gcp"]],
  [["policy"], "production", ["aws", "vault"]],
  [["sop"], "production", ["onepassword"]],
  [["sop"], "development", ["onepassword"]],
  [["sop", "policy"], "development", ["onepassword"]],
  [["sop", "policy"], "ci", ["onepassword"]],
  [["policy", "sop"], "staging", ["onepassword"]],
  [["sop", "policy"], "production", []],
] as const)("[SX.1-1] the presets %j in %s allow %j: the strictest wins", (presets, environment, stores) => {
  expect(storePolicyOf(presets, environment).stores).toEqual(stores)
})

test("[SX.1-1] 1Password under the review procedure means its two vaults", () => {
  const sop = storePolicyOf(["sop"], "production")
  expect(storeFault(sop, "onepassword", vaultOf("op://Production/api/token"))).toBeUndefined()
  expect(storeFault(sop, "onepassword", vaultOf("op://Private/api/token"))).toBe("the 1Password vault is none of Development, Production")
  expect(storeFault(storePolicyOf(["policy"], "staging"), "onepassword", vaultOf("op://Private/api/token"))).toBeUndefined()
})

test("[SX.1-1] where the policies have no store in common, every store is refused and the reason says so", () => {
  expect(storeFault(storePolicyOf(["sop", "policy"], "production"), "aws")).toBe(
    "aws is no store for production; no store is allowed by every policy that applies",
  )
})

test.each([
  [".env.local", true],
  ["apps/web/.env.production.local", true],
  ["apps\\web\\.env.local", true],
  [".env", false],
  [".env.production", false],
  ["env.local", false],
  [".env.local.bak", false],
])("%s is a local environment file: %s", (path, expected) => {
  expect(isLocalEnvFile(path)).toBe(expected)
})

test("[S2.1-2] a local environment file may hold a secret while Git ignores it, and no other file may", () => {
  expect(localSecretVerdict(".env.local", { ignored: true })).toEqual({ allowed: true })
  expect(localSecretVerdict(".env.local", { ignored: false })).toMatchObject({ allowed: false, next: expect.stringContaining(".gitignore") })
  expect(localSecretVerdict("config.py", { ignored: true })).toEqual({ allowed: false })
})
