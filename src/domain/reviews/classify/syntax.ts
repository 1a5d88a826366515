/** Questions about tokens that every reader of routes, hosts and manifests asks. */
import type { Token } from "./lexer.ts"

export type Tokens = readonly Token[]

/** Half-open range of token indexes. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The arguments between a bracket and its match, split at top-level commas. Unmatched brackets have none. */
export function argumentsOf(tokens: Tokens, open: number): Span[] {
  const close = tokens[open]?.match ?? -1
  if (close < 0) return []
  const spans: Span[] = []
  let from = open + 1
  for (let index = from; index < close; index += 1) {
    const token = tokens[index]!
    if (token.kind !== "punct") continue
    if (token.match > index) index = token.match
    else if (token.text === ",") {
      spans.push({ from, to: index })
      from = index + 1
    }
  }
  if (from < close) spans.push({ from, to: close })
  return spans
}

/** The value of a span that is one string literal, with a prefix such as Python's r"" or not. */
export function literalOf(tokens: Tokens, span: Span | undefined): string | undefined {
  if (!span) return undefined
  const [first, second] = [tokens[span.from], tokens[span.from + 1]]
  if (span.to - span.from === 1 && first?.kind === "string") return first.text
  if (span.to - span.from === 2 && first?.kind === "word" && /^[rbuf]{1,2}$/i.test(first.text) && second?.kind === "string") return second.text
  return undefined
}

/** All string literals of a span that is one string, or a bracketed list of strings. */
export function literalsOf(tokens: Tokens, span: Span | undefined): string[] {
  if (!span) return []
  const single = literalOf(tokens, span)
  if (single !== undefined) return [single]
  const first = tokens[span.from]
  if (first?.kind === "punct" && (first.text === "[" || first.text === "{" || first.text === "(") && first.match === span.to - 1) {
    return argumentsOf(tokens, span.from).flatMap((item) => literalOf(tokens, item) ?? [])
  }
  return []
}

/** The value of `name = …` or `name: …` among arguments. */
export function namedArgument(tokens: Tokens, spans: readonly Span[], names: readonly string[]): Span | undefined {
  for (const span of spans) {
    const [first, second] = [tokens[span.from], tokens[span.from + 1]]
    if (!first || first.kind === "punct" || !names.includes(first.text)) continue
    if (second?.kind === "punct" && (second.text === "=" || second.text === ":")) return { from: span.from + 2, to: span.to }
  }
  return undefined
}

/** The text of a span for people: at most 60 characters. */
export function spelled(tokens: Tokens, span: Span): string {
  let text = ""
  for (let index = span.from; index < span.to && text.length < 60; index += 1) text += tokens[index]!.text
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

export function isPunct(token: Token | undefined, text: string): boolean {
  return token?.kind === "punct" && token.text === text
}

export function isWord(token: Token | undefined, text: string): boolean {
  return token?.kind === "word" && token.text === text
}
