/** Reads .claude/security.yaml and the policy it extends; a child may only tighten. */
import { dirname, join, resolve } from "node:path"
import { TipstaffError } from "../../base/errors.ts"
import { inside, readTextIfPresent } from "../../platform/files.ts"
import { assertTightens, basePolicy, parentPolicy, securityFile, securityFilePath, type SecurityFile } from "./security-file.ts"
import { readSettings, type SettingsFile } from "./settings-file.ts"

const maxDepth = 8

/**
 * Undefined when the repository has no such file. Throws `config/unknown-key`, `config/invalid-value`, `policy/loosened`,
 * `policy/parent-missing` and `policy/parent-loop`.
 */
export async function loadSecurityFile(root: string): Promise<SettingsFile<SecurityFile> | undefined> {
  const text = await readTextIfPresent(join(root, securityFilePath), 1024 * 1024)
  if (text === undefined) return undefined
  const file = readSettings(securityFile, text, securityFilePath)
  const parent = await parentOf(root, securityFilePath, file.settings.extends, [securityFilePath])
  assertTightens(file, parent, file.settings.extends)
  return { ...file, settings: { ...file.settings, protected_files: joined(parent, file.settings) } }
}

/** The organisation's own policy is built in; any other parent is a YAML file of the repository. */
async function parentOf(root: string, child: string, name: string, seen: readonly string[]): Promise<SecurityFile> {
  if (name === parentPolicy) return basePolicy
  const path = inside(root, resolve(root, dirname(child), name))
  if (seen.includes(path) || seen.length > maxDepth) throw new TipstaffError("policy/parent-loop", `${name} extends itself`, { file: child })
  const text = await readTextIfPresent(path, 1024 * 1024)
  if (text === undefined)
    throw new TipstaffError("policy/parent-missing", `${child} extends ${name}, which does not exist`, {
      file: child,
      next: `use "${parentPolicy}", or a file of this repository`,
    })
  const file = readSettings(securityFile, text, name)
  const parent = await parentOf(root, path, file.settings.extends, [...seen, path])
  assertTightens(file, parent, file.settings.extends)
  return { ...file.settings, protected_files: joined(parent, file.settings) }
}

/** Patterns of a child are added to those of its parent. */
function joined(parent: SecurityFile, child: SecurityFile): SecurityFile["protected_files"] {
  const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])]
  const { infrastructure, database, security, ssot } = parent.protected_files
  const own = child.protected_files
  return {
    infrastructure: union(infrastructure, own.infrastructure),
    database: union(database, own.database),
    security: union(security, own.security),
    ssot: union(ssot, own.ssot),
  }
}
