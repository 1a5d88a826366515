/** Which gitleaks configuration a scan takes along: the one that a person names, or else the one of the repository's settings. */
import { resolve } from "node:path"
import { TipstaffError } from "../../base/errors.ts"
import type { World } from "../../base/world.ts"
import { readImport, type ImportedTexts } from "../../domain/scans/secrets/imported.ts"

export interface ImportRequest {
  /** Path of the configuration, from the working directory. */
  readonly config?: string | undefined
  /** Leave out what cannot be taken over, and note it. */
  readonly lenient?: boolean | undefined
}

interface Options extends ImportRequest {
  /** Its allowlists do not count. */
  readonly noIgnore: boolean
  readonly prefix?: string
}

/** Throws `usage/invalid-input`, and what readImport throws. */
export function importOf(root: string, setting: string | undefined, options: Options, world: World): ImportedTexts {
  const { config, lenient = false, noIgnore, prefix = "" } = options
  const file = config ?? setting
  if (file === undefined)
    throw new TipstaffError("usage/invalid-input", "--lenient says how to import a configuration, and there is none", {
      next: "name it with --config FILE",
    })
  const path = resolve(config === undefined ? root : world.cwd, file)
  return readImport({ path, root, file, bounded: config === undefined, lenient, noAllowlists: noIgnore, prefix })
}
