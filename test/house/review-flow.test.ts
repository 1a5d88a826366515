/** A review of a small repository, driven as people and scripts drive it: records, default places, command lines, hooks. */
import { execFile } from "node:child_process"
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, test } from "vitest"
import { runOperation } from "../../src/app/run.ts"
import { cliOperations } from "../../src/interfaces/cli/operations.ts"
import { TipstaffError } from "../../src/base/errors.ts"
import { testWorld } from "../support/world.ts"

const evidence = ".artifacts/review-security"
const windows = process.platform === "win32"
let folder = ""
let root = ""
let env: Record<string, string | undefined> = {}

const settings = `version: 1
scans:
  dast:
    notApplicable: a library, nothing listens
`

async function git(...args: readonly string[]): Promise<void> {
  await promisify(execFile)("git", args, { cwd: root, env })
}

/** Runs a command in the repository and hands back its exit code, its JSON and its text; an error gives its code. */
async function tipstaff(name: string, input: Readonly<Record<string, unknown>> = {}) {
  const operation = cliOperations.find((one) => one.name === name)
  if (operation === undefined) throw new Error(`there is no operation ${name}`)
  const world = testWorld({ cwd: root, stateDir: join(folder, "state"), env })
  try {
    const { exitCode, data, text } = await runOperation(world, operation, input)
    return { exitCode, data: data as Record<string, unknown>, text }
  } catch (thrown) {
    if (!(thrown instanceof TipstaffError)) throw thrown
    return { exitCode: undefined, data: { code: thrown.code } as Record<string, unknown>, text: thrown.message }
  }
}

function read(path: string): Promise<string> {
  return readFile(join(root, path), "utf8")
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tipstaff-flow-"))
  root = join(folder, "library")
  const bin = join(folder, windows ? "tipstaff.cmd" : "tipstaff")
  const program = resolve("dist/tipstaff.js")
  await writeFile(bin, windows ? `@"${process.execPath}" "${program}" %*\r\n` : `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`)
  await chmod(bin, 0o755)
  const pass = join(folder, "passphrase")
  await writeFile(pass, `${"only for this test ".repeat(2)}\n`, { mode: 0o600 })
  env = {
    ...process.env,
    TIPSTAFF_BIN: bin,
    TIPSTAFF_STATE_DIR: join(folder, "state"),
    TIPSTAFF_PASSPHRASE_FILE: pass,
    GIT_AUTHOR_NAME: "Dev",
    GIT_AUTHOR_EMAIL: "dev@example.com",
    GIT_COMMITTER_NAME: "Dev",
    GIT_COMMITTER_EMAIL: "dev@example.com",
  }
  await mkdir(root)
  await git("init", "-q", "-b", "main")
  await writeFile(join(root, "sum.py"), "def add(a, b):\n    return a + b\n")
  await writeFile(join(root, ".gitignore"), ".artifacts/\nClaude/\nreports/\n")
  await writeFile(join(root, "tipstaff.yaml"), settings)
  await git("add", "-A")
  await git("commit", "-q", "-m", "one")
  await tipstaff("review", { offline: true })
}, 60_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

test("[S1.0-1] every record of a review cites the id and the version of its policy pack", async () => {
  const cited = { id: "SOP-OPS-security-review", version: "v1.0", status: "Draft" }
  expect((await tipstaff("review", { offline: true })).data["policy_pack"]).toEqual(cited)
  expect((JSON.parse(await read(`${evidence}/decision.json`)) as { policy_pack: unknown }).policy_pack).toEqual(cited)
})

test("[S1.0-3] a draft pack is announced in the report, and only the COO can activate it", async () => {
  expect(await read(`${evidence}/security-review-report.md`)).toContain(
    "> The policy pack SOP-OPS-security-review v1.0 is a draft: not yet mandatory",
  )
  const refused = await tipstaff("approve", {
    kind: "policy-activation",
    role: "security.ops",
    phrase: "ACTIVATE POLICY SOP-OPS-security-review v1.0",
  })
  expect(refused.data).toEqual({ code: "policy/not-coo" })
})

