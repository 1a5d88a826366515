import { execFileSync, spawnSync } from "node:child_process"
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { gitEnv, temporaryFolder, testRepository, type TestRepository } from "../../../test/support/repository.ts"
import { testWorld } from "../../../test/support/world.ts"
import { handleHooksInstall, handleHooksStatus, handleHooksUninstall } from "./hooks.ts"

const world = (root: string, env: Readonly<Record<string, string>> = {}) => testWorld({ cwd: root, env: { ...gitEnv, ...env } })

async function install(root: string, change: { readonly dryRun?: boolean } = {}) {
  const { exitCode, data } = await handleHooksInstall(world(root), { dryRun: change.dryRun ?? false, uninstall: false })
  return { exitCode, by: data.by, actions: data.changes.map(({ path, action }) => `${action} ${path}`), why: data.changes.map(({ why }) => why) }
}

async function uninstall(root: string) {
  const { exitCode, data } = await handleHooksUninstall(world(root), { dryRun: false })
  return { exitCode, actions: data.changes.map(({ path, action }) => `${action} ${path}`) }
}

async function active(root: string, env: Readonly<Record<string, string>> = {}) {
  const { data } = await handleHooksStatus(world(root, env), {})
  return { ...data, active: data.hooks.filter((hook) => hook.active).map((hook) => hook.hook) }
}

const all = ["pre-commit", "commit-msg", "pre-push"]

/** Files below a folder with their texts. */
function snapshot(folder: string): Record<string, string> {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((path) => statSync(join(folder, path)).isFile()).sort()
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]))
}

/** A program that stands in for tipstaff: writes down how it was called and ends as it is told. */
function standIn(folder: string): { readonly program: string; calls(): string[] } {
  const program = join(folder, "stand-in")
  const log = join(folder, "calls")
  writeFileSync(program, `#!/bin/sh\necho "$*" >>"${log}"\nexit "\${CODE:-0}"\n`)
  chmodSync(program, 0o755)
  return { program, calls: () => (existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : []) }
}

function git(repository: TestRepository, env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync("git", [...args], { cwd: repository.root, env: { ...gitEnv, ...env } as NodeJS.ProcessEnv })
  return { status, output: `${stdout.toString()}${stderr.toString()}` }
}

test("the hooks are installed once, are executable, and are gone after they are taken away", async () => {
  const repository = testRepository()
  const before = snapshot(join(repository.root, ".git"))
  expect(await install(repository.root, { dryRun: true })).toMatchObject({ actions: all.map((hook) => `create .git/hooks/${hook}`) })
  expect(snapshot(join(repository.root, ".git"))).toEqual(before)
  expect((await install(repository.root)).exitCode).toBe(0)
  const executable = all.map((hook) => (statSync(join(repository.root, ".git/hooks", hook)).mode & 0o111) !== 0 || process.platform === "win32")
  expect(executable).toEqual([true, true, true])
  expect((await active(repository.root)).active).toEqual(all)
  expect((await install(repository.root)).actions).toEqual(all.map((hook) => `keep .git/hooks/${hook}`))
  expect((await uninstall(repository.root)).actions).toEqual(all.map((hook) => `remove .git/hooks/${hook}`))
  expect(snapshot(join(repository.root, ".git"))).toEqual(before)
})

