/** Sets of Unicode code points as ranges, and the classes and cases of Unicode, as Go's patterns mean them. */

/** Sorted, apart from each other, both ends included. */
export type Ranges = readonly (readonly [number, number])[]

export const lastCodePoint = 0x10ffff

export function union(...sets: readonly Ranges[]): Ranges {
  const merged: [number, number][] = []
  for (const [low, high] of sets.flat().toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high)
    else merged.push([low, high])
  }
  return merged
}

export function complement(set: Ranges): Ranges {
  const gaps: [number, number][] = []
  let next = 0
  for (const [low, high] of set) {
    if (low > next) gaps.push([next, low - 1])
    next = high + 1
  }
  if (next <= lastCodePoint) gaps.push([next, lastCodePoint])
  return gaps
}

export function intersect(a: Ranges, b: Ranges): Ranges {
  return complement(union(complement(a), complement(b)))
}

/** With every other case of its letters, by simple folding: k also stands for the Kelvin sign, s for the long s. */
export function foldCase(set: Ranges): Ranges {
  const letters = union(
    set.flatMap(([low, high]) => [shifted(low, high, 65, 90, 32), shifted(low, high, 97, 122, -32)].filter((range) => range[0] <= range[1])),
  )
  const ascii = union(set, letters)
  const folded = union(ascii, contains(ascii, 0x6b) ? [[0x212a, 0x212a]] : [], contains(ascii, 0x73) ? [[0x17f, 0x17f]] : [])
  if (set.every(([, high]) => high < 128)) return folded
  const anyCase = new RegExp(`^[${set.map(([low, high]) => `\\u{${low.toString(16)}}-\\u{${high.toString(16)}}`).join("")}]$`, "iu")
  return union(
    folded,
    casedLetters()
      .filter((letter) => anyCase.test(letter))
      .map((letter) => [letter.codePointAt(0)!, letter.codePointAt(0)!]),
  )
}

/** The code points of a general category (`L`, `Nd`) or a script (`Greek`); undefined when Unicode has no such name. */
export function unicodeClass(name: string): Ranges | undefined {
  if (name === "Any") return [[0, lastCodePoint]]
  if (!/^[A-Za-z_]{1,40}$/.test(name)) return undefined
  const known = classes.get(name)
  if (known !== undefined) return known
  const property = name.length <= 2 ? `General_Category=${name}` : `Script=${name}`
  let runs: RegExp
  try {
    runs = new RegExp(`\\p{${property}}+`, "gu")
  } catch {
    return undefined
  }
  const ranges = union(everyCharacter().flatMap((part) => [...part.matchAll(runs)].map(([run]) => [run.codePointAt(0)!, lastOf(run)] as const)))
  classes.set(name, ranges)
  return ranges
}

const classes = new Map<string, Ranges>()

function shifted(low: number, high: number, from: number, to: number, by: number): readonly [number, number] {
  return [Math.max(low, from) + by, Math.min(high, to) + by]
}

function contains(set: Ranges, point: number): boolean {
  return set.some(([low, high]) => low <= point && point <= high)
}

let cased: readonly string[] | undefined

function casedLetters(): readonly string[] {
  cased ??= everyCharacter().flatMap((part) => part.match(/[\p{Changes_When_Casemapped}\p{Changes_When_Casefolded}]/gu) ?? [])
  return cased
}

let every: readonly string[] | undefined

/** All characters below the surrogates, and all above: a run must not reach across. */
function everyCharacter(): readonly string[] {
  every ??= [characters(0, 0xd7ff), characters(0xe000, lastCodePoint)]
  return every
}

function characters(low: number, high: number): string {
  const pieces: string[] = []
  for (let start = low; start <= high; start += 4096) {
    pieces.push(String.fromCodePoint(...Array.from({ length: Math.min(4096, high - start + 1) }, (_, index) => start + index)))
  }
  return pieces.join("")
}

function lastOf(run: string): number {
  const last = run.charCodeAt(run.length - 1)
  return last >= 0xdc00 && last <= 0xdfff ? run.codePointAt(run.length - 2)! : last
}
