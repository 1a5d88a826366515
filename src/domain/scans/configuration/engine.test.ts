import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, expect, test } from "vitest"
import type { EngineAbsence, EngineReport, ScanContext, ScanTarget } from "../engine.ts"
import { configurationEngine } from "./engine.ts"

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function scan(
  tree: Readonly<Record<string, string | Uint8Array>>,
  signal = new AbortController().signal,
): Promise<EngineReport | EngineAbsence> {
  const root = await mkdtemp(join(tmpdir(), "configuration-"))
  folders.push(root)
  const files: { path: string; size: number }[] = []
  for (const [path, content] of Object.entries(tree)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
    files.push({ path, size: Buffer.byteLength(content) })
  }
  return scanFiles(root, files, signal)
}

function scanFiles(root: string, files: ScanTarget["files"], signal = new AbortController().signal): Promise<EngineReport | EngineAbsence> {
  const context: ScanContext = {
    clock: { now: () => "2026-01-01T00:00:00.000Z" },
    env: {},
    signal,
    fetch: () => Promise.reject(new Error("this engine uses no network")),
    scratchDir: root,
    progress: () => {},
  } as unknown as ScanContext
  return configurationEngine().scan({ root, files, digest: "0".repeat(64) }, context)
}

async function report(tree: Readonly<Record<string, string | Uint8Array>>): Promise<EngineReport> {
  const result = await scan(tree)
  if ("outcome" in result) throw new Error(result.reason)
  return result
}

async function ruleLines(tree: Readonly<Record<string, string>>): Promise<string[]> {
  return (await report(tree)).findings.map((finding) => `${finding.sources[0]!.rule} ${finding.location!.path}:${finding.location!.line}`)
}

function deploying(value: string): string {
  return `on: workflow_call\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n        env:\n          DEPLOY_TOKEN: ${value}\n`
}

function analysis(on: string): string {
  return `on: ${on}\npermissions: {}\njobs:\n  s:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: semgrep ci\n`
}

async function prints(text: string): Promise<string[]> {
  return (await report({ "compose.yaml": text })).findings.map((finding) => finding.fingerprint)
}

test("[S5.4-5] a privileged container is a high finding, located at its line, with remediation and CWE", async () => {
  const { findings, examined, unexamined } = await report({
    "deploy/docker-compose.yml": "services:\n  web:\n    image: shop:1.0\n    privileged: true\n    security_opt: [no-new-privileges]\n",
  })
  expect(unexamined).toEqual([])
  expect(examined).toEqual({ files: 1, bytes: 96 })
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({
    class: "sast",
    severity: "high",
    confidence: "high",
    title: "A container runs privileged",
    location: { path: "deploy/docker-compose.yml", line: 4 },
    cwe: ["CWE-250"],
    owasp: ["A05:2021"],
    sources: [{ tool: "tipstaff-configuration", version: "1.1.0", rule: "compose-privileged" }],
    help: "https://docs.docker.com/reference/compose-file/services/#privileged",
  })
  expect(findings[0]!.message).toContain("service web")
})

test("[S2.1-3] a literal token in a workflow is a finding without its value; a reference to a secret is clean", async () => {
  const token = ["k9Qp", "4Xvz", "7Wml"].join("")
  const found = await report({ ".github/workflows/a.yml": deploying(token) })
  expect(found.findings.map((finding) => finding.sources[0]!.rule)).toContain("workflow-literal-secret")
  expect(JSON.stringify(found)).not.toContain(token)
  expect(await ruleLines({ ".github/workflows/a.yml": deploying("${{ secrets.DEPLOY_TOKEN }}") })).not.toContain(
    "workflow-literal-secret .github/workflows/a.yml:8",
  )
})

test("[S3.2-2] workflows whose static analysis has no schedule give a finding; both triggers, also through a called workflow, give none", async () => {
  const caller = "on:\n  schedule: [{ cron: '0 3 * * *' }]\npermissions: {}\njobs:\n  s:\n    uses: ./.github/workflows/scan.yml\n"
  expect(await ruleLines({ ".github/workflows/scan.yml": analysis("pull_request") })).toEqual([
    "workflow-static-analysis-not-regular .github/workflows/scan.yml:1",
  ])
  expect(
    await ruleLines({ ".github/workflows/scan.yml": analysis("[pull_request, workflow_call]"), ".github/workflows/nightly.yml": caller }),
  ).toEqual([])
})

test("[S5.3-10] [S5.3-11] DES and AES-128 at rest and TLS below 1.3 are findings", async () => {
  expect(
    await ruleLines({
      "config/app.yaml": "storage:\n  encryption:\n    algorithm: AES-128\nbackup:\n  cipher: DES-CBC\n",
      "nginx.conf": "ssl_protocols TLSv1.2 TLSv1.3;\nssl_protocols TLSv1;\n",
    }),
  ).toEqual([
    "cipher-below-aes-256 config/app.yaml:3",
    "cipher-broken config/app.yaml:5",
    "tls-1-2-allowed nginx.conf:1",
    "tls-legacy-protocol nginx.conf:2",
  ])
})

test("[S1.2-2] agent settings that allow everything are findings", async () => {
  expect(
    await ruleLines({
      ".claude/settings.json":
        '{\n  "permissions": {\n    "allow": ["Bash(*)"],\n    "defaultMode": "bypassPermissions",\n    "deny": ["Read(.env)"]\n  }\n}\n',
    }),
  ).toEqual(["agent-shell-unrestricted .claude/settings.json:3", "agent-approval-bypass .claude/settings.json:4"])
})

