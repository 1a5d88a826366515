/** Composer versions (Composer, "Versions and constraints", normalised as its VersionParser does). */
import { compareDigits, compareReleases } from "./digits.ts"

export interface ComposerVersion {
  readonly release: readonly string[]
  /** From alpha to patch; `stable` in between. */
  readonly stability: number
  readonly number: readonly string[]
  /** A `-dev` suffix comes before the version it leads to. */
  readonly dev: boolean
}

const pattern = /^v?(\d+(?:\.\d+){0,3})(?:[._-]?(stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?(\d+(?:[.-]\d+){0,3}))?)?([.-]?dev)?(?:\+[^\s]*)?$/

const stabilities: Readonly<Record<string, number>> = { alpha: 1, a: 1, beta: 2, b: 2, rc: 3, stable: 4, patch: 5, pl: 5, p: 5 }
const stable = 4

/** Undefined for branches (`dev-main`, `2.x-dev`) and for what is not a version. */
export function parseComposer(text: string): ComposerVersion | undefined {
  const [, release, word, number, dev] = pattern.exec(text.trim().toLowerCase()) ?? []
  if (release === undefined) return undefined
  const stability = word === undefined ? stable : (stabilities[word] ?? stable)
  return { release: release.split("."), stability, number: number?.split(/[.-]/) ?? [], dev: dev !== undefined }
}

export function compareComposer(a: ComposerVersion, b: ComposerVersion): number {
  return (
    compareReleases(a.release, b.release) ||
    // 1.0-dev comes before 1.0-alpha1, 1.0-beta1-dev between 1.0-alpha and 1.0-beta1.
    (a.dev && a.stability === stable ? 0 : a.stability) - (b.dev && b.stability === stable ? 0 : b.stability) ||
    compareNumbers(a.number, b.number) ||
    Number(b.dev) - Number(a.dev)
  )
}

function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const step = compareDigits(a[index] ?? "0", b[index] ?? "0")
    if (step !== 0) return step
  }
  return 0
}
