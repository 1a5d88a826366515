/** Reads and writes workbooks (ECMA-376, part 1, section 18) as text in cells; a hostile file costs bounded time and memory. */
import { strToU8, unzipSync, zipSync, type UnzipFileInfo } from "fflate"
import { SaxesParser } from "saxes"
import { TipstaffError, messageOf } from "../base/errors.ts"

export interface Sheet {
  readonly name: string
  /** Not shown by default in a spreadsheet program; read all the same. */
  readonly hidden: boolean
  readonly rows: readonly SheetRow[]
}

export interface SheetRow {
  /** 1-based, as the spreadsheet shows it. */
  readonly number: number
  /** Text by column from A; empty cells are "". Dates are `2026-11-20` or `2026-11-20T15:04:05`. */
  readonly cells: readonly string[]
}

const limits = {
  entries: 2000,
  /** Bytes of all entries after unpacking. */
  unpacked: 64 * 1024 * 1024,
  /** Unpacked over packed size of an entry above a megabyte; text of a real sheet stays far below. */
  ratio: 300,
  /** Cells of all sheets, counting the gaps left of a cell. */
  cells: 2_000_000,
  columns: 16_384,
  rows: 1_048_576,
} as const

/**
 * All sheets of a workbook. Throws `xlsx/invalid` when the bytes are no workbook, `xlsx/too-large` when they unpack
 * beyond the bounds, `xlsx/refused` when the XML carries a document type (and so could carry entities).
 */
export function readXlsx(bytes: Uint8Array, file: string): Sheet[] {
  const parts = unpack(bytes, file)
  const relations = relationsOf(parts, file)
  const { sheets, date1904 } = sheetsOf(xmlPart(parts, "xl/workbook.xml", file), file)
  if (sheets.length === 0) throw invalid(file, "it lists no sheet")
  const strings = sharedStrings(parts[partNamed(relations, "sharedStrings") ?? "xl/sharedStrings.xml"], file)
  const dateStyles = dateStylesOf(parts[partNamed(relations, "styles") ?? "xl/styles.xml"], file)
  const budget = { cells: limits.cells as number }
  const read: Sheet[] = []
  for (const sheet of sheets) {
    const target = relations.get(sheet.relation)
    // Chart sheets have relations of another type and hold no cells.
    if (target !== undefined && target.type !== "worksheet") continue
    const data = target && parts[target.path]
    if (!data) throw invalid(file, `the sheet ${JSON.stringify(sheet.name)} has no content`)
    read.push({ name: sheet.name, hidden: sheet.hidden, rows: rowsOf(data, { file, strings, dateStyles, date1904, budget }) })
  }
  return read
}

type Parts = Readonly<Record<string, Uint8Array>>

function unpack(bytes: Uint8Array, file: string): Parts {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw invalid(file, "it is an old .xls file or protected by a password; save it as .xlsx without one")
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw invalid(file, "it is not a ZIP archive")
  const names = new Set<string>()
  let unpacked = 0
  const admit = (entry: UnzipFileInfo): boolean => {
    if (names.has(entry.name)) throw invalid(file, `it holds two entries named ${JSON.stringify(entry.name)}`)
    names.add(entry.name)
    unpacked += entry.originalSize
    // The sizes are the archive's own claim; fflate unpacks into a buffer of that size, so a false claim gains nothing.
    if (names.size > limits.entries) throw tooLarge(file, `it holds more than ${limits.entries} entries`)
    if (unpacked > limits.unpacked) throw tooLarge(file, `it unpacks to more than ${limits.unpacked} bytes`)
    if (entry.originalSize > 1024 * 1024 && entry.originalSize > limits.ratio * entry.size) {
      throw tooLarge(file, `an entry unpacks to more than ${limits.ratio} times its size`)
    }
    return /^xl\/(?:[\w -]+\/)*[\w .-]+\.(?:xml|rels)$/.test(entry.name)
  }
  try {
    return unzipSync(bytes, { filter: admit })
  } catch (cause) {
    if (cause instanceof TipstaffError) throw cause
    throw invalid(file, "its ZIP archive is damaged", cause)
  }
}

interface Relation {
  readonly type: string
  readonly path: string
}

