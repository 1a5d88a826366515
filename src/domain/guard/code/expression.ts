/** A program as expressions. Statements are not told apart: only what is called, with what, matters here. */

export type Expression =
  | { readonly kind: "text"; readonly value: string }
  /** Backticks: a text that is run. */
  | { readonly kind: "command"; readonly text: Expression }
  | { readonly kind: "number"; readonly value: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly object: Expression; readonly key: Expression }
  | Call
  /** Texts that are joined; `operator` "/" where paths may be. */
  | { readonly kind: "join"; readonly parts: readonly Expression[]; readonly operator: "" | "/" | "%" }
  /** What stands in brackets, and what nothing more is known of. */
  | { readonly kind: "group"; readonly open: "(" | "[" | "{" | ""; readonly items: readonly Expression[] }
  /** `key: value`, `key => value`. */
  | { readonly kind: "pair"; readonly key: Expression; readonly value: Expression; readonly arrow: boolean }
  | { readonly kind: "assign"; readonly target: Expression; readonly value: Expression; readonly plain: boolean }

export interface Call {
  readonly kind: "call"
  readonly callee: Expression
  readonly args: readonly Expression[]
  /** A block of Ruby or Perl that is handed over. */
  readonly block: Expression | undefined
  /** A template literal follows the function's name. */
  readonly tagged: boolean
}

export const nothing: Expression = { kind: "group", open: "", items: [] }

export function textOf(value: string): Expression {
  return { kind: "text", value }
}

/** What an expression consists of directly. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "command":
      return [expression.text]
    case "member":
      return [expression.object, expression.key]
    case "call":
      return [expression.callee, ...expression.args, ...(expression.block === undefined ? [] : [expression.block])]
    case "join":
      return expression.parts
    case "group":
      return expression.items
    case "pair":
      return [expression.key, expression.value]
    case "assign":
      return [expression.target, expression.value]
    default:
      return []
  }
}
