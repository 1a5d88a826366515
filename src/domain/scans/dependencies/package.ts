/** What a lockfile says about one third-party package, and how its reader answers. */
import { printable } from "../../../base/mask.ts"

/** The names that OSV uses (OSV schema, "Defined ecosystems"). */
export type Ecosystem = "npm" | "PyPI" | "Go" | "crates.io" | "Maven" | "RubyGems" | "Packagist" | "NuGet" | "Hex"

/** `development` is installed for building and testing only; `optional` may be left out of an installation. */
export type PackageScope = "required" | "optional" | "development"

export interface PackageHash {
  /** Spelled as CycloneDX spells it. */
  readonly algorithm: "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512" | "MD5"
  /** Lower-case hexadecimal. */
  readonly value: string
}

export interface LockedPackage {
  readonly ecosystem: Ecosystem
  /** As its ecosystem writes it: `@scope/name`, `group:artifact`, `example.org/module`. */
  readonly name: string
  readonly version: string
  /** 1-based line where the package stands. */
  readonly line: number
  /** Set when the package stands in a companion of the lockfile (go.sum) instead. */
  readonly file?: string
  readonly scope: PackageScope
  readonly hashes?: readonly PackageHash[]
  /** Keys (`keyOf`) of packages in the same lockfile. */
  readonly dependsOn?: readonly string[]
}

/** Something in a lockfile whose version is unknown, with what to do about it. */
export interface Unpinned {
  readonly line: number
  readonly reason: string
  readonly file?: string
}

export interface LockReading {
  readonly packages: readonly LockedPackage[]
  /** Keys of the packages that the project itself asks for; absent where the lockfile does not tell. */
  readonly direct?: readonly string[]
  readonly unpinned: readonly Unpinned[]
  /** Folders and project names that this lockfile speaks for, besides its own folder. Folders are relative to it. */
  readonly members?: { readonly folders?: readonly string[]; readonly names?: readonly string[] }
  /** Further files to read in the same way (`-r other.txt`), relative to the lockfile. */
  readonly includes?: readonly { readonly path: string; readonly line: number }[]
}

/** Reads one lockfile. Throws only TipstaffError, with file and line. */
export type LockReader = (text: string, file: string, companions: ReadonlyMap<string, string>) => LockReading

/** One package within one ecosystem. A line break cannot stand in a name that `isPlausible` let through. */
export function keyOf(name: string, version: string): string {
  return `${name}\n${version}`
}

const maxNameLength = 512
const maxVersionLength = 256

/** Names and versions that no registry would accept are kept out of URLs, messages and documents. */
export function isPlausible(name: string, version: string): boolean {
  return isPlausiblePart(name, maxNameLength) && isPlausiblePart(version, maxVersionLength)
}

function isPlausiblePart(part: string, maxLength: number): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused here
  return part.length > 0 && part.length <= maxLength && part.isWellFormed() && !/[\u0000-\u0020\u007f-\u009f]/.test(part)
}

/** A name from outside as a message may show it. */
export function shown(text: string): string {
  const cut = text.length > 120 ? `${text.slice(0, 120)}…` : text
  return printable(cut.toWellFormed())
}

/** Lower case, runs of `-`, `_` and `.` as one hyphen (PEP 503, "Normalized Names"). */
export function normalPythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-")
}
