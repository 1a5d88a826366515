import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { gitEnv, temporaryFolder, testRepository, type TestRepository } from "../../../test/support/repository.ts"
import { testWorld } from "../../../test/support/world.ts"
import { expand, randomFrom } from "../../domain/secrets/generate.ts"
import { handleStatus } from "../../domain/reviews/operations/status.ts"
import { handleCheck } from "./check.ts"
import { messageText } from "./texts.ts"

const secretLine = (seed: number) => expand("GITHUB_TOKEN={{crc:ghp_}}\n", randomFrom(seed))
const valueOf = (line: string) => line.trim().split("=")[1]!

async function check(repository: TestRepository, change: { readonly message?: string; readonly stateDir?: string; readonly audited?: false } = {}) {
  const stateDir = change.stateDir ?? temporaryFolder()
  const world = testWorld({ cwd: repository.root, env: gitEnv, stateDir })
  const result = await handleCheck(world, { staged: change.message === undefined, event: false, message: change.message })
  const file = join(stateDir, "security-audit.jsonl")
  return {
    ...result,
    lines: world.lines,
    audit: change.audited !== false && existsSync(file) ? readFileSync(file, "utf8") : "",
    blocked: result.data.blocked.map(({ path }) => path),
  }
}

test.each<[string, (repository: TestRepository) => void, readonly string[]]>([
  ["ignored", (repository) => repository.write(".gitignore", ".env.local\n"), []],
  ["not ignored", () => {}, [".env.local"]],
  ["tracked, though a rule names it", (repository) => force(repository), [".env.local"]],
])("[S2.1-2] a secret in .env.local that is %s", async (_name, prepare, expected) => {
  const repository = testRepository()
  repository.write(".env.local", secretLine(1))
  prepare(repository)
  repository.write("a.py", "x = 1\n")
  repository.git("add", "a.py")
  const { blocked, text } = await check(repository)
  expect(blocked).toEqual(expected)
  expect(text.includes("add its name to .gitignore, and take it out of Git with git rm --cached")).toBe(expected.length > 0)
})

function force(repository: TestRepository): void {
  repository.write(".gitignore", ".env.local\n")
  repository.git("add", "--force", ".env.local")
}

test("[S2.1-2] taking the file out of Git and ignoring it is one commit that goes through", async () => {
  const repository = testRepository()
  repository.write(".env.local", secretLine(1))
  repository.commit()
  expect((await check(repository)).blocked).toEqual([".env.local"])
  repository.git("rm", "--quiet", "--cached", ".env.local")
  repository.write(".gitignore", ".env.local\n")
  repository.git("add", ".gitignore")
  expect((await check(repository)).exitCode).toBe(0)
})

test("[S2.1-18] [SX.1-11] what is blocked stands in the security audit without its value", async () => {
  const repository = testRepository()
  const stateDir = temporaryFolder()
  repository.write("settings.env", secretLine(2))
  repository.git("add", "--all")
  await check(repository, { stateDir })
  const { audit, text, data } = await check(repository, { stateDir })
  const entries = audit
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const mine = entries.filter((entry) => entry["rule"] === data.blocked[0]?.rule)
  expect(mine).toHaveLength(2)
  expect(mine[0]).toEqual({
    time: "2026-11-20T12:00:00Z",
    kind: "secret-detected",
    rule: data.blocked[0]?.rule,
    path: "settings.env",
    line: 1,
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    action: "blocked",
    where: "staged",
    repository: repository.root,
  })
  const value = valueOf(secretLine(2))
  expect([audit, text, JSON.stringify(data)].filter((output) => output.includes(value) || output.includes(value.slice(4, 20)))).toEqual([])
  expect((await check(repository, { stateDir: join(temporaryFolder(), "new") })).audit).not.toBe("")
})

test("[S2.1-18] an audit that cannot be written is a warning; the commit stays blocked", async () => {
  const repository = testRepository()
  const stateDir = temporaryFolder()
  mkdirSync(join(stateDir, "security-audit.jsonl"))
  repository.write("settings.env", secretLine(3))
  repository.git("add", "--all")
  const { exitCode, lines } = await check(repository, { stateDir, audited: false })
  expect([exitCode, lines.length]).toEqual([1, 1])
  expect(lines[0]).toMatch(/^the security audit could not be written to /)
})

