/** manual-assessment.md: the record as tables that a person edits, read back without loss and by line when it is wrong. */
import { isoDate, type Instant } from "../../../base/clock.ts"
import { day } from "../../../base/duration.ts"
import { readTables, renderTable, type MarkdownTable, type TableRow } from "../../../base/markdown-table.ts"
import { suggest } from "../../../base/suggest.ts"
import { throwProblems, quoted, type Problem } from "../prerequisites/problems.ts"
import type { z } from "zod"
import {
  isCalendarDate,
  assessmentSchema,
  checklistSchema,
  controlSchema,
  credentialSchema,
  vendorSchema,
  type Assessment,
  type Credential,
} from "./assessment.ts"
import { checklistItems, controlAreas, controlStatuses } from "./checklist.ts"
import { nextDue } from "./credentials.ts"

interface Column {
  readonly title: string
  /** Undefined for a column that is computed for the reader and not read back. */
  readonly key: string | undefined
}

interface TableShape {
  readonly heading: string
  readonly intro: string
  readonly columns: readonly Column[]
  /** Columns that tell this table from any other in the document. */
  readonly signature: readonly string[]
}

const column = (title: string, key: string | undefined): Column => ({ title, key })

const shapes = {
  review: {
    heading: "Review",
    intro: "Several answers in one cell are separated by commas.",
    columns: [column("Review field", "field"), column("Value", "value")],
    signature: ["Review field", "Value"],
  },
  controls: {
    heading: "Control areas",
    intro: `Status is one of ${controlStatuses.join(", ")}, in exactly these words. Verified needs evidence, an assessor and a date (YYYY-MM-DD); Not Applicable needs a reason; a Gap needs a reason and an owner.`,
    columns: [
      column("Control", "name"),
      column("Critical", undefined),
      column("Status", "status"),
      column("Evidence", "evidence"),
      column("Reason or gap", "reason"),
      column("Assessor", "assessor"),
      column("Date", "date"),
      column("Owner", "owner"),
      column("Severity", "severity"),
    ],
    signature: ["Control", "Status"],
  },
  checklist: {
    heading: "Checklist",
    intro: "Answer is PASS or FAIL, with an assessor and a date; N/A stands where the item does not apply to the subject.",
    columns: [
      column("Item", "id"),
      column("Question", undefined),
      column("Answer", "answer"),
      column("Notes", "notes"),
      column("Assessor", "assessor"),
      column("Date", "date"),
    ],
    signature: ["Item", "Answer"],
  },
  credentials: {
    heading: "Credentials",
    intro: "Location is a reference into the secret store, never the value. Rotation is a number of days or never; blank means 90 days.",
    columns: [
      column("Credential", "name"),
      column("Location", "location"),
      column("Needed scopes", "needed_scopes"),
      column("Granted scopes", "granted_scopes"),
      column("Rotation", "rotation"),
      column("Rotated on", "rotated_on"),
      column("Next due", undefined),
      column("Reason", "reason"),
    ],
    signature: ["Credential", "Location"],
  },
  vendor: {
    heading: "Vendor",
    intro: "An answer that nobody knows stays blank or says unknown.",
    columns: [column("Vendor field", "field"), column("Value", "value")],
    signature: ["Vendor field", "Value"],
  },
} as const satisfies Record<string, TableShape>

type ShapeName = keyof typeof shapes

const shapeNames = Object.keys(shapes) as ShapeName[]

type FieldRow = readonly [title: string, key: string]

const reviewFields: readonly (readonly [title: string, part: "subject" | "exposure", key: string])[] = [
  ["Kind of subject", "subject", "kind"],
  ["Subject", "subject", "name"],
  ["Scope", "subject", "scope"],
  ["Form", "subject", "form"],
  ["Touches authentication or credentials", "subject", "touches_auth"],
  ["Reviewer", "subject", "reviewer"],
  ["Data touched", "exposure", "data"],
  ["Attack surface", "exposure", "attack_surface"],
  ["Other attack surface", "exposure", "other_surface"],
  ["Attack surface verdict", "exposure", "verdict"],
  ["Blast radius", "exposure", "blast_radius"],
]