test("[S2.1-17] each hook asks tipstaff for its part, and a refusal or a failure stops Git", async () => {
  const repository = testRepository()
  await install(repository.root)
  const { program, calls } = standIn(temporaryFolder())
  const remote = temporaryFolder()
  execFileSync("git", ["init", "--quiet", "--bare", remote])
  repository.write("a", "1\n")
  repository.git("add", "--all")
  expect(git(repository, { TIPSTAFF_BIN: program, CODE: "1" }, "commit", "--message=one").status).not.toBe(0)
  const broken = git(repository, { TIPSTAFF_BIN: program, CODE: "2" }, "commit", "--message=one")
  expect(broken.status).not.toBe(0)
  expect(broken.output).toContain("tipstaff: the check could not be completed (exit code 2): blocked")
  const ok = { TIPSTAFF_BIN: program }
  expect(git(repository, ok, "commit", "--quiet", "--message=one")).toEqual({ status: 0, output: "" })
  expect(calls()).toEqual(["check --staged", "check --staged", "check --staged", "check --message .git/COMMIT_EDITMSG"])
  const first = repository.git("rev-parse", "HEAD")
  expect(git(repository, { ...ok, CODE: "1" }, "push", remote, "main").status).not.toBe(0)
  expect(execFileSync("git", ["for-each-ref"], { cwd: remote }).toString()).toBe("")
  expect(git(repository, ok, "push", "--quiet", remote, "main").status).toBe(0)
  repository.write("a", "2\n")
  repository.git("commit", "--all", "--no-verify", "--quiet", "--message=two")
  const second = repository.git("rev-parse", "HEAD")
  repository.git("tag", "v1", first)
  expect(git(repository, ok, "push", "--quiet", remote, "main", "v1").status).toBe(0)
  expect(git(repository, ok, "push", "--quiet", remote, ":v1").status).toBe(0)
  expect(calls().slice(4)).toEqual([
    `secrets scan --range ..${first}`,
    `secrets scan --range ..${first}`,
    `secrets scan --range ${first}..${second} --range ..${first}`,
  ])
})

test("a range from a commit that was never fetched is everything that no remote branch holds", async () => {
  const repository = testRepository()
  repository.write("a", "1\n")
  const head = repository.commit()
  await install(repository.root)
  const { program, calls } = standIn(temporaryFolder())
  const hook = join(repository.root, ".git/hooks/pre-push")
  const input = `refs/heads/main ${head} refs/heads/main ${"1".repeat(40)}\n`
  spawnSync(hook, ["origin", "url"], { cwd: repository.root, env: { ...gitEnv, TIPSTAFF_BIN: program } as NodeJS.ProcessEnv, input })
  const many = Array.from({ length: 120 }, () => `refs/heads/main ${head} refs/heads/main ${"0".repeat(40)}\n`).join("")
  spawnSync(hook, ["origin", "url"], { cwd: repository.root, env: { ...gitEnv, TIPSTAFF_BIN: program } as NodeJS.ProcessEnv, input: many })
  expect(calls()[0]).toBe(`secrets scan --range ..${head}`)
  expect(
    calls()
      .slice(1)
      .map((call) => call.split("--range").length - 1),
  ).toEqual([50, 50, 20])
})

test("without tipstaff the hooks block and say what to do", async () => {
  const repository = testRepository()
  await install(repository.root)
  repository.write("a", "1\n")
  repository.git("add", "--all")
  const answer = git(repository, { TIPSTAFF_BIN: "/nonexistent/tipstaff" }, "commit", "--message=one")
  expect(answer.status).not.toBe(0)
  expect(answer.output).toContain("/nonexistent/tipstaff was not found, so nothing could be checked: blocked")
  expect(answer.output).toContain("npm install --save-dev tipstaff")
  const { program } = await active(repository.root, { TIPSTAFF_BIN: "/nonexistent/tipstaff" })
  expect(program).toEqual({ found: false, detail: "TIPSTAFF_BIN names /nonexistent/tipstaff, which is not a program", file: null })
})

