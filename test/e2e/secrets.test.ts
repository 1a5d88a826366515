/** `tipstaff secrets` as scripts and people call it. */
import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { strToU8, zipSync } from "fflate"
import { expect, test } from "vitest"
import { ruleCases } from "../../src/domain/secrets/cases.ts"
import { expand, randomFrom } from "../../src/domain/secrets/generate.ts"
import { git, newFolder, product, run } from "./product.ts"
import { Folder, newRepository, type JsonReport } from "./secrets-folder.ts"

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
  const folder = newRepository()
  folder.write(".gitignore", "local/\n")
  folder.write("local/.env", `KEY=${token(2)}\n`)
  folder.write("new.txt", `${token(3)}\n`)
  expect(places(folder.scan())).toEqual(["new.txt:1 github-pat-classic"])
  expect(places(folder.scan("--no-ignore"))).toEqual(["local/.env:1 github-pat-classic", "new.txt:1 github-pat-classic"])
  // A folder that is ignored as a whole was named on purpose.
  expect(places(folder.scan("local"))).toEqual([".env:1 github-pat-classic"])
})

test("a tracked file that was deleted is not missing, one that cannot be read is", () => {
  const folder = newRepository()
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
  const folder = newRepository()
  folder.write("a.txt", "clean\n")
  folder.commit("Begin")
  folder.write("a.txt", `${token(7)}\n`)
  expect(folder.scan("--staged")).toMatchObject({ findings: [], exitCode: 0 })
  git(folder.root, "add", "a.txt")
  folder.write("a.txt", "clean again\n")
  expect(places(folder.scan("--staged"))).toEqual(["a.txt:1 github-pat-classic"])
})

test("[S2.1-17] a range holds what its commits brought in, with the commit; what stood there before is not theirs", () => {
  const folder = newRepository()
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
  const folder = newRepository()
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

test("what a clone does not hold is not taken for clean: older commits, and contents that were left out", () => {
  const origin = newRepository()
  origin.write("a.txt", `${token(15)}\n`)
  origin.commit("Begin")
  origin.write("a.txt", "clean\n")
  origin.commit("Take it out")
  git(origin.root, "config", "uploadpack.allowFilter", "true")
  const shallow = new Folder()
  git(shallow.root, "clone", "--quiet", "--depth", "1", `file://${origin.root}`, ".")
  expect(shallow.scan("--history")).toMatchObject({ findings: [], notScanned: [{ path: "(history)" }], exitCode: 2 })
  const partial = new Folder()
  git(partial.root, "clone", "--quiet", "--filter=blob:none", `file://${origin.root}`, ".")
  const report = partial.scan("--history")
  expect([report.findings, report.notScanned.map(({ reason }) => reason), report.exitCode]).toEqual([
    [],
    ["its content is not in this clone (a partial clone)"],
    2,
  ])
})

test("[S2.1-17] what cannot be examined is not committed", () => {
  const folder = newRepository()
  folder.write("cut.zip", Buffer.from("PK\u0003\u0004 and no more"))
  git(folder.root, "add", "--all")
  const checked = folder.tipstaff("check", "--staged")
  expect([checked.exitCode, checked.stderr]).toEqual([2, expect.stringContaining("check/incomplete") as unknown])
})

test("ways to look exclude each other, and a range is one", () => {
  const folder = newRepository()
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
  const folder = newRepository()
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
  const folder = newRepository()
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

test("a secret under encodings is found, and the report names them, the outermost first", () => {
  const folder = new Folder()
  const hidden = Buffer.from(Buffer.from(`key: ${token(20)}.`).toString("base64")).toString("hex")
  folder.write("deploy/secret.yaml", `data:\n  key: ${hidden}\n`)
  const report = folder.scan()
  expect([places(report), report.findings[0]!.decoded, report.exitCode]).toEqual([["deploy/secret.yaml:2 github-pat-classic"], ["hex", "base64"], 1])
  expect(folder.tipstaff("secrets", "scan").stdout).toContain("hidden in hex, then base64")
})

const zip = (files: Record<string, string | Uint8Array>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, typeof content === "string" ? strToU8(content) : content])))

/** One file as POSIX.1-2001 has it, and the end of the archive. */
function tar(name: string, content: string): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write("0000644\0", 100)
  header.write(`${Buffer.byteLength(content).toString(8).padStart(11, "0")}\0`, 124)
  header.write(" ".repeat(8), 148)
  header.write("0", 156)
  header.write("ustar\x0000", 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148)
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc(512 - (Buffer.byteLength(content) % 512)), Buffer.alloc(1024)])
}

