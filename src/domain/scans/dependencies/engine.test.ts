import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { Ajv } from "ajv"
import addFormats from "ajv-formats"
import { build } from "esbuild"
import { afterEach, beforeEach, expect, test } from "vitest"
import { fixedClock } from "../../../base/clock.ts"
import type { EngineAbsence, EngineReport, ScanContext } from "../engine.ts"
import { dependenciesEngine, type DependencyEngineExtras } from "./engine.ts"
import { dependencySettings } from "./settings.ts"

const now = "2026-06-15T12:00:00Z"
let root = ""

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tipstaff-dependencies-"))
})

afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

type Files = Readonly<Record<string, string>>

function context(signal = new AbortController().signal): ScanContext {
  return { clock: fixedClock(now), env: {}, signal, fetch: globalThis.fetch, scratchDir: root, progress: () => {} }
}

async function write(files: Files): Promise<{ path: string; size: number }[]> {
  const listed: { path: string; size: number }[] = []
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
    listed.push({ path, size: (await stat(join(root, path))).size })
  }
  return listed
}

async function scan(files: Files, settings: object = { online: false }, extras: DependencyEngineExtras = {}): Promise<EngineReport | EngineAbsence> {
  const listed = await write(files)
  const engine = dependenciesEngine(dependencySettings.parse(settings), { repositoryName: "shop", ...extras })
  return engine.scan({ root, files: listed, digest: "0" }, context())
}

async function report(files: Files, settings: object = { online: false }, extras: DependencyEngineExtras = {}): Promise<EngineReport> {
  const answer = await scan(files, settings, extras)
  if ("outcome" in answer) throw new Error(`no report: ${answer.reason}`)
  return answer
}

/** A mirror beside the repository with these advisories, written yesterday. */
async function mirror(...advisories: readonly object[]): Promise<{ advisories: string }> {
  const folder = join(root, ".mirror")
  await mkdir(folder, { recursive: true })
  for (const [index, advisory] of advisories.entries()) {
    const path = join(folder, `${index}.json`)
    await writeFile(path, JSON.stringify({ modified: "2026-06-14T00:00:00Z", ...advisory }))
    await utimes(path, new Date("2026-06-14T00:00:00Z"), new Date("2026-06-14T00:00:00Z"))
  }
  return { advisories: folder }
}

function affects(name: string, fixed?: string, ecosystem = "npm"): object {
  return { package: { ecosystem, name }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, ...(fixed === undefined ? [] : [{ fixed }])] }] }
}

const lock = `{
  "lockfileVersion": 3,
  "packages": {
    "": { "dependencies": { "left": "^1.0.0" } },
    "node_modules/left": { "version": "1.0.0", "integrity": "sha512-${Buffer.alloc(64, 7).toString("base64")}", "dependencies": { "right": "2" } },
    "node_modules/right": { "version": "2.0.0", "dev": true }
  }
}`

test("[S3.2-3] a repository without any list of packages is not applicable", async () => {
  expect(await scan({ "README.md": "hello" })).toEqual({ outcome: "not_applicable", reason: "no dependency manifests found" })
  expect(await scan({ "node_modules/a/package.json": '{"dependencies":{"b":"1"}}', "vendor/x/go.mod": "module x\n" })).toMatchObject({
    outcome: "not_applicable",
  })
})

test("[S3.2-3] without a source of advisories the lockfile is unexamined, and the bill of materials is still made", async () => {
  const answer = await report({ "package-lock.json": lock })
  expect(answer.findings).toEqual([])
  expect(answer.unexamined).toEqual([
    { path: "package-lock.json", reason: "no advisory source: there is no mirror, and the OSV API may not be asked" },
  ])
  expect(answer.artefacts?.map((one) => one.name)).toEqual(["sbom.cdx.json"])
})

