/** package-lock.json and npm-shrinkwrap.json, lockfileVersion 1, 2 and 3 (npm documentation, "package-lock.json"). */
import { TipstaffError } from "../../../../base/errors.ts"
import { isRecord } from "../../../../base/json.ts"
import { Collection } from "../collect.ts"
import { hashesOfIntegrity } from "../hashes.ts"
import { shown, type LockReading, type PackageScope } from "../package.ts"
import { fieldsOf, isTrue, listOf, textOf, type Fields } from "./fields.ts"
import { readJsonFile, type JsonFile } from "./json.ts"

const marker = "node_modules/"
// A path longer than any file system allows would make the search through its parents slow.
const maxPathLength = 4096

export function readNpmLock(text: string, file: string): LockReading {
  const json = readJsonFile(text, file)
  if (isRecord(json.root.packages)) return readByPath(json, json.root.packages)
  if (isRecord(json.root.dependencies)) return readNested(json, json.root.dependencies)
  if (json.root.lockfileVersion !== undefined) return { packages: [], unpinned: [] }
  throw new TipstaffError("lockfile/invalid", `${file} has neither packages nor dependencies`, { file, line: 1, next: "run npm install again" })
}

function readByPath(json: JsonFile, entries: Fields): LockReading {
  const found = new Collection("npm")
  const keys = new Map<string, string>()
  const folders: string[] = []
  for (const [path, entry] of Object.entries(entries)) {
    const line = json.lineOf(["packages", path])
    if (!isRecord(entry)) {
      found.skip(line, "the entry is not an object")
      continue
    }
    const at = path.lastIndexOf(marker)
    if (at < 0) {
      if (path !== "") folders.push(path)
      continue
    }
    if (isTrue(entry, "link")) continue
    const name = textOf(entry, "name") ?? path.slice(at + marker.length)
    const version = textOf(entry, "version")
    if (path.length > maxPathLength || version === undefined) {
      found.skip(line, `${shown(name)} has no version in the lockfile; run npm install again`)
      continue
    }
    const key = found.add({ name, version, line, scope: scopeOf(entry), hashes: hashesOfIntegrity(entry.integrity) })
    if (key !== undefined) keys.set(path, key)
  }
  const direct = new Set<string>()
  for (const [path, entry] of Object.entries(entries)) {
    if (!isRecord(entry) || path.length > maxPathLength) continue
    const wanted = wantedKeys(path, entry, keys)
    const key = keys.get(path)
    if (key !== undefined) found.link(key, wanted)
    else if (!path.includes(marker)) for (const one of wanted) direct.add(one)
  }
  return { packages: found.packages, unpinned: found.unpinned, direct: [...direct], members: { folders } }
}

/** What an entry asks for, found the way Node.js looks for it: in its own node_modules, then in each parent's. */
function wantedKeys(path: string, entry: Fields, keys: ReadonlyMap<string, string>): string[] {
  const wanted: string[] = []
  const groups = ["dependencies", "optionalDependencies", "peerDependencies", ...(path.includes(marker) ? [] : ["devDependencies"])]
  for (const group of groups) {
    for (const name of Object.keys(fieldsOf(entry, group))) {
      for (let folder: string | undefined = path; folder !== undefined; folder = parentOf(folder)) {
        const key = keys.get(`${folder}${folder === "" ? "" : "/"}${marker}${name}`)
        if (key === undefined) continue
        wanted.push(key)
        break
      }
    }
  }
  return wanted
}

function parentOf(folder: string): string | undefined {
  if (folder === "") return undefined
  const at = folder.lastIndexOf(`/${marker}`)
  return at < 0 ? "" : folder.slice(0, at)
}

function scopeOf(entry: Fields): PackageScope {
  if (isTrue(entry, "dev") || isTrue(entry, "devOptional")) return "development"
  return isTrue(entry, "optional") ? "optional" : "required"
}

interface Level {
  readonly keys: Map<string, string>
  readonly above: Level | undefined
}

function readNested(json: JsonFile, entries: Fields): LockReading {
  const found = new Collection("npm")
  readLevel(entries, ["dependencies"], undefined)
  return { packages: found.packages, unpinned: found.unpinned }

  // The depth is bounded by parseJson.
  function readLevel(level: Fields, path: readonly string[], above: Level | undefined): void {
    const here: Level = { keys: new Map(), above }
    for (const [alias, entry] of Object.entries(level)) {
      const line = json.lineOf([...path, alias])
      const written = isRecord(entry) ? textOf(entry, "version") : undefined
      if (!isRecord(entry) || written === undefined) {
        found.skip(line, `${shown(alias)} has no version in the lockfile; run npm install again`)
        continue
      }
      const { name, version } = unalias(alias, written)
      if (version.startsWith("file:")) continue
      if (/^(?:git|https?|github)[+:]/.test(version)) {
        found.skip(line, `${shown(alias)} comes from an address, so its version is not in the lockfile; write it with npm 7 or later`)
        continue
      }
      const key = found.add({ name, version, line, scope: scopeOf(entry), hashes: hashesOfIntegrity(entry.integrity) })
      if (key !== undefined) here.keys.set(alias, key)
    }
    for (const [alias, entry] of Object.entries(level)) {
      if (!isRecord(entry)) continue
      const inner = isRecord(entry.dependencies) ? entry.dependencies : {}
      if (isRecord(entry.dependencies)) readLevel(inner, [...path, alias, "dependencies"], here)
      const key = here.keys.get(alias)
      if (key === undefined) continue
      found.link(
        key,
        Object.keys(fieldsOf(entry, "requires")).flatMap((name) => ownKey(name, inner) ?? lookUp(name, here)),
      )
    }
  }
}

function ownKey(name: string, inner: Fields): string[] | undefined {
  const entry = Object.hasOwn(inner, name) ? inner[name] : undefined
  if (!isRecord(entry)) return undefined
  const real = unalias(name, textOf(entry, "version") ?? "")
  return [`${real.name}\n${real.version}`]
}

function lookUp(name: string, from: Level): string[] {
  for (let level: Level | undefined = from; level !== undefined; level = level.above) {
    const key = level.keys.get(name)
    if (key !== undefined) return [key]
  }
  return []
}

/** `npm:other@1.0.0` in the place of a version names another package. */
function unalias(alias: string, version: string): { readonly name: string; readonly version: string } {
  if (!version.startsWith("npm:")) return { name: alias, version }
  const at = version.lastIndexOf("@")
  return at <= 4 ? { name: alias, version } : { name: version.slice(4, at), version: version.slice(at + 1) }
}

/** The workspaces that a package.json declares, as glob patterns. */
export function workspacePatterns(manifest: Fields): readonly string[] {
  const declared = Array.isArray(manifest.workspaces) ? manifest.workspaces : listOf(fieldsOf(manifest, "workspaces"), "packages")
  return declared.filter((pattern): pattern is string => typeof pattern === "string")
}
