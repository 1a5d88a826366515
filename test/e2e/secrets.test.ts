/** `tipstaff secrets` as scripts and people call it. */
import { spawnSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, test } from "vitest"
import { ruleCases } from "../../src/domain/secrets/cases.ts"
import { expand, randomFrom } from "../../src/domain/secrets/generate.ts"
import { git, newFolder, product, run, type Answer } from "./product.ts"

interface JsonReport {
  readonly schema: number
  readonly findings: readonly {
    readonly rule: string
    readonly path: string
    readonly line: number
    readonly fingerprint: string
    readonly commit?: { readonly id: string }
  }[]
  readonly scanned: { readonly files: number; readonly bytes: number }
  readonly notScanned: readonly { readonly path: string; readonly reason: string }[]
  readonly setAside: { readonly allowed: number; readonly suppressed: number; readonly baseline: number }
}

class Folder {
  readonly root = newFolder()
  readonly state = newFolder()

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), content)
  }

  tipstaff(...args: readonly string[]): Answer {
    return run(process.execPath, [product, ...args], this.root, { TIPSTAFF_STATE_DIR: this.state })
  }

  scan(...args: readonly string[]): JsonReport & { readonly exitCode: number | null } {
    const answer = this.tipstaff("secrets", "scan", "--format", "json", ...args)
    expect(answer.stdout, answer.stderr).toMatch(/^\{/)
    return { ...(JSON.parse(answer.stdout) as JsonReport), exitCode: answer.exitCode }
  }

  commit(message: string): string {
    git(this.root, "add", "--all")
    git(this.root, "commit", "--quiet", "--no-verify", `--message=${message}`)
    return git(this.root, "rev-parse", "HEAD")
  }
}

function repository(): Folder {
  const folder = new Folder()
  git(folder.root, "init", "--quiet", "--initial-branch=main")
  return folder
}

