/** CSV (RFC 4180) that a spreadsheet cannot be tricked by, and that names the line of what is wrong. */
import { parse } from "csv-parse/sync"
import { TipstaffError, messageOf } from "./errors.ts"

/** A row by column name, with the 1-based line where it starts. */
export interface CsvRow {
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

export interface CsvTable {
  readonly columns: readonly string[]
  readonly rows: readonly CsvRow[]
}

// A cell that starts with one of these is run as a formula by spreadsheets (OWASP: CSV Injection). The apostrophe
// that disarms it is taken away again when we read our own file; a cell that starts with an apostrophe gets one more.
const startsFormula = /^[=+\-@\t\r']/

/** Lines end with \n; every cell is safe to open in a spreadsheet. */
export function formatCsv(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))]
  return lines.map((cells) => cells.map(formatCell).join(",")).join("\n") + "\n"
}

function formatCell(value: string): string {
  const safe = startsFormula.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Throws `csv/invalid` with file and line: bad quoting, a row with too many or too few cells, a repeated or missing column. */
export function parseCsv(text: string, file: string, required: readonly string[] = []): CsvTable {
  const rows: CsvRow[] = []
  let columns: readonly string[] = []
  try {
    const records = parse(text, { bom: true, info: true, skip_empty_lines: true, relax_column_count: false }) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    for (const { record, info } of records) {
      const breaks = record.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0)
      const line = Math.max(1, info.lines - breaks)
      if (columns.length === 0) columns = checkedColumns(record, file, required)
      else rows.push({ line, cells: Object.fromEntries(columns.map((column, index) => [column, plain(record[index] ?? "")])) })
    }
  } catch (cause) {
    if (cause instanceof TipstaffError) throw cause
    const line = Number(/line (\d+)/.exec(messageOf(cause))?.[1])
    throw new TipstaffError("csv/invalid", `${file} is not valid CSV: ${messageOf(cause)}`, {
      file,
      cause,
      ...(Number.isFinite(line) ? { line } : {}),
    })
  }
  if (columns.length === 0) throw new TipstaffError("csv/invalid", `${file} has no header row`, { file, line: 1 })
  return { columns, rows }
}

function checkedColumns(header: readonly string[], file: string, required: readonly string[]): readonly string[] {
  const columns = header.map((name) => name.trim())
  const repeated = columns.find((name, index) => columns.indexOf(name) !== index)
  if (repeated !== undefined) throw new TipstaffError("csv/invalid", `${file} names the column ${repeated} twice`, { file, line: 1 })
  const missing = required.filter((name) => !columns.includes(name))
  if (missing.length > 0) throw new TipstaffError("csv/invalid", `${file} lacks the columns ${missing.join(", ")}`, { file, line: 1 })
  return columns
}

function plain(cell: string): string {
  return /^'[=+\-@\t\r']/.test(cell) ? cell.slice(1) : cell
}