const hiding = {
  zip: zip({ "conf/.env": `\nKEY=${token(21)}\n` }),
  tar: tar("conf/.env", `\nKEY=${token(21)}\n`),
  "tar.gz": gzipSync(tar("conf/.env", `\nKEY=${token(21)}\n`)),
}

test("a secret in an archive is found under the name it has there, whatever the archive is called", () => {
  const folder = new Folder()
  for (const [kind, bytes] of Object.entries(hiding)) folder.write(`${kind}.dat`, bytes)
  folder.write("lib/app.jar", zip({ "inner.zip": hiding.zip, "notes.txt.gz": gzipSync(`${token(22)}\n`) }))
  const report = folder.scan()
  expect([places(report), report.notScanned, report.scanned.files, report.exitCode]).toEqual([
    [
      "lib/app.jar!/inner.zip!/conf/.env:2 github-pat-classic",
      "lib/app.jar!/notes.txt.gz!/notes.txt:1 github-pat-classic",
      "tar.dat!/conf/.env:2 github-pat-classic",
      "tar.gz.dat!/conf/.env:2 github-pat-classic",
      "zip.dat!/conf/.env:2 github-pat-classic",
    ],
    [],
    4,
    1,
  ])
  expect(places(folder.scan("lib/app.jar"))).toEqual(places(report).slice(0, 2))
  const piped = spawnSync(process.execPath, [product, "secrets", "scan", "-", "--format", "json"], {
    input: hiding.zip,
    encoding: "utf8",
    cwd: folder.root,
  })
  expect(places(JSON.parse(piped.stdout) as JsonReport)).toEqual(["standard input!/conf/.env:2 github-pat-classic"])
})

test("an archive in the history, in a range and staged is looked into as well, and belongs to its commit", () => {
  const folder = newRepository()
  folder.write("a.txt", "a\n")
  const before = folder.commit("Begin")
  folder.write("a.zip", hiding.zip)
  git(folder.root, "add", "a.zip")
  const place = "a.zip!/conf/.env:2 github-pat-classic"
  expect(places(folder.scan("--staged"))).toEqual([place])
  const check = folder.tipstaff("check", "--staged")
  expect([check.exitCode, check.stdout]).toEqual([1, expect.stringContaining("a.zip!/conf/.env") as unknown])
  const guilty = folder.commit("Pack it")
  for (const way of [["--history"], ["--range", `${before}..HEAD`]]) {
    const report = folder.scan(...way)
    expect([places(report), report.findings[0]!.commit!.id]).toEqual([[place], guilty])
  }
  folder.write("a.zip", zip({ "conf/.env": `\nKEY=${token(21)}\n`, "more.txt": "more" }))
  folder.commit("Pack more")
  expect(folder.scan("--range", "HEAD~1..HEAD")).toMatchObject({ findings: [], notScanned: [], exitCode: 0 })
})

test("archives that cannot be read in full are named with the reason and end the scan with 2", () => {
  const folder = new Folder()
  folder.write("bomb.zip", zip({ "zeros.bin": new Uint8Array(8 * 1024 * 1024), "x.txt": `${token(23)}\n` }))
  folder.write("cut.zip", hiding.zip.subarray(0, -30))
  folder.write("old.7z", Buffer.from("7z\xbc\xaf\x27\x1c\0\x04", "latin1"))
  folder.write("words.txt", "PK is not enough, BZh neither, and 7z is a word\n")
  const report = folder.scan()
  expect([places(report), report.notScanned, report.scanned.files, report.exitCode]).toEqual([
    ["bomb.zip!/x.txt:1 github-pat-classic"],
    [
      { path: "bomb.zip!/zeros.bin", reason: "it unpacks to more than 200 times its size, as archives made to fill memory do" },
      { path: "cut.zip", reason: "damaged zip archive: it has no list of entries, or is cut short" },
      { path: "old.7z", reason: "7z archives are not supported" },
    ],
    1,
    2,
  ])
})

