/** threat-model.md: threats in the forms in which people write them, as a table, as headed sections or as list items. */
import { headingOf, readTables, unescapeCell, visibleLines, type MarkdownTable } from "../../../base/markdown-table.ts"
import { parseSeverity, type Severity } from "../../../base/severity.ts"
import { TipstaffError } from "../../../base/errors.ts"

/** Microsoft's STRIDE categories. */
export const strideCategories = [
  "spoofing",
  "tampering",
  "repudiation",
  "information disclosure",
  "denial of service",
  "elevation of privilege",
] as const

export type StrideCategory = (typeof strideCategories)[number]

export interface Threat {
  /** As the model names it, or `threat-3` by its place. */
  readonly id: string
  readonly title: string
  /** Undefined when the model does not rate it, or in words that nobody knows: treated as a top threat. */
  readonly severity: Severity | undefined
  /** Empty when the model names none. */
  readonly mitigation: string
  readonly stride: readonly StrideCategory[]
  /** As written; empty when the model says nothing. */
  readonly status: string
  /** What proves the mitigation, for example `rule:sql-injection absent`. */
  readonly check: string
  /** Who attests that the mitigation works, and when (YYYY-MM-DD). */
  readonly attestedBy: string
  readonly attestedOn: string
  /** 1-based. */
  readonly line: number
}

type Field = "id" | "title" | "severity" | "mitigation" | "stride" | "status" | "check" | "attestedBy" | "attestedOn"

const fieldWords: Readonly<Record<string, Field>> = {
  id: "id",
  "threat id": "id",
  ref: "id",
  threat: "title",
  title: "title",
  name: "title",
  scenario: "title",
  "threat scenario": "title",
  description: "title",
  severity: "severity",
  priority: "severity",
  risk: "severity",
  rating: "severity",
  "risk level": "severity",
  impact: "severity",
  mitigation: "mitigation",
  mitigations: "mitigation",
  control: "mitigation",
  controls: "mitigation",
  countermeasure: "mitigation",
  countermeasures: "mitigation",
  stride: "stride",
  category: "stride",
  "stride category": "stride",
  type: "stride",
  status: "status",
  state: "status",
  check: "check",
  test: "check",
  validation: "check",
  "attested by": "attestedBy",
  "attested on": "attestedOn",
  attested: "attestedOn",
}

// A mitigation column that only says there is none.
const nothing = /^(?:|-+|–|—|n\/?a|none|tbd|todo|\?+|missing)$/i

type Draft = Partial<Record<Field, string>> & { line: number }

const maxThreats = 5000

/** At least one threat. Throws `threat-model/empty` when none is found, `threat-model/too-large`. */
export function parseThreatModel(text: string, file: string): Threat[] {
  const drafts = [...readTables(text).tables.flatMap(fromTable), ...fromProse(text)].sort((a, b) => a.line - b.line)
  if (drafts.length === 0) {
    throw new TipstaffError("threat-model/empty", `${file} names no threat`, {
      file,
      line: 1,
      next: "list the threats in a table with the columns ID, Threat, Severity, STRIDE, Mitigation, Status",
    })
  }
  if (drafts.length > maxThreats) throw new TipstaffError("threat-model/too-large", `${file} names more than ${maxThreats} threats`, { file })
  return drafts.map((draft, index) => threatOf(draft, index))
}

