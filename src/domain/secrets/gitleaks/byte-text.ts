/** Text with one character per byte, as patterns read it. */
import { isUtf8 } from "node:buffer"
import { brokenByte } from "./pattern-tree.ts"

export interface ByteText {
  /** Latin-1 view of UTF-8; a byte that is no part of a character stands as U+FFFD. Offsets are bytes. */
  readonly chars: string
  /** No byte above 127. */
  readonly ascii: boolean
  /** Steps of the linear engine that all patterns together may still take on it and its parts. */
  readonly work: { left: number }
}

/** Some seconds. */
const maxWork = 400_000_000

/** RFC 3629, section 4; what else is above 127 belongs to no character. */
const characterOrByte =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g

export function byteText(latin1: string): ByteText {
  const work = { left: maxWork }
  if (!/[^\0-\x7f]/.test(latin1)) return { chars: latin1, ascii: true, work }
  if (isUtf8(Buffer.from(latin1, "latin1"))) return { chars: latin1, ascii: false, work }
  const broken = String.fromCharCode(brokenByte)
  return { chars: latin1.replace(characterOrByte, (bytes) => (bytes.length === 1 ? broken : bytes)), ascii: false, work }
}

/** Of text as JavaScript holds it: a path, for example. */
export function byteTextOf(text: string): ByteText {
  return byteText(Buffer.from(text, "utf8").toString("latin1"))
}

export function part(text: ByteText, start: number, end: number): ByteText {
  return { ...text, chars: text.chars.slice(start, end) }
}

/** As JavaScript holds text; each broken byte as one U+FFFD. */
export function decode({ chars, ascii }: Pick<ByteText, "chars" | "ascii">): string {
  if (ascii) return chars
  const pieces = chars.split(String.fromCharCode(brokenByte))
  return pieces.map((piece) => Buffer.from(piece, "latin1").toString("utf8")).join(String.fromCharCode(brokenByte))
}
