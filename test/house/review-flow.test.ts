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

const weak = "import os\nfrom flask import request\n\n\ndef run():\n    os.system('ls ' + request.args['dir'])\n"

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

test("[S4.11-7] integration integrity counts the outputs that others wait for", async () => {
  expect(await read(`${evidence}/quality-metrics.md`)).toContain("| Integration Integrity | 100% | 100.0% (3 of 3) | met |")
})

const day = "2026-11-20"
const answers = `exposure: {data: [code], attack_surface: [file write], blast_radius: isolated, verdict: ACCEPTABLE}
controls:
${["authentication", "authorization", "data protection", "multi-tenancy", "configuration", "secrets management"]
  .map((name) => `  - { name: ${name}, status: Verified, evidence: sum.py, assessor: Ana, date: ${day} }`)
  .join("\n")}
checklist:
${["coding-injection", "coding-access", "coding-crypto", "coding-supply-chain"]
  .map((id) => `  - { id: ${id}, answer: PASS, notes: read, assessor: Ana, date: ${day} }`)
  .join("\n")}
`

test("[S4.5-7] a rejection by one who may decide pauses the review until it is settled", async () => {
  await tipstaff("keys.new", { name: "ana" })
  const key = (await tipstaff("keys.show", { name: "ana" })).data
  const people = `people:\n  - id: ana\n    name: Ana\n    roles: [security.ops]\n    keys: [{ id: "${String(key["id"])}", publicKey: "${String(key["publicKey"])}" }]\n`
  await writeFile(join(root, "tipstaff.yaml"), `${settings}${people}`)
  await git("commit", "-q", "-a", "-m", "people")
  const intake = (await read(`${evidence}/intake.yaml`))
    .replace('environment: ""', "environment: internal")
    .replace("regulatory_scope: []", "regulatory_scope: [none]")
    .replaceAll(/^(customer_data|new_data_residency|auth_architecture_change): null/gm, "$1: false")
    .replace('confirmed_by: ""', "confirmed_by: Ana")
  await writeFile(join(root, evidence, "intake.yaml"), intake)
  await writeFile(join(folder, "answers.yaml"), answers)
  expect((await tipstaff("assess", { answers: join(folder, "answers.yaml") })).exitCode).toBe(0)
  const first = await tipstaff("review", { offline: true })
  expect(first.data).toMatchObject({ recommendation: "APPROVE", approved: false, waiting_for: ["security.ops"] })
  const id = String(first.data["review_id"])
  const said = await tipstaff("approve", { role: "security.ops", reject: true, statement: "not yet", phrase: `REJECT ${id}`, offline: true })
  expect(said.exitCode).toBe(0)
  const paused = await tipstaff("review", { offline: true })
  expect(paused.text).toContain("PAUSED: rejected by ana (security.ops)")
  expect([paused.exitCode, paused.data["approved"]]).toEqual([1, false])
  expect((await tipstaff("certificate.issue", { offline: true })).data).toEqual({ code: "certificate/approval-missing" })
})

test("[S4.7-6] an assessment speaks of the content that it was made for: after a change the gate waits until it is confirmed", async () => {
  const gate = async () => (await tipstaff("gate.controls", { report: `${evidence}/manual-assessment.md` })).exitCode
  const reasons = async () => ((await tipstaff("review", { offline: true })).data["reasons"] as { text: string }[]).map((reason) => reason.text)
  await writeFile(join(root, "other.py"), "x = 1\n")
  await git("add", "other.py")
  await git("commit", "-q", "-m", "other")
  expect(await reasons()).toEqual(["the manual assessment was made for other content than this"])
  expect(await gate()).toBe(2)
  expect((await tipstaff("assess", { confirm: true })).exitCode).toBe(0)
  expect(await reasons()).toEqual([])
  expect(await gate()).toBe(0)
  expect((await tipstaff("assess", { confirm: true, answers: join(folder, "answers.yaml") })).data).toEqual({ code: "usage/invalid-input" })
})

