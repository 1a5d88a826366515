import { build } from "esbuild"
import { createWriteStream } from "node:fs"
import { chmod, mkdir, mkdtemp, rm, stat, symlink, truncate, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { pathToFileURL } from "node:url"
import { finished as written } from "node:stream/promises"
import { zipSync } from "fflate"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ruleCases } from "../../secrets/cases.ts"
import { expand, randomFrom } from "../../secrets/generate.ts"
import { createSecretScanner } from "../../secrets/scanner.ts"
import type { EngineReport, ScanContext, ScanTarget } from "../engine.ts"
import { secretsEngine, type SecretsEngineOptions } from "./engine.ts"
import { maxDetectionsPerFile } from "./pieces.ts"
import { createTreeScan } from "./pool.ts"
import { createFileReader } from "./read.ts"

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tipstaff-secrets-"))
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const token = expand("{{crc:ghp_}}", randomFrom(21))
const awsKey = expand("AKIA{{base32:16}}", randomFrom(21))

async function tree(name: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<ScanTarget> {
  const root = join(folder, name)
  const listed: { path: string; size: number }[] = []
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
    listed.push({ path, size: (await stat(join(root, path))).size })
  }
  return { root, files: listed, digest: "test" }
}

function finished<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

function context(signal: AbortSignal = new AbortController().signal, progress: ScanContext["progress"] = () => {}): ScanContext {
  return { clock: { now: () => 0 } as unknown as ScanContext["clock"], env: {}, signal, fetch: globalThis.fetch, scratchDir: folder, progress }
}

async function scan(target: ScanTarget, options: Partial<SecretsEngineOptions> = {}, signal?: AbortSignal): Promise<EngineReport> {
  const report = await secretsEngine({ key: "test", ...options }).scan(target, context(signal))
  if ("outcome" in report) throw new Error(report.reason)
  return report
}

test("a planted token becomes one finding with its place, its kind and all rules that saw it", async () => {
  const { findings, examined, unexamined } = await scan(await tree("one", { "src/a.ts": `// é\r\nconst token = "${token}"\r\n` }))
  expect(findings).toHaveLength(1)
  const [{ fingerprint, sources, message, ...rest }] = findings as [(typeof findings)[number]]
  expect(rest).toMatchObject({
    class: "secrets",
    severity: "critical",
    confidence: "high",
    title: "GitHub personal access token in the clear",
    location: { path: "src/a.ts", line: 2, column: 16, endLine: 2, endColumn: 56 },
    cwe: ["CWE-798"],
    owasp: ["A07:2021"],
  })
  expect(fingerprint).toMatch(/^[0-9a-f]{32}$/)
  expect(message).toContain("ghp_… (40 characters)")
  expect(sources.map((source) => source.rule)).toEqual(["github-pat-classic", "policy-7", "generic-quoted", "policy-3"])
  expect({ examined: examined.files, unexamined }).toEqual({ examined: 1, unexamined: [] })
})

test("a fingerprint survives edits above the secret and differs for its second appearance", async () => {
  const first = await scan(await tree("fp1", { "a.txt": `${token}\n` }))
  const second = await scan(await tree("fp2", { "a.txt": `new line\n\n${token}\n${token}\n` }))
  expect(second.findings).toHaveLength(2)
  expect(second.findings[0]!.fingerprint).toBe(first.findings[0]!.fingerprint)
  expect(second.findings[1]!.fingerprint).not.toBe(first.findings[0]!.fingerprint)
})

test("[SX.1-11] nothing that the engine returns contains a raw value", async () => {
  const values: string[] = []
  const files: Record<string, string> = {}
  for (const [index, { hits, path }] of Object.values(ruleCases).entries()) {
    for (const [nth, hit] of hits.entries())
      files[`d${index}-${nth}/${path ?? "settings.conf"}`] = `\n${expand(hit, randomFrom(index * 100 + nth), values)}\n`
  }
  const report = await scan(await tree("planted", files))
  const shown = JSON.stringify(report)
  expect(report.findings.length).toBeGreaterThanOrEqual(Object.keys(files).length)
  expect(values.filter((value) => value.length > 7 && shown.includes(value))).toEqual([])
})

