/** What a pattern of Go's regular expressions says, once parsed: over code points first, then over bytes. */
import type { Ranges } from "./code-points.ts"

export type Place = "text-start" | "text-end" | "line-start" | "line-end" | "word-edge" | "no-word-edge"

interface PlaceNode {
  readonly kind: "place"
  readonly place: Place
}

/** `either`: the first part that leads to a match wins, as in Perl. */
interface Sequence<Node> {
  readonly kind: "all" | "either"
  readonly parts: readonly Node[]
}

interface Repeat<Node> {
  readonly kind: "repeat"
  readonly of: Node
  readonly min: number
  readonly max: number
  readonly greedy: boolean
}

interface Group<Node> {
  readonly kind: "group"
  readonly of: Node
  readonly index: number
}

interface ClassNode {
  readonly kind: "class"
  readonly ranges: Ranges
}

/** Any byte, whether or not it is a part of a character. */
interface AnyByte {
  readonly kind: "byte"
}

/** Ranges of bytes; none matches nothing. */
interface SetNode {
  readonly kind: "set"
  readonly ranges: Ranges
  /** Also a byte that is no part of any character. */
  readonly broken: boolean
}

export type PatternNode = PlaceNode | ClassNode | AnyByte | Sequence<PatternNode> | Repeat<PatternNode> | Group<PatternNode>

export type ByteNode = PlaceNode | SetNode | Sequence<ByteNode> | Repeat<ByteNode> | Group<ByteNode>

/** The sign that takes the place of a byte that is no part of valid UTF-8: Go reads such a byte as U+FFFD. */
export const brokenByte = 0xfffd
