/** compliance-requirements: the regulatory controls that Legal or Compliance hands over, as .xlsx, .csv or .yaml. */
import { parseCsv } from "../../../base/csv.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { isRecord } from "../../../base/json.ts"
import { parseYaml } from "../../../base/yaml.ts"
import { readXlsx } from "../../../platform/xlsx.ts"

export interface RegulatoryControl {
  /** `CC6.1`, `Art. 32`. */
  readonly id: string
  readonly requirement: string
  /** `SOC2`, `GDPR`; the sheet's name when no column says it, else empty. */
  readonly framework: string
  /** Where it stands: `Sheet1 row 4`, `line 4`, `item 4`. */
  readonly where: string
}

export interface ComplianceRequirements {
  readonly controls: readonly RegulatoryControl[]
  /** What was there and could not be understood as a control: told, never dropped. */
  readonly unread: readonly string[]
}

type Field = "id" | "requirement" | "framework"

const headerWords: Readonly<Record<string, Field>> = {
  control: "id",
  "control id": "id",
  "control no": "id",
  "control number": "id",
  "control ref": "id",
  "control reference": "id",
  control_id: "id",
  id: "id",
  ref: "id",
  reference: "id",
  clause: "id",
  article: "id",
  citation: "id",
  "requirement id": "id",
  requirement_id: "id",
  requirement: "requirement",
  requirements: "requirement",
  description: "requirement",
  "control description": "requirement",
  "requirement description": "requirement",
  text: "requirement",
  summary: "requirement",
  title: "requirement",
  framework: "framework",
  standard: "framework",
  regulation: "framework",
  law: "framework",
  source: "framework",
}

interface Row {
  readonly where: string
  readonly cells: readonly string[]
}

const headerWithin = 30

/**
 * All controls. Throws `xlsx/invalid`, `xlsx/refused`, `xlsx/too-large`, `csv/invalid`, `yaml/invalid`,
 * `compliance/no-controls` when the file is readable and lists none, `compliance/format` for another kind of file.
 */
export function parseCompliance(bytes: Uint8Array, file: string): ComplianceRequirements {
  const read = readByKind(bytes, file)
  if (read.controls.length === 0) {
    const why = read.unread.length > 0 ? `: ${read.unread.slice(0, 3).join("; ")}` : ""
    throw new TipstaffError("compliance/no-controls", `${file} lists no control${why}`, {
      file,
      next: "give one row to each control, under the headers Control, Requirement, Framework",
    })
  }
  return read
}

function readByKind(bytes: Uint8Array, file: string): ComplianceRequirements {
  const kind = /\.(xlsx|csv|ya?ml)$/i.exec(file)?.[1]?.toLowerCase()
  switch (kind) {
    case "xlsx":
      return fromSheets(bytes, file)
    case "csv":
      return fromCsv(decoded(bytes, file), file)
    case "yaml":
    case "yml":
      return fromYaml(decoded(bytes, file), file)
    default:
      throw new TipstaffError("compliance/format", `${file} is neither .xlsx nor .csv nor .yaml`, { file })
  }
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new TipstaffError("file/not-utf8", `${file} is not valid UTF-8`, { file, cause, next: "save the file as UTF-8" })
  }
}

function fromSheets(bytes: Uint8Array, file: string): ComplianceRequirements {
  const controls: RegulatoryControl[] = []
  const unread: string[] = []
  for (const sheet of readXlsx(bytes, file)) {
    const rows = sheet.rows.map((row): Row => ({ where: `${sheet.name} row ${row.number}`, cells: row.cells }))
    const at = rows.slice(0, headerWithin).findIndex((row) => fieldsOf(row.cells) !== undefined)
    if (at < 0) {
      if (rows.length > 0) unread.push(`sheet ${sheet.name} has no header with a control and a requirement`)
      continue
    }
    collect(rows.slice(at + 1), fieldsOf(rows[at]!.cells)!, /^sheet\s?\d*$/i.test(sheet.name) ? "" : sheet.name, controls, unread)
  }
  return { controls, unread }
}

function fromCsv(text: string, file: string): ComplianceRequirements {
  const table = parseCsv(text, file)
  const fields = fieldsOf(table.columns)
  if (!fields) throw new TipstaffError("compliance/no-controls", `${file} has no header with a control and a requirement`, { file, line: 1 })
  const controls: RegulatoryControl[] = []
  const unread: string[] = []
  const rows = table.rows.map((row): Row => ({ where: `line ${row.line}`, cells: table.columns.map((column) => row.cells[column] ?? "") }))
  collect(rows, fields, "", controls, unread)
  return { controls, unread }
}

function fromYaml(text: string, file: string): ComplianceRequirements {
  const { value } = parseYaml(text, file)
  const list = isRecord(value) ? value["controls"] : value
  if (!Array.isArray(list)) throw new TipstaffError("compliance/no-controls", `${file} holds neither a list nor "controls"`, { file, line: 1 })
  const controls: RegulatoryControl[] = []
  const unread: string[] = []
  for (const [index, item] of (list as readonly unknown[]).entries()) {
    const entries = isRecord(item) ? Object.entries(item) : []
    const columns = entries.map(([key]) => key)
    const cells = entries.map(([, member]) => (typeof member === "string" || typeof member === "number" ? String(member) : ""))
    const fields = fieldsOf(columns)
    const where = `item ${index + 1}`
    if (fields) collect([{ where, cells }], fields, "", controls, unread)
    else unread.push(`${where} has no control and requirement`)
  }
  return { controls, unread }
}

type Fields = Readonly<Record<"id" | "requirement", number>> & { readonly framework: number | undefined }

function fieldsOf(header: readonly string[]): Fields | undefined {
  const found = new Map<Field, number>()
  for (const [index, cell] of header.entries()) {
    const word = cell
      .trim()
      .toLowerCase()
      .replace(/[#:.]$/, "")
      .trim()
    const field = Object.hasOwn(headerWords, word) ? headerWords[word] : undefined
    if (field !== undefined && !found.has(field)) found.set(field, index)
  }
  const [id, requirement] = [found.get("id"), found.get("requirement")]
  return id === undefined || requirement === undefined ? undefined : { id, requirement, framework: found.get("framework") }
}

function collect(rows: readonly Row[], fields: Fields, framework: string, controls: RegulatoryControl[], unread: string[]): void {
  for (const { where, cells } of rows) {
    const id = (cells[fields.id] ?? "").trim()
    const requirement = (cells[fields.requirement] ?? "").trim()
    if (id === "" || requirement === "") {
      if (cells.some((cell) => cell.trim() !== "")) unread.push(`${where} lacks ${id === "" ? "the control" : "the requirement"}`)
      continue
    }
    const named = fields.framework === undefined ? "" : (cells[fields.framework] ?? "").trim()
    controls.push({ id, requirement, framework: named === "" ? framework : named, where })
  }
}