test("[S5.4-4] a known-vulnerable component is found where it is locked", async () => {
  const settings = await mirror({
    id: "TIP-2026-0001",
    aliases: ["CVE-2026-90001"],
    summary: "left leans too far",
    affected: [affects("left", "1.2.0")],
    severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }],
    database_specific: { cwe_ids: ["CWE-1333"] },
  })
  const answer = await report({ "package-lock.json": lock }, settings)
  expect(answer.unexamined).toEqual([])
  expect(answer.artefacts?.[0]?.text).toContain('"mirror with 1 advisories, the newest of 2026-06-14"')
  expect(answer.examined).toEqual({ files: 1, bytes: Buffer.byteLength(lock) })
  expect(answer.findings).toEqual([
    {
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      class: "dependencies",
      severity: "high",
      confidence: "high",
      title: "left 1.0.0: left leans too far (CVE-2026-90001)",
      message: "left 1.0.0 is affected by CVE-2026-90001, TIP-2026-0001.",
      remediation: "update left to 1.2.0 or later",
      location: { path: "package-lock.json", line: 5 },
      component: { purl: "pkg:npm/left@1.0.0", name: "left", version: "1.0.0", fixedIn: "1.2.0" },
      cwe: ["CWE-1333"],
      owasp: ["A06:2021"],
      aliases: ["CVE-2026-90001", "TIP-2026-0001"],
      sources: [{ tool: "tipstaff-dependencies", version: "1.0.0", rule: "TIP-2026-0001" }],
      help: "https://osv.dev/vulnerability/TIP-2026-0001",
    },
  ])
})

test("[S5.4-4] advisories that share an alias are one finding, with the highest of their fixes", async () => {
  const settings = await mirror(
    {
      id: "GHSA-tip1-0000-0000",
      aliases: ["CVE-2026-90002"],
      summary: "one",
      affected: [affects("left", "1.1.0")],
      database_specific: { severity: "MODERATE" },
    },
    { id: "TIP-2026-0002", aliases: ["CVE-2026-90002"], affected: [affects("left", "1.3.0")] },
    { id: "TIP-2026-0003", aliases: ["TIP-2026-0002"], affected: [affects("left")] },
    { id: "TIP-2026-0004", summary: "another", affected: [affects("left")] },
  )
  const { findings } = await report({ "package-lock.json": lock }, settings)
  expect(findings.map(({ title, severity, confidence, component }) => [title, severity, confidence, component?.fixedIn])).toEqual([
    ["left 1.0.0: another (TIP-2026-0004)", "medium", "medium", undefined],
    ["left 1.0.0: one (CVE-2026-90002)", "medium", "high", "1.3.0"],
  ])
  expect(findings[1]?.sources.map((source) => source.rule)).toEqual(["GHSA-tip1-0000-0000", "TIP-2026-0002", "TIP-2026-0003"])
})

test("the fingerprint survives other lines, another source and another order, and changes with the lockfile", async () => {
  const advisory = { id: "TIP-2026-0005", aliases: ["CVE-2026-90005"], affected: [affects("left")] }
  const before = await report({ "package-lock.json": lock }, await mirror(advisory))
  const moved = await report(
    { "package-lock.json": `\n\n${lock}`, "sub/package-lock.json": lock },
    await mirror({ ...advisory, id: "TIP-2026-0006" }),
  )
  expect(moved.findings.map((finding) => finding.location)).toEqual([
    { path: "package-lock.json", line: 7 },
    { path: "sub/package-lock.json", line: 5 },
  ])
  expect(moved.findings[0]?.fingerprint).toBe(before.findings[0]?.fingerprint)
  expect(moved.findings[1]?.fingerprint).not.toBe(before.findings[0]?.fingerprint)
})

test("a malicious package is critical, and an exploited vulnerability is at least high", async () => {
  const settings = await mirror(
    { id: "MAL-2026-1", summary: "steals", affected: [{ package: { ecosystem: "npm", name: "left" }, versions: ["1.0.0"] }] },
    { id: "TIP-2026-0007", aliases: ["CVE-2026-90007"], affected: [affects("right")], database_specific: { severity: "LOW" } },
  )
  const { findings } = await report({ "package-lock.json": lock }, settings, { knownExploited: new Set(["CVE-2026-90007"]) })
  expect(findings.map(({ severity, title, message, cwe, owasp }) => ({ severity, title, message, cwe, owasp }))).toEqual([
    {
      severity: "critical",
      title: "left 1.0.0 is a malicious package (MAL-2026-1)",
      message: "left 1.0.0 was published to do harm (MAL-2026-1): whoever installed it ran its code.",
      cwe: ["CWE-506"],
      owasp: ["A06:2021", "A08:2021"],
    },
    {
      severity: "high",
      title: "right 2.0.0: a known vulnerability (CVE-2026-90007)",
      message:
        "right 2.0.0 is affected by CVE-2026-90007, TIP-2026-0007. The vulnerability is known to be exploited. It is installed for development only.",
      cwe: ["CWE-1395"],
      owasp: ["A06:2021"],
    },
  ])
})

