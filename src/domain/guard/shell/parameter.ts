/** `${name…}`: the value of a variable, and what the operators make of it. */
import type { ParameterExpansionPart, ParameterOperation, Word } from "unbash"
import { literal, type Field } from "./field.ts"
import type { Scope } from "./scope.ts"

export type OneField = (word: Word) => Field

export function variable(name: string, written: string, scope: Scope): Field {
  const value = scope.variables.get(name)
  if (value !== undefined) return value
  if (name === "PWD" && scope.cwd !== undefined) return literal(scope.cwd)
  return { text: written, unknown: `the value of ${written} is not known`, glob: false, carries: new Set(secretName.test(name) ? ["secret"] : []) }
}

/** Names of variables that hold credentials. */
export const secretName = /(?:^|_)(?:api_?key|secret|token|passw(?:or)?d|pwd|credentials?|private_?key|access_?key|auth)(?:_|$)/i

export function parameter(part: ParameterExpansionPart, scope: Scope, fieldOf: OneField): Field {
  const value = part.prefix === "!" ? indirect(part, scope) : variable(part.parameter, part.text, scope)
  if (part.index !== undefined) return { ...value, unknown: `${part.text} is one of a list` }
  if (part.prefix === "#") return value.unknown === undefined ? literal(String(value.text.length)) : value
  return part.operation === undefined
    ? value
    : operated(value, part.operation, { set: scope.variables.has(part.parameter), text: part.text, fieldOf })
}

function indirect(part: ParameterExpansionPart, scope: Scope): Field {
  const name = variable(part.parameter, part.text, scope)
  return name.unknown === undefined ? variable(name.text, part.text, scope) : name
}

interface Operating {
  readonly set: boolean
  readonly text: string
  readonly fieldOf: OneField
}

function operated(value: Field, operation: ParameterOperation, { set, text, fieldOf }: Operating): Field {
  const unclear: Field = { ...value, text, unknown: `what ${text} makes of its value is not known` }
  switch (operation.type) {
    case "Default": {
      const missing = !set || (operation.operator.startsWith(":") && value.text === "")
      if (operation.operator.endsWith("+")) return missing ? literal("") : fieldOf(operation.operand)
      // The environment may hold another one; what stands here is the likelier.
      return missing ? fieldOf(operation.operand) : value
    }
    case "Slice": {
      const [from, count] = [operation.offset, operation.length].map((word) => (word === undefined ? undefined : Number(fieldOf(word).text)))
      if (value.unknown !== undefined || Number.isNaN(from) || Number.isNaN(count ?? 0)) return unclear
      const rest = value.text.slice(from)
      return { ...value, text: count === undefined ? rest : rest.slice(0, count < 0 ? rest.length + count : count) }
    }
    case "Replace": {
      const [pattern, replacement] = [fieldOf(operation.pattern), fieldOf(operation.replacement)]
      if ([value, pattern, replacement].some(({ unknown, glob }) => unknown !== undefined || glob) || /[*?[]/.test(pattern.text)) return unclear
      const changed =
        operation.operator === "//"
          ? value.text.replaceAll(pattern.text, () => replacement.text)
          : value.text.replace(pattern.text, () => replacement.text)
      return operation.operator === "/" || operation.operator === "//" ? { ...value, text: changed } : unclear
    }
    case "CaseModification":
      if (value.unknown !== undefined || operation.operand !== undefined) return unclear
      return { ...value, text: cases[operation.operator](value.text) }
    case "Remove": {
      const cut = fieldOf(operation.operand)
      if (value.unknown !== undefined || cut.unknown !== undefined || /[*?[]/.test(cut.text)) return unclear
      const front = operation.operator.startsWith("#")
      if (front) return value.text.startsWith(cut.text) ? { ...value, text: value.text.slice(cut.text.length) } : value
      return value.text.endsWith(cut.text) ? { ...value, text: value.text.slice(0, value.text.length - cut.text.length) } : value
    }
    default:
      return unclear
  }
}

const cases: Readonly<Record<"^" | "^^" | "," | ",,", (text: string) => string>> = {
  "^": (text) => text.slice(0, 1).toUpperCase() + text.slice(1),
  "^^": (text) => text.toUpperCase(),
  ",": (text) => text.slice(0, 1).toLowerCase() + text.slice(1),
  ",,": (text) => text.toLowerCase(),
}
