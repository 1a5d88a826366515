/**
 * The comment that allows one secret at its place: `tipstaff:allow RULE[,RULE] reason words until=YYYY-MM-DD`, on the line
 * of the secret or alone on the line above. It counts only where it is a comment and nothing else: not inside the secret,
 * not inside quotes. It names rules one by one, gives a reason, and ends.
 */
import type { Instant } from "../../base/clock.ts"
import { suggest } from "../../base/suggest.ts"
import { commentIn, type AllowPlace, type AllowProblem, type Comment, type Span } from "./allow-comment.ts"
import { shown } from "./formats/outside.ts"
import type { SecretFinding } from "./report.ts"
import { untilProblem } from "./until.ts"

export interface Allow {
  readonly rules: readonly string[]
  /** Words of somebody; they may hold anything, so they are written nowhere without a look at them. */
  readonly reason: string
  readonly until: string
}

/**
 * Reads the form alone; whether the rules exist and the date is still ahead is judged by `allowAround`. Undefined when the
 * line has no such comment. Looks at the first 10,000 characters of the line only.
 */
export function readAllow(lineText: string, place: AllowPlace): Allow | AllowProblem | undefined {
  const comment = commentIn(lineText.slice(0, maxLineLength), place)
  return comment === undefined || "problem" in comment ? comment : parsed(comment)
}

/** A line that people write comments on is shorter. */
export const maxLineLength = 10_000

/** A year's reasons fit. */
const maxBody = 1000

function parsed({ body }: Comment): Allow | AllowProblem {
  const text = body.slice(0, maxBody).trim()
  const named = /^[^\s,]+(?:[ \t]*,[ \t]*[^\s,]+)*/.exec(text)?.[0] ?? ""
  const rules = named.split(",").map((rule) => rule.trim())
  const words = text.slice(named.length).split(/\s+/)
  const ends = words.filter((word) => word.startsWith("until="))
  const reason = words
    .filter((word) => !word.startsWith("until="))
    .join(" ")
    .trim()
  if (named === "" || rules.some((rule) => rule.startsWith("until="))) return { problem: "names no rule" }
  if (rules.some((rule) => rule.includes("*"))) return { problem: "names every rule at once; name the rules one by one" }
  if (!/\p{L}{2}/u.test(reason)) return { problem: "gives no reason" }
  if (ends.length !== 1) return { problem: ends.length === 0 ? "gives no until=YYYY-MM-DD" : "gives more than one end" }
  return { rules, reason, until: ends[0]!.slice("until=".length) }
}

export interface AllowContext {
  readonly now: Instant
  /** The ids of all rules; asked for when there is a comment. */
  readonly rules: () => ReadonlySet<string>
}

export interface AllowAnswer {
  readonly allowed?: Allow
  /** One sentence with file and line, when a comment is there that does not allow. */
  readonly note?: string
}

/**
 * Whether a comment near the secret allows it. `text` holds the file, or a part of it that reaches 20,000 characters to
 * either side of the secret where the file does; `secret` is its place in the text. Only so much is looked at, however long
 * the line is. A comment must name the finding's own rule: one that allows a general rule does not hide what a more
 * specific rule recognised. A secret of several lines is allowed on the line above it.
 */
export function allowAround(text: string, secret: Span, finding: Pick<SecretFinding, "rule" | "path" | "line">, context: AllowContext): AllowAnswer {
  const lines = linesAround(text, secret)
  const notes: string[] = []
  const note = (number: number, problem: string) => void notes.push(`${shown(finding.path)}:${number}: the comment tipstaff:allow ${problem}`)
  if (lines === undefined) {
    if (text.slice(secret.end, secret.end + maxLineLength).includes("tipstaff:allow")) note(finding.line, "stands on a line too long to be read")
    return notes[0] === undefined ? {} : { note: notes[0] }
  }
  for (const { line, place, number } of candidates(lines, finding.line)) {
    const read = readAllow(line, place)
    if (read === undefined) continue
    const problem = "problem" in read ? read.problem : problemWith(read, finding.rule, context)
    if (problem === undefined && !("problem" in read)) return { allowed: read }
    note(number, problem!)
  }
  return notes[0] === undefined ? {} : { note: notes[0] }
}

interface Lines {
  readonly own: string
  /** The secret's place in its line; it may end behind it. */
  readonly secret: Span
  /** Undefined for the first line. */
  readonly above: string | undefined
}

interface Candidate {
  readonly line: string
  readonly place: AllowPlace
  readonly number: number
}

function candidates({ own, secret, above }: Lines, line: number): Candidate[] {
  const same: Candidate = { line: own, place: { secret }, number: line }
  return above === undefined ? [same] : [same, { line: above, place: "above", number: line - 1 }]
}

/**
 * Undefined when the line begins out of sight: nobody can say then whether a mark stands inside quotes.
 * Slices first: searching a line of a hundred megabytes for its ends, once for each secret in it, would never end.
 */
function linesAround(text: string, secret: Span): Lines | undefined {
  const before = text.slice(Math.max(0, secret.start - maxLineLength), secret.start)
  const after = text.slice(secret.start, secret.start + maxLineLength)
  const lineStart = before.lastIndexOf("\n") + 1
  const lineEnd = after.indexOf("\n")
  const prefix = before.slice(lineStart)
  const own = prefix + (lineEnd === -1 ? after : after.slice(0, lineEnd))
  const place = { start: prefix.length, end: prefix.length + secret.end - secret.start }
  const first = secret.start - prefix.length
  if (lineStart === 0 && first > 0) return undefined
  if (first === 0) return { own, secret: place, above: undefined }
  const earlier = text.slice(Math.max(0, first - 1 - maxLineLength), first - 1)
  return { own, secret: place, above: earlier.slice(earlier.lastIndexOf("\n") + 1) }
}

function problemWith(allow: Allow, rule: string, { now, rules }: AllowContext): string | undefined {
  const unknown = allow.rules.find((id) => !rules().has(id))
  if (unknown !== undefined) {
    const close = suggest(unknown, rules())
    return `names a rule that does not exist${close === undefined ? "" : `; ${close} does`}`
  }
  return untilProblem(allow.until, now) ?? (allow.rules.includes(rule) ? undefined : `does not name ${shown(rule)}, which found the secret`)
}