test("a hook that stands there is called first, with its arguments and its input, and is put back", async () => {
  const repository = testRepository()
  const { program, calls } = standIn(temporaryFolder())
  const log = join(temporaryFolder(), "earlier")
  const hooks = join(repository.root, ".git/hooks")
  mkdirSync(hooks, { recursive: true })
  for (const hook of all) {
    writeFileSync(
      join(hooks, hook),
      `#!/bin/sh\necho "${hook} $#" >>"${log}"\n${hook === "pre-push" ? `cat >>"${log}"\n` : ""}exit "\${EARLIER:-0}"\n`,
    )
    chmodSync(join(hooks, hook), 0o755)
  }
  const before = snapshot(hooks)
  expect((await install(repository.root)).actions.slice(0, 2)).toEqual(["move .git/hooks/pre-commit.before-tipstaff", "create .git/hooks/pre-commit"])
  repository.write("a", "1\n")
  repository.git("add", "--all")
  expect(git(repository, { TIPSTAFF_BIN: program, EARLIER: "3" }, "commit", "--message=one").status).not.toBe(0)
  expect(calls()).toEqual([])
  expect(git(repository, { TIPSTAFF_BIN: program }, "commit", "--quiet", "--message=one").status).toBe(0)
  const remote = temporaryFolder()
  execFileSync("git", ["init", "--quiet", "--bare", remote])
  const head = repository.git("rev-parse", "HEAD")
  expect(git(repository, { TIPSTAFF_BIN: program }, "push", "--quiet", remote, "main").status).toBe(0)
  expect(readFileSync(log, "utf8").trimEnd().split("\n")).toEqual([
    "pre-commit 0",
    "pre-commit 0",
    "commit-msg 1",
    "pre-push 2",
    `refs/heads/main ${head} refs/heads/main ${"0".repeat(40)}`,
  ])
  expect(calls().at(-1)).toBe(`secrets scan --range ..${head}`)
  expect((await active(repository.root)).hooks[0]?.detail).toBe("as it was installed; calls the earlier hook first")
  await uninstall(repository.root)
  expect(snapshot(hooks)).toEqual(before)
})

test("what a person changed in our hook is neither overwritten nor removed, and does not count as active", async () => {
  const repository = testRepository()
  await install(repository.root)
  const file = join(repository.root, ".git/hooks/pre-commit")
  writeFileSync(file, readFileSync(file, "utf8").replace("before=", "exit 0\nbefore="))
  expect((await active(repository.root)).active).toEqual(["commit-msg", "pre-push"])
  const again = await install(repository.root)
  expect([again.exitCode, again.actions[0]]).toEqual([1, "blocked .git/hooks/pre-commit"])
  expect((await uninstall(repository.root)).actions).toContain("blocked .git/hooks/pre-commit")
  expect(readFileSync(file, "utf8")).toContain("exit 0")
})

test("two earlier hooks in one place are not merged", async () => {
  const repository = testRepository()
  await install(repository.root)
  const hooks = join(repository.root, ".git/hooks")
  writeFileSync(join(hooks, "pre-commit"), "#!/bin/sh\n")
  writeFileSync(join(hooks, "pre-commit.before-tipstaff"), "#!/bin/sh\n")
  const { exitCode, why } = await install(repository.root)
  expect([exitCode, why[0]]).toEqual([1, "another hook stands there, and pre-commit.before-tipstaff as well; keep one of them, then install again"])
})

test("core.hooksPath inside the repository is used; outside of it the line to add is named", async () => {
  const repository = testRepository()
  repository.git("config", "core.hooksPath", ".githooks")
  expect((await install(repository.root)).actions).toEqual(all.map((hook) => `create .githooks/${hook}`))
  const outside = temporaryFolder()
  repository.git("config", "core.hooksPath", outside)
  const refused = await install(repository.root)
  expect([refused.exitCode, refused.by]).toEqual([1, "elsewhere"])
  const line = '[ ! -f .tipstaff/hooks/pre-push ] || sh .tipstaff/hooks/pre-push "$@" || exit 1'
  expect(refused.why.at(-1)).toBe(`core.hooksPath is ${outside}, which is not this repository's to change; add the line: ${line}`)
  expect(readdirSync(outside)).toEqual([])
  writeFileSync(join(outside, "pre-push"), `#!/bin/sh\n${line}\n`)
  expect((await active(repository.root)).active).toEqual(["pre-push"])
})

test("a linked work tree and a submodule use the hooks that Git runs there", async () => {
  const repository = testRepository()
  repository.write("a", "1\n")
  repository.commit()
  const tree = join(temporaryFolder(), "tree")
  repository.git("worktree", "add", "--quiet", tree)
  expect((await install(tree)).exitCode).toBe(0)
  expect(existsSync(join(repository.root, ".git/hooks/pre-commit"))).toBe(true)
  expect([(await active(tree)).active, (await active(repository.root)).active]).toEqual([all, all])
  const outer = testRepository()
  execFileSync("git", ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repository.root, "inner"], {
    cwd: outer.root,
    env: gitEnv as NodeJS.ProcessEnv,
  })
  expect((await install(join(outer.root, "inner"))).exitCode).toBe(0)
  expect(existsSync(join(outer.root, ".git/modules/inner/hooks/pre-push"))).toBe(true)
  expect((await active(outer.root)).active).toEqual([])
})

