/** Runs a parsed script without running it: every branch is taken, every loop once for each word it is known to have. */
import {
  forEachChild,
  parse,
  type AndOr,
  type Assignment,
  type Command,
  type CommandNode,
  type CompoundList,
  type ParsedScript,
  type PipelineNode,
  type Statement,
  type SyntaxNode,
} from "unbash"
import type { Effect } from "../effect.ts"
import { concatenated, literal, type Field } from "./field.ts"
import { located } from "./located.ts"
import { redirected, type Redirected } from "./redirect.ts"
import { inner, spend, type Said, type Scope } from "./scope.ts"
import { joined, nothing, type Stream } from "./stream.ts"
import { fieldOf, fieldsOf, type Substitute } from "./words.ts"

/** What a simple command does, once its words are known. */
export type Starter = (words: readonly Field[], scope: Scope, stdin: Stream) => Said

/** A variable that is set for one command or for all that follow. */
export type Setter = (name: string, value: Field) => readonly Effect[]

export interface Interpreter {
  readonly start: Starter
  readonly set: Setter
}

const maxText = 256 * 1024

/** Throws `guard/too-complex`. */
export function runText(text: string, scope: Scope, stdin: Stream, interpreter: Interpreter): Said {
  if (text.length > maxText) return { effects: [{ kind: "unknown", why: `it is longer than ${maxText} characters` }], stdout: { carries: new Set() } }
  // Carriage returns end lines for the person who reads them, and are part of the last word for a shell.
  return createWalk(interpreter).script(parse(text.replace(/\r\n?/g, "\n")), scope, stdin)
}

