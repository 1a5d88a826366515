import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { configurationRulesJson, generatedFile } from "./generate-configuration-rules.ts"

test("the committed configuration rules are what rules/configuration says", async () => {
  expect(await readFile(generatedFile, "utf8")).toBe(await configurationRulesJson())
})