test("[S2.1-21] a secret that a commit holds already opens a rotation task, which status shows until it is done", async () => {
  const repository = testRepository()
  repository.write("settings.env", secretLine(4))
  const commit = repository.commit()
  repository.write("settings.env", `${secretLine(4)}COLOUR=blue\n`)
  repository.git("add", "--all")
  const { text, data } = await check(repository)
  expect(data.blocked[0]).toMatchObject({ path: "settings.env", commit })
  expect(text).toContain(
    `Commit ${commit.slice(0, 12)} holds this secret already: rotate the credential now (task: .artifacts/review-security/emergency-rotation/committed-`,
  )
  const folder = join(repository.root, ".artifacts/review-security/emergency-rotation")
  const tasks = readdirSync(folder)
  expect(tasks.every((name) => !readFileSync(join(folder, name), "utf8").includes(valueOf(secretLine(4))))).toBe(true)
  const status = async () => {
    const answer = await handleStatus(testWorld({ cwd: repository.root, env: gitEnv, stateDir: temporaryFolder() }), {})
    return answer.data.items.filter((item) => item.kind === "rotation").map((item) => item.text)
  }
  expect((await status())[0]).toContain(`settings.env, in the history since ${commit.slice(0, 12)}`)
  for (const name of tasks) {
    const file = join(folder, name)
    const done = readFileSync(file, "utf8")
      .replace('rotated_at: ""', 'rotated_at: "2026-11-20T13:00:00Z"')
      .replace('rotated_by: ""', "rotated_by: ana")
    writeFileSync(file, done)
  }
  expect(await status()).toEqual([])
})

test("[S2.1-21] a secret that no commit holds opens nothing", async () => {
  const repository = testRepository()
  repository.write("a.py", "x = 1\n")
  repository.commit()
  repository.write("settings.env", secretLine(5))
  repository.git("add", "--all")
  const { text, exitCode } = await check(repository)
  expect([exitCode, text.includes("holds this secret already"), existsSync(join(repository.root, ".artifacts"))]).toEqual([1, false, false])
})

test("a secret in the message of a commit is blocked; one that the shown change takes out is not", async () => {
  const repository = testRepository()
  const file = join(repository.root, ".git/COMMIT_EDITMSG")
  writeFileSync(file, `Use the new key\n\n${secretLine(6)}`)
  const { exitCode, data, audit } = await check(repository, { message: ".git/COMMIT_EDITMSG" })
  expect([exitCode, data.blocked[0]?.path, data.blocked[0]?.line]).toEqual([1, "commit message", 3])
  expect(audit).toContain('"where":"message"')
  const cut = `# ${"-".repeat(24)} >8 ${"-".repeat(24)}`
  writeFileSync(file, `Take the key out\n${cut}\n# Do not modify or remove the line above.\ndiff --git a/x b/x\n-${secretLine(6)}`)
  expect((await check(repository, { message: ".git/COMMIT_EDITMSG" })).exitCode).toBe(0)
  writeFileSync(file, `Take the key out\n${cut}\n${secretLine(6)}`)
  expect((await check(repository, { message: ".git/COMMIT_EDITMSG" })).exitCode).toBe(1)
})

test("lines of a message keep their numbers", () => {
  expect(
    messageText(`a\n; ${"-".repeat(24)} >8 ${"-".repeat(24)}\r\n-b\n+c\nd`)
      .split("\n")
      .map((line) => line.length),
  ).toEqual([1, 55, 0, 0, 1])
})

test("one thing is checked at a time", async () => {
  const world = testWorld({ cwd: testRepository().root, env: gitEnv, stateDir: temporaryFolder() })
  await expect(handleCheck(world, { staged: true, event: false, message: "x" })).rejects.toMatchObject({ code: "usage/invalid-input" })
})
