/** incident-postmortems/: which incidents are still open, from the front matter or the labelled lines of each report. */
import { TipstaffError, messageOf } from "../../../base/errors.ts"
import { isRecord } from "../../../base/json.ts"
import { parseSeverity, type Severity } from "../../../base/severity.ts"
import { parseYaml } from "../../../base/yaml.ts"
import { headingOf, visibleLines } from "../../../base/markdown-table.ts"

export interface IncidentReport {
  readonly file: string
  readonly id: string
  readonly title: string
  /** Undefined when the report does not say: an open one counts as critical. */
  readonly severity: Severity | undefined
  readonly status: string
  /** A report without a status is a finished postmortem when it has no front matter, and open when it has. */
  readonly open: boolean
  /** The first lines of the lessons, at most three. */
  readonly learnings: readonly string[]
}

const closedWords = new Set(["closed", "resolved", "mitigated", "done", "fixed", "completed", "complete", "final", "postmortem complete"])

/** Throws `incident/invalid` when the front matter is broken. */
export function parseIncident(text: string, file: string): IncidentReport {
  const front = frontMatterOf(text, file)
  const lines = visibleLines(front.body).lines.map((line) => line.text)
  const field = (name: string): string => front.fields[name] ?? labelled(lines, name)
  const status = field("status")
  const heading = lines.map((line) => headingOf(line)?.title).find((title) => title !== undefined && title !== "")
  return {
    file,
    id: field("incident_id") || field("id") || file.replace(/^.*\//, "").replace(/\.md$/i, ""),
    title: field("title") || heading || file,
    severity: parseSeverity(field("severity")),
    status,
    open: status === "" ? front.present : !closedWords.has(status.toLowerCase()),
    learnings: learningsOf(lines),
  }
}

interface FrontMatter {
  readonly present: boolean
  readonly fields: Readonly<Record<string, string>>
  readonly body: string
}

function frontMatterOf(text: string, file: string): FrontMatter {
  const plain = text.replace(/^\ufeff/, "")
  if (!/^---[ \t]*\r?\n/.test(plain)) return { present: false, fields: {}, body: plain }
  const from = plain.indexOf("\n") + 1
  const end = /^(?:---|\.\.\.)[ \t]*$/m.exec(plain.slice(from).replaceAll("\r\n", "\n"))
  if (!end) throw new TipstaffError("incident/invalid", `${file} starts a front matter that does not end`, { file, line: 1 })
  const body = plain.slice(from).replaceAll("\r\n", "\n")
  try {
    const value = parseYaml(body.slice(0, end.index), file).value
    const fields: Record<string, string> = {}
    if (isRecord(value)) {
      for (const [key, member] of Object.entries(value)) {
        if (typeof member === "string" || typeof member === "number") fields[key.toLowerCase()] = String(member).trim()
      }
    }
    return { present: true, fields, body: body.slice(end.index + end[0].length) }
  } catch (cause) {
    throw new TipstaffError("incident/invalid", `${file}: its front matter is not valid YAML: ${messageOf(cause)}`, { file, cause })
  }
}

/** `Status: open`, `**Severity:** SEV1`, `- Status: closed`. */
function labelled(lines: readonly string[], name: string): string {
  for (const line of lines) {
    const plain = line
      .replaceAll("*", "")
      .replaceAll("_", " ")
      .trim()
      .replace(/^-\s{0,5}/, "")
    const colon = plain.indexOf(":")
    if (colon > 0 && plain.slice(0, colon).trim().toLowerCase() === name.replaceAll("_", " "))
      return plain
        .slice(colon + 1)
        .trim()
        .slice(0, 200)
  }
  return ""
}

function learningsOf(lines: readonly string[]): string[] {
  const at = lines.findIndex((line) => /lesson|learning|follow-?up|recommended|action item/i.test(headingOf(line)?.title ?? ""))
  if (at < 0) return []
  const rest = lines.slice(at + 1)
  const end = rest.findIndex((line) => headingOf(line) !== undefined)
  const section = end < 0 ? rest : rest.slice(0, end)
  return section
    .map((line) => line.trim().replace(/^[-*+]\s{1,5}/, ""))
    .filter((line) => line !== "")
    .slice(0, 3)
}
