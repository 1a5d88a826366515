/** yarn.lock: the format of yarn 1, and the YAML of yarn 2 and later (yarn documentation, "Lockfile"). */
import { Collection } from "../collect.ts"
import { hashesOfIntegrity } from "../hashes.ts"
import { shown, type LockReading } from "../package.ts"
import { childOf, readIndented, unquoted, valueOf, type Branch } from "./indented.ts"

/** Throws `lockfile/invalid` with the line. */
export function readYarnLock(text: string, file: string): LockReading {
  return /^__metadata:/m.test(text) ? readBerry(readIndented(text, file, "yaml")) : readClassic(readIndented(text, file, "yarn"))
}

function readClassic(entries: readonly Branch[]): LockReading {
  const found = new Collection("npm")
  const keys = new Map<string, string>()
  for (const entry of entries) {
    const descriptors = descriptorsOf(entry.key)
    const { name } = splitDescriptor(descriptors[0] ?? "")
    const version = valueOf(entry, "version")
    if (version === undefined) {
      found.skip(entry.line, `${shown(name)} has no version in the lockfile; run yarn install again`)
      continue
    }
    if (isLocal(valueOf(entry, "resolved") ?? "") || descriptors.every((descriptor) => isLocal(splitDescriptor(descriptor).range))) continue
    const key = found.add({ name: realName(descriptors[0] ?? ""), version, line: entry.line, hashes: hashesOfIntegrity(valueOf(entry, "integrity")) })
    if (key !== undefined) for (const descriptor of descriptors) keys.set(descriptor, key)
  }
  linkAll(found, entries, keys, (name, range) => [`${name}@${range}`])
  return { packages: found.packages, unpinned: found.unpinned }
}

function readBerry(entries: readonly Branch[]): LockReading {
  const found = new Collection("npm")
  const keys = new Map<string, string>()
  const folders: string[] = []
  const workspaces: Branch[] = []
  for (const entry of entries) {
    if (entry.key === "__metadata") continue
    const { name, range } = splitDescriptor(valueOf(entry, "resolution") ?? "")
    if (range.startsWith("workspace:")) {
      folders.push(range.slice("workspace:".length))
      workspaces.push(entry)
      continue
    }
    if (isLocal(range)) continue
    const version = valueOf(entry, "version")
    if (version === undefined || name === "") {
      found.skip(entry.line, `${shown(entry.key)} has no version in the lockfile; run yarn install again`)
      continue
    }
    const key = found.add({ name, version, line: entry.line })
    if (key !== undefined) for (const descriptor of descriptorsOf(entry.key)) keys.set(descriptor, key)
  }
  linkAll(found, entries, keys, berryDescriptors)
  const direct = workspaces.flatMap((workspace) => wanted(workspace, keys, berryDescriptors))
  return { packages: found.packages, unpinned: found.unpinned, direct: [...new Set(direct)], members: { folders } }
}

/** Yarn 2 and 3 leave the protocol out of the wishes. */
function berryDescriptors(name: string, range: string): readonly string[] {
  return [`${name}@${range}`, `${name}@npm:${range}`]
}

type Candidates = (name: string, range: string) => readonly string[]

function linkAll(found: Collection, entries: readonly Branch[], keys: ReadonlyMap<string, string>, candidates: Candidates): void {
  for (const entry of entries) {
    const key = keys.get(descriptorsOf(entry.key)[0] ?? "")
    if (key !== undefined) found.link(key, wanted(entry, keys, candidates))
  }
}

function wanted(entry: Branch, keys: ReadonlyMap<string, string>, candidates: Candidates): string[] {
  return ["dependencies", "optionalDependencies"].flatMap((group) =>
    (childOf(entry, group)?.children ?? []).flatMap((child) => {
      const descriptor = candidates(child.key, child.value).find((candidate) => keys.has(candidate))
      return descriptor === undefined ? [] : [keys.get(descriptor) ?? ""]
    }),
  )
}

/** `"a@^1", a@^2` and `a@npm:^1, a@npm:^2` name one package by several wishes. */
function descriptorsOf(key: string): readonly string[] {
  return key.split(/,(?: |(?="))/).map((part) => unquoted(part.trim()))
}

/** The first @ after the scope parts name and range. */
function splitDescriptor(descriptor: string): { readonly name: string; readonly range: string } {
  const at = descriptor.indexOf("@", 1)
  return at < 0 ? { name: descriptor, range: "" } : { name: descriptor.slice(0, at), range: descriptor.slice(at + 1) }
}

function realName(descriptor: string): string {
  const { name, range } = splitDescriptor(descriptor)
  return range.startsWith("npm:") && range.indexOf("@", 5) > 0 ? splitDescriptor(range.slice(4)).name : name
}

function isLocal(range: string): boolean {
  return /^(?:file|link|portal|workspace):/.test(range)
}
