/** What may be written of names that came from outside, and the words that several formats share. */
import { printable } from "../../../base/mask.ts"
import type { LeftOut, SecretFinding } from "../report.ts"

/** One line of well-formed Unicode that no terminal or log acts on. */
export function shown(text: string): string {
  return printable(text).toWellFormed()
}

/**
 * JSON with a line break at the end. What a terminal would act on is written as an escape, so that printing the text is
 * harmless and parsing it still gives the exact name.
 */
export function harmlessJson(value: unknown): string {
  const text = JSON.stringify(value, wellFormed, 2)
  // Outside strings only line feeds occur, and inside of them JSON.stringify has escaped those.
  return `${text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\u{e0000}-\u{e007f}]/gu, escaped)}\n`
}

// Strict readers refuse the escape of half a surrogate pair.
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed() : value
}

function escaped(character: string): string {
  if (character === "\n") return character
  return [...Array(character.length).keys()].map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join("")
}

/** What is said of one finding beyond its rule and place; one sentence each, without a period. */
export function remarksOn(finding: SecretFinding): string[] {
  const remarks: string[] = []
  if (finding.decoded.length > 0) remarks.push(`hidden in ${finding.decoded.map(shown).join(", then ")}`)
  if (finding.commit !== undefined) {
    remarks.push(`came with commit ${shown(finding.commit.id).slice(0, 12)} of ${shown(finding.commit.date)} by ${shown(finding.commit.author)}`)
  }
  if (finding.inHistory === true) remarks.push("already in the history: rotate it, taking it out of the file is not enough")
  return remarks
}

/** What an exclusion left out, in words. */
export function leftOutText({ pattern, reason, files }: LeftOut): string {
  return `left out: ${counted(files, "file")} by the exclusion ${shown(pattern)} (${shown(reason)})`
}

/** How a person names one finding to another command; safe to paste into any shell. */
export function shortId(finding: Pick<SecretFinding, "fingerprint">): string {
  return shown(finding.fingerprint).slice(0, 12)
}

/** `1 file`, `1,204 files`. Not through Intl, whose first use takes longer than a hook's whole start. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count).replace(/\B(?=(?:\d{3})+$)/g, ",")} ${count === 1 ? one : many}`
}

const units = ["bytes", "kB", "MB", "GB", "TB"] as const

/** Decimal units (IEC 80000-13): `812 bytes`, `8.4 MB`. */
export function readableBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return unit === 0 ? counted(bytes, "byte") : `${value.toFixed(1)} ${units[unit]}`
}

/** `a`, `a and b`, `a, b and c`. */
export function readableList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`
}
