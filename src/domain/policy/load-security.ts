/** Reads .claude/security.yaml and the policy it extends; a child may only tighten. */
import { dirname, join, resolve } from "node:path"
import { TipstaffError } from "../../base/errors.ts"
import { inside, readTextIfPresent, recordPath } from "../../platform/files.ts"
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
  assertOneMarker(file)
  const parent = await parentOf(root, securityFilePath, file.settings.extends, [join(root, securityFilePath)])
  return tightened(file, parent)
}

/** The organisation's own policy is built in; any other parent is a YAML file of the repository. */
async function parentOf(root: string, child: string, name: string, seen: readonly string[]): Promise<SecurityFile> {
  if (name === parentPolicy) return basePolicy
  const path = inside(root, resolve(root, dirname(child), name))
  if (seen.includes(path)) throw new TipstaffError("policy/parent-loop", `${name} extends itself`, { file: child })
  if (seen.length > maxDepth) throw new TipstaffError("policy/parent-loop", `${child} extends more than ${maxDepth} files`, { file: child })
  const text = await readTextIfPresent(path, 1024 * 1024)
  if (text === undefined)
    throw new TipstaffError("policy/parent-missing", `${child} extends ${name}, which does not exist`, {
      file: child,
      next: `use "${parentPolicy}", or a file of this repository`,
    })
  const file = readSettings(securityFile, text, name)
  assertOneMarker(file)
  const parent = await parentOf(root, recordPath(root, path), file.settings.extends, [...seen, path])
  return tightened(file, parent).settings
}

/** What holds: the parent's value wherever the child says nothing, the child's where it is stricter. Throws `policy/loosened`. */
function tightened(file: SettingsFile<SecurityFile>, parent: SecurityFile): SettingsFile<SecurityFile> {
  const settings = inherited(file, parent)
  assertTightens({ ...file, settings }, parent, file.settings.extends)
  return { ...file, settings: { ...settings, protected_files: joined(parent, settings) } }
}

function inherited({ settings, lineOf }: SettingsFile<SecurityFile>, parent: SecurityFile): SecurityFile {
  const says = (...path: string[]) => lineOf(path) !== undefined
  const compliance = settings.compliance ?? parent.compliance
  return {
    ...settings,
    secrets: {
      detection: says("secrets", "detection") ? settings.secrets.detection : parent.secrets.detection,
      pre_commit_hook: says("secrets", "pre_commit_hook") ? settings.secrets.pre_commit_hook : parent.secrets.pre_commit_hook,
    },
    drift_check: {
      enabled: says("drift_check", "enabled") ? settings.drift_check.enabled : parent.drift_check.enabled,
      environments: says("drift_check", "environments") ? settings.drift_check.environments : parent.drift_check.environments,
    },
    hipaa: says("hipaa", "enabled") ? settings.hipaa : parent.hipaa,
    ...(compliance === undefined ? {} : { compliance }),
  }
}

/** Throws `config/invalid-value` when a file marks HIPAA with both spellings and they disagree. */
function assertOneMarker({ settings, file, lineOf }: SettingsFile<SecurityFile>): void {
  const first = lineOf(["hipaa", "enabled"])
  const second = lineOf(["compliance", "hipaa"])
  if (first === undefined || second === undefined || settings.hipaa.enabled === settings.compliance?.hipaa) return
  throw new TipstaffError(
    "config/invalid-value",
    `${file} says hipaa.enabled: ${settings.hipaa.enabled} in line ${first} and compliance.hipaa: ${settings.compliance?.hipaa} in line ${second}`,
    {
      file,
      line: Math.max(first, second),
      next: "keep one of the two",
    },
  )
}

/** Patterns of a child are added to those of its parent. */
function joined(parent: SecurityFile, child: SecurityFile): SecurityFile["protected_files"] {
  const { infrastructure, database, security, ssot } = parent.protected_files
  const own = child.protected_files
  return {
    infrastructure: union(infrastructure, own.infrastructure),
    database: union(database, own.database),
    security: union(security, own.security),
    ssot: union(ssot, own.ssot),
  }
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])]
}
