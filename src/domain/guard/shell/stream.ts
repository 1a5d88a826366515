/** What a command writes and another one reads, as far as it is known. */

/** What of the machine or the world a text carries; the worst of them counts. */
export type Carries = "secret" | "network" | "decoded" | "file" | "output"

export interface Stream {
  /** The whole text, when all of it is known. */
  readonly text?: string | undefined
  readonly carries: ReadonlySet<Carries>
}

export const nothing: Stream = { text: "", carries: new Set() }

export function known(text: string, ...carries: readonly Carries[]): Stream {
  return { text, carries: new Set(carries) }
}

export function unknownText(...carries: readonly Carries[]): Stream {
  return { carries: new Set(carries) }
}

export function joined(streams: readonly Stream[]): Stream {
  const texts = streams.map(({ text }) => text)
  return {
    text: texts.includes(undefined) ? undefined : texts.join(""),
    carries: new Set(streams.flatMap(({ carries }) => [...carries])),
  }
}
