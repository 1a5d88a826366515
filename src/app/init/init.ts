/** Handler of `tipstaff init`: shows the plan, then writes what is missing. */
import { chmod } from "node:fs/promises"
import { exitCode } from "../../base/exit-code.ts"
import { printable } from "../../base/mask.ts"
import type { Handler } from "../../base/operation.ts"
import { inside, writeNew, writeWhole } from "../../platform/files.ts"
import { openRepository } from "../../platform/git.ts"
import { apply, isChange, type Change } from "../hooks/change.ts"
import { actionWords } from "../hooks/hooks.ts"
import { findPlace } from "../hooks/place.ts"
import { planInstall } from "../hooks/plan.ts"
import { version } from "../version.ts"
import { planInit, withHooks, type PlannedFile, type Profile } from "./plan.ts"

interface Input {
  readonly path?: string | undefined
  readonly profile: Profile
  readonly dryRun: boolean
  readonly yes: boolean
}

interface Output {
  readonly root: string
  readonly written: boolean
  readonly files: readonly { readonly path: string; readonly action: Change["action"]; readonly why: string }[]
}

export const handleInit: Handler<Input, Output> = async (world, input) => {
  const options = { env: world.env, signal: world.signal }
  const { root } = await openRepository(input.path ?? world.cwd, options)
  const files = await planInit({ root, profile: input.profile, version })
  const hooks = withHooks.includes(input.profile) ? await planInstall(await findPlace(root, options)) : []
  const plan = [...files, ...hooks]
  const changes = [...files.filter((file) => file.action === "create" || file.action === "update"), ...hooks.filter(isChange)]
  const lines = plan.map((file) => `  ${actionWords[file.action].padEnd(7)} ${printable(file.path)}  (${printable(file.why)})`)
  const agreed = changes.length > 0 && !input.dryRun && (await agrees(world.terminal, input.yes, changes.length, lines))
  if (agreed) await carryOut(root, files, hooks)
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

async function carryOut(root: string, files: readonly PlannedFile[], hooks: readonly Change[]): Promise<void> {
  for (const file of files) if (file.action === "create" || file.action === "update") await write(root, file)
  await apply(hooks)
}

async function write(root: string, file: PlannedFile): Promise<void> {
  const path = inside(root, file.path)
  const mode = file.executable ? 0o755 : 0o644
  if (file.action === "create") await writeNew(path, file.text, mode)
  else await writeWhole(path, file.text, mode)
  if (file.executable) await chmod(path, mode)
}
