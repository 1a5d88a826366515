/** The report for a person at a terminal: the secrets by file, what the answer rests on, and one next step. */
import { painter, type Paint } from "../../../base/paint.ts"
import { compareSeverity, countSeverities, severities, type Severity } from "../../../base/severity.ts"
import type { SecretFinding, SecretReport, SetAside } from "../report.ts"
import { counted, leftOutText, readableBytes, remarksOn, shortId, shown } from "./outside.ts"

/** Lines of our own words are broken here; names and places never are, so that they can be copied. */
const lineWidth = 80

/** More would push the answer out of sight. */
const maxNamed = 20

/** Ends with a line break. */
export function toText(report: SecretReport, options: { readonly colour: boolean }): string {
  const paint = painter(options.colour)
  const blocks = [...byFile(report.findings).map((group) => group.flatMap((finding) => findingLines(finding, paint))), summary(report, paint)]
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`
}

function byFile(findings: readonly SecretFinding[]): SecretFinding[][] {
  const groups = new Map<string, SecretFinding[]>()
  for (const finding of findings) {
    const group = groups.get(finding.path)
    if (group === undefined) groups.set(finding.path, [finding])
    else group.push(finding)
  }
  return [...groups.values()].map((group) => group.sort((a, b) => a.line - b.line || a.column - b.column))
}

const severityPaint: Readonly<Record<Severity, Parameters<Paint>[0]>> = {
  critical: "bad",
  high: "bad",
  medium: "unsure",
  low: "faint",
  info: "faint",
}

/** Room for the longest severity and two blanks. */
const indent = 10

// The severity comes first: a line that began with a file's name could be a command to the build server that shows it.
function findingLines(finding: SecretFinding, paint: Paint): string[] {
  const severity = paint(severityPaint[finding.severity], finding.severity) + " ".repeat(indent - finding.severity.length)
  const place = paint("strong", `${shown(finding.path)}:${finding.line}:${finding.column}`)
  const about = paint("faint", `${shown(finding.rule)}, ${finding.confidence} confidence, id ${shortId(finding)}`)
  return [`${severity}${place}  ${shown(finding.title)}`, ...[`${shown(finding.masked)}  ${about}`, ...remarksOn(finding)].map(indented)]
}

function indented(line: string): string {
  return " ".repeat(indent) + line
}

function summary(report: SecretReport, paint: Paint): string[] {
  const { files, bytes } = report.scanned
  return [
    headline(report, paint),
    `scanned ${counted(files, "file")}, ${readableBytes(bytes)}`,
    ...setAsideLines(report.setAside),
    ...leftOutLines(report),
    ...notScannedLines(report, paint),
    ...report.notes.map((note) => `note: ${shown(note)}`),
    ...nextStep(report).flatMap(wrapped),
  ]
}

function headline({ findings, notScanned, leftOut }: SecretReport, paint: Paint): string {
  if (findings.length > 0) {
    const counts = countSeverities(findings)
    const parts = severities.filter((severity) => counts[severity] > 0).map((severity) => `${counts[severity]} ${severity}`)
    const files = new Set(findings.map(({ path }) => path)).size
    return `${paint("bad", `✗ ${counted(findings.length, "secret")}`)} in ${counted(files, "file")}: ${parts.join(", ")}`
  }
  if (notScanned.length > 0) return paint("unsure", "? no secrets found, but not everything was scanned")
  return paint("good", leftOut.length > 0 ? "✓ no secrets found in what was scanned" : "✓ no secrets found")
}

const setAsideWords: readonly (readonly [keyof SetAside, string])[] = [
  ["allowed", "by a tipstaff:allow comment"],
  ["suppressed", "by a suppression in the settings"],
  ["baseline", "known from the baseline"],
  ["imported", "by an allowlist of the gitleaks configuration"],
]

function setAsideLines(setAside: SetAside): string[] {
  const parts = setAsideWords.filter(([why]) => setAside[why] > 0).map(([why, words]) => `${setAside[why]} ${words}`)
  return parts.length === 0 ? [] : wrapped(`set aside: ${parts.join(", ")}`)
}

function leftOutLines({ leftOut }: SecretReport): string[] {
  const rest = leftOut.length - maxNamed
  return [...leftOut.slice(0, maxNamed).map(leftOutText), ...(rest > 0 ? [`left out: more, by ${counted(rest, "other exclusion")}`] : [])]
}

function notScannedLines({ notScanned }: SecretReport, paint: Paint): string[] {
  if (notScanned.length === 0) return []
  const named = notScanned.slice(0, maxNamed).map(({ path, reason }) => `  - ${shown(path)}: ${shown(reason)}`)
  const rest = notScanned.length - named.length
  return [paint("unsure", `not scanned: ${counted(notScanned.length, "path")}`), ...named, ...(rest > 0 ? [`  and ${rest} more`] : [])]
}

/** At most one: the worst finding first, then what makes the answer incomplete. */
function nextStep({ findings, notScanned, notes }: SecretReport): string[] {
  const worst = findings.toSorted((a, b) => compareSeverity(a.severity, b.severity))[0]
  if (worst !== undefined) return [`next: tipstaff secrets explain ${shortId(worst)}`]
  if (notScanned.length > 0)
    return [
      "next: correct what the reasons name, or exclude it with a reason of yours (review.exclude in tipstaff.yaml); until then the exit code is 2",
    ]
  return notes.length > 0 ? ["next: correct or remove what the notes name"] : []
}

/** Broken at blanks; what follows the first line is indented. */
function wrapped(sentence: string): string[] {
  const lines: string[] = []
  let line = ""
  for (const word of sentence.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > lineWidth) {
      lines.push(line)
      line = `  ${word}`
    } else line = line === "" ? word : `${line} ${word}`
  }
  return [...lines, line]
}
