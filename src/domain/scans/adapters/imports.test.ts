import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { fixedClock } from "../../../base/clock.ts"
import { TipstaffError } from "../../../base/errors.ts"
import type { ToolRun } from "../engine.ts"
import { classStatus } from "../run-class.ts"
import { runEngines } from "../runner.ts"
import { externalEngines } from "./adapters.ts"
import { readNuclei } from "./nuclei.ts"
import { readSarif } from "./sarif.ts"
import { scannerSettings } from "./settings.ts"
import { readZap } from "./zap.ts"

const written = fileURLToPath(new URL("../../../../test/fixtures/scanner-output/written/", import.meta.url))
const digest = "c0ffee0123456789".repeat(2) + "01234567"
const noon = "2026-11-20T12:00:00Z"

let root: string
let texts: Readonly<Record<string, string>>

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "tipstaff-imports-")))
  await mkdir(join(root, "src"))
  await writeFile(join(root, "src/calculate.js"), "one\ntwo\n  query(input)\n")
  await writeFile(join(root, "src/plain.js"), "x\n")
  const names = ["zap.json", "nuclei.jsonl", "report.sarif"]
  texts = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(written, name), "utf8")])))
  for (const [name, text] of Object.entries(texts)) await writeFile(join(root, name), text)
  await writeFile(join(root, "none.json"), "[]")
  await writeFile(join(root, "empty.jsonl"), "")
  await writeFile(join(root, "cut.json"), texts["zap.json"]!.slice(0, 900))
  await writeFile(join(root, "no-site.json"), JSON.stringify({ "@version": "2.17.0", created: "2026-11-19T08:00:00Z", site: [] }))
})

afterAll(() => rm(root, { recursive: true, force: true }))

async function run(tool: string, settings: object, now = noon): Promise<ToolRun> {
  const files = ["src/calculate.js", "src/plain.js"].map((path) => ({ path, size: 10 }))
  const engines = externalEngines(scannerSettings.parse(settings), root).filter((one) => one.id === tool)
  const [only] = await runEngines(engines, { root, files, digest }, { clock: fixedClock(now), env: {}, signal: new AbortController().signal, fetch })
  return only!
}

function found(only: ToolRun): string[] {
  return only.findings.map(
    (one) => `${one.severity} ${one.sources[0]?.rule} ${one.location === undefined ? one.title : `${one.location.path}:${one.location.line}`}`,
  )
}

const zap = (more: object = {}, rest: object = {}) => ({ dast: { zap: [{ report: "zap.json", ...more }], ...rest } })

test("[S4.4-1] a ZAP report is read, without what the application answered", async () => {
  const only = await run("zap", zap())
  expect(found(only)).toEqual([
    "high 40012 Cross Site Scripting (Reflected) on https://staging.example.test",
    "low 10021 X-Content-Type-Options Header Missing on https://staging.example.test",
  ])
  expect(only).toMatchObject({ outcome: "fail", kind: "import", class: "dast", version: "2.17.0", examined: { files: 1 } })
  expect(only.findings[0]).toMatchObject({ cwe: ["CWE-79"], remediation: "Encode the output." })
  expect(only.findings[0]?.message).toBe("The page repeats what it was given. Seen at: GET https://staging.example.test/search")
  expect(JSON.stringify(only)).not.toMatch(/made-up/)
})

test("a Nuclei report is read, without what the application answered", async () => {
  const only = await run("nuclei", { dast: { nuclei: [{ report: "nuclei.jsonl" }] } })
  expect(found(only)).toEqual([
    "critical sample-exposure Sample exposure on https://staging.example.test",
    "info sample-header Sample header (x-frame-options) on https://staging.example.test",
  ])
  expect(only.findings[0]).toMatchObject({ cwe: ["CWE-200"], aliases: ["CVE-2026-99999"] })
  expect(only.outcome).toBe("fail")
  expect(JSON.stringify(only)).not.toMatch(/made-up/)
})

test("[S3.5-7] a SARIF report is read, suppressed results too", async () => {
  const only = await run("sample", { sarif: [{ report: "report.sarif", tool: "sample", class: "sast" }] })
  expect(found(only)).toEqual(["critical js/injection src/calculate.js:3", "medium js/odd src/plain.js:1"])
  expect(only.findings[0]).toMatchObject({
    title: "Query built from input",
    cwe: ["CWE-89"],
    location: { column: 3 },
    help: "https://example.test/injection",
  })
  expect(only).toMatchObject({ version: "Sample Analyzer 3.1.4", outcome: "fail", class: "sast" })
})