test("[S1.3-8] a key planted in prompts, configuration and sessions is found in each, and the report says so", async () => {
  const files = {
    "prompts/a.md": `Use ${token} to log in`,
    "config/app.yaml": `key: ${awsKey}`,
    "sessions/1.jsonl": `{"text":"\\n${token}"}`,
    "src/a.ts": "export {}",
  }
  const { findings, artefacts } = await scan(await tree("groups", files))
  expect(findings.map((finding) => finding.location!.path)).toEqual(["config/app.yaml", "prompts/a.md", "sessions/1.jsonl"])
  const report = JSON.parse(artefacts![0]!.text) as Record<string, { files: number; findings: string[] }>
  expect(Object.fromEntries(Object.entries(report).map(([group, { files: count, findings: ids }]) => [group, [count, ids.length]]))).toEqual({
    prompts: [1, 1],
    config: [1, 1],
    sessions: [1, 1],
  })
})

test("what cannot be read is reported, never passed over", async () => {
  const target = await tree("hard", { "a.txt": token })
  await symlink(join(target.root, "a.txt"), join(target.root, "link"))
  await mkdir(join(target.root, "dir"))
  const paths = ["a.txt", "link", "dir", "gone", "../outside"]
  const { findings, examined, unexamined } = await scan({ ...target, files: paths.map((path) => ({ path, size: 1 })) })
  expect(findings).toHaveLength(1)
  expect(examined.files).toBe(1)
  expect(unexamined.map((entry) => entry.path)).toEqual(["../outside", "dir", "gone", "link"])
  expect(unexamined.every((entry) => entry.reason.length > 10)).toBe(true)
})

test("a file without read permission is reported", async () => {
  const target = await tree("locked", { "a.txt": token })
  await chmod(join(target.root, "a.txt"), 0)
  const { unexamined } = await scan(target)
  // Root reads everything.
  expect(unexamined).toEqual(process.getuid?.() === 0 ? [] : [{ path: "a.txt", reason: "it cannot be read (EACCES)" }])
})

test("a stopped scan names every file that it left", async () => {
  const target = await tree("stopped", { "a.txt": token, "b.txt": token })
  const { findings, unexamined } = await scan(target, {}, AbortSignal.abort())
  expect(findings).toEqual([])
  expect(unexamined.map((entry) => entry.path)).toEqual(["a.txt", "b.txt"])
})

test("large files are read in pieces: places stay right, and a secret across a cut is found once", async () => {
  const pieceBytes = 64 * 1024
  const line = `${"x".repeat(98)}é\n`
  for (const shift of [0, 1, 20, 39, 40]) {
    const lines = Math.floor(pieceBytes / Buffer.byteLength(line))
    const before = line.repeat(lines) + " ".repeat(pieceBytes - lines * Buffer.byteLength(line) - shift)
    const target = await tree(`pieces${shift}`, { "big.txt": `${before}${token}\n${line.repeat(3000)}${awsKey}\n` })
    const reader = createFileReader(createSecretScanner({ key: "test" }), pieceBytes)
    const { detections } = finished(reader.read(target.root, "big.txt"))
    const found = detections.filter((detection) => detection.rule.tag === "extended")
    expect(found.map((detection) => [detection.rule.id, detection.line])).toEqual([
      ["github-pat-classic", lines + 1],
      ["aws-access-key-id", lines + 3002],
    ])
  }
})

