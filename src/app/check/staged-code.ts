/** Weak code in what is staged: serious findings of the code engine block a commit. */
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { TipstaffError } from "../../base/errors.ts"
import { printable } from "../../base/mask.ts"
import type { World } from "../../base/world.ts"
import { inside } from "../../platform/files.ts"
import { compileFor } from "../../platform/v8-flags.ts"
import type { StagedFile } from "../../platform/git-index.ts"
import { languageOf, languageOfScript } from "../../domain/scans/code/language.ts"
import type { Finding } from "../../domain/findings/finding.ts"

/** Weak code is blocked when it is serious: critical and high. */
export async function codeFindings(world: World, files: readonly StagedFile[]): Promise<Finding[]> {
  const code = files.filter(({ path, bytes }) => (languageOf(path) ?? languageOfScript(bytes)) !== undefined)
  if (code.length === 0) return []
  compileFor("usual")
  // Loaded when there is code: the parsers are most of what a hook would have to load.
  const [{ codeEngine }, { runEngines }] = await Promise.all([import("../../domain/scans/code/engine.ts"), import("../../domain/scans/runner.ts")])
  const { mkdir, mkdtemp, rm, writeFile } = process.getBuiltinModule("node:fs/promises")
  const folder = await mkdtemp(join(tmpdir(), "tipstaff-staged-"))
  try {
    for (const file of code) {
      const path = inside(folder, file.path)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeFile(path, file.bytes, { mode: 0o600 })
    }
    const target = { root: folder, files: code.map((file) => ({ path: file.path, size: file.bytes.length })), digest: "staged" }
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
