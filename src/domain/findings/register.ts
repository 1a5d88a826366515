/** findings-register.csv: every finding with its owner, its due date and its way to an end. Pure. */
import { isoDate, isoTime, type Instant } from "../../base/clock.ts"
import { formatCsv, parseCsv } from "../../base/csv.ts"
import { TipstaffError } from "../../base/errors.ts"
import { compareSeverity, severities, type Severity } from "../../base/severity.ts"
import { suggest } from "../../base/suggest.ts"
import { findingId, type FindingClass, type ScanClass } from "./finding.ts"
import type { MergedFinding } from "./merge.ts"
import { dueAt, slaTable, type SlaTable } from "./sla.ts"

export const findingStates = ["open", "planned", "fixing", "accepted", "false_positive", "fixed", "closed"] as const

export type FindingState = (typeof findingStates)[number]

/** States in which a finding still counts against the review. */
const unresolved: ReadonlySet<FindingState> = new Set(["open", "planned", "fixing", "accepted"])

export interface RegisterRow {
  readonly id: string
  readonly severity: Severity
  readonly status: FindingState
  /** Person, team or agent; empty when nobody is named. */
  readonly owner: string
  readonly dueAt: Instant | undefined
  readonly remediationPlan: string
  readonly rollbackPlan: string
  /** Id of an exception record: an accepted risk or a compensating control. */
  readonly acceptance: string
  readonly title: string
  /** `path:line` or a package URL. */
  readonly where: string
  readonly class: FindingClass
  /** `tool:rule`, several separated by a semicolon. */
  readonly source: string
  readonly cwe: string
  readonly foundAt: Instant
  readonly notes: string
}

export const registerColumns = [
  "finding_id",
  "severity",
  "status",
  "owner",
  "due_date",
  "remediation_plan",
  "acceptance",
  "title",
  "location",
  "class",
  "source",
  "cwe",
  "found_at",
  "rollback_plan",
  "notes",
] as const

export function isUnresolved(row: RegisterRow): boolean {
  return unresolved.has(row.status)
}

export interface UpdateFacts {
  readonly now: Instant
  /** Classes whose scan finished: only there does absence mean fixed. */
  readonly completed: ReadonlySet<FindingClass>
  /** Files of handed-over findings that were read: a row of class import is fixed when its file no longer names it, not when its file is gone. */
  readonly handedOver: ReadonlySet<string>
  readonly sla?: SlaTable
  /** Owner by path or class when a row names nobody. */
  readonly ownerOf?: (finding: MergedFinding) => string | undefined
}

/**
 * The register after new evidence. What people wrote (owner, plans, notes, acceptance) stays; what evidence says
 * (severity, place, sources) is taken from the evidence; nothing is dropped.
 */
export function updateRegister(old: readonly RegisterRow[], findings: readonly MergedFinding[], facts: UpdateFacts): RegisterRow[] {
  const known = new Map(old.map((row) => [row.id, row]))
  /** Rows that the evidence knows, by the row that now stands for them. */
  const seen = new Map<string, string>()
  const rows = findings.map((finding) => {
    const before = finding.fingerprints.map((fingerprint) => known.get(findingId({ fingerprint }))).filter((row) => row !== undefined)
    const row = rowOf(finding, before[0], facts)
    for (const { id } of before) seen.set(id, row.id)
    return row
  })
  for (const row of old) {
    const now = seen.get(row.id)
    if (now === undefined) rows.push(absent(row, facts))
    else if (now !== row.id) rows.push(merged(row, now))
  }
  return rows.sort((a, b) => compareSeverity(a.severity, b.severity) || (a.id < b.id ? -1 : 1))
}

function rowOf(finding: MergedFinding, before: RegisterRow | undefined, facts: UpdateFacts): RegisterRow {
  // A finding that was fixed and is back starts a new clock.
  const returned = before?.status === "fixed" || before?.status === "closed"
  // A date that lies ahead would buy time.
  const foundAt = before && !returned ? Math.min(before.foundAt, facts.now) : facts.now
  const limit = dueAt(finding.severity, foundAt, facts.sla ?? slaTable)
  const status: FindingState = !before || returned ? "open" : before.status
  return {
    id: before?.id ?? findingId(finding),
    severity: finding.severity,
    status,
    owner: before?.owner || facts.ownerOf?.(finding) || "",
    dueAt: earlier(before && !returned ? before.dueAt : undefined, limit),
    remediationPlan: before?.remediationPlan ?? "",
    rollbackPlan: before?.rollbackPlan ?? "",
    acceptance: before?.acceptance ?? "",
    title: finding.title,
    where: whereOf(finding),
    class: finding.class,
    source: finding.sources.map((source) => `${source.tool}:${source.rule}`).join("; "),
    cwe: finding.cwe.join(" "),
    foundAt,
    notes: returned ? appendNote(before.notes, `found again on ${isoTime(facts.now)}`) : (before?.notes ?? ""),
  }
}

