/** packages.lock.json and packages.config (Microsoft, "PackageReference in project files" and "packages.config reference"). */
import { isRecord } from "../../../../base/json.ts"
import { Collection } from "../collect.ts"
import { hashOf } from "../hashes.ts"
import { shown, type LockReading } from "../package.ts"
import { fieldsOf, textOf } from "./fields.ts"
import { readJsonFile } from "./json.ts"
import { readXml } from "./xml.ts"

/** Throws `json/invalid`, `json/too-deep` and `lockfile/invalid`. */
export function readNugetLock(text: string, file: string): LockReading {
  const json = readJsonFile(text, file)
  const found = new Collection("NuGet")
  const direct = new Set<string>()
  const frameworks = fieldsOf(json.root, "dependencies")
  for (const [framework, list] of Object.entries(frameworks)) {
    if (!isRecord(list)) continue
    const byName = new Map<string, string>()
    for (const [name, entry] of Object.entries(list)) {
      const line = json.lineOf(["dependencies", framework, name])
      const type = isRecord(entry) ? textOf(entry, "type")?.toLowerCase() : undefined
      if (type === "project") continue
      const version = isRecord(entry) ? textOf(entry, "resolved") : undefined
      if (!isRecord(entry) || version === undefined) {
        found.skip(line, `${shown(name)} has no resolved version in the lockfile; run dotnet restore`)
        continue
      }
      const digest = textOf(entry, "contentHash")
      const hashes = digest === undefined || digest.length > 200 ? [] : hashOf("sha512", Buffer.from(digest, "base64").toString("hex"))
      const key = found.add({ name, version, line, hashes })
      if (key === undefined) continue
      byName.set(name.toLowerCase(), key)
      if (type === "direct") direct.add(key)
    }
    for (const [name, entry] of Object.entries(list)) {
      const key = byName.get(name.toLowerCase())
      if (key === undefined || !isRecord(entry)) continue
      found.link(
        key,
        Object.keys(fieldsOf(entry, "dependencies")).flatMap((one) => byName.get(one.toLowerCase()) ?? []),
      )
    }
  }
  return { packages: found.packages, unpinned: found.unpinned, direct: [...direct] }
}

/** Throws `lockfile/invalid` with the line. */
export function readPackagesConfig(text: string, file: string): LockReading {
  const found = new Collection("NuGet")
  readXml(text, file, ({ path, attributes, line }) => {
    if (path.join("/") !== "packages/package") return
    const scope = attributes.developmentDependency === "true" ? "development" : "required"
    found.add({ name: attributes.id ?? "", version: attributes.version ?? "", line, scope })
  })
  return { packages: found.packages, unpinned: found.unpinned }
}
