import { Ajv } from "ajv"
import * as addFormats from "ajv-formats"
import * as fc from "fast-check"
import { readFileSync } from "node:fs"
import { beforeAll, describe, expect, test } from "vitest"
import { TipstaffError } from "../../../base/errors.ts"
import { severities } from "../../../base/severity.ts"
import type { Finding } from "../../findings/finding.ts"
import type { ToolRun } from "../engine.ts"
import { readSarif } from "./sarif-read.ts"
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

test("written and read again, tool, rule, severity, place, CWE and OWASP are the same", () => {
  for (const severity of severities) {
    const [read] = readSarif(toSarif([{ ...run, findings: [{ ...finding, severity }] }]), "a.sarif", { class: "sast" })
    expect(read).toMatchObject({
      class: "sast",
      severity,
      confidence: "medium",
      title: finding.title,
      location: finding.location,
      cwe: ["CWE-250"],
      owasp: ["A05:2021"],
      sources: finding.sources,
      help: finding.help,
    })
  }
})

test("a run that did not finish cannot be read as clean", () => {
  expect(() => readSarif(toSarif([run, notRun]), "a.sarif")).toThrow(
    expect.objectContaining({ code: "sarif/incomplete", message: expect.stringContaining("semgrep ended after 600 s") as unknown }),
  )
})

test("every truncation of a file is an error", () => {
  const text = toSarif([run]).trimEnd()
  fc.assert(
    fc.property(fc.integer({ min: 0, max: text.length - 1 }), (length) => {
      expect(() => readSarif(text.slice(0, length), "a.sarif")).toThrow("a.sarif")
    }),
    { numRuns: 200 },
  )
})

function log(extra: object, version: unknown = "2.1.0"): string {
  return JSON.stringify({ version, runs: [{ tool: { driver: { name: "t" } }, results: [], ...extra }] })
}

describe("what shows that a result is not whole is an error", () => {
  test.each([
    ["no runs", "{}", "sarif/invalid"],
    ["an older version", log({}, "2.0.0"), "sarif/invalid"],
    ["no version", log({}, null), "sarif/invalid"],
    ["an empty list of runs", '{"version":"2.1.0","runs":[]}', "sarif/incomplete"],
    ["absent results", log({ results: undefined }), "sarif/incomplete"],
    ["null results", log({ results: null }), "sarif/incomplete"],
    ["results in other files", log({ externalPropertyFileReferences: { results: [{ location: { uri: "x" } }] } }), "sarif/incomplete"],
    ["a failed execution", log({ invocations: [{ executionSuccessful: false }] }), "sarif/incomplete"],
    [
      "an error of the tool",
      log({ invocations: [{ executionSuccessful: true, toolExecutionNotifications: [{ level: "error", message: { text: "x" } }] }] }),
      "sarif/incomplete",
    ],
    ["a run without a tool", log({ tool: {} }), "sarif/invalid"],
    ["a result that is text", log({ results: ["x"] }), "sarif/invalid"],
  ])("%s", (_, text, code) => {
    expect(() => readSarif(text, "a.sarif")).toThrow(expect.objectContaining({ code, file: "a.sarif" }))
  })
  test("an empty list of results from a finished run is clean", () => {
    expect(readSarif(log({ invocations: [{ executionSuccessful: true }] }), "a.sarif")).toEqual([])
  })
})

function one(result: object, rule: object = {}): Finding {
  return readSarif(
    log({ tool: { driver: { name: "t", rules: [{ id: "r", ...rule }] } }, results: [{ ruleId: "r", message: { text: "m" }, ...result }] }),
    "a.sarif",
  )[0]!
}

