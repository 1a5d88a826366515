/** An automaton as text: the build makes it once, so that no start has to. */
import type { Automaton } from "./automaton.ts"

interface Packed {
  /** What it was made of, in order; an automaton of other keywords is of no use. */
  readonly keywords: string
  readonly classes: string
  readonly table: string
  readonly wide: boolean
  readonly acceptFrom: number
  readonly width: number
  readonly outputs: Automaton["outputs"]
  readonly longest: number
}

export function packAutomaton(keywords: readonly string[], automaton: Automaton): string {
  const { classes, table, acceptFrom, width, outputs, longest } = automaton
  const packed: Packed = {
    keywords: keywords.join("\n"),
    classes: base64(classes),
    table: base64(new Uint8Array(table.buffer, table.byteOffset, table.byteLength)),
    wide: table instanceof Uint32Array,
    acceptFrom,
    width,
    outputs,
    longest,
  }
  return JSON.stringify(packed)
}

/** Undefined when it was made of other keywords, or on a machine with the other byte order. */
export function unpackAutomaton(text: string, keywords: readonly string[]): Automaton | undefined {
  const { keywords: made, classes, table, wide, ...rest } = JSON.parse(text) as Packed
  if (made !== keywords.join("\n") || !littleEndian) return undefined
  const bytes = Uint8Array.from(Buffer.from(table, "base64"))
  return {
    ...rest,
    classes: Uint8Array.from(Buffer.from(classes, "base64")),
    table: wide ? new Uint32Array(bytes.buffer) : new Uint16Array(bytes.buffer),
  }
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")
}
