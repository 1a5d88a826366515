/** What is staged, with the scanner for it: Git starts, lists and reads while settings and rules are loaded. */
import type { World } from "../../base/world.ts"
import { compileFor } from "../../platform/v8-flags.ts"
import { stagedFiles, type StagedFile } from "../../platform/git-index.ts"
import { openScanner, type OpenOptions, type RepositoryScanner } from "./open.ts"
import { wantedOf } from "./source.ts"

export interface OpenedStaged {
  readonly opened: RepositoryScanner
  /** Whether a file is not left out. */
  readonly wanted: (path: string) => boolean
  readonly files: readonly StagedFile[]
}

/** Throws what openScanner and stagedFiles do. */
export async function openStaged(root: string, options: OpenOptions, world: World): Promise<OpenedStaged> {
  const opening = Promise.resolve().then(() => openScanner(root, options, world))
  const wanting = opening.then(({ leavingOut }) => wantedOf(leavingOut))
  const reading = stagedFiles(root, { env: world.env, signal: world.signal }, wanting)
  // Both are waited for, whichever fails first.
  reading.catch(() => {})
  const opened = await opening
  const files = await reading
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > shortRunBytes) compileFor("usual")
  return { opened, wanted: await wanting, files }
}

/** With more to look at, optimised code is worth its time. */
const shortRunBytes = 2 * 1024 * 1024