const token = (seed: number) => expand("{{crc:ghp_}}", randomFrom(seed))
const places = ({ findings }: JsonReport) => findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`)

test("a folder outside of Git: findings exit with 1, a clean one with 0", () => {
  const folder = new Folder()
  folder.write("src/a.ts", "export {}\n")
  expect(folder.scan()).toMatchObject({ schema: 1, findings: [], scanned: { files: 1, bytes: 10 }, notScanned: [], exitCode: 0 })
  folder.write("src/b.ts", `\nconst key = "${token(1)}"\n`)
  const found = folder.scan()
  expect([places(found), found.exitCode]).toEqual([["src/b.ts:2 github-pat-classic"], 1])
  expect(found.findings[0]).toMatchObject({ column: 14, masked: "ghp_… (40 characters)", confidence: "high", provider: "GitHub" })
  expect(found.findings[0]!.fingerprint).toMatch(/^[0-9a-f]{64}$/)
})

test("Git's ignored files are left out, and looked at with --no-ignore", () => {
  const folder = repository()
  folder.write(".gitignore", "local/\n")
  folder.write("local/.env", `KEY=${token(2)}\n`)
  folder.write("new.txt", `${token(3)}\n`)
  expect(places(folder.scan())).toEqual(["new.txt:1 github-pat-classic"])
  expect(places(folder.scan("--no-ignore"))).toEqual(["local/.env:1 github-pat-classic", "new.txt:1 github-pat-classic"])
  // A folder that is ignored as a whole was named on purpose.
  expect(places(folder.scan("local"))).toEqual([".env:1 github-pat-classic"])
})

test("a tracked file that was deleted is not missing, one that cannot be read is", () => {
  const folder = repository()
  folder.write("a.txt", "a\n")
  folder.write("b.txt", "b\n")
  folder.commit("Begin")
  rmSync(join(folder.root, "a.txt"))
  expect(folder.scan()).toMatchObject({ scanned: { files: 1 }, notScanned: [], exitCode: 0 })
})

test.skipIf(process.platform === "win32")("pipes and sockets are named and end the scan with 2, also beside findings", () => {
  const folder = new Folder()
  folder.write("a.txt", `${token(4)}\n`)
  expect(spawnSync("mkfifo", [join(folder.root, "pipe")]).status).toBe(0)
  symlinkSync("a.txt", join(folder.root, "link"))
  const report = folder.scan()
  expect([report.notScanned, report.findings.length, report.exitCode]).toEqual([[{ path: "pipe", reason: "a named pipe, not a file" }], 1, 2])
})

test("one file, standard input, and a path that is not there", () => {
  const folder = new Folder()
  folder.write("src/a.env", `KEY=${token(5)}\n`)
  expect(places(folder.scan("src/a.env"))).toEqual(["src/a.env:1 github-pat-classic"])
  const piped = spawnSync(process.execPath, [product, "secrets", "scan", "-", "--format", "json"], {
    input: `x ${token(6)}`,
    encoding: "utf8",
    cwd: folder.root,
  })
  expect([places(JSON.parse(piped.stdout) as JsonReport), piped.status]).toEqual([["standard input:1 github-pat-classic"], 1])
  const missing = folder.tipstaff("secrets", "scan", "nothing-here")
  expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining("secrets/no-such-path") as unknown])
})

test("[S2.1-1] what is staged is judged, not what lies beside it", () => {
  const folder = repository()
  folder.write("a.txt", "clean\n")
  folder.commit("Begin")
  folder.write("a.txt", `${token(7)}\n`)
  expect(folder.scan("--staged")).toMatchObject({ findings: [], exitCode: 0 })
  git(folder.root, "add", "a.txt")
  folder.write("a.txt", "clean again\n")
  expect(places(folder.scan("--staged"))).toEqual(["a.txt:1 github-pat-classic"])
})

test("[S2.1-17] a range holds what its commits brought in, with the commit; what stood there before is not theirs", () => {
  const folder = repository()
  folder.write("old.txt", `${token(8)}\n`)
  const before = folder.commit("Begin")
  folder.write("old.txt", `${token(8)}\nanother line\n`)
  folder.write("new.txt", `line\n${token(9)}\n`)
  const guilty = folder.commit("Bypassed the hook")
  folder.write("new.txt", "line\n")
  folder.commit("Take it out again")
  const report = folder.scan("--range", `${before}..HEAD`)
  expect(places(report)).toEqual(["new.txt:2 github-pat-classic"])
  expect([report.findings[0]!.commit!.id, report.exitCode]).toEqual([guilty, 1])
  expect(folder.scan("--range", "HEAD~1..HEAD")).toMatchObject({ findings: [], exitCode: 0 })
  expect(folder.scan("--range", "..HEAD").findings).toHaveLength(3)
})

test("the history holds what no file holds any more, each content once", () => {
  const folder = repository()
  folder.write("a.txt", `${token(10)}\n`)
  const first = folder.commit("Begin")
  folder.write("copy/b.txt", `${token(10)}\n`)
  folder.commit("The same content elsewhere")
  rmSync(join(folder.root, "a.txt"))
  rmSync(join(folder.root, "copy"), { recursive: true })
  folder.write("c.txt", "clean\n")
  folder.commit("Take it out")
  git(folder.root, "checkout", "--quiet", "--orphan", "empty")
  const report = folder.scan("--history")
  expect(report.findings.map(({ path, commit }) => [path, commit!.id])).toEqual([["a.txt", first]])
  expect(report.scanned.files).toBe(2)
})

test("ways to look exclude each other, and a range is one", () => {
  const folder = repository()
  folder.write("a.txt", "a\n")
  folder.commit("Begin")
  for (const args of [
    ["--staged", "--history"],
    ["-", "--staged"],
    ["--range", "HEAD"],
    ["--range", "nothing..HEAD"],
  ]) {
    expect(folder.tipstaff("secrets", "scan", ...args).exitCode).toBe(2)
  }
})

test("a baseline sets aside what was known, in a clone and on another machine as well, and forgets what is gone", () => {
  const folder = repository()
  folder.write("a.txt", `${token(11)}\n`)
  folder.commit("Begin")
  expect(folder.tipstaff("secrets", "baseline").exitCode).toBe(0)
  folder.commit("Take a baseline")
  const clone = new Folder()
  git(clone.root, "clone", "--quiet", folder.root, ".")
  expect(clone.scan()).toMatchObject({ findings: [], setAside: { baseline: 1 }, exitCode: 0 })
  clone.write("b.txt", `${token(12)}\n`)
  expect(places(clone.scan())).toEqual(["b.txt:1 github-pat-classic"])
  expect(clone.scan("--no-ignore").findings).toHaveLength(2)
  rmSync(join(clone.root, "a.txt"))
  expect(clone.tipstaff("secrets", "baseline", "--prune").stdout).toContain("1 entry dropped, 0 in all")
})

test("a comment and a suppression set aside what they name, with a reason, until they end", () => {
  const folder = repository()
  folder.write("a.ts", `const a = "${token(13)}" // tipstaff:allow github-pat-classic revoked long ago until=2999-01-01\n`)
  expect(folder.scan()).toMatchObject({ findings: [{}], exitCode: 1 })
  const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  folder.write("a.ts", `const a = "${token(13)}" // tipstaff:allow github-pat-classic revoked long ago until=${soon}\n`)
  expect(folder.scan()).toMatchObject({ findings: [], setAside: { allowed: 1 }, exitCode: 0 })
  folder.write("b.ts", `const b = "${token(14)}"\n`)
  folder.write("tipstaff.yaml", `secrets:\n  suppress:\n    - { path: "b.*", rule: github-pat-classic, reason: revoked, until: ${soon} }\n`)
  expect(folder.scan()).toMatchObject({ findings: [], setAside: { allowed: 1, suppressed: 1 }, exitCode: 0 })
  folder.write("tipstaff.yaml", "secrets:\n  inlineAllow: false\n")
  expect(folder.scan().findings).toHaveLength(2)
})

