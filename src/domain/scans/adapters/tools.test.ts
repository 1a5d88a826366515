import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { cpuMs } from "../../../../test/support/cpu-time.ts"
import { fakeTool } from "../../../../test/scanners/fake-tool.ts"
import { fixedClock } from "../../../base/clock.ts"
import type { ScanContext, ToolRun } from "../engine.ts"
import { runEngines } from "../runner.ts"
import { externalEngines, requiredTools, timeoutsOf } from "./adapters.ts"
import { findingsOf, owaspIds, cweIds, severityOr, type Draft } from "./draft.ts"
import { readGitleaks } from "./gitleaks.ts"
import { readNpmAudit } from "./npm-audit.ts"
import { readOsvScanner } from "./osv-scanner.ts"
import { readSafety } from "./safety.ts"
import { readSemgrep } from "./semgrep.ts"
import { scannerSettings } from "./settings.ts"
import { stageFiles } from "./stage.ts"
import { readTrivy } from "./trivy.ts"

const written = fileURLToPath(new URL("../../../../test/fixtures/scanner-output/written/", import.meta.url))

let root: string
const folders: string[] = []

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "tipstaff-tools-")))
  folders.push(root)
})

afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))))

async function context(): Promise<ScanContext> {
  const scratchDir = await realpath(await mkdtemp(join(tmpdir(), "tipstaff-scratch-")))
  folders.push(scratchDir)
  return { clock: fixedClock(0), env: {}, signal: new AbortController().signal, fetch, scratchDir, progress: () => {} }
}

