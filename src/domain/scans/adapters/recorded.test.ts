import { readFile, readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { fakeTool } from "../../../../test/scanners/fake-tool.ts"
import { makeFixtureApp, type FixtureApp } from "../../../../test/scanners/fixture-app.ts"
import { fixedClock } from "../../../base/clock.ts"
import type { ToolRun } from "../engine.ts"
import { runEngines } from "../runner.ts"
import { externalEngines } from "./adapters.ts"
import { scannerSettings } from "./settings.ts"

const outputs = fileURLToPath(new URL("../../../../test/fixtures/scanner-output/", import.meta.url))

let app: FixtureApp
const folders: string[] = []

beforeAll(async () => {
  app = await makeFixtureApp({ "src/broken.js": "eval(1); function (((\n", "service/broken.py": "def f(:\n" })
})

afterAll(async () => {
  await Promise.all([app.root, ...folders].map((folder) => rm(folder, { recursive: true, force: true })))
})

/** Runs the adapter against a program that writes the recording. */
async function replay(tool: string, recording: string): Promise<ToolRun> {
  const folder = join(outputs, recording)
  const { exitCode } = JSON.parse(await readFile(join(folder, "run.json"), "utf8")) as { exitCode: number }
  const without = recording.endsWith("broken-file") ? [] : ["src/broken.js", "service/broken.py"]
  const [stdout, stderr] = await Promise.all(["stdout", "stderr"].map((name) => readFile(join(folder, name), "utf8")))
  const body = `fill() { sed -e "s#{{cwd}}#$PWD#g" -e "s#{{cwd-without-slash}}#\${PWD#/}#g" "$1"; }\nfill "$here/stdout"; fill "$here/stderr" >&2; exit ${exitCode}`
  const fake = await fakeTool(tool === "npm-audit" ? "npm" : tool, body, { stdout: stdout ?? "", stderr: stderr ?? "" })
  folders.push(fake.folder)
  const engine = externalEngines(scannerSettings.parse({}), app.root).filter((one) => one.id === tool)
  const target = { ...app.target, files: app.target.files.filter((file) => !without.includes(file.path)) }
  const [run] = await runEngines(engine, target, { clock: fixedClock(0), env: fake.env, signal: new AbortController().signal, fetch })
  return run!
}

const recordings: readonly [string, string, ToolRun["outcome"], readonly string[], RegExp?][] = [
  [
    "semgrep",
    "semgrep-1.182.0/fixture-app",
    "fail",
    ["high code-from-input src/calculate.js:3", "high code-from-input tests/again.js:1", "info loose-comparison src/calculate.js:2"],
  ],
  [
    "semgrep",
    "semgrep-1.182.0/broken-file",
    "not_run",
    [
      "high code-from-input src/broken.js:1",
      "high code-from-input src/calculate.js:3",
      "high code-from-input tests/again.js:1",
      "info loose-comparison src/calculate.js:2",
    ],
    /src\/broken\.js: Semgrep: PartialParsing/,
  ],
  [
    "bandit",
    "bandit-1.9.4/fixture-app",
    "fail",
    [
      "high B602 service/worker.py:6",
      "medium B301 service/worker.py:7",
      "low B105 service/settings.py:1",
      "low B403 service/worker.py:1",
      "low B404 service/worker.py:2",
    ],
  ],
  [
    "bandit",
    "bandit-1.9.4/broken-file",
    "not_run",
    [
      "high B602 service/worker.py:6",
      "medium B301 service/worker.py:7",
      "low B105 service/settings.py:1",
      "low B403 service/worker.py:1",
      "low B404 service/worker.py:2",
    ],
    /service\/broken\.py: Bandit: syntax error/,
  ],
  ["gitleaks", "gitleaks-8.30.1/fixture-app", "fail", ["high github-pat deploy/token.txt:1"]],
  [
    "checkov",
    "checkov-3.3.30/fixture-app",
    "pass",
    ["CKV2_AWS_6", "CKV2_AWS_61", "CKV2_AWS_62", "CKV_AWS_144", "CKV_AWS_145", "CKV_AWS_18", "CKV_AWS_21"].map(
      (rule) => `medium ${rule} infra/main.tf:1`,
    ),
  ],
  ["osv-scanner", "osv-scanner-2.6.0/offline-database", "fail", ["critical TIPSTAFF-2026-0001 package-lock.json:1"]],
  [
    "osv-scanner",
    "osv-scanner-2.6.0/broken-lockfile",
    "not_run",
    ["critical TIPSTAFF-2026-0001 package-lock.json:1"],
    /web\/package-lock\.json: could not extract/,
  ],
  ["osv-scanner", "osv-scanner-2.6.0/no-database", "not_run", [], /exit code 127/],
  ["pip-audit", "pip-audit-2.10.1/osv-service", "fail", ["high CVE-2026-99999 requirements.txt:1"]],
  ["pip-audit", "pip-audit-2.10.1/not-on-index", "not_run", [], /did not audit tipstaff-sample-package/],
  ["pip-audit", "pip-audit-2.10.1/no-network", "not_run", [], /wrote no report/],
  ["npm-audit", "npm-audit-11.19.1/own-registry", "fail", ["critical GHSA-2222-3333-4444 package-lock.json:1"]],
  ["npm-audit", "npm-audit-11.19.1/no-registry", "not_run", [], /could not ask for advisories/],
]

describe("[S3.5-7] [S3.2-3] recorded outputs of the real tools", () => {
  test.each(recordings)("%s: %s is %s", async (tool, recording, outcome, findings, reason) => {
    const run = await replay(tool, recording)
    expect(run.findings.map((one) => `${one.severity} ${one.sources[0]?.rule} ${one.location?.path}:${one.location?.line}`)).toEqual(findings)
    expect(run.outcome).toBe(outcome)
    expect(run.reason ?? "").toMatch(reason ?? /^$/)
    expect(run).toMatchObject({ version: "9.9.9", kind: "external", targetDigest: app.target.digest })
    expect(JSON.stringify([run.command, run.findings, run.unexamined, run.reason])).not.toMatch(/tipstaff-scan-/)
  })

  test("every recording is in the table", async () => {
    const tools = (await readdir(outputs, { withFileTypes: true })).filter((entry) => entry.isDirectory() && entry.name !== "written")
    const present = await Promise.all(tools.map(async (entry) => (await readdir(join(outputs, entry.name))).map((name) => `${entry.name}/${name}`)))
    expect(recordings.map(([, recording]) => recording).sort()).toEqual(present.flat().sort())
  })
})

test("an advisory becomes a component, aliases and what to do", async () => {
  const run = await replay("osv-scanner", "osv-scanner-2.6.0/offline-database")
  expect(run.findings[0]).toMatchObject({
    title: "tipstaff-left 1.0.0: A sample that goes wrong",
    remediation: "update tipstaff-left to 1.2.0",
    component: { purl: "pkg:npm/tipstaff-left@1.0.0", name: "tipstaff-left", version: "1.0.0", fixedIn: "1.2.0" },
    aliases: ["CVE-2026-99999", "TIPSTAFF-2026-0001"],
    cwe: ["CWE-1321"],
  })
})

test("[S4.4-4] the command, the version and the digest of the output are recorded", async () => {
  const run = await replay("gitleaks", "gitleaks-8.30.1/fixture-app")
  expect(run.command?.slice(0, 3)).toEqual(["gitleaks", "dir", "--report-format=json"])
  expect(run.command).toContain("--config=<scratch>/gitleaks.toml")
  expect(run.artefacts).toEqual([{ name: "gitleaks-output.sha256", text: expect.stringMatching(/^[0-9a-f]{64}  \.\n$/) }])
})

test("a password in a tool's message is not kept", async () => {
  const run = await replay("bandit", "bandit-1.9.4/fixture-app")
  expect(run.findings.find((one) => one.sources[0]?.rule === "B105")).toMatchObject({ title: "Possible hardcoded password", cwe: ["CWE-259"] })
  expect(JSON.stringify(run)).not.toContain("{{secret}}")
})
