/** A word of a command line after expansion: what is known of it, and what is not. */
import type { Carries, Stream } from "./stream.ts"

export interface Field {
  /** Stretches that are not known stand as they were written: `$DIR/x`. */
  readonly text: string
  /** Why a part of it is not known. */
  readonly unknown?: string | undefined
  /** It holds a pattern for names of files that was not quoted. */
  readonly glob: boolean
  readonly carries: ReadonlySet<Carries>
  /** What reading it gives, for `<(command)`. */
  readonly stream?: Stream | undefined
}

const none: ReadonlySet<Carries> = new Set()

export function literal(text: string): Field {
  return { text, glob: false, carries: none }
}

export function asStream({ text, unknown, carries }: Field): Stream {
  return { text: unknown === undefined ? text : undefined, carries }
}

/** A value that doubles with every step is cut off here. */
const longest = 128 * 1024

/** One behind the other, as one field. */
export function concatenated(parts: readonly Field[]): Field {
  if (parts.length === 1) return parts[0]!
  const length = parts.reduce((sum, { text }) => sum + text.length, 0)
  const unknown = length > longest ? `it is longer than ${longest} characters` : parts.find((part) => part.unknown !== undefined)?.unknown
  const carries = new Set<Carries>()
  for (const part of parts) for (const kind of part.carries) carries.add(kind)
  return {
    text: length > longest ? "" : parts.map(({ text }) => text).join(""),
    unknown,
    glob: parts.some(({ glob }) => glob),
    carries,
    stream: parts.find(({ stream }) => stream !== undefined)?.stream,
  }
}
