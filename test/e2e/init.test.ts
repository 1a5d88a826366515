/** What `tipstaff init` installs, run as people, Git and CI run it: by the file's own name. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { beforeAll, expect, test } from "vitest"
import { git, launcherIn, newFolder, product, run, type Answer } from "./product.ts"

const evidence = ".artifacts/review-security"
let root: string
let env: Record<string, string>

beforeAll(() => {
  const folder = newFolder()
  root = join(folder, "repository")
  mkdirSync(root)
  env = { TIPSTAFF_BIN: launcherIn(folder), TIPSTAFF_STATE_DIR: join(folder, "state") }
  git(root, "init", "--quiet", "--initial-branch=main")
  writeFileSync(join(root, "add.py"), "def add(a, b):\n    return a + b\n")
  git(root, "add", "--all")
  git(root, "commit", "--quiet", "--message=Begin")
  const made = tipstaff("init", "--profile", "all", "--yes")
  expect(made.exitCode, made.stderr).toBe(0)
  tipstaff("review", "--offline", "--quiet")
}, 60_000)

function tipstaff(...args: readonly string[]): Answer {
  return run(process.execPath, [product, ...args], root, env)
}

function python(...args: readonly string[]): Answer {
  return run(process.platform === "win32" ? "python" : "python3", args, root, env)
}

const gateScripts = [
  {
    requirement: "S4.7-4",
    script: "scripts/validate_gate_SR_scans.py",
    args: ["--input", `${evidence}/scan-results.json`],
    command: ["gate", "scans"],
    exitCode: 2,
  },
  {
    requirement: "S4.7-8",
    script: "scripts/validate_gate_SR_controls.py",
    args: ["--report", `${evidence}/manual-assessment.md`],
    command: ["gate", "controls"],
    exitCode: 2,
  },
  {
    requirement: "S4.7-13",
    script: "scripts/validate_gate_SR_disposition.py",
    args: ["--register", `${evidence}/findings-register.csv`],
    command: ["gate", "disposition"],
    exitCode: 0,
  },
]

for (const { requirement, script, args, command, exitCode } of gateScripts) {
  test(`[${requirement}] [S4.9-2] ${script} answers as tipstaff does, with status, score and notes`, () => {
    const answer = python(script, ...args)
    expect([answer.exitCode, answer.stderr]).toEqual([exitCode, ""])
    expect(JSON.parse(answer.stdout)).toMatchObject({ status: exitCode === 0 ? "pass" : "fail", score: expect.any(Number), notes: expect.any(Array) })
    expect(tipstaff(...command, ...args, "--json").stdout).toBe(answer.stdout)
  })
}

test("what init writes gives no finding of its own", () => {
  expect(tipstaff("findings", "list", "--all").stdout).toBe("No open finding.\n")
})

test("[S4.9-4] the runner of all gates fails when one of them does, and names each", () => {
  const answer = python("scripts/run_protocol_SR_gates.py")
  expect(answer.exitCode).toBe(2)
  const { status, gates } = JSON.parse(answer.stdout) as { status: string; gates: { gate: string; status: string }[] }
  expect(status).toBe("fail")
  expect(gates.map((gate) => `${gate.gate}: ${gate.status}`)).toEqual([
    "Scan Cleanliness: fail",
    "Manual Control Verification: fail",
    "Risk Disposition Integrity: pass",
  ])
})

test("[S4.9-1] the prerequisites are checked without making what is missing", () => {
  const before = git(root, "status", "--porcelain", "--", ":/", ":(exclude).artifacts")
  const answer = python("scripts/validate_prerequisites_SR.py")
  expect(answer.exitCode).toBe(1)
  expect(answer.stdout).toContain("prerequisite(s) missing")
  expect(git(root, "status", "--porcelain", "--", ":/", ":(exclude).artifacts")).toBe(before)
})

test("[S4.9-3] the evidence manifest is written with hashes and validator results", () => {
  const answer = python("scripts/aggregate_evidence_SR.py", "--output", `${evidence}/`, "--offline")
  expect(answer.exitCode, answer.stderr).toBe(0)
  const manifest = JSON.parse(readFileSync(join(root, evidence, "evidence-manifest.json"), "utf8")) as {
    artifacts: { path: string; status: string; sha256?: string }[]
    validators: { name: string; status: string }[]
  }
  expect(manifest.artifacts.find((artefact) => artefact.path.endsWith("scan-results.json"))).toMatchObject({
    status: "generated",
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(manifest.artifacts.find((artefact) => artefact.path.endsWith("security-approval-certificate.md"))).toMatchObject({
    status: "not_applicable",
  })
  expect(manifest.validators.map((validator) => validator.status)).toEqual(["fail", "not_run", "not_run", "pass"])
})

test("[S4.4-9] the threats of a model are simulated and the log is written where asked", () => {
  writeFileSync(
    join(root, "threat-model.md"),
    "# Threat model\n\n| id | threat | severity | mitigation | status |\n|---|---|---|---|---|\n| T1 | Someone reads a key in the tree | high | No key is in the tree | mitigated |\n",
  )
  const answer = python("scripts/run_threat_simulations.py", "--model", "threat-model.md", "--output", `${evidence}/threat-simulation-log.json`)
  expect(answer.exitCode).toBe(2)
  expect(answer.stdout).toContain("T1")
  expect(readFileSync(join(root, evidence, "threat-simulation-log.json"), "utf8")).toContain('"T1"')
})

const vulnerable = `import subprocess
from flask import Flask, request

app = Flask(__name__)


@app.route("/run")
def run():
    return subprocess.run("ls " + request.args["folder"], shell=True)
`

interface Attempt {
  readonly name: string
  readonly file: string
  readonly text: () => string
  readonly blockedBy?: RegExp
}

const attempts: readonly Attempt[] = [
  {
    name: "[S2.1-1] [S2.1-17] [S2.1-22] a commit with a secret is blocked",
    file: "settings.py",
    text: () => `AWS_ACCESS_KEY_ID = "${accessKey()}"\n`,
    blockedBy: /\*\*This commit has been BLOCKED\.\*\*/,
  },
  {
    name: "[S5.10-1] a commit with vulnerable code is blocked",
    file: "run.py",
    text: () => vulnerable,
    blockedBy: /run\.py:9: critical: .* \(py-command-injection\)/,
  },
  { name: "a clean commit goes through", file: "mean.py", text: () => "def mean(values):\n    return sum(values) / len(values)\n" },
]

function accessKey(): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
  return `AKIA${[...randomBytes(16)].map((byte) => letters[byte % 32]).join("")}`
}

for (const { name, file, text, blockedBy } of attempts) test(name, () => attempt(file, text(), blockedBy))

function attempt(file: string, content: string, blockedBy: RegExp | undefined): void {
  const head = git(root, "rev-parse", "HEAD")
  writeFileSync(join(root, file), content)
  git(root, "add", "--", file)
  const answer = run("git", ["-c", "user.name=Dana", "-c", "user.email=dana@example.test", "commit", "--quiet", "--message=Try"], root, env)
  const output = answer.stdout + answer.stderr
  expect(git(root, "rev-parse", "HEAD") === head).toBe(blockedBy !== undefined)
  if (blockedBy === undefined) {
    expect(answer.exitCode, output).toBe(0)
    return
  }
  expect(answer.exitCode).not.toBe(0)
  expect(output).toMatch(blockedBy)
  const secret = /"(AKIA[A-Z2-7]{16})"/.exec(content)?.[1]
  if (secret !== undefined) expect(output).not.toContain(secret)
  git(root, "rm", "--quiet", "--force", "--", file)
}