test("a sparse file of 160 MB and a single line of 24 MB need little memory", async () => {
  const root = join(folder, "huge")
  await mkdir(root, { recursive: true })
  await writeFile(join(root, "sparse.bin"), token)
  await truncate(join(root, "sparse.bin"), 160 * 1024 * 1024)
  const stream = createWriteStream(join(root, "line.js"))
  for (let block = 0; block < 24; block += 1) stream.write(Buffer.alloc(1024 * 1024, "a"))
  stream.end(` ${awsKey} `)
  await written(stream)
  const before = process.memoryUsage.rss()
  const files = ["sparse.bin", "line.js"].map((path) => ({ path, size: 0 }))
  const { findings, examined } = await scan({ root, files, digest: "test" }, { threads: 1 })
  expect(findings.map(({ location }) => [location!.path, location!.line, location!.column])).toEqual([
    ["line.js", 1, 24 * 1024 * 1024 + 2],
    ["sparse.bin", 1, 1],
  ])
  expect(examined.bytes).toBe(160 * 1024 * 1024 + 24 * 1024 * 1024 + 22)
  expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024)
})

test("a file made to flood the report is cut, and says so", async () => {
  const flood = Array.from({ length: maxDetectionsPerFile + 10 }, (_, index) => expand("sk_live_{{alnum:24}}", randomFrom(index))).join("\n")
  const { findings, unexamined } = await scan(await tree("flood", { "a.txt": flood }))
  expect(findings).toHaveLength(maxDetectionsPerFile)
  expect(unexamined).toHaveLength(1)
})

test("worker threads give the same report as one thread; without their file one thread does the work", async () => {
  const script = join(folder, "secrets-worker.js")
  await build({
    entryPoints: [join(import.meta.dirname, "worker.ts")],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  })
  await writeFile(join(folder, "package.json"), `{"type":"module"}`)
  const files: Record<string, string> = {}
  // Enough of them that threads pay.
  for (let index = 0; index < 1300; index += 1) {
    files[`d${index % 7}/f${index}.txt`] =
      `${"line\n".repeat(index % 50)}${index % 20 === 0 ? expand("{{crc:ghp_}}", randomFrom(index)) : "nothing"}\n`
  }
  // Threads leave archives to the main one.
  const packed = zipSync({ "inner.txt": Buffer.from(files["d0/f700.txt"]!) })
  const target = await tree("workers", { ...files, "d0/f700.txt": packed })
  const alone = await scan(target, { threads: 1 })
  const shared = await scan(target, { threads: 2, workerScript: pathToFileURL(script) })
  const absent = await scan(target, { threads: 2, workerScript: pathToFileURL(join(folder, "none.js")) })
  expect(alone.findings).toHaveLength(65)
  expect(alone.findings.map(({ location }) => location!.path)).toContain("d0/f700.txt!/inner.txt")
  expect(shared).toEqual(alone)
  expect(absent).toEqual(alone)

  // A worker that ends before it took anything costs nothing; what one took and did not finish is named.
  const early = join(folder, "early.js")
  await writeFile(early, "process.exit(1)")
  expect(await scan(target, { threads: 2, workerScript: pathToFileURL(early) })).toEqual(alone)
  const dying = join(folder, "dying.js")
  await writeFile(dying, `import { workerData } from "node:worker_threads"\nAtomics.add(workerData.state.numbers, 0, 1)\nprocess.exit(1)`)
  const { root, files: listed } = target
  const died = createTreeScan({
    root,
    settings: { key: "test" },
    signal: new AbortController().signal,
    onFiles: () => {},
    threads: 2,
    workerScript: pathToFileURL(dying),
  })
  died.add(listed.map(({ path }) => path))
  await sleep(500)
  const { files: read, unexamined } = await died.finish()
  expect([read, unexamined.length, unexamined[0]!.reason]).toEqual([1299, 1, "the worker that should have read it ended early"])
})

test("the engine names its rule set as its version", async () => {
  const engine = secretsEngine({ key: "test" })
  expect([engine.id, engine.class, engine.kind]).toEqual(["tipstaff-secrets", "secrets", "embedded"])
  expect(await engine.probe(context())).toEqual({ version: expect.stringMatching(/^\d+\.[0-9a-f]{12}$/) as unknown })
})
