/**
 * communication-log.jsonl: what the review announced and was answered, in order. Each line carries the digest of the
 * line before it, so that a removed or edited line shows. A tail that was cut off whole does not show in the chain: for
 * a finished review the evidence manifest holds the digest of the file. Pure; the caller appends the line to the file.
 */
import { z } from "zod"
import { isoTime, type Instant } from "../../../base/clock.ts"
import { canonicalJson } from "../../../base/canonical-json.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { sha256 } from "../../../base/hash.ts"
import { parseJson } from "../../../base/json.ts"

export interface LogEntry {
  readonly seq: number
  readonly at: string
  readonly review: string
  readonly event: string
  readonly text: string
  /** SHA-256 of the line before, without its line break; 64 zeros in the first line. */
  readonly prev: string
}

const entrySchema = z.strictObject({
  seq: z.int().min(1),
  at: z.string(),
  review: z.string(),
  event: z.string(),
  text: z.string(),
  prev: z.string().regex(/^[0-9a-f]{64}$/),
})

const start = "0".repeat(64)

/** What to append: the next line with its line break, behind the line break that the last one may lack. */
export function nextLine(
  log: string,
  entry: { readonly at: Instant; readonly review: string; readonly event: string; readonly text: string },
): string {
  const lines = log.split("\n").filter((line) => line !== "")
  const last = lines.at(-1)
  const line: LogEntry = {
    seq: lines.length + 1,
    at: isoTime(entry.at),
    review: entry.review,
    event: entry.event,
    text: entry.text.toWellFormed(),
    prev: last === undefined ? start : sha256(last),
  }
  return `${log === "" || log.endsWith("\n") ? "" : "\n"}${canonicalJson({ ...line })}\n`
}

/** Throws `communication/invalid` with file and line: not a log line, out of order, or edited after the fact. */
export function parseLog(text: string, file: string): LogEntry[] {
  const lines = text.split("\n")
  if (lines.at(-1) === "") lines.pop()
  let prev = start
  return lines.map((line, index) => {
    const parsed = entrySchema.safeParse(parseLine(line, file, index + 1))
    if (!parsed.success) throw invalid(file, index + 1, "is not a log line")
    if (parsed.data.seq !== index + 1) throw invalid(file, index + 1, `has number ${parsed.data.seq}: a line was removed or added`)
    if (parsed.data.prev !== prev) throw invalid(file, index + 1, "does not follow from the line before: a line was edited")
    prev = sha256(line)
    return parsed.data
  })
}

function parseLine(line: string, file: string, number: number): unknown {
  try {
    return parseJson(line, file)
  } catch (cause) {
    throw new TipstaffError("communication/invalid", `${file} line ${number} is not JSON`, { file, line: number, cause })
  }
}

function invalid(file: string, line: number, what: string): TipstaffError {
  return new TipstaffError("communication/invalid", `${file} line ${line} ${what}`, {
    file,
    line,
    next: "restore the file from version control; an announcement cannot be taken back",
  })
}

/** Which of the events of one review are missing or out of order; the last occurrence of each counts. */
export function missingInOrder(entries: readonly LogEntry[], review: string, required: readonly string[]): string[] {
  const last = new Map<string, number>()
  for (const entry of entries) if (entry.review === review) last.set(entry.event, entry.seq)
  let before = 0
  return required.filter((event) => {
    const seq = last.get(event)
    if (seq === undefined || seq < before) return true
    before = seq
    return false
  })
}
