/** Package URLs (ECMA-427) of locked packages. */
import { PackageURL } from "packageurl-js"
import type { Ecosystem } from "./package.ts"

interface Spelling {
  readonly type: string
  /** What separates namespace from name; the last one counts. */
  readonly separator?: string
}

const spellings: Readonly<Record<Ecosystem, Spelling>> = {
  npm: { type: "npm", separator: "/" },
  PyPI: { type: "pypi" },
  Go: { type: "golang", separator: "/" },
  "crates.io": { type: "cargo" },
  Maven: { type: "maven", separator: ":" },
  RubyGems: { type: "gem" },
  Packagist: { type: "composer", separator: "/" },
  NuGet: { type: "nuget" },
  Hex: { type: "hex" },
}

export interface PurlParts {
  readonly purl: string
  readonly namespace: string | undefined
  readonly name: string
}

/** Undefined when the name cannot be written as a package URL, for example a Maven artifact without a group. */
export function purlOf(ecosystem: Ecosystem, name: string, version: string): PurlParts | undefined {
  const { type, separator } = spellings[ecosystem]
  const at = separator === undefined ? -1 : name.lastIndexOf(separator)
  const namespace = at < 0 ? undefined : name.slice(0, at)
  const last = name.slice(at + 1)
  try {
    return { purl: new PackageURL(type, namespace, last, version).toString(), namespace, name: last }
  } catch {
    return undefined
  }
}
