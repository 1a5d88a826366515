import { expect, test } from "vitest"
import { storePolicy } from "./credentials.ts"

test.each([
  [["sop"], "production", ["onepassword"]],
  [["policy"], "production", ["vault", "aws"]],
  [["policy"], "staging", ["onepassword", "vault", "aws", "azure", "gcp"]],
  [["sop", "policy"], "staging", ["onepassword"]],
  [["sop", "policy"], "production", []],
  [["policy"], "an environment nobody knows", ["vault", "aws"]],
] as const)("[SX.1-1] the presets %j in %s allow %j", (presets, environment, stores) => {
  expect(storePolicy(presets, environment).stores).toEqual(stores)
})
