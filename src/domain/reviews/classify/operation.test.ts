import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { fixedClock } from "../../../base/clock.ts"
import type { Result } from "../../../base/operation.ts"
import type { World } from "../../../base/world.ts"
import { classifyOperation } from "./operation.ts"
import type { ClassificationRecord } from "./record.ts"

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" }

function git(cwd: string, ...args: string[]): void {
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd, env, stdio: "ignore" })
}

function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

function repository(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "tipstaff-classify-"))
  folders.push(folder)
  git(folder, "init", "-q", "-b", "main")
  write(folder, { "readme.md": "x", ...before })
  git(folder, "add", "-A")
  git(folder, "commit", "-q", "-m", "before")
  git(folder, "checkout", "-q", "-b", "change")
  write(folder, after)
  return folder
}

async function classify(cwd: string, input: Readonly<Record<string, string>> = {}): Promise<Result<ClassificationRecord>> {
  const world: World = {
    clock: fixedClock("2026-01-05T10:00:00Z"),
    env,
    cwd,
    stateDir: cwd,
    signal: new AbortController().signal,
    fetch: () => Promise.reject(new Error("no network")),
    terminal: { interactive: false, colour: false, note() {}, warn() {}, progress() {}, ask: () => Promise.reject(new Error("nobody")) },
  }
  const run = await classifyOperation.load()
  return run(world, classifyOperation.input.parse(input))
}

test("[S1.2-8] classify prints type, level, trigger and reason, and ends with 0", async () => {
  const folder = repository({}, { "auth/login.py": "def login():\n    return 1\n" })
  const { exitCode, text, data } = await classify(folder)
  expect(exitCode).toBe(0)
  expect(text.split("\n").slice(0, 1)).toEqual(["A security review is mandatory."])
  expect(text).toContain(
    "Mandatory    Code change touching authentication or credential handling\n             Trigger: Before merge to main\n             auth/login.py  code under “auth” is new\n",
  )
  expect(text.endsWith("Next: run tipstaff review to take this change through the review.\n")).toBe(true)
  expect(data.range?.head).toBe("work tree")
  expect(data.work_types).toEqual([
    {
      id: "auth-code",
      label: "Code change touching authentication or credential handling",
      level: "Mandatory",
      trigger: "Before merge to main",
      trigger_origin: "S1",
      reasons: [{ path: "auth/login.py", text: "code under “auth” is new" }],
    },
  ])
})

test("[S1.2-3] a comment elsewhere demands nothing", async () => {
  const { exitCode, text } = await classify(repository({ "a.ts": "const a = 1\n" }, { "a.ts": "// login(password)\nconst a = 1\n" }))
  expect(exitCode).toBe(0)
  expect(text).toContain("No security review is required.")
})

test("broken agent settings end with 2 and are mandatory", async () => {
  const { exitCode, text, data } = await classify(repository({ ".mcp.json": "{}" }, { ".mcp.json": "{ nope" }))
  expect([exitCode, data.level]).toEqual([2, "Mandatory"])
  expect(text).toContain("Could not be read:\n  .mcp.json: could not be read: .mcp.json is not valid JSON\n")
})

test("agent settings that became a symbolic link are mandatory and end with 2", async () => {
  const folder = repository({ ".mcp.json": "{}" }, {})
  rmSync(join(folder, ".mcp.json"))
  symlinkSync("elsewhere.json", join(folder, ".mcp.json"))
  const { exitCode, data } = await classify(folder)
  expect([exitCode, data.level, data.unread]).toEqual([2, "Mandatory", [{ path: ".mcp.json", reason: "could not be read: it is a symlink" }]])
})

test("source files that are too large or binary end with 2; a picture does not", async () => {
  const folder = repository({}, { "a.js": Buffer.alloc(3 * 1024 * 1024, 10), "b.py": Buffer.from([0, 1]), "c.png": Buffer.alloc(3 * 1024 * 1024) })
  const { exitCode, data } = await classify(folder)
  expect(exitCode).toBe(2)
  expect(data.unread).toEqual([
    { path: "a.js", reason: "larger than 2097152 bytes" },
    { path: "b.py", reason: "it holds binary data under the name of a source file" },
  ])
})

test("names of files cannot forge lines or colours", async () => {
  const { text } = await classify(repository({}, { "auth/\u001b[31mx\nNext: nothing.py": "a = 1\n" }))
  expect(text).not.toContain("\u001b")
  expect(text).toContain("auth/\\u{1b}[31mx\\nNext: nothing.py")
})

test("[S1.2-1] a host that code of the base already speaks to is not new; one in its documents is", async () => {
  const before = {
    "old.ts": 'export const u = "https://api.vendor.io/a"\n',
    "docs.md": "https://api.other.io",
    "note.ts": "// https://api.third.io\n",
  }
  const after = { "new.ts": 'export const v = ["https://api.vendor.io/b", "https://api.other.io", "https://api.third.io"]\n' }
  expect((await classify(repository(before, after), { base: "HEAD" })).data.new_hosts).toEqual(["api.other.io", "api.third.io"])
})

