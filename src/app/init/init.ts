/** Handler of `tipstaff init`: shows the plan, then writes what is missing. */
import { chmod } from "node:fs/promises"
import { relative, sep } from "node:path"
import { exitCode } from "../../base/exit-code.ts"
import type { Handler } from "../../base/operation.ts"
import { inside, writeNew, writeWhole } from "../../platform/files.ts"
import { gitRaw, openRepository } from "../../platform/git.ts"
import { version } from "../version.ts"
import { planInit, type PlannedFile, type Profile } from "./plan.ts"

interface Input {
  readonly path?: string | undefined
  readonly profile: Profile
  readonly dryRun: boolean
  readonly yes: boolean
}

interface Output {
  readonly root: string
  readonly written: boolean
  readonly files: readonly { readonly path: string; readonly action: PlannedFile["action"]; readonly why: string }[]
}

const words = { create: "create", update: "update", keep: "keep", blocked: "cannot" } as const

export const handleInit: Handler<Input, Output> = async (world, input) => {
  const { root } = await openRepository(input.path ?? world.cwd, { env: world.env, signal: world.signal })
  const plan = await planInit({ root, profile: input.profile, version, hooksFolder: await hooksFolder(root, world.env) })
  const changes = plan.filter((file) => file.action === "create" || file.action === "update")
  const lines = plan.map((file) => `  ${words[file.action].padEnd(7)} ${file.path}  (${file.why})`)
  const agreed = changes.length > 0 && !input.dryRun && (await agrees(world.terminal, input.yes, changes.length, lines))
  if (agreed) for (const file of changes) await write(root, file)
  const written = agreed || changes.length === 0
  const blocked = plan.some((file) => file.action === "blocked")
  return {
    exitCode: blocked ? exitCode.refused : exitCode.ok,
    data: { root, written: agreed, files: plan.map(({ path, action, why }) => ({ path, action, why })) },
    text: `${lines.join("\n")}\n\n${lastLine(changes.length, written, input.dryRun)}\n`,
  }
}

async function agrees(
  terminal: Parameters<typeof handleInit>[0]["terminal"],
  yes: boolean,
  count: number,
  lines: readonly string[],
): Promise<boolean> {
  if (yes || !terminal.interactive) return true
  for (const line of lines) terminal.warn(line.trim())
  const answer = await terminal.ask(`Write these ${count} file(s)? [y/N] `)
  return /^y(?:es)?$/i.test(answer.trim())
}

function lastLine(changes: number, written: boolean, dryRun: boolean): string {
  if (changes === 0) return "Everything is in place. Next: tipstaff review"
  if (dryRun) return "Nothing was written. Next: tipstaff init without --dry-run"
  return written ? "Done. Next: tipstaff doctor, then tipstaff review" : "Nothing was written."
}

async function write(root: string, file: PlannedFile): Promise<void> {
  const path = inside(root, file.path)
  const mode = file.executable ? 0o755 : 0o644
  if (file.action === "create") await writeNew(path, file.text, mode)
  else await writeWhole(path, file.text, mode)
  if (file.executable) await chmod(path, mode)
}

/** Git's own answer, so that worktrees and core.hooksPath are respected; undefined when it lies outside the repository. */
async function hooksFolder(root: string, env: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
  const configured = await gitRaw(root, ["config", "--get-all", "core.hooksPath"], { env })
  // The last value is our own: the hardening sets core.hooksPath for the call. Any other comes from the person.
  if (configured.stdout.toString("utf8").trimEnd().split("\n").length > 1) return undefined
  const common = await gitRaw(root, ["rev-parse", "--path-format=absolute", "--git-common-dir"], { env })
  const folder = relative(root, `${common.stdout.toString("utf8").trim()}/hooks`)
    .split(sep)
    .join("/")
  return folder.startsWith("..") ? undefined : folder
}
