/** composer.lock (Composer). */
import { Collection } from "../collect.ts"
import { hashOf } from "../hashes.ts"
import { shown, type LockReading } from "../package.ts"
import { fieldsOf, recordsOf, textOf } from "./fields.ts"
import { readJsonFile } from "./json.ts"

/** Throws `json/invalid`, `json/too-deep` and `lockfile/invalid`. */
export function readComposerLock(text: string, file: string): LockReading {
  const json = readJsonFile(text, file)
  const found = new Collection("Packagist")
  const byName = new Map<string, string>()
  const groups = [
    ["packages", "required"],
    ["packages-dev", "development"],
  ] as const
  for (const [group, scope] of groups) {
    for (const [index, entry] of recordsOf(json.root, group).entries()) {
      const line = json.lineOf([group, index])
      const name = (textOf(entry, "name") ?? "").toLowerCase()
      const version = textOf(entry, "version")
      if (textOf(fieldsOf(entry, "dist"), "type") === "path") continue
      if (version === undefined || version.startsWith("dev-") || version.endsWith("-dev")) {
        found.skip(line, `${shown(name)} is locked to a branch, whose version is unknown; require a release`)
        continue
      }
      const key = found.add({ name, version, line, scope, hashes: hashOf("sha1", textOf(fieldsOf(entry, "dist"), "shasum")) })
      if (key !== undefined) byName.set(name, key)
    }
  }
  for (const [group] of groups) {
    for (const entry of recordsOf(json.root, group)) {
      const key = byName.get((textOf(entry, "name") ?? "").toLowerCase())
      if (key !== undefined)
        found.link(
          key,
          Object.keys(fieldsOf(entry, "require")).flatMap((name) => byName.get(name.toLowerCase()) ?? []),
        )
    }
  }
  return { packages: found.packages, unpinned: found.unpinned }
}
