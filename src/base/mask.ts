/** How a secret may be shown: a few leading characters and its length, never enough to use or to guess it. */

/** At most four leading characters, and never more than a sixth of the value. */
export function maskSecret(value: string): string {
  const shown = value.slice(0, Math.min(4, Math.floor(value.length / 6)))
  return `${shown}… (${value.length} characters)`
}

/** Removes what a terminal or a log would act on: control characters, line breaks, bidirectional overrides. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is removed here
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) =>
    character === "\n" ? "\\n" : character === "\t" ? "\\t" : `\\u{${character.codePointAt(0)!.toString(16)}}`,
  )
}
