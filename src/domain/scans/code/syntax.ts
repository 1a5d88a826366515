/** One small picture of an expression for four languages, so that values are followed in one place. */
import type { SgNode } from "@ast-grep/napi"
import type { Family } from "./rule.ts"

export type Node = SgNode

export interface Argument {
  readonly node: Node
  /** Of a keyword argument. */
  readonly name?: string
}

export type Expression =
  /** Literal text. */
  | { readonly is: "text"; readonly text: string }
  /** Number, boolean, null, function: nothing an attacker writes. */
  | { readonly is: "constant" }
  | { readonly is: "name"; readonly name: string }
  | { readonly is: "member"; readonly object: Node; readonly name: string }
  | { readonly is: "index"; readonly object: Node; readonly key: Node | undefined; readonly slice: boolean }
  | {
      readonly is: "call"
      readonly callee: Node
      readonly object: Node | undefined
      readonly name: string
      readonly args: readonly Argument[]
      readonly construct: boolean
    }
  /** Concatenation and interpolation, in order. */
  | { readonly is: "join"; readonly parts: readonly (Node | string)[] }
  /** printf-like formatting; by an operator when there is no name. */
  | { readonly is: "format"; readonly object: Node | undefined; readonly name: string; readonly template: Node; readonly values: readonly Node[] }
  | { readonly is: "choice"; readonly of: readonly Node[] }
  | { readonly is: "same"; readonly node: Node }
  /** Array, object, tuple, comprehension. */
  | { readonly is: "gather"; readonly of: readonly Node[] }
  | { readonly is: "unknown" }

export interface Definition {
  readonly name: string
  /** Undefined: declared without a value. */
  readonly value: Node | undefined
  /** Way from the value to the name when the value is taken apart: `{ body }` of a request is ["body"]. */
  readonly keys: readonly string[]
  readonly how: "assign" | "append" | "each"
  /** Declared type as written, when there is one. */
  readonly type: string | undefined
  readonly node: Node
}

export interface Parameter {
  readonly name: string
  readonly keys: readonly string[]
  readonly type: string | undefined
  /** Text of annotations, decorators or the default value on the parameter. */
  readonly marks: string
  readonly position: number
}

export interface Grammar {
  readonly family: Family
  /** Kinds of the leaves that can be the last word of a callee or the key of a property. */
  readonly nameKinds: readonly string[]
  readonly functionKinds: ReadonlySet<string>
  readonly blockKinds: ReadonlySet<string>
  readonly definitionKinds: readonly string[]
  /** Last words, as a pattern, of the calls that can give a name a value: `builder.append(x)`, `Decode(&x)`. */
  readonly fillerWords: string
  /** Finds the statements that bring in names from elsewhere. */
  readonly importRule: Readonly<Record<string, unknown>> | undefined
  /** The two sides, when the node compares for equality. */
  comparisonAt(node: Node): readonly [Node, Node] | undefined
  read(node: Node): Expression
  definitions(node: Node): readonly Definition[]
  parameters(node: Node): readonly Parameter[]
  /** Decorators or annotations of a function, as text. */
  marksOf(node: Node): string
  /** Local names with the dotted path they stand for. */
  imports(node: Node): readonly (readonly [string, string])[]
  /** The call whose callee ends with this name. */
  callAt(name: Node): Node | undefined
  /** The value of the property whose key is this name, with the node that holds both. */
  propertyAt(name: Node): { readonly holder: Node; readonly value: Node } | undefined
  /** Properties of an object literal; undefined when the node is none. */
  propertiesOf(node: Node): readonly Argument[] | undefined
}

/** The named children without comments. */
export function named(node: Node): Node[] {
  return node.children().filter((child) => child.isNamed() && !String(child.kind()).includes("comment"))
}

/** Whether two handles stand for one syntax node. */
export function isSame(a: Node | null | undefined, b: Node): boolean {
  return a !== null && a !== undefined && a.id() === b.id()
}

/** An expression that has the value of another; unknown without one. */
export function same(node: Node | null | undefined): Expression {
  return node ? { is: "same", node } : { is: "unknown" }
}

/** A property as `propertyAt` answers it; none without a value. */
export function valued(holder: Node, value: Node | null | undefined): { readonly holder: Node; readonly value: Node } | undefined {
  return value ? { holder, value } : undefined
}
