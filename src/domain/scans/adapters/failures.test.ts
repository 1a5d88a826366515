import { access, readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { fakeTool } from "../../../../test/scanners/fake-tool.ts"
import { makeFixtureApp, type FixtureApp } from "../../../../test/scanners/fixture-app.ts"
import { fixedClock } from "../../../base/clock.ts"
import type { ToolRun } from "../engine.ts"
import { runEngines, type RunEnginesOptions } from "../runner.ts"
import { externalEngines } from "./adapters.ts"
import { scannerSettings } from "./settings.ts"

let app: FixtureApp
const folders: string[] = []

beforeAll(async () => {
  const whole = await makeFixtureApp()
  const enough = /^(?:src\/plain\.js|service\/.*|infra\/.*|package.*|requirements\.txt)$/
  app = { ...whole, target: { ...whole.target, files: whole.target.files.filter((file) => enough.test(file.path)) } }
})

afterAll(async () => {
  await Promise.all([app.root, ...folders].map((folder) => rm(folder, { recursive: true, force: true })))
})

interface Behaviour {
  readonly program: string
  /** A complete report over the sample application without a finding, and how the tool ends with it. */
  readonly clean: string
  readonly stderr?: string
  /** The same form, but nothing was looked at. */
  readonly nothing: string
  readonly nothingStderr?: string
  /** An exit code after which the tool's work is not complete. */
  readonly badExit: number
  /** Where the report goes, when not to standard output. */
  readonly to?: string
}

const behaviours: Readonly<Record<string, Behaviour>> = {
  semgrep: {
    program: "semgrep",
    clean: '{"results":[],"errors":[],"paths":{"scanned":["src/plain.js"]}}',
    nothing: '{"results":[],"errors":[],"paths":{"scanned":[]}}',
    badExit: 2,
  },
  bandit: {
    program: "bandit",
    clean: '{"errors":[],"metrics":{"./service/worker.py":{},"./service/settings.py":{},"_totals":{}},"results":[]}',
    nothing: '{"errors":[],"metrics":{"_totals":{}},"results":[]}',
    badExit: 2,
  },
  checkov: {
    program: "checkov",
    clean: '{"check_type":"terraform","results":{"failed_checks":[]},"summary":{"passed":1,"failed":0}}',
    nothing: '{"check_type":"terraform","results":{"failed_checks":[]},"summary":{"passed":0,"failed":0}}',
    badExit: 2,
  },
  gitleaks: {
    program: "gitleaks",
    clean: "[]",
    stderr: "4:15PM INF scanned ~900 bytes (900 bytes) in 4.01ms",
    nothing: "[]",
    nothingStderr: "4:15PM INF scanned ~0 bytes (0 bytes) in 4.01ms",
    badExit: 1,
  },
  "osv-scanner": {
    program: "osv-scanner",
    clean:
      '{"results":[{"source":{"path":"package-lock.json","type":"lockfile"},"packages":[{"package":{"name":"a","version":"1","ecosystem":"npm"}}]}]}',
    nothing: '{"results":[]}',
    badExit: 127,
  },
  trivy: {
    program: "trivy",
    clean: '{"SchemaVersion":2,"Results":[{"Target":"package-lock.json","Type":"npm","Packages":[{"Name":"a"}]}]}',
    nothing: '{"SchemaVersion":2}',
    badExit: 1,
  },
  "npm-audit": {
    program: "npm",
    clean: '{"auditReportVersion":2,"vulnerabilities":{},"metadata":{"dependencies":{"total":2}}}',
    nothing: '{"auditReportVersion":2,"vulnerabilities":{},"metadata":{"dependencies":{"total":0}}}',
    badExit: 2,
  },
  "pip-audit": {
    program: "pip-audit",
    clean: '{"dependencies":[{"name":"a","version":"1","vulns":[]}],"fixes":[]}',
    nothing: '{"dependencies":[],"fixes":[]}',
    badExit: 2,
  },
  safety: {
    program: "safety",
    clean: '{"scanned_packages":{"a":{}},"vulnerabilities":[],"ignored_vulnerabilities":[]}',
    nothing: '{"scanned_packages":{},"vulnerabilities":[]}',
    badExit: 68,
    to: `for word in "$@"; do case "$word" in --save-json=*) out="\${word#--save-json=}";; esac; done; exec > "$out"`,
  },
}

const tools = Object.keys(behaviours)

async function drive(
  tool: string,
  body: string,
  options: Partial<RunEnginesOptions> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<{ run: ToolRun; folder: string }> {
  const own = behaviours[tool]!
  const fake = await fakeTool(own.program, own.to === undefined ? body : `${own.to}\n${body}`, { report: own.clean, nothing: own.nothing, ...files })
  folders.push(fake.folder)
  const engine = externalEngines(scannerSettings.parse({}), app.root).filter((one) => one.id === tool)
  const [run] = await runEngines(engine, app.target, { clock: fixedClock(0), env: fake.env, signal: new AbortController().signal, fetch, ...options })
  return { run: run!, folder: fake.folder }
}

function say(stderr: string | undefined): string {
  return stderr === undefined ? "" : `echo '${stderr}' >&2;`
}

interface Failure {
  readonly name: string
  readonly body: (own: Behaviour) => string
  readonly reason: RegExp
  readonly timeoutMs?: number
}

const failures: readonly Failure[] = [
  { name: "a crash", body: () => "echo 'Traceback' >&2; exit 70", reason: /exit code 70, Traceback/ },
  {
    name: "a clean report followed by an exit code for errors",
    body: (own) => `${say(own.stderr)} cat "$here/report"; exit ${own.badExit}`,
    reason: /did not finish its work/,
  },
  { name: "a clean report followed by a signal", body: (own) => `${say(own.stderr)} cat "$here/report"; kill -9 $$`, reason: /ended by SIGKILL/ },
  { name: "no output", body: (own) => `${say(own.stderr)} exit 0`, reason: /wrote no report/ },
  { name: "blank output", body: (own) => `${say(own.stderr)} printf ' \\n\\n'; exit 0`, reason: /wrote no report/ },
  { name: "truncated JSON", body: (own) => `${say(own.stderr)} printf '%s' '${own.clean.slice(0, -1)}'; exit 0`, reason: /not valid JSON/ },
  { name: "two reports in one", body: (own) => `${say(own.stderr)} cat "$here/report" "$here/report"; exit 0`, reason: /not valid JSON/ },
  { name: "bytes that are no text", body: (own) => `${say(own.stderr)} printf '\\377\\376\\200\\201'; exit 0`, reason: /not valid UTF-8/ },
  { name: "words for people", body: (own) => `${say(own.stderr)} echo 'All good, nothing found'; exit 0`, reason: /not valid JSON/ },
  { name: "JSON of another form", body: (own) => `${say(own.stderr)} echo '{"ok":true}'; exit 0`, reason: /not of the known form/ },
  { name: "null", body: (own) => `${say(own.stderr)} echo null; exit 0`, reason: /not of the known form/ },
  { name: "nesting without end", body: (own) => `${say(own.stderr)} head -c 100000 /dev/zero | tr '\\0' '['; exit 0`, reason: /nests deeper/ },
  { name: "a report about nothing", body: (own) => `${say(own.nothingStderr)} cat "$here/nothing"; exit 0`, reason: /examined nothing|not examined/ },
  { name: "a hang", body: () => "sleep 600", reason: /timed out after 250 ms/, timeoutMs: 250 },
]

// A fake program that is started while another process is being forked is "busy" for a moment (ETXTBSY): tried again.
describe("[S4.4-3] [SX.1-8] a scanner that did not do its whole work is not_run, never clean", { retry: 3 }, () => {
  describe.concurrent.each(failures)("$name", ({ body, reason, timeoutMs }) => {
    test.concurrent.each(tools)("%s", async (tool) => {
      const { run } = await drive(tool, body(behaviours[tool]!), timeoutMs === undefined ? {} : { timeoutMs })
      expect(run.outcome).toBe("not_run")
      expect(run.absent).toBeUndefined()
      expect(run.reason).toMatch(reason)
    })
  })

  test.concurrent.each(tools)("a complete clean report of %s is a pass", async (tool) => {
    const own = behaviours[tool]!
    const { run } = await drive(tool, `${say(own.stderr)} cat "$here/report"; exit 0`)
    expect(run.reason).toBeUndefined()
    expect(run.outcome).toBe("pass")
    expect(run.examined.files).toBeGreaterThan(0)
  })

  test("more output than anyone would read", async () => {
    const { run } = await drive("trivy", "head -c 80000000 /dev/zero; exit 0")
    expect(run.outcome).toBe("not_run")
    expect(run.reason).toMatch(/output-limit/)
  })

  test.each(tools)("%s that is not installed", async (tool) => {
    const engine = externalEngines(scannerSettings.parse({}), app.root).filter((one) => one.id === tool)
    const [run] = await runEngines(engine, app.target, {
      clock: fixedClock(0),
      env: { PATH: "/nonexistent" },
      signal: new AbortController().signal,
      fetch,
    })
    expect(run).toMatchObject({ outcome: "not_run", absent: true, reason: expect.stringMatching(/is not installed/) })
  })

  test("a tool that fails when it is asked for its version", async () => {
    const fake = await fakeTool("trivy", "", {}, "echo 'broken installation' >&2; exit 3")
    folders.push(fake.folder)
    const engine = externalEngines(scannerSettings.parse({}), app.root).filter((one) => one.id === "trivy")
    const [run] = await runEngines(engine, app.target, { clock: fixedClock(0), env: fake.env, signal: new AbortController().signal, fetch })
    expect(run).toMatchObject({ outcome: "not_run", reason: expect.stringMatching(/does not tell its version: exit code 3, broken installation/) })
    expect(run?.absent).toBeUndefined()
  })
})

async function isGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    // A killed process whose parent has not asked for it yet still has an entry.
    const state = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")
    if (/\) [ZX] /.test(state)) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}

