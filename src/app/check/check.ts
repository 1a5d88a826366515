/** Handler of `tipstaff check`: what is staged, or what an agent is about to write. A finding or a failure blocks. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { exitCode } from "../../base/exit-code.ts"
import { TipstaffError } from "../../base/errors.ts"
import { parseJson } from "../../base/json.ts"
import { printable } from "../../base/mask.ts"
import type { Handler } from "../../base/operation.ts"
import type { World } from "../../base/world.ts"
import { inside } from "../../platform/files.ts"
import { openRepository } from "../../platform/git.ts"
import { stagedFiles, type StagedFile } from "../../platform/git-index.ts"
import { readStandardInput } from "../../platform/standard-input.ts"
import { stateKey } from "../../platform/state-key.ts"
import { secretAlert } from "../../domain/secrets/alert.ts"
import { productScanner } from "../../domain/scans/secrets/prepared.ts"
import type { Detection } from "../../domain/secrets/scanner.ts"
import type { Finding } from "../../domain/findings/finding.ts"

interface CheckInput {
  readonly staged: boolean
  readonly event: boolean
  readonly repo?: string | undefined
}

interface Blocked {
  readonly path: string
  readonly line: number
  readonly rule: string
  readonly title: string
}

export const handleCheck: Handler<CheckInput, { readonly blocked: readonly Blocked[] }> = async (world, input) => {
  if (input.staged === input.event)
    throw new TipstaffError("usage/invalid-input", "say what to check", {
      next: "tipstaff check --staged, or tipstaff check --event with a tool call on standard input",
    })
  const scanner = productScanner({ key: await stateKey(world.stateDir, "scan") })
  if (input.event) {
    const texts = textsOf(parseJson(await readStandardInput(), "standard input"))
    const found = texts.flatMap(({ path, text }) => scanner.scanText(text, path).filter(isReported))
    return answer(found, [])
  }
  const { root } = await openRepository(input.repo ?? world.cwd, { env: world.env, signal: world.signal })
  const files = await stagedFiles(root, { env: world.env, signal: world.signal })
  const found = files.flatMap((file) => scanner.scanBytes(file.bytes, file.path).filter(isReported))
  // Files with a secret are not written anywhere; the commit is blocked already.
  const clean = files.filter((file) => !found.some((detection) => detection.path === file.path))
  return answer(found, await codeFindings(world, clean))
}

function isReported(detection: Detection): boolean {
  return detection.filtered === undefined && detection.confidence !== "low"
}

/** Weak code is blocked when it is serious: critical and high. */
async function codeFindings(world: World, files: readonly StagedFile[]): Promise<Finding[]> {
  if (files.length === 0) return []
  // Loaded when there is code: the parsers are most of what a hook would have to load.
  const [{ codeEngine }, { runEngines }] = await Promise.all([import("../../domain/scans/code/engine.ts"), import("../../domain/scans/runner.ts")])
  const folder = await mkdtemp(join(tmpdir(), "tipstaff-staged-"))
  try {
    for (const file of files) {
      const path = inside(folder, file.path)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeFile(path, file.bytes, { mode: 0o600 })
    }
    const target = { root: folder, files: files.map((file) => ({ path: file.path, size: file.bytes.length })), digest: "staged" }
    const [run] = await runEngines([codeEngine()], target, { clock: world.clock, env: world.env, signal: world.signal, fetch: world.fetch })
    if (run === undefined || run.outcome === "not_run") {
      const [first] = run?.unexamined ?? []
      const what = first === undefined ? "the staged code" : printable(first.path)
      throw new TipstaffError("check/incomplete", `${what} could not be checked: ${first?.reason ?? run?.reason ?? "the code engine did not run"}`, {
        next: "correct what is named; what could not be checked is not committed",
      })
    }
    return run.findings.filter((finding) => finding.severity === "critical" || finding.severity === "high")
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface NamedText {
  readonly path: string
  readonly text: string
}

const maxTexts = 10_000

/** Every string of a tool call, under the path of the file it would be written to where the call names one. */
function textsOf(event: unknown): NamedText[] {
  const call = typeof event === "object" && event !== null && "tool_input" in event ? (event as { tool_input: unknown }).tool_input : event
  const named = typeof call === "object" && call !== null && "file_path" in call ? String((call as { file_path: unknown }).file_path) : "tool call"
  const texts: NamedText[] = []
  const visit = (value: unknown) => {
    if (texts.length > maxTexts) throw new TipstaffError("check/incomplete", "the tool call holds too many values to check")
    if (typeof value === "string") texts.push({ path: named, text: value })
    else if (Array.isArray(value)) for (const item of value) visit(item)
    else if (typeof value === "object" && value !== null) for (const item of Object.values(value)) visit(item)
  }
  visit(call)
  return texts
}

function answer(secrets: readonly Detection[], code: readonly Finding[]) {
  const blocked: Blocked[] = [
    ...secrets.map((detection) => ({ path: detection.path, line: detection.line, rule: detection.rule.id, title: detection.rule.title })),
    ...code.map((finding) => ({
      path: finding.location?.path ?? "",
      line: finding.location?.line ?? 1,
      rule: finding.sources[0]?.rule ?? "",
      title: finding.title,
    })),
  ]
  if (blocked.length === 0) return { exitCode: exitCode.ok, data: { blocked }, text: "" }
  const alerts = secrets.map((detection) =>
    secretAlert({ file: printable(detection.path), line: detection.line, type: detection.rule.title, envVar: detection.envVar }),
  )
  const lines = code.map(
    (finding) =>
      `${printable(finding.location?.path ?? "")}:${finding.location?.line ?? 1}: ${finding.severity}: ${finding.title} (${finding.sources[0]?.rule ?? ""})\n`,
  )
  return { exitCode: exitCode.refused, data: { blocked }, text: [...alerts, lines.join("")].filter((part) => part !== "").join("\n") }
}
