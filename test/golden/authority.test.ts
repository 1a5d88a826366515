/** The authority surface: what each operation may do, who must be allowed to, and the JSON it answers with. */
import { expect, test } from "vitest"
import { cliOperations } from "../../src/interfaces/cli/operations.ts"
import { golden } from "./golden.ts"
import { schemaNames } from "./source.ts"

test("operations, permissions, effects and schemas", () => {
  const rows = cliOperations.map(({ name, permission, effect, schema }) => [name, permission, effect, schema]).sort()
  const text = rows.map((row) => `${row.join("  ")}\n`).join("")
  expect(text).toBe(golden("test/golden/authority.txt", text))
})

test("names of the JSON forms in the source", () => {
  const text = schemaNames().map((name) => `${name}\n`).join("")
  expect(text).toBe(golden("test/golden/schemas.txt", text))
})