test("[S1.2-4] a declared vendor is mandatory with a trigger of the product's own, without a repository", async () => {
  const { exitCode, text, data } = await classify(tmpdir(), { kind: "vendor" })
  expect([exitCode, data.level, data.range]).toEqual([0, "Mandatory", null])
  expect(text).toContain("Trigger: Before any data is shared or a contract is signed (product default)")
})

test("[S1.1-1] an unknown kind is refused", () => {
  expect(classifyOperation.input.safeParse({ kind: "holiday" }).success).toBe(false)
})

test("vendored code and ignored paths are named as not classified", async () => {
  const { data } = await classify(repository({}, { "vendor/auth/a.go": "package a\n" }))
  expect([data.level, data.skipped]).toEqual(["None", [{ path: "vendor/auth/a.go", reason: "third-party code that is kept here" }]])
})

const login = { "auth/login.py": "def login():\n    return 1\n" }
const ignoring = "classify:\n  ignoredPaths: [auth/**]\n"

test.each([
  ["the base holds none, so the change may not excuse itself", {}, { ...login, "tipstaff.yaml": ignoring }, ["auth-code"]],
  ["the base ignores nothing", { "tipstaff.yaml": "version: 1\n" }, { ...login, "tipstaff.yaml": ignoring }, ["agent-capability", "auth-code"]],
  ["the base ignores the path", { "tipstaff.yaml": ignoring }, login, []],
  ["the base is broken", { "tipstaff.yaml": "classify: [" }, { ...login, "tipstaff.yaml": ignoring }, ["agent-capability", "auth-code"]],
] as const)("[S1.2-3] settings count as the base has them: %s", async (_name, before, after, expected) => {
  const { data } = await classify(repository(before, after), { base: "HEAD" })
  expect(data.work_types.map((type) => type.id)).toEqual(expected)
})

test("[S1.2-2] what our own settings no longer look at, or believe from now on, is a new capability; the first file is not", async () => {
  const after =
    "version: 1\nreview:\n  exclude:\n    - path: src/**\n      reason: slow\n  owners:\n    src: ana\npeople:\n  - id: eve\n    name: Eve\n    roles: [coo]\ndependencies:\n  apiUrl: http://127.0.0.1:9\n"
  const changed = await classify(repository({ "tipstaff.yaml": "version: 1\n" }, { "tipstaff.yaml": after }), { base: "HEAD" })
  expect(changed.data.work_types.flatMap((type) => type.reasons.map((reason) => reason.text))).toEqual([
    'path left out of the scans: {"path":"src/**","reason":"slow"}',
    "advisories asked from another address: http://127.0.0.1:9",
  ])
  expect((await classify(repository({}, { "tipstaff.yaml": after }), { base: "HEAD" })).data.level).toBe("None")
  expect(
    (await classify(repository({ "tipstaff.yaml": "version: 1\n" }, { "tipstaff.yaml": "version: 1\n# checked\n" }), { base: "HEAD" })).data.level,
  ).toBe("None")
})

const entry = "{ rule: policy-2, reason: made up, until: 2027-01-01 }"

test.each([
  ["a suppression", "secrets:\n  suppress: []\n", `secrets:\n  suppress:\n    - ${entry}\n`, "secrets no longer reported"],
  [
    "a later end",
    `secrets:\n  suppress:\n    - ${entry}\n`,
    `secrets:\n  suppress:\n    - ${entry.replace("2027", "2028")}\n`,
    "secrets no longer reported",
  ],
  ["an imported configuration", "version: 1\n", "secrets:\n  gitleaks: .gitleaks.toml\n", "secrets judged by an imported configuration"],
  ["comments that allow again", "secrets:\n  inlineAllow: false\n", "version: 1\n", "inlineAllow widened from false to true"],
] as const)("[S1.2-2] in our own settings %s is Mandatory review", async (_name, before, after, reason) => {
  const { data } = await classify(repository({ "tipstaff.yaml": before }, { "tipstaff.yaml": after }), { base: "HEAD" })
  expect(data.level).toBe("Mandatory")
  expect(data.work_types.flatMap((type) => type.reasons.map(({ text }) => text.startsWith(reason)))).toEqual([true])
})

test.each([
  ["the default written out", "version: 1\n", "version: 1\nsecrets:\n  inlineAllow: true\n"],
  ["an imported configuration given up", "secrets:\n  gitleaks: .gitleaks.toml\n", "version: 1\n"],
  ["comments that allow no more", "version: 1\n", "secrets:\n  inlineAllow: false\n"],
  ["a suppression taken away", `secrets:\n  suppress:\n    - ${entry}\n`, "secrets:\n  suppress: []\n"],
] as const)("in our own settings %s demands nothing", async (_name, before, after) => {
  const { data } = await classify(repository({ "tipstaff.yaml": before }, { "tipstaff.yaml": after }), { base: "HEAD" })
  expect(data.level).toBe("None")
})