test("a check of what is staged loads nothing that unpacks while nothing is packed", () => {
  const folder = newRepository()
  folder.write("a.txt", `key: ${Buffer.from("some words that say nothing").toString("base64")}\n`)
  git(folder.root, "add", "--all")
  const loaded = (...args: readonly string[]) =>
    run(
      process.execPath,
      [
        "--import",
        `data:text/javascript,process.on("exit",()=>console.error(process.moduleLoadList.includes("NativeModule zlib")))`,
        product,
        ...args,
      ],
      folder.root,
      {
        TIPSTAFF_STATE_DIR: folder.state,
      },
    )
  expect(loaded("check", "--staged")).toMatchObject({ exitCode: 0, stderr: "false\n" })
  folder.write("a.zip", hiding.zip)
  git(folder.root, "add", "--all")
  expect(loaded("check", "--staged").stderr).toContain("true")
})

function everyFile(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? everyFile(path) : entry.isFile() ? [path] : []
  })
}

test("[SX.1-11] [S2.1-18] no planted value stands in any output, log, baseline or file that a run leaves", () => {
  const folder = newRepository()
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

const excluded = (pattern: string) => `version: 1\nreview:\n  exclude:\n    - path: "${pattern}"\n      reason: reviewed where it comes from\n`
const sevenZip = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4, 1, 2, 3, 4])

test("what review.exclude names is left out of every scan, which says so, and --no-ignore looks at it", () => {
  const folder = newRepository()
  folder.write("vendor/tool.7z", sevenZip)
  folder.write("vendor/deep/a.txt", `${token(60)}\n`)
  folder.write("b.txt", "b\n")
  expect(folder.scan()).toMatchObject({ exitCode: 2, leftOut: [] })
  folder.write("tipstaff.yaml", excluded("vendor/**"))
  const leftOut = [{ pattern: "vendor/**", reason: "reviewed where it comes from", files: 2 }]
  expect(folder.scan()).toMatchObject({ exitCode: 0, findings: [], notScanned: [], leftOut })
  expect(folder.tipstaff("secrets", "scan").stdout).toContain(
    "✓ no secrets found in what was scanned\nscanned 2 files, 99 bytes\nleft out: 2 files by the exclusion vendor/** (reviewed where it comes from)\n",
  )
  git(folder.root, "add", "--all")
  expect(folder.scan("--staged")).toMatchObject({ exitCode: 0, leftOut })
  folder.commit("First")
  expect(folder.scan("--history")).toMatchObject({ exitCode: 0, leftOut })
  expect(folder.scan("--range", "..HEAD")).toMatchObject({ exitCode: 0, leftOut })
  expect(folder.scan("vendor/deep")).toMatchObject({ exitCode: 0, leftOut: [{ files: 1 }] })
  expect(folder.scan("vendor/deep/a.txt")).toMatchObject({ exitCode: 1, leftOut: [] })
  expect(folder.tipstaff("secrets", "baseline").exitCode).toBe(0)
  const everything = folder.scan("--no-ignore")
  expect([places(everything), everything.exitCode]).toEqual([["vendor/deep/a.txt:1 github-pat-classic"], 2])
  expect(everything.notScanned.map(({ path }) => path)).toEqual(["vendor/tool.7z"])
})