const voids: readonly [string, string, object, RegExp, string?][] = [
  ["of eight days ago", "zap", zap(), /8 days old; at most 7/, "2026-11-27T09:00:00Z"],
  ["older than the team allows", "zap", zap({}, { maxAgeDays: 1 }), /1 days old; at most 1/],
  ["from the future", "zap", zap(), /in the future/, "2026-11-18T00:00:00Z"],
  ["about another commit", "zap", zap({ target: "deadbeef0000" }), /is about deadbeef0000, under review is c0ffee012345/],
  ["about another site", "zap", zap({ site: "https://production.example.test" }), /does not cover https:\/\/production/],
  ["without a site", "zap", zap({ report: "no-site.json" }), /names no site/],
  ["that is not there", "zap", zap({ report: "gone.json" }), /gone\.json cannot be used: .*does not exist/],
  ["outside the repository", "zap", zap({ report: "../zap.json" }), /leads out of/],
  ["that is cut off", "zap", zap({ report: "cut.json" }), /not valid JSON/],
  ["of another form", "zap", zap({ report: "report.sarif" }), /not of the known form/],
  ["without a time", "nuclei", { dast: { nuclei: [{ report: "none.json" }] } }, /does not say when the scan ran/],
  ["that is empty", "nuclei", { dast: { nuclei: [{ report: "empty.jsonl" }] } }, /is empty/],
]

describe("[SX.1-8] a report that is no evidence now makes the run not_run: one", () => {
  test.each(voids)("%s", async (_name, tool, settings, reason, now) => {
    const only = await run(tool, settings, now)
    expect(only.outcome).toBe("not_run")
    expect(only.absent).toBeUndefined()
    expect(only.reason).toMatch(reason)
    expect(only.reason).not.toContain(root)
  })
})

test("findings of a report that does not count are still shown", async () => {
  const only = await run("zap", zap(), "2026-12-31T00:00:00Z")
  expect(only.outcome).toBe("not_run")
  expect(classStatus("dast", [only]).outcome).toBe("fail")
})

test("a report for the commit and the site under review counts", async () => {
  const only = await run("zap", zap({ target: digest.slice(0, 12), site: "https://staging.example.test/app" }))
  expect(only.unexamined).toEqual([])
})

test("a Nuclei run without a match counts when the team says when it ran", async () => {
  const only = await run("nuclei", { dast: { nuclei: [{ report: "none.json", scannedAt: "2026-11-20T08:00:00Z" }] } })
  expect(only.outcome).toBe("pass")
})

test("[S4.4-1] without a report DAST is not_run, and not_applicable only with a reason", async () => {
  expect(await run("zap", {})).toMatchObject({ outcome: "not_run", absent: true, reason: expect.stringMatching(/there is no DAST report/) })
  expect(await run("zap", { dast: { notApplicable: "a library without a server" } })).toMatchObject({
    outcome: "not_applicable",
    reason: "a library without a server",
  })
})

const failedRuns: readonly [string, object, RegExp][] = [
  ["its run failed", { invocations: [{ executionSuccessful: false, endTimeUtc: "2026-11-20T08:00:00Z" }], results: [] }, /says that its run failed/],
  [
    "it met errors",
    {
      invocations: [{ executionSuccessful: true, endTimeUtc: "2026-11-20T08:00:00Z", toolExecutionNotifications: [{ level: "error" }] }],
      results: [],
    },
    /met 1 errors/,
  ],
  ["it has no results", { invocations: [{ executionSuccessful: true, endTimeUtc: "2026-11-20T08:00:00Z" }] }, /produced no results/],
]

test.each(failedRuns)("a SARIF report that says %s is not_run", async (_name, body, reason) => {
  await writeFile(join(root, "failed.sarif"), JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "Sample" } }, ...body }] }))
  const only = await run("sample", { sarif: [{ report: "failed.sarif", tool: "sample", class: "sast" }] })
  expect(only.outcome).toBe("not_run")
  expect(only.reason).toMatch(reason)
})

test("a SARIF result about a file that is not under review is reported, not lost", async () => {
  const results = [{ ruleId: "r", message: { text: "m" }, locations: [{ physicalLocation: { artifactLocation: { uri: "../../etc/passwd" } } }] }]
  const invocations = [{ executionSuccessful: true, endTimeUtc: "2026-11-20T08:00:00Z" }]
  await writeFile(
    join(root, "away.sarif"),
    JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "Sample" } }, invocations, results }] }),
  )
  const only = await run("sample", { sarif: [{ report: "away.sarif", tool: "sample", class: "sast" }] })
  expect(only).toMatchObject({ outcome: "not_run", findings: [], unexamined: [{ path: "../../etc/passwd" }] })
})

function codeOf(read: () => unknown): string {
  try {
    read()
    return "read"
  } catch (thrown) {
    return thrown instanceof TipstaffError ? thrown.code : String(thrown)
  }
}

test("readers never fail but with a code, whatever they are given", () => {
  const readers = [readZap, (text: string) => readNuclei(text, "f"), (text: string) => readSarif(text, "f")]
  const mutilated = fc.constantFrom("zap.json", "nuclei.jsonl", "report.sarif").chain((name) =>
    fc.tuple(fc.nat(5000), fc.nat(40)).map(([at, length]) => {
      const text = texts[name] ?? ""
      return text.slice(0, at) + text.slice(at + length)
    }),
  )
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), mutilated), (text) => {
      for (const read of readers) expect(codeOf(() => read(text))).toMatch(/^(?:read|json\/|scans\/)/)
    }),
  )
})
