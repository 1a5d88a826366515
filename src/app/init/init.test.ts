import { spawnSync } from "node:child_process"
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { gitEnv, temporaryFolder, testRepository, type TestRepository } from "../../../test/support/repository.ts"
import { testWorld } from "../../../test/support/world.ts"
import { parseYaml } from "../../base/yaml.ts"
import { loadSecurityFile } from "../../domain/policy/load-security.ts"
import { loadSettings } from "../../domain/reviews/settings.ts"
import { handleDoctor } from "../doctor/doctor.ts"
import { handleInit } from "./init.ts"
import type { Profile } from "./plan.ts"
import { workflowText } from "./workflow.ts"

async function init(repository: TestRepository, profile: Profile, change: { dryRun?: boolean; answers?: readonly string[] } = {}) {
  const world = testWorld({ cwd: repository.root, env: gitEnv, ...(change.answers === undefined ? {} : { answers: change.answers }) })
  const result = await handleInit(world, { profile, dryRun: change.dryRun ?? false, yes: false })
  const actions = Object.fromEntries(result.data.files.map((file) => [file.path, file.action]))
  return { ...result, actions, why: Object.fromEntries(result.data.files.map((file) => [file.path, file.why])) }
}

/** Every file of the work tree with its mode and content, and the Git hook. */
function snapshot(root: string): Record<string, string> {
  const paths = (readdirSync(root, { recursive: true }) as string[]).filter((path) => !path.startsWith(".git/") || gitHooks.includes(path))
  const files = paths.filter((path) => lstatSync(join(root, path)).isFile()).sort()
  return Object.fromEntries(
    files.map((path) => [path, `${(statSync(join(root, path)).mode & 0o777).toString(8)} ${readFileSync(join(root, path), "utf8")}`]),
  )
}

const gitHooks = [".git/hooks/pre-commit", ".git/hooks/commit-msg", ".git/hooks/pre-push"]
const scanner = ".claude/hooks/scripts/secret-scanner.py"
const shims = [
  "validate_prerequisites_SR",
  "validate_gate_SR_scans",
  "validate_gate_SR_controls",
  "validate_gate_SR_disposition",
  "run_protocol_SR_gates",
  "aggregate_evidence_SR",
  "run_threat_simulations",
].map((name) => `scripts/${name}.py`)

test("[S2.7-1] a fresh repository has no policy; after init it has one, and it is understood", async () => {
  const repository = testRepository()
  const policy = async () => {
    const { data } = await handleDoctor(testWorld({ cwd: repository.root, env: gitEnv, stateDir: temporaryFolder() }), {})
    return data.checks.find((check) => check.name === "security policy")?.outcome
  }
  expect(await policy()).toBe("fail")
  expect((await init(repository, "policy")).exitCode).toBe(0)
  expect(await policy()).toBe("pass")
})

test("[S2.7-4] init installs the hook, executable and wired in Git and in the agent's settings", async () => {
  const repository = testRepository()
  await init(repository, "policy")
  expect(statSync(join(repository.root, scanner)).mode & 0o111).toBe(0o111)
  expect(statSync(join(repository.root, ".git/hooks/pre-commit")).mode & 0o111).toBe(0o111)
  expect(readFileSync(join(repository.root, ".git/hooks/pre-commit"), "utf8")).toContain("run check --staged")
  expect(JSON.parse(readFileSync(join(repository.root, ".claude/settings.json"), "utf8"))).toEqual({
    permissions: { deny: ["Read(./.env)", "Read(./.env.*)"] },
    hooks: { PreToolUse: [{ matcher: "Write|Edit|MultiEdit|NotebookEdit|Bash", hooks: [{ type: "command", command: `python3 ${scanner}` }] }] },
  })
})

test.each<[Profile, readonly string[]]>([
  ["sop", [".claude/security.yaml", "tipstaff.yaml"]],
  ["policy", [".claude/security.yaml", "tipstaff.yaml", scanner, ".claude/settings.json", ...gitHooks]],
  ["sr", [".claude/security.yaml", "tipstaff.yaml", ".github/workflows/security-review.yml", ...shims]],
  [
    "all",
    [".claude/security.yaml", "tipstaff.yaml", scanner, ".github/workflows/security-review.yml", ...shims, ".claude/settings.json", ...gitHooks],
  ],
])("profile %s writes its files, once, and they are understood", async (profile, paths) => {
  const repository = testRepository()
  const first = await init(repository, profile)
  expect(first.actions).toEqual(Object.fromEntries(paths.map((path) => [path, "create"])))
  const after = snapshot(repository.root)
  expect(Object.keys(after)).toEqual(paths.toSorted())
  const second = await init(repository, profile)
  expect(new Set(Object.values(second.actions))).toEqual(new Set(["keep"]))
  expect(second.text).toContain("Everything is in place")
  expect(snapshot(repository.root)).toEqual(after)
  expect((await loadSecurityFile(repository.root))?.settings.version).toBe("1.0")
  expect((await loadSettings(repository.root)).settings.review.profile).toBe(profile === "sr" ? "sr" : "default")
})

