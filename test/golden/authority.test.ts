/** The authority surface: what each operation may do, who must be allowed to, and the JSON it answers with. */
import { test } from "vitest"
import { cliOperations } from "../../src/interfaces/cli/application.ts"
import { expectGolden } from "./golden.ts"
import { schemaNames } from "./source.ts"

test("operations, permissions, effects and schemas", () => {
  const rows = cliOperations.map(({ name, permission, effect, schema }) => [name, permission, effect, schema]).sort()
  expectGolden("test/golden/authority.txt", rows.map((row) => `${row.join("  ")}\n`).join(""))
})

test("names of the JSON forms in the source", () => {
  expectGolden("test/golden/schemas.txt", schemaNames().map((name) => `${name}\n`).join(""))
})
