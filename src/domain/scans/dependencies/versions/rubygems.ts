/** RubyGems versions (RubyGems, Gem::Version: "Sorting"). */
import { compareDigits, compareText } from "./digits.ts"

export type GemVersion = readonly string[]

/** Undefined when it is not one. A hyphen stands for `.pre.`. */
export function parseGem(text: string): GemVersion | undefined {
  const version = text.trim().replaceAll("-", ".pre.")
  if (!/^\d+(?:\.[0-9A-Za-z]+)*$/.test(version)) return undefined
  const segments = version.match(/\d+|[A-Za-z]+/g) ?? []
  const word = segments.findIndex((segment) => !isNumber(segment))
  const cut = word < 0 ? segments.length : word
  return [...withoutZeros(segments.slice(0, cut)), ...withoutZeros(segments.slice(cut))]
}

// 1.0.0 is 1, and 1.0.a is 1.a.
function withoutZeros(segments: readonly string[]): readonly string[] {
  const last = segments.findLastIndex((segment) => !/^0+$/.test(segment))
  return segments.slice(0, last + 1)
}

function isNumber(segment: string): boolean {
  return /^\d/.test(segment)
}

/** A missing segment counts as zero; words sort before numbers, so `1.0.a` comes before `1.0`. */
export function compareGem(a: GemVersion, b: GemVersion): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const left = a[index] ?? "0"
    const right = b[index] ?? "0"
    const leftIsNumber = isNumber(left)
    const rightIsNumber = isNumber(right)
    const step =
      leftIsNumber && rightIsNumber ? compareDigits(left, right) : leftIsNumber !== rightIsNumber ? (leftIsNumber ? 1 : -1) : compareText(left, right)
    if (step !== 0) return step
  }
  return 0
}
