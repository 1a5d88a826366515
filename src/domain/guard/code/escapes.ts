/** What the escapes in a quoted text stand for, by language. */
import type { Language } from "./language.ts"

const single: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\x07",
  e: "\x1b",
  s: " ",
  "\n": "",
}
/** Which of the letters above a language knows beyond n, t and r; what it does not know stands for itself. */
const letters: Readonly<Record<Language, string>> = { python: "bfva", javascript: "bfv", ruby: "bfvaes", perl: "bfae", php: "vfe" }
/** These keep the backslash before what they do not know. */
const keepsUnknown: ReadonlySet<Language> = new Set(["python", "php"])

const numbered = /\\(?:x\{([0-9A-Fa-f]{1,8})\}|x([0-9A-Fa-f]{1,2})|u\{([0-9A-Fa-f ]{1,8})\}|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-7]{1,3}))/y

export interface Escape {
  readonly text: string
  readonly end: number
}

/** The escape that begins with the backslash at `at`. */
export function escapeAt(source: string, at: number, language: Language): Escape {
  numbered.lastIndex = at
  const found = numbered.exec(source)
  if (found !== null) {
    const hex = found[1] ?? found[2] ?? found[3] ?? found[4] ?? found[5]
    return { text: character(hex === undefined ? parseInt(found[6]!, 8) : parseInt(hex, 16)), end: at + found[0].length }
  }
  const letter = source[at + 1] ?? ""
  const end = at + 1 + letter.length
  if (letter === "\r" && source[at + 2] === "\n") return { text: "", end: at + 3 }
  if ("ntr\n".includes(letter) || letters[language].includes(letter)) return { text: single[letter] ?? "", end }
  if (keepsUnknown.has(language) && /[A-Za-z]/.test(letter)) return { text: `\\${letter}`, end }
  return { text: letter, end }
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd"
}