test("a file beside the exclusions still counts, and an exclusion that would hold for everything does not", () => {
  const folder = newRepository()
  folder.write("vendor/a.txt", "a\n")
  folder.write("tool.7z", sevenZip)
  folder.write("b.txt", `${token(61)}\n`)
  folder.write("tipstaff.yaml", excluded("vendor/**"))
  const beside = folder.scan()
  expect([places(beside), beside.notScanned.map(({ path }) => path), beside.exitCode]).toEqual([["b.txt:1 github-pat-classic"], ["tool.7z"], 2])
  folder.write("tipstaff.yaml", excluded("**"))
  const all = folder.scan()
  expect([all.exitCode, all.leftOut, all.notes]).toEqual([
    2,
    [],
    ["tipstaff.yaml:4: the exclusion holds for every path, so the scan for secrets does not heed it"],
  ])
})

test("in the history, a content is left out only when it stands under no other path", () => {
  const folder = newRepository()
  folder.write("tipstaff.yaml", excluded("a/**"))
  folder.write("a/secret.txt", `${token(62)}\n`)
  const first = folder.commit("Vendored")
  expect(folder.scan("--history")).toMatchObject({ exitCode: 0, leftOut: [{ files: 1 }] })
  folder.write("src/copy.txt", `${token(62)}\n`)
  folder.commit("Copied")
  const history = folder.scan("--history")
  expect([places(history), history.leftOut]).toEqual([["src/copy.txt:1 github-pat-classic"], []])
  expect(places(folder.scan("--range", `${first}..HEAD`))).toEqual(["src/copy.txt:1 github-pat-classic"])
})

test("a commit of excluded files passes and says so; the same file elsewhere blocks", () => {
  const folder = newRepository()
  folder.write("tipstaff.yaml", excluded("vendor/**"))
  folder.write("vendor/tool.7z", sevenZip)
  folder.write("vendor/a.py", `token = "${token(63)}"\n`)
  git(folder.root, "add", "--all")
  const passed = folder.tipstaff("check", "--staged", "--json")
  expect([passed.exitCode, JSON.parse(passed.stdout)]).toMatchObject([
    0,
    { blocked: [], leftOut: [{ pattern: "vendor/**", reason: "reviewed where it comes from", files: 2 }] },
  ])
  expect(passed.stderr).toContain("left out: 2 files by the exclusion vendor/** (reviewed where it comes from)")
  folder.write("tool.7z", sevenZip)
  git(folder.root, "add", "--all")
  expect(folder.tipstaff("check", "--staged").exitCode).toBe(2)
})

test("pruning keeps the baseline's entries of files that were left out", () => {
  const folder = newRepository()
  folder.write("vendor/a.txt", `${token(64)}\n`)
  folder.write("b.txt", `${token(65)}\n`)
  folder.tipstaff("secrets", "baseline")
  folder.write("tipstaff.yaml", excluded("vendor/**"))
  folder.write("b.txt", "clean\n")
  expect(folder.tipstaff("secrets", "baseline", "--prune").stdout).toContain("1 entry dropped, 1 in all")
})

test("a scan of files says of each finding whether a commit holds it already, a submodule by its own history", () => {
  const folder = newRepository()
  folder.write("old.env", `A=${token(70)}\n`)
  folder.commit("First")
  folder.write("new.env", `A=${token(71)}\n`)
  git(folder.root, "init", "--quiet", "inner")
  folder.write("inner/c.env", `A=${token(72)}\n`)
  git(join(folder.root, "inner"), "add", "--all")
  git(join(folder.root, "inner"), "commit", "--quiet", "--no-verify", "--message=Inner")
  const known = ({ findings }: JsonReport) => findings.map(({ path, inHistory }) => [path, inHistory])
  const all = [
    ["inner/c.env", true],
    ["new.env", false],
    ["old.env", true],
  ]
  expect(known(folder.scan())).toEqual(all)
  expect(known(folder.scan("old.env"))).toEqual([["old.env", true]])
  git(folder.root, "add", "new.env")
  expect(known(folder.scan("--staged"))).toEqual([["new.env", false]])
  expect(folder.tipstaff("secrets", "scan").stdout.match(/already in the history/g)).toHaveLength(2)
  expect(folder.tipstaff("secrets", "explain", "old.env:1").stdout).toContain("1. Rotate it first: it is in the history")
  expect(folder.tipstaff("secrets", "explain", "new.env:1").stdout).not.toContain("Rotate it first")
})
