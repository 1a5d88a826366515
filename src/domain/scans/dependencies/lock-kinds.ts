/** Which files are lockfiles, and who reads them. */
import { readBunLock } from "./lockfiles/bun.ts"
import { readCargoLock } from "./lockfiles/cargo.ts"
import { readComposerLock } from "./lockfiles/composer.ts"
import { readGoMod } from "./lockfiles/go.ts"
import { readGradleLock, readPom } from "./lockfiles/maven.ts"
import { readMixLock } from "./lockfiles/mix.ts"
import { readNpmLock } from "./lockfiles/npm.ts"
import { readNugetLock, readPackagesConfig } from "./lockfiles/nuget.ts"
import { readPnpmLock } from "./lockfiles/pnpm.ts"
import { readPdmLock, readPipfileLock, readPoetryLock, readPylock, readUvLock } from "./lockfiles/python.ts"
import { readRequirements } from "./lockfiles/requirements.ts"
import { readGemfileLock } from "./lockfiles/ruby.ts"
import { readYarnLock } from "./lockfiles/yarn.ts"
import type { LockReader } from "./package.ts"

export interface LockKind {
  /** Matched against the file's name, and against its name with the folder before it. */
  readonly matches: RegExp
  readonly read: LockReader
  /** Files beside it that the reader also wants. */
  readonly companions?: readonly string[]
}

export const requirementsKind: LockKind = { matches: /^(?:.*[-_.])?requirements.*\.txt$|^requirements\/[^/]+\.txt$/, read: readRequirements }

export const lockKinds: readonly LockKind[] = [
  { matches: /^(?:package-lock|npm-shrinkwrap)\.json$/, read: readNpmLock },
  { matches: /^yarn\.lock$/, read: readYarnLock },
  { matches: /^pnpm-lock\.yaml$/, read: readPnpmLock },
  { matches: /^bun\.lock$/, read: readBunLock },
  requirementsKind,
  { matches: /^poetry\.lock$/, read: readPoetryLock },
  { matches: /^Pipfile\.lock$/, read: readPipfileLock },
  { matches: /^uv\.lock$/, read: readUvLock },
  { matches: /^pdm\.lock$/, read: readPdmLock },
  { matches: /^pylock(?:\.[^.]+)?\.toml$/, read: readPylock },
  { matches: /^go\.mod$/, read: readGoMod, companions: ["go.sum"] },
  { matches: /^Cargo\.lock$/, read: readCargoLock },
  { matches: /^pom\.xml$/, read: readPom },
  { matches: /^(?:buildscript-)?gradle\.lockfile$/, read: readGradleLock },
  { matches: /^(?:Gemfile\.lock|gems\.locked)$/, read: readGemfileLock },
  { matches: /^composer\.lock$/, read: readComposerLock },
  { matches: /^packages\.lock\.json$/, read: readNugetLock },
  { matches: /^packages\.config$/, read: readPackagesConfig },
  { matches: /^mix\.lock$/, read: readMixLock },
]

/** The first kind that a path belongs to. */
export function kindOf<Kind extends { readonly matches: RegExp }>(path: string, kinds: readonly Kind[]): Kind | undefined {
  const [name = "", folder] = path.split("/").toReversed()
  return kinds.find((kind) => kind.matches.test(name) || (folder !== undefined && kind.matches.test(`${folder}/${name}`)))
}