test("a bare repository is refused, and nothing is written through a link", async () => {
  const bare = temporaryFolder()
  execFileSync("git", ["init", "--quiet", "--bare", bare])
  await expect(install(bare)).rejects.toMatchObject({ code: "hooks/bare" })
  const repository = testRepository()
  const outside = temporaryFolder()
  execFileSync("rm", ["-rf", join(repository.root, ".git/hooks")])
  symlinkSync(outside, join(repository.root, ".git/hooks"))
  expect((await install(repository.root)).actions).toEqual(all.map((hook) => `blocked .git/hooks/${hook}`))
  expect(readdirSync(outside)).toEqual([])
})

test("husky calls the checks first, passes a push's refs on, and gets its files back", async () => {
  const repository = testRepository()
  repository.write(".husky/pre-commit", "npm test\n")
  repository.write(".husky/commit-msg", '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\nnpx lint "$1"')
  repository.write(".husky/pre-push", "cat >pushed\n")
  repository.git("config", "core.hooksPath", ".husky/_")
  const before = snapshot(join(repository.root, ".husky"))
  const { by, actions } = await install(repository.root)
  expect(by).toBe("husky")
  expect(actions).toContain("update .husky/pre-commit")
  const text = readFileSync(join(repository.root, ".husky/commit-msg"), "utf8")
  expect(text.indexOf("husky.sh")).toBeLessThan(text.indexOf("sh .tipstaff/hooks/commit-msg"))
  expect((await active(repository.root)).active).toEqual(all)
  const { program, calls } = standIn(temporaryFolder())
  const oid = "a".repeat(40)
  const push = spawnSync("sh", ["-e", ".husky/pre-push", "origin", "url"], {
    cwd: repository.root,
    env: { ...gitEnv, TIPSTAFF_BIN: program } as NodeJS.ProcessEnv,
    input: `refs/heads/main ${oid} refs/heads/main ${"0".repeat(40)}\n`,
  })
  expect(push.status).toBe(0)
  expect(calls()).toEqual([`secrets scan --range ..${oid}`])
  expect(readFileSync(join(repository.root, "pushed"), "utf8")).toBe(`refs/heads/main ${oid} refs/heads/main ${"0".repeat(40)}\n`)
  expect((await active(repository.root, { HUSKY: "0" })).bypasses).toEqual(["HUSKY=0 switches the hooks off"])
  expect(new Set((await install(repository.root)).actions.map((action) => action.split(" ")[0]))).toEqual(new Set(["keep"]))
  await uninstall(repository.root)
  expect(snapshot(join(repository.root, ".husky"))).toEqual(before)
  expect(existsSync(join(repository.root, ".tipstaff"))).toBe(false)
})

test("a husky folder without husky on this machine is named as not active", async () => {
  const repository = testRepository()
  repository.write(".husky/pre-commit", "npm test\n")
  await install(repository.root)
  const status = await active(repository.root)
  expect([status.active, status.hooks[0]?.detail]).toEqual([[], "husky is not set up on this machine: run its install (npm install, or npx husky)"])
})

const lefthook = `# our hooks
pre-commit:
  parallel: true # fast
  commands:
    lint:
      run: npm run lint
commit-msg:
`

const framework = `# see pre-commit.com
repos:
- repo: https://github.com/example/hooks
  rev: v1.0.0 # pinned
  hooks:
  - id: tidy
`

