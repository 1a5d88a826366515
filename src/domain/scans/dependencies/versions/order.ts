/** Which order of versions each ecosystem follows. */
import type { Ecosystem } from "../package.ts"
import { compareComposer, parseComposer } from "./packagist.ts"
import { compareGem, parseGem } from "./rubygems.ts"
import { compareMaven, parseMaven } from "./maven.ts"
import { comparePython, parsePython } from "./pep440.ts"
import { compareSemver, parseNuget, parseSemver } from "./semver.ts"

/** Compares two versions as written; undefined when one of them is not a version of this ecosystem. */
export type VersionOrder = (a: string, b: string) => number | undefined

// Longer ones are no versions, and no pattern here has to meet them.
const maxLength = 256

function orderBy<Version>(parse: (text: string) => Version | undefined, compare: (a: Version, b: Version) => number): VersionOrder {
  return (a, b) => {
    if (a.length > maxLength || b.length > maxLength) return undefined
    const left = parse(a)
    const right = parse(b)
    return left === undefined || right === undefined ? undefined : compare(left, right)
  }
}

export const semverOrder = orderBy(parseSemver, compareSemver)

export const versionOrders: Readonly<Record<Ecosystem, VersionOrder>> = {
  npm: semverOrder,
  "crates.io": semverOrder,
  Go: semverOrder,
  Hex: semverOrder,
  PyPI: orderBy(parsePython, comparePython),
  Maven: orderBy(parseMaven, compareMaven),
  RubyGems: orderBy(parseGem, compareGem),
  Packagist: orderBy(parseComposer, compareComposer),
  NuGet: orderBy(parseNuget, compareSemver),
}
