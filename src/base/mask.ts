/** How a secret may be shown: a few leading characters and its length, never enough to use or to guess it. */

/** At most four leading characters, and never more than a sixth of the value. */
export function maskSecret(value: string): string {
  // Half of a surrogate pair is not a character: records refuse it.
  const shown = value.slice(0, Math.min(4, Math.floor(value.length / 6))).replace(/[\ud800-\udbff]$/, "")
  return `${shown}… (${value.length} characters)`
}

/** Spells out what a terminal, a log or a reader's eye would act on: control characters, line breaks, bidirectional marks, invisible tags. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\u{e0000}-\u{e007f}]/gu, (character) =>
    character === "\n" ? "\\n" : character === "\t" ? "\\t" : `\\u{${character.codePointAt(0)!.toString(16)}}`,
  )
}
