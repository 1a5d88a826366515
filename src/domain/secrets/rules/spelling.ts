/** How languages and settings spell a name of several words: with _, -, a dot or a capital letter. Rows write it with _. */

const separators = ["_", "-", ".", ""]

/** A keyword of this length is rare enough: the expression reads the rest of the name. */
const enough = 12

/** Keywords: every way to write the beginning of a name; the same separator need not stand everywhere (`CF_ACCESS_clientSecret`). */
export function beginnings(name: string): readonly string[] {
  const [first = "", ...others] = name.split("_")
  let written = [first]
  for (const part of others) {
    if (written[0]!.length >= enough) break
    written = written.flatMap((text) => separators.map((separator) => `${text}${separator}${part}`))
  }
  return written
}

/** Expression of the whole name, to be matched without regard to case. */
export function spelled(name: string): string {
  return name.replaceAll("_", "[._-]?")
}