test.each([
  [
    "lefthook",
    "lefthook.yml",
    lefthook,
    ["# our hooks", "parallel: true # fast", "files: echo .tipstaff/hooks/pre-commit", "run: sh {files}", 'commit-msg "{1}"', "use_stdin: true"],
  ],
  [
    "pre-commit",
    ".pre-commit-config.yaml",
    framework,
    [
      "# see pre-commit.com",
      "rev: v1.0.0 # pinned",
      "- id: tipstaff-secrets-push",
      "default_install_hook_types: [ pre-commit, commit-msg, pre-push ]",
    ],
  ],
] as const)("%s gets its entries with the comments kept, once, and every byte back", async (by, path, text, expected) => {
  const repository = testRepository()
  repository.write(path, text)
  const installed = await install(repository.root)
  expect([installed.exitCode, installed.by]).toEqual([0, by])
  const after = readFileSync(join(repository.root, path), "utf8")
  for (const part of expected) expect(after).toContain(part)
  expect((await install(repository.root)).actions.map((action) => action.split(" ")[0])).toEqual(["keep", "keep", "keep", "keep", "keep"])
  expect((await active(repository.root)).active).toEqual([])
  const hooks = join(repository.root, ".git/hooks")
  mkdirSync(hooks, { recursive: true })
  for (const hook of all) writeFileSync(join(hooks, hook), `#!/bin/sh\n# ${by}\n`)
  expect((await active(repository.root)).active).toEqual(all)
  for (const hook of all) execFileSync("rm", [join(hooks, hook)])
  await uninstall(repository.root)
  expect(readFileSync(join(repository.root, path), "utf8")).toBe(text)
  expect([existsSync(join(repository.root, ".tipstaff")), existsSync(join(repository.root, ".git/tipstaff", `${path}.before`))]).toEqual([
    false,
    false,
  ])
})

test("an edit of the manager's file after the installation is kept when the checks are taken out", async () => {
  const repository = testRepository()
  repository.write("lefthook.yml", lefthook)
  await install(repository.root)
  const file = join(repository.root, "lefthook.yml")
  writeFileSync(file, `${readFileSync(file, "utf8")}post-merge:\n  commands:\n    install:\n      run: npm ci\n`)
  await uninstall(repository.root)
  const text = readFileSync(file, "utf8")
  expect([text.includes("tipstaff"), text.includes("npm ci"), text.includes("npm run lint")]).toEqual([false, true, true])
})

test("a manager's file that is not YAML is named and left as it is", async () => {
  const repository = testRepository()
  repository.write("lefthook.yml", "pre-commit: [\n")
  const { exitCode, actions } = await install(repository.root)
  expect([exitCode, actions]).toEqual([1, ["blocked lefthook.yml"]])
  expect(readFileSync(join(repository.root, "lefthook.yml"), "utf8")).toBe("pre-commit: [\n")
})

test("under the pre-commit framework a push hook takes its one range from the environment", async () => {
  const repository = testRepository()
  repository.write(".pre-commit-config.yaml", framework)
  await install(repository.root)
  const { program, calls } = standIn(temporaryFolder())
  const push = (env: Readonly<Record<string, string>>) =>
    spawnSync("sh", [".tipstaff/hooks/pre-push"], {
      cwd: repository.root,
      input: "",
      env: { ...gitEnv, TIPSTAFF_BIN: program, ...env } as NodeJS.ProcessEnv,
    }).status
  expect(push({ PRE_COMMIT_FROM_REF: "aa", PRE_COMMIT_TO_REF: "bb", PRE_COMMIT_LOCAL_BRANCH: "refs/heads/x" })).toBe(0)
  expect(push({ PRE_COMMIT_LOCAL_BRANCH: "refs/heads/x", CODE: "1" })).toBe(1)
  expect(calls()).toEqual(["secrets scan --range aa..bb", "secrets scan --range ..refs/heads/x"])
})

test("aliases that go around the hooks are named", async () => {
  const repository = testRepository()
  repository.git("config", "alias.quick", "commit --no-verify")
  repository.git("config", "alias.q", "commit -an")
  repository.git("config", "alias.ci", "commit --signoff")
  expect((await active(repository.root)).bypasses).toEqual([
    "alias.quick commits or pushes without hooks: git config --unset alias.quick",
    "alias.q commits or pushes without hooks: git config --unset alias.q",
  ])
})