test("--dry-run shows the plan and writes nothing; nor does a no", async () => {
  const repository = testRepository()
  const { text, data, actions } = await init(repository, "all", { dryRun: true })
  expect([actions[scanner], data.written]).toEqual(["create", false])
  expect(text).toContain("Nothing was written. Next: tipstaff init without --dry-run")
  expect((await init(repository, "all", { answers: ["yes please"] })).data.written).toBe(false)
  expect(snapshot(repository.root)).toEqual({})
  expect((await init(repository, "all", { answers: ["y"] })).data.written).toBe(true)
})

test("[S2.7-4] what stands in the agent's settings stays", async () => {
  const repository = testRepository()
  const before = {
    model: "m",
    permissions: { deny: ["Read(.env)"] },
    hooks: { Stop: [{ hooks: [] }], PreToolUse: [{ matcher: "Bash", hooks: [{ type: "command", command: "x" }] }] },
  }
  repository.write(".claude/settings.json", JSON.stringify(before))
  expect((await init(repository, "policy")).actions[".claude/settings.json"]).toBe("update")
  const after = JSON.parse(readFileSync(join(repository.root, ".claude/settings.json"), "utf8")) as typeof before
  expect(after).toMatchObject({ model: "m", permissions: before.permissions, hooks: { Stop: before.hooks.Stop } })
  expect(after.hooks.PreToolUse).toHaveLength(2)
  expect(after.hooks.PreToolUse[0]).toEqual(before.hooks.PreToolUse[0])
  expect((await init(repository, "policy")).actions[".claude/settings.json"]).toBe("keep")
})

test.each([
  ["is not JSON", "{ // comment\n}"],
  ["is a list", "[]"],
  ["has hooks that are a list", '{"hooks": []}'],
  ["has a PreToolUse that is a text", '{"hooks": {"PreToolUse": "x"}}'],
])("agent settings that cannot be extended are named and left as they are: %s", async (_name, text) => {
  const repository = testRepository()
  repository.write(".claude/settings.json", text)
  const { exitCode, actions } = await init(repository, "policy")
  expect([exitCode, actions[".claude/settings.json"]]).toEqual([1, "blocked"])
  expect(readFileSync(join(repository.root, ".claude/settings.json"), "utf8")).toBe(text)
})

test.each<[string, (root: string) => void]>([
  ["another hook", (root) => writeFileSync(join(root, ".git/hooks/pre-commit"), "#!/bin/sh\nmake lint\n")],
  ["a hook that is a program", (root) => writeFileSync(join(root, ".git/hooks/pre-commit"), Buffer.from([0x7f, 0x45, 0xff]))],
  ["a hook that is a link to nowhere", (root) => symlinkSync("nowhere", join(root, ".git/hooks/pre-commit"))],
])("%s is kept and called first", async (_name, prepare) => {
  const repository = testRepository()
  mkdirSync(join(repository.root, ".git/hooks"), { recursive: true })
  prepare(repository.root)
  const { exitCode, actions } = await init(repository, "policy")
  expect([exitCode, actions[".git/hooks/pre-commit.before-tipstaff"], actions[".git/hooks/pre-commit"]]).toEqual([0, "move", "create"])
  expect((await init(repository, "policy")).actions[".git/hooks/pre-commit"]).toBe("keep")
})

test("hooks kept elsewhere are not replaced, and init says what to add", async () => {
  const repository = testRepository()
  repository.git("config", "core.hooksPath", "/dev/null")
  const { exitCode, why } = await init(repository, "policy")
  expect(exitCode).toBe(1)
  expect(why["/dev/null/pre-commit"]).toContain("core.hooksPath is /dev/null")
  expect(why["/dev/null/pre-commit"]).toContain(".tipstaff/hooks/pre-commit")
})

test("nothing is written through a folder that is a link", async () => {
  const repository = testRepository()
  const outside = temporaryFolder()
  for (const folder of [".claude", ".github", "scripts"]) symlinkSync(outside, join(repository.root, folder))
  const { exitCode, actions } = await init(repository, "all")
  expect(exitCode).toBe(1)
  expect([actions[scanner], actions[".claude/settings.json"], actions[".github/workflows/security-review.yml"], actions[shims[0]!]]).toEqual([
    "blocked",
    "blocked",
    "blocked",
    "blocked",
  ])
  expect(readdirSync(outside)).toEqual([])
})

