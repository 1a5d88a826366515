/** Gemfile.lock and gems.locked (Bundler). */
import { TipstaffError } from "../../../../base/errors.ts"
import { Collection } from "../collect.ts"
import { hashOf } from "../hashes.ts"
import { shown, type LockReading, type PackageHash } from "../package.ts"

/** Throws `lockfile/invalid` when no section is found. */
export function readGemfileLock(text: string, file: string): LockReading {
  const found = new Collection("RubyGems")
  const checksums = new Map<string, readonly PackageHash[]>()
  const gems: { readonly name: string; readonly version: string; readonly line: number; readonly wants: string[] }[] = []
  const wishes: string[] = []
  let section = ""
  for (const [index, raw] of text.split("\n").entries()) {
    const content = raw.trimEnd()
    if (/^(?:<{7}|={7}|>{7})/.test(content)) {
      throw new TipstaffError("lockfile/invalid", `${file} holds a merge conflict`, {
        file,
        line: index + 1,
        next: "resolve it and run bundle install",
      })
    }
    if (/^[A-Z]/.test(content)) {
      section = content
      continue
    }
    if (section === "DEPENDENCIES") wishes.push(/^ {2}([^ !(]{1,200})/.exec(content)?.[1] ?? "")
    if (section === "CHECKSUMS") {
      const [, name, version, hex] = /^ {2}([^ (]{1,200}) \(([^)]{1,200})\) sha256=([0-9a-f]{64})/.exec(content) ?? []
      if (name !== undefined) checksums.set(`${name} ${version}`, hashOf("sha256", hex))
    }
    if (section !== "GEM" && section !== "GIT" && section !== "PLUGIN SOURCE") continue
    const gem = /^ {4}([^ (]{1,300})(?: \(([^)]{1,300})\))?$/.exec(content)
    if (gem) gems.push({ name: gem[1] ?? "", version: gem[2] ?? "", line: index + 1, wants: [] })
    const want = /^ {6}([^ (!]{1,300})/.exec(content)?.[1]
    if (want !== undefined) gems.at(-1)?.wants.push(want)
  }
  if (section === "") throw new TipstaffError("lockfile/invalid", `${file} has no section of a Gemfile.lock`, { file, line: 1 })
  const byName = new Map<string, string>()
  for (const gem of gems) {
    if (gem.version === "") {
      found.skip(gem.line, `${shown(gem.name)} has no version in the lockfile; run bundle lock`)
      continue
    }
    // A gem version holds no hyphen: what follows is the platform.
    const version = gem.version.split("-")[0] ?? ""
    const key = found.add({ name: gem.name, version, line: gem.line, hashes: checksums.get(`${gem.name} ${gem.version}`) ?? [] })
    if (key !== undefined) byName.set(gem.name, key)
  }
  for (const gem of gems) {
    const key = byName.get(gem.name)
    if (key !== undefined)
      found.link(
        key,
        gem.wants.flatMap((name) => byName.get(name) ?? []),
      )
  }
  return { packages: found.packages, unpinned: found.unpinned, direct: [...new Set(wishes.flatMap((name) => byName.get(name) ?? []))] }
}
