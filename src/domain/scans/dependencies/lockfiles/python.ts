/** poetry.lock, uv.lock, pdm.lock, pylock.toml (PEP 751) and Pipfile.lock. */
import { isRecord } from "../../../../base/json.ts"
import { Collection } from "../collect.ts"
import { hashOfOnlyFile } from "../hashes.ts"
import { keyOf, normalPythonName, shown, type LockReading, type PackageScope } from "../package.ts"
import { fieldsOf, isTrue, listOf, recordsOf, textOf, type Fields } from "./fields.ts"
import { readJsonFile } from "./json.ts"
import { readTomlFile } from "./toml.ts"

/** Throws `lockfile/invalid` with the line. */
export function readPoetryLock(text: string, file: string): LockReading {
  return readTomlPackages(text, file, "package", (entry) => Object.keys(fieldsOf(entry, "dependencies")))
}

export function readPdmLock(text: string, file: string): LockReading {
  return readTomlPackages(text, file, "package", (entry) =>
    listOf(entry, "dependencies").flatMap((one) => (typeof one === "string" ? [/^[A-Za-z0-9._-]{1,200}/.exec(one)?.[0] ?? ""] : [])),
  )
}

export function readPylock(text: string, file: string): LockReading {
  return readTomlPackages(text, file, "packages", namesOfTables)
}

export function readUvLock(text: string, file: string): LockReading {
  return readTomlPackages(text, file, "package", namesOfTables)
}

function namesOfTables(entry: Fields): string[] {
  return recordsOf(entry, "dependencies").flatMap((one) => textOf(one, "name") ?? [])
}

function readTomlPackages(text: string, file: string, table: string, dependencies: (entry: Fields) => readonly string[]): LockReading {
  const toml = readTomlFile(text, file)
  const found = new Collection("PyPI")
  const byName = new Map<string, string[]>()
  const folders: string[] = []
  const direct: string[] = []
  const entries = recordsOf(toml.root, table)
  for (const [index, entry] of entries.entries()) {
    const line = toml.lineOf(table, index)
    const name = normalPythonName(textOf(entry, "name") ?? "")
    const folder = ownFolder(entry)
    if (folder !== undefined) {
      folders.push(folder)
      direct.push(...namesOfTables(entry), ...Object.values(fieldsOf(entry, "optional-dependencies")).flatMap(tableNames))
      direct.push(...Object.values(fieldsOf(entry, "dev-dependencies")).flatMap(tableNames))
      continue
    }
    const version = textOf(entry, "version")
    if (version === undefined) {
      found.skip(line, `${shown(name)} has no version in the lockfile`)
      continue
    }
    const files = table === "packages" ? undefined : (entry.files ?? filesOfUv(entry))
    const key = found.add({ name, version, line, scope: scopeOf(entry), hashes: hashOfOnlyFile(files) })
    if (key === undefined) continue
    const known = byName.get(name)
    if (known) known.push(key)
    else byName.set(name, [key])
  }
  const keysOf = (name: string) => byName.get(normalPythonName(name)) ?? []
  for (const entry of entries) {
    const key = keyOf(normalPythonName(textOf(entry, "name") ?? ""), textOf(entry, "version") ?? "")
    if (found.has(key)) found.link(key, dependencies(entry).flatMap(keysOf))
  }
  return {
    packages: found.packages,
    unpinned: found.unpinned,
    members: { folders },
    ...(direct.length > 0 ? { direct: [...new Set(direct.flatMap(keysOf))] } : {}),
  }
}

/** uv lists the project itself and its workspace members as packages from a folder. */
function ownFolder(entry: Fields): string | undefined {
  const source = fieldsOf(entry, "source")
  const folder = textOf(source, "editable") ?? textOf(source, "virtual") ?? textOf(source, "directory")
  return (
    folder ?? textOf(fieldsOf(entry, "directory"), "path") ?? (textOf(source, "type") === "directory" ? (textOf(source, "url") ?? ".") : undefined)
  )
}

function tableNames(list: unknown): string[] {
  return Array.isArray(list) ? list.filter(isRecord).flatMap((one) => textOf(one, "name") ?? []) : []
}

function filesOfUv(entry: Fields): unknown {
  const sdist = isRecord(entry.sdist) ? [entry.sdist] : []
  return [...sdist, ...listOf(entry, "wheels")]
}

function scopeOf(entry: Fields): PackageScope {
  if (textOf(entry, "category") === "dev") return "development"
  const groups = listOf(entry, "groups")
  if (groups.length > 0 && !groups.includes("main") && !groups.includes("default")) return "development"
  return isTrue(entry, "optional") ? "optional" : "required"
}

/** Throws `json/invalid`, `json/too-deep` and `lockfile/invalid`. */
export function readPipfileLock(text: string, file: string): LockReading {
  const json = readJsonFile(text, file)
  const found = new Collection("PyPI")
  for (const [section, scope] of [
    ["default", "required"],
    ["develop", "development"],
  ] as const) {
    for (const [name, entry] of Object.entries(fieldsOf(json.root, section))) {
      const line = json.lineOf([section, name])
      const version = isRecord(entry) ? textOf(entry, "version") : undefined
      if (isRecord(entry) && (textOf(entry, "path") !== undefined || textOf(entry, "file")?.startsWith(".") === true)) continue
      if (!isRecord(entry) || version?.startsWith("==") !== true) {
        found.skip(line, `${shown(name)}: no version pinned; run pipenv lock again`)
        continue
      }
      found.add({ name: normalPythonName(name), version: version.replace(/^===?/, ""), line, scope, hashes: hashOfOnlyFile(entry.hashes) })
    }
  }
  return { packages: found.packages, unpinned: found.unpinned }
}
