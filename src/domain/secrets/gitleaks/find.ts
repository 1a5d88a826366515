/** What imported rules find in a text, as gitleaks would: its order of checks, its reading of groups, entropy and allowlists. */
import { TipstaffError } from "../../../base/errors.ts"
import { allowsFile, allowsFinding, type FilePlace } from "./allowlist.ts"
import { byteText, byteTextOf, decode, part, type ByteText } from "./byte-text.ts"
import type { GitleaksImport, ImportedRule } from "./import.ts"
import { createLines, type Lines } from "./lines.ts"
import { rulesWithKeyword } from "./prefilter.ts"
import { untilDone, type Pattern, type Span } from "./pattern.ts"

/** Offsets are bytes from the beginning of the text. */
export interface ImportedMatch {
  readonly rule: ImportedRule
  /** Without line ends before and behind it. 0 to 0 for a rule about paths alone, which finds the file. */
  readonly start: number
  readonly end: number
  /** The whole match where the group that should hold the secret is empty. */
  readonly secretStart: number
  readonly secretEnd: number
  /** 1-based, of `start`; 0 for a rule about paths alone. */
  readonly line: number
}

/** A text that is not one of millions of matches is left to the rule's author: nothing is reported in part. */
const maxMatches = 100_000

/**
 * `text` is a whole file with one character per byte (Latin-1), `path` its place with forward slashes. In order of rules
 * and places. What an allowlist of findings hides goes into `hidden`, perhaps more than once. Throws `rules/too-slow` when the text could not be checked in the bounds of pattern.ts and linear.ts.
 */
export function findImported(imported: GitleaksImport, text: string, path: string, commit?: string, hidden?: ImportedMatch[]): ImportedMatch[] {
  if (text === "") return []
  const bytes = byteText(text)
  const place: FilePlace = { path: byteTextOf(path), commit }
  const rules = rulesWithKeyword(imported, bytes)
  const looking: Looking = { imported, text: bytes, lines: createLines(bytes), place, hidden }
  const found: Finding[][] = []
  untilDone(timeMs(bytes), () => {
    if (allowsFile(everyRule(imported), place)) return
    while (found.length < rules.length) found.push(findRule(looking, rules[found.length]!))
  })
  return withoutGeneric(found.flat()).map(({ rule, start, end, secretStart, secretEnd, line }) => ({
    rule,
    start,
    end,
    secretStart,
    secretEnd,
    line,
  }))
}

/** A finding of another rule set: whether the imported allowlists hide it. */
export interface OwnMatch {
  readonly rule: string
  readonly start: number
  readonly end: number
  readonly secretStart: number
  readonly secretEnd: number
}

/**
 * For findings of our own rules while `useDefault` keeps them on: those that no imported allowlist hides. Text, path,
 * commit and errors as in findImported.
 */
export function keptByImport<Own extends OwnMatch>(
  imported: GitleaksImport,
  found: readonly Own[],
  text: string,
  path: string,
  commit?: string,
): Own[] {
  if (imported.allowlists.length === 0 || found.length === 0) return [...found]
  const bytes = byteText(text)
  const lines = createLines(bytes)
  const place: FilePlace = { path: byteTextOf(path), commit }
  const keeps: boolean[] = []
  untilDone(timeMs(bytes), () => {
    while (keeps.length < found.length) {
      const { rule, start, end, secretStart, secretEnd } = found[keeps.length]!
      const lists = imported.allowlists.filter((list) => list.rules?.includes(rule) ?? true)
      const finding = { match: part(bytes, start, end), secret: part(bytes, secretStart, secretEnd), line: lines.around(start, end) }
      keeps.push(!allowsFile(lists, place) && !allowsFinding(lists, place, finding))
    }
  })
  return found.filter((_, index) => keeps[index])
}

/** What one stretch of backtracking may take, generous for a slow machine: thrice what a whole file with many rules needs. */
function timeMs({ chars }: ByteText): number {
  return 500 + chars.length / 4000
}

function everyRule({ allowlists }: GitleaksImport) {
  return allowlists.filter((list) => list.rules === undefined)
}

interface Looking {
  readonly imported: GitleaksImport
  readonly text: ByteText
  readonly lines: Lines
  readonly place: FilePlace
  readonly hidden: ImportedMatch[] | undefined
}

interface Finding extends ImportedMatch {
  readonly secretText: string
}

function findRule(looking: Looking, rule: ImportedRule): Finding[] {
  return rule.skipReport ? [] : near(looking, rule, findAll(looking, rule))
}

function findAll(looking: Looking, rule: ImportedRule): Finding[] {
  const { place, text } = looking
  if (allowsFile(rule.allowlists, place)) return []
  if (rule.path !== undefined && !rule.path.matches(place.path)) return []
  if (rule.pattern === undefined) return [{ rule, start: 0, end: 0, secretStart: 0, secretEnd: 0, line: 0, secretText: "" }]
  const found: Finding[] = []
  for (const span of matchesOf(rule.pattern, text)) {
    const finding = judged(looking, rule, rule.pattern, trimmed(text.chars, span))
    if (finding !== undefined) found.push(finding)
  }
  return found
}