const vendorFields: readonly FieldRow[] = [
  ["Vendor", "name"],
  ["Class", "class"],
  ["Data residency", "residency"],
  ["SOC 2 or equivalent", "soc2_evidence"],
  ["Gap when there is none", "soc2_gap"],
  ["Data deletion policy", "deletion_policy"],
  ["Holds customer data", "holds_customer_data"],
  ["legal.exec consulted by", "legal_consulted_by"],
  ["legal.exec consulted on", "legal_consulted_on"],
  ["Contract reviewed by", "contract_reviewed_by"],
  ["Contract reviewed on", "contract_reviewed_on"],
  ["COO decision", "coo_decision"],
  ["COO decision by", "coo_decided_by"],
  ["COO decision on", "coo_decided_on"],
  ["COO reason", "coo_reason"],
]

const listKeys = new Set(["data", "attack_surface", "needed_scopes", "granted_scopes"])

const title = `# Manual security assessment

Fill in the tables. Text outside of them is yours and is kept.
`

/** The whole document. parseAssessment gives the same record back. */
export function renderAssessment(assessment: Assessment): string {
  return `${[title, ...shapeNames.filter((name) => isShown(name, assessment)).map((name) => section(name, assessment))].join("\n")}\n## Notes\n`
}

/** The new record in the old document: tables are replaced, everything that people wrote around them stays. */
export function rewriteAssessment(markdown: string, assessment: Assessment): string {
  const { tables, openAtEnd } = readTables(markdown)
  const lineBreak = markdown.includes("\r\n") ? "\r\n" : "\n"
  const found = shapeNames.flatMap((name) => {
    const table = tables.find((each) => isShape(each, shapes[name]))
    return table ? [{ name, table }] : []
  })
  let text = markdown
  for (const { name, table } of found.sort((a, b) => b.table.start - a.table.start)) {
    const replacement = tableOf(name, assessment).trimEnd().replaceAll("\n", lineBreak)
    text = text.slice(0, table.start) + replacement + text.slice(table.end)
  }
  const missing = shapeNames.filter((name) => isShown(name, assessment) && !found.some((each) => each.name === name))
  if (missing.length === 0) return text
  const added = missing
    .map((name) => section(name, assessment))
    .join("\n")
    .replaceAll("\n", lineBreak)
  if (openAtEnd) return `${added}${lineBreak}${text}`
  const gap = text === "" || text.endsWith("\n\n") || text.endsWith("\r\n\r\n") ? "" : /[\n\r]$/.test(text) ? lineBreak : lineBreak + lineBreak
  return text + gap + added
}

function isShown(name: ShapeName, assessment: Assessment): boolean {
  if (name !== "vendor") return true
  return assessment.subject.kind === "vendor" || Object.values(assessment.vendor).some((value) => value !== "")
}

function section(name: ShapeName, assessment: Assessment): string {
  const { heading, intro } = shapes[name]
  return `## ${heading}\n\n${intro}\n\n${tableOf(name, assessment)}`
}

function tableOf(name: ShapeName, assessment: Assessment): string {
  const shape: TableShape = shapes[name]
  return renderTable(
    shape.columns.map((each) => each.title),
    rowsOf(name, assessment),
  )
}

function rowsOf(name: ShapeName, assessment: Assessment): string[][] {
  switch (name) {
    case "review":
      return reviewFields.map(([label, part, key]) => [label, cellOf((assessment[part] as Readonly<Record<string, unknown>>)[key])])
    case "vendor":
      return vendorFields.map(([label, key]) => [label, cellOf((assessment.vendor as Readonly<Record<string, unknown>>)[key])])
    case "controls":
      return assessment.controls.map((control) => cells(name, control, isCritical(control.name) ? "yes" : "no"))
    case "checklist":
      return assessment.checklist.map((item) => cells(name, item, checklistItems.find((each) => each.id === item.id)?.question ?? ""))
    case "credentials":
      return assessment.credentials.map((credential) => cells(name, credential, dueCell(credential)))
  }
}

function cells(name: ShapeName, record: Readonly<Record<string, unknown>>, computed: string): string[] {
  const shape: TableShape = shapes[name]
  return shape.columns.map((each) => (each.key === undefined ? computed : cellOf(record[each.key])))
}

function cellOf(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "")
}

function dueCell(credential: Credential): string {
  return nextDue(credential) ?? (credential.rotation === "never" ? "never" : "")
}

export function isCritical(name: string): boolean {
  return controlAreas.some((area) => area.name === name && area.critical)
}

