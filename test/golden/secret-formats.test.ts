/** A scan for secrets in every output format: what people and machines are promised, with names that try to break it. */
import { Ajv } from "ajv"
import * as addFormats from "ajv-formats"
import * as fc from "fast-check"
import { readFileSync } from "node:fs"
import { SaxesParser } from "saxes"
import { beforeAll, expect, test } from "vitest"
import { parseCsv } from "../../src/base/csv.ts"
import { secretFormat, type Format } from "../../src/domain/secrets/formats/formats.ts"
import { secretFormatNames, type SecretFormat } from "../../src/domain/secrets/formats/names.ts"
import { cleanReport, hostileName, madeUpReport } from "../../src/domain/secrets/formats/made-up.test-data.ts"
import { exitCodeOf, type SecretReport } from "../../src/domain/secrets/report.ts"
import { golden } from "./golden.ts"

const facts = { colour: false, version: "1.2.3", ruleSet: "221.0123456789ab" }
const loaded = await Promise.all(secretFormatNames.map(async (name) => [name, await secretFormat(name)] as const))
const secretFormats = Object.fromEntries(loaded) as Record<SecretFormat, Format>

test.each(secretFormatNames)("[SX.1-11] the %s format", (format) => {
  for (const [name, report] of [["findings", madeUpReport], ["clean", cleanReport]] as const) {
    const text = secretFormats[format](report, facts)
    expect(text).toBe(golden(`test/golden/secrets/${name}.${format === "text" ? "txt" : format}`, text))
  }
})

test.each(secretFormatNames)("no name reaches the %s format as something that a terminal acts on", (format) => {
  const text = secretFormats[format](madeUpReport, facts)
  expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Bidi_Control}\u2028\u2029]/u)
  expect(text.isWellFormed()).toBe(true)
})

test("no line of the text begins with a name, which could be a command to a build server", () => {
  const named = { ...madeUpReport, findings: [{ ...madeUpReport.findings[0]!, path: "::error::x" }], notScanned: [{ path: "::stop-commands::y", reason: "::z" }] }
  expect(secretFormats.text(named, facts)).not.toMatch(/^\s*::/m)
})

test("colour adds nothing but colour", () => {
  const coloured = secretFormats.text(madeUpReport, { ...facts, colour: true })
  expect(coloured).toContain("\u001b[31m")
  // oxlint-disable-next-line no-control-regex -- the codes that painter writes
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(secretFormats.text(madeUpReport, facts))
})

test("JSON keeps names exactly, up to what is no text at all", () => {
  const { findings } = JSON.parse(secretFormats.json(madeUpReport, facts)) as SecretReport
  expect(findings[2]!.path).toBe(hostileName.replace("\ud800", "\ufffd"))
  expect(findings[2]!.decoded).toEqual(["base64", "hex"])
})

test("CSV has one row for each finding, gap and exclusion, and no cell that a spreadsheet runs", () => {
  const text = secretFormats.csv(madeUpReport, facts)
  expect(text).toContain(`,"'=cmd|`)
  const { rows } = parseCsv(text, "report.csv")
  expect(rows.map(({ cells }) => cells["kind"])).toEqual([...Array<string>(3).fill("finding"), ...Array<string>(22).fill("not_scanned"), "left_out", "left_out"])
  expect(rows[2]!.cells["path"]).toBe(String.raw`=cmd|' /C calc'!A0/\u{1b}[2J]]>&<b a="1">\n::error::x\u{202e}` + "\ufffd\ufffe%2e#?.env")
})

test.each([
  ["clean", cleanReport, 0],
  ["with findings", { ...madeUpReport, notScanned: [] }, 1],
  ["with findings and gaps", madeUpReport, 2],
  ["with gaps alone", { ...madeUpReport, findings: [] }, 2],
] as const)("a report %s", (_name, report, code) => {
  expect(exitCodeOf(report)).toBe(code)
  expect(secretFormats.text(report, facts).trimEnd().split("\n").at(-1)).toBe(
    [
      "scanned 1 file, 812 bytes",
      "next: tipstaff secrets explain 3f3f3f3f3f3f",
      report.findings.length > 0 ? "next: tipstaff secrets explain 3f3f3f3f3f3f" : "  (review.exclude in tipstaff.yaml); until then the exit code is 2",
    ][code],
  )
})

let validate: (value: unknown) => void

beforeAll(() => {
  // The schema is draft-04: its own dialect is put aside, and ajv reads the same keywords as draft-07.
  const { $schema: _dialect, id: _id, ...schema } = JSON.parse(readFileSync("test/fixtures/schemas/sarif-schema-2.1.0.json", "utf8")) as Record<string, unknown>
  const ajv = new Ajv({ strict: false, allErrors: true })
  ;(addFormats as unknown as { default: (ajv: Ajv) => void }).default(ajv)
  const check = ajv.compile(schema)
  validate = (value) => {
    if (!check(value)) throw new Error(ajv.errorsText(check.errors))
  }
})

/** The same report with other names. */
function renamed(name: string): SecretReport {
  return {
    ...madeUpReport,
    findings: madeUpReport.findings.map((finding) => ({ ...finding, path: name, title: name, decoded: [name], remediation: name })),
    notScanned: [{ path: name, reason: name }],
    notes: [name],
  }
}

const names = fc.string({ unit: "binary", maxLength: 40 }).chain((text) => fc.constantFrom(text, `${text}\ud800`, `${text}]]>`, `\u0000${text}\uffff`))

test("SARIF is valid whatever the names are, and says when it is incomplete", () => {
  for (const report of [madeUpReport, cleanReport]) validate(JSON.parse(secretFormats.sarif(report, facts)))
  fc.assert(fc.property(names, (name) => validate(JSON.parse(secretFormats.sarif(renamed(name), facts)))), { numRuns: 30 })
  const executions = [madeUpReport, cleanReport].map((report) => {
    const log = JSON.parse(secretFormats.sarif(report, facts)) as { runs: [{ invocations: [{ executionSuccessful: boolean; toolExecutionNotifications: unknown[] }] }] }
    const [{ executionSuccessful, toolExecutionNotifications }] = log.runs[0].invocations
    return [executionSuccessful, toolExecutionNotifications.length]
  })
  expect(executions).toEqual([[false, 26], [true, 0]])
})

function elementsOf(xml: string): string[] {
  const elements: string[] = []
  const parser = new SaxesParser()
  parser.on("error", (error) => {
    throw error
  })
  parser.on("opentag", ({ name }) => void elements.push(name))
  parser.write(xml).close()
  return elements
}

test("JUnit is well-formed XML whatever the names are", () => {
  const elements = elementsOf(secretFormats.junit(madeUpReport, facts))
  expect(["testcase", "failure", "error", "skipped"].map((name) => elements.filter((element) => element === name).length)).toEqual([27, 3, 22, 2])
  expect(elementsOf(secretFormats.junit(cleanReport, facts))).toEqual(["testsuites", "testsuite", "testcase"])
  fc.assert(fc.property(names, (name) => void expect(elementsOf(secretFormats.junit(renamed(name), facts)).length).toBe(2 + 6 + 2 + 4)))
})
