/** Local environment files: literal secrets are allowed there while Git ignores the file, and nowhere else. */
import { isAbsolute, join, relative, resolve, sep } from "node:path"
import type { World } from "../../base/world.ts"
import { openRepository, type GitOptions } from "../../platform/git.ts"
import { ignoredPaths, unignoredFiles } from "../../platform/git-ignore.ts"
import { readBytes, statOf } from "../../platform/files.ts"
import type { Detection, SecretScanner } from "../../domain/secrets/scanner.ts"
import { textDetections, type Gap } from "./staged-secrets.ts"
import { isLocalEnvFile, localSecretVerdict } from "../../domain/secrets/stores.ts"

const patterns = [".env.local", ".env.*.local"]

/** File by file, the secrets of local environment files that lie in the work tree and are not ignored, but for those that are examined elsewhere or left out. */
export async function unignoredLocalSecrets(
  root: string,
  scanner: SecretScanner,
  except: (path: string) => boolean,
  gaps: Gap[],
  options: GitOptions,
): Promise<Detection[][]> {
  const found: Detection[][] = []
  for (const path of await unignoredFiles(root, patterns, options)) {
    const file = join(root, path)
    if (!isLocalEnvFile(path) || except(path) || (await statOf(file))?.isFile() !== true) continue
    found.push(textDetections(scanner, await readBytes(file), path, gaps))
  }
  return found
}

/** Whether a file that an agent is about to write is a local environment file that Git ignores; no repository: not ignored. */
export async function mayHoldSecrets(world: World, path: string): Promise<boolean> {
  if (!isLocalEnvFile(path)) return false
  try {
    const options = { env: world.env, signal: world.signal }
    const { root } = await openRepository(world.cwd, options)
    const way = relative(root, isAbsolute(path) ? path : resolve(world.cwd, path))
    if (isAbsolute(way) || way.startsWith("..")) return false
    const name = way.split(sep).join("/")
    return localSecretVerdict(name, { ignored: (await ignoredPaths(root, [name], options)).has(name) }).allowed
  } catch {
    // What could not be asked is not allowed.
    return false
  }
}

/** What to do about each such file, one line each. */
export function localEnvAdvice(paths: readonly string[]): string[] {
  return [...new Set(paths)].flatMap((path) => {
    const verdict = localSecretVerdict(path, { ignored: false })
    return verdict.allowed || verdict.next === undefined ? [] : [`${path}: ${verdict.next}`]
  })
}
