/** Findings that an architecture review or a code review hands over: CSV and JSON turned into findings of class `import`. */
import { parseCsv } from "../../../base/csv.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { isRecord, parseJson } from "../../../base/json.ts"
import { printable } from "../../../base/mask.ts"
import { parseSeverity } from "../../../base/severity.ts"
import { fingerprintOf, type Finding } from "../../findings/finding.ts"
import { quoted, throwProblems, type Problem } from "./problems.ts"

export interface ImportedFindings {
  readonly findings: readonly Finding[]
  /** Entries that their own file calls closed; counted, not shown as findings. */
  readonly closed: number
}

const words = {
  id: ["finding_id", "id", "issue_id", "comment_id", "key"],
  title: ["title", "finding", "issue", "summary", "comment", "feedback", "description", "name"],
  message: ["description", "details", "detail", "message", "comment", "feedback", "notes"],
  severity: ["severity", "priority", "level"],
  status: ["status", "state"],
  remediation: ["recommendation", "remediation", "mitigation", "action", "suggestion"],
  path: ["path", "file", "component", "location"],
  line: ["line"],
} as const

const closedWords = new Set(["closed", "resolved", "fixed", "done", "wontfix", "won't fix", "rejected", "addressed", "duplicate"])

type Fields = (name: keyof typeof words) => string

/** architecture-review-findings.csv and feedback-log.csv. Throws `csv/invalid`, `import/invalid` by line. */
export function importCsv(text: string, file: string): ImportedFindings {
  const table = parseCsv(text, file)
  const byLower = new Map(table.columns.map((column) => [column.toLowerCase(), column]))
  if (!words.title.some((word) => byLower.has(word))) {
    throw new TipstaffError("import/invalid", `${file} has no column that says what was found (title, finding, comment)`, { file, line: 1 })
  }
  const rows = table.rows.map(({ line, cells }) => ({ line, fields: fieldsOf((word) => cells[byLower.get(word) ?? ""] ?? "") }))
  return collect(rows, file)
}

/** design-issues.json: an array, or an object with the array `issues`. Throws `json/invalid`, `import/invalid`. */
export function importJson(text: string, file: string): ImportedFindings {
  const value = parseJson(text, file)
  const list = Array.isArray(value) ? (value as readonly unknown[]) : isRecord(value) ? (value["issues"] ?? value["findings"]) : undefined
  if (!Array.isArray(list)) throw new TipstaffError("import/invalid", `${file} holds neither an array nor an object with "issues"`, { file, line: 1 })
  const rows = (list as readonly unknown[]).map((item, index) => {
    if (!isRecord(item)) throw new TipstaffError("import/invalid", `${file}: entry ${index + 1} is not an object`, { file })
    return { line: index + 1, fields: fieldsOf((word) => textOf(Object.hasOwn(item, word) ? item[word] : undefined)) }
  })
  return collect(rows, file)
}

function fieldsOf(valueOf: (word: string) => string): Fields {
  return (name) => words[name].map((word) => valueOf(word).trim()).find((value) => value !== "") ?? ""
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : ""
}

/** `line` is a line of a CSV file, or the place in a JSON list. */
function collect(rows: readonly { readonly line: number; readonly fields: Fields }[], file: string): ImportedFindings {
  const findings: Finding[] = []
  const problems: Problem[] = []
  let closed = 0
  for (const { line, fields } of rows) {
    const severityWord = fields("severity")
    // A comment that nobody rated is still shown; a rating that nobody understands is an error.
    const severity = severityWord === "" ? "medium" : parseSeverity(severityWord)
    const title = oneLine(fields("title"))
    if (title === "") problems.push({ line, message: "says nothing (no title, finding or comment)" })
    else if (severity === undefined)
      problems.push({ line, message: `severity must be critical, high, medium, low or info, got ${quoted(severityWord)}` })
    else if (closedWords.has(fields("status").toLowerCase())) closed += 1
    else findings.push(findingOf(fields, title, severity, file))
  }
  throwProblems("import/invalid", file, problems, "correct the entries, or take the file away when nothing is to be handed over")
  return { findings, closed }
}

function findingOf(fields: Fields, title: string, severity: Finding["severity"], file: string): Finding {
  const id = oneLine(fields("id"))
  const remediation = fields("remediation")
  const path = fields("path")
  const line = Number(fields("line") || "1")
  const isPath = /^[^/\\\s][^\\\s]{0,1000}$/.test(path) && !path.split("/").includes("..")
  return {
    fingerprint: id === "" ? fingerprintOf("import", file, title, path) : fingerprintOf("import", file, id),
    class: "import",
    severity,
    confidence: "medium",
    title,
    message: fields("message") || title,
    ...(remediation === "" ? {} : { remediation }),
    ...(isPath ? { location: { path, line: Number.isSafeInteger(line) && line > 0 ? line : 1 } } : {}),
    cwe: [],
    owasp: [],
    aliases: id === "" ? [] : [id],
    sources: [{ tool: file, version: "", rule: id === "" ? "entry" : id }],
  }
}

function oneLine(text: string): string {
  const line = printable(text.replaceAll(/\s+/g, " ").trim())
  return line.length > 200 ? `${line.slice(0, 199)}…` : line
}