function isShape(table: MarkdownTable, shape: TableShape): boolean {
  const titles = new Set(table.columns.map(plain))
  return shape.signature.every((each) => titles.has(plain(each)))
}

function plain(word: string): string {
  return word.trim().toLowerCase()
}

/**
 * The record of a document; tables that are absent are unanswered. Throws `assessment/invalid`, which names every
 * problem by line; the `file` is for the message only.
 */
export function parseAssessment(markdown: string, file: string): Assessment {
  const problems: Problem[] = []
  const raw = { subject: {}, exposure: {}, controls: [], checklist: [], credentials: [], vendor: {} } as {
    subject: Record<string, unknown>
    exposure: Record<string, unknown>
    controls: unknown[]
    checklist: unknown[]
    credentials: unknown[]
    vendor: Record<string, unknown>
  }
  const { tables } = readTables(markdown)
  for (const name of shapeNames) {
    const table = tables.find((each) => isShape(each, shapes[name]))
    const second = tables.find((each) => each !== table && isShape(each, shapes[name]))
    if (table && second) problems.push({ line: second.line, message: `the table ${shapes[name].heading} stands already on line ${table.line}` })
    if (!table) continue
    if (name === "review")
      readFields(
        table,
        reviewFields.map(([label, part, key]) => ({ label, key, record: raw[part], schema: assessmentSchema.shape[part].def.innerType })),
        problems,
      )
    else if (name === "vendor")
      readFields(
        table,
        vendorFields.map(([label, key]) => ({ label, key, record: raw.vendor, schema: vendorSchema })),
        problems,
      )
    else raw[name] = readRecords(table, name, problems)
  }
  problems.sort((a, b) => a.line - b.line)
  throwProblems("assessment/invalid", file, problems, "correct the tables; tipstaff writes an empty form when there is none")
  return assessmentSchema.parse(raw)
}

interface FieldTarget {
  readonly label: string
  readonly key: string
  readonly record: Record<string, unknown>
  readonly schema: z.ZodObject
}

function readFields(table: MarkdownTable, targets: readonly FieldTarget[], problems: Problem[]): void {
  const columns = {
    field: table.columns.findIndex((each) => plain(each).endsWith("field")),
    value: table.columns.findIndex((each) => plain(each) === "value"),
  }
  checkColumns(table, ["review field", "vendor field", "value"], problems)
  for (const row of table.rows) {
    if (!isWholeRow(row, table, problems)) continue
    const label = row.cells[columns.field] ?? ""
    const target = targets.find((each) => plain(each.label) === plain(label))
    if (!target) {
      if (row.cells.some((cell) => cell !== ""))
        problems.push({
          line: row.line,
          message: `unknown field ${quoted(label)}${closest(
            label,
            targets.map((each) => each.label),
          )}`,
        })
      continue
    }
    if (target.key in target.record) {
      problems.push({ line: row.line, message: `${target.label} stands twice` })
      continue
    }
    const value = valueOf(target.key, row.cells[columns.value] ?? "")
    target.record[target.key] = value
    judge(target.schema, target.key, value, target.label, row.line, problems)
  }
}

const recordSchemas = { controls: controlSchema, checklist: checklistSchema, credentials: credentialSchema } as const

function readRecords(table: MarkdownTable, name: keyof typeof recordSchemas, problems: Problem[]): unknown[] {
  const shape: TableShape = shapes[name]
  const schema: z.ZodObject = recordSchemas[name]
  checkColumns(
    table,
    shape.columns.map((each) => plain(each.title)),
    problems,
  )
  const records: unknown[] = []
  const seen = new Map<string, number>()
  for (const row of table.rows) {
    if (row.cells.every((cell) => cell === "") || !isWholeRow(row, table, problems)) continue
    const record: Record<string, unknown> = {}
    for (const [index, heading] of table.columns.entries()) {
      const at = shape.columns.find((each) => plain(each.title) === plain(heading))
      if (at?.key === undefined) continue
      const value = valueOf(at.key, keyWord(name, at.key, row.cells[index] ?? ""))
      // A blank status is a control that nobody has assessed.
      if (name === "controls" && at.key === "status" && value === "") continue
      record[at.key] = value
      judge(schema, at.key, value, at.title, row.line, problems)
    }
    const key = String(record["name"] ?? record["id"] ?? "")
    const before = seen.get(key)
    if (before !== undefined) problems.push({ line: row.line, message: `${quoted(key)} stands already on line ${before}` })
    seen.set(key, row.line)
    records.push(record)
  }
  return records
}

