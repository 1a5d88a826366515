/** The report in the XML form of JUnit, which build servers show: a finding is a failure, a path not scanned is an error. */
import type { NotScanned, SecretFinding, SecretReport } from "../report.ts"
import { counted, remarksOn, shown } from "./outside.ts"

/** Well-formed XML 1.0 whatever the names hold; ends with a line break. A clean scan is one test that passed. */
export function toJunit(report: SecretReport): string {
  const cases = [...report.findings.map(failure), ...report.notScanned.map(error)]
  const totals = attributes({
    name: "tipstaff secrets scan",
    tests: String(Math.max(1, cases.length)),
    failures: String(report.findings.length),
    errors: String(report.notScanned.length),
  })
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites${totals}>`,
    `  <testsuite${totals} skipped="0">`,
    ...(cases.length > 0 ? cases : [passed(report)]),
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
