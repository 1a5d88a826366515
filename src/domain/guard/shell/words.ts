/** Expands the words of a command as a shell would: quotes, variables, substitutions, braces. Names of files stay patterns. */
import type { DoubleQuotedChild, ParsedScript, Word, WordPart } from "unbash"
import { braceExpansion } from "./brace.ts"
import { concatenated, literal, type Field } from "./field.ts"
import { parameter, variable } from "./parameter.ts"
import type { Scope } from "./scope.ts"
import type { Stream } from "./stream.ts"

/** Runs the script of a substitution in a scope of its own, notes its effects, and answers what it wrote. */
export type Substitute = (script: ParsedScript | undefined, text: string) => Stream

interface Piece {
  readonly field: Field
  /** White space in it parts fields. */
  readonly splits: boolean
}

const mostFields = 256

export function fieldsOf(word: Word, scope: Scope, substitute: Substitute): Field[] {
  if (word.parts === undefined) return [literal(word.value)]
  if (/^"?\$[@*]"?$/.test(word.text)) return positional(scope) ?? [{ ...literal(word.text), unknown: "the arguments are not known" }]
  let variants: Piece[][] = [[]]
  for (const part of word.parts) {
    const choices = piecesOf(part, scope, substitute)
    if (choices.length * variants.length > mostFields) return [{ ...literal(word.text), unknown: "it stands for too many words" }]
    if (choices.length === 1) for (const variant of variants) variant.push(choices[0]!)
    else variants = choices.flatMap((choice) => variants.map((before) => [...before, choice]))
  }
  return variants.flatMap((pieces) => split(pieces, scope))
}

/** The arguments of a function, one field each. */
function positional({ variables }: Scope): Field[] | undefined {
  if (!variables.has("@")) return undefined
  const fields: Field[] = []
  for (let number = 1; variables.has(String(number)); number += 1) fields.push(variables.get(String(number))!)
  return fields
}

/** Where no fields are made: assignments, redirections, here documents. */
export function fieldOf(word: Word, scope: Scope, substitute: Substitute): Field {
  return word.parts === undefined ? literal(word.value) : partsField(word.parts, scope, substitute)
}

export function partsField(parts: readonly WordPart[], scope: Scope, substitute: Substitute): Field {
  return concatenated(parts.map((part) => piecesOf(part, scope, substitute)[0]?.field ?? literal("")))
}

function piecesOf(part: WordPart, scope: Scope, substitute: Substitute): Piece[] {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return [{ field: literal(part.value), splits: false }]
    case "DoubleQuoted":
    case "LocaleString":
      return [{ field: concatenated([literal(""), ...part.parts.map((child) => valueOf(child, scope, substitute))]), splits: false }]
    case "Glob":
    case "ExtendedGlob":
      return [{ field: { ...literal(part.text), glob: true }, splits: false }]
    case "BraceExpansion":
      return braceExpansion(part.text).map((text) => ({ field: literal(text), splits: false }))
    case "ProcessSubstitution": {
      const stream = substitute(part.script, part.text)
      return [{ field: { ...literal("/dev/fd/63"), carries: stream.carries, stream }, splits: false }]
    }
    default:
      return [{ field: valueOf(part, scope, substitute), splits: true }]
  }
}

function valueOf(part: DoubleQuotedChild, scope: Scope, substitute: Substitute): Field {
  const one = (word: Word) => fieldOf(word, scope, substitute)
  switch (part.type) {
    case "Literal":
      return literal(part.value)
    case "SimpleExpansion":
      return variable(part.text.slice(1), part.text, scope)
    case "ParameterExpansion":
      // What stands in brackets is run as well.
      if (part.index !== undefined) one(part.index)
      return parameter(part, scope, one)
    case "CommandExpansion": {
      const { text, carries } = substitute(part.script, part.text)
      if (text === undefined) return { text: part.text, unknown: `what ${part.text} writes is not known`, glob: false, carries }
      return { text: text.replace(/\n+$/, ""), glob: false, carries }
    }
    case "ArithmeticExpansion":
      return literal(part.text)
  }
}

/** A known value that was not quoted is parted at white space; what is not known stays one field. */
function split(pieces: readonly Piece[], scope: Scope): Field[] {
  const separators = scope.variables.get("IFS")?.text ?? " \t\n"
  const fields: Field[][] = [[]]
  for (const { field, splits } of pieces) {
    if (!splits || field.unknown !== undefined) {
      fields.at(-1)!.push(field)
      continue
    }
    const texts = partedAt(field.text, separators)
    for (const [index, text] of texts.entries()) {
      if (index > 0) fields.push([])
      if (text !== "") fields.at(-1)!.push({ ...field, text, glob: /[*?[]/.test(text) })
    }
  }
  return fields.filter((parts) => parts.length > 0).map(concatenated)
}

function partedAt(text: string, separators: string): string[] {
  const texts = [""]
  for (const character of text) {
    if (separators.includes(character)) texts.push("")
    else texts[texts.length - 1] += character
  }
  return texts
}
