/** pnpm-lock.yaml, lockfileVersion 5, 6 and 9 (pnpm, "lockfile" specification). */
import { Collection } from "../collect.ts"
import { hashesOfIntegrity } from "../hashes.ts"
import { shown, type LockReading, type PackageScope } from "../package.ts"
import { childOf, flowMembers, readIndented, valueOf, type Branch } from "./indented.ts"

/** Throws `lockfile/invalid` with the line. */
export function readPnpmLock(text: string, file: string): LockReading {
  const root: Branch = { key: "", value: "", line: 1, children: readIndented(text, file, "yaml") }
  const found = new Collection("npm")
  const keys = new Map<string, string>()
  const packages = childOf(root, "packages")?.children ?? []
  let tellsScope = false
  for (const entry of packages) {
    const path = withoutPeers(entry.key)
    const local = /(?:^|@)(?:file|link|workspace):/.test(path)
    const named = splitPath(path)
    const name = valueOf(entry, "name") ?? named?.name
    const version = valueOf(entry, "version") ?? named?.version
    if (local) continue
    if (name === undefined || version === undefined) {
      found.skip(entry.line, `${shown(entry.key)} comes from an address and has no version in the lockfile`)
      continue
    }
    tellsScope ||= valueOf(entry, "dev") !== undefined
    const key = found.add({ name, version, line: entry.line, scope: scopeOf(entry), hashes: hashesOfIntegrity(integrityOf(entry)) })
    if (key !== undefined) {
      keys.set(path, key)
      keys.set(`${name}@${version}`, key)
    }
  }
  for (const entry of [...packages, ...(childOf(root, "snapshots")?.children ?? [])]) {
    const key = keys.get(withoutPeers(entry.key))
    if (key !== undefined) found.link(key, wanted(entry, ["dependencies", "optionalDependencies"], keys))
  }
  const importers = childOf(root, "importers")?.children ?? [root]
  const production = importers.flatMap((importer) => wanted(importer, ["dependencies", "optionalDependencies"], keys))
  const development = importers.flatMap((importer) => wanted(importer, ["devDependencies"], keys))
  if (!tellsScope) found.markUnreached(production)
  return {
    packages: found.packages,
    unpinned: found.unpinned,
    direct: [...new Set([...production, ...development])],
    members: { folders: importers.map((importer) => importer.key) },
  }
}

function wanted(holder: Branch, groups: readonly string[], keys: ReadonlyMap<string, string>): string[] {
  return groups.flatMap((group) =>
    (childOf(holder, group)?.children ?? []).flatMap((child) => {
      const version = withoutPeers(child.value === "" ? (valueOf(child, "version") ?? "") : child.value)
      const key = [`${child.key}@${version}`, version, `/${child.key}/${version}`].map((path) => keys.get(path)).find((one) => one !== undefined)
      return key === undefined ? [] : [key]
    }),
  )
}

/** `name@1.0.0` (9), `/name@1.0.0` (6) or `/name/1.0.0` (5). */
function splitPath(path: string): { readonly name: string; readonly version: string } | undefined {
  const bare = path.startsWith("/") ? path.slice(1) : path
  const at = bare.indexOf("@", 1)
  const cut = at > 0 ? at : bare.lastIndexOf("/")
  const version = bare.slice(cut + 1)
  // A registry version starts with a digit; anything else is an address.
  return cut > 0 && /^\d/.test(version) ? { name: bare.slice(0, cut), version } : undefined
}

/** Peers stand in parentheses since version 6, behind an underscore before. */
function withoutPeers(path: string): string {
  const paren = path.indexOf("(")
  const bare = paren < 0 ? path : path.slice(0, paren)
  const underscore = /^(\/(?:@[^/]*\/)?[^/@]*\/[^/_]*|\d[^/_]*)_/.exec(bare)
  return underscore?.[1] ?? bare
}

function integrityOf(entry: Branch): string | undefined {
  const resolution = childOf(entry, "resolution")
  return resolution === undefined ? undefined : (flowMembers(resolution.value).get("integrity") ?? valueOf(resolution, "integrity"))
}

function scopeOf(entry: Branch): PackageScope {
  if (valueOf(entry, "dev") === "true") return "development"
  return valueOf(entry, "optional") === "true" ? "optional" : "required"
}
