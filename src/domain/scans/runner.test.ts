import { access, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { fixedClock } from "../../base/clock.ts"
import { fingerprintOf, type Finding } from "../findings/finding.ts"
import type { Engine, EngineReport, ScanContext, ScanTarget, ToolRun } from "./engine.ts"
import { runEngines, type RunEnginesOptions } from "./runner.ts"

const target: ScanTarget = { root: "/nowhere", files: [{ path: "a.py", size: 10 }], digest: "d1" }
const clean: EngineReport = { findings: [], examined: { files: 1, bytes: 10 }, unexamined: [] }

function engine(id: string, scan: (context: ScanContext) => Promise<unknown>): Engine {
  return {
    id,
    class: "sast",
    kind: "embedded",
    probe: async () => ({ version: "1.2.3", command: [id, "."] }),
    scan: (_target, context) => scan(context) as ReturnType<Engine["scan"]>,
  }
}

function finding(severity: Finding["severity"], path = "a.py", line = 1, rule = "r"): Finding {
  return {
    fingerprint: fingerprintOf(rule, path, String(line)),
    class: "sast",
    severity,
    confidence: "high",
    title: "t",
    message: "m",
    location: { path, line },
    cwe: [],
    owasp: [],
    aliases: [],
    sources: [{ tool: "x", version: "1", rule }],
  }
}

function start(engines: readonly Engine[], options: Partial<RunEnginesOptions> = {}): Promise<ToolRun[]> {
  return runEngines(engines, target, {
    clock: fixedClock("2026-11-20T10:00:00Z"),
    env: {},
    signal: new AbortController().signal,
    fetch,
    graceMs: 30,
    ...options,
  })
}

const never = () => new Promise<never>(() => {})

const endings: readonly [string, (context: ScanContext) => Promise<unknown>, ToolRun["outcome"], RegExp | undefined][] = [
  ["a clean report", async () => clean, "pass", undefined],
  ["a medium finding", async () => ({ ...clean, findings: [finding("medium")] }), "pass", undefined],
  ["a high finding", async () => ({ ...clean, findings: [finding("high")] }), "fail", undefined],
  ["a critical finding", async () => ({ ...clean, findings: [finding("critical")] }), "fail", undefined],
  [
    "something unexamined",
    async () => ({ ...clean, unexamined: [{ path: "b.py", reason: "too large" }] }),
    "not_run",
    /1 place was not examined, first b\.py: too large/,
  ],
  ["nothing examined", async () => ({ ...clean, examined: { files: 0, bytes: 0 } }), "not_run", /examined nothing/],
  ["an error", async () => Promise.reject(new Error("it broke")), "not_run", /it broke/],
  ["a thrown text with control characters", async () => Promise.reject(new Error("a\u001b[31m\nb")), "not_run", /^a\\u\{1b\}\[31m\\nb$/],
  ["a hang that ignores the signal", never, "not_run", /timed out after 60 ms/],
  [
    "a report that cannot be recorded",
    async () => ({ ...clean, findings: [{ ...finding("low"), location: { path: "a.py", line: Number.NaN } }] }),
    "not_run",
    /cannot be recorded/,
  ],
  ["not_applicable with a reason", async () => ({ outcome: "not_applicable", reason: "no Python" }), "not_applicable", /no Python/],
  ["not_run with a reason", async () => ({ outcome: "not_run", reason: "no rules" }), "not_run", /no rules/],
]

describe("[S4.4-3] what an engine does decides its outcome, and only whole work can pass", () => {
  test.each(endings)("%s", async (_name, scan, outcome, reason) => {
    const [run] = await start([engine("one", scan)], { timeoutMs: 60 })
    expect(run?.outcome).toBe(outcome)
    expect(run?.reason ?? "").toMatch(reason ?? /^$/)
  })
})

test("findings that came before the end of time are kept, and the run is not_run", async () => {
  const slow = engine("slow", async (context) => {
    await new Promise((resolve) => context.signal.addEventListener("abort", resolve))
    return { ...clean, findings: [finding("high")] }
  })
  const [run] = await start([slow], { timeoutMs: 30, graceMs: 2000 })
  expect(run).toMatchObject({ outcome: "not_run", version: "1.2.3", command: ["slow", "."] })
  expect(run?.findings).toHaveLength(1)
})

test("[S4.4-1] records carry version, command, time and digests, in the order of the engines", async () => {
  const later = engine("later", async () => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    return clean
  })
  const finished: string[] = []
  const runs = await start([later, engine("sooner", async () => clean)], { onFinished: (run) => finished.push(run.tool) })
  expect(runs.map((run) => run.tool)).toEqual(["later", "sooner"])
  expect(finished).toEqual(["sooner", "later"])
  expect(runs[0]).toMatchObject({ version: "1.2.3", command: ["later", "."], startedAt: Date.parse("2026-11-20T10:00:00Z"), targetDigest: "d1" })
  expect(runs[0]?.resultDigest).toMatch(/^[0-9a-f]{64}$/)
})

test("findings have one order and one digest, in whatever order the engine gives them", async () => {
  const list = [
    finding("low", "z.py"),
    finding("high", "b.py", 9),
    finding("high", "b.py", 2),
    finding("high", "a.py", 5, "s"),
    finding("high", "a.py", 5, "q"),
  ]
  const [one, two] = await start([
    engine("one", async () => ({ ...clean, findings: list })),
    engine("two", async () => ({ ...clean, findings: list.toReversed() })),
  ])
  expect(one?.findings.map((entry) => `${entry.location?.path}:${entry.location?.line}${entry.sources[0]?.rule}`)).toEqual([
    "a.py:5q",
    "a.py:5s",
    "b.py:2r",
    "b.py:9r",
    "z.py:1r",
  ])
  expect(two?.findings).toEqual(one?.findings)
  expect(two?.resultDigest).toBe(one?.resultDigest)
})

test("at most the allowed number of engines is at work at once", async () => {
  let atWork = 0
  let most = 0
  const counted = (id: string) =>
    engine(id, async () => {
      atWork += 1
      most = Math.max(most, atWork)
      await new Promise((resolve) => setTimeout(resolve, 5))
      atWork -= 1
      return clean
    })
  await start(["a", "b", "c", "d", "e"].map(counted), { concurrency: 2 })
  expect(most).toBe(2)
})

test("cancelling stops those at work and never starts the others", async () => {
  const cancel = new AbortController()
  let seen: AbortSignal | undefined
  const waiting = engine("waiting", (context) => {
    seen = context.signal
    cancel.abort()
    return never()
  })
  let started = false
  const next = engine("next", async () => {
    started = true
    return clean
  })
  const runs = await start([waiting, next], { signal: cancel.signal, concurrency: 1 })
  expect(seen?.aborted).toBe(true)
  expect(started).toBe(false)
  expect(runs.map((run) => [run.outcome, run.reason])).toEqual([
    ["not_run", "cancelled"],
    ["not_run", "cancelled before it started"],
  ])
})

test("an engine that is not installed is recorded as absent", async () => {
  const missing: Engine = { ...engine("missing", never), probe: async () => ({ outcome: "not_run", reason: "not installed", absent: true }) }
  expect(await start([missing])).toMatchObject([{ tool: "missing", outcome: "not_run", absent: true, reason: "not installed", version: "" }])
})

test("the scratch folder is the engine's alone and is gone afterwards", async () => {
  let folder = ""
  let mode = 0
  const writer = engine("writer", async (context) => {
    folder = context.scratchDir
    mode = (await stat(folder)).mode & 0o777
    await writeFile(join(folder, "left"), "x")
    throw new Error("broke")
  })
  await start([writer])
  expect(mode).toBe(process.platform === "win32" ? mode : 0o700)
  await expect(access(folder)).rejects.toThrow(/ENOENT/)
})

test("progress reaches the caller with the name of the engine, and stops with the engine", async () => {
  const seen: unknown[] = []
  let late: (() => void) | undefined
  const busy = engine("busy", (context) => {
    context.progress(1, 4)
    late = () => context.progress(2, 4)
    return never()
  })
  await start([busy], { timeoutMs: 20, onProgress: (...progress) => seen.push(progress) })
  late?.()
  expect(seen).toEqual([["busy", 1, 4]])
})

test("a time-out of its own comes before the common one", async () => {
  const runs = await start([engine("fast", never), engine("normal", async () => clean)], { timeoutsMs: { fast: 20 } })
  expect(runs.map((run) => run.outcome)).toEqual(["not_run", "pass"])
})

test("two engines of one name are refused", async () => {
  await expect(start([engine("twin", never), engine("twin", never)])).rejects.toMatchObject({ code: "scans/duplicate-engine" })
})

test("lone surrogates in a finding are replaced, not fatal", async () => {
  const [run] = await start([engine("one", async () => ({ ...clean, findings: [{ ...finding("low"), title: "a\ud800" }] }))])
  expect(run?.findings[0]?.title).toBe("a\ufffd")
})
