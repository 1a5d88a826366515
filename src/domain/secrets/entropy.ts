/** How random a value looks: entropy, kinds of characters, and whether it reads like words. */
import { piecesOf, surprise } from "./letters.ts"

/** Shannon entropy in bits per character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}

export function distinctCharacters(value: string): number {
  return new Set(value).size
}

/** Kinds of characters: lower case, upper case, digits, others. From 0 to 4. */
export function characterKinds(value: string): number {
  return Number(/[a-z]/.test(value)) + Number(/[A-Z]/.test(value)) + Number(/[0-9]/.test(value)) + Number(/[^A-Za-z0-9]/.test(value))
}

/**
 * From here on letters are not those of words. Measured on 30 000 identifiers of two source trees that the table has not
 * seen: of random values of 8 to 12 characters 1.5 % read like words, of 16 to 24 one in a thousand; of the identifiers
 * 17 % and 14 % do not. An entropy of 3 bits lets 25 % of the short random values through and stops 60 % of the identifiers.
 */
const bitsOfRandom = 5.4

/**
 * An identifier, a slug or a sentence: letters as words have them. Not so hexadecimal text, nor a word with a long number
 * behind it, as people write passwords.
 */
export function looksLikeWords(value: string): boolean {
  const pieces = piecesOf(value.slice(0, 300))
  if (pieces.length === 0) return true
  if (/^[0-9a-f-]{16,}$/i.test(value) && /\d/.test(value)) return false
  if (pieces.some((piece) => /[A-Za-z]\d{3,}$/.test(piece))) return false
  return surprise(pieces) < bitsOfRandom
}

/** Bytes read as Latin-1, as letters without their accents: words of European languages stay words. */
export function plainLetters(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value
  const text = Buffer.from(value, "latin1").toString("utf8")
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/ł/g, "l").replace(/ß/g, "ss").replace(/[øØ]/g, "o")
}
