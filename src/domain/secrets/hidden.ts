/** Looks for secrets in text that a file hides by encodings, and says where in the file each of them stands. */
import { decodeLayers, type DecodeBudget, type DecodedText } from "./decode/layers.ts"
import { judge, type Surroundings, type Verdict } from "./judge.ts"
import type { RunWindows } from "./kernel.ts"
import type { Match, Search } from "./search.ts"

/** A match, the bytes it was found in, and where those stand. Offsets of the match count in `bytes`. */
export interface Candidate {
  readonly match: Match
  readonly verdict: Verdict
  readonly bytes: Uint8Array
  /** The bytes as Latin-1. */
  readonly text: string
  /** Of the secret, in the view. */
  readonly start: number
  readonly end: number
  /** The outermost first; empty for what stands in the clear. */
  readonly encodings: readonly string[]
}

export interface HiddenPlace {
  readonly path: string
  readonly file: Surroundings["file"]
  /** The file itself is no text: what is encoded in it is rarely settings. */
  readonly binary: boolean
}

/**
 * Secrets whose encoded form starts in [from, to), offsets in the view. In no order. `placeOf` is asked once something
 * was found: most files hide nothing.
 */
export function hiddenCandidates(
  search: Search,
  view: Uint8Array,
  from: number,
  to: number,
  budget: DecodeBudget,
  path: string,
  windows: RunWindows | undefined,
  placeOf: () => HiddenPlace,
): Candidate[] {
  const found: Candidate[] = []
  for (const decoded of decodeLayers(view, from, to, budget, windows)) {
    const { bytes } = decoded
    const { matches, text } = search.matches(bytes, 0, bytes.length, 0, search.beginFile(path))
    if (matches.length > 0) addIn(decoded, matches, text, from, to, placeOf(), found)
  }
  return found
}

function addIn(
  { bytes, encodings, originOf }: DecodedText,
  matches: readonly Match[],
  text: string,
  from: number,
  to: number,
  place: HiddenPlace,
  found: Candidate[],
): void {
  // Of a file in UTF-16 the bytes are no text, and what they say is.
  const binary = (place.binary && !encodings[0]!.startsWith("utf-16")) || text.slice(0, 8192).includes("\0")
  const placed = matches.map((match) => ({ match, origin: originOf(match.secretStart, match.secretEnd) }))
  const byEnd = placed.toSorted((a, b) => a.match.secretEnd - b.match.secretEnd)
  let before = 0
  /** Where the secrets end that end before the one at hand begins. */
  let endBefore = 0
  for (const { match, origin } of placed.sort((a, b) => a.match.secretStart - b.match.secretStart)) {
    for (; before < byEnd.length && byEnd[before]!.match.secretEnd <= match.secretStart; before += 1)
      endBefore = Math.max(endBefore, byEnd[before]!.origin[1])
    const [start, end] = origin
    if (start < from || start >= to) continue
    const verdict = judge(match, { text, file: place.file, binary })
    // Groups of characters are rounded outward: two secrets side by side still are two places.
    found.push({ match, verdict, bytes, text, start: Math.max(start, Math.min(endBefore, end - 1)), end, encodings })
  }
}
