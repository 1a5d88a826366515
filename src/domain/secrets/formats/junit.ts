/**
 * The report in the XML form of JUnit, which build servers show: a finding is a failure, a path not scanned is an error,
 * and an exclusion that left files out is a test that was skipped.
 */
import type { LeftOut, NotScanned, SecretFinding, SecretReport } from "../report.ts"
import { counted, leftOutText, remarksOn, shown } from "./outside.ts"

/** Well-formed XML 1.0 whatever the names hold; ends with a line break. A clean scan is one test that passed. */
export function toJunit(report: SecretReport): string {
  const tried = [...report.findings.map(failure), ...report.notScanned.map(error)]
  const cases = [...(tried.length > 0 ? tried : [passed(report)]), ...report.leftOut.map(skipped)]
  const totals = attributes({
    name: "tipstaff secrets scan",
    tests: String(cases.length),
    failures: String(report.findings.length),
    errors: String(report.notScanned.length),
  })
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites${totals}>`,
    `  <testsuite${totals} skipped="${report.leftOut.length}">`,
    ...cases,
    `  </testsuite>`,
    `</testsuites>`,
    "",
  ].join("\n")
}

function failure(finding: SecretFinding): string {
  const place = `${finding.path}:${finding.line}:${finding.column}`
  const details = [
    `${place}: ${finding.title}`,
    `secret: ${finding.masked}`,
    `rule: ${finding.rule}, ${finding.severity} severity, ${finding.confidence} confidence`,
    `fingerprint: ${finding.fingerprint}`,
    ...remarksOn(finding),
    finding.remediation,
    finding.help,
  ]
  const test = attributes({ classname: finding.path, name: `${finding.rule} at ${finding.line}:${finding.column}`, file: finding.path })
  const why = attributes({ type: finding.rule, message: `${finding.title} at ${place}` })
  return [`    <testcase${test}>`, `      <failure${why}>${details.map(escaped).join("\n")}</failure>`, `    </testcase>`].join("\n")
}

function error({ path, reason }: NotScanned): string {
  const test = attributes({ classname: path, name: "could be scanned", file: path })
  const why = attributes({ type: "not-scanned", message: `not scanned: ${reason}` })
  return [`    <testcase${test}>`, `      <error${why}/>`, `    </testcase>`].join("\n")
}

function skipped(entry: LeftOut): string {
  const test = attributes({ classname: entry.pattern, name: "left out by the settings" })
  return [`    <testcase${test}>`, `      <skipped${attributes({ message: leftOutText(entry) })}/>`, `    </testcase>`].join("\n")
}

function passed({ scanned }: SecretReport): string {
  return `    <testcase${attributes({ classname: "tipstaff", name: `no secrets in ${counted(scanned.files, "file")}` })}/>`
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join("")
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" }

/** XML 1.0 section 2.2: besides control characters and surrogates, U+FFFE and U+FFFF are no characters. */
function escaped(text: string): string {
  return shown(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => entities[character]!)
}