test("text from an advisory or a lockfile cannot speak to the terminal", async () => {
  const settings = await mirror({ id: "TIP-2026-0008", summary: "red \u001b[31m\u202e alert\nmore", affected: [affects("left")] })
  const { findings } = await report({ "package-lock.json": lock }, settings)
  expect(findings[0]?.title).toBe("left 1.0.0: red \\u{1b}[31m\\u{202e} alert (TIP-2026-0008)")
  const hostile = await report({ "package-lock.json": JSON.stringify({ packages: { "node_modules/a\u001b[2Jb\nc": { version: "1.0.0" } } }) })
  expect(hostile.unexamined).toContainEqual({ path: "package-lock.json", line: 1, reason: "a\\u{1b}[2Jb\\nc has no usable name or version" })
})

test("a fix of a Go module is written as Go writes versions", async () => {
  const settings = await mirror({ id: "TIP-2026-0012", affected: [affects("example.org/a", "1.4.0", "Go")] })
  const { findings } = await report({ "go.mod": "module x\ngo 1.22\nrequire example.org/a v1.3.0\n" }, settings)
  expect(findings.map((finding) => finding.component)).toEqual([
    { purl: "pkg:golang/example.org/a@v1.3.0", name: "example.org/a", version: "v1.3.0", fixedIn: "v1.4.0" },
  ])
})

