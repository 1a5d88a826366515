/** bun.lock, the text format of Bun 1.2 and later. */
import { isRecord } from "../../../../base/json.ts"
import { Collection } from "../collect.ts"
import { hashesOfIntegrity } from "../hashes.ts"
import { shown, type LockReading } from "../package.ts"
import { fieldsOf, type Fields } from "./fields.ts"
import { plainJson, readJsonFile } from "./json.ts"

/** Throws `json/invalid`, `json/too-deep` and `lockfile/invalid`. */
export function readBunLock(text: string, file: string): LockReading {
  const json = readJsonFile(plainJson(text), file)
  const found = new Collection("npm")
  const entries = fieldsOf(json.root, "packages")
  const keys = new Map<string, string>()
  for (const [path, entry] of Object.entries(entries)) {
    const line = json.lineOf(["packages", path])
    const written: unknown = Array.isArray(entry) ? entry[0] : undefined
    if (!Array.isArray(entry) || typeof written !== "string") {
      found.skip(line, `${shown(path)} has no version in the lockfile; run bun install again`)
      continue
    }
    const at = written.indexOf("@", 1)
    const name = written.slice(0, at)
    const version = written.slice(at + 1)
    if (/^(?:workspace|file|link):/.test(version)) continue
    if (at < 1 || !/^\d/.test(version)) {
      found.skip(line, `${shown(path)} comes from an address and has no version in the lockfile`)
      continue
    }
    const key = found.add({ name, version, line, hashes: hashesOfIntegrity(entry[3]) })
    if (key !== undefined) keys.set(path, key)
  }
  for (const [path, entry] of Object.entries(entries)) {
    const key = keys.get(path)
    const details: unknown = Array.isArray(entry) ? entry[2] : undefined
    if (key !== undefined && isRecord(details)) found.link(key, wanted(path, details, ["dependencies", "optionalDependencies"], keys))
  }
  const workspaces = fieldsOf(json.root, "workspaces")
  const projects = Object.values(workspaces).filter(isRecord)
  const production = projects.flatMap((project) => wanted("", project, ["dependencies", "optionalDependencies"], keys))
  const development = projects.flatMap((project) => wanted("", project, ["devDependencies"], keys))
  found.markUnreached(production)
  return {
    packages: found.packages,
    unpinned: found.unpinned,
    direct: [...new Set([...production, ...development])],
    members: { folders: Object.keys(workspaces) },
  }
}

const maxPathLength = 4096

function wanted(path: string, holder: Fields, groups: readonly string[], keys: ReadonlyMap<string, string>): string[] {
  if (path.length > maxPathLength) return []
  return groups.flatMap((group) =>
    Object.keys(fieldsOf(holder, group)).flatMap((name) => {
      for (let above: string | undefined = path; above !== undefined; above = parentOf(above)) {
        const key = keys.get(above === "" ? name : `${above}/${name}`)
        if (key !== undefined) return [key]
      }
      return []
    }),
  )
}

/** The path without its last package name; a scoped name has two parts. */
function parentOf(path: string): string | undefined {
  if (path === "") return undefined
  const last = path.lastIndexOf("/")
  if (last < 0) return ""
  const before = path.lastIndexOf("/", last - 1)
  const cut = path[before + 1] === "@" ? before : last
  return cut < 0 ? "" : path.slice(0, cut)
}
