/** Characters, escapes and classes of Go's regular expressions. Source: the package documentation of regexp/syntax. */
import { complement, foldCase, lastCodePoint, unicodeClass, union, type Ranges } from "./code-points.ts"

/** Why a pattern cannot be taken over, as the end of a sentence. */
export class PatternFault extends Error {
  override readonly name = "PatternFault"
}

/** Where in a pattern the reading is. */
export interface Cursor {
  readonly chars: readonly string[]
  at: number
}

const digit: Ranges = [[48, 57]]
const lower: Ranges = [[97, 122]]
const upper: Ranges = [[65, 90]]
const letters = union(upper, lower)
const word = union(digit, letters, [[95, 95]])

const perlClasses: Readonly<Record<string, Ranges>> = {
  d: digit,
  w: word,
  // No vertical tab, unlike [[:space:]].
  s: [
    [9, 10],
    [12, 13],
    [32, 32],
  ],
}

const namedClasses: Readonly<Record<string, Ranges>> = {
  alnum: union(digit, letters),
  alpha: letters,
  ascii: [[0, 127]],
  blank: [
    [9, 9],
    [32, 32],
  ],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  digit,
  graph: [[33, 126]],
  lower,
  print: [[32, 126]],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  space: [
    [9, 13],
    [32, 32],
  ],
  upper,
  word,
  xdigit: union(digit, [
    [65, 70],
    [97, 102],
  ]),
}

const controlEscapes: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }

export function single(point: number, fold: boolean): Ranges {
  return fold ? foldCase([[point, point]]) : [[point, point]]
}

/** `\d`, `\W`, `\pN`, `\P{Greek}` at the cursor, which then stands behind it; undefined when something else stands there. */
export function classEscape(cursor: Cursor, fold: boolean): Ranges | undefined {
  const letter = cursor.chars[cursor.at] === "\\" ? cursor.chars[cursor.at + 1] : undefined
  if (letter === undefined) return undefined
  const perl = perlClasses[letter.toLowerCase()]
  if (perl !== undefined) {
    cursor.at += 2
    return perlClasses[letter] === undefined ? complement(folded(perl, fold)) : folded(perl, fold)
  }
  if (letter !== "p" && letter !== "P") return undefined
  cursor.at += 2
  let name = cursor.chars[cursor.at++] ?? ""
  if (name === "{") {
    const end = cursor.chars.indexOf("}", cursor.at)
    if (end === -1) throw new PatternFault("a Unicode class has no closing brace")
    name = cursor.chars.slice(cursor.at, end).join("")
    cursor.at = end + 1
  }
  const negated = name.startsWith("^")
  const found = unicodeClass(negated ? name.slice(1) : name)
  if (found === undefined) throw new PatternFault(`Unicode has no class called ${name.slice(0, 40)}`)
  return (letter === "P") === negated ? folded(found, fold) : complement(folded(found, fold))
}

function folded(set: Ranges, fold: boolean): Ranges {
  return fold ? foldCase(set) : set
}

/** An escaped character; the cursor stands on the backslash, and then behind it all. */
export function escapedPoint(cursor: Cursor): number {
  const letter = cursor.chars[cursor.at + 1]
  if (letter === undefined) throw new PatternFault("it ends with a backslash")
  cursor.at += 2
  if (/[0-7]/.test(letter)) return octal(cursor, letter)
  if (/[89]/.test(letter)) throw new PatternFault("it has a backreference, which Go does not know")
  if (letter === "x") return hexadecimal(cursor)
  const control = controlEscapes[letter]
  if (control !== undefined) return control
  if (letter < "\x80" && !/[A-Za-z0-9]/.test(letter)) return letter.codePointAt(0)!
  throw new PatternFault(`Go knows no escape \\${letter}`)
}

function octal(cursor: Cursor, first: string): number {
  const isOctal = (char: string | undefined) => char !== undefined && /[0-7]/.test(char)
  if (first !== "0" && !isOctal(cursor.chars[cursor.at])) throw new PatternFault("it has a backreference, which Go does not know")
  let digits = first
  while (digits.length < 3 && isOctal(cursor.chars[cursor.at])) digits += cursor.chars[cursor.at++]!
  return Number.parseInt(digits, 8)
}

function hexadecimal(cursor: Cursor): number {
  const rest = cursor.chars.slice(cursor.at, cursor.at + 12).join("")
  const digits = /^(?:\{([0-9A-Fa-f]{1,8})\}|([0-9A-Fa-f]{2}))/.exec(rest)
  const point = Number.parseInt(digits?.[1] ?? digits?.[2] ?? "", 16)
  if (digits === null || point > lastCodePoint) throw new PatternFault("a hexadecimal escape is not valid")
  cursor.at += digits[0].length
  return point
}

/** `[…]`; the cursor stands on the bracket, and then behind the closing one. */
export function bracketClass(cursor: Cursor, fold: boolean): Ranges {
  const { chars } = cursor
  cursor.at += 1
  const negated = chars[cursor.at] === "^"
  if (negated) cursor.at += 1
  const sets: Ranges[] = []
  // A bracket that comes first is an ordinary character.
  while (chars[cursor.at] !== "]" || sets.length === 0) {
    if (cursor.at >= chars.length) throw new PatternFault("a class has no closing bracket")
    sets.push(namedClass(cursor, fold) ?? classEscape(cursor, fold) ?? classRange(cursor, fold))
  }
  cursor.at += 1
  return negated ? complement(union(...sets)) : union(...sets)
}

function namedClass(cursor: Cursor, fold: boolean): Ranges | undefined {
  const { chars, at } = cursor
  if (chars[at] !== "[" || chars[at + 1] !== ":") return undefined
  let end = at + 2
  while (end < chars.length && !(chars[end] === ":" && chars[end + 1] === "]")) end += 1
  if (end >= chars.length) return undefined
  const name = chars.slice(at + 2, end).join("")
  const negated = name.startsWith("^")
  const bare = negated ? name.slice(1) : name
  if (!Object.hasOwn(namedClasses, bare)) throw new PatternFault(`there is no class called [:${name.slice(0, 40)}:]`)
  cursor.at = end + 2
  const set = folded(namedClasses[bare]!, fold)
  return negated ? complement(set) : set
}

function classRange(cursor: Cursor, fold: boolean): Ranges {
  const low = classPoint(cursor)
  const next = cursor.chars[cursor.at + 1]
  if (cursor.chars[cursor.at] !== "-" || next === undefined || next === "]") return single(low, fold)
  cursor.at += 1
  const high = classPoint(cursor)
  if (high < low) throw new PatternFault("a range in a class runs backwards")
  return folded([[low, high]], fold)
}

function classPoint(cursor: Cursor): number {
  const char = cursor.chars[cursor.at]
  if (char === undefined) throw new PatternFault("a class has no closing bracket")
  if (char === "\\") return escapedPoint(cursor)
  cursor.at += 1
  return char.codePointAt(0)!
}
