/** Where an installed scanner stands. A repository under review must never supply the program that judges it. */
import { access, constants, realpath, stat } from "node:fs/promises"
import { delimiter, extname, isAbsolute, join, relative, sep } from "node:path"

type Env = Readonly<Record<string, string | undefined>>

export interface Program {
  /** What is started. */
  readonly file: string
  /** Arguments that come before the scanner's own. */
  readonly prefix: readonly string[]
  /** The program that people installed: its digest is its identity when it names no version. */
  readonly installed: string
}

export type Search = Program | { readonly missing: string }

/**
 * The first program of that name on PATH. Relative entries of PATH are passed over, as are programs that stand in the
 * repository or are links into it.
 */
export async function findProgram(name: string, env: Env, root: string, platform: NodeJS.Platform = process.platform): Promise<Search> {
  const realRoot = await realpath(root).catch(() => root)
  let inRepository = false
  for (const folder of pathOf(env, platform)) {
    for (const extension of extensionsOf(env, platform)) {
      const candidate = join(folder, name + extension)
      const real = await executable(candidate)
      if (real === undefined) continue
      if (isWithin(realRoot, real) || isWithin(realRoot, candidate)) {
        inRepository = true
        continue
      }
      return startable(candidate, real, env, platform)
    }
  }
  return { missing: inRepository ? `${name} was found only inside the repository under review` : `${name} is not installed` }
}

function pathOf(env: Env, platform: NodeJS.Platform): string[] {
  // Windows spells the variable Path, and a copied environment is no longer case-insensitive.
  const key = platform === "win32" ? Object.keys(env).find((name) => name.toUpperCase() === "PATH") : "PATH"
  return ((key === undefined ? undefined : env[key]) ?? "").split(delimiter).filter((folder) => isAbsolute(folder))
}

function extensionsOf(env: Env, platform: NodeJS.Platform): string[] {
  if (platform !== "win32") return [""]
  return (env["PATHEXT"] ?? ".EXE;.CMD;.BAT").split(";").filter((extension) => /^\.(?:exe|com|cmd|bat)$/i.test(extension))
}

async function executable(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile() ? await realpath(path) : undefined
  } catch {
    return undefined // not there, or not ours to run
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function startable(candidate: string, real: string, env: Env, platform: NodeJS.Platform): Search {
  if (platform !== "win32" || !/^\.(?:cmd|bat)$/i.test(extname(candidate))) return { file: candidate, prefix: [], installed: real }
  // A batch file runs through cmd.exe, whose quoting cannot be made safe in general: a plain path is required, and the
  // arguments that follow are fixed words of ours.
  if (!/^[A-Za-z]:[\w .\\-]+$/.test(candidate)) return { missing: `${candidate} is a batch file whose path cannot be passed on safely` }
  return { file: env["ComSpec"] ?? "cmd.exe", prefix: ["/d", "/c", candidate], installed: real }
}
