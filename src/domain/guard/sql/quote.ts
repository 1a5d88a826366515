/** Where quoted text ends, and what it says. */

/** The index of the closing quote, or -1. A doubled quote is none, nor is one behind a backslash where those escape. */
export function closingQuote(text: string, from: number, quote: string, backslash: boolean): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (character === "\\" && backslash) at++
    else if (character === quote) {
      if (text[at + 1] !== quote) return at
      at++
    }
  }
  return -1
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", "0": "\0", Z: "\x1a" }
const escaped = /\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{3})|([^]))/gi

/** Without doubling and, where a backslash escapes, without those. */
export function unquoted(body: string, quote: string, backslash: boolean): string {
  const single = body.replaceAll(quote + quote, quote)
  if (!backslash || !single.includes("\\")) return single
  return single.replace(escaped, (_, hex?: string, four?: string, eight?: string, octal?: string, other?: string) => {
    if (octal !== undefined) return codePoint(Number.parseInt(octal, 8))
    const digits = hex ?? four ?? eight
    return digits === undefined ? (escapes[other ?? ""] ?? other ?? "") : codePoint(Number.parseInt(digits, 16))
  })
}

/** U&'...' of the SQL standard: \0041 and \+000041. */
export function unicodeText(body: string): string {
  return body.replace(/\\(?:\+([0-9a-f]{6})|([0-9a-f]{4})|(\\))/gi, (_, six?: string, four?: string) => {
    const digits = six ?? four
    return digits === undefined ? "\\" : codePoint(Number.parseInt(digits, 16))
  })
}

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd")
