/** What a program's text consists of. */

/** A part of a text: what stands there, or program text whose value goes there. */
export type Piece = string | { readonly code: string }

interface Place {
  /** Whether blanks or a line's end stand before it. */
  readonly spaced: boolean
}

export interface TextToken extends Place {
  readonly kind: "text"
  /** Filled in later for heredocs, whose text begins at the next line. */
  pieces: Piece[]
  /** Backticks, %x and qx: the text is a command that is run. */
  readonly command: boolean
  /** %w and qw: the text is a list of words. */
  readonly list: boolean
  /** A template literal, which may follow a function's name. */
  readonly template: boolean
}

export type Token =
  | (Place & { readonly kind: "name" | "number" | "op"; readonly text: string })
  /** A regular expression, of which nothing is asked. */
  | (Place & { readonly kind: "pattern" })
  /** A statement ends. */
  | (Place & { readonly kind: "end" })
  | TextToken

export interface Tokens {
  readonly tokens: readonly Token[]
  /** Why the text could not be followed to its end. */
  readonly trouble: string | undefined
}
