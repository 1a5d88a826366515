import { readFile } from "node:fs/promises"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { TipstaffError } from "../../../base/errors.ts"
import { assessmentSchema, blankAssessment } from "./assessment.ts"
import { parseAssessment, readControlWords, renderAssessment, rewriteAssessment } from "./markdown.ts"
import { assessments, hostileText } from "./random-assessment.test-data.ts"

const file = "manual-assessment.md"
const now = Date.parse("2026-11-20T12:00:00Z")

test("[S4.4-8] the form of a code change is the golden one", async () => {
  const golden = await readFile(new URL("golden/code-change.md", import.meta.url), "utf8")
  expect(renderAssessment(blankAssessment({ kind: "code-change", name: "main..HEAD", touches_auth: "yes" }))).toBe(golden)
})

test("[S1.3-5] [S1.3-15] the form of a vendor is the golden one", async () => {
  const golden = await readFile(new URL("golden/vendor.md", import.meta.url), "utf8")
  expect(renderAssessment(blankAssessment({ kind: "vendor", name: "Example Mail" }))).toBe(golden)
})

test("[S4.4-8] a document reads back as the record it was made from, whatever stands in it", () => {
  fc.assert(
    fc.property(assessments, (assessment) => {
      expect(assessmentSchema.parse(assessment)).toEqual(assessment)
      expect(parseAssessment(renderAssessment(assessment), file)).toEqual(assessment)
    }),
    { numRuns: 200 },
  )
})

const prose = fc
  .array(
    fc.oneof(
      hostileText,
      fc.constantFrom("# Heading", "a paragraph", "- a list", "> quote", "```js", "```", "| x | y |\n|---|---|\n| 1 | 2 |", "<div>", "-->"),
    ),
  )
  .map((parts) => parts.join("\n\n"))

test("[S4.4-8] rewriting keeps what people wrote around the tables", () => {
  fc.assert(
    fc.property(assessments, assessments, prose, prose, (old, fresh, above, below) => {
      const document = `${above}\n\n${renderAssessment(old)}\n\n${below}`
      const written = rewriteAssessment(document, fresh)
      expect(written).toContain(above)
      expect(written).toContain(below)
    }),
    { numRuns: 100 },
  )
})

const plainProse = fc
  .array(
    fc.constantFrom(
      "# Heading",
      "a paragraph\nof two lines",
      "- a list",
      "> quote",
      "```js\n| Control | Status |\n|---|---|\n```",
      "| x | y |\n|---|---|\n| 1 | 2 |",
      "<div>",
      "<!-- | -->",
      "漢字 & <br>",
    ),
  )
  .map((parts) => parts.join("\n\n"))

test("[S4.4-8] a rewritten document reads back as the new record", () => {
  fc.assert(
    fc.property(assessments, assessments, plainProse, plainProse, (old, fresh, above, below) => {
      const written = rewriteAssessment(`${above}\n\n${renderAssessment(old)}\n\n${below}`, fresh)
      expect(parseAssessment(written, file)).toEqual(fresh)
      expect(rewriteAssessment(written, fresh)).toBe(written)
    }),
    { numRuns: 100 },
  )
})

test("[S4.4-8] tables that a code fence swallowed are written before it, where they are read", () => {
  const blank = blankAssessment({ kind: "integration", name: "x" })
  const written = rewriteAssessment("my notes\n```\nnever closed", blank)
  expect(written.endsWith("my notes\n```\nnever closed")).toBe(true)
  expect(parseAssessment(written, file)).toEqual(blank)
})

test("[S4.4-8] line breaks of the document stay as they are", () => {
  const blank = blankAssessment({ kind: "integration", name: "x" })
  const windows = renderAssessment(blank).replaceAll("\n", "\r\n")
  expect(rewriteAssessment(windows, blank)).toBe(windows)
})

const head = "| Control | Status | Evidence | Assessor | Date |\n|---|---|---|---|---|\n"

