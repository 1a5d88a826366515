/** One step of installing or taking away hooks: planned first, shown, then made. */
import { chmod, readdir, rename, rm, rmdir } from "node:fs/promises"
import { dirname } from "node:path"
import { TipstaffError } from "../../base/errors.ts"
import { writeWhole } from "../../platform/files.ts"

export interface Change {
  /** As people read it: relative to the repository where it lies inside. */
  readonly path: string
  readonly file: string
  readonly action: "create" | "update" | "move" | "remove" | "keep" | "blocked"
  readonly why: string
  readonly text?: string
  readonly executable?: boolean
  /** Where a file that is moved comes from. */
  readonly from?: string
}

export function isChange({ action }: Change): boolean {
  return action !== "keep" && action !== "blocked"
}

/** In the order of the plan. Throws `hooks/unwritable`, `file/unwritable`. */
export async function apply(changes: readonly Change[]): Promise<void> {
  for (const change of changes) if (isChange(change)) await make(change)
}

async function make(change: Change): Promise<void> {
  const { file, action, text = "", from } = change
  if (action === "create" || action === "update") {
    await writeWhole(file, text, change.executable ? 0o755 : 0o644)
    // The mask of the process may have taken the bit away.
    if (change.executable) await chmod(file, 0o755)
    return
  }
  try {
    if (action === "move" && from !== undefined) await rename(from, file)
    if (action === "remove") {
      await rm(file)
      await removeOwnFolder(dirname(file))
    }
  } catch (cause) {
    throw new TipstaffError("hooks/unwritable", `${change.path} could not be changed`, { file, cause, next: "check the folder's permissions" })
  }
}

// Only the folders that are ours alone: .tipstaff/hooks, then .tipstaff.
async function removeOwnFolder(folder: string): Promise<void> {
  if (!/[\\/]\.tipstaff(?:[\\/]hooks)?$/.test(folder) || (await readdir(folder)).length > 0) return
  await rmdir(folder)
  await removeOwnFolder(dirname(folder))
}
