/** Cargo.lock, all four versions (The Cargo Book, "Cargo.toml vs Cargo.lock"). */
import { Collection } from "../collect.ts"
import { hashOf } from "../hashes.ts"
import { shown, type LockReading } from "../package.ts"
import { listOf, recordsOf, textOf, type Fields } from "./fields.ts"
import { readTomlFile } from "./toml.ts"

/** Throws `lockfile/invalid` with the line. */
export function readCargoLock(text: string, file: string): LockReading {
  const toml = readTomlFile(text, file)
  const found = new Collection("crates.io")
  const byName = new Map<string, string[]>()
  const entries = recordsOf(toml.root, "package")
  const names: string[] = []
  for (const [index, entry] of entries.entries()) {
    const name = textOf(entry, "name") ?? ""
    const version = textOf(entry, "version")
    // Without a source it is a crate of this workspace.
    if (textOf(entry, "source") === undefined) {
      names.push(name)
      continue
    }
    const line = toml.lineOf("package", index)
    if (version === undefined) {
      found.skip(line, `${shown(name)} has no version in the lockfile; run cargo generate-lockfile`)
      continue
    }
    const key = found.add({ name, version, line, hashes: hashOf("sha256", textOf(entry, "checksum")) })
    if (key === undefined) continue
    const known = byName.get(name)
    if (known) known.push(key)
    else byName.set(name, [key])
  }
  const direct: string[] = []
  for (const entry of entries) {
    const wanted = wantedKeys(entry, byName)
    if (textOf(entry, "source") === undefined) direct.push(...wanted)
    else found.link(`${textOf(entry, "name")}\n${textOf(entry, "version")}`, wanted)
  }
  return { packages: found.packages, unpinned: found.unpinned, direct: [...new Set(direct)], members: { names } }
}

/** `name`, or `name version` where several versions are locked, or `name version (source)`. */
function wantedKeys(entry: Fields, byName: ReadonlyMap<string, readonly string[]>): string[] {
  return listOf(entry, "dependencies").flatMap((one) => {
    const [name = "", version] = typeof one === "string" ? one.split(" ", 2) : []
    const keys = byName.get(name) ?? []
    if (version === undefined) return keys.slice(0, 1)
    return keys.includes(`${name}\n${version}`) ? [`${name}\n${version}`] : []
  })
}