test("[S4.7-7] a control that a review has refused is refused by the gate's own command too, until it was assessed anew", async () => {
  const state = await read(`${evidence}/review.json`)
  const refused = JSON.stringify({ ...(JSON.parse(state) as object), failed_controls: { authentication: "2999-01-01" } })
  await writeFile(join(root, evidence, "review.json"), refused)
  const { exitCode, data } = await tipstaff("gate.controls", { report: `${evidence}/manual-assessment.md` })
  expect([exitCode, data["notes"]]).toEqual([1, ['authentication: marked "Verified before the gate refused it", not "Verified"']])
  await writeFile(join(root, evidence, "review.json"), state)
})

test("[S4.7-3] results are used again while nothing changes, but not those on which the scan gate has failed", async () => {
  const again = async () => (await tipstaff("review", { offline: true })).data["scan_reused"]
  await tipstaff("review", { offline: true })
  expect(await again()).toBe(true)
  await writeFile(join(root, "weak.py"), weak)
  try {
    expect([await again(), await again(), await again()]).toEqual([false, false, false])
  } finally {
    await rm(join(root, "weak.py"))
  }
})

test("[S4.5-3] [S4.7-12] a critical finding without owner and plan stops the review, and the gate says what to do", async () => {
  await writeFile(join(root, "weak.py"), weak)
  try {
    const { data } = await tipstaff("review", { offline: true })
    const reasons = (data["reasons"] as { basis: string; text: string }[]).filter((reason) => reason.basis === "refused").map((reason) => reason.text)
    expect(data["recommendation"]).toBe("REJECT")
    expect(reasons[0]).toMatch(/^STOPPED: F-[0-9a-f]{12} is critical and has no owner or no remediation path$/)
    expect(reasons[1]).toMatch(/^F-[0-9a-f]{12} is critical and has no remediation, compensating control or approved risk acceptance$/)
    const gate = await tipstaff("gate.disposition", { register: `${evidence}/findings-register.csv` })
    expect(gate.data).toMatchObject({ status: "fail", actual: "0 of 1 findings mapped to a resolution path." })
    expect(gate.text).toContain("Assign owners, secure approvals, rerun gate.")
  } finally {
    await rm(join(root, "weak.py"))
  }
})

/** The exit code of one of the protocol's scripts. */
async function python(...args: readonly string[]): Promise<number> {
  try {
    await promisify(execFile)(windows ? "python" : "python3", args, { cwd: root, env })
    return 0
  } catch (thrown) {
    return (thrown as { code: number }).code
  }
}

test("[S4.7-4] [S4.7-8] [S4.7-13] the gates answer to the protocol's own command lines", async () => {
  expect((await tipstaff("init", { profile: "sr", yes: true })).exitCode).toBe(0)
  // The work tree now holds the scripts, so scans and assessment speak of other content; one finding has no owner.
  expect(await python("scripts/validate_gate_SR_scans.py", "--input", `${evidence}/scan-results.json`)).toBe(2)
  expect(await python("scripts/validate_gate_SR_controls.py", "--report", `${evidence}/manual-assessment.md`)).toBe(2)
  await tipstaff("assess", { confirm: true })
  expect(await python("scripts/validate_gate_SR_controls.py", "--report", `${evidence}/manual-assessment.md`)).toBe(0)
  expect(await python("scripts/validate_gate_SR_disposition.py", "--register", `${evidence}/findings-register.csv`)).toBe(1)
  const { data } = await tipstaff("gate.disposition", { register: `${evidence}/findings-register.csv` })
  expect(data).toMatchObject({ status: "fail", score: 0, notes: [expect.stringMatching(/^F-[0-9a-f]{12}: /), expect.any(String)] })
})

test("[S5.10-1] a commit with weak code or with a secret does not come about", async () => {
  await git("add", "-A")
  await git("commit", "-q", "-m", "two")
  expect((await tipstaff("init", { profile: "policy", yes: true })).exitCode).toBe(0)
  await writeFile(join(root, "weak.py"), weak)
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
