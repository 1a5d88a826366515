import * as fc from "fast-check"
import { expect, test } from "vitest"
import { shown } from "./shown.ts"
import { statements } from "./sql.cases.ts"
import { sqlEffects } from "./sql.ts"

const effectsOf = (engine: string, text: string) => sqlEffects(text, { engine, environment: "production" }).map(shown)

test.each(statements)("[S2.2-2] %s: %j", (engine, text, effects) => {
  expect(effectsOf(engine, text)).toEqual(effects)
})

test("an effect carries the engine and the environment it was asked for", () => {
  expect(sqlEffects("DROP TABLE users; GRANT ALL ON users TO bob", { engine: "postgresql", environment: "staging" })).toEqual([
    { kind: "db.delete", engine: "postgresql", deletion: "drop", tables: ["users"], environment: "staging" },
    { kind: "permission.change", system: "postgresql", what: "GRANT" },
  ])
})

const plain = statements.filter(([engine, text]) => engine === "postgresql" && /^[\w ,.()=*<>]+$/.test(text))
const gaps = [" ", "\n", "\t ", "\r\n", "/**/", "/* ; ' \" DROP TABLE x */", "-- ' ; x\n", "\u3000", "\u00a0", "\u200b", "\ufeff", "/* /* */ */"]

test("case, space and comments between words change nothing", () => {
  expect(plain.length).toBeGreaterThan(60)
  fc.assert(
    fc.property(
      fc.constantFrom(...plain),
      fc.infiniteStream(fc.constantFrom(...gaps)),
      fc.infiniteStream(fc.boolean()),
      ([engine, text, effects], gap, upper) => {
        const cased = text.replace(/[a-z]/gi, (letter) => (upper.next().value ? letter.toUpperCase() : letter.toLowerCase()))
        expect(
          effectsOf(
            engine,
            cased.replaceAll(" ", () => gap.next().value),
          ),
        ).toEqual(effects)
      },
    ),
    { numRuns: 400 },
  )
})

const pieces = fc.constantFrom(
  "DELETE",
  "FROM",
  "users",
  "'",
  '"',
  "`",
  "$$",
  "$a$",
  "(",
  ")",
  ";",
  "--",
  "/*",
  "*/",
  "/*!50000",
  "#",
  "\\",
  "\n",
  "[",
  "]",
  "E'",
  "WHERE",
  "1=1",
  "OR",
  "EXECUTE",
  "UPDATE",
  "SET",
  "q'[",
  "DELIMITER //",
  "\\copy",
  "U&'",
  "WITH",
  "AS",
  "MERGE",
  "ALTER TABLE",
  ":x",
  "\r",
  "GO",
  "''",
  "'''",
)
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(" ")),
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join("")),
)

test("any text has effects and none throws", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom("postgresql", "mysql", "sqlite", "sqlserver", "oracle", "bigquery", "snowflake", "none"), (text, engine) => {
      expect(Array.isArray(effectsOf(engine, text))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test("what stands in a literal is data", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      expect(effectsOf("postgresql", `SELECT '${text.replaceAll("'", "''")}' FROM notes`)).toEqual(["db.read notes"])
    }),
  )
})

test("a statement behind any number of others is found", () => {
  const many = `${"SELECT 1;\n".repeat(5000)}DROP TABLE users`
  expect(effectsOf("postgresql", many)).toEqual(["db.read -", "db.delete drop users"])
})

test("SQL in SQL counts to a depth of 32, and a text to a length of 1 MB", () => {
  let text = "DROP TABLE users"
  for (let depth = 0; depth < 33; depth++) text = `DO $d${depth}$ BEGIN ${text}; END $d${depth}$`
  expect(effectsOf("postgresql", text)).toEqual(["unknown SQL within SQL, deeper than 32 levels"])
  expect(effectsOf("postgresql", " ".repeat(1_048_577))).toEqual(["unknown an SQL text of more than 1 MB"])
  expect(effectsOf("postgresql", `UPDATE users SET a = 1 WHERE ${"(".repeat(40)}id = 5${")".repeat(40)}`)).toEqual(["db.delete update-all users"])
})
