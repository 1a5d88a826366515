/** The outside scanners themselves, driven over a small application with known weaknesses. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { systemClock } from "../../src/base/clock.ts"
import { externalEngines } from "../../src/domain/scans/adapters/adapters.ts"
import { scannerSettings } from "../../src/domain/scans/adapters/settings.ts"
import type { ToolRun } from "../../src/domain/scans/engine.ts"
import { runEngines } from "../../src/domain/scans/runner.ts"
import { serveAdvisories, writeOsvDatabase, type AdvisoryServer } from "./advisories.ts"
import { makeFixtureApp, type FixtureApp } from "./fixture-app.ts"
import { recording } from "./record.ts"

const cache = fileURLToPath(new URL("../../.cache/scanners/", import.meta.url))
const path = [join(cache, "bin"), join(cache, "venv", "bin"), join(cache, "venv-checkov", "bin"), dirname(process.execPath), process.env["PATH"]]

let app: FixtureApp
let server: AdvisoryServer
let databases: string

beforeAll(async () => {
  app = await makeFixtureApp()
  server = await serveAdvisories()
  databases = await mkdtemp(join(tmpdir(), "tipstaff-osv-"))
  await writeOsvDatabase(databases)
})

afterAll(async () => {
  await server.close()
  await rm(app.root, { recursive: true, force: true })
  await rm(databases, { recursive: true, force: true })
})

interface Drive {
  readonly settings?: object
  readonly env?: Readonly<Record<string, string>>
  readonly over?: FixtureApp
}

async function drive(tool: string, { settings = {}, env = {}, over = app }: Drive = {}, scenario = "fixture-app"): Promise<ToolRun> {
  const engine = externalEngines(scannerSettings.parse(settings), over.root).filter((one) => one.id === tool)
  const tape = await recording(tool, scenario, path.join(delimiter), [over.secret, over.password])
  const [run] = await runEngines(engine, over.target, {
    clock: systemClock,
    env: { ...process.env, PATH: tape.path, ...env },
    signal: new AbortController().signal,
    fetch,
  })
  await tape.keep()
  return run!
}

function found(run: ToolRun): string[] {
  return run.findings.map((one) => `${one.severity} ${one.sources[0]?.rule} ${one.location?.path}:${one.location?.line}`)
}

describe("[S3.5-7] real scanners over the sample application", () => {
  test("[S3.2-2] Semgrep finds what its rules say, also where the repository asks it to look away", async () => {
    const run = await drive("semgrep")
    expect(found(run)).toEqual([
      "high code-from-input src/calculate.js:3",
      "high code-from-input tests/again.js:1",
      "info loose-comparison src/calculate.js:2",
    ])
    expect(run).toMatchObject({ outcome: "fail", version: "1.182.0", examined: { files: 3 }, unexamined: [] })
  })

  test("Semgrep that could not parse a file is not_run, with what it found elsewhere", async () => {
    const broken = await makeFixtureApp({ "src/broken.js": "eval(1); function (((\n" })
    const run = await drive("semgrep", { over: broken }, "broken-file")
    await rm(broken.root, { recursive: true, force: true })
    expect(run.outcome).toBe("not_run")
    expect(run.unexamined).toEqual([{ path: "src/broken.js", reason: "Semgrep: PartialParsing" }])
    expect(found(run)).toContain("high code-from-input src/calculate.js:3")
  })

  test("gitleaks finds the token that an ignore list, a configuration and a comment would hide, and none of it is kept", async () => {
    const run = await drive("gitleaks")
    expect(found(run)).toEqual(["high github-pat deploy/token.txt:1"])
    expect(run).toMatchObject({ outcome: "fail", version: "8.30.1", unexamined: [] })
    expect(JSON.stringify(run)).not.toContain(app.secret.slice(4, 16))
  })

  test("Bandit finds what a nosec comment and a configuration would hide, and keeps no password", async () => {
    const run = await drive("bandit")
    expect(found(run)).toEqual([
      "high B602 service/worker.py:6",
      "medium B301 service/worker.py:7",
      "low B105 service/settings.py:1",
      "low B403 service/worker.py:1",
      "low B404 service/worker.py:2",
    ])
    expect(JSON.stringify(run)).not.toContain(app.password)
  })

  test("Bandit that could not parse a file is not_run", async () => {
    const broken = await makeFixtureApp({ "service/broken.py": "def f(:\n" })
    const run = await drive("bandit", { over: broken }, "broken-file")
    await rm(broken.root, { recursive: true, force: true })
    expect(run.outcome).toBe("not_run")
    expect(run.unexamined).toEqual([{ path: "service/broken.py", reason: "Bandit: syntax error while parsing AST from file" }])
  })

  test("Checkov reports a check that a comment skips", async () => {
    const run = await drive("checkov")
    expect(run.outcome).toBe("pass")
    expect(found(run)).toContain("medium CKV_AWS_18 infra/main.tf:1")
  })
})

describe("[S3.2-3] real dependency scanners", () => {
  test("OSV-Scanner finds an advisory of an offline database that the repository's configuration ignores", async () => {
    const run = await drive("osv-scanner", { settings: { osvScanner: { offlineDatabase: databases } } }, "offline-database")
    expect(found(run)).toEqual(["critical TIPSTAFF-2026-0001 package-lock.json:1"])
    expect(run.findings[0]?.component).toMatchObject({ purl: "pkg:npm/tipstaff-left@1.0.0", fixedIn: "1.2.0" })
    expect(run.outcome).toBe("fail")
  })

  test("OSV-Scanner that could not read one lockfile is not_run although it ends with its code for findings", async () => {
    const broken = await makeFixtureApp({ "web/package-lock.json": '{"name":' })
    const run = await drive("osv-scanner", { settings: { osvScanner: { offlineDatabase: databases } }, over: broken }, "broken-lockfile")
    await rm(broken.root, { recursive: true, force: true })
    expect(run.outcome).toBe("not_run")
    expect(run.reason).toMatch(/web\/package-lock\.json/)
    expect(found(run)).toEqual(["critical TIPSTAFF-2026-0001 package-lock.json:1"])
  })

  test("OSV-Scanner without a database it can reach is not_run", async () => {
    const empty = await mkdtemp(join(tmpdir(), "tipstaff-osv-empty-"))
    const run = await drive("osv-scanner", { settings: { osvScanner: { offlineDatabase: empty } } }, "no-database")
    await rm(empty, { recursive: true, force: true })
    expect(run.outcome).toBe("not_run")
  })

  test("pip-audit asks the OSV service it is given", async () => {
    const settings = { pipAudit: { service: "osv", osvUrl: `${server.url}/v1/query` } }
    const run = await drive("pip-audit", { settings }, "osv-service")
    expect(found(run)).toEqual(["high CVE-2026-99999 requirements.txt:1"])
    expect(run.findings[0]).toMatchObject({ aliases: ["CVE-2026-99999", "TIPSTAFF-2026-0002"], component: { fixedIn: "1.2.0" } })
  })

  test("pip-audit over a package that the index does not know is not_run, although it says that no vulnerability is known", async () => {
    const run = await drive("pip-audit", {}, "not-on-index")
    expect(run.outcome).toBe("not_run")
  })

  test("pip-audit that reaches no service is not_run", async () => {
    const run = await drive("pip-audit", { env: { HTTPS_PROXY: "http://127.0.0.1:9", https_proxy: "http://127.0.0.1:9" } }, "no-network")
    expect(run.outcome).toBe("not_run")
  })

  test("npm audit reports the advisories of the registry", async () => {
    const run = await drive("npm-audit", { env: { npm_config_registry: `${server.url}/` } }, "own-registry")
    expect(found(run)).toEqual(["critical GHSA-2222-3333-4444 package-lock.json:1"])
    expect(run.findings[0]?.component?.purl).toBe("pkg:npm/tipstaff-left@1.0.0")
  })

  test("npm audit without a registry is not_run, also when the user's settings say offline", async () => {
    const run = await drive(
      "npm-audit",
      { env: { npm_config_registry: "http://127.0.0.1:9/", npm_config_offline: "true", npm_config_fetch_retries: "0" } },
      "no-registry",
    )
    expect(run.outcome).toBe("not_run")
  })
})
