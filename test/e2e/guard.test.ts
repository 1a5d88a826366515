/** `tipstaff guard` with the built command. */
import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { beforeAll, expect, test } from "vitest"
import { git, newFolder, product } from "./product.ts"

let root: string

beforeAll(() => {
  root = newFolder()
  git(root, "init", "--quiet")
})

function guard(args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [product, "guard", ...args], {
    cwd: root,
    input,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  })
  return { exitCode: status, stdout, stderr }
}

const event = (command: unknown) =>
  JSON.stringify({ session_id: "s", cwd: root, hook_event_name: "PreToolUse", tool_name: "Bash", tool_input: { command }, tool_use_id: "t" })

test("guard check explains one command", () => {
  expect(guard(["check", "--command", "git push --force origin main"])).toEqual({
    exitCode: 1,
    stdout: [
      "✗ denied",
      "  force-push: it rewrites what origin has. Push to a new branch, or have the force push written into the task",
      "",
      "effects",
      "  program.run  program=git",
      "  git.force_push  remote=origin refs=main",
      "",
    ].join("\n"),
    stderr: "",
  })
  expect(guard(["check", "--command", "npm test"])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("✓ no objection") as string })
})

test.each([[[]], [["--json"]]])("guard check --stdin answers each line with a line (%s)", (more) => {
  const lines = [
    { id: "a", command: "git status" },
    { id: "b", command: "rm -rf ~" },
    { id: "c", tool: "Write", input: { file_path: "Dockerfile", content: "" } },
    { id: "d", command: "rm x", cwd: "/etc" },
  ]
  const answer = guard(["check", "--stdin", ...more], lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
  const answers = answer.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { id: string; decision: string; rules: string[] })
  expect(answers.map(({ id, decision, rules }) => [id, decision, rules])).toEqual([
    ["a", "none", []],
    ["b", "deny", ["delete"]],
    ["c", "ask", ["protected-file"]],
    ["d", "deny", ["delete"]],
  ])
  expect(answer.exitCode).toBe(1)
})

test("a line that is no call is denied, and the exit code says so", () => {
  const answer = guard(["check", "--stdin"], 'rubbish\n{"id":1}\n{"id":2,"command":"ls"}\n')
  expect(answer.exitCode).toBe(2)
  expect(
    answer.stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { decision: string }).decision),
  ).toEqual(["deny", "deny", "none"])
})

test("[S2.3-14] a repository's own list of protected files counts", () => {
  mkdirSync(join(root, ".claude"))
  writeFileSync(join(root, ".claude/security.yaml"), 'version: "1.0"\nprotected_files:\n  ssot: [data/master.csv]\n')
  expect(guard(["check", "--command", "echo x >> data/master.csv"]).stdout).toContain(
    "(ssot): when this goes wrong, it breaks everything that is derived from this file",
  )
})

test("guard hook answers Claude Code: nothing to say, or a denial by every signal", () => {
  expect(guard(["hook", "--host", "claude-code"], event("npm test"))).toEqual({ exitCode: 0, stdout: "", stderr: "" })
  const denied = guard(["hook", "--host", "claude-code"], event("rm -rf ~"))
  expect(denied.exitCode).toBe(2)
  expect(denied.stderr).not.toBe("")
  expect(JSON.parse(denied.stdout)).toMatchObject({ hookSpecificOutput: { permissionDecision: "deny" } })
})

test.each(["claude-code", "codex", "cursor", "gemini", "copilot", "vscode", "windsurf"])(
  "%s is told to block when the event cannot be read",
  (host) => {
    for (const input of ["", "{", "[]"]) expect(guard(["hook", "--host", host], input).exitCode, input).toBe(2)
  },
)

test("a policy that cannot be read lets nothing through", () => {
  writeFileSync(join(root, ".claude/security.yaml"), "version: 9\n")
  expect(guard(["hook", "--host", "claude-code"], event("ls")).exitCode).toBe(2)
  expect(guard(["check", "--command", "ls"]).exitCode).toBe(2)
  rmSync(join(root, ".claude/security.yaml"))
  if (process.platform === "win32") return
  symlinkSync("nowhere.yaml", join(root, ".claude/security.yaml"))
  expect(guard(["hook", "--host", "claude-code"], event("ls")).exitCode).toBe(2)
})

test("a guard that is not whole lets nothing through", () => {
  const dist = join(newFolder(), "dist")
  cpSync(dirname(product), dist, { recursive: true })
  rmSync(join(dist, "guard.js"))
  const { status, stderr } = spawnSync(process.execPath, [join(dist, "tipstaff.js"), "guard", "hook", "--host", "claude-code"], {
    input: event("ls"),
    encoding: "utf8",
  })
  expect(status).toBe(2)
  expect(stderr).toContain("tipstaff: stopped by an error of its own")
})