test("severity comes from security-severity, then from the level of the result, then of the rule, then it is medium", () => {
  expect(one({ level: "note" }, { properties: { "security-severity": "9.8" } }).severity).toBe("critical")
  expect(one({ level: "note", properties: { "security-severity": 7 } }).severity).toBe("high")
  expect(one({ level: "error" }, { properties: { "security-severity": "severe" } }).severity).toBe("high")
  expect(one({ level: "none" }).severity).toBe("info")
  expect(one({}, { defaultConfiguration: { level: "note" } }).severity).toBe("low")
  expect(one({}).severity).toBe("medium")
  expect(one({ level: "toString" }).severity).toBe("medium")
})

test("passed checks and results that are gone are no findings; suppressed ones are", () => {
  const results = [{ kind: "pass" }, { kind: "notApplicable" }, { baselineState: "absent" }, { suppressions: [{ kind: "inSource" }] }].map(
    (more) => ({ ruleId: "r", message: { text: "m" }, ...more }),
  )
  expect(readSarif(log({ results }), "a.sarif")).toHaveLength(1)
})

test.each([
  ["src/a%20b.ts", "src/a b.ts"],
  ["file:///repo/src/a.ts", "src/a.ts"],
  ["/repo/src/../lib/a.ts", "lib/a.ts"],
  ["./a//b.ts", "a/b.ts"],
  ["src\\win.ts", "src/win.ts"],
  ["../../etc/passwd", undefined],
  ["/etc/passwd", undefined],
  ["https://example.org/a", undefined],
  ["%2e%2e/x", undefined],
])("the location %s becomes %s", (uri, path) => {
  const text = log({ results: [{ ruleId: "r", message: { text: "m" }, locations: [{ physicalLocation: { artifactLocation: { uri } } }] }] })
  const [read] = readSarif(text, "a.sarif", { root: "/repo" })
  expect(read!.location?.path).toBe(path)
  expect(read!.message).toBe(path === undefined ? `m (at ${uri})` : "m")
})

test("whoever writes the file cannot choose our fingerprint, nor hide a second result behind the first", () => {
  const chosen = { partialFingerprints: { "tipstaffFingerprint/v1": finding.fingerprint } }
  const results = [chosen, chosen].map((more) => ({ ruleId: "r", message: { text: "m" }, ...more }))
  const read = readSarif(log({ results }), "a.sarif")
  expect(read.map((each) => each.fingerprint)).not.toContain(finding.fingerprint)
  expect(new Set(read.map((each) => each.fingerprint)).size).toBe(2)
})

test("snippets, which may hold a secret, are not taken over", () => {
  const secret = ["v8Kd", "2Qzm"].join("")
  const locations = [{ physicalLocation: { artifactLocation: { uri: "a" }, region: { startLine: 2, snippet: { text: secret } } } }]
  expect(JSON.stringify(one({ locations }))).not.toContain(secret)
})

function codeOf(text: string): string {
  try {
    readSarif(text, "a.sarif")
    return "none"
  } catch (thrown) {
    return thrown instanceof TipstaffError ? thrown.code : String(thrown)
  }
}

test("any JSON of the right outer shape gives findings or a named error, never anything else", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), fc.jsonValue({ maxDepth: 4 }), (results, rules) => {
      expect(codeOf(log({ results, tool: { driver: { name: "t", rules } } }))).toMatch(/^(?:none|sarif\/[a-z]+|json\/[a-z-]+)$/)
    }),
  )
  expect(codeOf(log({ results: [{ ruleId: { toString: 1 }, level: { toString: 1 }, properties: { tags: [{ toString: 1 }] } }] }))).toBe("none")
})

test("any paths, titles and messages give valid SARIF", () => {
  const text = fc.string({ unit: "binary", minLength: 1, maxLength: 30 })
  const value = fc.tuple(text, text, fc.constantFrom(...severities))
  for (const [path, title, severity] of fc.sample(value, { numRuns: 30, seed: 7 })) {
    const odd: Finding = { ...finding, severity, title, message: title, help: title, location: { path, line: 1 } }
    expect(() => validate(JSON.parse(toSarif([{ ...run, findings: [odd] }])))).not.toThrow()
  }
})
