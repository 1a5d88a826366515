/** The words of SQL. What stands in quotes or comments is no word of the statement. */

export type TokenKind =
  /** An unquoted name or keyword, in lower case. */
  | "word"
  /** A quoted name, as written. */
  | "name"
  /** A literal text, decoded. */
  | "text"
  /** In double quotes: a name or a text, as the server's settings say. */
  | "either"
  | "number"
  | "sign"
  /** A place that a client, a driver or a shell fills in. */
  | "parameter"
  | "end"
  /** A line for the client program, not for the server. */
  | "client"
  /** Lines that are rows for COPY. */
  | "rows"
  /** What the dialect does not know, or a quote or comment without end. */
  | "fault"

export interface Token {
  readonly kind: TokenKind
  readonly text: string
}

export const isName = (token: Token | undefined): token is Token & { readonly kind: "word" | "name" | "either" } =>
  token?.kind === "word" || token?.kind === "name" || token?.kind === "either"
export const isText = (token: Token | undefined): token is Token & { readonly kind: "text" | "either" } =>
  token?.kind === "text" || token?.kind === "either"
export const isWord = (token: Token | undefined, ...words: readonly string[]): boolean => token?.kind === "word" && words.includes(token.text)
export const isSign = (token: Token | undefined, sign: string): boolean => token?.kind === "sign" && token.text === sign