function relationsOf(parts: Parts, file: string): Map<string, Relation> {
  const relations = new Map<string, Relation>()
  readXml(xmlPart(parts, "xl/_rels/workbook.xml.rels", file), file, {
    open(name, attributes) {
      if (name !== "Relationship") return
      const target = attributes["Target"] ?? ""
      const path = target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`
      relations.set(attributes["Id"] ?? "", { type: (attributes["Type"] ?? "").split("/").at(-1) ?? "", path })
    },
  })
  return relations
}

function partNamed(relations: ReadonlyMap<string, Relation>, type: string): string | undefined {
  for (const relation of relations.values()) if (relation.type === type) return relation.path
  return undefined
}

function sheetsOf(data: Uint8Array, file: string): { sheets: { name: string; relation: string; hidden: boolean }[]; date1904: boolean } {
  const sheets: { name: string; relation: string; hidden: boolean }[] = []
  let date1904 = false
  readXml(data, file, {
    open(name, attributes) {
      if (name === "workbookPr") date1904 = attributes["date1904"] === "1" || attributes["date1904"] === "true"
      if (name !== "sheet") return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1]
      sheets.push({ name: attributes["name"] ?? "", relation: relation ?? "", hidden: (attributes["state"] ?? "visible") !== "visible" })
    },
  })
  return { sheets, date1904 }
}

function sharedStrings(data: Uint8Array | undefined, file: string): string[] {
  const strings: string[] = []
  if (!data) return strings
  let text = ""
  let phonetic = false
  let inText = false
  readXml(data, file, {
    open(name) {
      if (name === "si") text = ""
      else if (name === "rPh") phonetic = true
      else if (name === "t") inText = !phonetic
    },
    close(name) {
      if (name === "si") strings.push(unescapeControl(text))
      else if (name === "rPh") phonetic = false
      else if (name === "t") inText = false
    },
    text(part) {
      if (inText) text += part
    },
  })
  return strings
}

// ECMA-376 part 1, section 18.8.30: built-in formats that show a date or a time.
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** For each cell style, by its index: does it show a number as a date. */
function dateStylesOf(data: Uint8Array | undefined, file: string): boolean[] {
  const styles: boolean[] = []
  if (!data) return styles
  const custom = new Set<number>()
  let inCellFormats = false
  readXml(data, file, {
    open(name, attributes) {
      if (name === "numFmt" && isDateFormat(attributes["formatCode"] ?? "")) custom.add(Number(attributes["numFmtId"]))
      else if (name === "cellXfs") inCellFormats = true
      else if (name === "xf" && inCellFormats) {
        const id = Number(attributes["numFmtId"] ?? "0")
        styles.push(isBuiltInDate(id) || custom.has(id))
      }
    },
    close(name) {
      if (name === "cellXfs") inCellFormats = false
    },
  })
  return styles
}

function isDateFormat(code: string): boolean {
  return /[ymdhs]/i.test(code.slice(0, 500).replace(/"[^"]*"|\\.|\[[^\][]*\]/g, ""))
}

interface SheetContext {
  readonly file: string
  readonly strings: readonly string[]
  readonly dateStyles: readonly boolean[]
  readonly date1904: boolean
  readonly budget: { cells: number }
}

function rowsOf(data: Uint8Array, context: SheetContext): SheetRow[] {
  const rows: SheetRow[] = []
  let number = 0
  let cells: string[] = []
  let column = -1
  let cell: { type: string; style: number } | undefined
  let value = ""
  let phonetic = false
  let inValue = false
  readXml(data, context.file, {
    open(name, attributes) {
      if (name === "row") {
        number = position(attributes["r"], number + 1, limits.rows, context.file)
        cells = []
        column = -1
      } else if (name === "c") {
        column = columnOf(attributes["r"], column + 1, context.file)
        cell = { type: attributes["t"] ?? "n", style: Number(attributes["s"] ?? "0") }
        value = ""
      } else if (name === "rPh") phonetic = true
      else if (cell && (name === "v" || (name === "t" && !phonetic))) inValue = true
    },
    text(part) {
      if (inValue) value += part
    },
    close(name) {
      if (name === "v" || name === "t") inValue = false
      else if (name === "rPh") phonetic = false
      else if (name === "c" && cell) {
        const text = cellText(value, cell, context)
        cell = undefined
        if (text === "") return
        context.budget.cells -= Math.max(1, column + 1 - cells.length)
        if (context.budget.cells < 0) throw tooLarge(context.file, `it has more than ${limits.cells} cells`)
        while (cells.length < column) cells.push("")
        cells[column] = text
      } else if (name === "row" && cells.length > 0) rows.push({ number, cells })
    },
  })
  return rows
}

function cellText(value: string, cell: { readonly type: string; readonly style: number }, context: SheetContext): string {
  switch (cell.type) {
    case "s": {
      const text = value === "" ? "" : context.strings[Number(value)]
      if (text === undefined) throw invalid(context.file, "a cell points to a text that is not there")
      return text
    }
    case "b":
      return value === "1" || value === "true" ? "TRUE" : "FALSE"
    case "n": {
      const amount = Number(value)
      if (value.trim() === "" || !Number.isFinite(amount)) return value.trim()
      return (context.dateStyles[cell.style] ? dateText(amount, context.date1904) : undefined) ?? String(amount)
    }
    default:
      // inlineStr, str (a formula's text), e (an error such as #REF!), d (ISO 8601 date)
      return unescapeControl(value)
  }
}

const msPerDay = 86_400_000
/** 9999-12-31, the last day a spreadsheet can show. */
const lastSerial = 2_958_465

function dateText(serial: number, date1904: boolean): string | undefined {
  if (serial < 0 || serial >= lastSerial + 1) return undefined
  if (serial < 1 && !date1904) return new Date(Math.round(serial * msPerDay)).toISOString().slice(11, 19)
  // The 1900 system counts a 29 February 1900 that never was (ECMA-376 part 1, section 18.17.4.1).
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const iso = new Date(epoch + Math.round(serial * 86_400) * 1000).toISOString()
  return Number.isInteger(serial) ? iso.slice(0, 10) : iso.slice(0, 19)
}

function position(text: string | undefined, otherwise: number, most: number, file: string): number {
  const value = text === undefined ? otherwise : Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most) throw invalid(file, "a row number is out of range")
  return value
}

/** 0-based column of a reference such as `AB12`. */
function columnOf(reference: string | undefined, otherwise: number, file: string): number {
  let column = otherwise
  if (reference !== undefined) {
    const letters = /^[A-Z]{1,3}(?=\d{1,7}$)/.exec(reference)?.[0]
    if (letters === undefined) throw invalid(file, "a cell reference is malformed")
    column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  }
  if (column >= limits.columns) throw invalid(file, "a cell reference is out of range")
  return column
}

// ECMA-376 part 1, section 22.9.2.19: characters that XML cannot hold are written as _xHHHH_.
function unescapeControl(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

interface XmlHandlers {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

/** Names arrive without their namespace prefix, which programs choose differently. */
function readXml(data: Uint8Array, file: string, handlers: XmlHandlers): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on("doctype", () => {
    throw new TipstaffError("xlsx/refused", `${file} declares a document type in its XML, which a workbook never does`, { file })
  })
  parser.on("error", (error) => {
    throw invalid(file, "its XML is malformed", error)
  })
  parser.on("opentag", (tag) => handlers.open?.(localName(tag.name), tag.attributes as Record<string, string>))
  parser.on("closetag", (tag) => handlers.close?.(localName(tag.name)))
  parser.on("text", (text) => handlers.text?.(text))
  parser.on("cdata", (text) => handlers.text?.(text))
  try {
    parser.write(new TextDecoder("utf-8", { fatal: true }).decode(data)).close()
  } catch (cause) {
    if (cause instanceof TipstaffError) throw cause
    throw invalid(file, `its XML could not be read: ${messageOf(cause)}`, cause)
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1)
}

function xmlPart(parts: Parts, name: string, file: string): Uint8Array {
  const data = parts[name]
  if (!data) throw invalid(file, `it is a ZIP archive without ${name}`)
  return data
}

function invalid(file: string, why: string, cause?: unknown): TipstaffError {
  return new TipstaffError("xlsx/invalid", `${file} is not a readable .xlsx workbook: ${why}`, {
    file,
    cause,
    next: "save the workbook again as .xlsx, or give the same table as .csv or .yaml",
  })
}

function tooLarge(file: string, why: string): TipstaffError {
  return new TipstaffError("xlsx/too-large", `${file} was not unpacked: ${why}`, { file, next: "split the workbook, or give the table as .csv" })
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const mainNamespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const relationNamespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const packageNamespace = "http://schemas.openxmlformats.org/package/2006"
const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml"

/** A workbook of text cells; the same input gives the same bytes. */
export function writeXlsx(sheets: readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[]): Uint8Array {
  const numbers = sheets.map((_, index) => index + 1)
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/>${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${contentType}.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${packageNamespace}/relationships"><Relationship Id="rId1" Type="${relationNamespace}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${mainNamespace}" xmlns:r="${relationNamespace}"><sheets>${sheets.map((sheet, index) => `<sheet name="${xmlText(sheet.name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packageNamespace}/relationships">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${relationNamespace}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join("")}</Relationships>`,
  }
  for (const [index, sheet] of sheets.entries()) parts[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(sheet.rows)
  // ZIP cannot name a time before 1980.
  const mtime = new Date(1980, 0, 1)
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xmlHead + xml)])), { mtime, level: 6 })
}

function sheetXml(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells, index) => {
    const inner = cells.map(
      (cell, column) => `<c r="${columnName(column)}${index + 1}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`,
    )
    return `<row r="${index + 1}">${inner.join("")}</row>`
  })
  return `<worksheet xmlns="${mainNamespace}"><sheetData>${lines.join("")}</sheetData></worksheet>`
}

function columnName(column: number): string {
  const rest = column % 26
  const letter = String.fromCharCode(65 + rest)
  return column < 26 ? letter : columnName((column - rest) / 26 - 1) + letter
}

// oxlint-disable-next-line no-control-regex -- the characters that XML 1.0 cannot hold
const notXml = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Cs}/gu

function xmlText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(notXml, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
}