test("existing files are kept, whatever they hold", async () => {
  const repository = testRepository()
  repository.write("tipstaff.yaml", "version: 1\n# mine\n")
  symlinkSync("nowhere", join(repository.root, "scripts"))
  expect((await init(repository, "sop")).actions).toEqual({ ".claude/security.yaml": "create", "tipstaff.yaml": "keep" })
  expect(readFileSync(join(repository.root, "tipstaff.yaml"), "utf8")).toBe("version: 1\n# mine\n")
})

test("[S4.9-4] the workflow is the protocol's: name, triggers, job, machine and step; it also runs every night", () => {
  const workflow = parseYaml(workflowText("1.2.3"), "workflow.yml").value as {
    name: string
    on: Record<string, unknown>
    permissions: unknown
    jobs: Record<string, { "runs-on": string; steps: { name: string; uses?: string; run?: string; "continue-on-error"?: boolean }[] }>
  }
  expect(workflow.name).toBe("Security Review Validation")
  expect(workflow.on).toEqual({ push: null, pull_request: null, schedule: [{ cron: "17 3 * * *" }] })
  expect(workflow.permissions).toEqual({ contents: "read", "security-events": "write" })
  expect(Object.keys(workflow.jobs)).toEqual(["security-review"])
  const job = workflow.jobs["security-review"]!
  expect(job["runs-on"]).toBe("ubuntu-latest")
  expect(job.steps.find((step) => step.name === "Run Security Review Gates")).toEqual({
    name: "Run Security Review Gates",
    run: "python scripts/run_protocol_SR_gates.py",
  })
  expect(job.steps.find((step) => step.name === "Install tipstaff")?.run).toBe("npm install --global --ignore-scripts tipstaff@1.2.3")
  for (const { uses } of job.steps) expect(uses ?? "a/b@0000000000000000000000000000000000000000").toMatch(/^[\w/-]+@[0-9a-f]{40}$/)
})

const python = spawnSync("python3", ["--version"]).status === 0

test("[S4.9-2] the shims are valid Python, pass their arguments on and return tipstaff's exit code", async () => {
  const repository = testRepository()
  await init(repository, "all")
  const fake = join(repository.root, "fake-tipstaff")
  writeFileSync(fake, '#!/bin/sh\necho "$@"\nexit "$CODE"\n')
  chmodSync(fake, 0o755)
  const run = (path: string, code: string, ...args: readonly string[]) => {
    const { status, stdout } = spawnSync("python3", [path, ...args], {
      cwd: repository.root,
      env: { ...process.env, TIPSTAFF_BIN: fake, CODE: code },
    })
    return [status, stdout.toString()]
  }
  const table = [
    ["scripts/validate_prerequisites_SR.py", "prerequisites"],
    ["scripts/validate_gate_SR_scans.py", "gate scans"],
    ["scripts/validate_gate_SR_controls.py", "gate controls"],
    ["scripts/validate_gate_SR_disposition.py", "gate disposition"],
    ["scripts/run_protocol_SR_gates.py", "gate all"],
    ["scripts/aggregate_evidence_SR.py", "evidence aggregate"],
    ["scripts/run_threat_simulations.py", "threats simulate"],
  ] as const
  // The gates answer in the protocol's own JSON, whoever calls the script.
  const expected = table.map(([, command]) => [1, `${command} --input a b${command.startsWith("gate") ? " --json" : ""}\n`])
  expect(python ? table.map(([path]) => run(path, "1", "--input", "a b")) : expected).toEqual(expected)
  // An agent host blocks on 2 alone: a finding and a scanner that cannot run both become 2.
  const hook = python ? ["0", "1", "2", "77"].map((code) => run(scanner, code)[0]) : [0, 2, 2, 2]
  expect(hook).toEqual([0, 2, 2, 2])
  expect(python ? run(scanner, "0", "--staged")[1] : "check --staged\n").toBe("check --staged\n")
})

test("without tipstaff the hook blocks", async () => {
  const repository = testRepository()
  await init(repository, "policy")
  const status = python ? spawnSync("python3", [scanner], { cwd: repository.root, env: { PATH: "/nonexistent", HOME: "/nonexistent" } }).status : 2
  const found = spawnSync("/bin/sh", ["-c", `exec "$(command -v python3)" ${scanner}`], {
    cwd: repository.root,
    env: { ...process.env, TIPSTAFF_BIN: "/nonexistent/tipstaff" },
  })
  expect([status === 0, python && found.status === 0]).toEqual([false, false])
  expect(existsSync(join(repository.root, scanner))).toBe(true)
})
