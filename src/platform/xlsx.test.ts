import * as fc from "fast-check"
import { strToU8, unzipSync, zipSync } from "fflate"
import { expect, test } from "vitest"
import { cpuMs } from "../../test/support/cpu-time.ts"
import { TipstaffError } from "../base/errors.ts"
import { readXlsx, writeXlsx } from "./xlsx.ts"

const texts = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("_x0041_", "_", "<b>&\"'", "\r\n", " pad ", "\ud800", "]]>", "_x005F_x0041_"))

test("[S4.1-8] what is written reads back, whatever the cells hold", () => {
  fc.assert(
    fc.property(fc.array(fc.array(texts, { minLength: 1, maxLength: 30 }), { maxLength: 6 }), (rows) => {
      const sheet = readXlsx(writeXlsx([{ name: "Controls", rows }]), "a.xlsx")[0]!
      const full = rows.map((cells, index) => ({ number: index + 1, cells: withoutTail(cells) })).filter((row) => row.cells.length > 0)
      expect(sheet.rows).toEqual(full)
    }),
  )
})

function withoutTail(cells: readonly string[]): string[] {
  const last = cells.findLastIndex((cell) => cell !== "")
  return cells.slice(0, last + 1)
}

test("the writer gives the same bytes for the same input", () => {
  const rows = [["control", "requirement"]]
  expect(Buffer.from(writeXlsx([{ name: "a", rows }])).equals(writeXlsx([{ name: "a", rows }]))).toBe(true)
})

/** A workbook as a spreadsheet program writes it: shared strings, styles, several sheets, prefixes. */
function workbook(overrides: Record<string, string> = {}): Uint8Array {
  const parts: Record<string, string> = {
    "xl/workbook.xml":
      '<x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr/><x:sheets><x:sheet name="One" sheetId="1" r:id="a"/><x:sheet name="Two" state="hidden" sheetId="2" r:id="b"/><x:sheet name="Chart" r:id="c"/></x:sheets></x:workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="a" Type="http://x/worksheet" Target="worksheets/s1.xml"/><Relationship Id="b" Type="http://x/worksheet" Target="/xl/worksheets/s2.xml"/><Relationship Id="c" Type="http://x/chartsheet" Target="chartsheets/s.xml"/><Relationship Id="d" Type="http://x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="e" Type="http://x/styles" Target="styles.xml"/></Relationships>',
    "xl/sharedStrings.xml": "<sst><si><t>plain</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>reading</t></rPh></si></sst>",
    "xl/styles.xml":
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    "xl/worksheets/s1.xml":
      '<worksheet><sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row><row><c><v>0.30000000000000004</v></c><c s="1"><v>46346</v></c><c s="2"><v>46346.5</v></c><c s="3"><v>7</v></c><c t="b"><v>1</v></c><c t="str"><f>A1</f><v>formula</v></c><c t="e"><v>#REF!</v></c><c s="1"><v>1</v></c></row></sheetData></worksheet>',
    "xl/worksheets/s2.xml":
      '<worksheet><sheetData><row r="1"><c r="B1" t="inlineStr"><is><t>in &amp; line</t></is></c></row></sheetData></worksheet>',
    ...overrides,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])))
}

test("[S4.1-8] shared and inline texts, numbers, dates and several sheets are read", () => {
  expect(readXlsx(workbook(), "a.xlsx")).toEqual([
    {
      name: "One",
      hidden: false,
      rows: [
        { number: 2, cells: ["plain", "", "rich text"] },
        { number: 3, cells: ["0.30000000000000004", "2026-11-20", "2026-11-20T12:00:00", "7", "TRUE", "formula", "#REF!", "1900-01-01"] },
      ],
    },
    { name: "Two", hidden: true, rows: [{ number: 1, cells: ["", "in & line"] }] },
  ])
})

