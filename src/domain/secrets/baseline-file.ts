/** The baseline as text: a header, then one entry per line, in a form that Git's union merge keeps valid. */
import { TipstaffError } from "../../base/errors.ts"
import { baselinePath, inOrder, type Baseline, type BaselineEntry } from "./baseline.ts"

const format = 1

/** Room for some 200,000 entries. */
const maxLength = 32 * 1024 * 1024
const maxLineLength = 16 * 1024
/** More would bury the message. */
const maxNamedLines = 10

/** Sorted, unique, LF: the same entries are always the same bytes. */
export function formatBaseline({ salt, keyCheck, entries }: Baseline): string {
  const lines = inOrder(entries).map(({ fingerprint, rule, path }) => `${fingerprint} ${escaped(rule).replaceAll(" ", "\\u{20}")} ${escaped(path)}`)
  return [`tipstaff-secrets-baseline ${format} salt=${salt} key=${keyCheck}`, ...lines, ""].join("\n")
}

/**
 * Order, repeated lines and line ends are as Git may leave them. Throws `secrets/baseline-invalid` with the lines,
 * `secrets/baseline-conflict`, `secrets/baseline-newer`, `secrets/baseline-other-key` when two branches each began one.
 */
export function parseBaseline(text: string, file: string = baselinePath): Baseline {
  if (text.length > maxLength) throw invalid(file, `is longer than ${maxLength} characters`)
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/)
  assertNoConflict(lines, file)
  const headers = new Map<string, Header>()
  const entries: BaselineEntry[] = []
  const bad: number[] = []
  for (const [index, line] of lines.entries()) {
    if (line === "") continue
    const header = headerIn(line)
    if (header !== undefined && header.format > format) throw newer(file, index + 1)
    const entry = header === undefined ? entryIn(line) : undefined
    if (header !== undefined) headers.set(`${header.salt} ${header.keyCheck}`, header)
    else if (entry !== undefined) entries.push(entry)
    else bad.push(index + 1)
  }
  if (bad.length > 0) throw badLines(file, bad)
  const [header, ...others] = headers.values()
  if (header === undefined) throw invalid(file, "has no header line")
  if (others.length > 0) throw twoBeginnings(file)
  return { salt: header.salt, keyCheck: header.keyCheck, entries: inOrder(entries) }
}

interface Header {
  readonly format: number
  readonly salt: string
  readonly keyCheck: string
}

function headerIn(line: string): Header | undefined {
  const version = /^tipstaff-secrets-baseline (\d{1,4})(?= |$)/.exec(line)?.[1]
  if (version === undefined) return undefined
  const [, salt = "", keyCheck = ""] = /^\S+ \d+ salt=([0-9a-f]{32}) key=([0-9a-f]{16})$/.exec(line) ?? []
  // A later version may say other things in its header.
  return Number(version) > format || salt !== "" ? { format: Number(version), salt, keyCheck } : undefined
}

function entryIn(line: string): BaselineEntry | undefined {
  if (line.length > maxLineLength) return undefined
  const [, fingerprint = "", rule = "", path = ""] = /^([0-9a-f]{64}) (\S+) (\S(?:.*\S)?)$/.exec(line) ?? []
  if (fingerprint === "" || !isEscaped(rule) || !isEscaped(path)) return undefined
  return { fingerprint, rule: unescaped(rule), path: unescaped(path) }
}

// What is no visible character, a blank at either end, and the sign of the escape itself. Unassigned characters stay as
// they are: which those are differs from one Unicode version to the next.
const unsafe = /\\|[\p{Cc}\p{Cf}\p{Cs}\p{Co}]|(?! )\p{Z}|^ | $/gu

/** Any name on one line of plain text, without loss. */
function escaped(text: string): string {
  return text.replace(unsafe, (character) => (character === "\\" ? "\\\\" : `\\u{${character.codePointAt(0)!.toString(16)}}`))
}

function isEscaped(text: string): boolean {
  return text.replace(/\\\\|\\u\{(?:[0-9a-f]{1,5}|10[0-9a-f]{4})\}/g, "").search(/\\|\p{Cc}/u) === -1
}

function unescaped(text: string): string {
  return text.replace(/\\\\|\\u\{([0-9a-f]{1,6})\}/g, (_, code: string | undefined) =>
    code === undefined ? "\\" : String.fromCodePoint(Number.parseInt(code, 16)),
  )
}

// Seven of one sign, then nothing or a blank: no entry begins so.
function assertNoConflict(lines: readonly string[], file: string): void {
  const marked = lines.flatMap((line, index) => (/^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(line) ? [index + 1] : []))
  if (marked.length === 0) return
  throw new TipstaffError("secrets/baseline-conflict", `${file} holds conflict markers of Git: ${named(marked)}`, {
    file,
    line: marked[0]!,
    next: `keep the lines of both sides, delete the marker lines, and put "${baselinePath} merge=union" into .gitattributes so that it does not come back`,
  })
}

function named(lines: readonly number[]): string {
  const more = lines.length - maxNamedLines
  return `${lines.length === 1 ? "line" : "lines"} ${lines.slice(0, maxNamedLines).join(", ")}${more > 0 ? ` and ${more} more` : ""}`
}

const again = "take the file from an earlier commit, or delete it and make the baseline again"

function invalid(file: string, what: string): TipstaffError {
  return new TipstaffError("secrets/baseline-invalid", `${file} ${what}`, { file, next: again })
}

// What stands there is not shown: somebody may have written a secret into it.
function badLines(file: string, bad: readonly number[]): TipstaffError {
  return new TipstaffError("secrets/baseline-invalid", `${file} is no baseline in ${named(bad)}`, { file, line: bad[0]!, next: again })
}

function newer(file: string, line: number): TipstaffError {
  return new TipstaffError("secrets/baseline-newer", `${file} was written by a later version of tipstaff`, { file, line, next: "update tipstaff" })
}

function twoBeginnings(file: string): TipstaffError {
  return new TipstaffError("secrets/baseline-other-key", `${file} has two headers: two branches each began a baseline, under different keys`, {
    file,
    next: "keep the file of one branch, and add what is missing by making the baseline again",
  })
}
