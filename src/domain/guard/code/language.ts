/** The languages whose programs are read, and the limits within which they are. */

export type Language = "python" | "javascript" | "ruby" | "perl" | "php"

/** Characters of program text; what is longer is not read. */
export const longestProgram = 262_144
/** Brackets within brackets, interpolations within texts, and variables that stand for variables. */
export const deepestNesting = 16
/** Program text that runs program text. */
export const deepestEvaluation = 5
/** Characters of one value that is put together or decoded. */
export const longestValue = 65_536

const words = (text: string) => new Set(text.split(" "))

/** Words that begin or join statements and are never a value or a function. */
export const keywords: Readonly<Record<Language, ReadonlySet<string>>> = {
  python: words(
    "if elif else for while in is not and or return yield await async def class lambda with as try except finally raise assert del global nonlocal pass break continue import from",
  ),
  javascript: words(
    "if else for while do in instanceof return yield await async function class extends new delete typeof void throw try catch finally switch case default break continue var let const import export static debugger",
  ),
  ruby: words(
    "if elsif else unless while until for in do end begin rescue ensure return yield def class module then and or not case when break next redo retry alias undef",
  ),
  perl: words(
    "if elsif else unless while until for foreach and or not xor return my our local sub package use no last next redo lt gt le ge eq ne cmp x",
  ),
  php: words(
    "if elseif else for foreach while do as and or xor return yield function fn class extends implements new throw try catch finally switch case default break continue global static public private protected abstract final const use namespace instanceof clone match readonly",
  ),
}

/** Words that stand between two values. */
export const joiningWords: ReadonlySet<string> = words("in is not and or if else unless instanceof as xor eq ne lt gt le ge cmp x")

/** Words that are names elsewhere and may stand before a name here: types, and what only some versions know. */
export const lenientWords: ReadonlySet<string> = words(
  "interface type enum declare namespace abstract public private protected readonly get set of as is keyof infer satisfies from implements import match case print exec module require echo final override goto",
)
