import * as fc from "fast-check"
import { expect, test } from "vitest"
import { cpuMs } from "../../test/support/cpu-time.ts"
import { escapeCell, readTables, renderTable, unescapeCell } from "./markdown-table.ts"

const tricky = fc.constantFrom("|", "\\", "\n", "\r", "<br>", "&lt;", "&#32;", " ", "_", "a", "<b>", "`", "---", "```", "<!--", "\t", "\ud800")
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(tricky).map((parts) => parts.join("")),
)

test.each([
  ["a|b", String.raw`a\|b`],
  ["two\nlines", "two<br>lines"],
  ["C:\\Users", String.raw`C:\\Users`],
  ["<img src=x>", "&lt;img src=x>"],
  ["[x](http://example.test)", String.raw`\[x\](http://example.test)`],
  ["R&D", "R&D"],
  ["&lt;", "&amp;lt;"],
  ["snake_case and _this_", String.raw`snake_case and \_this\_`],
  [" padded ", "&#32;padded&#32;"],
  ["\u001b[2J", String.raw`&#27;\[2J`],
])("a cell shows its value and nothing else: %j", (value, cell) => {
  expect(escapeCell(value)).toBe(cell)
  expect(unescapeCell(cell)).toBe(value)
})

test.each([
  ["yes<br/>no", "yes\nno"],
  ["a < b & c", "a < b & c"],
  [String.raw`C:\Users`, String.raw`C:\Users`],
  ["&#99999999;", "&#99999999;"],
  ["&#9999999;", "&#9999999;"],
])("what a person typed without escaping stays readable: %j", (cell, value) => {
  expect(unescapeCell(cell)).toBe(value)
})

test("[S4.4-8] any text survives a table", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, text)), (rows) => {
      const { tables } = readTables(`# T\n\n${renderTable(["a", "b", "c"], rows)}\nafter\n`)
      expect(tables.map((table) => table.rows.map((row) => row.cells))).toEqual([rows])
    }),
  )
})

test("tables are found with their heading and lines", () => {
  const found = readTables("# Top\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n3 | 4\n\n## Second ##\nx | y\n--|--\n")
  expect(found.tables.map(({ heading, line, columns, rows }) => ({ heading, line, columns, rows }))).toEqual([
    {
      heading: "Top",
      line: 3,
      columns: ["a", "b"],
      rows: [
        { line: 5, cells: ["1", "2"] },
        { line: 6, cells: ["3", "4"] },
      ],
    },
    { heading: "Second", line: 9, columns: ["x", "y"], rows: [] },
  ])
})

test.each([
  ["a code fence", "```\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n"],
  ["a longer fence", "~~~~\n~~~\n| a | b |\n|---|---|\n~~~~\n"],
  ["a comment", "<!-- hidden\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n-->\n"],
  ["raw HTML", "<div hidden>\n| a | b |\n|---|---|\n| 1 | 2 |\n"],
  ["indented code", "    | a | b |\n    |---|---|\n"],
])("a table that a reader does not see is not read: %s", (_, markdown) => {
  expect(readTables(markdown).tables).toEqual([])
})

test("an unclosed fence is reported, because nothing can be appended behind it", () => {
  expect(readTables("```\ntext").openAtEnd).toBe(true)
  expect(readTables("```\ntext\n```").openAtEnd).toBe(false)
})

test("any text is read without an exception", () => {
  fc.assert(
    fc.property(text, (markdown) => {
      expect(() => readTables(markdown)).not.toThrow()
    }),
  )
})

test.each([
  ["pipes", (n: number) => "|".repeat(n)],
  ["blanks in a delimiter row", (n: number) => `| a | b |\n| --- ${" ".repeat(n)}x | --- |\n`],
  ["open breaks", (n: number) => `| a |\n|---|\n| ${"<br ".repeat(n)} |\n`],
  ["hashes", (n: number) => `# ${"# ".repeat(n)}`],
  ["entities", (n: number) => `| a |\n|---|\n| ${"&#1".repeat(n)} |\n`],
  ["comments", (n: number) => "<!--\n".repeat(n)],
])("time grows with the text: %s", (_, build) => {
  expect(growth(build, (input) => void readTables(input))).toBeLessThan(40)
})

test("escaping takes time that grows with the text", () => {
  expect(growth((n) => "&a".repeat(n), escapeCell)).toBeLessThan(40)
  expect(growth((n) => "_ ".repeat(n), escapeCell)).toBeLessThan(40)
})

/** Time at eight times the length over time at the length: about 8 when linear, 64 when quadratic. */
function growth(build: (n: number) => string, work: (input: string) => unknown): number {
  const time = (input: string) => {
    const samples = [0, 1, 2].map(() => {
      const from = cpuMs()
      work(input)
      return cpuMs() - from
    })
    return Math.min(...samples)
  }
  const [short, long] = [build(10_000), build(80_000)]
  return time(long) / Math.max(time(short), 0.5)
}
