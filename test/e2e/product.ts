/** Runs the built command as a person would, in folders made for one test. */
import { spawnSync } from "node:child_process"
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll } from "vitest"

export const product = fileURLToPath(new URL("../../dist/tipstaff.js", import.meta.url))

export interface Answer {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

// `npm test` builds first; a run of these files alone must not fail for want of it.
beforeAll(() => {
  if (existsSync(product)) return
  const project = fileURLToPath(new URL("../..", import.meta.url))
  const built = spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: project, encoding: "utf8" })
  if (built.status !== 0) throw new Error(built.stderr)
})

const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Named by its real path, as Git names it. */
export function newFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "tipstaff-e2e-"))
  folders.push(folder)
  return folder
}

export function run(program: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string | undefined>> = {}): Answer {
  const { status, stdout, stderr, error } = spawnSync(program, [...args], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", ...env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  })
  if (error) throw error
  return { exitCode: status, stdout, stderr }
}

/** The launcher that an installation would put on PATH; its path. */
export function launcherIn(folder: string): string {
  const windows = process.platform === "win32"
  const launcher = join(folder, windows ? "tipstaff.cmd" : "tipstaff")
  writeFileSync(launcher, windows ? `@"${process.execPath}" "${product}" %*\r\n` : `#!/bin/sh\nexec "${process.execPath}" "${product}" "$@"\n`)
  chmodSync(launcher, 0o755)
  return launcher
}

export function git(cwd: string, ...args: readonly string[]): string {
  const answer = run("git", ["-c", "user.name=Dana", "-c", "user.email=dana@example.test", "-c", "commit.gpgsign=false", ...args], cwd)
  if (answer.exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${answer.stderr}`)
  return answer.stdout.trim()
}