async function pids(folder: string): Promise<number[]> {
  return Promise.all(["parent", "child"].map(async (name) => Number(await readFile(join(folder, name), "utf8"))))
}

describe("stopping a scanner stops its children too", () => {
  const withChild = `sleep 600 & echo $! > "$here/child"; echo $$ > "$here/parent"; wait`

  test.concurrent("when its time is over", async () => {
    const { run, folder } = await drive("trivy", withChild, { timeoutMs: 1500 })
    expect(run.reason).toMatch(/timed out/)
    for (const pid of await pids(folder)) expect(await isGone(pid)).toBe(true)
  })

  test("when the person cancels", async () => {
    const cancel = new AbortController()
    const fake = await fakeTool("trivy", withChild)
    folders.push(fake.folder)
    const engine = externalEngines(scannerSettings.parse({}), app.root).filter((one) => one.id === "trivy")
    const running = runEngines(engine, app.target, { clock: fixedClock(0), env: fake.env, signal: cancel.signal, fetch })
    while (
      !(await access(join(fake.folder, "parent")).then(
        () => true,
        () => false,
      ))
    )
      await new Promise((resolve) => setTimeout(resolve, 10))
    cancel.abort()
    const [run] = await running
    expect(run).toMatchObject({ outcome: "not_run", reason: "cancelled" })
    for (const pid of await pids(fake.folder)) expect(await isGone(pid)).toBe(true)
  })

  test.concurrent("when the tool itself has ended and left a child that holds its output open", async () => {
    const { run, folder } = await drive("trivy", `sleep 600 & echo $! > "$here/child"; exit 0`, { timeoutMs: 1500 })
    expect(run.outcome).toBe("not_run")
    expect(await isGone(Number(await readFile(join(folder, "child"), "utf8")))).toBe(true)
  })
})

test("a scanner sees none of the credentials in the environment", async () => {
  const fake = await fakeTool("trivy", `env > "$here/seen"; exit 1`)
  folders.push(fake.folder)
  const engine = externalEngines(scannerSettings.parse({}), app.root).filter((one) => one.id === "trivy")
  const env = {
    ...fake.env,
    AWS_SECRET_ACCESS_KEY: "made-up",
    SEMGREP_APP_TOKEN: "made-up",
    TRIVY_TOKEN: "made-up",
    HTTPS_PROXY: "http://proxy.test",
  }
  await runEngines(engine, app.target, { clock: fixedClock(0), env, signal: new AbortController().signal, fetch })
  const seen = await readFile(join(fake.folder, "seen"), "utf8")
  expect(seen).not.toContain("made-up")
  expect(seen).toContain("HTTPS_PROXY=http://proxy.test")
})
