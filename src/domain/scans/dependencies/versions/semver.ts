/** Semantic Versioning 2.0.0, section 11: npm, crates.io, Go, Hex; with four places and without case for NuGet. */
import { compareDigits, compareReleases, compareText } from "./digits.ts"

export interface SemanticVersion {
  readonly release: readonly string[]
  readonly pre: readonly string[]
}

const pattern = /^[vV=]?(\d+(?:\.\d+){0,3})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]*)?$/

/** Undefined when it is not one. `1`, `1.2` and a leading `v` are taken as people write them. */
export function parseSemver(text: string): SemanticVersion | undefined {
  const [, release, pre] = pattern.exec(text.trim()) ?? []
  if (release === undefined) return undefined
  return { release: release.split("."), pre: pre === undefined ? [] : pre.split(".") }
}

/** NuGet compares labels without case (Microsoft, "Package versioning"). */
export function parseNuget(text: string): SemanticVersion | undefined {
  return parseSemver(text.toLowerCase())
}

export function compareSemver(a: SemanticVersion, b: SemanticVersion): number {
  const order = compareReleases(a.release, b.release)
  if (order !== 0) return order
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length === 0 ? (a.pre.length === 0 ? 0 : -1) : 1
  for (let index = 0; index < Math.max(a.pre.length, b.pre.length); index += 1) {
    const left = a.pre[index]
    const right = b.pre[index]
    if (left === undefined) return -1
    if (right === undefined) return 1
    const step = compareIdentifiers(left, right)
    if (step !== 0) return step
  }
  return 0
}

function compareIdentifiers(a: string, b: string): number {
  const leftIsNumber = /^\d+$/.test(a)
  const rightIsNumber = /^\d+$/.test(b)
  if (leftIsNumber && rightIsNumber) return compareDigits(a, b)
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1
  return compareText(a, b)
}