test("a fingerprint survives edits above the finding and differs between places", async () => {
  const body = "    privileged: true\n    security_opt: [no-new-privileges]\n    image: a:1\n"
  const [before] = await prints(`services:\n  web:\n${body}`)
  const after = await prints(`# a comment\n\nservices:\n  other:\n${body}  web:\n${body}`)
  expect(after).toHaveLength(2)
  expect(after[1]).toBe(before)
  expect(after[0]).not.toBe(before)
})

test("the same mistake twice in one place has two fingerprints", async () => {
  const { findings } = await report({
    Dockerfile: "FROM a:1@sha256:0\nUSER x\nRUN curl https://x.example.org/i | sh\nRUN curl https://x.example.org/j | sh\n",
  })
  expect(findings.map((finding) => finding.location!.line)).toEqual([3, 4])
  expect(new Set(findings.map((finding) => finding.fingerprint)).size).toBe(2)
})

test("a file that cannot be parsed is named with its line and reason, and the others are still examined", async () => {
  const { findings, unexamined, examined } = await report({
    ".github/workflows/broken.yml": "on: push\njobs:\n  a: [\n",
    ".mcp.json": '{\n  "mcpServers": {\n    oops\n  }\n}\n',
    "deploy/pod.yaml": "apiVersion: v1\nkind: Pod\nspec: {a: 1, a: 2}\n",
    "main.tf": 'resource "a" "b" {\n  x = 1\n',
    "compose.yaml": "services:\n  a:\n    image: b:1\n    privileged: true\n",
    ".codex/config.toml": "a = \n",
    Dockerfile: "FROM a:1\nRUN <<EOF\nmake\n",
  })
  const named = unexamined.map(({ path, line }) => `${path}:${line ?? "-"}`)
  expect(named.toSorted()).toEqual([
    ".codex/config.toml:1",
    ".github/workflows/broken.yml:4",
    ".mcp.json:3",
    "Dockerfile:2",
    "deploy/pod.yaml:3",
    "main.tf:1",
  ])
  expect(unexamined.every(({ reason }) => reason.length > 10)).toBe(true)
  expect(findings.map((finding) => finding.sources[0]!.rule)).toContain("compose-privileged")
  expect(examined.files).toBe(7)
})

test("files that are too large, not UTF-8, gone, or a folder are named as unexamined", async () => {
  const { unexamined } = await report({ Dockerfile: new Uint8Array([0x46, 0xff, 0xfe, 0x00]), "main.tf": "#".repeat(5 * 1024 * 1024 + 1) })
  expect(unexamined).toEqual([
    { path: "Dockerfile", reason: "not valid UTF-8" },
    { path: "main.tf", reason: "larger than 5 MiB" },
  ])
  const root = await mkdtemp(join(tmpdir(), "configuration-"))
  folders.push(root)
  await mkdir(join(root, "compose.yaml"))
  await symlink("nowhere", join(root, "action.yml"))
  const files = ["Dockerfile", "compose.yaml", "action.yml"].map((path) => ({ path, size: 1 }))
  const result = await scanFiles(root, files)
  expect("unexamined" in result && result.unexamined).toEqual([
    { path: "Dockerfile", reason: "no longer there" },
    { path: "compose.yaml", reason: "could not be read" },
    { path: "action.yml", reason: "could not be read (ENOENT)" },
  ])
})

test("a large data file that is not configuration is read and is no gap", async () => {
  const { unexamined, findings } = await report({ "data/points.json": `[${"1,".repeat(3_000_000)}1]` })
  expect([unexamined, findings]).toEqual([[], []])
})

test("a large or badly encoded settings file is still read line by line", async () => {
  const big = `${"# filler\n".repeat(600_000)}ssl_protocols TLSv1;\n`
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("ssl_protocols TLSv1;\n", "utf16le")])
  const broken = Buffer.concat([Buffer.from([0xc3, 0x28, 0x0a]), Buffer.from("ssl_protocols TLSv1;\n")])
  const { findings, unexamined } = await report({ "big.conf": big, "utf16.conf": utf16, "broken.conf": broken })
  expect(unexamined).toEqual([])
  expect(findings.map(({ location }) => `${location!.path}:${location!.line}`)).toEqual(["big.conf:600001", "broken.conf:2", "utf16.conf:1"])
})

test("without any configuration file the engine is not applicable, with the reason", async () => {
  expect(await scan({ "src/a.ts": "export {}\n" })).toEqual({
    outcome: "not_applicable",
    reason: "the target has no configuration file of a kind this engine knows",
  })
})

test("an aborted scan throws instead of answering with a part", async () => {
  await expect(scan({ Dockerfile: "FROM a\n" }, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough")
})

test("user information in an address and control characters never reach a finding", async () => {
  const password = ["h6Tz", "0Kqs"].join("")
  const { findings } = await report({
    "main.tf": `module "m" {\n  source = "git::https://u:${password}@git.example.org/m.git"\n}\n`,
    "compose.yaml": 'services:\n  "we\\u001b[31mb":\n    image: a:1\n    privileged: true\n',
  })
  const text = JSON.stringify(findings)
  expect(findings.length).toBeGreaterThan(1)
  expect(text).not.toContain(password)
  expect(text).not.toContain("\\u001b")
})

test("a missing .dockerignore is only missing when it is in none of the places Docker looks", async () => {
  const dockerfile = "FROM a:1@sha256:0\nUSER x\nCOPY . /app\n"
  expect(await ruleLines({ "app/Dockerfile": dockerfile })).toEqual(["docker-copy-all-without-ignore app/Dockerfile:3"])
  expect(await ruleLines({ "app/Dockerfile": dockerfile, "app/.dockerignore": ".git\n" })).toEqual([])
})
