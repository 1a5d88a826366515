/** What a shell command does: its effects, each once, in the order in which they come up. */
import { messageOf, TipstaffError } from "../../base/errors.ts"
import type { Effect } from "./effect.ts"
import { databases, type StatementReader } from "./programs/databases.ts"
import { files } from "./programs/files.ts"
import { gits } from "./programs/git.ts"
import { interpreters, runFile, type CodeReader } from "./programs/interpreters.ts"
import { network } from "./programs/network.ts"
import { platformPrograms } from "./programs/platforms.ts"
import { runners } from "./programs/runners.ts"
import { streams } from "./programs/streams.ts"
import { system } from "./programs/system.ts"
import { wrappers } from "./programs/wrappers.ts"
import type { Call, Program } from "./shell/call.ts"
import type { Field } from "./shell/field.ts"
import { inner, newScope, type Said, type Scope } from "./shell/scope.ts"
import { fileKey, located } from "./shell/located.ts"
import { nothing, type Stream } from "./shell/stream.ts"
import { runText, type Interpreter } from "./shell/walk.ts"
import { foreigners } from "./programs/foreign.ts"
import { generalEffects } from "./programs/general.ts"
import { variableEffects } from "./variables.ts"

/** Readers of what is no shell text. */
export interface Readers {
  readonly statements: StatementReader
  readonly code: CodeReader
}

export interface Analyser {
  /** `cwd` is absolute. Never throws. */
  command(text: string, cwd: string): readonly Effect[]
}

export function createAnalyser({ statements, code }: Readers): Analyser {
  const interpreted = interpreters(code)
  // In this order: a later one of a name wins.
  const programs = new Map<string, Program>(
    [
      foreigners,
      streams,
      files,
      network,
      platformPrograms,
      databases(statements),
      interpreted,
      gits,
      wrappers,
      runners({ ...platformPrograms, bun: interpreted["bun"]! }),
      system(variableEffects),
    ].flatMap((table) => Object.entries(table)),
  )
  const interpreter: Interpreter = { start, set: variableEffects }

  function start(words: readonly Field[], scope: Scope, stdin: Stream): Said {
    const [first, ...args] = words
    if (first === undefined) return { effects: [], stdout: nothing }
    const origin = first.carries.has("network") ? [{ kind: "code.run", language: "shell", origin: "network" } as const] : []
    // How PowerShell sets a variable of the environment.
    if (/^\$env:\w+$/i.test(first.text) && args[0]?.text === "=")
      return { effects: variableEffects(first.text.slice(5), args[1] ?? first), stdout: nothing }
    if (first.unknown !== undefined || first.glob)
      return {
        effects: [...origin, { kind: "unknown", why: `which program it starts: ${first.unknown ?? `${first.text} is a pattern`}` }],
        stdout: { carries: new Set(["output"]) },
      }
    const alias = scope.aliases.get(first.text)
    if (alias !== undefined)
      return runText(`${alias} ${args.map(({ text }) => text).join(" ")}`, inner({ ...scope, aliases: new Map() }), stdin, interpreter)
    const name = programName(first.text)
    const call: Call = {
      program: name,
      args,
      stdin,
      scope,
      shell: (text, input = nothing) => shellText(text, scope, input),
      start: (rest, input = nothing) => start(rest, inner(scope), input),
    }
    const program = programs.get(name) ?? programs.get(name.replace(/[\d.]+$/, "")) ?? programs.get(name.split(".", 1)[0]!)
    const given = program !== undefined ? program(call) : scope.files.has(fileKey(first.text, scope)) ? runFile(call, first) : unheardOf(call, first)
    if (given.effects.some(({ kind }) => kind === "net.receive") && /^(?:git|hg|svn|tar|bsdtar|unzip|gh)$/.test(name)) scope.budget.fetched = true
    if (name === "tar" && stdin.carries.has("network")) scope.budget.fetched = true
    const result = { ...given, effects: located([...given.effects, ...generalEffects(call, program !== undefined)], scope) }
    return origin.length === 0 ? result : { ...result, effects: [...origin, ...result.effects] }
  }

  function shellText({ text, carries }: Stream, scope: Scope, stdin: Stream): Said {
    if (text === undefined) return { effects: [{ kind: "unknown", why: "the text that a shell runs is not known" }], stdout: { carries } }
    return runText(text, inner(scope), stdin, interpreter)
  }

  function command(text: string, cwd: string): readonly Effect[] {
    try {
      const { effects, stdout } = runText(text, newScope(cwd), nothing, interpreter)
      // The agent reads what a command shows.
      return once(stdout.carries.has("secret") ? [...effects, { kind: "secret.read", what: "what the command shows" }] : effects)
    } catch (thrown) {
      // A fault of the analysis must not let a call through.
      const why = thrown instanceof TipstaffError ? thrown.message : `the analysis failed: ${messageOf(thrown)}`
      return [{ kind: "unknown", why }]
    }
  }

  return { command }
}

function programName(text: string): string {
  return text
    .split(/[/\\]/)
    .at(-1)!
    .toLowerCase()
    .replace(/\.(?:exe|cmd|bat|com)$/, "")
}

/** A program that no table knows: what is piped into it, or given to it, does not leave the machine by itself. */
function unheardOf(call: Call, { text }: Field): Said {
  const script = /(?:^|\/)[\w.-]+\.(?:sh|bash|zsh)$/.test(text) || (text.includes("/") && call.scope.budget.fetched)
  const effects: Effect[] = script
    ? [{ kind: "code.run", language: "shell", origin: call.scope.budget.fetched ? "network" : "file" }]
    : [{ kind: "program.run", program: call.program }]
  return { effects, stdout: { carries: new Set(["output"]) } }
}

function once(effects: readonly Effect[]): readonly Effect[] {
  const seen = new Set<string>()
  return effects.filter((effect) => {
    const key = JSON.stringify(effect)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
