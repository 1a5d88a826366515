/** Python versions (PEP 440, "Summary of permitted suffixes and relative ordering"). */
import { compareDigits, compareReleases, compareText } from "./digits.ts"

export interface PythonVersion {
  readonly epoch: string
  readonly release: readonly string[]
  /** `dev` without a pre-release sorts before every pre-release of the same release. */
  readonly pre: { readonly rank: number; readonly number: string }
  /** Undefined sorts before every post-release. */
  readonly post: string | undefined
  /** Undefined sorts after every development release. */
  readonly dev: string | undefined
  readonly local: readonly string[]
}

const pattern =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/

const preRanks: Readonly<Record<string, number>> = { alpha: 1, a: 1, beta: 2, b: 2, preview: 3, pre: 3, c: 3, rc: 3 }
const devOnly = 0
const final = 4

/** Undefined when it is not a version of PEP 440. */
export function parsePython(text: string): PythonVersion | undefined {
  const match = pattern.exec(text.trim().toLowerCase())
  if (match === null) return undefined
  const [, epoch, release = "", preWord, preNumber, dashPost, postWord, postNumber, devWord, devNumber, local] = match
  const post = dashPost ?? (postWord === undefined ? undefined : postNumber || "0")
  const dev = devWord === undefined ? undefined : devNumber || "0"
  const rank = preWord !== undefined ? (preRanks[preWord] ?? final) : dev !== undefined && post === undefined ? devOnly : final
  return { epoch: epoch ?? "0", release: release.split("."), pre: { rank, number: preNumber || "0" }, post, dev, local: local?.split(/[-_.]/) ?? [] }
}

export function comparePython(a: PythonVersion, b: PythonVersion): number {
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareReleases(a.release, b.release) ||
    a.pre.rank - b.pre.rank ||
    (a.pre.rank === devOnly || a.pre.rank === final ? 0 : compareDigits(a.pre.number, b.pre.number)) ||
    compareOptional(a.post, b.post, -1) ||
    compareOptional(a.dev, b.dev, 1) ||
    compareLocal(a.local, b.local)
  )
}

function compareOptional(a: string | undefined, b: string | undefined, missing: -1 | 1): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? missing : -missing
  return compareDigits(a, b)
}

// Numbers sort after words, and a longer label after its own beginning.
function compareLocal(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const left = a[index]
    const right = b[index]
    if (left === undefined) return -1
    if (right === undefined) return 1
    const leftIsNumber = /^\d+$/.test(left)
    const rightIsNumber = /^\d+$/.test(right)
    const order =
      leftIsNumber && rightIsNumber ? compareDigits(left, right) : leftIsNumber !== rightIsNumber ? (leftIsNumber ? 1 : -1) : compareText(left, right)
    if (order !== 0) return order
  }
  return 0
}
