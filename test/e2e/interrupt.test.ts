/** An interrupted review keeps what has finished, and goes on from there to the same answer. */
import { spawn } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { setTimeout as wait } from "node:timers/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { git, newFolder, product, run } from "./product.ts"

const evidence = ".artifacts/review-security"

interface ScanResults {
  readonly target_digest: string
  readonly summary: unknown
  readonly classes: unknown
  readonly tools: readonly { readonly tool: string; readonly outcome: string; readonly started_at: string; readonly duration_ms: number }[]
  readonly findings: readonly unknown[]
}

function resultsIn(root: string): ScanResults {
  return JSON.parse(readFileSync(join(root, evidence, "scan-results.json"), "utf8")) as ScanResults
}

/** Enough code that an engine is still at work when another one has finished. */
function largeRepository(folder: string, name: string): string {
  const root = join(folder, name)
  mkdirSync(join(root, "src"), { recursive: true })
  git(root, "init", "--quiet", "--initial-branch=main")
  for (let n = 0; n < 300; n += 1) {
    const functions = Array.from(
      { length: 60 },
      (_, m) => `def handle_${n}_${m}(request):\n    name = request.args["name_${m}"]\n    return {"name": name, "length": len(name)}\n`,
    )
    writeFileSync(
      join(root, "src", `part_${n}.py`),
      `${functions.join("\n\n")}\n\ndef run_${n}(request):\n    import os\n    os.system("ls " + request.args["folder"])\n`,
    )
  }
  git(root, "add", "--all")
  git(root, "-c", "user.name=Dana", "-c", "user.email=dana@example.test", "commit", "--quiet", "--date=2026-01-01T00:00:00Z", "--message=Begin")
  return root
}

test("a review that is interrupted ends with 2, and the next run uses what had finished and comes to the same result", async () => {
  const folder = newFolder()
  const env = { TIPSTAFF_STATE_DIR: join(folder, "state") }
  const root = largeRepository(folder, "shop")
  const partial = join(root, evidence, "partial")

  const child = spawn(process.execPath, [product, "review", "--offline"], {
    cwd: root,
    env: { ...process.env, ...env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let output = ""
  child.stdout.on("data", (text: Buffer) => void (output += text.toString()))
  child.stderr.on("data", (text: Buffer) => void (output += text.toString()))
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve))
  while (child.exitCode === null && !(existsSync(partial) && readdirSync(partial).some((name) => name.endsWith(".json")))) await wait(2)
  child.kill("SIGINT")
  expect(await ended, output).toBe(2)
  expect(output).toContain("tipstaff: interrupted; what has finished is kept, run the same command again to go on\n")

  const kept = readdirSync(partial).filter((name) => name.endsWith(".json"))
  expect(kept.length).toBeGreaterThan(0)
  const first = new Map(
    kept.map((name) => [
      name.replace(/\.json$/, ""),
      (JSON.parse(readFileSync(join(partial, name), "utf8")) as { run: { startedAt: number } }).run.startedAt,
    ]),
  )

  expect(run(process.execPath, [product, "review", "--offline"], root, env).exitCode).toBe(2)
  expect(existsSync(partial)).toBe(false)
  const resumed = resultsIn(root)
  for (const [tool, startedAt] of first)
    expect(resumed.tools.find((one) => one.tool === tool)?.started_at).toBe(new Date(startedAt).toISOString().replace(/\.\d{3}Z$/, "Z"))

  run(process.execPath, [product, "review", "--offline", "--rescan"], root, env)
  const whole = resultsIn(root)
  expect(timeless(resumed)).toEqual(timeless(whole))
  expect(whole.findings.length).toBe(300)
}, 120_000)

function timeless(results: ScanResults): unknown {
  const { target_digest, summary, classes, findings } = results
  return { target_digest, summary, classes, findings, tools: results.tools.map((tool) => ({ ...tool, started_at: "", duration_ms: 0 })) }
}
