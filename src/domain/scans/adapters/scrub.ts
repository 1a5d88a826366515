/** Words of a scanner as we may keep them: one line, no control characters, nothing that looks like a secret. */
import { maskSecret, printable } from "../../../base/mask.ts"

const longest = 2000

/** For titles, messages and advice from outside. */
export function scrub(text: string, length = longest): string {
  const line = printable(
    text
      .slice(0, length * 2)
      .replace(/\s+/g, " ")
      .trim(),
  )
  const masked = line.replace(/[A-Za-z0-9_+=-]{20,}/g, (word) => (looksRandom(word) ? maskSecret(word) : word))
  return masked.length > length ? `${masked.slice(0, length - 1)}…` : masked
}

/** As scrub, and every quoted part goes too: for rules whose message quotes the code that may hold a password. */
export function scrubQuotes(text: string, length = longest): string {
  return scrub(text.slice(0, length * 2).replace(/(["'`])[^"'`\n]*\1/g, "$1…$1"), length)
}

// Words, rule names and advisory ids have letters of one case; tokens mix them with digits, or are long hexadecimal.
function looksRandom(word: string): boolean {
  if (/^[0-9a-f]{32,}$/i.test(word)) return true
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word)
}

/** An address without what may carry credentials: user, query, fragment. */
export function scrubUrl(url: string): string {
  try {
    const parsed = new URL(url)
    return scrub(`${parsed.protocol}//${parsed.host}${parsed.pathname}`, 300)
  } catch {
    return scrub(url.replace(/[?#].*$/s, ""), 300)
  }
}

/** A documentation link: only https and http addresses are kept. */
export function helpLink(url: string | null | undefined): string | undefined {
  if (url === undefined || url === null || !URL.canParse(url)) return undefined
  const parsed = new URL(url)
  return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href.slice(0, 500) : undefined
}