function createWalk({ start, set }: Interpreter) {
  function script(parsed: ParsedScript, scope: Scope, stdin: Stream): Said {
    const result = list(parsed.commands, scope, stdin)
    const [error] = parsed.errors ?? []
    if (error === undefined) return result
    return { ...result, effects: [...result.effects, { kind: "unknown", why: `it is not understood as shell text: ${error.message}` }] }
  }

  function list(statements: readonly Statement[], scope: Scope, stdin: Stream): Said {
    return all(statements.map((statement) => () => chain(statement.command, scope, stdin)))
  }

  function all(steps: readonly (() => Said)[]): Said {
    const results = steps.map((step) => step())
    return { effects: results.flatMap(({ effects }) => effects), stdout: joined(results.map(({ stdout }) => stdout)) }
  }

  function chain(node: PipelineNode | AndOr, scope: Scope, stdin: Stream): Said {
    if (node.type === "AndOr") return all(node.commands.map((part) => () => chain(part, scope, stdin)))
    return node.type === "Pipeline" ? pipeline(node.commands, scope, stdin) : command(node, scope, stdin)
  }

  function pipeline(commands: readonly CommandNode[], scope: Scope, stdin: Stream): Said {
    if (commands.length === 1) return command(commands[0]!, scope, stdin)
    const effects: Effect[] = []
    let stream = stdin
    for (const part of commands) {
      const result = command(part, inner(scope), stream)
      effects.push(...result.effects)
      stream = result.stdout
    }
    return { effects, stdout: stream }
  }

  function command(node: CommandNode | CompoundList, scope: Scope, stdin: Stream): Said {
    spend(scope)
    switch (node.type) {
      case "Command":
        return simple(node, scope, stdin)
      case "Redirected":
        return withRedirections(node.redirects, scope, stdin, (given) => command(node.command, scope, given))
      case "CompoundList":
        return list(node.commands, scope, stdin)
      case "Subshell":
        return command(node.body, inner(scope), stdin)
      case "BraceGroup":
        return command(node.body, scope, stdin)
      case "If":
        return all([
          () => command(node.clause, scope, stdin),
          () => command(node.then, scope, stdin),
          ...node.elif.flatMap((part) => [() => command(part.clause, scope, stdin), () => command(part.then, scope, stdin)]),
          ...(node.else === undefined ? [] : [() => command(node.else!, scope, stdin)]),
        ])
      case "While":
        return all([() => command(node.clause, scope, stdin), () => command(node.body, scope, readAway(stdin))])
      case "For":
      case "Select":
        return loop(node.name.value, node.wordlist, node.body, scope, stdin)
      case "ArithmeticFor":
        return command(node.body, scope, stdin)
      case "Case":
        return all(
          node.items.map(
            ({ body }) =>
              () =>
                command(body, scope, stdin),
          ),
        )
      case "Function":
        scope.functions.set(node.name.value, node.body)
        return { effects: [], stdout: nothing }
      case "Coproc":
        return command(node.body, inner(scope), stdin)
      case "TestCommand":
      case "ArithmeticCommand":
        return { effects: substituted(node, scope), stdout: nothing }
    }
  }

  /** Conditions decide nothing here, but what they start is started. */
  function substituted(node: SyntaxNode, scope: Scope): readonly Effect[] {
    const effects: Effect[] = []
    const substitute = substitution(scope, effects)
    const visit = (child: SyntaxNode): void => {
      if (child.type === "CommandExpansion" || child.type === "ProcessSubstitution" || child.type === "ArithmeticCommandExpansion")
        substitute(child.script, child.text)
      else forEachChild(child, visit)
    }
    forEachChild(node, visit)
    return effects
  }

  /** A loop that reads its lines: what they hold is not known one by one. */
  function readAway({ carries }: Stream): Stream {
    return { carries }
  }

  const mostTurns = 16

  function loop(name: string, words: readonly Parameters<typeof fieldsOf>[0][] | undefined, body: CompoundList, scope: Scope, stdin: Stream): Said {
    const effects: Effect[] = []
    const substitute = substitution(scope, effects)
    const values = words?.flatMap((word) => fieldsOf(word, scope, substitute)) ?? [{ ...literal(`$${name}`), unknown: "the arguments are not known" }]
    const turns =
      values.length > mostTurns ? [concatenated(values.map((value) => ({ ...value, unknown: value.unknown ?? "it has many values" })))] : values
    const results = turns.map((value) => {
      scope.variables.set(name, value)
      return command(body, scope, stdin)
    })
    return { effects: [...effects, ...results.flatMap((result) => result.effects)], stdout: joined(results.map(({ stdout }) => stdout)) }
  }

  function substitution(scope: Scope, effects: Effect[]): Substitute {
    return (parsed, text) => {
      if (parsed === undefined) {
        effects.push({ kind: "unknown", why: `${text} is not understood` })
        return { carries: new Set() }
      }
      const result = script(parsed, inner(scope), nothing)
      effects.push(...result.effects)
      return result.stdout
    }
  }

  function simple(node: Command, scope: Scope, stdin: Stream): Said {
    const effects: Effect[] = []
    const substitute = substitution(scope, effects)
    const assigned = node.prefix.filter((part): part is Assignment => part.type === "Assignment")
    // Variables that stand before a command count for it alone.
    const ownScope = node.name === undefined || assigned.length === 0 ? scope : { ...scope, variables: new Map(scope.variables) }
    for (const part of assigned) effects.push(...assign(part, ownScope, substitute))
    const words = [node.name, ...node.args].flatMap((word) => {
      if (word === undefined) return []
      return word.type === "Word" ? fieldsOf(word, scope, substitute) : [assignmentField(word, scope, substitute)]
    })
    const result = withRedirections(node.redirects, scope, stdin, (given) =>
      words.length === 0 ? { effects: [], stdout: nothing } : call(words, ownScope, given),
    )
    return { ...result, effects: [...effects, ...result.effects] }
  }

  function assign(part: Assignment, scope: Scope, substitute: Substitute): readonly Effect[] {
    const value =
      part.value.type === "Word"
        ? fieldOf(part.value, scope, substitute)
        : { ...concatenated([literal(""), ...part.value.elements.map((word) => fieldOf(word, scope, substitute))]), unknown: "it is a list" }
    const before = part.append === true ? scope.variables.get(part.name) : undefined
    const whole = before === undefined ? value : concatenated([before, value])
    scope.variables.set(part.name, whole)
    return set(part.name, whole)
  }

  function assignmentField(part: Assignment, scope: Scope, substitute: Substitute): Field {
    const value = part.value.type === "Word" ? fieldOf(part.value, scope, substitute) : { ...literal(part.text), unknown: "it is a list" }
    return concatenated([literal(`${part.name}=`), value])
  }

  function withRedirections(redirects: Parameters<typeof redirected>[0], scope: Scope, stdin: Stream, run: (stdin: Stream) => Said): Said {
    const effects: Effect[] = []
    const to: Redirected = redirected(redirects, stdin, { scope, substitute: substitution(scope, effects) })
    const result = run(to.stdin)
    const written = to.outputs.map(({ write }) => write(result.stdout))
    return {
      effects: [...effects, ...located(to.effects, scope), ...result.effects, ...located(written.flat(), scope)],
      stdout: to.outputs.some(({ takes }) => takes) ? nothing : result.stdout,
    }
  }

  function call(words: readonly Field[], scope: Scope, stdin: Stream): Said {
    const [name, ...args] = words
    const body = name === undefined ? undefined : scope.functions.get(name.text)
    if (body === undefined) return start(words, scope, stdin)
    const own = inner(scope)
    for (const [index, arg] of args.entries()) own.variables.set(String(index + 1), arg)
    if (args.length > 0)
      for (const rest of ["@", "*"]) own.variables.set(rest, concatenated(args.flatMap((arg, index) => (index === 0 ? [arg] : [literal(" "), arg]))))
    return command(body, own, stdin)
  }

  return { script }
}