test("[S4.2-1] the report speaks of security, privacy and compliance, and of residual risks with their mitigation", async () => {
  const headings = [...(await read(`${evidence}/security-review-report.md`)).matchAll(/^## (.*)$/gm)].map(([, title]) => title)
  expect(headings).toEqual(["What made the review necessary", "Security", "Privacy and controls", "Compliance", "Residual risks", "Exceptions"])
  expect(await read(`${evidence}/security-review-report.md`)).toContain("| Finding | Severity | Title | Where | Owner | Due | Mitigation |")
})

test("[S4.6-8] [SX.1-7] evidence and reports lie where the documents say, unless the settings say otherwise", async () => {
  expect(await readdir(join(root, evidence))).toEqual(expect.arrayContaining(["scan-results.json", "findings-register.csv", "disposition-record.md"]))
  try {
    await writeFile(join(root, "tipstaff.yaml"), `${settings}review:\n  evidence: .artifacts/other\n  reports: reports\n`)
    expect((await tipstaff("review", { offline: true })).data["evidence"]).toMatchObject({ folder: ".artifacts/other" })
    expect(await readdir(join(root, ".artifacts/other"))).toContain("scan-results.json")
  } finally {
    await writeFile(join(root, "tipstaff.yaml"), settings)
    await rm(join(root, ".artifacts/other"), { recursive: true, force: true })
  }
})

test("[SX.1-9] gates judge a folder that they cannot write to, and leave nothing in it", async () => {
  const before = await readdir(join(root, evidence))
  await chmod(join(root, evidence), 0o555)
  try {
    expect((await tipstaff("gate.all")).data["status"]).toBe("fail")
    expect((await tipstaff("gate.scans", { input: `${evidence}/scan-results.json` })).data["status"]).toBe("pass")
    expect((await tipstaff("gate.scans", { input: `${evidence}/no-such-file.json` })).exitCode).toBe(2)
  } finally {
    await chmod(join(root, evidence), 0o755)
  }
  expect(await readdir(join(root, evidence))).toEqual(before)
})

/** The exit code and standard output of one of the protocol's scripts. */
async function python(...args: readonly string[]): Promise<{ code: number; stdout: string }> {
  try {
    const { stdout } = await promisify(execFile)(windows ? "python" : "python3", args, { cwd: root, env })
    return { code: 0, stdout }
  } catch (thrown) {
    const failed = thrown as { code: number; stdout: string }
    return { code: failed.code, stdout: failed.stdout }
  }
}

test("[S4.7-4] [S4.7-8] [S4.7-13] the gates answer to the protocol's own command lines", async () => {
  expect((await tipstaff("init", { profile: "sr", yes: true })).exitCode).toBe(0)
  const calls = [
    ["scripts/validate_gate_SR_scans.py", "--input", `${evidence}/scan-results.json`],
    ["scripts/validate_gate_SR_controls.py", "--report", `${evidence}/manual-assessment.md`],
    ["scripts/validate_gate_SR_disposition.py", "--register", `${evidence}/findings-register.csv`],
  ]
  const answers = []
  for (const call of calls) {
    const { code, stdout } = await python(...call, "--json")
    const { status, score, notes } = JSON.parse(stdout) as { status: string; score: number; notes: unknown[] }
    answers.push({ code, plain: (await python(...call)).code, status, score: typeof score, notes: Array.isArray(notes) })
  }
  // The work tree now holds the scripts, so the scans speak of other content; nobody has assessed the controls.
  expect(answers).toEqual([
    { code: 2, plain: 2, status: "fail", score: "number", notes: true },
    { code: 2, plain: 2, status: "fail", score: "number", notes: true },
    { code: 0, plain: 0, status: "pass", score: "number", notes: true },
  ])
})

test("[S5.10-1] a commit with weak code or with a secret does not come about", async () => {
  await git("add", "-A")
  await git("commit", "-q", "-m", "two")
  expect((await tipstaff("init", { profile: "policy", yes: true })).exitCode).toBe(0)
  await writeFile(join(root, "weak.py"), "import os\nfrom flask import request\n\n\ndef run():\n    os.system('ls ' + request.args['dir'])\n")
  await git("add", "weak.py")
  await expect(git("commit", "-q", "-m", "weak")).rejects.toMatchObject({ stderr: expect.stringContaining("weak.py:6: critical") })
  await git("rm", "-q", "--cached", "weak.py")
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
  const key = `AKIA${Array.from({ length: 16 }, (_, index) => letters[(index * 7 + 3) % 32]).join("")}`
  await writeFile(join(root, "keys.py"), `AWS_ACCESS_KEY_ID = "${key}"\n`)
  await git("add", "keys.py")
  await expect(git("commit", "-q", "-m", "secret")).rejects.toMatchObject({ code: 1 })
  await git("rm", "-q", "--cached", "keys.py")
  await writeFile(join(root, "fine.py"), "VALUE = 1\n")
  await git("add", "fine.py")
  await git("commit", "-q", "-m", "fine")
}, 60_000)