test.each([
  ["text", () => strToU8("control,requirement\n"), "xlsx/invalid", /not a ZIP archive/],
  ["an old or encrypted workbook", () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), "xlsx/invalid", /password/],
  ["an empty file", () => new Uint8Array(), "xlsx/invalid", /not a ZIP/],
  ["another ZIP archive", () => zipSync({ "word/document.xml": strToU8("<a/>") }), "xlsx/invalid", /without xl/],
  ["a cut archive", () => workbook().slice(0, 400), "xlsx/invalid", /damaged/],
  ["broken XML", () => workbook({ "xl/worksheets/s1.xml": "<worksheet><row>" }), "xlsx/invalid", /XML/],
  ["a missing text", () => workbook({ "xl/sharedStrings.xml": "<sst/>" }), "xlsx/invalid", /not there/],
  ["no sheet", () => workbook({ "xl/workbook.xml": "<workbook/>" }), "xlsx/invalid", /no sheet/],
  ["a far row", () => workbook({ "xl/worksheets/s2.xml": '<a><row r="99999999"/></a>' }), "xlsx/invalid", /out of range/],
  ["a far column", () => workbook({ "xl/worksheets/s2.xml": '<a><row><c r="ZZZ1"><v>1</v></c></row></a>' }), "xlsx/invalid", /out of range/],
  ["invalid UTF-8", () => replaced("xl/worksheets/s2.xml", new Uint8Array([60, 97, 255, 62])), "xlsx/invalid", /XML/],
  ["a document type", () => workbook({ "xl/worksheets/s2.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>' }), "xlsx/refused", /document type/],
  ["an undeclared entity", () => workbook({ "xl/worksheets/s2.xml": "<a>&xxe;</a>" }), "xlsx/invalid", /XML/],
  ["a bomb", () => replaced("xl/media/big.bin", new Uint8Array(20_000_000)), "xlsx/too-large", /times its size/],
  ["too many entries", () => workbook(Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`x/${n}`, ""]))), "xlsx/too-large", /entries/],
])("[S4.1-8] not an xlsx is a clear error: %s", (_, build, code, message) => {
  expect(() => readXlsx(build(), "a.xlsx")).toThrow(expect.objectContaining({ code, file: "a.xlsx", message: expect.stringMatching(message) }))
})

function replaced(name: string, data: Uint8Array): Uint8Array {
  return zipSync({ ...unzipSync(workbook()), [name]: data })
}

test("an entry that unpacks to more than it claims stays within its claim", () => {
  const bytes = replaced("xl/worksheets/s2.xml", strToU8(`<a>${" ".repeat(500_000)}</a>`))
  const view = Buffer.from(bytes)
  for (let at = view.indexOf("PK\u0001\u0002"); at >= 0; at = view.indexOf("PK\u0001\u0002", at + 4)) {
    if (view.readUInt32LE(at + 24) > 400_000) view.writeUInt32LE(100, at + 24)
  }
  expect(() => readXlsx(view, "a.xlsx")).toThrow(expect.objectContaining({ code: "xlsx/invalid" }))
})

test("entries that are modest alone are refused when they unpack to too much together", () => {
  // The size that the archive claims is what counts, so nothing large has to be made here.
  const bytes = Buffer.from(workbook(Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`xl/media/${n}.bin`, ""]))))
  for (let at = bytes.indexOf("PK\u0001\u0002"); at >= 0; at = bytes.indexOf("PK\u0001\u0002", at + 4)) {
    if (bytes.subarray(at + 46, at + 55).toString() === "xl/media/") bytes.writeUInt32LE(1_000_000, at + 24)
  }
  expect(() => readXlsx(bytes, "a.xlsx")).toThrow(
    expect.objectContaining({ code: "xlsx/too-large", message: expect.stringMatching(/more than 67108864 bytes/) }),
  )
})

test("sparse cells cannot fill memory", () => {
  const rows = Array.from({ length: 200 }, (_, n) => `<row r="${n + 1}"><c r="XFD${n + 1}"><v>1</v></c></row>`).join("")
  expect(() => readXlsx(workbook({ "xl/worksheets/s2.xml": `<a>${rows}</a>` }), "a.xlsx")).toThrow(
    expect.objectContaining({ code: "xlsx/too-large", message: expect.stringMatching(/cells/) }),
  )
})

test("damaged bytes never give anything but a named error", () => {
  const good = workbook()
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }), (changes) => {
      const bytes = good.slice()
      for (const [index, value] of changes) bytes[index] = value
      expect(outcomeOf(bytes)).toMatch(/^(?:value|xlsx\/[a-z-]+)$/)
    }),
    { numRuns: 300 },
  )
})

function outcomeOf(bytes: Uint8Array): string {
  try {
    readXlsx(bytes, "a.xlsx")
    return "value"
  } catch (thrown) {
    if (thrown instanceof TipstaffError) return thrown.code
    throw thrown
  }
}

test.each([
  ["brackets in a format", (n: number) => ({ "xl/styles.xml": `<a>${`<numFmt numFmtId="1" formatCode="${"[".repeat(400)}"/>`.repeat(n)}</a>` })],
  ["underscores in a text", (n: number) => ({ "xl/worksheets/s2.xml": `<a><row><c t="str"><v>${"_x00".repeat(n * 100)}</v></c></row></a>` })],
  ["dots in a name", (n: number) => ({ [`xl/${".a".repeat(n)}`]: "" })],
])("a workbook is read in time that grows with its length: %s", (_, build) => {
  const [short, long] = [bestTime(workbook(build(200))), bestTime(workbook(build(1600)))]
  // Eight times the length: about 8 when linear, 64 when quadratic.
  expect(long / Math.max(short, 0.5)).toBeLessThan(40)
})

function bestTime(bytes: Uint8Array): number {
  const samples = [0, 1, 2].map(() => {
    const from = cpuMs()
    readXlsx(bytes, "a.xlsx")
    return cpuMs() - from
  })
  return Math.min(...samples)
}
