/** Programs of many subcommands, each with its effect, as rows of a table. */
import type { Effect, Environment } from "../effect.ts"
import { environmentIn } from "../environment.ts"
import { argumentsOf, type Arguments } from "../shell/arguments.ts"
import { said, type Call, type Program } from "../shell/call.ts"

export interface Facts {
  readonly environment: Environment
  /** Its words that are no options, from the first. */
  readonly words: readonly string[]
  readonly given: Arguments
  readonly call: Call
}

/**
 * The words that a call must have, in their order; `*` stands for anything in a word, and `|` parts alternatives. What
 * begins with a dash must be among the options, `--name=value` with that value; with `!` before it, it must not.
 */
export type Row = readonly [pattern: string, effect: (facts: Facts) => Effect | readonly Effect[]]

interface Ready {
  readonly words: readonly RegExp[]
  readonly options: readonly { readonly name: string; readonly value: RegExp | undefined; readonly absent: boolean }[]
  readonly effect: Row[1]
}

function wordPattern(text: string): RegExp {
  const alternatives = text.split("|").map((part) => part.replace(/[.+?^${}()[\]\\]/g, "\\$&").replaceAll("*", ".*"))
  return new RegExp(`^(?:${alternatives.join("|")})$`, "is")
}

function ready([pattern, effect]: Row): Ready {
  const words: RegExp[] = []
  const options: Ready["options"][number][] = []
  for (const part of pattern.split(" ").filter((text) => text !== "")) {
    if (!/^!?-/.test(part)) {
      words.push(wordPattern(part))
      continue
    }
    const [name = "", value] = part.replace(/^!/, "").split("=")
    options.push({ name, value: value === undefined ? undefined : wordPattern(value), absent: part.startsWith("!") })
  }
  return { words, options, effect }
}

function matches({ words, options }: Ready, facts: Facts): boolean {
  return (
    words.every((pattern, index) => facts.words[index] !== undefined && pattern.test(facts.words[index])) &&
    options.every(({ name, value, absent }) => {
      const there = facts.given.all.some(
        ([option, given]) => option === name && (value === undefined || (typeof given === "object" && value.test(given.text))),
      )
      return there !== absent
    })
  )
}

/** `values`: the program's options that take a word. */
export function tableProgram(rows: readonly Row[], values: readonly string[] = []): Program {
  const prepared = rows.map(ready)
  return (call) => {
    const given = argumentsOf(call.args, values)
    if (
      given.has("--help", "-help", "--version", "--dry-run", "--dryrun", "--syntax-check", "--check", "--validate") ||
      call.args[0]?.text === "help"
    )
      return said({ kind: "program.run", program: call.program })
    const variables = ["NODE_ENV", "RAILS_ENV", "APP_ENV", "ENVIRONMENT", "STAGE", "DJANGO_SETTINGS_MODULE", "DATABASE_URL"].flatMap(
      (name) => call.scope.variables.get(name)?.text ?? [],
    )
    const facts: Facts = {
      environment: environmentIn([...call.args.map(({ text }) => text), ...variables]),
      words: given.words.map(({ text }) => text),
      given,
      call,
    }
    const effects = prepared.filter((row) => matches(row, facts)).flatMap(({ effect }) => effect(facts))
    const hidden = given.words.slice(0, 2).find(({ unknown }) => unknown !== undefined)
    const unclear: Effect[] =
      hidden === undefined || prepared.length === 0 || effects.length > 0
        ? []
        : [{ kind: "unknown", why: `which ${call.program} command it is: ${hidden.unknown}` }]
    return said({ kind: "program.run", program: call.program }, ...effects, ...unclear)
  }
}
