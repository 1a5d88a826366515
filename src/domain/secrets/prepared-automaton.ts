/** An automaton as bytes: the build makes it once, so that no start has to. */
import type { Automaton } from "./automaton.ts"

/** Its length in the first four bytes (little-endian), then this as JSON filled up with blanks, then the table. */
interface Header extends Omit<Automaton, "classes" | "table"> {
  /** What it was made of, in order; an automaton of other keywords is of no use. */
  readonly keywords: string
  readonly classes: readonly number[]
  readonly wide: boolean
}

export function packAutomaton(keywords: readonly string[], automaton: Automaton): Uint8Array {
  const { classes, table, ...rest } = automaton
  const header: Header = { ...rest, keywords: keywords.join("\n"), classes: [...classes], wide: table instanceof Uint32Array }
  const json = Buffer.from(JSON.stringify(header))
  const start = Math.ceil((4 + json.length) / 4) * 4
  const packed = Buffer.alloc(start + table.byteLength, " ")
  packed.writeUInt32LE(start - 4)
  json.copy(packed, 4)
  packed.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), start)
  return packed
}

/** Undefined when it was made of other keywords, or on a machine with the other byte order. */
export function unpackAutomaton(packed: Uint8Array, keywords: readonly string[]): Automaton | undefined {
  if (!littleEndian) return undefined
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  const start = 4 + bytes.readUInt32LE(0)
  const { keywords: made, classes, wide, ...rest } = JSON.parse(bytes.toString("utf8", 4, start)) as Header
  if (made !== keywords.join("\n")) return undefined
  // A copy begins where its kind of number may begin.
  const { buffer } = Uint8Array.prototype.slice.call(packed, start)
  return { ...rest, classes: Uint8Array.from(classes), table: wide ? new Uint32Array(buffer) : new Uint16Array(buffer) }
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
