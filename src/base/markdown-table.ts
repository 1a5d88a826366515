/** Tables in Markdown (GFM section 4.10) that carry any text without loss, and where they stand in a document. */

export interface TableRow {
  /** 1-based. */
  readonly line: number
  /** Decoded; may be shorter or longer than the header, which the reader of the table judges. */
  readonly cells: readonly string[]
}

export interface MarkdownTable {
  /** Text of the nearest heading above; empty when there is none. */
  readonly heading: string
  /** 1-based line of the header row. */
  readonly line: number
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
  /** UTF-16 offsets of the table in the document: header row to the end of the last row, without its line break. */
  readonly start: number
  readonly end: number
}

export interface MarkdownTables {
  readonly tables: readonly MarkdownTable[]
  /** The document ends inside a code fence or comment: what is appended to it would not be read as Markdown. */
  readonly openAtEnd: boolean
}

/** One line of a document that is Markdown, not code and not raw HTML. */
export interface MarkdownLine {
  /** 1-based. */
  readonly number: number
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Header, delimiter row and rows; lines end with \n, also the last. */
export function renderTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(escapeCell), columns.map(() => "---"), ...rows.map((row) => row.map(escapeCell))]
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("")
}

// What Markdown or a terminal would act on. A letter or digit on both sides keeps an underscore harmless.
const special =
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is replaced here
  /[\\|`*[\]<\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Cs}|&(?=#|[A-Za-z][A-Za-z0-9]{0,30};)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu

/** The text of a cell that shows exactly the value and reads back as it. */
export function escapeCell(value: string): string {
  const escaped = value.replace(special, escapeCharacter)
  return escaped.replace(/^ /, "&#32;").replace(/ $/, "&#32;")
}

function escapeCharacter(character: string): string {
  if (character === "\n") return "<br>"
  if (character === "&") return "&amp;"
  if (character === "<") return "&lt;"
  if ("\\|`*[]_".includes(character)) return `\\${character}`
  return `&#${character.charCodeAt(0)};`
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' }

/** The inverse of escapeCell; what a person typed without escaping stays as typed. */
export function unescapeCell(cell: string): string {
  return cell.replace(
    /\\([!-/:-@[-`{-~])|<br {0,3}\/?>|&(amp|lt|gt|quot);|&#(\d{1,7});/gi,
    (whole, punctuation: string | undefined, name: string | undefined, code: string | undefined) => {
      if (punctuation !== undefined) return punctuation
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole
      if (code === undefined) return "\n"
      return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : whole
    },
  )
}

/** Every table that a reader of the rendered document sees; never throws. Time grows with the length of the text. */
export function readTables(markdown: string): MarkdownTables {
  const { lines, openAtEnd } = visibleLines(markdown)
  const tables: MarkdownTable[] = []
  let heading = ""
  let index = 0
  while (index < lines.length) {
    const line = lines[index]!
    heading = headingOf(line.text)?.title ?? heading
    const delimiter = lines[index + 1]
    if (delimiter?.number !== line.number + 1 || !isTableHead(line.text, delimiter.text)) {
      index += 1
      continue
    }
    const rows: TableRow[] = []
    let last = delimiter
    index += 2
    while (index < lines.length && lines[index]!.number === last.number + 1 && isTableRow(lines[index]!.text)) {
      last = lines[index]!
      rows.push({ line: last.number, cells: splitRow(last.text).map(unescapeCell) })
      index += 1
    }
    tables.push({ heading, line: line.number, columns: splitRow(line.text).map(unescapeCell), rows, start: line.start, end: last.end })
  }
  return { tables, openAtEnd }
}

/** The title and depth of an ATX heading. */
export function headingOf(line: string): { readonly depth: number; readonly title: string } | undefined {
  const match = /^ {0,3}(#{1,6})[ \t](.*)$/s.exec(line)
  if (!match) return undefined
  let title = match[2]!.trim()
  if (/^#+$/.test(title)) title = ""
  const closing = title.lastIndexOf(" ")
  if (closing >= 0 && /^#+$/.test(title.slice(closing + 1))) title = title.slice(0, closing).trim()
  return { depth: match[1]!.length, title }
}

// CommonMark 0.31 section 4.6: raw HTML that runs to its own end, and raw HTML that runs to a blank line.
const htmlUntilEnd: readonly (readonly [RegExp, RegExp])[] = [
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<\?/, /\?>/],
]
const htmlUntilBlank = /^ {0,3}<[a-z/!]/i

/** The lines outside code fences, comments and raw HTML: what is hidden from a reader must not count as an answer. */
export function visibleLines(markdown: string): { readonly lines: readonly MarkdownLine[]; readonly openAtEnd: boolean } {
  const visible: MarkdownLine[] = []
  let closes: ((text: string) => boolean) | undefined
  let endsAtBlank = false
  for (const line of splitLines(markdown)) {
    if (closes !== undefined) {
      if (closes(line.text)) closes = undefined
      continue
    }
    if (endsAtBlank) {
      if (line.text.trim() === "") endsAtBlank = false
      continue
    }
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/s.exec(line.text)
    const html = htmlUntilEnd.find(([opens]) => opens.test(line.text))
    if (fence && !(fence[1]!.startsWith("`") && fence[2]!.includes("`"))) {
      const mark = fence[1]!
      closes = (text) => isClosingFence(text, mark)
    } else if (html) {
      if (!html[1].test(line.text)) closes = (text) => html[1].test(text)
    } else if (htmlUntilBlank.test(line.text)) endsAtBlank = true
    else visible.push(line)
  }
  return { lines: visible, openAtEnd: closes !== undefined }
}

function isClosingFence(text: string, mark: string): boolean {
  const trimmed = text.trim()
  return /^ {0,3}\S/.test(text) && trimmed.length >= mark.length && [...trimmed].every((character) => character === mark[0])
}

function splitLines(text: string): MarkdownLine[] {
  const lines: MarkdownLine[] = []
  let start = 0
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ number: lines.length + 1, text: text.slice(start, match.index), start, end: match.index })
    start = match.index + match[0].length
  }
  lines.push({ number: lines.length + 1, text: text.slice(start), start, end: text.length })
  return lines
}

function isTableHead(header: string, delimiter: string): boolean {
  if (!isTableRow(header) || !delimiter.includes("-") || /^(?: {4}|\t)/.test(delimiter)) return false
  const marks = splitRow(delimiter)
  return marks.every((cell) => /^:?-+:?$/.test(cell)) && marks.length === splitRow(header).length
}

function isTableRow(line: string): boolean {
  return line.includes("|") && !/^(?: {4}|\t| {0,3}(?:#{1,6}[ \t]|>|```|~~~|[-+*][ \t]|\d{1,9}[.)][ \t]))/.test(line)
}

function splitRow(line: string): string[] {
  const cells: string[] = []
  let cell = ""
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index]!
    if (character === "\\" && index + 1 < line.length) {
      cell += character + line[index + 1]!
      index += 1
    } else if (character === "|") {
      cells.push(trimBlanks(cell))
      cell = ""
    } else cell += character
  }
  cells.push(trimBlanks(cell))
  if (cells.length > 1 && cells[0] === "") cells.shift()
  if (cells.length > 1 && cells.at(-1) === "" && !/\S/.test(cell)) cells.pop()
  return cells
}

// Only blanks: other Unicode spaces are part of the value.
function trimBlanks(cell: string): string {
  let start = 0
  let end = cell.length
  while (start < end && (cell[start] === " " || cell[start] === "\t")) start += 1
  while (end > start && (cell[end - 1] === " " || cell[end - 1] === "\t")) end -= 1
  return cell.slice(start, end)
}