/** From left to right, none inside another; an empty one is no finding. */
function matchesOf(pattern: Pattern, text: ByteText): Span[] {
  const found: Span[] = []
  for (let from = 0; from < text.chars.length;) {
    const span = pattern.find(text, from)
    if (span === undefined) break
    if (span[1] > span[0]) found.push(span)
    from = Math.max(span[1], span[0] + 1)
    if (found.length > maxMatches) throw new TipstaffError("rules/too-slow", `an imported rule matches more than ${maxMatches} times`)
  }
  return found
}

/** gitleaks takes line ends off both sides, and everything after that looks at what is left. */
function trimmed(text: string, [start, end]: Span): Span {
  let [from, to] = [start, end]
  while (from < to && text.charCodeAt(from) === 10) from += 1
  while (to > from && text.charCodeAt(to - 1) === 10) to -= 1
  return [from, to]
}

function judged(looking: Looking, rule: ImportedRule, pattern: Pattern, [start, end]: Span): Finding | undefined {
  if (start === end) return undefined
  const { imported, text, lines, place, hidden } = looking
  const match = part(text, start, end)
  const [secretStart, secretEnd] = secretIn(rule, pattern, match)
  const secret = part(match, secretStart, secretEnd)
  if (rule.entropy !== 0 && byteEntropy(secret) <= rule.entropy) return undefined
  const finding = { secret, match, line: lines.around(start, end) }
  const allowed = allowsFinding(everyRule(imported), place, finding) || allowsFinding(rule.allowlists, place, finding)
  const whole = secretStart === secretEnd
  const judgement = {
    rule,
    start,
    end,
    secretStart: whole ? start : start + secretStart,
    secretEnd: whole ? end : start + secretEnd,
    line: lines.numberOf(start),
    secretText: secret.chars,
  }
  if (!allowed) return judgement
  if (!rule.skipReport && hidden !== undefined && hidden.length < maxMatches) hidden.push(judgement)
  return undefined
}

/** The pattern is matched once more against the match alone: an anchor or an edge may then hold where it did not before. */
function secretIn({ secretGroup }: ImportedRule, pattern: Pattern, match: ByteText): Span {
  const whole: Span = [0, match.chars.length]
  const groups = pattern.groups === 0 ? undefined : pattern.capture(match)
  if (groups === undefined) return whole
  if (secretGroup > 0) return groups[secretGroup] ?? [0, 0]
  return groups.slice(1).find((group) => group !== undefined && group[1] > group[0]) ?? whole
}

/** Shannon's entropy as gitleaks counts it: characters, over the number of bytes. The same as usual for ASCII. */
export function byteEntropy(text: ByteText): number {
  const counts = new Map<string, number>()
  for (const character of decode(text)) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.chars.length) * Math.log2(count / text.chars.length)
  return bits
}

/** Those that have a finding of each rule they require beside them. */
function near(looking: Looking, rule: ImportedRule, found: readonly Finding[]): Finding[] {
  if (found.length === 0 || rule.required.length === 0) return [...found]
  const columnOf = (finding: Finding) => finding.start - looking.lines.startOf(finding.start)
  const others = rule.required.map((required) => {
    const other = looking.imported.rules.find(({ id }) => id === required.id)
    return { required, findings: other === undefined ? [] : findAll(looking, other) }
  })
  return found.filter((finding) =>
    others.every(({ required: { withinLines, withinColumns }, findings }) =>
      findings.some(
        (other) =>
          Math.abs(finding.line - other.line) <= (withinLines ?? Number.POSITIVE_INFINITY) &&
          Math.abs(columnOf(finding) - columnOf(other)) <= (withinColumns ?? Number.POSITIVE_INFINITY),
      ),
    ),
  )
}

/** Findings on one line that a generic one is compared with: compressed code has many on one. */
const maxRivals = 1000

/** A rule that calls itself generic gives way to one that knows better what stands on the line. */
function withoutGeneric(found: readonly Finding[]): Finding[] {
  const isGeneric = ({ rule }: Finding) => rule.id.toLowerCase().includes("generic")
  const better = new Map<number, Set<string>>()
  for (const finding of found) {
    if (isGeneric(finding)) continue
    const secrets = better.get(finding.line) ?? new Set()
    if (secrets.size < maxRivals) secrets.add(finding.secretText)
    better.set(finding.line, secrets)
  }
  const givesWay = ({ line, secretText }: Finding) => [...(better.get(line) ?? [])].some((other) => other.includes(secretText))
  return found.filter((finding) => !isGeneric(finding) || !givesWay(finding))
}
