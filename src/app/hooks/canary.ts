/**
 * Proves that the hooks block: real commits and a real push in a repository made for it. A clean commit must go through,
 * a planted secret must not; otherwise the hook blocks everything or nothing.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { minute } from "../../base/duration.ts"
import type { World } from "../../base/world.ts"
import { writeWhole } from "../../platform/files.ts"
import { run } from "../../platform/process.ts"
import { hookScript, type HookName } from "./scripts.ts"

export interface CanaryResult {
  readonly hook: HookName
  readonly outcome: "blocks" | "lets-through" | "could-not-run"
}

/** `program` is what the hooks would start; `planted` is a text with a made-up secret, used for this and shown to nobody. */
export async function hookCanaries(world: World, hooks: readonly HookName[], program: string, planted: string): Promise<CanaryResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "tipstaff-canary-"))
  try {
    const results: CanaryResult[] = []
    for (const hook of hooks) results.push({ hook, outcome: await canary(world, hook, { folder: join(folder, hook), program, planted }) })
    return results
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

interface Ground {
  readonly folder: string
  readonly program: string
  readonly planted: string
}

async function canary(world: World, hook: HookName, ground: Ground): Promise<CanaryResult["outcome"]> {
  const { folder, planted } = ground
  const work = join(folder, "work")
  const remote = join(folder, "remote")
  const hooks = join(folder, "hooks")
  await mkdir(work, { recursive: true })
  await writeWhole(join(hooks, hook), hookScript(hook), 0o755)
  const git = gitIn(world, work, hooks, ground)
  if (!(await git("init", "--quiet", "--bare", remote)) || !(await git("init", "--quiet", "."))) return "could-not-run"

  /** Whether the content, or the message, gets past the hook. */
  async function passes(text: string): Promise<boolean> {
    if (hook === "commit-msg") return git("commit", "--quiet", "--allow-empty", `--message=${text}`)
    await writeWhole(join(work, "config.env"), text)
    if (!(await git("add", "--all"))) return false
    if (hook === "pre-commit") return git("commit", "--quiet", "--message=canary")
    await git("commit", "--quiet", "--no-verify", "--message=canary")
    return git("push", "--quiet", remote, "HEAD:refs/heads/canary")
  }

  if (!(await passes("colour = blue\n"))) return "could-not-run"
  return (await passes(planted)) ? "lets-through" : "blocks"
}

function gitIn(world: World, work: string, hooks: string, { program, folder }: Ground): (...args: string[]) => Promise<boolean> {
  // Nothing of the person's own configuration, and nothing of the repository from which this is called.
  const inherited = Object.entries(world.env).filter(([name]) => !name.startsWith("GIT_") && !name.startsWith("PRE_COMMIT_"))
  const env = {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: "canary",
    GIT_AUTHOR_EMAIL: "canary@example.invalid",
    GIT_COMMITTER_NAME: "canary",
    GIT_COMMITTER_EMAIL: "canary@example.invalid",
    TIPSTAFF_BIN: program,
    // A planted secret is no event of this machine: its audit goes away with the folder.
    TIPSTAFF_STATE_DIR: join(folder, "state"),
  }
  return async (...args) => {
    const { exitCode } = await run("git", ["-c", `core.hooksPath=${hooks}`, ...args], { cwd: work, env, timeoutMs: minute, signal: world.signal })
    return exitCode === 0
  }
}
