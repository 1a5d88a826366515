/** manual-validation-log.md: what two people validate by hand while automation is unavailable. Its answer is never a pass. */
import { z } from "zod"
import { readTables, renderTable } from "../../../base/markdown-table.ts"
import { isoDate, type Instant } from "../../../base/clock.ts"
import { day } from "../../../base/duration.ts"
import { quoted, throwProblems, type Problem } from "../prerequisites/problems.ts"
import { isCalendarDate } from "./assessment.ts"

const items = [
  { id: "infrastructure-configs", question: "Infrastructure configurations were inspected by hand" },
  { id: "secrets-storage-logs", question: "Secrets storage logs were inspected by hand" },
] as const

const text = z.string().max(20_000).default("")

export const manualValidationSchema = z.strictObject({
  subject: text,
  /** Why automation could not be used. */
  unavailable_because: text,
  security_engineer: text,
  product_owner: text,
  date: text,
  items: z
    .array(
      z.strictObject({
        id: z.enum(items.map((item) => item.id) as ["infrastructure-configs", "secrets-storage-logs"]),
        answer: z.enum(["PASS", "FAIL", ""]).default(""),
        notes: text,
      }),
    )
    .default([]),
})

export type ManualValidation = z.output<typeof manualValidationSchema>

/** `manual` when two people answered everything well: it lets people go on, and no gate calls it a pass. */
export interface ManualValidationResult {
  readonly status: "manual" | "fail" | "incomplete"
  readonly problems: readonly string[]
}

const fields = [
  ["Subject", "subject"],
  ["Automation is unavailable because", "unavailable_because"],
  ["Security engineer", "security_engineer"],
  ["Product owner", "product_owner"],
  ["Date", "date"],
] as const satisfies readonly (readonly [string, keyof ManualValidation])[]

export function blankManualValidation(subject: string): ManualValidation {
  return manualValidationSchema.parse({ subject, items: items.map(({ id }) => ({ id })) })
}

export function renderManualValidation(log: ManualValidation): string {
  return `# Manual validation log

Used only while automation is unavailable. A security engineer and a product owner review together; the result is
recorded as manual, never as a pass.

${renderTable(
  ["Log field", "Value"],
  fields.map(([label, key]) => [label, log[key]]),
)}
## Inspected by hand

Answer is PASS or FAIL; notes say what was inspected.

${renderTable(
  ["Inspection", "Question", "Answer", "Notes"],
  log.items.map((item) => [item.id, items.find(({ id }) => id === item.id)!.question, item.answer, item.notes]),
)}`
}

/** Throws `manual-validation/invalid` with every problem by line. */
export function parseManualValidation(markdown: string, file: string): ManualValidation {
  const problems: Problem[] = []
  const record: Record<string, unknown> = {}
  const answers: Record<string, string>[] = []
  for (const table of readTables(markdown).tables) {
    const titles = table.columns.map((each) => each.trim().toLowerCase())
    const at = (row: { readonly cells: readonly string[] }, title: string): string => row.cells[titles.indexOf(title)] ?? ""
    if (titles.includes("log field")) {
      for (const row of table.rows) {
        const label = at(row, "log field")
        const key = fields.find(([each]) => each.toLowerCase() === label.trim().toLowerCase())?.[1]
        if (key === undefined) problems.push({ line: row.line, message: `unknown field ${quoted(label)}` })
        else if (key in record) problems.push({ line: row.line, message: `${label} stands twice` })
        else record[key] = at(row, "value")
      }
    } else if (titles.includes("inspection") && titles.includes("answer")) {
      for (const row of table.rows) {
        const [id, answer] = [at(row, "inspection").trim(), at(row, "answer")]
        if (!items.some((item) => item.id === id)) problems.push({ line: row.line, message: `unknown inspection ${quoted(id)}` })
        else if (answers.some((each) => each["id"] === id)) problems.push({ line: row.line, message: `${id} stands twice` })
        if (!["PASS", "FAIL", ""].includes(answer)) problems.push({ line: row.line, message: `answer must be PASS or FAIL, got ${quoted(answer)}` })
        answers.push({ id, answer, notes: at(row, "notes") })
      }
    }
  }
  throwProblems("manual-validation/invalid", file, problems, "correct the tables of the log")
  const parsed = manualValidationSchema.safeParse({ ...record, items: answers })
  if (!parsed.success)
    throwProblems(
      "manual-validation/invalid",
      file,
      parsed.error.issues.map((issue) => ({ line: 1, message: `${issue.path.join(".")}: ${issue.message}` })),
      "correct the tables of the log",
    )
  return parsed.data!
}

/** `automationAvailable` true refuses the log: the fallback is for when nothing else can be done. */
export function judgeManualValidation(
  log: ManualValidation,
  facts: { readonly now: Instant; readonly automationAvailable: boolean },
): ManualValidationResult {
  const problems: string[] = []
  const [engineer, owner] = [samePerson(log.security_engineer), samePerson(log.product_owner)]
  if (facts.automationAvailable) problems.push("automation is available; run the gates")
  if (log.unavailable_because.trim() === "") problems.push("the reason why automation was unavailable is not recorded")
  if (engineer === "") problems.push("no security engineer is named")
  if (owner === "") problems.push("no product owner is named")
  if (engineer !== "" && engineer === owner) problems.push("one person cannot be both security engineer and product owner")
  if (!isCalendarDate(log.date)) problems.push("the date is not a date as YYYY-MM-DD")
  else if (log.date > isoDate(facts.now + day)) problems.push(`the date ${log.date} has not come`)
  for (const { id, question } of items) {
    const item = log.items.find((each) => each.id === id)
    if (!item || item.answer === "") problems.push(`not answered: ${question}`)
    else if (item.notes.trim() === "") problems.push(`no notes: ${question}`)
  }
  if (problems.length > 0) return { status: "incomplete", problems }
  const failed = log.items.filter((item) => item.answer === "FAIL").map((item) => `${item.id}: ${item.notes}`)
  return failed.length > 0 ? { status: "fail", problems: failed } : { status: "manual", problems: [] }
}

function samePerson(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase().replaceAll(/\s+/g, " ")
}
