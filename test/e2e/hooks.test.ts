/** The Git hooks with the built command behind them: what a person, or an agent, meets at commit and push. */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, expect, test } from "vitest"
import { expand, randomFrom } from "../../src/domain/secrets/generate.ts"
import { git, launcherIn, newFolder, product, run } from "./product.ts"

let root: string
let env: Record<string, string>
const secretLine = expand("GITHUB_TOKEN={{crc:ghp_}}\n", randomFrom(11))
const value = secretLine.trim().split("=")[1]!

beforeAll(() => {
  const folder = newFolder()
  root = join(folder, "repository")
  mkdirSync(root)
  env = { TIPSTAFF_BIN: launcherIn(folder), TIPSTAFF_STATE_DIR: join(folder, "state") }
  git(root, "init", "--quiet", "--initial-branch=main")
  const installed = tipstaff("hooks", "install")
  expect(installed.exitCode, installed.stderr).toBe(0)
}, 60_000)

function tipstaff(...args: readonly string[]) {
  return run(process.execPath, [product, ...args], root, env)
}

function commit(message: string) {
  const answer = run("git", ["-c", "user.name=Dana", "-c", "user.email=dana@example.test", "commit", "--quiet", `--message=${message}`], root, env)
  return { exitCode: answer.exitCode, output: answer.stdout + answer.stderr }
}

test("hooks status says that all are active and that the program is found", () => {
  const answer = tipstaff("hooks", "status", "--json")
  expect(answer.exitCode, answer.stdout).toBe(0)
  expect(JSON.parse(answer.stdout)).toMatchObject({
    schema: "tipstaff.hooks-status/1",
    hooks: [
      { hook: "pre-commit", active: true, by: "git" },
      { hook: "commit-msg", active: true, by: "git" },
      { hook: "pre-push", active: true, by: "git" },
    ],
    program: { found: true },
    bypasses: [],
  })
})

test("[S2.1-15] [S2.1-16] [S2.1-17] [S2.1-19] a commit with a secret stops with the alert, and the audit names it without its value", () => {
  writeFileSync(join(root, "settings.env"), secretLine)
  git(root, "add", "--all")
  const { exitCode, output } = commit("Try")
  expect(exitCode).not.toBe(0)
  expect(output).toContain("## SECURITY ALERT: Exposed Secret Detected\n\n**File**: settings.env\n**Line**: 1\n")
  expect(output).toContain("2. Use environment variable instead: `os.getenv('GITHUB_TOKEN')`")
  expect(output).toContain("**This commit has been BLOCKED.**")
  const audit = readFileSync(join(env["TIPSTAFF_STATE_DIR"]!, "security-audit.jsonl"), "utf8")
  expect(audit).toContain('"kind":"secret-detected"')
  expect([output.includes(value), audit.includes(value)]).toEqual([false, false])
  git(root, "rm", "--quiet", "--force", "--cached", "settings.env")
})

test("[S2.1-2] the same secret in an ignored .env.local does not stop a commit", () => {
  writeFileSync(join(root, ".env.local"), secretLine)
  writeFileSync(join(root, ".gitignore"), ".env.local\nsettings.env\n")
  git(root, "add", "--all")
  const { exitCode, output } = commit("Ignore local files")
  expect(exitCode, output).toBe(0)
})

test("a secret in the message of a commit stops it", () => {
  writeFileSync(join(root, "a.txt"), "a\n")
  git(root, "add", "--all")
  const { exitCode, output } = commit(`Use ${secretLine}`)
  expect(exitCode).not.toBe(0)
  expect(output).toContain("**File**: commit message")
  expect(output).not.toContain(value)
  expect(commit("Add a").exitCode).toBe(0)
})

test("[S2.1-15] [S2.1-16] a tool call with a secret is denied with the alert on standard error; an ignored .env.local is allowed", () => {
  const hook = (path: string) => {
    const input = JSON.stringify({ tool_name: "Write", tool_input: { file_path: path, content: secretLine } })
    const { status, stdout, stderr } = spawnSync(process.execPath, [product, "check", "--event"], {
      cwd: root,
      input,
      env: { ...process.env, ...env },
    })
    return { status, stdout: stdout.toString(), stderr: stderr.toString() }
  }
  const denied = hook(join(root, "settings.env"))
  expect([denied.status, denied.stdout]).toEqual([1, ""])
  expect(denied.stderr).toContain("\n## SECURITY ALERT: Exposed Secret Detected\n")
  expect(denied.stderr).not.toContain(value)
  expect(hook(join(root, ".env.local"))).toEqual({ status: 0, stdout: "", stderr: "" })
  expect(hook(".env.local").status).toBe(0)
  expect(hook(join(root, "app/.env.staging.local")).status).toBe(1)
})

test("doctor proves with a real commit and a real message that the hooks block", () => {
  const { checks } = JSON.parse(tipstaff("doctor", "--json").stdout) as { checks: { name: string; outcome: string; detail: string }[] }
  expect(checks.find((check) => check.name === "Git hooks")).toMatchObject({ outcome: "pass", detail: "pre-commit, commit-msg, pre-push by git" })
  const canary = checks.find((check) => check.name === "hook canary")
  expect(canary?.detail).not.toMatch(/gets past|pre-commit.*does not let|commit-msg.*does not let/)
}, 60_000)

test("after hooks uninstall nothing stops a commit, and nothing is left", () => {
  expect(tipstaff("hooks", "install", "--uninstall").exitCode).toBe(0)
  expect(existsSync(join(root, ".git/hooks/pre-commit"))).toBe(false)
  expect(tipstaff("hooks", "status").exitCode).toBe(1)
})