function threatOf(draft: Draft, index: number): Threat {
  const mitigation = (draft.mitigation ?? "").trim()
  return {
    id: draft.id?.trim() || `threat-${index + 1}`,
    title: (draft.title ?? draft.id ?? "").trim(),
    severity: parseSeverity((draft.severity ?? "").replaceAll(/[*_`]/g, "")),
    mitigation: nothing.test(mitigation) ? "" : mitigation,
    stride: strideOf(draft.stride ?? ""),
    status: (draft.status ?? "").trim(),
    check: (draft.check ?? "").trim().replaceAll("`", ""),
    attestedBy: (draft.attestedBy ?? "").trim(),
    attestedOn: (draft.attestedOn ?? "").trim(),
    line: draft.line,
  }
}

function strideOf(text: string): StrideCategory[] {
  const lower = text.toLowerCase()
  const named = strideCategories.filter((category) => lower.includes(category) || lower.includes(category.replaceAll(" ", "-")))
  if (named.length > 0 || !/^[stride ,/]+$/i.test(text)) return named
  return strideCategories.filter((category) => lower.includes(category[0]!))
}

function fromTable(table: MarkdownTable): Draft[] {
  const fields = table.columns.map((column) => fieldOf(column))
  const isAboutThreats = fields.includes("title") && (fields.includes("mitigation") || fields.includes("severity") || fields.includes("stride"))
  if (!isAboutThreats) return []
  return table.rows
    .map(({ line, cells }) => {
      const draft: Draft = { line }
      for (const [index, field] of fields.entries()) if (field !== undefined && draft[field] === undefined) draft[field] = cells[index] ?? ""
      return draft
    })
    .filter((draft) => (draft.title ?? "").trim() !== "" || (draft.id ?? "").trim() !== "")
}

function fieldOf(word: string): Field | undefined {
  const key = word.trim().toLowerCase()
  return Object.hasOwn(fieldWords, key) ? fieldWords[key] : undefined
}

const idPattern = /^\[?([A-Za-z]{1,12}[-_ ]?\d{1,6})\]?(?=$|[\s:.)–—-])/

/** `### T-1: title` with fields below, and `- T-1: title` with fields in parentheses or nested below. */
function fromProse(text: string): Draft[] {
  const drafts: Draft[] = []
  let current: Draft | undefined
  let aboutThreats = false
  let currentIndent = -1
  for (const { number, text: line } of visibleLines(text).lines) {
    const heading = headingOf(line)
    if (heading) {
      const id = idPattern.exec(heading.title)?.[1]
      current = undefined
      if (id !== undefined && heading.depth > 1) {
        current = { line: number, id, title: afterId(heading.title) }
        drafts.push(current)
        currentIndent = -1
      } else aboutThreats = /threat|scenario|stride|risk/i.test(heading.title) || (aboutThreats && heading.depth > 2)
      continue
    }
    const item = /^( {0,12})(?:[-*+]|\d{1,4}[.)])[ \t]+(\S.*)$/s.exec(line)
    const field = fieldLine(item ? item[2]! : line.trim())
    const indent = item ? item[1]!.length : 0
    if (field && current && (!item || indent > currentIndent)) {
      current[field.name] ??= field.value
      continue
    }
    if (!item) continue
    const plain = withoutEmphasis(item[2]!)
    const id = idPattern.exec(plain)?.[1]
    if (current && currentIndent === -1 && id === undefined) continue
    if (id === undefined && (!aboutThreats || indent > 0 || field)) continue
    current = { line: number, ...(id === undefined ? {} : { id }), ...inlineFields(id === undefined ? plain : afterId(plain)) }
    currentIndent = indent
    drafts.push(current)
  }
  return drafts
}

function afterId(title: string): string {
  const rest = title.replace(idPattern, "").replace(/^[\s:.)–—-]{1,10}/, "")
  return unescapeCell(rest === "" ? title : rest)
}

function withoutEmphasis(text: string): string {
  return text.replaceAll("**", "").replaceAll("__", "")
}

function fieldLine(text: string): { readonly name: Field; readonly value: string } | undefined {
  const plain = withoutEmphasis(text)
  const colon = plain.indexOf(":")
  if (colon < 1 || colon > 30) return undefined
  const name = fieldOf(plain.slice(0, colon))
  return name === undefined || name === "id" ? undefined : { name, value: unescapeCell(plain.slice(colon + 1).trim()) }
}

/** `Stolen token (severity: high; mitigation: short lifetime)`. */
function inlineFields(text: string): Partial<Record<Field, string>> {
  const open = text.lastIndexOf("(")
  if (open < 1 || !text.trimEnd().endsWith(")")) return { title: text }
  const fields: Partial<Record<Field, string>> = {}
  for (const part of text
    .trimEnd()
    .slice(open + 1, -1)
    .split(";")) {
    const field = fieldLine(part.trim())
    if (!field) return { title: text }
    fields[field.name] = field.value
  }
  return { ...fields, title: text.slice(0, open).trim() }
}
