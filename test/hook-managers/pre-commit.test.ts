import { existsSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { Ground, guarded, open, secretLine, tried } from "./ground.ts"

// The framework tells its hooks of the first branch of a push alone; docs/secrets.md says so.
const guardedButForOne = { ...guarded, "a push of two branches, the second with a secret": true }

const all = ["pre-commit by pre-commit", "commit-msg by pre-commit", "pre-push by pre-commit"]
const own = `# ours
repos:
  - repo: local
    hooks:
      - id: words
        name: words
        entry: echo own-hook-ran
        language: system
        always_run: true
        pass_filenames: false
        verbose: true
`

function withFramework(): Ground {
  const ground = new Ground()
  ground.write(".pre-commit-config.yaml", own)
  ground.done("pre-commit", "install")
  return ground
}

test("pre-commit: after hooks install, commits, messages and pushes are guarded, and its own hooks still run", () => {
  const ground = withFramework()
  const installed = ground.tipstaff("hooks", "install")
  expect(installed.exitCode, installed.stdout + installed.stderr).toBe(0)
  ground.done("pre-commit", "validate-config")
  ground.done("pre-commit", "install")
  expect(ground.active()).toEqual(all)
  expect(tried(ground)).toEqual(guardedButForOne)
  ground.write("more.txt", "more\n")
  expect(ground.commit("Once more").said).toContain("own-hook-ran")
})

test("pre-commit: status says which hooks wait for pre-commit install", () => {
  const ground = withFramework()
  ground.tipstaff("hooks", "install")
  expect(ground.status().hooks.map(({ hook, active, detail }) => [hook, active, active ? "" : detail])).toEqual([
    ["pre-commit", true, ""],
    ["commit-msg", false, "pre-commit is not set up on this machine: pre-commit install --hook-type commit-msg"],
    ["pre-push", false, "pre-commit is not set up on this machine: pre-commit install --hook-type pre-push"],
  ])
})

test("pre-commit: what is staged is judged, with other changes lying beside it", () => {
  const ground = withFramework()
  ground.tipstaff("hooks", "install")
  ground.done("pre-commit", "install")
  expect(tried(ground)).toEqual(guardedButForOne)
  ground.write("clean.txt", "colour = green\n")
  ground.git("add", "--all")
  ground.write("clean.txt", "colour = red\n")
  expect(ground.run("git", "commit", "--quiet", "--message=Green").exitCode).toBe(0)
  expect(ground.read("clean.txt")).toBe("colour = red\n")
})

test("pre-commit: SKIP is named as a way around", () => {
  const ground = withFramework()
  ground.tipstaff("hooks", "install")
  Object.assign(ground.env, { SKIP: "tipstaff-secrets" })
  expect(ground.status().bypasses).toEqual(["SKIP=tipstaff-secrets switches the hooks off"])
})

test("pre-commit: after hooks uninstall nothing is guarded, and its configuration is as it was", () => {
  const ground = withFramework()
  ground.tipstaff("hooks", "install")
  ground.done("pre-commit", "install")
  expect(ground.tipstaff("hooks", "uninstall").exitCode).toBe(0)
  expect([ground.read(".pre-commit-config.yaml"), existsSync(join(ground.root, ".tipstaff"))]).toEqual([own, false])
  expect(ground.active()).toEqual([])
  expect(tried(ground)).toEqual(open)
})

test("pre-commit that comes after our hooks keeps calling them besides, until they are uninstalled", () => {
  const ground = new Ground()
  ground.tipstaff("hooks", "install")
  ground.write(".pre-commit-config.yaml", own)
  ground.done("pre-commit", "install")
  expect(ground.tipstaff("hooks", "install").exitCode).toBe(0)
  ground.done("pre-commit", "install")
  expect(ground.active()).toEqual(all)
  expect(tried(ground)).toEqual(guarded)
  expect(ground.tipstaff("hooks", "uninstall").exitCode).toBe(0)
  expect(existsSync(join(ground.root, ".git/hooks/pre-push.legacy"))).toBe(false)
  expect(ground.commit("Add settings").passed).toBe(true)
  ground.write("settings.env", secretLine)
  expect(ground.commit("Add settings").passed).toBe(true)
})

const project = fileURLToPath(new URL("../..", import.meta.url))

/** As a repository that names ours under `repo:`, at the commit that is checked out. */
function withRepo(): Ground {
  const ground = new Ground()
  const rev = ground.git("-C", project, "rev-parse", "HEAD")
  const hooks = ["tipstaff-secrets", "tipstaff-secrets-push", "tipstaff-commit-msg"].map((id) => `      - id: ${id}\n`).join("")
  ground.write(
    ".pre-commit-config.yaml",
    `default_install_hook_types: [pre-commit, commit-msg, pre-push]\nrepos:\n  - repo: ${project}\n    rev: ${rev}\n    hooks:\n${hooks}`,
  )
  ground.done("pre-commit", "install")
  return ground
}

test("pre-commit: a configuration that names our repository guards the same, status knows it, and uninstall leaves it to its author", () => {
  const ground = withRepo()
  expect(tried(ground)).toEqual(guardedButForOne)
  expect(ground.active()).toEqual(all)
  const config = ground.read(".pre-commit-config.yaml")
  const installed = ground.tipstaff("hooks", "install")
  expect([installed.exitCode, installed.stdout.includes("keep    .pre-commit-config.yaml")]).toEqual([0, true])
  const uninstalled = ground.tipstaff("hooks", "uninstall")
  expect([uninstalled.exitCode, uninstalled.stdout.includes("take them out yourself")]).toEqual([1, true])
  expect([ground.read(".pre-commit-config.yaml") === config, existsSync(join(ground.root, ".tipstaff"))]).toEqual([true, false])
})

test("pre-commit: without a tipstaff, everything is blocked and the next step is named", () => {
  const ground = withRepo()
  Object.assign(ground.env, { TIPSTAFF_BIN: join(ground.folder, "nowhere") })
  ground.write("clean.txt", "colour = blue\n")
  const { passed, said } = ground.commit("Add a colour")
  expect(passed).toBe(false)
  expect(said).toContain("tipstaff: next: npm install --save-dev tipstaff, or name the program in TIPSTAFF_BIN")
})

test("pre-commit try-repo runs our hook over what is staged", () => {
  const ground = new Ground()
  ground.write("settings.env", secretLine)
  ground.git("add", "--all")
  const { exitCode, stdout } = ground.run("pre-commit", "try-repo", project, "tipstaff-secrets")
  expect([exitCode, stdout.includes("SECURITY ALERT")]).toEqual([1, true])
})
