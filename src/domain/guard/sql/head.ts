/** A word that begins a statement, and what is then read. */
import type { Statement } from "./statement.ts"
import { isSign, isWord } from "./token.ts"

export interface Head {
  /** Whether the word begins a statement in the midst of another: some dialects separate them by nothing. */
  readonly inside: (statement: Statement, at: number) => boolean
  /** Notes the effects; returns the index from which to go on. */
  readonly take: (statement: Statement, at: number) => number
}

/** Behind these the same words say something else: ON DELETE, FOR UPDATE, GRANT DELETE, OR REPLACE. */
const notBehind = ["on", "after", "before", "of", "grant", "revoke", "deny", "for", "or", "key", "no", "select", "set", "as_of", "instead"]

export function mayBegin({ tokens }: Statement, at: number): boolean {
  const before = tokens[at - 1]
  if (before === undefined) return true
  if (isWord(before, ...notBehind)) return false
  return before.kind !== "sign" || isSign(before, ")") || isSign(before, "(") || isSign(before, ">") || isSign(before, ":")
}

export const always = (): boolean => true
export const never = (): boolean => false

export const followedBy =
  (...words: readonly string[]) =>
  ({ tokens }: Statement, at: number): boolean =>
    isWord(tokens[at + 1], ...words)