test("an estimate by a version 4 vector says that it is one", async () => {
  const settings = await mirror({
    id: "TIP-2026-0009",
    affected: [affects("left")],
    severity: [{ type: "CVSS_V4", score: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N" }],
  })
  const { findings } = await report({ "package-lock.json": lock }, settings)
  expect(findings.map(({ severity, confidence, message }) => [severity, confidence, message])).toEqual([
    ["critical", "medium", "left 1.0.0 is affected by TIP-2026-0009. The advisory gives no severity in words; it was estimated."],
  ])
})

const manifests: readonly { readonly what: string; readonly files: Files; readonly unexamined: readonly string[] }[] = [
  {
    what: "a package.json without a lockfile",
    files: { "package.json": '{"dependencies":{"a":"^1"}}' },
    unexamined: ["package.json: no lockfile tells the versions of its dependencies: run npm install and commit package-lock.json"],
  },
  { what: "a package.json that asks for nothing", files: { "package.json": '{"name":"a","dependencies":{"b":"workspace:*"}}' }, unexamined: [] },
  { what: "a package.json beside its lockfile", files: { "package.json": '{"dependencies":{"left":"1"}}', "yarn.lock": "" }, unexamined: [] },
  {
    what: "a workspace that the lockfile above names, and a folder that it does not",
    files: {
      "package.json": "{}",
      "package-lock.json": '{"lockfileVersion":3,"packages":{"":{},"apps/web":{}}}',
      "apps/web/package.json": '{"dependencies":{"left":"1"}}',
      "apps/other/package.json": '{"dependencies":{"left":"1"}}',
    },
    unexamined: ["apps/other/package.json: no lockfile tells the versions of its dependencies: run npm install and commit package-lock.json"],
  },
  {
    what: "workspaces of yarn 1",
    files: {
      "package.json": '{"workspaces":["apps/*"]}',
      "yarn.lock": "",
      "apps/web/package.json": '{"dependencies":{"left":"1"}}',
      "apps/web/deep/package.json": '{"dependencies":{"left":"1"}}',
    },
    unexamined: ["apps/web/deep/package.json: no lockfile tells the versions of its dependencies: run npm install and commit package-lock.json"],
  },
  {
    what: "a workspace pattern made to be slow",
    files: {
      "package.json": `{"workspaces":["${"*a".repeat(60)}","+(+(+(a)))b"]}`,
      "yarn.lock": "",
      [`${"a".repeat(200)}/package.json`]: '{"dependencies":{"left":"1"}}',
    },
    unexamined: [`${"a".repeat(200)}/package.json: no lockfile tells the versions of its dependencies: run npm install and commit package-lock.json`],
  },
  {
    what: "Python projects with and without a lockfile",
    files: {
      "a/pyproject.toml": '[project]\nname = "a"\ndependencies = ["x"]\n',
      "b/pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.12"\n',
      "c/pyproject.toml": '[project]\nname = "c"\ndependencies = ["x"]\n',
      "c/uv.lock": "version = 1\n",
      "d/Pipfile": '[packages]\nx = "*"\n',
      "e/setup.py": 'setup(install_requires=["x"])\n',
      "f/requirements.in": "x\n",
    },
    unexamined: [
      "a/pyproject.toml: no lockfile tells the versions of its dependencies: commit a lockfile, for example with uv lock or poetry lock",
      "d/Pipfile: no lockfile tells the versions of its dependencies: run pipenv lock and commit Pipfile.lock",
      "e/setup.py: no lockfile tells the versions of its dependencies: commit pinned requirements, for example with pip-compile",
      "f/requirements.in: no lockfile tells the versions of its dependencies: run pip-compile and commit its output",
    ],
  },
  {
    what: "crates of a workspace",
    files: {
      "Cargo.lock": '[[package]]\nname = "member"\nversion = "0.1.0"\n',
      "crates/member/Cargo.toml": '[package]\nname = "member"\n[dependencies]\nserde-like = "1"\n',
      "other/Cargo.toml": '[package]\nname = "other"\n[dependencies]\nserde-like = "1"\nmember = { path = "../crates/member" }\n',
    },
    unexamined: ["other/Cargo.toml: no lockfile tells the versions of its dependencies: run cargo generate-lockfile and commit Cargo.lock"],
  },
  {
    what: "manifests of other ecosystems",
    files: {
      "build.gradle.kts": 'dependencies {\n implementation("a:b:1")\n}\n',
      Gemfile: 'gem "a"\n',
      "composer.json": '{"require":{"php":">=8","acme/a":"*"}}',
      "App.csproj": '<Project><ItemGroup><PackageReference Include="A" Version="1.0.0" /></ItemGroup></Project>',
      "mix.exs": 'defp deps do [{:a, "~> 1.0"}] end\n',
      "pubspec.lock": "packages: {}\n",
      "bun.lockb": "binary",
    },
    unexamined: [
      "App.csproj: no lockfile tells the versions of its dependencies: set RestorePackagesWithLockFile and commit packages.lock.json",
      "Gemfile: no lockfile tells the versions of its dependencies: run bundle lock and commit Gemfile.lock",
      "build.gradle.kts: no lockfile tells the versions of its dependencies: turn on dependency locking and commit gradle.lockfile (gradle dependencies --write-locks)",
      "bun.lockb: a binary lockfile; run bun install --save-text-lockfile and commit bun.lock",
      "composer.json: no lockfile tells the versions of its dependencies: run composer update and commit composer.lock",
      "mix.exs: no lockfile tells the versions of its dependencies: run mix deps.get and commit mix.lock",
      "pubspec.lock: Dart packages are not examined; scan with another tool",
    ],
  },
  {
    what: "includes that leave the repository or are not there, and includes in a circle",
    files: { "a/requirements.txt": "-r ../b/base.pip\n-r ../../../etc/passwd\n-r gone.txt\n", "b/base.pip": "-r ../a/requirements.txt\nloose\n" },
    unexamined: [
      "a/requirements.txt:2: it includes ../../../etc/passwd, which is not among the files under review",
      "a/requirements.txt:3: it includes gone.txt, which is not among the files under review",
      "b/base.pip:2: loose: no version pinned; write name==version, for example with pip-compile or pip freeze",
    ],
  },
  {
    what: "files that cannot be read",
    files: { "package-lock.json": '{\n"packages":', "package.json": "{", "Cargo.lock": "x = \n" },
    unexamined: [
      "Cargo.lock:1: Cargo.lock is not valid TOML",
      "package-lock.json:2: package-lock.json is not valid JSON",
      "package.json:1: package.json is not valid JSON",
    ],
  },
]

test.each(manifests)("[S3.2-3] what is not pinned is unexamined: $what", async ({ files, unexamined }) => {
  const answer = await report(files)
  expect(answer.unexamined.map(({ path, line, reason }) => `${path}${line === undefined ? "" : `:${line}`}: ${reason}`)).toEqual(unexamined)
})

test("a file that is not UTF-8, or is gone, is unexamined and its absolute path stays out of the report", async () => {
  await writeFile(join(root, "yarn.lock"), new Uint8Array([0xff, 0xfe, 0x00]))
  const engine = dependenciesEngine(dependencySettings.parse({ online: false }))
  const files = [
    { path: "yarn.lock", size: 3 },
    { path: "go.mod", size: 3 },
  ]
  expect(await engine.scan({ root, files, digest: "0" }, context())).toMatchObject({
    unexamined: [
      { path: "go.mod", reason: "the file is gone" },
      { path: "yarn.lock", reason: "the file is not valid UTF-8" },
    ],
  })
})

test("a thousand reasons of one file are listed and the rest are counted", async () => {
  const { unexamined } = await report({ "requirements.txt": "loose\n".repeat(2500) })
  expect(unexamined.length).toBe(1001)
  expect(unexamined.at(-1)).toEqual({ path: "requirements.txt", line: 1001, reason: "and 1500 more entries without a usable version" })
})

test("a cancelled scan stops", async () => {
  const engine = dependenciesEngine(dependencySettings.parse({}))
  const files = await write({ "package-lock.json": lock })
  await expect(engine.scan({ root, files, digest: "0" }, context(AbortSignal.abort()))).rejects.toMatchObject({ code: "scan/cancelled" })
})

test("[S3.2-3] the OSV API is asked when there is no mirror, and its failure is never clean", async () => {
  let broken = false
  const server = createServer((request, response) => {
    if (broken) return void response.writeHead(500).end()
    const body =
      request.method === "GET"
        ? { id: "TIP-2026-0010", affected: [affects("left", "1.1.0")] }
        : { results: [{ vulns: [{ id: "TIP-2026-0010" }] }, {}] }
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  try {
    const settings = { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
    const found = await report({ "package-lock.json": lock }, settings)
    expect([found.findings.map((finding) => finding.sources[0]?.rule), found.unexamined]).toEqual([["TIP-2026-0010"], []])
    broken = true
    const failed = await report({ "package-lock.json": lock }, settings, { backoffMs: 1 })
    expect([failed.findings, failed.unexamined]).toEqual([
      [],
      [{ path: "package-lock.json", reason: "no advisory source: the OSV API did not answer: status 500" }],
    ])
    expect(failed.artefacts?.length).toBe(1)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

test("where the API finds a package affected and we do not, the finding is kept as unsure", async () => {
  const server = createServer((request, response) => {
    const body =
      request.method === "GET"
        ? { id: "TIP-2026-0011", affected: [affects("left", "0.5.0")] }
        : { results: [{ vulns: [{ id: "TIP-2026-0011" }] }, {}] }
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  try {
    const { findings } = await report({ "package-lock.json": lock }, { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
    expect(findings.map((finding) => finding.confidence)).toEqual(["low"])
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

test("[S3.5-6] the bill of materials is also made when the program is bundled", async () => {
  const entryPoints = [fileURLToPath(new URL("engine.ts", import.meta.url))]
  const banner = { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" }
  // The library's XML part looks for xmlbuilder2 and does without.
  await build({
    entryPoints,
    outfile: join(root, "bundle.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["xmlbuilder2"],
    banner,
    logLevel: "error",
  })
  const bundled = (await import(pathToFileURL(join(root, "bundle.mjs")).href)) as { dependenciesEngine: typeof dependenciesEngine }
  const files = await write({ "package-lock.json": lock })
  const target = { root, files, digest: "0" }
  const settings = dependencySettings.parse({ online: false })
  expect(await bundled.dependenciesEngine(settings).scan(target, context())).toEqual(await dependenciesEngine(settings).scan(target, context()))
})

interface Sbom {
  serialNumber: string
  metadata: object
  components: Record<string, unknown>[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

async function sbom(files: Files, extras: DependencyEngineExtras = {}): Promise<{ text: string; value: Sbom }> {
  const text = (await report(files, { online: false }, extras)).artefacts?.[0]?.text ?? ""
  return { text, value: JSON.parse(text) as Sbom }
}

async function validator(): Promise<(value: unknown) => void> {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  // The schema names formats of later drafts that only tell how a string is meant.
  for (const format of ["idn-email", "iri-reference"]) ajv.addFormat(format, true)
  const folder = new URL("../../../../test/fixtures/schemas/", import.meta.url)
  for (const name of ["spdx.schema.json", "jsf-0.82.schema.json"]) ajv.addSchema(JSON.parse(await readFile(new URL(name, folder), "utf8")) as object)
  const validate = ajv.compile(JSON.parse(await readFile(new URL("bom-1.6.schema.json", folder), "utf8")) as object)
  return (value) => {
    validate(value)
    expect(validate.errors ?? []).toEqual([])
  }
}

test("[S3.5-6] the bill of materials is valid CycloneDX 1.6, also for hostile names", async () => {
  const validate = await validator()
  const { value } = await sbom({
    "package-lock.json": lock,
    "requirements.txt": "a==1.0\n",
    "go.mod": "module x\ngo 1.22\nrequire example.org/a/b v1.0.0\n",
    "Cargo.lock": '[[package]]\nname = "c"\nversion = "1.0.0+build"\nsource = "r"\n',
    "gradle.lockfile": "org.a:b:1.0=runtimeClasspath\nnogroup::1=x\n",
    "Gemfile.lock": "GEM\n  specs:\n    d (1.0)\n",
    "composer.lock": '{"packages":[{"name":"Acme/E","version":"1.0"}]}',
    "packages.config": '<packages><package id="F" version="1.0"/></packages>',
    "mix.lock": '"g": {:hex, :g, "1.0.0"}\n',
    "sub/package-lock.json": JSON.stringify({
      packages: {
        "node_modules/@s/%41?#x&y": { version: "1.0.0 || 2" },
        "node_modules/é\u202e": { version: "é" },
        "node_modules/\u0000": { version: "1" },
      },
    }),
  })
  validate(value)
  expect(value.components.map((component) => component.purl)).toEqual([
    "pkg:cargo/c@1.0.0+build",
    "pkg:composer/acme/e@1.0",
    "pkg:gem/d@1.0",
    "pkg:golang/example.org/a/b@v1.0.0",
    "pkg:hex/g@1.0.0",
    "pkg:maven/org.a/b@1.0",
    "pkg:npm/%C3%A9%E2%80%AE@%C3%A9",
    "pkg:npm/left@1.0.0",
    "pkg:npm/right@2.0.0",
    "pkg:nuget/F@1.0",
    "pkg:pypi/a@1.0",
  ])
})

test("[S3.5-6] the bill of materials tells scope, digest, place and graph, and what is missing", async () => {
  const { value } = await sbom({ "package-lock.json": lock }, { toolVersion: "9.9.9" })
  expect(value.components).toEqual([
    {
      type: "library",
      name: "left",
      version: "1.0.0",
      "bom-ref": "pkg:npm/left@1.0.0",
      scope: "required",
      hashes: [{ alg: "SHA-512", content: "07".repeat(64) }],
      purl: "pkg:npm/left@1.0.0",
      properties: [{ name: "tipstaff:lockfile", value: "package-lock.json:5" }],
    },
    {
      type: "library",
      name: "right",
      version: "2.0.0",
      "bom-ref": "pkg:npm/right@2.0.0",
      scope: "excluded",
      purl: "pkg:npm/right@2.0.0",
      properties: [{ name: "tipstaff:lockfile", value: "package-lock.json:6" }],
    },
  ])
  expect(value.dependencies).toEqual([
    { ref: "repository", dependsOn: ["pkg:npm/left@1.0.0"] },
    { ref: "pkg:npm/left@1.0.0", dependsOn: ["pkg:npm/right@2.0.0"] },
    { ref: "pkg:npm/right@2.0.0" },
  ])
  expect(value.metadata).toEqual({
    timestamp: "2026-06-15T12:00:00.000Z",
    tools: { components: [{ type: "application", name: "tipstaff", version: "9.9.9" }] },
    component: { type: "application", name: "shop", "bom-ref": "repository" },
    properties: [
      { name: "tipstaff:advisories", value: "none" },
      { name: "tipstaff:unexamined", value: "1" },
    ],
  })
})

test("[S3.5-6] the same repository gives the same bytes; names that differ in case only are kept apart", async () => {
  const files = {
    "package-lock.json": JSON.stringify({ packages: { "node_modules/Thing": { version: "1.0.0" }, "node_modules/thing": { version: "1.0.0" } } }),
  }
  const first = await sbom(files)
  expect((await sbom(files)).text).toBe(first.text)
  expect(first.value.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(first.value.components.map((component) => component["bom-ref"])).size).toBe(2)
  const serialNumber = "urn:uuid:11111111-1111-4111-8111-111111111111"
  expect((await sbom(files, { serialNumber })).value.serialNumber).toBe(serialNumber)
  expect((await sbom({ "package-lock.json": lock })).value.serialNumber).not.toBe(first.value.serialNumber)
})

test("settings refuse what is not known and what would not be safe", () => {
  expect(dependencySettings.parse({})).toEqual({ apiUrl: "https://api.osv.dev", online: true, maxMirrorAgeDays: 7, timeoutMs: 30_000 })
  const wrong = [{ advisorys: "x" }, { apiUrl: "file:///etc" }, { timeoutMs: 0 }, { maxMirrorAgeDays: -1 }]
  expect(wrong.map((one) => dependencySettings.safeParse(one).success)).toEqual([false, false, false, false])
})