test.each([
  [
    "| Authentication | verified? | x | ana | 2026-11-20 |",
    "line 3: status must be one of Verified, Gap, Not Applicable, Not Assessed, got 'verified?'; did you mean Verified?",
  ],
  [
    "| Authentication | verified | x | ana | 2026-11-20 |",
    "line 3: status must be one of Verified, Gap, Not Applicable, Not Assessed, got 'verified'; did you mean Verified?",
  ],
  [
    "| Authentication | Partially | x | ana | 2026-11-20 |",
    "line 3: status must be one of Verified, Gap, Not Applicable, Not Assessed, got 'Partially'",
  ],
  ["| Authentification | Verified | x | ana | 2026-11-20 |", "did you mean authentication?"],
  ["| Authentication | Verified | x | ana | 20.11.2026 |", "line 3: date: must be a date as YYYY-MM-DD, got '20.11.2026'"],
  ["| Authentication | Verified | x | ana | 2026-02-30 |", "line 3: date: must be a date as YYYY-MM-DD, got '2026-02-30'"],
  ["| Authentication | Gap | x | a | | extra | cells |", "the row has 7 cells under 5 columns"],
  ["| Authentication | Gap | | | |\n| authentication | Verified | | | |", "line 4: 'authentication' stands already on line 3"],
])("[S4.7-6] wrong words are named by line: %s", (row, message) => {
  expect(() => parseAssessment(`${head}${row}\n`, file)).toThrow(
    expect.objectContaining({ code: "assessment/invalid", file, message: expect.stringContaining(message) }),
  )
})

test("every problem of a document is told at once, in the order of its lines", () => {
  const text = `${head}| Authentication | no | | | |\n| Authorization | nope | | | |\n`
  expect(() => parseAssessment(text, file)).toThrow(/line 3: .*line 4: /)
})

test("an unknown column is named with a suggestion", () => {
  expect(() => parseAssessment("| Control | Status | Evidense |\n|---|---|---|\n", file)).toThrow(
    /line 1: unknown column 'Evidense'; did you mean evidence\?/,
  )
})

test("a second table of controls is refused", () => {
  expect(() => parseAssessment(`${head}\ntext\n\n${head}`, file)).toThrow(/the table Control areas stands already on line 1/)
})

test("the message about a credential's location never repeats it", () => {
  const pasted = `s${"k".repeat(600)}`
  expect(() => parseAssessment(`| Credential | Location |\n|---|---|\n| a | ${pasted} |\n`, file)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining("kkkk") }),
  )
})

test("[S4.4-5] a table that only has the needed columns is enough, and a blank status is not assessed", () => {
  expect(parseAssessment(`${head}| Data Protection | | | | |\n`, file).controls).toEqual([
    { name: "data protection", status: "Not Assessed", evidence: "", reason: "", assessor: "", date: "", owner: "", severity: "" },
  ])
})

test("[S4.7-5] [S4.7-6] the gate reads the words as they stand, and no Verified without evidence", () => {
  const rows = [
    "| Authentication | Verified | tests | ana | 2026-11-20 |",
    "| Authorization | verified? | x | ana | 2026-11-20 |",
    "| Secrets Management | Verified | | ana | |",
    "| Configuration | | | | |",
    "| Data Protection | Verified | x | ana | 2027-01-01 |",
    "| Multi-Tenancy | Verified | x | ana | yesterday |",
  ]
  expect(readControlWords(head + rows.join("\n"), now)).toEqual([
    { name: "authentication", critical: true, status: "Verified" },
    { name: "authorization", critical: true, status: "verified?" },
    { name: "secrets management", critical: true, status: "Verified without evidence, date" },
    { name: "configuration", critical: false, status: "" },
    { name: "data protection", critical: true, status: "Verified on a day that has not come" },
    { name: "multi-tenancy", critical: true, status: "Verified without date" },
  ])
})

test("[S4.7-5] a document without a table of controls, or with a hidden one, verifies nothing", () => {
  expect(readControlWords("# Everything is fine\n", now)).toBeUndefined()
  expect(readControlWords(`<!--\n\n${head}| Authentication | Verified | x | a | 2026-11-20 |\n-->\n`, now)).toBeUndefined()
})

test("garbage gives a named error or a record", () => {
  const piece = fc.oneof(
    hostileText,
    fc.constantFrom(
      head,
      "| Review field | Value |\n|---|---|\n",
      "| Item | Answer |\n|---|---|\n",
      "| a | b |\n",
      "| Data touched | code, code |\n",
      "| Credential | Location | Needed scopes |\n|---|---|---|\n| a | b | c d |\n",
    ),
  )
  fc.assert(
    fc.property(fc.array(piece), (parts) => {
      expect(outcomeOf(parts.join(""))).toMatch(/^(?:record|assessment\/invalid)$/)
    }),
  )
})

function outcomeOf(text: string): string {
  try {
    readControlWords(text, now)
    parseAssessment(text, file)
    return "record"
  } catch (thrown) {
    if (thrown instanceof TipstaffError) return thrown.code
    throw thrown
  }
}