async function files(contents: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(contents)) {
    await mkdir(join(root, path, ".."), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return Object.keys(contents).map((path) => ({ path, size: contents[path]!.length }))
}

async function drive(tool: string, body: string, contents: Readonly<Record<string, string>>, settings: object = {}): Promise<ToolRun> {
  const program = tool === "npm-audit" ? "npm" : tool
  const fake = await fakeTool(program, body)
  folders.push(fake.folder)
  const engine = externalEngines(scannerSettings.parse(settings), root).filter((one) => one.id === tool)
  const target = { root, files: await files(contents), digest: "d" }
  const [run] = await runEngines(engine, target, { clock: fixedClock(0), env: fake.env, signal: new AbortController().signal, fetch })
  return run!
}

describe("[S3.5-7] formats that were written after the documentation", () => {
  test("Trivy", async () => {
    const reading = readTrivy(await readFile(join(written, "trivy.json"), "utf8"))
    expect(reading.examined).toBe(3)
    expect(reading.drafts.map((draft) => [draft.severity, draft.rule, draft.place?.path, draft.component?.purl])).toEqual([
      ["critical", "CVE-2026-99999", "package-lock.json", "pkg:npm/tipstaff-left@1.0.0"],
      ["high", "CVE-2026-99998", "package-lock.json", "pkg:npm/tipstaff-right@2.0.0"],
    ])
  })

  test("[S3.2-3] Safety", async () => {
    const reading = readSafety(await readFile(join(written, "safety.json"), "utf8"), { file: "./requirements.txt" })
    expect(reading.examined).toBe(1)
    expect(reading.drafts).toMatchObject([
      { severity: "critical", rule: "99999", aliases: ["CVE-2026-99999"], component: { purl: "pkg:pypi/tipstaff-sample-package@1.0.0" } },
    ])
  })

  test("what Safety ignores is not examined", () => {
    const ignored = { vulnerability_id: "1", package_name: "a" }
    const reading = readSafety(JSON.stringify({ scanned_packages: { a: {} }, vulnerabilities: [], ignored_vulnerabilities: [ignored] }), {
      file: "./r.txt",
    })
    expect(reading.unexamined).toEqual([{ path: "./r.txt", reason: "Safety ignored 1 of a" }])
  })
})

describe("what a tool leaves out is said", () => {
  test("files that Semgrep skipped, but not those in a language without rules", () => {
    const skipped = [
      { path: "big.js", reason: "exceeded_size_limit" },
      { path: "a.md", reason: "wrong_language" },
    ]
    const report = { results: [], errors: [], paths: { scanned: ["a.js"], skipped }, skipped_rules: [{ rule_id: "x" }] }
    expect(readSemgrep(JSON.stringify(report)).unexamined).toEqual([
      { path: "big.js", reason: "Semgrep: exceeded_size_limit" },
      { path: "the rules", reason: "Semgrep left out the rule x" },
    ])
  })

  test("files that gitleaks passed over", () => {
    const stderr = "4:15PM INF scanned ~9 bytes (9 bytes) in 1ms\n4:15PM WRN skipping file: too large max_size=1MB path=big.bin size=5MB\n"
    expect(readGitleaks({ stdout: "[]", stderr, exitCode: 0 }).unexamined).toMatchObject([
      { path: "big.bin", reason: expect.stringMatching(/too large/) },
    ])
  })

  test("gitleaks that ends with its code for secrets and names none is not believed", () => {
    expect(() => readGitleaks({ stdout: "[]", stderr: "INF scanned ~9 bytes", exitCode: 3 })).toThrow(/names none/)
  })

  test("secrets in a gitleaks report that is not redacted are dropped where it is read", () => {
    const leak = { RuleID: "r", Description: "d", StartLine: 1, EndLine: 1, File: "f", Secret: "made-up-secret", Match: "made-up-secret" }
    expect(JSON.stringify(readGitleaks({ stdout: JSON.stringify([leak]), stderr: "scanned ~9 bytes", exitCode: 3 }))).not.toContain("made-up")
  })
})

function entry(id: string, group: object) {
  return {
    package: { name: "a", version: "1", ecosystem: "npm" },
    vulnerabilities: [{ id }],
    groups: [{ ids: [id], ...group }],
  }
}

test("an unrated advisory counts as high, a malicious package as critical", () => {
  const results = [
    {
      source: { path: "package-lock.json" },
      packages: [entry("X-1", {}), entry("MAL-2026-1", { max_severity: "" }), entry("X-2", { max_severity: "5.3" })],
    },
  ]
  const reading = readOsvScanner({ stdout: JSON.stringify({ results }), stderr: "", exitCode: 1, cwd: "/" })
  expect(reading.drafts.map((draft) => draft.severity)).toEqual(["high", "critical", "medium"])
  expect(severityOr("moderate")).toBe("medium")
  expect(severityOr("dreadful")).toBe("high")
})

test("npm audit reports each installed version of a package", () => {
  const packages = {
    "": {},
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b/node_modules/a": { version: "1.1.0" },
    "node_modules/b": { version: "2.0.0" },
  }
  const via = { source: 7, name: "a", title: "t", severity: "moderate", range: "<2" }
  const vulnerabilities = {
    a: { name: "a", via: [via], nodes: ["node_modules/a", "node_modules/b/node_modules/a"] },
    b: { name: "b", via: ["a"], nodes: ["node_modules/b"] },
  }
  const report = { auditReportVersion: 2, vulnerabilities, metadata: { dependencies: { total: 3 } } }
  const reading = readNpmAudit(JSON.stringify(report), JSON.stringify({ lockfileVersion: 3, packages }), { file: "package-lock.json" })
  expect(reading.drafts.map((draft) => [draft.severity, draft.component?.purl])).toEqual([
    ["medium", "pkg:npm/a@1.0.0"],
    ["medium", "pkg:npm/a@1.1.0"],
  ])
})

describe("when there is nothing for a tool to do", () => {
  test.each([
    ["bandit", "there is no Python code"],
    ["osv-scanner", "there is no lockfile or manifest"],
    ["trivy", "there is no lockfile or manifest"],
    ["npm-audit", "there is no npm lockfile"],
    ["pip-audit", "there is no requirements file"],
    ["safety", "there is no requirements file"],
    ["checkov", "there is no infrastructure code"],
  ])("%s is not_applicable", async (tool, reason) => {
    expect(await drive(tool, "exit 9", { "main.go": "package main\n" })).toMatchObject({ outcome: "not_applicable", reason })
  })

  test("npm audit beside another package manager's lockfile is not_applicable", async () => {
    const run = await drive("npm-audit", "exit 9", { "package.json": "{}", "yarn.lock": "" })
    expect(run).toMatchObject({ outcome: "not_applicable", reason: "there is no npm lockfile" })
  })

  test("no files at all is not_run", async () => {
    expect(await drive("gitleaks", "exit 9", {})).toMatchObject({ outcome: "not_run", reason: "there are no files under review" })
  })
})

describe("[S3.2-2] Semgrep's rules", () => {
  test("without any it was never attempted, and says what to do", async () => {
    expect(await drive("semgrep", "exit 9", { "a.js": "" })).toMatchObject({
      outcome: "not_run",
      absent: true,
      reason: "no Semgrep configuration is given: set scans.semgrep.config",
    })
  })

  test("rules that are named and not there are a failure, not an absence", async () => {
    const run = await drive("semgrep", "exit 9", { "a.js": "" }, { semgrep: { config: ["rules.yml"] } })
    expect(run).toMatchObject({ outcome: "not_run", reason: "the Semgrep configuration rules.yml does not exist" })
    expect(run.absent).toBeUndefined()
  })

  test("registry names are passed on, files are copied", async () => {
    const body = `cat ../config/1/rules.yml >&2; echo "$@" >&2; exit 3`
    const run = await drive("semgrep", body, { "a.js": "", "rules.yml": "rules: []\n" }, { semgrep: { config: ["p/owasp-top-ten", "rules.yml"] } })
    expect(run.reason).toMatch(/--config=p\/owasp-top-ten --config=\.\.\/config\/1/)
  })
})

describe("the copy that a scanner is shown", () => {
  test("files that give scanners orders stand under another name, and findings in them under their own", async () => {
    const listed = await files({ ".gitleaksignore": "x", "sub/.semgrepignore": "*", "sub/a.js": "eval(1)" })
    const stage = await stageFiles({ root, files: listed, digest: "d" }, listed, await context())
    expect(stage.original("sub/.semgrepignore.under-review")).toBe("sub/.semgrepignore")
    expect(stage.original("sub/.semgrepignore")).toBeUndefined()
    expect(stage.original("./sub/a.js")).toBe("sub/a.js")
    expect(await readFile(stage.absolute("sub/a.js"), "utf8")).toBe("eval(1)")
  })

  test("nothing is copied from behind a symbolic link, and that is said", async () => {
    const outside = await mkdtemp(join(tmpdir(), "tipstaff-outside-"))
    folders.push(outside)
    await writeFile(join(outside, "private.py"), "x")
    await symlink(outside, join(root, "linked"))
    await symlink(join(outside, "private.py"), join(root, "private.py"))
    const listed = ["linked/private.py", "private.py", "gone.py"].map((path) => ({ path, size: 1 }))
    const stage = await stageFiles({ root, files: listed, digest: "d" }, listed, await context())
    expect(stage.files).toEqual([])
    expect(stage.unexamined).toEqual([
      { path: "linked/private.py", reason: "stands behind a symbolic link" },
      { path: "private.py", reason: "is not a regular file any more" },
      { path: "gone.py", reason: "could not be read" },
    ])
  })

  test("names with spaces, quotes, newlines and leading dashes are copied as they are", async () => {
    const listed = await files({ "-rf": "a", "new\nline.py": "b", 'quo\'te "x".py': "c", "$(touch x)": "d" })
    const stage = await stageFiles({ root, files: listed, digest: "d" }, listed, await context())
    expect(stage.files.map((file) => file.path)).toEqual(listed.map((file) => file.path))
  })
})

function draftWith(more: Partial<Draft> = {}): Draft {
  return {
    rule: "r",
    severity: "high",
    confidence: "high",
    title: "t",
    message: "m",
    place: { path: "a.py", line: 2 },
    ...more,
  }
}

describe("findings of drafts", () => {
  const identity = { tool: "x", version: "1", class: "sast" } as const

  async function fingerprints(text: string, drafts: readonly Draft[]): Promise<string[]> {
    const listed = await files({ "a.py": text })
    const stage = await stageFiles({ root, files: listed, digest: "d" }, listed, await context())
    return (await findingsOf(drafts, identity, stage)).findings.map((one) => one.fingerprint)
  }

  test("a fingerprint survives lines added above, and changes with the line itself", async () => {
    const before = await fingerprints("one\nrun(x)\n", [draftWith()])
    expect(await fingerprints("zero\none\n  run(x)\n", [draftWith({ place: { path: "a.py", line: 3 } })])).toEqual(before)
    expect(await fingerprints("one\nrun(y)\n", [draftWith()])).not.toEqual(before)
  })

  test("[SX.1-11] no digest is made of a line that may hold a password", async () => {
    const before = await fingerprints("one\npassword = 'a'\n", [draftWith({ cwe: [798] })])
    expect(await fingerprints("one\npassword = 'b'\n", [draftWith({ cwe: [798] })])).toEqual(before)
  })

  test("the same thing twice on equal lines has two fingerprints", async () => {
    const [first, second] = await fingerprints("run(x)\nrun(x)\n", [draftWith({ place: { path: "a.py", line: 1 } }), draftWith()])
    expect(first).not.toBe(second)
  })

  test("a file that is not under review becomes an unexamined entry", async () => {
    const listed = await files({ "a.py": "x" })
    const stage = await stageFiles({ root, files: listed, digest: "d" }, listed, await context())
    const { findings, unexamined } = await findingsOf([draftWith({ place: { path: "/etc/passwd", line: 1 } })], identity, stage)
    expect(findings).toEqual([])
    expect(unexamined).toEqual([{ path: "/etc/passwd", reason: "x reports r in a file that is not under review" }])
  })
})

test.each([
  [
    ["CWE-89: SQL injection", "cwe-089", 79, "79", "no", "CWE-1234567"],
    ["CWE-89", "CWE-79"],
  ],
])("CWE numbers have one spelling", (given, expected) => {
  expect(cweIds(given)).toEqual(expected)
})

test("OWASP categories have one spelling", () => {
  expect(owaspIds(["A03:2021 - Injection", "LLM01:2025", "API1:2023 - x", "A1 - Injection", "OWASP Top 10"])).toEqual([
    "A03:2021",
    "LLM01:2025",
    "API1:2023",
  ])
})

test("settings: unknown keys are errors, off leaves a tool out, required is passed on", () => {
  expect(() => scannerSettings.parse({ tool: {} })).toThrow(/tool/)
  expect(() => scannerSettings.parse({ tools: { snyk: "auto" } })).toThrow(/snyk/)
  const settings = scannerSettings.parse({ tools: { trivy: "off", gitleaks: "required" }, timeouts: { semgrep: 30 } })
  expect(externalEngines(settings, "/r").map((one) => one.id)).toEqual([
    "semgrep",
    "bandit",
    "checkov",
    "gitleaks",
    "osv-scanner",
    "npm-audit",
    "pip-audit",
    "safety",
    "zap",
    "nuclei",
  ])
  expect(requiredTools(settings)).toEqual(["gitleaks"])
  expect(timeoutsOf(settings)).toEqual({ semgrep: 30_000 })
})

function noise(lines: number): string {
  return '4:15PM WRN skipping path="x '.repeat(lines) + "\n" + `Error ${"a/".repeat(lines)}\n`.repeat(3)
}

function costOf(lines: number): number {
  const start = cpuMs()
  for (let round = 0; round < 20; round += 1) {
    readGitleaks({ stdout: "[]", stderr: `scanned ~1 bytes\n${noise(lines)}`, exitCode: 0 })
    readOsvScanner({ stdout: '{"results":[]}', stderr: noise(lines), exitCode: 1, cwd: "/tmp/x" })
  }
  return cpuMs() - start
}

test("reading what a tool says takes time in proportion to it", () => {
  costOf(4000)
  expect(costOf(8000)).toBeLessThan((costOf(2000) + 2) * 16)
})