// Control names and item ids are keys: a capital letter in them is no other control.
function keyWord(name: string, key: string, cell: string): string {
  return (name === "controls" && key === "name") || (name === "checklist" && key === "id") ? plain(cell) : cell
}

function valueOf(key: string, cell: string): unknown {
  if (!listKeys.has(key)) return cell
  return cell.trim() === "" ? [] : cell.split(",").map((part) => part.trim())
}

function judge(schema: z.ZodObject, key: string, value: unknown, label: string, line: number, problems: Problem[]): void {
  const field = schema.shape[key] as z.ZodType | undefined
  const result = field?.safeParse(value)
  if (!result || result.success) return
  for (const issue of result.error.issues) problems.push({ line, message: messageFor(issue, label, value) })
}

/** `status must be one of Verified, Gap, …, got 'verified?'`. */
function messageFor(issue: z.core.$ZodIssue, label: string, value: unknown): string {
  const at = issue.path.length > 0 && Array.isArray(value) ? value[Number(issue.path[0])] : value
  const got = Array.isArray(at) ? "" : `, got ${quoted(String(at))}`
  if (issue.code !== "invalid_value") return `${label.toLowerCase()}: ${issue.message}${/location/i.test(label) ? "" : got}`
  const known = issue.values.map(String).filter((word) => word !== "")
  return `${label.toLowerCase()} must be one of ${known.join(", ")}${got}${closest(String(at), known)}`
}

function closest(word: string, known: readonly string[]): string {
  const close = suggest(word, known)
  return close === undefined || close === word ? "" : `; did you mean ${close}?`
}

function checkColumns(table: MarkdownTable, known: readonly string[], problems: Problem[]): void {
  for (const heading of table.columns) {
    if (!known.includes(plain(heading))) problems.push({ line: table.line, message: `unknown column ${quoted(heading)}${closest(heading, known)}` })
  }
  const repeated = table.columns.find((heading, index) => table.columns.findIndex((each) => plain(each) === plain(heading)) !== index)
  if (repeated !== undefined) problems.push({ line: table.line, message: `the column ${quoted(repeated)} stands twice` })
}

function isWholeRow(row: TableRow, table: MarkdownTable, problems: Problem[]): boolean {
  if (row.cells.length <= table.columns.length) return true
  problems.push({
    line: row.line,
    message: `the row has ${row.cells.length} cells under ${table.columns.length} columns; write a pipe inside a cell as \\|`,
  })
  return false
}

/** A control as the gate judges it: the word in the document unchanged, or why a Verified does not count. */
export interface ControlWord {
  readonly name: string
  readonly critical: boolean
  readonly status: string
}

/**
 * What the gate reads from a document that may be wrong: undefined when it has no table of controls, and then nothing
 * is verified. A control that stands twice is given twice. A Verified without evidence, without an assessor or without a
 * date that has come is no Verified.
 */
export function readControlWords(markdown: string, now: Instant): ControlWord[] | undefined {
  const tables = readTables(markdown).tables.filter((table) => isShape(table, shapes.controls))
  if (tables.length === 0) return undefined
  return tables.flatMap((table) =>
    table.rows.filter((row) => cellUnder(table, row, "Control").trim() !== "").map((row) => controlWord(table, row, now)),
  )
}

function cellUnder(table: MarkdownTable, row: TableRow, heading: string): string {
  return row.cells[table.columns.findIndex((each) => plain(each) === plain(heading))] ?? ""
}

function controlWord(table: MarkdownTable, row: TableRow, now: Instant): ControlWord {
  const name = plain(cellUnder(table, row, "Control"))
  const status = cellUnder(table, row, "Status")
  const base = { name, critical: isCritical(name) }
  if (status !== "Verified") return { ...base, status }
  const missing = ["Evidence", "Assessor"].filter((heading) => cellUnder(table, row, heading).trim() === "").map((heading) => heading.toLowerCase())
  const date = cellUnder(table, row, "Date")
  if (!isCalendarDate(date)) missing.push("date")
  if (missing.length > 0) return { ...base, status: `Verified without ${missing.join(", ")}` }
  return { ...base, status: date > isoDate(now + day) ? "Verified on a day that has not come" : status }
}
