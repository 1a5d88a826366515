/** How languages and settings spell a name of several words: with _, -, a dot or a capital letter. Rows write it with _. */

import { stemLength } from "../keyword-index.ts"

const separators = ["_", "-", ""]

/** A keyword of this length is rare enough: the expression reads the rest of the name. */
const enough = 12

/**
 * Keywords: every way to write the beginning of a name; the same separator need not stand everywhere (`CF_ACCESS_clientSecret`).
 * Dots stand everywhere or behind the vendor's name (`acme.api-key`), and behind short names only: those have a stem of their
 * own. At the stems of common words (`stream`, `access`) each further keyword is compared at each word of a text; all dots
 * together took a tenth of the search.
 */
export function beginnings(name: string): readonly string[] {
  const parts = name.split("_")
  const dotted = parts[0]!.length < stemLength ? [...written(parts, [["."]]), ...written(parts, [["."], ["-"]])] : []
  return [...new Set([...written(parts, [separators]), ...dotted])]
}

/** `between` holds the separators that may stand at each gap; the last ones stand at all that follow. */
function written([first = "", ...others]: readonly string[], between: readonly (readonly string[])[]): readonly string[] {
  let beginning = [first]
  for (const [gap, part] of others.entries()) {
    if (beginning[0]!.length >= enough) break
    const here = between[Math.min(gap, between.length - 1)]!
    beginning = beginning.flatMap((text) => here.map((separator) => `${text}${separator}${part}`))
  }
  return beginning
}

/** Expression of the whole name, to be matched without regard to case. */
export function spelled(name: string): string {
  return name.replaceAll("_", "[._-]?")
}
