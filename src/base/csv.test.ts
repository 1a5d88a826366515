import * as fc from "fast-check"
import { expect, test } from "vitest"
import { formatCsv, parseCsv } from "./csv.ts"

test.each([
  ["=1+1", "a\n'=1+1\n"],
  ["@SUM(A1)", "a\n'@SUM(A1)\n"],
  ["-2", "a\n'-2\n"],
  ["'quoted", "a\n''quoted\n"],
  ["plain, with comma", 'a\n"plain, with comma"\n'],
])("[S4.5-4] a cell cannot start a formula: %s", (cell, expected) => {
  expect(formatCsv(["a"], [{ a: cell }])).toBe(expected)
})

test("[S4.5-4] what is written reads back the same, whatever the cells hold", () => {
  const cell = fc.string({ unit: "binary" }).filter((text) => !text.includes("\r") && !text.includes("\u0000"))
  fc.assert(
    fc.property(fc.array(fc.record({ id: cell.map((text) => `x${text}`), note: cell })), (rows) => {
      const table = parseCsv(formatCsv(["id", "note"], rows), "register.csv")
      expect(table.rows.map((row) => row.cells)).toEqual(rows)
    }),
  )
})

test("a broken row is named by its line", () => {
  expect(() => parseCsv("a,b\n1,2\n3\n", "register.csv")).toThrow(expect.objectContaining({ code: "csv/invalid", line: 3 }))
})

test("a missing column is named", () => {
  expect(() => parseCsv("a\n1\n", "register.csv", ["finding_id"])).toThrow(/finding_id/)
})