function absent(row: RegisterRow, facts: UpdateFacts): RegisterRow {
  if (row.status === "fixed" || row.status === "closed") return row
  if (!facts.completed.has(row.class) || (row.class === "import" && !isFrom(row, facts.handedOver))) {
    return { ...row, dueAt: earlier(row.dueAt, dueAt(row.severity, Math.min(row.foundAt, facts.now), facts.sla ?? slaTable)) }
  }
  return { ...row, status: "fixed", notes: appendNote(row.notes, `no longer found on ${isoTime(facts.now)}`) }
}

function isFrom(row: RegisterRow, files: ReadonlySet<string>): boolean {
  return row.source.split("; ").some((source) => [...files].some((file) => source.startsWith(`${file}:`)))
}

// Two rows turned out to be one problem: what people wrote in the second stays where it is.
function merged(row: RegisterRow, into: string): RegisterRow {
  return row.status === "closed" ? row : { ...row, status: "closed", notes: appendNote(row.notes, `the same problem as ${into}`) }
}

// A person may set an earlier date than the SLA gives, never a later one.
function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Math.min(a, b)
}

function appendNote(notes: string, note: string): string {
  return notes === "" ? note : `${notes}; ${note}`
}

export function whereOf(finding: Pick<MergedFinding, "location" | "component">): string {
  if (finding.component) return finding.component.purl
  return finding.location ? `${finding.location.path}:${finding.location.line}` : ""
}

export function renderRegister(rows: readonly RegisterRow[]): string {
  return formatCsv(
    registerColumns,
    rows.map((row) => ({
      finding_id: row.id,
      severity: row.severity,
      status: row.status,
      owner: row.owner,
      due_date: row.dueAt === undefined ? "no SLA" : isoTime(row.dueAt),
      remediation_plan: row.remediationPlan,
      acceptance: row.acceptance,
      title: row.title,
      location: row.where,
      class: row.class,
      source: row.source,
      cwe: row.cwe,
      found_at: isoTime(row.foundAt),
      rollback_plan: row.rollbackPlan,
      notes: row.notes,
    })),
  )
}

const classes: readonly FindingClass[] = ["sast", "dast", "dependencies", "secrets", "manual", "import"] satisfies (ScanClass | FindingClass)[]

// An id becomes a file name and a table cell elsewhere.
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/

/** Throws `csv/invalid` and `register/invalid`, each with file and line; a register edited into nonsense is never guessed at. */
export function parseRegister(text: string, file: string): RegisterRow[] {
  const table = parseCsv(text, file, ["finding_id", "severity", "status", "owner", "notes"])
  const ids = new Map<string, number>()
  return table.rows.map(({ line, cells }) => {
    const cell = (name: (typeof registerColumns)[number]) => (cells[name] ?? "").trim()
    const id = cell("finding_id")
    if (id === "") throw invalid(file, line, "finding_id is empty")
    if (!idPattern.test(id)) throw invalid(file, line, "finding_id holds more than letters, digits, dots, hyphens and underscores")
    const twice = ids.get(id)
    if (twice !== undefined) throw invalid(file, line, `${id} stands already in line ${twice}`)
    ids.set(id, line)
    return {
      id,
      severity: oneOf(severities, cell("severity"), "severity", file, line),
      status: oneOf(findingStates, cell("status"), "status", file, line),
      owner: cell("owner"),
      dueAt: instantOf(cell("due_date"), "due_date", file, line),
      remediationPlan: cells["remediation_plan"] ?? "",
      rollbackPlan: cells["rollback_plan"] ?? "",
      acceptance: cell("acceptance"),
      title: cells["title"] ?? "",
      where: cells["location"] ?? "",
      class: cell("class") === "" ? "import" : oneOf(classes, cell("class"), "class", file, line),
      source: cells["source"] ?? "",
      cwe: cell("cwe"),
      foundAt: instantOf(cell("found_at"), "found_at", file, line) ?? 0,
      notes: cells["notes"] ?? "",
    }
  })
}

function oneOf<T extends string>(known: readonly T[], word: string, column: string, file: string, line: number): T {
  const found = known.find((value) => value === word)
  if (found !== undefined) return found
  const close = suggest(word, known)
  throw invalid(file, line, `${column} is "${word}"${close === undefined ? `; known are ${known.join(", ")}` : `, did you mean ${close}?`}`)
}

function instantOf(text: string, column: string, file: string, line: number): Instant | undefined {
  if (text === "" || text === "no SLA") return undefined
  // A bare date means the end of that day in UTC.
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T23:59:59Z`) : Date.parse(text)
  if (!/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text) || Number.isNaN(instant) || !isDate(text.slice(0, 10))) {
    throw invalid(file, line, `${column} is "${text}"; write 2026-11-30 or 2026-11-30T12:00:00Z`)
  }
  return instant
}

// Date.parse turns the 30th of February into a day of March.
function isDate(date: string): boolean {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(midnight) && isoDate(midnight) === date
}

function invalid(file: string, line: number, what: string): TipstaffError {
  return new TipstaffError("register/invalid", `${file} line ${line}: ${what}`, {
    file,
    line,
    next: "correct the line, then run the command again; nothing was changed",
  })
}
