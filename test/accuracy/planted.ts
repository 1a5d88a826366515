/** Files with labelled places: where a secret was planted, and under which rule, carrier and maker it is counted. */
import { randomFrom, type Random } from "../../src/domain/secrets/generate.ts"

export interface Label {
  /** The id of a rule, or `named` for a value that only its name gives away. */
  readonly rule: string
  readonly kind: "provider" | "structure" | "generic"
  readonly carrier: string
  /** How the value was made up. */
  readonly maker: string
}

export interface Planted extends Label {
  /** Bytes from the beginning of the file. */
  readonly start: number
  readonly end: number
  /** 1-based, of the beginning. */
  readonly line: number
}

export interface CorpusFile {
  readonly path: string
  readonly bytes: Uint8Array
  /** Empty when nothing in the file is a secret. */
  readonly planted: readonly Planted[]
  /** What the file is for: `negative: css class`. */
  readonly about: string
}

export type Encoding = "utf8" | "crlf" | "bom" | "utf16le" | "utf16be"

// Private-use characters: no carrier and no value has them.
const open = "\ue000"
const close = "\ue001"

/** Marks the part of a text that is the secret. */
export function mark(secret: string): string {
  return `${open}${secret}${close}`
}

export function fileOf(path: string, marked: string, label: Label, encoding: Encoding = "utf8"): CorpusFile {
  const lines = encoding === "crlf" ? marked.replaceAll("\n", "\r\n") : encoding === "bom" ? `\ufeff${marked}` : marked
  const parts = lines.split(new RegExp(`[${open}${close}]`))
  const planted: Planted[] = []
  let text = ""
  for (const [index, part] of parts.entries()) {
    // Every second part stood between the two marks.
    if (index % 2 === 1) {
      const line = text.split("\n").length
      planted.push({ ...label, start: bytesOf(text, encoding).length, end: bytesOf(text + part, encoding).length, line })
    }
    text += part
  }
  return { path, bytes: bytesOf(text, encoding), planted, about: label.carrier }
}

function bytesOf(text: string, encoding: Encoding): Buffer {
  if (encoding !== "utf16le" && encoding !== "utf16be") return Buffer.from(text, "utf8")
  const little = Buffer.from(`\ufeff${text}`, "utf16le")
  return encoding === "utf16le" ? little : little.swap16()
}

/** Chance that depends on the words alone: a new rule changes nobody else's values. */
export function chanceOf(...words: readonly (string | number)[]): Random {
  let state = 0x811c9dc5
  for (const character of words.join("\0")) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193)
  return randomFrom(state)
}

export function oneOf<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)]!
}
