/** The package URL of what an advisory is about. */
import { PackageURL } from "packageurl-js"
import type { Component } from "../../findings/finding.ts"
import { scrub } from "./scrub.ts"

// OSV ecosystem names (ossf.github.io/osv-schema) to package URL types (ECMA-427 type registry).
const types: Readonly<Record<string, string>> = {
  npm: "npm",
  pypi: "pypi",
  go: "golang",
  maven: "maven",
  "crates.io": "cargo",
  rubygems: "gem",
  nuget: "nuget",
  packagist: "composer",
  hex: "hex",
  pub: "pub",
  conancenter: "conan",
  swifturl: "swift",
  "github actions": "githubactions",
  cran: "cran",
  hackage: "hackage",
}

/** An unknown ecosystem gets the type generic; the version may be empty. */
export function componentOf(ecosystem: string, name: string, version: string, fixedIn?: string): Component {
  // Debian:12 and the like carry a release behind a colon.
  const type = types[ecosystem.toLowerCase().split(":")[0] ?? ""] ?? "generic"
  const [namespace, own] = partsOf(type, name)
  return { purl: purlOf(type, namespace, own, version), name: scrub(name, 300), version: scrub(version, 100), ...fixed(fixedIn) }
}

/** As componentOf, for a tool that names the package URL itself. */
export function componentOfPurl(purl: string, name: string, version: string, fixedIn?: string): Component {
  return { purl: scrubPurl(purl), name: scrub(name, 300), version: scrub(version, 100), ...fixed(fixedIn) }
}

function fixed(fixedIn: string | undefined): { fixedIn?: string } {
  return fixedIn === undefined || fixedIn === "" ? {} : { fixedIn: scrub(fixedIn, 100) }
}

function partsOf(type: string, name: string): [string | undefined, string] {
  const separator = type === "maven" ? ":" : "/"
  const at = name.lastIndexOf(separator)
  return at > 0 && type !== "generic" ? [name.slice(0, at), name.slice(at + 1)] : [undefined, name]
}

function purlOf(type: string, namespace: string | undefined, name: string, version: string): string {
  try {
    return new PackageURL(type, namespace, name, version === "" ? undefined : version, undefined, undefined).toString()
  } catch {
    return `pkg:generic/${encodeURIComponent(name)}${version === "" ? "" : `@${encodeURIComponent(version)}`}`
  }
}

function scrubPurl(purl: string): string {
  try {
    return PackageURL.fromString(purl).toString()
  } catch {
    return `pkg:generic/${encodeURIComponent(purl)}`
  }
}