function everyFile(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? everyFile(path) : entry.isFile() ? [path] : []
  })
}

test("[SX.1-11] [S2.1-18] no planted value stands in any output, log, baseline or file that a run leaves", () => {
  const folder = repository()
  const values: string[] = []
  for (const [index, [id, { hits, path = "settings.conf" }]] of Object.entries(ruleCases).entries()) {
    folder.write(`${id}/${path}`, `${expand(hits[0]!, randomFrom(index), values)}\n`)
  }
  const planted = new Set(everyFile(folder.root))
  git(folder.root, "add", "--all")
  const temporary = newFolder()
  const env = { TIPSTAFF_STATE_DIR: folder.state, TMPDIR: temporary, TEMP: temporary, TIPSTAFF_DEBUG: "1" }
  const commands = [
    ...["text", "json", "sarif", "csv", "junit"].map((format) => ["secrets", "scan", "--format", format]),
    ["secrets", "scan", "--staged"],
    ["check", "--staged"],
    ["secrets", "explain", "aws-access-key-id/settings.conf:1"],
    ["secrets", "baseline"],
    ["secrets", "scan", "--range", "broken..range"],
  ]
  const answers = commands.map((command) => run(process.execPath, [product, ...command], folder.root, env))
  const written = [...everyFile(folder.root), ...everyFile(folder.state), ...everyFile(temporary)].filter(
    (file) => !planted.has(file) && !file.includes(`${join(".git", "")}`) && statSync(file).size < 64 * 1024 * 1024,
  )
  expect(written.map((file) => file.split(/[\\/]/).at(-1))).toEqual(expect.arrayContaining(["secrets-baseline", "security-audit.jsonl"]) as unknown)
  const texts = [...answers.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...written.map((file) => readFileSync(file, "latin1"))].join("\n")
  // Short ones occur by chance.
  expect(values.filter((value) => value.length >= 12 && texts.includes(value))).toEqual([])
  expect(answers[0]!.stdout.length).toBeGreaterThan(10_000)
}, 120_000)
