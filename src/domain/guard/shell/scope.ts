/** What a shell knows while it runs: variables, functions, the working directory, and files that were written on the way. */
import { TipstaffError } from "../../../base/errors.ts"
import type { CompoundList, Function as ShellFunction } from "unbash"
import type { Effect } from "../effect.ts"
import { literal, type Field } from "./field.ts"
import type { Stream } from "./stream.ts"

/** Shared by everything that one call starts, so that nesting and repetition cannot multiply the work. */
export interface Budget {
  /** Something was fetched that may be run later: an archive, a repository. */
  fetched: boolean
  /** Commands that may still be looked at. */
  commands: number
}

export interface Scope {
  readonly budget: Budget
  readonly depth: number
  readonly variables: Map<string, Field>
  readonly functions: Map<string, ShellFunction["body"] | CompoundList>
  readonly aliases: Map<string, string>
  /** Aliases that Git was told of on the way. */
  readonly settings: Map<string, string>
  /** Contents of files that this call has written, by the path as it was named. */
  readonly files: Map<string, Stream>
  /** Where the call began. */
  readonly start: string
  /** Undefined once it is not known any more. */
  cwd: string | undefined
}

const maxCommands = 4000
const maxDepth = 24

export function newScope(cwd: string): Scope {
  return {
    budget: { commands: maxCommands, fetched: false },
    start: cwd,
    depth: 0,
    // A path that begins so is the person's own folder, wherever that is.
    variables: new Map([
      ["HOME", literal("~")],
      ["IFS", literal(" \t\n")],
    ]),
    functions: new Map(),
    aliases: new Map(),
    settings: new Map(),
    files: new Map(),
    cwd,
  }
}

/** For a subshell: it sees everything, and what it changes is its own. Files that it writes stay. Throws `guard/too-complex`. */
export function inner(scope: Scope): Scope {
  if (scope.depth >= maxDepth) throw tooComplex("it is nested too deeply")
  return {
    ...scope,
    depth: scope.depth + 1,
    variables: new Map(scope.variables),
    functions: new Map(scope.functions),
    aliases: new Map(scope.aliases),
  }
}

/** Counts one command. Throws `guard/too-complex`. */
export function spend({ budget }: Scope): void {
  budget.commands -= 1
  if (budget.commands < 0) throw tooComplex("it runs too many commands")
}

function tooComplex(why: string): TipstaffError {
  return new TipstaffError("guard/too-complex", why, { next: "split the command into simpler ones" })
}

/** What a command did, and what it wrote to standard output. */
export interface Said {
  readonly effects: readonly Effect[]
  readonly stdout: Stream
}
