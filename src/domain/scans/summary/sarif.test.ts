import { Ajv } from "ajv"
import * as addFormats from "ajv-formats"
import * as fc from "fast-check"
import { readFileSync } from "node:fs"
import { beforeAll, expect, test } from "vitest"
import { severities } from "../../../base/severity.ts"
import type { Finding } from "../../findings/finding.ts"
import type { ToolRun } from "../engine.ts"
import { toSarif } from "./sarif-write.ts"

const finding: Finding = {
  fingerprint: "0123456789abcdef0123456789abcdef",
  class: "sast",
  severity: "high",
  confidence: "medium",
  title: "A container runs privileged",
  message: "Whoever takes it over has the host.",
  remediation: "Remove privileged.",
  location: { path: "deploy/a b#1/compose.yaml", line: 4, column: 5, endLine: 4, endColumn: 21 },
  cwe: ["CWE-250"],
  owasp: ["A05:2021"],
  aliases: [],
  sources: [{ tool: "tipstaff-configuration", version: "1.0.0", rule: "compose-privileged" }],
  help: "https://docs.example.org/privileged",
}

const run: ToolRun = {
  tool: "tipstaff-configuration",
  version: "1.0.0",
  class: "sast",
  kind: "embedded",
  outcome: "fail",
  startedAt: Date.parse("2026-11-20T10:00:00Z"),
  durationMs: 1500,
  targetDigest: "a".repeat(64),
  resultDigest: "b".repeat(64),
  examined: { files: 3, bytes: 400 },
  unexamined: [],
  findings: [finding],
  artefacts: [],
}

const notRun: ToolRun = {
  ...run,
  tool: "semgrep",
  version: "unknown",
  kind: "external",
  outcome: "not_run",
  reason: "semgrep ended after 600 s",
  command: ["semgrep", "scan"],
  findings: [],
  unexamined: [{ path: "src/x.py", line: 3, reason: "syntax error" }],
}

let validate: (value: unknown) => void

beforeAll(() => {
  // The schema is draft-04: its own dialect is put aside, and ajv reads the same keywords as draft-07.
  const schema = JSON.parse(readFileSync(new URL("../../../../test/fixtures/schemas/sarif-schema-2.1.0.json", import.meta.url), "utf8")) as Record<
    string,
    unknown
  >
  const { $schema: _dialect, id: _id, ...rest } = schema
  const ajv = new Ajv({ strict: false, allErrors: true })
  ;(addFormats as unknown as { default: (ajv: Ajv) => void }).default(ajv)
  const check = ajv.compile(rest)
  validate = (value) => {
    if (!check(value)) throw new Error(ajv.errorsText(check.errors))
  }
})

test("what is written is valid SARIF 2.1.0", () => {
  const { command, ...dependency } = {
    ...notRun,
    findings: [
      { ...finding, severity: "critical" as const, component: { purl: "pkg:npm/a@1.0.0", name: "a", version: "1.0.0" }, aliases: ["CVE-2026-0001"] },
    ],
    outcome: "fail" as const,
  }
  expect(command).toBeDefined()
  for (const runs of [[], [run], [notRun], [run, notRun, { ...dependency, reason: "partly" }]])
    expect(() => validate(JSON.parse(toSarif(runs)))).not.toThrow()
  expect(() => validate(JSON.parse(toSarif([run], { repositoryUri: "https://git.example.org/shop", revisionId: "c0ffee" })))).not.toThrow()
})

test("the schema check can fail", () => {
  expect(() => validate({ version: "2.1.0", runs: [{ tool: {} }] })).toThrow("driver")
})

test("a result names its rule, place, level and fingerprint, and the rule its help", () => {
  const written = JSON.parse(toSarif([run])) as { runs: [{ tool: { driver: { rules: object[] } }; results: object[]; invocations: object[] }] }
  expect(written.runs[0].results).toEqual([
    {
      ruleId: "compose-privileged",
      ruleIndex: 0,
      level: "error",
      message: { text: "A container runs privileged. Whoever takes it over has the host." },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "deploy/a%20b%231/compose.yaml", uriBaseId: "%SRCROOT%" },
            region: { startLine: 4, startColumn: 5, endLine: 4, endColumn: 21 },
          },
        },
      ],
      partialFingerprints: { "tipstaffFingerprint/v1": "0123456789abcdef0123456789abcdef" },
      properties: { severity: "high", confidence: "medium", "security-severity": "8.0" },
    },
  ])
  expect(written.runs[0].tool.driver.rules).toEqual([
    {
      id: "compose-privileged",
      shortDescription: { text: "A container runs privileged" },
      help: { text: "Whoever takes it over has the host.\n\nRemove privileged." },
      helpUri: "https://docs.example.org/privileged",
      defaultConfiguration: { level: "error" },
      properties: { tags: ["security", "external/cwe/cwe-250", "OWASP A05:2021"], precision: "medium", "security-severity": "8.0" },
    },
  ])
  expect(written.runs[0].invocations).toEqual([
    { executionSuccessful: true, startTimeUtc: "2026-11-20T10:00:00Z", endTimeUtc: "2026-11-20T10:00:01Z", toolExecutionNotifications: [] },
  ])
})

test("a run that did not finish says so, with the reason and every part that was not examined", () => {
  const written = JSON.parse(toSarif([notRun])) as {
    runs: [{ invocations: [{ executionSuccessful: boolean; toolExecutionNotifications: { level: string; message: { text: string } }[] }] }]
  }
  const [invocation] = written.runs[0].invocations
  expect(invocation.executionSuccessful).toBe(false)
  expect(invocation.toolExecutionNotifications.map((note) => `${note.level} ${note.message.text}`)).toEqual([
    "error semgrep ended after 600 s",
    "error not examined: syntax error",
  ])
})

test("any paths, titles and messages give valid SARIF", () => {
  const text = fc.string({ unit: "binary", minLength: 1, maxLength: 30 })
  const value = fc.tuple(text, text, fc.constantFrom(...severities))
  for (const [path, title, severity] of fc.sample(value, { numRuns: 30, seed: 7 })) {
    const odd: Finding = { ...finding, severity, title, message: title, help: title, location: { path, line: 1 } }
    expect(() => validate(JSON.parse(toSarif([{ ...run, findings: [odd] }])))).not.toThrow()
  }
})
